"""What pre-shared keys are made of (IPS702-IPS704). Nothing here tells a key, a part of one, or a measure of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipseclint import facts
from ipseclint.finding import Severity
from ipseclint.model import Connection
from ipseclint.rules.guessable import Weakness, is_short, weakness
from ipseclint.rules.keys import literals, told
from ipseclint.rules.rule import Example, Outcome, Rule, Settings
from ipseclint.rules.samples import SINGLE, altered

_OFFLINE = "which an attacker who records or provokes one negotiation finds offline"
_WEAK = {
    Weakness.PLACEHOLDER: "is a placeholder or a value out of samples: sent as it is, it opens the tunnel to everybody "
    "who knows the sample",
    Weakness.PATTERN: f"is one pattern, repeated or in sequence, {_OFFLINE}",
    Weakness.WORDS: f"is put together from common words and figures, {_OFFLINE}",
    Weakness.NAME: "contains the connection's name, which is no secret and is tried first",
    Weakness.SHORT: "has less than 64 bits of entropy even if it is random, so that an attacker who records or "
    "provokes one negotiation finds it offline",
}
_RANDOM = "Use a random key, such as `openssl rand -hex 32` makes."
_AGAIN = "Write the key anew, in letters, digits and marks of ASCII without blanks."
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BEYOND = re.compile(r"[^\x00-\x7f]")
_UNLISTED = re.compile(r'["\\]')
_ENCODED = re.compile(r"0[xs]", re.IGNORECASE)


def psk_guessable(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """A key that is passed in leaves nothing open here: that it is not known is what is asked for (IPS701)."""
    for tunnel, field, key in literals(connection):
        weak = weakness(key, _name(connection))
        if weak is not None:
            yield told(field, tunnel, f"{field.name}{tunnel.label} {_WEAK[weak]}.", _RANDOM, "guessable")


def psk_short(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel, field, key in literals(connection):
        if is_short(key) and weakness(key, _name(connection)) is None:
            message = (
                f"{field.name}{tunnel.label} has less than 112 bits of entropy even if it is random, so that the key "
                "and not the cipher limits what the tunnel withstands."
            )
            yield told(field, tunnel, message, _RANDOM, "short")


def psk_characters(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel, field, key in literals(connection):
        for subject, severity, fault, help_ in _faults(key):
            hit = told(field, tunnel, f"{field.name}{tunnel.label} {fault}.", help_, subject)
            hit.severity = severity
            yield hit


def _faults(key: str) -> Iterator[tuple[str, Severity, str, str]]:
    """What is wrong with the characters of a key: subject, severity, message, help."""
    error, warning = Severity.ERROR, Severity.WARNING
    if not key:
        help_ = "Give a key, or leave the field out: the service then makes one."
        yield "empty", error, "is empty, which the API rejects", help_
    if len(key) > facts.PSK_LENGTH:
        fault = f"is longer than {facts.PSK_LENGTH} characters, which the API rejects"
        yield "long", error, fault, f"Use a key of at most {facts.PSK_LENGTH} characters."
    if _CONTROL.search(key):
        yield "control", error, _control(key), _AGAIN
    if " " in key:
        yield "blank", error, "holds a blank, which the API rejects", _AGAIN
    if _BEYOND.search(key):
        fault = "holds characters beyond ASCII, such as copied text brings along, which the API rejects"
        yield "ascii", error, fault, _AGAIN
    if _UNLISTED.search(key):
        fault = (
            "holds a double quote or a backslash, which the API does not list as allowed and which peers' "
            "configurations read as an end or an escape"
        )
        yield "unlisted", warning, fault, "Use a key without double quotes and backslashes, on both ends."
    if _ENCODED.match(key):
        fault = (
            "begins with what strongSwan takes as the mark of an encoded key: such a peer decodes it and then holds "
            "another key than the gateway"
        )
        yield "encoded", warning, fault, "Use a key that begins neither with 0x nor with 0s, on both ends."


def _control(key: str) -> str:
    if not _CONTROL.search(key.rstrip("\r\n")):
        return "ends with a line break, which is sent as part of the key and which the API rejects"
    return "holds a control character, which the API rejects"


def _name(connection: Connection) -> str:
    return str(connection.name.value) if connection.name.written else ""


_REFERENCE = '"${env:VPN_PSK}"'
_GOOD = Example(SINGLE)


def _bad(key: str) -> Example:
    return Example(altered(SINGLE, (_REFERENCE, key)))


RULES: tuple[Rule, ...] = (
    Rule(
        "IPS702",
        "psk-guessable",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="A pre-shared key is a placeholder, a word, a pattern, holds the connection's name, or is very short.",
        why="Whoever plays the peer in one negotiation, or listens to one in aggressive mode, can try keys offline as "
        "fast as hardware allows. A key is judged by the least that an attacker has to guess: words, years, runs on "
        "the keyboard and repetitions count as what they are, all else as random; under 64 bits it is guessable.",
        source="RFC 7296 sections 2.15 and 5 (a key from a password is not secure); strongSwan documentation, "
        "2026-05-28; Felsch et al., USENIX Security 2018; sample keys of public Terraform files, 2026-11",
        how="Make the key from random bytes, as with `openssl rand -hex 32`, and change it on both ends.",
        bad=_bad("Shanghai-2024!"),
        good=_GOOD,
        check=psk_guessable,
    ),
    Rule(
        "IPS703",
        "psk-short",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="A pre-shared key has less than 112 bits of entropy, even if it is random.",
        why="112 bits are what every key of a tunnel should have at least; group14 has as many. A key reaches them "
        "with 28 random hexadecimal digits, 19 letters and digits, or 18 characters of all kinds. The keys of 16 "
        "characters that the service makes do not.",
        source="RFC 7296 section 2.15 (as much unpredictability as the strongest key being negotiated); NIST SP 800-57 "
        "part 1 rev. 5; number of characters computed",
        how="Use 32 random characters, or 64 hexadecimal digits.",
        bad=_bad("vK7mQ2xT9hRw4pZs"),
        good=_GOOD,
        check=psk_short,
    ),
    Rule(
        "IPS704",
        "psk-characters",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="A pre-shared key holds characters that the API rejects or that peers read otherwise, or is too long.",
        why="The API takes 1 to 100 letters, digits and marks of ASCII, without blanks. Copied text brings blanks, "
        "line breaks and curly quotes. Double quotes and backslashes (a warning) are not in the API's list; a key "
        "that begins with 0x or 0s (a warning) is decoded by strongSwan, so that the two ends hold different keys.",
        source="CreateVpnConnection, field Psk (command-line metadata, 2026-04-21); ipsec.secrets of strongSwan; help "
        "page on failed connections, 2026-06",
        how="Write a key of letters and digits, and set the same one on the peer.",
        bad=_bad('"hT5wPz8nKc3v RfXq6mJd9sYb2gL"'),
        good=_GOOD,
        check=psk_characters,
    ),
)
