"""The shape of a request: which field stands where, what it is near to, and where strays belong."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field

from ipseclint import facts
from ipseclint.dialects.tree import Kind, Misplaced, Note
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown, is_null
from ipseclint.span import Span

# The mapping a field opens: place names are the last segment of a pointer, "" is the request itself.
PLACES: dict[str, tuple[str, ...]] = {
    "": facts.CONNECTION_FIELDS,
    "attachment": (
        *(name for name in facts.CONNECTION_FIELDS if name not in ("VpnGatewayId", "RemoteCaCertificate")),
        *facts.ATTACHMENT_FIELDS,
    ),
    "IkeConfig": facts.IKE_FIELDS,
    "IpsecConfig": facts.IPSEC_FIELDS,
    "BgpConfig": facts.BGP_FIELDS,
    "HealthCheckConfig": facts.HEALTH_FIELDS,
    "Tags": facts.TAG_FIELDS,
    "TunnelOptionsSpecification": facts.TUNNEL_FIELDS,
    "TunnelIkeConfig": facts.IKE_FIELDS,
    "TunnelIpsecConfig": facts.IPSEC_FIELDS,
    "TunnelBgpConfig": facts.TUNNEL_BGP_FIELDS,
}
LISTS = frozenset(("Tags", "TunnelOptionsSpecification"))
# Fields that CreateVpnAttachment has beside those of CreateVpnConnection.
ATTACHMENT_MORE: dict[str, tuple[str, ...]] = {
    "TunnelOptionsSpecification": ("TunnelIndex",),
    "HealthCheckConfig": ("Policy",),
}
_UNQUOTED = re.compile(r"(?:\{ ?[A-Za-z_][\w.\-]* ?\}|\{\{[^{}]*\}\})\Z")
OUTDATED_KEYS = {"LocalIdIPsec": "LocalId"}
_OUTDATED = {key.lower(): meant for key, meant in OUTDATED_KEYS.items()}

# Fields of neighbouring calls that people write here (facts of 2026-11-24).
_FOREIGN = {
    "resourcegroupid": ("it is inherited from the VPN gateway; only CreateVpnAttachment and CreateVpnGateway take it"),
    "tunnelindex": "CreateVpnAttachment has it; here the tunnels have a Role",
    "tunnelid": "the service assigns it; ModifyTunnelAttribute takes it",
    "networktype": "CreateVpnGateway and CreateVpnAttachment have it",
    "tunnelbandwidth": "CreateVpnAttachment has it",
    "remotecacert": "CreateVpnAttachment has it; here it is RemoteCaCertificate",
    "description": "CreateCustomerGateway and CreateVpnGateway have it",
    "policy": "only CreateVpnAttachment has a health check policy",
    "vpnconnectionid": "the service assigns it; ModifyVpnConnectionAttribute takes it",
    "authkey": "CreateCustomerGateway has it",
    "ipaddress": "CreateCustomerGateway has it",
    "asn": "CreateCustomerGateway has it; the Alibaba Cloud side is LocalAsn",
}
# What the command line and the RPC call carry beside the request itself.
CALL_FIELDS = frozenset(
    (
        "Action",
        "Version",
        "Format",
        "AccessKeyId",
        "Signature",
        "SignatureMethod",
        "SignatureNonce",
        "SignatureVersion",
        "SignatureType",
        "Timestamp",
        "SecurityToken",
    )
)


@dataclass(slots=True, eq=False)
class Conformed:
    """A request body in the API's names, with what did not fit. `more` are fields that a place has beside the
    API's own."""

    body: Mapping
    more: AnyMapping[str, tuple[str, ...]] = field(default_factory=dict)
    misplaced: list[Misplaced] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def flat(name: str) -> str:
    """A field name without case and separators, to compare spellings."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


_BY_FLAT = {place: {flat(name): name for name in names} for place, names in PLACES.items()}
_HOMES: dict[str, list[str]] = {}
for _place, _names in PLACES.items():
    for _name in _names:
        _HOMES.setdefault(flat(_name), []).append(_place)


def conform(
    mapping: Mapping,
    kind: Kind = "connection",
    fold_case: Iterable[str] = (),
    more: AnyMapping[str, tuple[str, ...]] | None = None,
) -> Conformed:
    """A mapping in (nearly) API names as a request body. Misspelt keys are kept under the name meant, so that
    their values are still judged. In the places of `fold_case`, case is the dialect's own and no fault;
    `more` are fields that the dialect has in a place beside the API's."""
    if more is None:
        more = ATTACHMENT_MORE if kind == "attachment" else {}
    done = Conformed(mapping, more)
    done.body = _mapping(mapping, "attachment" if kind == "attachment" else "", "", done, frozenset(fold_case))
    return done


