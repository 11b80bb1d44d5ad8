"""Reading: what can be wrong with a file before any connection in it is judged (IPS001-IPS010)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipseclint import facts
from ipseclint.finding import Severity
from ipseclint.model import Connection
from ipseclint.node import Mapping, Scalar, Sequence
from ipseclint.rules.choices import LISTS
from ipseclint.rules.rule import Example, Hit, Outcome, Replace, Rule, Settings
from ipseclint.secret import Secret

_GOOD = """\
Name: hq-to-shanghai
VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
LocalSubnet: 10.20.0.0/16
RemoteSubnet: 172.20.8.0/22
IkeConfig: {Psk: "${env:VPN_PSK}", IkeVersion: ikev2, IkeEncAlg: aes256, IkeAuthAlg: sha256, IkePfs: group14}
IpsecConfig: {IpsecEncAlg: aes256, IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}
"""

# What YAML 1.1 or YAML 1.2 reads as something other than text: (what it is read as, pattern).
_READINGS = (
    ("a date", re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ].*)?\Z")),
    ("a number in base 60", re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z")),
    ("an octal number", re.compile(r"[-+]?0[0-7_]+\Z")),
    ("an octal number (YAML 1.2)", re.compile(r"[-+]?0o[0-7]+\Z")),
    ("a hexadecimal number", re.compile(r"[-+]?0x[0-9a-fA-F_]+\Z")),
    ("a binary number", re.compile(r"[-+]?0b[01_]+\Z")),
    ("a number", re.compile(r"[-+]?(?:[0-9][0-9_]*)?\.?[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?\.?\Z")),
    ("infinity or no number", re.compile(r"[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z")),
    ("true or false", re.compile(r"(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)\Z")),
    ("true or false", re.compile(r"(?:true|True|TRUE|false|False|FALSE)\Z")),
)
# The first characters of everything that is read as something else; a plain scalar has at least one.
_FIRST = frozenset("0123456789+-.yYnNoOtTfF")
_DIGITS = re.compile(r"[0-9]+\Z")
_TEXT_PLACES = frozenset(("Tags",))


def ambiguous_scalar(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Plain scalars that YAML reads as something other than what the field takes."""
    yield from _ambiguous(connection.request.body, "", "", connection.request.dialect)


def _ambiguous(mapping: Mapping, pointer: str, place: str, dialect: str) -> Iterator[Outcome]:
    for name, entry in mapping.entries.items():
        value, below = entry.value, f"{pointer}/{name}"
        if isinstance(value, Mapping):
            yield from _ambiguous(value, below, name, dialect)
        elif isinstance(value, Sequence):
            for index, item in enumerate(value.items):
                if isinstance(item, Mapping):
                    yield from _ambiguous(item, f"{below}/{index}", name, dialect)
        elif isinstance(value, Scalar) and value.style == "plain" and _may_be_else(name, value.value):
            yield from _judge(name, value, below)


def _may_be_else(name: str, value: object) -> bool:
    """Whether a plain scalar can be read as something else at all: a cheap question for the many that cannot."""
    if isinstance(value, str):
        return value[0] in _FIRST and "/" not in value
    return type(value) is not int or name == "Psk"


def _judge(name: str, scalar: Scalar, pointer: str) -> Iterator[Outcome]:
    value = scalar.value
    text = scalar.text if isinstance(value, (str, Secret)) else scalar.span.text
    reading = _reading(name, scalar, text)
    if reading is None:
        return
    shown = "The key" if isinstance(scalar.value, Secret) else f"{name}: {text}"
    message = f"{shown} is not in quotes, and YAML reads it as {reading}."
    if name in facts.INTEGER_FIELDS:
        help_ = "Write the number of seconds in plain decimal digits."
        yield Hit(message, help_, scalar.span, pointer, subject=name)
        return
    fix = _quotes(scalar, text)
    yield Hit(message, "Put the value in quotes.", scalar.span, pointer, fix=fix, subject=name)


def _quotes(scalar: Scalar, text: str) -> tuple[Replace, ...]:
    """Quotes around a plain scalar, set beside it: the repair of a key must not repeat it."""
    quote = next((mark for mark in ("'", '"') if mark not in text), None)
    if quote is None or "\\" in text:
        return ()
    source, title = scalar.span.source, "Put the value in quotes."
    ends = (scalar.span.start, scalar.span.end)
    return tuple(Replace(title, source.span(at, at), quote) for at in ends)


