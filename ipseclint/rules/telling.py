"""How the faults of shape are told: one function for each rule (IPS101, IPS103-IPS106)."""

from __future__ import annotations

from collections.abc import Callable

from ipseclint import facts
from ipseclint.dialects.shape import LISTS, PLACES, flat
from ipseclint.effective import opening
from ipseclint.node import Mapping, Scalar, Sequence
from ipseclint.rules.choices import LISTS as CHOICES
from ipseclint.rules.choices import OUTDATED, near, words
from ipseclint.rules.repair import replace_node
from ipseclint.rules.rule import Hit
from ipseclint.rules.spot import Spot, shown, spelt, text_of

# Why a field is needed, and how to add it.
_NEEDED = {
    "VpnGatewayId": ("a connection belongs to a VPN gateway", "{} with the gateway's id (vpn-…)"),
    "CustomerGatewayId": ("there is no peer to connect to", "{} with the customer gateway's id (cgw-…)"),
    "LocalSubnet": ("phase 2 has no network on the VPC's side", "{} with the CIDRs of the VPC's side"),
    "RemoteSubnet": ("phase 2 has no network on the peer's side", "{} with the CIDRs of the peer's side"),
    "Key": ("a tag is found by its key", "{}, or remove the tag"),
}
_LIMITS = {
    "VpnGatewayId": facts.ID_LENGTH,
    "CustomerGatewayId": facts.ID_LENGTH,
    "ResourceGroupId": facts.ID_LENGTH,
    "ClientToken": facts.TOKEN_LENGTH,
    "Key": facts.TAG_KEY_LENGTH,
    "Value": facts.TAG_VALUE_LENGTH,
}
_HOLDERS = {"TunnelOptionsSpecification": "Tunnel {} has", "Tags": "Tag {} has"}


def missing(spot: Spot, field: str) -> Hit | None:
    """A required field that a mapping does not have, unless a misspelt or misplaced key stands for it."""
    if field not in _NEEDED or _stands_elsewhere(spot, field):
        return None
    why, how = _NEEDED[field]
    name, pointer = spot.request.spell(field, spot.field), f"{spot.pointer}/{field}"
    written = spot.request.empty.get(pointer)
    if written is not None:
        message, help_ = _is_empty(name, field)
        related = written.related
        return Hit(message, help_, written.span, pointer, related=related, tunnel=spot.tunnel, subject=field)
    entry = spot.node.entries.get(field) if isinstance(spot.node, Mapping) else None
    span = spot.request.span
    if entry is not None:
        span = entry.key_span
    elif spot.item is not None and spot.node is not None:
        span = opening(spot.node)
    holder = _HOLDERS.get(spot.field, "The connection has").format((spot.item or 0) + 1)
    message = f"{holder} no {name}: {why}, and the API rejects the request."
    return Hit(message, f"Add {how.format(name)}.", span, pointer, tunnel=spot.tunnel, subject=field)


def _stands_elsewhere(spot: Spot, field: str) -> bool:
    for stray in spot.request.misplaced:
        if (stray.meant == field and stray.pointer == spot.pointer) or flat(stray.key) == flat(field):
            return True
    return False


def _empty(spot: Spot, keyword: str) -> Hit:
    return _hit(spot, *_is_empty(spot.name, spot.field))


def _is_empty(name: str, field: str) -> tuple[str, str]:
    """What is said of a field that has to have a value, and how to give it one."""
    why, how = _NEEDED[field]
    return f"{name} is empty: {why}, and the API rejects the request.", f"Fill {how.format(name)}."


def _wrong_type(spot: Spot, keyword: str) -> Hit:
    if spot.field == "Tags" and spot.request.spell("Tags", "") != "Tags" and spot.entry is not None:
        # Tools with names of their own have tags as one mapping, which the dialect makes a list of.
        message = f"{spot.entry.key} is {'text' if spot.item is None else 'a list'}, but it takes a mapping."
        return Hit(message, "Write a mapping of keys to values.", spot.entry.key_span, "/Tags", subject="type")
    message = f"{spot.name} is {_found(spot)}, but it takes {_wanted(spot)}."
    return _hit(spot, message, _instead(spot))


def _found(spot: Spot) -> str:
    """What kind of value stands there; never the value itself."""
    node = spot.node
    if isinstance(node, Mapping):
        return f"a {_mapping(spot)}"
    if isinstance(node, Sequence):
        return "a list"
    value = node.value if isinstance(node, Scalar) else None
    if value is None or value == "":
        return "empty"
    if isinstance(value, bool):
        return "true or false"
    if spot.field in ("interval", "retry"):
        return shown(node)
    return "a number" if isinstance(value, (int, float)) else "text"


