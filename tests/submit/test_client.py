"""The real SDK against the test server: what it sends, and how its faults are told."""

from __future__ import annotations

import contextlib
import datetime
import ipaddress
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from ipseclint.submit.client import Client, default_endpoint, parse_endpoint
from ipseclint.submit.trouble import Kind, SetUp, Trouble
from tests.cloud import faults
from tests.cloud.__main__ import cloud
from tests.cloud.server import KEY_ID, KEY_SECRET, Service, running
from tests.cloud.signature import Account
from tests.submit import kit

ASKED = {"RegionId": "cn-shanghai", "VpnGatewayId": "vpn-single"}


def trouble_of(service: Service, read: float = 5.0) -> Trouble:
    """What a look at a gateway meets."""
    with running(service) as server, pytest.raises(Trouble) as caught:
        kit.client(server, read).call("DescribeVpnGateway", "cn-shanghai", ASKED)
    return caught.value


def test_an_answer_comes_through_and_the_url_holds_no_parameter() -> None:
    with running(Service(cloud=cloud())) as server:
        answer = kit.client(server).call("DescribeVpnGateway", "cn-shanghai", ASKED)
        assert answer["VpnGatewayId"] == "vpn-single"
        assert server.service.urls == ["/"]


def test_a_wrong_secret_is_refused_by_the_server() -> None:
    service = Service(cloud=cloud(), accounts={KEY_ID: Account(KEY_ID, "another secret")})
    trouble = trouble_of(service)
    assert (trouble.kind, trouble.code, trouble.status) == (Kind.REFUSED, "SignatureDoesNotMatch", 400)


def test_a_body_changed_on_the_way_is_refused_by_the_server() -> None:
    from tests.cloud.problem import Problem
    from tests.cloud.signature import Signed, check

    headers = {
        "authorization": f"ACS3-HMAC-SHA256 Credential={KEY_ID},SignedHeaders=host;x-acs-action;"
        "x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=" + "0" * 64,
        "host": "h",
        "x-acs-action": "a",
        "x-acs-content-sha256": "0" * 64,
        "x-acs-date": "2026-01-01T00:00:00Z",
        "x-acs-signature-nonce": "n",
        "x-acs-version": "2016-04-28",
    }
    with pytest.raises(Problem) as caught:
        check(Signed("POST", "/", "", headers, b"x"), {KEY_ID: Account(KEY_ID, KEY_SECRET)}, set())
    assert caught.value.message == "The content hash is not that of the body."


def test_an_unknown_access_key_is_refused_and_not_repeated_in_the_message() -> None:
    trouble = trouble_of(Service(cloud=cloud(), accounts={}))
    assert trouble.code == "InvalidAccessKeyId.NotFound"
    assert trouble.told() == (
        "The service does not know this access key, or it is disabled. The service says: Specified access key "
        f"is not found: ********. (InvalidAccessKeyId.NotFound, request {trouble.request_id})"
    )


@pytest.mark.parametrize(
    ("kind", "seen", "code"),
    [
        ("500-before", Kind.UNCLEAR, "InternalError"),
        ("503-after", Kind.UNCLEAR, "ServiceUnavailable"),
        ("cut-after", Kind.UNCLEAR, "NoAnswer"),
        ("cut-amid", Kind.UNCLEAR, "NoAnswer"),
        ("html-before", Kind.UNCLEAR, "NotJson"),
        ("html-503", Kind.UNCLEAR, "NotJson"),
        ("shape-after", Kind.UNCLEAR, "NotJson"),
        ("broken-after", Kind.UNCLEAR, "NotJson"),
        ("throttled", Kind.BUSY, "Throttling.User"),
        ("throttled-hint", Kind.BUSY, "Throttling.Api"),
        ("configuring", Kind.BUSY, "VpnGateway.Configuring"),
        ("late", Kind.UNCLEAR, "NoAnswer"),
    ],
)
def test_every_fault_has_a_kind(kind: str, seen: Kind, code: str) -> None:
    service = Service(cloud=cloud(), plan=faults.at(0, kind), late=0.3)
    trouble = trouble_of(service, read=0.1 if kind == "late" else 5.0)
    assert (trouble.kind, trouble.code) == (seen, code)
    assert trouble.wait == (0.02 if kind == "throttled-hint" else 0.0)


def test_an_endpoint_where_nobody_listens_is_told_in_words() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Trouble) as caught:
        Client(f"http://127.0.0.1:{port}").call("DescribeVpnGateway", "cn-shanghai", ASKED)
    assert caught.value.told() == (
        "The endpoint cannot be reached: check the region, the network, and the proxy. "
        "The service says: The connection was refused. (Unreachable)"
    )


