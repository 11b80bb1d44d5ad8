"""Identities of the two ends: what LocalId and RemoteId may say (IPS707, IPS708, IPS710)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipseclint import facts
from ipseclint.address import parse_address
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Place, Unknown
from ipseclint.rules.family import unless_sm
from ipseclint.rules.keys import at_use, told
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided
from ipseclint.rules.samples import SINGLE, altered
from ipseclint.rules.spot import one_line

_ID = re.compile(rf"({'|'.join(facts.OTHER_PREFIXES)})-([a-z0-9]{{3,24}})(\*+|x{{4,}})?\Z")
# What the random part of an id begins with, by region.
_REGIONS = re.compile(
    "0jl|0xi|1ud|2vc|2ze|5ts|6we|7xv|8ps|8vb|a2d|bp[0-9]|d7o|eb3|f8z|gw8|hp3|j6c|k1a|l4v|m5e|mj7|n4a|p0w|rj9|t4n|uf6|wz9"
)
_FIGURES = re.compile(r"[0-9]+")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f]")
# Resources of Terraform whose id is a text of the user's making.
_TEXTS = re.compile(r"(?:^|\.)(?:random|null|terraform|local|time)_")


def id_is_resource_id(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel, field in _ids(connection):
        what = _referred(field) if field.unknown else _resource(str(field.value)) if field.written else ""
        if what and not tunnel.is_sm:
            shown = field.expression if field.unknown else str(field.value)
            message = (
                f"{field.name}{tunnel.label} is {one_line(shown)}, {what}: no peer sends or expects that, so that "
                "phase 1 fails."
            )
            help_ = f"Write the address or the name that this end goes by, or leave {field.name} out: the default is "
            help_ += "the gateway's address." if field is tunnel.phase1.local_id else "the customer gateway's address."
            yield at_use(told(field, tunnel, message, help_, "resource id"))


def id_characters(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel, field in _ids(connection):
        if field.unknown and not _names_resource(field):
            yield Undecided(field)
        elif field.written:
            text = str(field.value)
            if len(text) > facts.ID_LENGTH:
                message = (
                    f"{field.name}{tunnel.label} is {len(text)} characters long, which the API rejects: it takes at "
                    f"most {facts.ID_LENGTH}."
                )
                yield told(field, tunnel, message, f"Shorten it to {facts.ID_LENGTH} characters or fewer.", "long")
            if _BLANK.search(text):
                yield from unless_sm(connection, tunnel, _blank(field, tunnel, text))
            elif text.startswith("@") and parse_address(text[1:]) is not None:
                yield _at_sign(field, tunnel, text)


def fqdn_id_in_main_mode(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel, field in _ids(connection):
        phase1 = tunnel.phase1
        version, mode = phase1.version, phase1.mode
        is_main = (version.unknown or str(version.value).lower() == "ikev1") and (mode.unknown or mode.value == "main")
        if not is_main or not (field.unknown or is_name(str(field.value))):
            continue
        doubts = [one for one in (version, mode, field) if one.unknown]
        if not doubts:
            yield from unless_sm(connection, tunnel, _name_in_main_mode(field, tunnel, version, mode))
        elif not tunnel.is_sm and not _names_resource(field):
            yield Undecided(doubts[0])


def is_name(text: str) -> bool:
    """Whether an id is a name: nothing that an address is written as, and no resource's id."""
    bare = text.strip().removeprefix("@")
    return bool(bare) and ":" not in bare and parse_address(bare) is None and not _resource(text)


def _ids(connection: Connection) -> Iterator[tuple[Tunnel, Field]]:
    """The ids that are given, known or not; an empty one is none."""
    for tunnel in connection.tunnels:
        for field in (tunnel.phase1.local_id, tunnel.phase1.remote_id):
            if field.unknown or (field.written and field.value != ""):
                yield tunnel, field


def _resource(text: str) -> str:
    """What a text is the id of, "" when it is no resource's id."""
    match = _ID.match(text)
    if match is None:
        return ""
    body, masked = match[2], match[3]
    figures = _FIGURES.findall(body)
    if _REGIONS.match(body):
        looks = bool(masked) or len(body) >= 12
    else:
        looks = len(body) >= 15 and len(figures) >= 3 and sum(map(len, figures)) >= 4
    return f"the id of {facts.OTHER_PREFIXES[match[1]]}" if looks else ""


def _names_resource(field: Field) -> bool:
    """Whether an unknown id is something read from a resource: its id (IPS707), or an address."""
    node = field.node
    return isinstance(node, Unknown) and bool(node.refers)


