"""The lift from the Terraform provider's names to the API's: what the provider would send.

Terraform files, plans and Pulumi programs all speak the provider's names, each with its own values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ipseclint import node
from ipseclint.dialects import provider_notes as notes
from ipseclint.dialects.masking import mask_expression
from ipseclint.dialects.provider_advice import about_unknown
from ipseclint.dialects.provider_names import ATTACHMENT, CONNECTION, KNOWN, SCHEMAS, Schema, Spelling
from ipseclint.dialects.shape import hide_text
from ipseclint.dialects.tree import Known, Request
from ipseclint.secret import Secret
from ipseclint.span import Span

__all__ = ["ATTACHMENT", "CONNECTION", "KNOWN", "SCHEMAS", "Style", "known", "lift", "mask_expression"]

# What is no attribute, but may stand in every resource.
_META = frozenset({"timeouts"})
# Lists that mean something even when they are empty.
_SUBNETS = frozenset({"LocalSubnet", "RemoteSubnet"})


def _same(name: str) -> str:
    return name


@dataclass(frozen=True, slots=True)
class Style:
    """How a dialect differs from a `.tf` file: `spelling` turns a provider name into the dialect's;
    `complete` is set where a tool lists every attribute (a plan), so that computed ones are no faults;
    `template` where an Unknown's expression is text with `${...}` in it (Pulumi), not an expression."""

    dialect: str
    spelling: Spelling = _same
    complete: bool = False
    template: bool = False


def known(resource_type: str, values: node.Mapping, *, identity: str, span: Span) -> Known | None:
    """A gateway, customer gateway or VPC from values in the provider's names; None for another type."""
    if resource_type not in KNOWN:
        return None
    kind, table = KNOWN[resource_type]
    fields: dict[str, node.Node] = {}
    for name, api in table.items():
        value = values.get(name)
        if value is not None and not _is_left_out(value):
            fields.setdefault(api, value)
    return Known(kind, identity, fields, span)


def lift(
    resource_type: str, values: node.Mapping, *, style: Style, address: str, span: Span, scope: str = ""
) -> Request:
    """The request that the provider would send for a resource of `resource_type`.

    `values` has the provider's snake_case names as keys of its `entries`, whatever `Entry.key` says was
    written; a nested block is a Mapping, a Sequence of Mappings, or Unknown. Nulls, empty texts and blocks
    without items count as left out, as they do for the provider. `span` is the resource's first line.
    Raises KeyError for another type than those of SCHEMAS."""
    schema = SCHEMAS[resource_type]
    request = Request(
        dialect=style.dialect,
        body=node.Mapping({}, values.span, values.related),
        span=span,
        kind=schema.kind,
        address=address,
        spell=_speller(schema, style.spelling),
        sent=schema.sent,
        scope=scope,
    )
    lifting = _Lift(schema, style, request)
    request.body = lifting.mapping("", "", values)
    request.notes += notes.on_resource(schema, style.spelling, values, request)
    return request


def _speller(schema: Schema, spelling: Spelling) -> Callable[[str, str], str]:
    names: dict[tuple[str, str], str] = {}
    for place, fields in schema.places.items():
        for name, api in fields.items():
            names.setdefault((api, place), spelling(name))
    return lambda name, parent: names.get((name, parent), name)


def _is_left_out(value: node.Node) -> bool:
    return isinstance(value, node.Scalar) and (value.value is None or value.value == "")