def _mapping(spot: Spot) -> str:
    return "block" if spot.request.dialect == "terraform" else "mapping"


def _wanted(spot: Spot) -> str:
    if spot.field in ("LocalSubnet", "RemoteSubnet"):
        return "one CIDR as text" if spot.item is not None else "CIDRs, as a list or as text with commas"
    if spot.field in PLACES:
        one = f"{_mapping(spot)} with {_fields(spot)}"
        return f"a list, for each item a {one}" if spot.field in LISTS and spot.item is None else f"a {one}"
    if spot.field in facts.BOOLEAN_FIELDS:
        return "true or false"
    if spot.field in CHOICES:
        return f"one of {words(spot.field)}"
    return "a whole number" if spot.field in facts.INTEGER_FIELDS or spot.field == "LocalAsn" else "text"


def _fields(spot: Spot) -> str:
    """The first fields of a mapping in the user's spelling."""
    said = spelt(spot.request, spot.field)
    return ", ".join(said[:3]) + (" and others" if len(said) > 3 else "")


def _instead(spot: Spot) -> str:
    """How to write a value of the right type; text that is a known value is led to its field."""
    text = text_of(spot.node)
    for name in PLACES.get(spot.field, ()) if text and spot.item is None else ():
        if text in CHOICES.get(name, ()):
            return f"Write {text} as {spot.request.spell(name, spot.field)} inside {spot.name}."
    return f"Write {_wanted(spot)}."


def _invalid(spot: Spot, keyword: str) -> Hit:
    text, listed = text_of(spot.node), words(spot.field)
    message = f"{spot.name} is {shown(spot.node)}, which the API does not have: it takes {listed}."
    if not text.strip():
        return _hit(spot, message, f"Write one of {listed}, or leave it out.")
    found = near(spot.field, text)
    if found is None:
        return _hit(spot, message, f"Write one of {listed}.")
    if not found.sure:
        help_ = f"Write {found.value}: {found.why}." if found.why else f"Did you mean {found.value}?"
        return _hit(spot, message, help_)
    return _respelt(spot, message, found.value)


def _outdated(spot: Spot, keyword: str) -> Hit:
    text = text_of(spot.node)
    today = OUTDATED[spot.field][text]
    if today:
        message = f"{spot.name} is {text}, as the page of 2019 spells it; today's API has {today}."
        return _respelt(spot, message, today)
    message = (
        f"{spot.name} is {text}, which the page of 2019 allowed and today's does not: whether the service still "
        "takes it is not known."
    )
    return _hit(spot, message, "Write group14 here and on the peer.")


def _respelt(spot: Spot, message: str, value: str) -> Hit:
    hit = _hit(spot, message, f"Write {value}.")
    hit.fix = replace_node(spot.node, value, f"Write {value}.", True)
    return hit


def _length(spot: Spot, keyword: str) -> Hit:
    text, name = text_of(spot.node), spot.name
    if isinstance(spot.node, Sequence):
        message = f"{name} holds {len(spot.node.items)} tags; the API takes up to {facts.MAX_TAGS}."
        return _hit(spot, message, "Remove the tags that nobody needs.")
    limit = _LIMITS[spot.field]
    if keyword == "minLength":
        return _hit(spot, f"{name} is empty; it has 1 to {limit} characters.", "Write it, or leave it out.")
    if keyword == "maxLength":
        message = f"{name} has {len(text)} characters; the API takes up to {limit}."
        return _hit(spot, message, f"Shorten it to {limit} characters.")
    return _hit(spot, *_letters(spot, text))


def _letters(spot: Spot, text: str) -> tuple[str, str]:
    """What is said of text that begins with, or holds, what it may not."""
    name = spot.name
    if spot.field == "ClientToken":
        return f"{name} holds characters that are not ASCII, which the API rejects.", "Write ASCII only."
    for prefix in facts.TAG_PREFIXES:
        if text.startswith(prefix):
            return f"{name} begins with {prefix}, which the service keeps for itself.", "Begin it otherwise."
    return f"{name} holds http:// or https://, which tags may not have.", "Leave the scheme out."


def _hit(spot: Spot, message: str, help_: str) -> Hit:
    related = spot.node.related if spot.node is not None else ()
    return Hit(message, help_, spot.span, spot.pointer, tunnel=spot.tunnel, related=related)


Teller = Callable[[Spot, str], Hit]
TELLERS: dict[str, Teller] = {
    "IPS101": _empty,
    "IPS103": _wrong_type,
    "IPS104": _invalid,
    "IPS105": _outdated,
    "IPS106": _length,
}
