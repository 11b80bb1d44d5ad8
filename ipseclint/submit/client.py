"""The client: one call of the VPC API through Alibaba Cloud's SDK, with every fault told as a Trouble.

All parameters go into the form body, so that no key stands in a URL (the SDK's own client of this API puts a
single tunnel's key into the query; 7.2.2). TLS is always verified; plain http is for loopback only."""

from __future__ import annotations

import logging
import os
import re
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from ipseclint.submit.scrub import Scrubber
from ipseclint.submit.trouble import NO_ANSWER, NOT_JSON, UNREACHABLE, Kind, SetUp, Trouble, kind_of

VERSION = "2016-04-28"
INSTALL = "pip install 'ipseclint[submit]'"
_REGION = re.compile(r"[a-z]{2,}-[a-z0-9-]+\Z")
_LOGGERS = ("darabonba-core", "alibabacloud-tea", "credentials")
_ENVIRONMENT = (
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "ALIBABA_CLOUD_SECURITY_TOKEN",
)
# How the transport's own texts tell that no connection came about, so that nothing was sent.
_NEVER_SENT = re.compile(
    r"Failed to establish a new connection|NameResolutionError|Name or service not known|Connection refused"
    r"|ConnectTimeout|SSLCertVerificationError|CERTIFICATE_VERIFY_FAILED|SSLError|ProxyError"
    r"|Tunnel connection failed"
)


class Client:
    """Calls of one account. `endpoint` is for all regions ("" chooses by region); times are seconds."""

    def __init__(self, endpoint: str = "", connect: float = 5.0, read: float = 30.0) -> None:
        self._address = parse_endpoint(endpoint) if endpoint else None
        self._times = (int(connect * 1000), int(read * 1000))
        self._sdk = _load()
        self._clients: dict[str, Any] = {}
        self._lock = threading.Lock()
        self.scrubber = Scrubber()
        self.scrubber.add(os.environ.get(name, "") for name in _ENVIRONMENT)
        self._credential = self._credentials()

    def call(self, action: str, region: str, parameters: Mapping[str, str]) -> dict[str, Any]:
        """The answer of one call. Raises Trouble, never an exception of the SDK's."""
        trouble: Trouble | None = None
        client = self._client(region)
        try:
            answer = client.call_api(self._params(action), self._request(parameters), self._runtime())
            body = answer.get("body") if isinstance(answer, dict) else None
        except Exception as error:  # the SDK raises many kinds, some of them by accident
            trouble = self._trouble(error)
        if trouble is not None:
            raise trouble
        if not isinstance(body, dict):
            raise Trouble(Kind.UNCLEAR, NOT_JSON, "")
        if "RequestId" not in body:
            raise Trouble(Kind.UNCLEAR, NOT_JSON, "The answer has no RequestId.")
        return body

    def _credentials(self) -> Any:
        """The credential chain; asked once, so that its absence is told before anything else."""
        found: Any = None
        try:
            credential = self._sdk["credentials"]()
            found = credential.get_credential()
        except Exception:  # the texts of the chain may quote files with keys
            found = None
        if found is None:
            raise SetUp(
                "no credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, "
                "or have a profile in ~/.aliyun/config.json, an OIDC role, or an instance role"
            )
        self.scrubber.add((found.access_key_id or "", found.access_key_secret or "", found.security_token or ""))
        return credential

    def _client(self, region: str) -> Any:
        with self._lock:
            if region not in self._clients:
                protocol, host = self._address or ("https", default_endpoint(region))
                config = self._sdk["config"](
                    endpoint=host,
                    protocol=protocol,
                    region_id=region,
                    credential=self._credential,
                    user_agent="ipseclint",
                    connect_timeout=self._times[0],
                    read_timeout=self._times[1],
                )
                self._clients[region] = self._sdk["client"](config)
            return self._clients[region]

    def _params(self, action: str) -> Any:
        return self._sdk["params"](
            action=action,
            version=VERSION,
            protocol="HTTPS",
            pathname="/",
            method="POST",
            auth_type="AK",
            style="RPC",
            req_body_type="formData",
            body_type="json",
        )

    def _request(self, parameters: Mapping[str, str]) -> Any:
        return self._sdk["request"](body=dict(parameters))

    def _runtime(self) -> Any:
        return self._sdk["runtime"](ignore_ssl=False)

    def _trouble(self, error: Exception) -> Trouble:
        code, status = getattr(error, "code", None), getattr(error, "status_code", None)
        if isinstance(status, int) and isinstance(code, str):
            return self._answered(error, status, code)
        inner = getattr(error, "inner_exception", None) or error
        text = str(getattr(inner, "message", "") or inner)
        if type(inner).__name__ == "CredentialException":
            return Trouble(Kind.REFUSED, "InvalidSecurityToken.Unavailable", "")
        if type(inner).__name__ != "RetryError" or "redirects" in text:
            return Trouble(Kind.UNCLEAR, NOT_JSON, "")
        if _NEVER_SENT.search(text):
            return Trouble(Kind.UNCLEAR, UNREACHABLE, _reason(text))
        return Trouble(Kind.UNCLEAR, NO_ANSWER, "")

    def _answered(self, error: Any, status: int, code: str) -> Trouble:
        data = error.data if isinstance(error.data, dict) else {}
        message = self.scrubber.clean(str(data.get("Message") or ""))
        code = self.scrubber.clean(code if code != "None" else f"HTTP {status}")
        request_id = self.scrubber.clean(str(data.get("RequestId") or ""))
        wait = getattr(error, "retry_after", None)
        seconds = wait / 1000 if isinstance(wait, int | float) else 0.0
        kind = Kind.BUSY if seconds and status < 500 else kind_of(status, code)
        return Trouble(kind, code, message, request_id, status, seconds)