@dataclass(slots=True, eq=False)
class _Lift:
    schema: Schema
    style: Style
    request: Request

    def mapping(self, place: str, pointer: str, values: node.Mapping) -> node.Mapping:
        """The mapping of a place in API names."""
        fields = self.schema.places[place]
        entries: dict[str, node.Entry] = {}
        strays: list[tuple[str, node.Entry]] = []
        for name, entry in values.entries.items():
            api = fields.get(name)
            if api is None:
                meant = self._unknown(place, pointer, name, entry)
                if meant:
                    strays.append((meant, entry))
            elif not (name == "name" and api in entries):
                self._take(api, pointer, entry, entries)
        for api, entry in strays:  # a misspelt attribute is judged as the one it means
            if api not in entries:
                self._take(api, pointer, entry, entries)
        return node.Mapping(entries, values.span, values.related)

    def _take(self, api: str, pointer: str, entry: node.Entry, entries: dict[str, node.Entry]) -> None:
        value = self._value(api, f"{pointer}/{api}", entry)
        if value is not None:
            entries[api] = node.Entry(entry.key, entry.key_span, value)

    def _value(self, api: str, pointer: str, entry: node.Entry) -> node.Node | None:
        value = entry.value
        if node.is_null(value):
            return None
        if api == "TunnelOptionsSpecification":
            return self._tunnels(pointer, value)
        if api in self.schema.places:
            return self._block(api, pointer, entry)
        if api == "Tags":
            return _tags(value)
        if api == "Psk":
            value = self._secret(value)
        if api in _SUBNETS:
            return _flat(value)
        if isinstance(value, node.Scalar) and value.value == "":
            self.request.empty[pointer] = value
            return None
        return value

    def _block(self, place: str, pointer: str, entry: node.Entry) -> node.Node | None:
        """A block that may stand once."""
        value = entry.value
        if isinstance(value, node.Sequence):
            items = [item for item in value.items if not node.is_null(item)]
            if not items:
                return None
            if len(items) > 1:
                self.request.notes.append(notes.several(entry, items, pointer))
            value = items[0]
        if isinstance(value, node.Mapping):
            return self.mapping(place, pointer, value)
        hide_text(place, value)
        return value

    def _tunnels(self, pointer: str, value: node.Node) -> node.Node | None:
        if isinstance(value, node.Mapping):
            value = node.Sequence([value], value.span, value.related)
        if not isinstance(value, node.Sequence):
            return value
        items = [item for item in value.items if not node.is_null(item)]
        if not items:
            return None
        place = "TunnelOptionsSpecification"
        lifted = [
            self.mapping(place, f"{pointer}/{index}", item) if isinstance(item, node.Mapping) else item
            for index, item in enumerate(items)
        ]
        return node.Sequence(lifted, value.span, value.related)

    def _secret(self, value: node.Node) -> node.Node:
        """A pre-shared key whose value, text and parts nothing shows."""
        if isinstance(value, node.Scalar):
            value.span.hide()
            return node.Scalar(Secret(value.text), value.span, value.style, value.related) if value.text else value
        if isinstance(value, node.Unknown):
            expression = mask_expression(value.expression, self.style.template)
            if expression != value.expression:
                value.span.hide()
            return replace(value, expression=expression)
        return value

    def _unknown(self, place: str, pointer: str, name: str, entry: node.Entry) -> str:
        """A key that is none of the place's attributes; the API field that it means, or ""."""
        if name in _META:
            return ""
        # A null sets nothing, and an unknown value may be null.
        sets = not node.is_null(entry.value) and not isinstance(entry.value, node.Unknown)
        if name in self.schema.computed.get(place, ()) and (self.style.complete or not sets):
            return ""
        if name in self.schema.unsent.get(place, ()):
            if name == "network_type" and not node.is_null(entry.value):
                self.request.notes.append(notes.never_sent(entry))
            return ""
        if self.style.complete and node.is_null(entry.value):
            return ""
        stray = about_unknown(self.schema, self.style.spelling, place, pointer, name, entry)
        self.request.misplaced.append(stray)
        return stray.meant


def _flat(value: node.Node) -> node.Node:
    """A list without lists in it: Terraform 0.11 wrote `["${var.list}"]` for a list."""
    if not isinstance(value, node.Sequence) or not any(isinstance(item, node.Sequence) for item in value.items):
        return value
    parts = (item.items if isinstance(item, node.Sequence) else [item] for item in value.items)
    return node.Sequence([item for part in parts for item in part], value.span, value.related)


def _tags(value: node.Node) -> node.Node | None:
    """Tags as the API lists them, from a mapping of keys to values."""
    if not isinstance(value, node.Mapping):
        return value
    items: list[node.Node] = []
    for name, entry in value.entries.items():
        key = node.Entry(entry.key, entry.key_span, node.Scalar(name, entry.key_span, _key_style(name, entry)))
        content = node.Entry(entry.key, entry.key_span, entry.value)
        items.append(node.Mapping({"Key": key, "Value": content}, entry.key_span))
    return node.Sequence(items, value.span, value.related) if items else None


def _key_style(name: str, entry: node.Entry) -> str:
    written = entry.key_span.text
    if written == name:
        return "bare"
    return "hcl" if written[1:-1] == name else "made"
