"""Exported state: what DescribeVpnConnection and DescribeVpnConnections answer."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint import facts
from ipseclint.dialects.tree import Kind, Reading, Request
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, is_null
from ipseclint.span import Source, Span

# Fields that only an answer has (SDK 7.2.2, 2026-09-15); one of them tells it from a request.
_ANSWER_ONLY = frozenset(
    ("VcoHealthCheck", "VpnBgpConfig", "RequestId", "CreateTime", "AttachType", "CrossAccountAuthorized")
)
_TELLING = frozenset(("VpnGatewayId", "CustomerGatewayId", "LocalSubnet", "RemoteSubnet", "IkeConfig"))
# Its names for what a request calls otherwise.
_RENAMED = {"VcoHealthCheck": "HealthCheckConfig", "VpnBgpConfig": "BgpConfig"}
# The blocks by their names in a request: the answer's own names for the fields, in the order of the request's.
_BLOCKS: dict[str, tuple[str, ...]] = {
    "IkeConfig": facts.IKE_FIELDS,
    "IpsecConfig": facts.IPSEC_FIELDS,
    "HealthCheckConfig": tuple(name.capitalize() for name in facts.HEALTH_FIELDS),
    "BgpConfig": facts.BGP_FIELDS,
    "TunnelIkeConfig": facts.IKE_FIELDS,
    "TunnelIpsecConfig": facts.IPSEC_FIELDS,
    "TunnelBgpConfig": facts.TUNNEL_BGP_FIELDS,
}
_COMMON = ("VpnGatewayId", "LocalSubnet", "RemoteSubnet", "Name", "EffectImmediately")
_ATTACHED = ("NetworkType", "ResourceGroupId", "TunnelBandwidth")
_ATTACH_TYPES = frozenset(("CEN", "NO_ASSOCIATED"))


def is_ours(document: Node) -> bool:
    """Whether a document is an answer that describes connections."""
    return next(_items(document), None) is not None


def read_export(document: Node, source: Source) -> Reading:
    """The connections that an answer describes."""
    reading = Reading()
    for item in _items(document):
        reading.requests.append(_request(item))
    return reading


def _items(document: Node) -> Iterator[Mapping]:
    """The descriptions of single connections in an answer, or in a list of answers (pages) or of descriptions."""
    if isinstance(document, Sequence):
        for item in document.items:
            yield from _items(item)
        return
    if not isinstance(document, Mapping):
        return
    if _is_description(document):
        yield document
        return
    inner = document.get("VpnConnections")
    listed = inner.get("VpnConnection") if isinstance(inner, Mapping) else None
    if isinstance(listed, Sequence):
        for item in listed.items:
            if isinstance(item, Mapping) and "VpnConnectionId" in item.entries:
                yield item
    elif isinstance(body := document.get("body"), Mapping):
        yield from _items(body)


def _is_description(mapping: Mapping) -> bool:
    keys = mapping.entries.keys()
    if "VpnConnectionId" not in keys or "Action" in keys or _TELLING.isdisjoint(keys):
        return False
    return not _ANSWER_ONLY.isdisjoint(keys) or _tunnels(mapping) is not None


def _tunnels(item: Mapping) -> Sequence | None:
    """The list of tunnels, which stands one level deeper than in a request."""
    holder = item.get("TunnelOptionsSpecification")
    listed = holder.get("TunnelOptions") if isinstance(holder, Mapping) else None
    return listed if isinstance(listed, Sequence) else None


def _request(item: Mapping) -> Request:
    kind: Kind = "attachment" if _text(item.get("AttachType")) in _ATTACH_TYPES else "connection"
    listed = _tunnels(item)
    dual = listed is not None and bool(listed.items)
    entries = _taken(item, _COMMON if kind == "connection" else (*_COMMON[1:], *_ATTACHED))
    if dual and listed is not None:
        _take_tunnels(item, listed, kind, entries)
    else:
        _take_single(item, entries)
    _take_tags(item, entries)
    named = item.entries.get("VpnConnectionId")
    span = named.key_span if named is not None else _first(item)
    address = _text(item.get("VpnConnectionId"))
    body = Mapping(entries, item.span)
    return Request("export", body, span, kind=kind, address=address, spell=_spell, holds_keys=True)


def _taken(item: Mapping, names: tuple[str, ...]) -> dict[str, Entry]:
    """The entries of these names that are not empty."""
    return {name: entry for name in names if (entry := item.entries.get(name)) and _is_set(entry.value)}


def _is_set(node: Node) -> bool:
    if is_null(node) or (isinstance(node, Scalar) and node.text == ""):
        return False
    return not (isinstance(node, Mapping) and not node.entries)


def _take_single(item: Mapping, entries: dict[str, Entry]) -> None:
    names = ("CustomerGatewayId", "EnableDpd", "EnableNatTraversal", "RemoteCaCertificate")
    entries.update(_taken(item, names))
    for name in ("IkeConfig", "IpsecConfig", "VcoHealthCheck", "VpnBgpConfig"):
        _take_block(item, name, entries)
    # An answer reports these blocks also where the feature is off.
    for name, switch in (("HealthCheckConfig", "enable"), ("BgpConfig", "EnableBgp")):
        entry = entries.get(name)
        if entry is not None and isinstance(entry.value, Mapping) and not _is_on(entry.value.get(switch)):
            del entries[name]


def _take_block(item: Mapping, name: str, entries: dict[str, Entry]) -> None:
    entry = item.entries.get(name)
    api = _RENAMED.get(name, name)
    if entry is None or not isinstance(entry.value, Mapping):
        return
    block = {
        _api(written, api): Entry(inner.key, inner.key_span, inner.value)
        for written in _BLOCKS[api]
        if (inner := entry.value.entries.get(written)) and _is_set(inner.value)
    }
    if block:
        entries[api] = Entry(entry.key, entry.key_span, Mapping(block, entry.value.span))


def _api(name: str, block: str) -> str:
    """A field's name in a request."""
    return name.lower() if block == "HealthCheckConfig" else name


