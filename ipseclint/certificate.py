"""PEM certificates: whether a text is one, and between which dates it is valid.

Reads the DER only as far as the dates stand (RFC 5280 section 4.1), whatever the signature's algorithm."""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass

_BEGIN = re.compile(r"-----BEGIN ([A-Z0-9][A-Z0-9 ]*)-----")
_FILE_NAME = re.compile(r"(?i)[^\n]*(?:\.(?:pem|crt|cer|der|p7b|pfx|p12)|^(?:file|https?)://[^\n]*|^@[^\n]*)\Z")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}\Z")
_LABELS = ("CERTIFICATE", "X509 CERTIFICATE")
_UTC_TIME = re.compile(rb"([0-9]{2})([01][0-9])([0-3][0-9])[0-9]{4}(?:[0-9]{2})?Z\Z")
_GENERALIZED_TIME = re.compile(rb"([0-9]{4})([01][0-9])([0-3][0-9])[0-9]{4}(?:[0-9]{2})?(?:\.[0-9]+)?Z\Z")
_SEQUENCE, _INTEGER, _VERSION, _UTC, _GENERALIZED = 0x30, 0x02, 0xA0, 0x17, 0x18


class NotACertificate(Exception):
    """Why a text is no PEM certificate, in words that follow "it" (`has no line ...`)."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Days (ISO dates, UTC) between which a certificate is valid, both included. `own_lines` tells whether
    its BEGIN and END stand on lines of their own, as RFC 7468 has it."""

    not_before: str
    not_after: str
    own_lines: bool


def read(text: str) -> tuple[Certificate, ...]:
    """The certificates of a PEM text, at least one. Raises NotACertificate."""
    found: list[Certificate] = []
    begin = _BEGIN.search(text)
    while begin:
        certificate, at = _block(text, begin)
        found.append(certificate)
        begin = _BEGIN.search(text, at)
    if not found:
        raise NotACertificate(_absence(text))
    return tuple(found)


def _block(text: str, begin: re.Match[str]) -> tuple[Certificate, int]:
    """The certificate behind a BEGIN line, and where its END line ends."""
    last_line = f"-----END {begin[1]}-----"
    end = text.find(last_line, begin.end())
    if begin[1] not in _LABELS:
        raise NotACertificate(f"holds a {begin[1].lower()}")
    if end < 0:
        raise NotACertificate(f"has no line {last_line}")
    body = text[begin.end() : end]
    not_before, not_after = _dates(_decoded(body))
    own_lines = body[0] in "\r\n" and body[-1] in "\r\n"
    return Certificate(not_before, not_after, own_lines), end + len(last_line)


def _absence(text: str) -> str:
    if _FILE_NAME.match(text.strip()):
        return "names a file; the API wants the content"
    return "has no line -----BEGIN CERTIFICATE-----"


def _decoded(body: str) -> bytes:
    if "\\n" in body or "\\r" in body:
        raise NotACertificate("has the two characters \\n in place of line ends")
    packed = "".join(body.split())
    if not _BASE64.match(packed) or len(packed) % 4:
        raise NotACertificate("has text between BEGIN and END that is not whole base64")
    return binascii.a2b_base64(packed)


def _dates(der: bytes) -> tuple[str, str]:
    """The days of the validity, which stands behind version, serial number, signature and issuer."""
    try:
        at, end = _inside(der, 0, len(der), _SEQUENCE)
        at, end = _inside(der, at, end, _SEQUENCE)
        if der[at] == _VERSION:
            at = _inside(der, at, end, _VERSION)[1]
        for tag in (_INTEGER, _SEQUENCE, _SEQUENCE):
            at = _inside(der, at, end, tag)[1]
        at, end = _inside(der, at, end, _SEQUENCE)
        first, at = _day(der, at, end)
        last, at = _day(der, at, end)
    except (IndexError, ValueError):
        raise NotACertificate("has content that is no X.509 certificate, or only a part of one") from None
    return first, last


def _inside(der: bytes, at: int, end: int, tag: int) -> tuple[int, int]:
    """Where the content of the element at `at` begins and ends. Raises ValueError, IndexError."""
    if der[at] != tag:
        raise ValueError("another element")
    length, start = der[at + 1], at + 2
    if length >= 0x80:
        size = length - 0x80
        if not 1 <= size <= 4:
            raise ValueError("no definite length")
        length, start = int.from_bytes(der[start : start + size], "big"), start + size
    if start + length > end:
        raise ValueError("cut off")
    return start, start + length


def _day(der: bytes, at: int, end: int) -> tuple[str, int]:
    """The day of the time at `at`, and where it ends. Two digits of a year below 50 are of this century."""
    pattern = _UTC_TIME if der[at] == _UTC else _GENERALIZED_TIME
    start, stop = _inside(der, at, end, _UTC if der[at] == _UTC else _GENERALIZED)
    match = pattern.match(der[start:stop])
    if not match:
        raise ValueError("no time")
    year, month, day = (group.decode("ascii") for group in match.groups())
    if len(year) == 2:
        year = ("20" if year < "50" else "19") + year
    return f"{year}-{month}-{day}", stop