def _mapping(mapping: Mapping, place: str, pointer: str, done: Conformed, fold: frozenset[str]) -> Mapping:
    entries: dict[str, Entry] = {}
    strays: list[tuple[str, Entry]] = []
    allowed = PLACES[place]
    for key, entry in mapping.entries.items():
        if key in allowed or key in done.more.get(place, ()):
            entries[key] = _entry(key, entry, pointer, done, fold)
        elif place in fold and flat(key) in _BY_FLAT[place]:
            name = _BY_FLAT[place][flat(key)]
            entries[name] = _entry(name, entry, pointer, done, fold)
        elif not (place in ("", "attachment") and (key in CALL_FIELDS or key.startswith("x-"))):
            strays.append((key, entry))
    for key, entry in strays:
        meant = _stray(key, entry, place, pointer, done)
        if meant and meant not in entries:
            entries[meant] = _entry(meant, entry, pointer, done, fold)
    return Mapping(entries, mapping.span, mapping.related)


def _entry(name: str, entry: Entry, pointer: str, done: Conformed, fold: frozenset[str]) -> Entry:
    if name not in PLACES:
        return entry
    below = f"{pointer}/{name}"
    value: Node = entry.value
    if isinstance(value, Sequence) and name in LISTS:
        items = [
            unquoted(item) or _mapping(item, name, f"{below}/{index}", done, fold)
            if isinstance(item, Mapping)
            else item
            for index, item in enumerate(value.items)
        ]
        value = Sequence(items, value.span, value.related)
    elif isinstance(value, Mapping) and name not in LISTS:
        value = unquoted(value) or _mapping(value, name, below, done, fold)
    else:
        hide_text(name, value)
    return Entry(entry.key, entry.key_span, value)


def hide_text(name: str, value: Node) -> None:
    """Hide a text that stands where a mapping with a key belongs: it may be the key."""
    if isinstance(value, Scalar) and not is_null(value) and "Psk" in PLACES[name]:
        value.span.hide()


def unquoted(mapping: Mapping) -> Unknown | None:
    """The template that a mapping is by its text: `{NAME}` or `{{ name }}` without quotes, which YAML takes for
    a mapping of one key to nothing."""
    if len(mapping.entries) != 1:
        return None
    span = mapping.span
    if not span.source.text.startswith("{", span.start) or not _UNQUOTED.match(span.text):
        return None
    return Unknown(span.text, span, related=mapping.related)


def _stray(key: str, entry: Entry, place: str, pointer: str, done: Conformed) -> str:
    """Note a key that is not one of the API's here; the field it stands for, or ""."""
    outdated = _OUTDATED.get(key.lower())
    if outdated and outdated in PLACES[place]:
        done.notes.append(_outdated_note(key, outdated, entry.key_span, f"{pointer}/{outdated}"))
        return outdated
    meant, advice = guess(key, place)
    done.misplaced.append(Misplaced(pointer, key, entry.key_span, meant, advice))
    return meant


def guess(key: str, place: str) -> tuple[str, str]:
    """What a stray key stands for in this place ("" if nothing is near enough), and where it belongs."""
    simple = flat(key)
    exact = _BY_FLAT[place].get(simple) or (_BY_FLAT[place].get(f"tunnel{simple}") if simple else None)
    if exact:
        return exact, ""
    if simple in _FOREIGN and place in ("", "TunnelOptionsSpecification", "HealthCheckConfig", "attachment"):
        return "", f"{_FOREIGN[simple]}"
    if key.lower().startswith("tag.") or simple == "tag":
        return "", "the tags of this call are called Tags"
    homes = [home for home in _HOMES.get(simple, ()) if home not in ("attachment", place)]
    if homes:
        near_by = [home for home in homes if home.startswith("Tunnel") == place.startswith("Tunnel")]
        return "", f"it belongs in {_home((near_by or homes)[0])}"
    near = difflib.get_close_matches(simple, _BY_FLAT[place], n=1, cutoff=0.75)
    return (_BY_FLAT[place][near[0]], "") if near else ("", "")


def _home(place: str) -> str:
    if place == "TunnelOptionsSpecification":
        return "a tunnel of TunnelOptionsSpecification"
    return place or "the connection itself"


def _outdated_note(key: str, meant: str, span: Span, pointer: str) -> Note:
    place = last_step(span, key)
    return Note(
        "IPS105",
        f"{key} is the 2019 page's name for this field; today's API calls it {meant}.",
        f"Rename it to {meant}.",
        span,
        pointer=pointer,
        severity="warning",
        fix=(place, meant) if place is not None else None,
    )


def last_step(span: Span, key: str) -> Span | None:
    """Where a key itself stands in the span of its text, which may have quotes around it and dotted steps
    before it; None where it is not written as such."""
    raw, end = span.text, span.end
    if len(raw) > 1 and raw[0] in "'\"" and raw[0] == raw[-1]:
        raw, end = raw[1:-1], end - 1
    return Span(span.source, end - len(key), end) if raw == key or raw.endswith(f".{key}") else None


def is_api_like(mapping: Mapping, names: frozenset[str]) -> int:
    """How many of these names (flat) the mapping's keys have, whatever their case."""
    return sum(1 for key in mapping.entries if flat(key.split(".", 1)[0]) in names)