def _take_tunnels(item: Mapping, listed: Sequence, kind: Kind, entries: dict[str, Entry]) -> None:
    entries.update(_taken(item, ("EnableTunnelsBgp",)))
    with_bgp = _is_on(item.get("EnableTunnelsBgp"))
    own = "TunnelIndex" if kind == "attachment" else "Role"
    names = ("CustomerGatewayId", own, "EnableDpd", "EnableNatTraversal", "RemoteCaCertificate")
    tunnels: list[Node] = []
    for tunnel in listed.items:
        if not isinstance(tunnel, Mapping):
            continue
        fields = _taken(tunnel, names)
        for name in ("TunnelIkeConfig", "TunnelIpsecConfig", *(("TunnelBgpConfig",) if with_bgp else ())):
            _take_block(tunnel, name, fields)
        tunnels.append(Mapping(fields, tunnel.span))
    holder = item.entries["TunnelOptionsSpecification"]
    entries["TunnelOptionsSpecification"] = Entry(holder.key, holder.key_span, Sequence(tunnels, listed.span))


def _take_tags(item: Mapping, entries: dict[str, Entry]) -> None:
    entry = item.entries.get("Tags")
    listed = entry.value.get("Tag") if entry is not None and isinstance(entry.value, Mapping) else None
    if entry is None or not isinstance(listed, Sequence) or not listed.items:
        return
    tags: list[Node] = [
        Mapping({name: tag.entries[name] for name in facts.TAG_FIELDS if name in tag.entries}, tag.span)
        for tag in listed.items
        if isinstance(tag, Mapping)
    ]
    entries["Tags"] = Entry(entry.key, entry.key_span, Sequence(tags, listed.span))


def _is_on(node: Node | None) -> bool:
    return _text(node).lower() == "true"


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _first(item: Mapping) -> Span:
    return next(iter(item.entries.values())).key_span if item.entries else item.span


def _spell(name: str, parent: str) -> str:
    if parent == "HealthCheckConfig":
        return name.capitalize()
    return {api: answer for answer, api in _RENAMED.items()}.get(name, name)
