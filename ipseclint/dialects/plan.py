"""Terraform plans as JSON: the connections that stand after the plan is applied.

A plan can be many megabytes long, so it is walked piece by piece: only the resources that matter become trees."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ipseclint import facts
from ipseclint.dialects import provider
from ipseclint.dialects.plan_config import Configuration
from ipseclint.dialects.plan_unknown import Filler, hide_marked
from ipseclint.dialects.tree import Known, Reading, Request
from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown, is_null
from ipseclint.read.json_pieces import Broken, Pieces
from ipseclint.span import Source, Span, outermost

_PLANNED = frozenset((provider.CONNECTION, provider.ATTACHMENT))
_TYPES = _PLANNED | frozenset(provider.KNOWN)
_STYLE = provider.Style("plan", complete=True)
_GOING = frozenset((("delete",), ("forget",), ("read",)))
_MAX_MODULES = 50


@dataclass(slots=True, eq=False)
class Resource:
    """One resource as it is planned. `values` has the provider's names; `marks` says which are sensitive."""

    address: str
    type: str
    span: Span
    whole: Span
    values: Mapping
    marks: Node | None


@dataclass(slots=True, eq=False)
class Plan:
    """What of a plan is of interest: `changes` by address, with the offsets where they stand."""

    planned: dict[str, Resource] = field(default_factory=dict)
    changes: dict[str, tuple[dict[str, Any], int]] = field(default_factory=dict)
    configuration: Configuration = field(default_factory=Configuration)
    is_plan: bool = False


def read_plan(source: Source) -> Reading | None:
    """The connections of a plan; None when the text is none."""
    plan = Plan()
    try:
        pieces = Pieces(source)
        _walk(pieces, plan)
        if not plan.is_plan:
            return None
        pieces.finish()
        _add_from_changes(source, plan)
    except Broken as broken:
        return Reading(notes=[broken.note]) if plan.is_plan else None
    _hide_rest(source, plan)
    return _reading(plan, source)


def _walk(pieces: Pieces, plan: Plan) -> None:
    for key in pieces.members():
        if key == "planned_values":
            plan.is_plan = True
            for inner in pieces.members():
                if inner == "root_module":
                    _module(pieces, plan, 0)
        elif key == "resource_changes":
            plan.is_plan = True
            _changes(pieces, plan)
        elif key == "configuration":
            for inner in pieces.members():
                if inner == "root_module":
                    plan.configuration.take_module(pieces, (), _TYPES)


def _module(pieces: Pieces, plan: Plan, depth: int) -> None:
    for key in pieces.members():
        if key == "resources":
            for offset in pieces.elements():
                _planned(pieces, plan, offset)
        elif key == "child_modules" and depth < _MAX_MODULES:
            for _ in pieces.elements():
                _module(pieces, plan, depth + 1)


def _planned(pieces: Pieces, plan: Plan, offset: int) -> None:
    found = pieces.plain()
    if not _is_of_interest(found):
        return
    tree = Pieces(pieces.source, offset).tree()
    values = tree.get("values") if isinstance(tree, Mapping) else None
    if isinstance(tree, Mapping) and isinstance(values, Mapping):
        resource = _resource(tree, tree, values, tree.get("sensitive_values"))
        plan.planned.setdefault(resource.address, resource)


def _is_of_interest(found: object) -> bool:
    if not isinstance(found, dict) or found.get("mode", "managed") != "managed":
        return False
    kind = found.get("type")
    return isinstance(kind, str) and kind in _TYPES


def _resource(tree: Mapping, whole: Mapping, values: Mapping, marks: Node | None) -> Resource:
    address = tree.get("address")
    name = address.text if isinstance(address, Scalar) else ""
    span = address.span if isinstance(address, Scalar) else tree.span
    kind = tree.get("type")
    assert isinstance(kind, Scalar)
    return Resource(name, kind.text, span, whole.span, values, marks)


def _changes(pieces: Pieces, plan: Plan) -> None:
    for offset in pieces.elements():
        found = pieces.plain()
        if _is_of_interest(found) and isinstance(found, dict) and "deposed" not in found:
            change = found.get("change")
            if isinstance(change, dict):
                plan.changes[str(found.get("address"))] = (change, offset)


