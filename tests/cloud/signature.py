"""The ACS3-HMAC-SHA256 signature of a request, as the service checks it."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote

from tests.cloud.problem import Problem

_HEADER = re.compile(r"ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})\Z")
_MUST_SIGN = (
    "host",
    "x-acs-action",
    "x-acs-content-sha256",
    "x-acs-date",
    "x-acs-signature-nonce",
    "x-acs-version",
)
_CLOCK_SKEW = datetime.timedelta(minutes=15)


@dataclass(frozen=True)
class Account:
    """One access key. `token` is set for temporary credentials; `expired` ones are told apart."""

    key_id: str
    key_secret: str
    token: str | None = None
    expired: bool = False
    read_only: bool = False


@dataclass(frozen=True)
class Signed:
    """What of a request is signed. Header names are lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes


def check(request: Signed, accounts: Mapping[str, Account], nonces: set[str]) -> Account:
    """The account that signed the request. Raises Problem."""
    match = _HEADER.match(request.headers.get("authorization", ""))
    if match is None:
        raise Problem(400, "IncompleteSignature", "The request signature does not conform to the standard.")
    key_id, names, signature = match[1], match[2].split(";"), match[3]
    account = accounts.get(key_id)
    if account is None:
        raise Problem(404, "InvalidAccessKeyId.NotFound", f"Specified access key is not found: {key_id}.")
    _check_headers(request, names)
    if not hmac.compare_digest(sign(request, names, account.key_secret), signature):
        raise Problem(400, "SignatureDoesNotMatch", "Specified signature does not match our calculation.")
    nonce = request.headers["x-acs-signature-nonce"]
    if nonce in nonces:
        raise Problem(400, "SignatureNonceUsed", "Specified signature nonce was used already.")
    nonces.add(nonce)
    _check_token(request, account)
    return account


def _check_headers(request: Signed, names: list[str]) -> None:
    missing = [name for name in _MUST_SIGN if name not in names or name not in request.headers]
    if missing or names != sorted(names):
        raise Problem(400, "IncompleteSignature", f"Headers are not signed: {', '.join(missing)}.")
    unsigned = [n for n in request.headers if n.startswith("x-acs-") and n not in names]
    if unsigned:
        raise Problem(400, "IncompleteSignature", f"Headers are not signed: {', '.join(unsigned)}.")
    if request.headers["x-acs-content-sha256"] != hashlib.sha256(request.body).hexdigest():
        raise Problem(400, "SignatureDoesNotMatch", "The content hash is not that of the body.")
    sent = datetime.datetime.strptime(request.headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ")
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    if abs(now - sent) > _CLOCK_SKEW:
        raise Problem(400, "IllegalTimestamp", "The input parameter Timestamp is not valid.")


def _check_token(request: Signed, account: Account) -> None:
    if request.headers.get("x-acs-security-token") != account.token:
        raise Problem(403, "InvalidSecurityToken.Malformed", "The security token is malformed.")
    if account.expired:
        raise Problem(403, "InvalidSecurityToken.Expired", "The security token has expired.")


def sign(request: Signed, names: list[str], secret: str) -> str:
    """The signature in hexadecimal."""
    pairs = sorted(parse_qsl(request.query, keep_blank_values=True))
    query = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in pairs)
    headers = "".join(f"{name}:{request.headers[name].strip()}\n" for name in names)
    payload = request.headers["x-acs-content-sha256"]
    canonical = "\n".join((request.method, request.path, query, headers, ";".join(names), payload))
    text = "ACS3-HMAC-SHA256\n" + hashlib.sha256(canonical.encode()).hexdigest()
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