def _reason(text: str) -> str:
    """The kind of a transport fault, in our own words: its text may quote a URL."""
    for mark, words in (
        ("CERTIFICATE_VERIFY_FAILED", "The certificate of the endpoint is not trusted."),
        ("NameResolution", "There is no host of that name."),
        ("Name or service", "There is no host of that name."),
        ("refused", "The connection was refused."),
        ("ProxyError", "The proxy does not let the call through."),
        ("Tunnel connection", "The proxy does not let the call through."),
        ("imeout", "Nobody answered in time."),
        ("SSL", "No TLS connection came about."),
    ):
        if mark in text:
            return words
    return ""


def default_endpoint(region: str) -> str:
    """The host of a region (SDK 7.2.2). Raises SetUp for what is no region."""
    if not _REGION.match(region):
        raise SetUp(f"{region!r} is not the id of a region, such as cn-shanghai")
    return "vpc.aliyuncs.com" if region == "cn-hangzhou" else f"vpc.{region}.aliyuncs.com"


def parse_endpoint(text: str) -> tuple[str, str]:
    """Protocol and host of an endpoint. Raises SetUp."""
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        odd = parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None
        host, _ = parts.hostname, parts.port
    except ValueError:
        odd, host = True, None
    if odd or not host or parts.scheme not in ("https", "http"):
        shown = "(with a user name)" if "@" in text else repr(text)
        raise SetUp(f"--endpoint {shown} is not https://HOST[:PORT]")
    if parts.scheme == "http":
        _check_plain(host)
    return parts.scheme, parts.netloc


def _check_plain(host: str) -> None:
    if not _is_loopback(host):
        raise SetUp(f"--endpoint http://{host} would carry keys in clear; plain http is for 127.0.0.1 only")
    if os.environ.get("HTTP_PROXY") or os.environ.get("http_proxy"):
        raise SetUp("HTTP_PROXY is set, so that a plain http endpoint would be asked through the proxy; unset it")


def _is_loopback(host: str) -> bool:
    from netaddr import AddrFormatError, IPAddress

    try:
        return bool(IPAddress(host).is_loopback())
    except (AddrFormatError, ValueError):
        return host == "localhost"


def _load() -> dict[str, Any]:
    """The parts of the SDK. Raises SetUp when it is not installed."""
    try:
        from alibabacloud_credentials.client import Client as Credentials
        from alibabacloud_tea_openapi.client import Client as Sdk
        from alibabacloud_tea_openapi.utils_models import Config, OpenApiRequest, Params
        from darabonba.core import DaraCore
        from darabonba.runtime import RuntimeOptions
    except ImportError as error:
        raise SetUp(f"talking to the service needs Alibaba Cloud's SDK: {INSTALL} ({error.name} is missing)") from None
    for name in _LOGGERS:  # with DEBUG=sdk they print headers, and with them access keys and tokens
        logging.getLogger(name).disabled = True
    _refuse_redirects(DaraCore)
    return {
        "client": Sdk,
        "config": Config,
        "credentials": Credentials,
        "params": Params,
        "request": OpenApiRequest,
        "runtime": RuntimeOptions,
    }


def _refuse_redirects(core: Any) -> None:
    """Have the SDK's sessions follow no redirect: it would carry the body, and the keys in it, elsewhere."""
    original = core._get_session
    if getattr(original, "refuses_redirects", False):
        return

    def session(*args: Any, **kwargs: Any) -> Any:
        made = original(*args, **kwargs)
        made.max_redirects = 0
        return made

    session.refuses_redirects = True  # type: ignore[attr-defined]
    core._get_session = staticmethod(session)