def _reading(name: str, scalar: Scalar, text: str) -> str | None:
    """What a plain scalar is read as, when that is not what its field takes."""
    if name in facts.BOOLEAN_FIELDS or name == "LocalAsn" or name in LISTS:
        return None  # what is outside a closed list is IPS104, and quotes would not mend it
    plain_integer = isinstance(scalar.value, int) and not isinstance(scalar.value, bool)
    if name in facts.INTEGER_FIELDS:
        if plain_integer or not re.match(r"[-+]?[0-9]", text) or re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", text):
            return None
        reading = _first_reading(text)
        return None if reading == "a number" and "_" not in text else reading
    if name == "Psk":
        return "a number" if plain_integer or (_DIGITS.match(text) and text[0] != "0") else _first_reading(text)
    return None if plain_integer else _first_reading(text)


def _first_reading(text: str) -> str | None:
    if text in ("0", "-0"):
        return None
    return next((reading for reading, pattern in _READINGS if pattern.match(text)), None)


def _rule(code: str, name: str, severity: Severity, repair: str, **texts: object) -> Rule:
    return Rule(code, name, severity, "file", "0.1.0", repair, good=Example(_GOOD), **texts)  # type: ignore[arg-type]


RULES: tuple[Rule, ...] = (
    _rule(
        "IPS001",
        "unreadable-file",
        Severity.ERROR,
        "-",
        summary="A file cannot be read as text.",
        why="What cannot be read is not linted: its connections go out unchecked. Files are UTF-8, up to 32 MiB.",
        source="YAML 1.2.2 section 5.2 and RFC 8259 section 8.1 (UTF-8); limits of this program, 2026-11",
        how="Save the file as UTF-8, split it, or give read permission.",
        bad=Example("Name: b\u00fcro-k\u00f6ln\n" + _GOOD.split("\n", 1)[1], "latin1.yaml"),
    ),
    _rule(
        "IPS002",
        "syntax-error",
        Severity.ERROR,
        "-",
        summary="A file is not YAML, JSON or HCL from some place on.",
        why="What stands behind the fault is not read, by this program or by the tool that will send it.",
        source="YAML 1.2.2, RFC 8259, HCL native syntax specification",
        how="Mend the syntax at the place shown.",
        bad=Example(_GOOD.replace("IkeVersion: ikev2,", "IkeVersion: [ikev2,")),
    ),
    _rule(
        "IPS003",
        "duplicate-key",
        Severity.ERROR,
        "-",
        summary="One mapping has the same key twice.",
        why="Readers differ in which of the two they take, mostly the last, and none of them says so. A merge "
        "key (`<<`) beside a written key is no duplicate.",
        source="YAML 1.2.2 section 3.2.1.1; RFC 8259 section 4",
        how="Remove one of the two keys.",
        bad=Example(_GOOD + "LocalSubnet: 10.30.0.0/16\n"),
    ),
    _rule(
        "IPS004",
        "too-complex",
        Severity.ERROR,
        "-",
        summary="A text is nested, aliased or repeated beyond every sensible bound.",
        why="A few lines of aliases can stand for billions of values; such a text is refused, not expanded.",
        source="limits of this program, 2026-11",
        how="Write the values out, or split the file.",
        bad=Example("- " + "[" * 120 + "VpnGatewayId, LocalSubnet" + "]" * 120 + "\n"),
    ),
    _rule(
        "IPS005",
        "ambiguous-scalar",
        Severity.WARNING,
        "fix",
        summary="A value without quotes is read by YAML as something else than it looks like.",
        why="YAML 1.1 reads `0123` as 83, `1_000` as 1000, `12:30:00` as 45000, `on` as true and `2024-01-01` as a "
        "date; YAML 1.2 reads some of them otherwise. The key or name that is sent then depends on the tool.",
        source="YAML 1.1 type repository (int, float, bool, timestamp); YAML 1.2.2 section 10.3",
        how="Put text in quotes; write numbers in plain decimal digits.",
        bad=Example(_GOOD.replace("IpsecLifetime: 28800", "IpsecLifetime: 28_800")),
        check=ambiguous_scalar,
    ),
    _rule(
        "IPS006",
        "undefined-reference",
        Severity.ERROR,
        "-",
        summary="A reference names something that does not exist.",
        why="The tool that reads the file stops there, or sends nothing where a value was meant.",
        source="Terraform language, References to Named Values; YAML 1.2.2 section 7.1",
        how="Declare what is named, or correct the name.",
        bad=Example(_GOOD.replace("LocalSubnet: 10.20.0.0/16", "LocalSubnet: *subnets")),
    ),
    _rule(
        "IPS010",
        "internal-error",
        Severity.ERROR,
        "-",
        summary="A rule of this program broke; the others still ran.",
        why="What that rule would have said about this connection is not known.",
        source="this program",
        how="Report the shape of the connection, without its secrets.",
        bad=Example(_GOOD),
    ),
)