def _referred(field: Field) -> str:
    """What a reference gives, when that is a resource's id; "" otherwise."""
    node = field.node
    if not isinstance(node, Unknown) or not node.refers or _TEXTS.search(node.refers):
        return ""
    attribute = node.attribute.replace("_", "").lower()
    if attribute in ("", "id") or attribute.endswith("id"):
        return f"the id of a {'vSwitch' if attribute == 'vswitchid' else 'resource'}"
    return ""


def _blank(field: Field, tunnel: Tunnel, text: str) -> Hit:
    what = "a blank" if set(_BLANK.findall(text)) == {" "} else "a blank or a control character"
    message = f"{field.name}{tunnel.label} holds {what}, which the API rejects."
    return told(field, tunnel, message, "Write the id without blanks, and nothing behind it.", "blank")


def _at_sign(field: Field, tunnel: Tunnel, text: str) -> Hit:
    message = (
        f"{field.name}{tunnel.label} is {text}: the @ makes a name of the address, and a peer that identifies itself "
        "by address does not match it."
    )
    hit = told(field, tunnel, message, f"Write {text[1:]}.", "at sign")
    hit.severity = Severity.WARNING
    return hit


def _name_in_main_mode(field: Field, tunnel: Tunnel, version: Field, mode: Field) -> Hit:
    message = (
        f"{field.name}{tunnel.label} is the name {one_line(str(field.value))}, but in main mode ikev1 has to choose "
        "the key by address, before it sees a name: phase 1 fails, or finds another peer's key."
    )
    help_ = f"Set {version.name} to ikev2 on both ends, or write an address."
    hit = told(field, tunnel, message, help_, "name")
    places = [Place(one.span, f"{one.name} is {one.said()}") for one in (version, mode)]
    if version.defaulted and mode.defaulted:
        places = [Place(version.span, f"{version.name} is {version.said()}, {mode.name} is {mode.said()}")]
    hit.related = (*hit.related, *places)
    return hit


_KEY = 'Psk: "${env:VPN_PSK}", IkeVersion: ikev2'
_GOOD = Example(altered(SINGLE, (_KEY, f"{_KEY}, RemoteId: vpn.branch-nine.example")))


def _bad(key: str, value: str, version: str = "ikev2") -> Example:
    return Example(altered(SINGLE, (_KEY, f'Psk: "${{env:VPN_PSK}}", IkeVersion: {version}, {key}: {value}')))


RULES: tuple[Rule, ...] = (
    Rule(
        "IPS707",
        "id-is-resource-id",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="LocalId or RemoteId is the id of a cloud resource, not an identity that a peer knows.",
        why="The two ends compare identities in phase 1. A peer knows the gateway by its address or by a name; it "
        "never sends or expects `vpn-uf6...`, so that authentication fails. The field's name misleads people to a "
        "reference like `alicloud_vpn_gateway.main.id`.",
        source="CreateVpnConnection, fields LocalId and RemoteId (SDK 7.2.2, 2026-09-15); public Terraform files, "
        "2026-11",
        how="Write the address (in Terraform `internet_ip`), or a name that both ends are set to, or nothing.",
        bad=_bad("LocalId", "vpn-uf6d3ky11pf86rmjfz6jz"),
        good=_GOOD,
        check=id_is_resource_id,
    ),
    Rule(
        "IPS708",
        "id-characters",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="LocalId or RemoteId holds a blank or is too long, or has an @ before an address.",
        why="The API takes up to 100 characters without blanks. An @ before an address (a warning) makes peers of the "
        "strongSwan family take it for a name, which then does not match the address that the other end sends.",
        source="CreateVpnConnection, fields LocalId and RemoteId (SDK 7.2.2, 2026-09-15); libreswan, leftid",
        how="Write the address or the name alone.",
        bad=_bad("RemoteId", '"47.100.20.7 (branch nine)"'),
        good=_GOOD,
        check=id_characters,
    ),
    Rule(
        "IPS710",
        "fqdn-id-in-main-mode",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="An identity is a name, while ikev1 in main mode with a pre-shared key goes by addresses.",
        why="In main mode the identity is encrypted with a key that is made from the pre-shared key, so that this has "
        "to be chosen by the peer's address alone. A name takes part too late. The API's page recommends aggressive "
        "mode for names, which lets a listener try keys offline (IPS407); ikev2 has neither problem.",
        source="RFC 2409 section 5.4; CreateVpnConnection, fields LocalId and RemoteId (SDK 7.2.2, 2026-09-15)",
        how="Use ikev2 on both ends, or addresses as identities.",
        bad=_bad("RemoteId", "vpn.branch-nine.example", "ikev1"),
        good=_GOOD,
        check=fqdn_id_in_main_mode,
    ),
)