def _add_from_changes(source: Source, plan: Plan) -> None:
    """Resources that only `resource_changes` has, as older tools write it."""
    for address, (change, offset) in plan.changes.items():
        actions = change.get("actions")
        going = isinstance(actions, list) and tuple(str(action) for action in actions) in _GOING
        if address in plan.planned or going:
            continue
        tree = Pieces(source, offset).tree()
        inner = tree.get("change") if isinstance(tree, Mapping) else None
        after = inner.get("after") if isinstance(inner, Mapping) else None
        if isinstance(tree, Mapping) and isinstance(inner, Mapping) and isinstance(after, Mapping):
            plan.planned[address] = _resource(tree, after, after, inner.get("after_sensitive"))


def _hide_rest(source: Source, plan: Plan) -> None:
    """Hide all of the text that is not read: it holds keys and passwords of other resources."""
    at = 0
    for resource in sorted(plan.planned.values(), key=lambda found: found.whole.start):
        for span in sorted((resource.span, resource.whole), key=lambda found: found.start):
            if span.start > at:
                source.hide(at, span.start)
            at = max(at, span.end)
    source.hide(at, len(source.text))


def _reading(plan: Plan, source: Source) -> Reading:
    reading = Reading()
    outer, at, _ = outermost(source, 0, 0)
    scope = f"{outer.path}:{at}#"
    for resource in plan.planned.values():
        hide_marked(resource.values, resource.marks)
        change, _ = plan.changes.get(resource.address, (_unchanged(resource), 0))
        expressions = plan.configuration.expressions(resource.address)
        filler = Filler(plan.configuration, resource.address, resource.type, resource.span)
        values = filler.fill(resource.values, change.get("after_unknown"), expressions)
        if resource.type in _PLANNED:
            values = _as_written(values, resource.type, change, expressions)
            reading.requests.append(_request(resource, values, scope))
        else:
            reading.known.extend(_known(resource, values, scope))
    return reading


def _as_written(values: Mapping, kind: str, change: dict[str, Any], expressions: dict[str, Any] | None) -> Mapping:
    """The values of a connection with two tunnels, without what belongs to one: unless somebody wrote it, the provider
    computes it, and reads it back from the service later."""
    tunnels = values.get("tunnel_options_specification")
    if not (isinstance(tunnels, Sequence) and tunnels.items):
        return values
    stands = change.get("actions", ["create"]) != ["create"]

    def is_written(name: str, value: Node) -> bool:
        if expressions is not None:
            return name in expressions
        return not stands and not isinstance(value, Unknown)

    fields = provider.SCHEMAS[kind].places[""]
    kept = {
        name: entry
        for name, entry in values.entries.items()
        if fields.get(name) not in facts.SINGLE_FIELDS or is_written(name, entry.value)
    }
    return Mapping(kept, values.span, values.related)


def _unchanged(resource: Resource) -> dict[str, Any]:
    """The change of a resource of which the plan lists none: what is required and is not there is not known."""
    tunnels = resource.values.get("tunnel_options_specification")
    required = ["vpn_gateway_id", "local_subnet", "remote_subnet"]
    if not (isinstance(tunnels, Sequence) and tunnels.items):
        required.append("customer_gateway_id")
    return {"after_unknown": {name: True for name in required if name not in resource.values.entries}}


def _request(resource: Resource, values: Mapping, scope: str) -> Request:
    entries = dict(values.entries)
    # The provider fills in the deprecated name from the new one.
    if not is_null(values.get("vpn_connection_name")):
        entries.pop("name", None)
    given = Mapping(entries, values.span)
    request = provider.lift(
        resource.type, given, style=_STYLE, address=resource.address, span=resource.span, scope=scope
    )
    request.holds_keys = True
    # A plan's attributes are the provider's own: one that is not known here is newer, not wrong.
    request.misplaced.clear()
    return request


def _known(resource: Resource, values: Mapping, scope: str) -> list[Known]:
    """The resource under its address, and under its id when it exists already."""
    identities = [f"{scope}{resource.address}"]
    given = values.get("id")
    if isinstance(given, Scalar) and given.text:
        identities.append(given.text)
    found = (provider.known(resource.type, values, identity=identity, span=resource.span) for identity in identities)
    return [known for known in found if known is not None]
