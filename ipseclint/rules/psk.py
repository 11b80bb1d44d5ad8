"""Where pre-shared keys stand, and whether each tunnel has its own (IPS701, IPS705, IPS706)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Place, Scalar, Unknown
from ipseclint.rules.family import unless_sm
from ipseclint.rules.keys import literals, same_value, told
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings
from ipseclint.rules.samples import DUAL, SINGLE, altered
from ipseclint.rules.sharing import psk_reused

_VARIABLE = re.compile(r"(?:var|local|each|module)\.[\w.\-]+")
_BY_REFERENCE = {
    "native": "by reference, for example as ${env:VPN_PSK}",
    "request": "by reference, for example as ${env:VPN_PSK}",
    "terraform": "as a variable that is sensitive and has no default",
    "ros": "as a parameter with NoEcho and no default",
    "pulumi": "as a secret of the configuration",
    "cli": "by an environment variable that the script does not set",
}


def psk_in_plain_text(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel, field, key in literals(connection):
        if not key or _comes_from_outside(field):
            continue
        if connection.request.holds_keys:
            yield _held(tunnel, field)
            return
        message = (
            f"{field.name}{tunnel.label} is written in plain text: whoever reads the file, or its history, can pose "
            "as either end."
        )
        how = _BY_REFERENCE.get(connection.request.dialect, "by reference")
        yield told(field, tunnel, message, f"Change the key, and pass the new one in {how}.", "plain text")


def _comes_from_outside(field: Field) -> bool:
    """Whether a value that is known stands in no file: a variable that the command line gives a value to."""
    node = field.node
    if not isinstance(node, Scalar) or node.style != "made":
        return False
    return _VARIABLE.fullmatch(node.span.text.strip('"${} ')) is not None


def psk_reused_in_connection(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """One key in two tunnels of one connection; between connections it is told with all of them at hand."""
    tunnels = connection.tunnels
    for index, tunnel in enumerate(tunnels[1:], 1):
        psk = tunnel.phase1.psk
        other = next((one for one in tunnels[:index] if same_value(one.phase1.psk, psk)), None)
        if other is not None:
            yield _reused(other, tunnel)


def psk_missing(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel in connection.tunnels:
        field = tunnel.phase1.psk
        if field.absent:
            message = (
                f"{field.name}{tunnel.label} is not set: the service makes a random key of 16 characters, which must "
                "be read back and entered at the peer, and which stays below 112 bits."
            )
            help_ = f"Set {field.name} to 32 random characters, passed in by reference."
            yield from unless_sm(connection, tunnel, told(field, tunnel, message, help_, "missing"))


def _held(tunnel: Tunnel, field: Field) -> Hit:
    message = "The file holds pre-shared keys in plain text, as plans and exported state do by nature."
    help_ = "Keep it as secret as the keys themselves, and delete it when it has served."
    hit = told(field, tunnel, message, help_, "held")
    hit.severity = Severity.INFO
    return hit


def _reused(first: Tunnel, second: Tunnel) -> Hit:
    field, before = second.phase1.psk, first.phase1.psk
    if _two_peers(first.customer_gateway, second.customer_gateway):
        severity, effect = (
            Severity.WARNING,
            ", which end at two customer gateways: whoever holds one can pose as the other",
        )
    else:
        severity, effect = Severity.INFO, ": where it leaks, both are open at once"
    numbers = f"tunnels {(first.number or 0) + 1} and {(second.number or 0) + 1}"
    message = f"{field.name} is one and the same key in {numbers}{effect}."
    hit = told(field, second, message, "Give each tunnel a key of its own.", f"{first.number} {second.number}")
    hit.severity = severity
    told_of = {(span.source.path, span.start) for span in (field.span, *(place.span for place in hit.related))}
    if (before.span.source.path, before.span.start) not in told_of:
        hit.related = (*hit.related, Place(before.span, "the same key here"))
    return hit


def _two_peers(one: Field, other: Field) -> bool:
    """Whether two tunnels surely end at two customer gateways."""
    if one.written and other.written:
        return str(one.value) != str(other.value)
    a, b = one.node, other.node
    return isinstance(a, Unknown) and isinstance(b, Unknown) and bool(a.refers and b.refers) and a.refers != b.refers


_FIRST, _SECOND = '"${env:PSK_1}"', '"${env:PSK_2}"'
_GOOD = Example(SINGLE)

RULES: tuple[Rule, ...] = (
    Rule(
        "IPS701",
        "psk-in-plain-text",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="A pre-shared key stands in a file in plain text.",
        why="Files are copied, sent and kept in version control for ever, and who has the key can pose as either end "
        "of the tunnel. Half of the keys in public Terraform files are literals. Plans and exported state hold keys "
        "by nature: there it is a note, once a file.",
        source="70 public Terraform files with IPsec connections, counted 2026-11",
        how="Change the key, as it is known now, and pass the new one in: by `${env:NAME}`, by a sensitive variable "
        "without default, or by a parameter with NoEcho.",
        bad=Example(altered(SINGLE, ('"${env:VPN_PSK}"', "vK7mQ2xT9hRw4pZsN6bJ3dLc8fGyWk5E"))),
        good=_GOOD,
        check=psk_in_plain_text,
    ),
    Rule(
        "IPS705",
        "psk-reused",
        Severity.WARNING,
        "run",
        "0.1.0",
        "-",
        summary="One pre-shared key serves two peers, or both tunnels of a connection.",
        why="A key is all that tells one peer from another: with one key for two, whoever holds one device can pose as "
        "the other, and a key that leaks has to be changed everywhere at once. Both tunnels to one "
        "customer gateway under one key are a note.",
        source="strongSwan documentation, 2026-05-28 (keys are not shared between hosts); RFC 7296 section 2.15",
        how="Give each peer, and best each tunnel, a key of its own.",
        bad=Example(altered(DUAL, (_SECOND, _FIRST))),
        good=Example(DUAL),
        check=psk_reused_in_connection,
        run=psk_reused,
    ),
    Rule(
        "IPS706",
        "psk-missing",
        Severity.INFO,
        "connection",
        "0.1.0",
        "-",
        summary="A tunnel has no pre-shared key.",
        why="The service makes a random one of 16 characters. It has to be read back with DescribeVpnConnection before "
        "the peer can be set up, and 16 characters cannot reach 112 bits. SM gateways use certificates and no key.",
        source="CreateVpnConnection, field Psk (SDK 7.2.2, 2026-09-15)",
        how="Set a key of 32 random characters, passed in by reference.",
        bad=Example(altered(SINGLE, ('Psk: "${env:VPN_PSK}", ', ""))),
        good=_GOOD,
        check=psk_missing,
    ),
)
