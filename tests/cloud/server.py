"""The HTTP side: reads a request, checks its signature, lets it act, and answers or misbehaves."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.cloud import faults, signature
from tests.cloud.actions import ACTIONS
from tests.cloud.problem import Problem
from tests.cloud.signature import Account, Signed
from tests.cloud.state import Cloud

KEY_ID = "LTAI-test-server-key"
KEY_SECRET = "test-server-secret"


@dataclass
class Service:
    """The cloud, who may ask, what goes wrong, and what was asked.

    `late` is for how many seconds a late answer is held back. `calls` are action names in order, `urls` every
    address with its query, `heads` all header values that were seen."""

    cloud: Cloud = field(default_factory=Cloud)
    accounts: dict[str, Account] = field(default_factory=lambda: {KEY_ID: Account(KEY_ID, KEY_SECRET)})
    plan: faults.Plan = faults.none
    late: float = 0.4
    pause: float = 0.0
    redirect: str = ""
    calls: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    struck: list[tuple[int, str, str]] = field(default_factory=list)
    nonces: set[str] = field(default_factory=set)
    lock: threading.Lock = field(default_factory=threading.Lock)
    under_way: int = 0

    @contextlib.contextmanager
    def busy(self) -> Iterator[None]:
        """Count a request while it is served, whether its client still waits or not."""
        with self.lock:
            self.under_way += 1
        try:
            yield
        finally:
            with self.lock:
                self.under_way -= 1

    def drain(self) -> None:
        """Wait until nothing is served any more, late effects included."""
        while self.under_way:
            time.sleep(0.005)

    def number(self, action: str) -> int:
        with self.lock:
            self.calls.append(action)
            return len(self.calls) - 1

    def forget_calls(self) -> None:
        """Start counting calls anew."""
        with self.lock:
            self.calls.clear()


class Handler(BaseHTTPRequestHandler):
    """One connection of a client."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def log_message(self, format: str, *args: object) -> None:
        if self.server.chatty:  # type: ignore[attr-defined]
            super().log_message(format, *args)

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def _serve(self) -> None:
        service: Service = self.server.service  # type: ignore[attr-defined]
        with service.busy():
            self._serve_one(service)

    def _serve_one(self, service: Service) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        service.urls.append(self.path)
        if service.redirect:
            return self._send(307, b"", "text/plain", {"Location": service.redirect})
        action = self.headers.get("x-acs-action", "")
        kind = service.plan(number := service.number(action), action)
        if kind is not None:
            service.struck.append((number, action, kind))
        takes_effect, seen = faults.KINDS[kind] if kind else (True, "")
        if seen == "slow":
            time.sleep(service.late)
        status, answer = self._act(service, body, action) if takes_effect else (200, {})
        self._answer(service, seen, status, answer)

    def _act(self, service: Service, body: bytes, action: str) -> tuple[int, dict[str, Any]]:
        """What the call answers when nothing goes wrong on the way."""
        request_id = str(uuid.uuid4()).upper()
        try:
            parameters = self._check(service, body, action)
            return 200, self._run(service, action, parameters) | {"RequestId": request_id}
        except Problem as problem:
            answer = {
                "Code": problem.code,
                "Message": problem.message,
                "RequestId": request_id,
                "HostId": "vpc",
            }
            return problem.status, answer

    def _check(self, service: Service, body: bytes, action: str) -> dict[str, str]:
        parts = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        signed = Signed(self.command, parts.path or "/", parts.query, headers, body)
        account = signature.check(signed, service.accounts, service.nonces)
        if headers.get("x-acs-version") != "2016-04-28":
            raise Problem(400, "InvalidVersion", "Specified parameter Version is not valid.")
        if action not in ACTIONS:
            raise Problem(404, "InvalidAction.NotFound", f"Specified api is not found: {action}.")
        if account.read_only and not action.startswith("Describe"):
            raise Problem(403, "Forbidden.RAM", "User not authorized to operate on the specified resource.")
        parameters = dict(parse_qsl(parts.query, keep_blank_values=True))
        if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            parameters |= dict(parse_qsl(body.decode(), keep_blank_values=True))
        return parameters

    def _run(self, service: Service, action: str, parameters: dict[str, str]) -> dict[str, Any]:
        if action != "CreateVpnConnection":
            with service.cloud.lock:
                return ACTIONS[action](service.cloud, parameters)
        gateway, token = parameters.get("VpnGatewayId", ""), parameters.get("ClientToken", "")
        service.cloud.begin(gateway, token)
        try:
            time.sleep(service.pause)
            with service.cloud.lock:
                return ACTIONS[action](service.cloud, parameters)
        finally:
            service.cloud.end(gateway, token)

    def _answer(self, service: Service, seen: str, status: int, answer: dict[str, Any]) -> None:
        text = json.dumps(answer).encode()
        html = b"<html><head><title>Gateway</title></head><body><h1>It works not</h1></body></html>"
        if seen == "cut":
            return self._cut()
        if seen == "amid":
            return self._cut_amid(text)
        if seen == "late":
            time.sleep(service.late)
        if seen in ("html", "html503"):
            return self._send(200 if seen == "html" else 503, html, "text/html")
        if seen == "shape":
            return self._send(200, b'["what", {"is": "this"}]', "application/json")
        if seen == "broken":
            return self._send(200, text[: len(text) // 2], "application/json")
        if problem := _PROBLEMS.get(seen):
            return self._problem(problem)
        self._send(status, text, "application/json;charset=utf-8")

    def _problem(self, problem: Problem) -> None:
        answer = {"Code": problem.code, "Message": problem.message, "RequestId": str(uuid.uuid4()).upper()}
        more = {"x-acs-retry-after": str(problem.retry_after)} if problem.retry_after else {}
        self._send(problem.status, json.dumps(answer).encode(), "application/json;charset=utf-8", more)

    def _send(self, status: int, body: bytes, kind: str, more: dict[str, str] | None = None) -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        for name, value in (more or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _cut(self) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def _cut_amid(self, text: bytes) -> None:
        self.send_response(200)
        self.send_header("content-type", "application/json;charset=utf-8")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text[: len(text) // 2])
        self.wfile.flush()
        self._cut()


_PROBLEMS = {
    "500": Problem(500, "InternalError", "The request processing has failed due to some unknown error."),
    "503": Problem(503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server."),
    "throttled": Problem(400, "Throttling.User", "Request was denied due to user flow control."),
    "throttled-hint": Problem(429, "Throttling.Api", "Request was denied due to api flow control.", 20),
    "configuring": Problem(400, "VpnGateway.Configuring", "The specified service is configuring."),
    "conflict": Problem(400, "VpnTask.CONFLICT", "The task conflicts with another one."),
}


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False

    def __init__(self, service: Service, port: int = 0, chatty: bool = False) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.service = service
        self.chatty = chatty

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that goes away while it is answered is none of ours."""

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextlib.contextmanager
def running(service: Service) -> Iterator[Server]:
    """The server in a thread of its own."""
    with Server(service) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
