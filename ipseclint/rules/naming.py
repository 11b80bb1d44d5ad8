"""Names of connections (IPS601-IPS606)."""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from ipseclint import facts
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field
from ipseclint.node import Scalar
from ipseclint.read.place import part
from ipseclint.rules import samples
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided
from ipseclint.span import Span

# Letters of the rule of 2019: the Chinese page of 2021-03 counts Chinese ones.
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
_PLAIN = re.compile(rf"[A-Za-z{_HAN}][A-Za-z0-9._\-{_HAN}]*\Z")
_STRANGE = re.compile(rf"[^A-Za-z0-9._\-{_HAN}]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_PREFIX = re.compile(r"https?://", re.IGNORECASE)
_SHOWN = 3
# Styles in which a name stands on the line of its quotes, so that one character of it can be pointed at.
_ONE_LINE = frozenset(("plain", "single", "double", "json", "hcl", "bare"))


def name_length(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    field = connection.name
    if field.unknown:
        yield Undecided(field)
    elif field.known and not _is_missing(connection):
        length = len(field.value)
        if not 2 <= length <= facts.NAME_LENGTH:
            yield _length_hit(field, length)


def name_prefix(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    field = connection.name
    if field.unknown:
        yield Undecided(field)
    elif field.known and (found := _PREFIX.match(field.value)):
        message = f"{field.name} begins with {found[0]}, which the API rejects."
        help_ = f"Leave {found[0]} out, or write a name instead of an address."
        yield _hit(field, message, help_, "prefix")


def name_characters(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    field = connection.name
    if field.unknown:
        yield Undecided(field)
    elif field.known and field.value and not _PLAIN.match(field.value):
        hit = _invisible(field, field.value) or _against_2019(field, field.value)
        if hit is not None:
            yield hit


def name_pattern(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    pattern, field = settings.name_pattern, connection.name
    if pattern is None:
        return
    if field.unknown:
        yield Undecided(field)
    elif field.known and not _is_missing(connection) and not _compiled(pattern).fullmatch(field.value):
        message = (
            f"{field.name} {shown(field.value)} does not match the house pattern {pattern}, so that whoever "
            "looks for connections by name misses this one."
        )
        yield _hit(field, message, f"Write a name that the pattern {pattern} matches as a whole.", pattern)


def name_missing(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    field = connection.name
    if field.absent or (field.known and _is_missing(connection)):
        message = f"{field.name} is not set: only its id tells this connection from others."
        help_ = f"Set {field.name} to something that says which two ends it joins."
        yield _hit(field, message, help_, "missing")


def shown(text: str) -> str:
    """A text of the user's in quotes: on one line, nothing in it that a terminal obeys, cut when long."""
    cut = text if len(text) <= 60 else f"{text[:57]}..."
    return f"'{''.join(ch if ch.isprintable() else f'<U+{ord(ch):04X}>' for ch in cut)}'"


def _is_missing(connection: Connection) -> bool:
    """Exported state and plans write an empty text for a name that is not set."""
    return connection.request.holds_keys and connection.name.value == ""


def _length_hit(field: Field, length: int) -> Hit:
    longest, longest_2019 = facts.NAME_LENGTH, facts.NAME_LENGTH_2019
    shorten = f"Shorten it to {longest} characters or fewer."
    if not length:
        message = f"{field.name} is empty, which the API rejects: a name has 1 to {longest} characters."
        return _hit(field, message, f"Give the connection a name, or leave {field.name} out.", "empty")
    if length == 1:
        message = (
            f"{field.name} is one character long: the API takes it, but calls and tools that keep the rule "
            f"of 2019 (2 to {longest_2019} characters) reject it."
        )
        hit = _hit(field, message, "Write a name of at least two characters.", "short")
        hit.severity = Severity.WARNING
        return hit
    passed = f"; up to {longest_2019} passed in 2019" if length <= longest_2019 else ""
    message = f"{field.name} is {length} characters long, which the API rejects: it takes at most {longest}{passed}."
    return _hit(field, message, shorten, "long")


def _invisible(field: Field, name: str) -> Hit | None:
    """A control character, or a blank at an edge."""
    control = _CONTROL.search(name)
    if control:
        what, at = _character(control[0]), control.start()
        message = (
            f"{field.name} holds {what}, a control character, which breaks every list and log that shows the name."
        )
        help_ = "Take it out; a name is one line of printable characters."
    elif name[0].isspace() or name[-1].isspace():
        edge, at = ("begins", 0) if name[0].isspace() else ("ends", len(name) - 1)
        message = (
            f"{field.name} {edge} with {_character(name[at])}: the name then differs from one that looks the same."
        )
        help_ = "Take the blank out."
    else:
        return None
    hit = _hit(field, message, help_, "invisible")
    hit.severity = Severity.ERROR
    hit.span = _point(field, at)
    return hit


def _against_2019(field: Field, name: str) -> Hit | None:
    """What breaks the rule of 2019, unless IPS602 says it."""
    if _PREFIX.match(name):
        return None
    strange = list(dict.fromkeys(_STRANGE.findall(name)))
    if strange:
        listed = ", ".join(_character(ch) for ch in strange[:_SHOWN])
        more = f" and {len(strange) - _SHOWN} more" if len(strange) > _SHOWN else ""
        what, at = f"holds {listed}{more}", name.index(strange[0])
    else:
        what, at = f"begins with {_character(name[0])}, not with a letter", 0
    message = (
        f"{field.name} {what}: the API takes it, but calls and tools that keep the rule of 2019 (letters, "
        "digits, '.', '_' and '-', a letter first) reject it."
    )
    help_ = "Use letters, digits, '.', '_' and '-', beginning with a letter."
    hit = _hit(field, message, help_, "characters")
    hit.span = _point(field, at)
    return hit


def _character(char: str) -> str:
    if char == " ":
        return "a blank"
    if char in "\t\n\r":
        return "a tab" if char == "\t" else "a line break"
    if char.isprintable() and not char.isspace():
        return f"'{char}'"
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X}" + (f" ({name})" if name else "")


def _point(field: Field, index: int) -> Span:
    node = field.node
    if isinstance(node, Scalar) and node.style in _ONE_LINE and node.text == field.value:
        return part(node, index, index + 1)
    return field.span


def _hit(field: Field, message: str, help_: str, subject: str) -> Hit:
    return Hit(message, help_, field.span, field.pointer, related=field.related, subject=subject)


@functools.lru_cache(maxsize=16)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


_SOURCE = (
    "CreateVpnConnection, Vpc API 2016-04-28 (SDK 7.2.2, 2026-09-15); its page of 2019-09-06 and the Chinese "
    "one of 2021-03-01 for the older rule"
)
_NAME = "Name: hq-to-shanghai"
_GOOD = Example(samples.SINGLE)


def _named(text: str) -> Example:
    return Example(samples.altered(samples.SINGLE, (_NAME, text)))


RULES: tuple[Rule, ...] = (
    Rule(
        "IPS601",
        "name-length",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="A connection's name is too long, empty, or a single character.",
        why="The API takes 1 to 100 characters. In 2019 it took 2 to 128, so that scripts of that time make "
        "names that are rejected now, and tools of that time reject a name of one character.",
        source=_SOURCE,
        how="Write a name of 2 to 100 characters.",
        bad=_named(f"Name: {'hq-to-shanghai-' * 7}1"),
        good=_GOOD,
        check=name_length,
    ),
    Rule(
        "IPS602",
        "name-prefix",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="A connection's name begins with http:// or https://.",
        why="The API rejects the request.",
        source=_SOURCE,
        how="Write a name instead of an address.",
        bad=_named("Name: https://vpn.shanghai.example"),
        good=_named("Name: vpn.shanghai.example"),
        check=name_prefix,
    ),
    Rule(
        "IPS603",
        "name-characters",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="A connection's name breaks the character rule of 2019, or holds what cannot be seen.",
        why="The API has no rule for the characters of a name today, but CreateVpnGateway and tools written for "
        "the page of 2019 still have: letters (Chinese ones count), digits, `.`, `_`, `-`, and a letter first. "
        "Control characters and blanks at the edges (an error) make two names look the same that are not.",
        source=_SOURCE,
        how="Use letters, digits, `.`, `_` and `-`, beginning with a letter.",
        bad=_named('Name: "hq to shanghai (new)"'),
        good=_named("Name: 总部-上海"),
        check=name_characters,
    ),
    Rule(
        "IPS605",
        "name-pattern",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="A connection's name does not match the pattern of the configuration.",
        why="Names that follow one pattern can be found, sorted and charged by script; one that does not is "
        "missed. Without a pattern in the configuration the rule is silent.",
        source="the key `name-pattern` of the configuration",
        how="Write a name that the pattern matches as a whole.",
        bad=_named("Name: Shanghai"),
        good=_GOOD,
        configure="name-pattern",
        check=name_pattern,
    ),
    Rule(
        "IPS606",
        "name-missing",
        Severity.INFO,
        "connection",
        "0.1.0",
        "-",
        summary="A connection has no name.",
        why="The console, the logs and the alarms show an id of random characters instead.",
        source=_SOURCE,
        how="Set a name that says which two ends it joins.",
        bad=_named("AutoConfigRoute: true"),
        good=_GOOD,
        check=name_missing,
    ),
)
