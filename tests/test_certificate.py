"""Certificates: the dates that are read are those that another implementation reads."""

from __future__ import annotations

import base64
import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as st

from ipseclint.certificate import Certificate, NotACertificate, read

CURVE_KEY = ec.generate_private_key(ec.SECP256R1())
DAYS = st.datetimes(min_value=datetime.datetime(1950, 1, 1), max_value=datetime.datetime(9990, 1, 1))


def made(first: datetime.datetime, last: datetime.datetime, key=CURVE_KEY, attributes: int = 1) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"ca-{n}.example") for n in range(attributes)])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 2**70 + 1, first, last)
    return builder.sign(key, None if isinstance(key, ed25519.Ed25519PrivateKey) else hashes.SHA256())


def pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


GOOD = pem(made(datetime.datetime(2024, 1, 1), datetime.datetime(2074, 6, 30)))


@given(DAYS, st.integers(1, 3650))
@settings(max_examples=60, deadline=None)
def test_the_days_are_those_that_the_certificate_was_made_with(first: datetime.datetime, days: int) -> None:
    first = first.replace(microsecond=0)
    last = first + datetime.timedelta(days=days)
    certificate = made(first, last)
    assert certificate.not_valid_after_utc.date() == last.date()
    assert read(pem(certificate)) == (Certificate(first.date().isoformat(), last.date().isoformat(), True),)


@pytest.mark.parametrize("attributes", [1, 40])
@pytest.mark.parametrize(
    "key",
    [rsa.generate_private_key(65537, 2048), ed25519.Ed25519PrivateKey.generate()],
    ids=["rsa", "ed25519"],
)
def test_the_kind_of_key_and_long_names_do_not_matter(key, attributes: int) -> None:
    text = pem(made(datetime.datetime(2026, 3, 1), datetime.datetime(2056, 3, 1), key, attributes))
    assert read(text) == (Certificate("2026-03-01", "2056-03-01", True),)


def test_every_certificate_of_a_chain_is_read() -> None:
    other = pem(made(datetime.datetime(2018, 1, 1), datetime.datetime(2021, 1, 1)))
    assert [one.not_after for one in read(f"subject=CN = x\n{GOOD}{other}")] == ["2074-06-30", "2021-01-01"]


def test_carriage_returns_are_line_ends_too() -> None:
    assert read(GOOD.replace("\n", "\r\n")) == (Certificate("2024-01-01", "2074-06-30", True),)


def test_lost_line_ends_are_told() -> None:
    assert read(GOOD.replace("\n", " ")) == (Certificate("2024-01-01", "2074-06-30", False),)


BODY = GOOD.split("-----")[2]


def wrapped(body: str) -> str:
    return f"-----BEGIN CERTIFICATE-----\n{body.strip()}\n-----END CERTIFICATE-----\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "has no line -----BEGIN CERTIFICATE-----"),
        (BODY, "has no line -----BEGIN CERTIFICATE-----"),
        ("certs/peer.pem", "names a file; the API wants the content"),
        ("file:///etc/ssl/peer", "names a file; the API wants the content"),
        ("-----BEGIN CERTIFICATE-----" + BODY, "has no line -----END CERTIFICATE-----"),
        (GOOD.replace("CERTIFICATE", "PUBLIC KEY"), "holds a public key"),
        (GOOD.replace("\n", "\\n"), "has the two characters \\n in place of line ends"),
        (wrapped(BODY.strip()[:-9]), "has text between BEGIN and END that is not whole base64"),
        (wrapped(""), "has text between BEGIN and END that is not whole base64"),
        (wrapped("MIIB7zCCAZW****"), "has text between BEGIN and END that is not whole base64"),
        (wrapped("AAAA"), "has content that is no X.509 certificate, or only a part of one"),
        (wrapped(BODY.strip()[:64]), "has content that is no X.509 certificate, or only a part of one"),
    ],
)
def test_what_is_no_certificate_is_told_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NotACertificate) as caught:
        read(text)
    assert str(caught.value) == reason


@given(st.integers(0, 400), st.binary(min_size=0, max_size=3))
@settings(max_examples=300, deadline=None)
def test_damaged_content_is_refused_or_read_but_never_breaks_the_reader(at: int, damage: bytes) -> None:
    der = base64.b64decode(BODY)
    broken = der[: at % len(der)] + damage + der[at % len(der) + 1 :]
    try:
        found = read(wrapped(base64.encodebytes(broken).decode()))
    except NotACertificate:
        return
    assert len(found) == 1


@given(st.text(max_size=300))
def test_any_text_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NotACertificate):
        read(text)