def test_a_redirect_is_not_followed() -> None:
    with running(Service(cloud=cloud())) as thief, running(Service(cloud=cloud())) as server:
        server.service.redirect = thief.endpoint
        with pytest.raises(Trouble) as caught:
            kit.client(server).call("DescribeVpnGateway", "cn-shanghai", ASKED)
        assert caught.value.code == "NotJson"
        assert thief.service.urls == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("http://vpc.example.com", "plain http is for 127.0.0.1 only"),
        ("http://10.0.0.1:8080", "plain http is for 127.0.0.1 only"),
        ("ftp://127.0.0.1", "is not https://HOST[:PORT]"),
        ("https://user:word@host", "is not https://HOST[:PORT]"),
        ("https://host/path", "is not https://HOST[:PORT]"),
        ("https://host:port", "is not https://HOST[:PORT]"),
        ("https://[::1", "is not https://HOST[:PORT]"),
    ],
)
def test_an_endpoint_that_would_not_be_safe_is_refused(text: str, words: str) -> None:
    with pytest.raises(SetUp, match=words.replace("[", r"\[")):
        parse_endpoint(text)


def test_endpoints_are_made_of_regions_only() -> None:
    assert default_endpoint("cn-hangzhou") == "vpc.aliyuncs.com"
    assert default_endpoint("eu-central-1") == "vpc.eu-central-1.aliyuncs.com"
    for text in ("", "cn", "cn-x.evil.com/", "cn-x@evil", "CN-SHANGHAI"):
        with pytest.raises(SetUp):
            default_endpoint(text)


def test_plain_http_is_not_asked_through_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example.com:3128")
    with pytest.raises(SetUp, match="HTTP_PROXY is set"):
        Client("http://127.0.0.1:1")


class Hello(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        raise AssertionError("a request came through")

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def tls_server(folder: Path) -> Iterator[int]:
    """A server whose certificate nobody has signed but itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=1))
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    certificate = made.add_extension(address, False).sign(key, hashes.SHA256())
    pem = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    with HTTPServer(("127.0.0.1", 0), Hello) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_a_certificate_that_is_not_trusted_is_refused(tmp_path: Path) -> None:
    with tls_server(tmp_path) as port, pytest.raises(Trouble) as caught:
        Client(f"https://127.0.0.1:{port}").call("DescribeVpnGateway", "cn-shanghai", ASKED)
    assert caught.value.code == "Unreachable"
    assert caught.value.message == "The certificate of the endpoint is not trusted."


SCRIPT = """
import sys
from ipseclint.submit.client import Client
from ipseclint.submit.trouble import SetUp, Trouble
asked = {"RegionId": "cn-shanghai", "VpnGatewayId": "vpn-single"}
try:
    Client(sys.argv[1]).call("DescribeVpnGateway", "cn-shanghai", asked)
    print("answered")
except (SetUp, Trouble) as error:
    print(error.told() if isinstance(error, Trouble) else error)
"""


def run_client(endpoint: str, **environment: str) -> str:
    """A call in a process of its own, as the SDK reads the environment when it is imported."""
    env = {name: value for name, value in kit.clean_environment().items() if name not in environment}
    env |= {name: value for name, value in environment.items() if value}
    done = subprocess.run([sys.executable, "-c", SCRIPT, endpoint], env=env, capture_output=True, text=True, check=True)
    return done.stdout + done.stderr


def test_temporary_credentials_work_and_expired_ones_are_told() -> None:
    good = Account("STS.good", "secret-good", token="token-good")
    old = Account("STS.old", "secret-old", token="token-old", expired=True)
    with running(Service(cloud=cloud(), accounts={a.key_id: a for a in (good, old)})) as server:
        for account, words in ((good, "answered"), (old, "The temporary credentials are malformed or have expired")):
            said = run_client(
                server.endpoint,
                ALIBABA_CLOUD_ACCESS_KEY_ID=account.key_id,
                ALIBABA_CLOUD_ACCESS_KEY_SECRET=account.key_secret,
                ALIBABA_CLOUD_SECURITY_TOKEN=str(account.token),
                DEBUG="sdk",
            )
            assert said.startswith(words)
            assert str(account.token) not in said
            assert account.key_secret not in said


def test_no_credentials_are_told_in_one_line(tmp_path: Path) -> None:
    said = run_client(
        "http://127.0.0.1:1",
        ALIBABA_CLOUD_ACCESS_KEY_ID="",
        ALIBABA_CLOUD_ACCESS_KEY_SECRET="",
        HOME=str(tmp_path),
    )
    assert said.startswith("no credentials: set ALIBABA_CLOUD_ACCESS_KEY_ID and")
    assert said.count("\n") == 1
