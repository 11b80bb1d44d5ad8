"""Values of a planned resource that are known only after it is applied, or that nobody may see."""

from __future__ import annotations

from dataclasses import dataclass

from ipseclint.dialects import provider
from ipseclint.dialects.plan_config import Configuration, shown
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown, is_null, walk
from ipseclint.span import Span

_AFTER = "known after apply"
# Attributes that the provider computes where the configuration leaves them out (1.289, 2026-08-21): unknown
# then means not set. A block of these that a dynamic block makes of an unknown collection cannot be told from one
# that nobody wrote, and is taken for the latter, which is common.
_TOP = ("enable_dpd", "enable_nat_traversal", "enable_tunnels_bgp", "role")
_BLOCKS = ("ike_config", "ipsec_config", "bgp_config", "health_check_config")
_IKE = ("psk", "ike_version", "ike_mode", "ike_enc_alg", "ike_auth_alg", "ike_pfs", "ike_lifetime")
_IDS = ("local_id", "remote_id", "ike_local_id", "ike_remote_id")
_IPSEC = ("ipsec_enc_alg", "ipsec_auth_alg", "ipsec_pfs", "ipsec_lifetime")
_BGP = ("tunnel_bgp_config", "local_asn", "tunnel_cidr", "local_bgp_ip")
_NAMES = frozenset(("name", "vpn_connection_name"))
_SHARED = (*_TOP, *_BLOCKS, *_IKE, *_IDS, *_IPSEC, *_BGP)
_COMPUTED = {
    provider.CONNECTION: frozenset((*_SHARED, *_NAMES)),
    provider.ATTACHMENT: frozenset((*_SHARED, "network_type", "tunnel_bandwidth", "resource_group_id")),
}


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills in the unknown attributes of the resource at `address`; `span` is where they are told."""

    configuration: Configuration
    address: str
    type: str
    span: Span

    def fill(self, values: Mapping, unknown: object, expressions: object, path: str = "") -> Mapping:
        """The values with Unknown where `unknown` (a plan's `after_unknown`) says true. `path` names them."""
        if not isinstance(unknown, dict):
            return values
        known = expressions if isinstance(expressions, dict) else None
        entries = dict(values.entries)
        for name, flag in unknown.items():
            entry = entries.get(name)
            value = entry.value if entry is not None else None
            expression = known.get(name) if known is not None else None
            below = f"{path}.{name}" if path else name
            if flag is True:
                if not self._is_left_out(name, known):
                    span = value.span if value is not None else values.span
                    key_span = entry.key_span if entry is not None else self.span
                    entries[name] = Entry(name, key_span, self._unknown(expression, span, below))
            elif entry is not None and value is not None:
                entries[name] = Entry(entry.key, entry.key_span, self._below(value, flag, expression, below))
        return Mapping(entries, values.span, values.related)

    def _below(self, value: Node, flags: object, expression: object, path: str) -> Node:
        if isinstance(value, Mapping):
            return self.fill(value, flags, expression, path)
        if not isinstance(value, Sequence) or not isinstance(flags, list):
            return value
        written = expression if isinstance(expression, list) else [expression] * len(value.items)
        items: list[Node] = []
        for index, item in enumerate(value.items):
            flag = flags[index] if index < len(flags) else False
            inner = written[index] if index < len(written) else None
            if flag is True:
                items.append(self._unknown(inner, item.span, f"{path}[{index}]"))
            else:
                items.append(self._below(item, flag, inner, f"{path}[{index}]"))
        return Sequence(items, value.span, value.related)

    def _is_left_out(self, name: str, expressions: dict[str, object] | None) -> bool:
        """Whether an unknown attribute is one that the provider fills in because nothing is written."""
        if name not in _COMPUTED.get(self.type, ()):
            return False
        return name in _NAMES if expressions is None else name not in expressions

    def _unknown(self, expression: object, span: Span, path: str) -> Unknown:
        """A plan does not tell what becomes of the values that an expression names, so that two values are one
        only where the expression is a mere reference to a resource."""
        refers, attribute = self.configuration.target(self.address, expression)
        named = shown(expression)
        if not refers:
            named = f"{path} ({named}, {_AFTER})" if named else f"{path} ({_AFTER})"
        return Unknown(named, span, refers=refers, attribute=attribute)


def hide_marked(values: Node, marks: Node | None) -> None:
    """Hide the values that the plan marks as sensitive."""
    if isinstance(marks, Scalar):
        if marks.value is True:
            for node in walk(values):
                if isinstance(node, Scalar) and not is_null(node):
                    node.span.hide()
    elif isinstance(marks, Mapping) and isinstance(values, Mapping):
        for name, entry in marks.entries.items():
            value = values.get(name)
            if value is not None:
                hide_marked(value, entry.value)
    elif isinstance(marks, Sequence) and isinstance(values, Sequence):
        for value, mark in zip(values.items, marks.items, strict=False):
            hide_marked(value, mark)
