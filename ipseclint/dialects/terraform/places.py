"""Places of values: what a value came through on its way to where it is used."""

from __future__ import annotations

from dataclasses import replace

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.frame import Thing
from ipseclint.node import Entry, Mapping, Node, Place, Scalar, Sequence, Unknown, walk
from ipseclint.span import Span

_MOST = 4


def passed(value: Node, use: Span, message: str, budget: Budget) -> Node:
    """The value with the place of its use beside all parts that are written elsewhere."""
    if not isinstance(value, Scalar):
        budget.measure(value)
    return _with(value, Place(use, message))


def _with(value: Node, place: Place) -> Node:
    if isinstance(value, Scalar):
        if _inside(value.span, place.span):
            return value
        return Scalar(value.value, value.span, value.style, _more(value.related, place))
    if isinstance(value, Thing):
        return value
    if isinstance(value, Unknown):
        if _inside(value.span, place.span):
            return value
        return replace(value, related=_more(value.related, place))
    if isinstance(value, Sequence):
        items = [_with(item, place) for item in value.items]
        if all(new is old for new, old in zip(items, value.items, strict=True)):
            return value
        return type(value)(items, value.span, value.related)
    entries = {key: Entry(e.key, e.key_span, _with(e.value, place)) for key, e in value.entries.items()}
    if all(new.value is value.entries[key].value for key, new in entries.items()):
        return value
    return type(value)(entries, value.span, value.related)


def _more(related: tuple[Place, ...], place: Place) -> tuple[Place, ...]:
    return related if len(related) >= _MOST else (*related, place)


def _inside(span: Span, other: Span) -> bool:
    return span.source is other.source and other.start <= span.start and span.end <= other.end


def at_home(value: Node, home: str) -> Node:
    """The value as another module takes it: what is unknown in it keeps the module in whose terms it is told. The value
    must have been measured."""
    if isinstance(value, Unknown):
        return replace(value, home=home) if value.home is None else value
    if isinstance(value, Thing | Scalar):
        return value
    if isinstance(value, Sequence):
        items = [at_home(item, home) for item in value.items]
        same = all(new is old for new, old in zip(items, value.items, strict=True))
        return value if same else type(value)(items, value.span, value.related)
    entries = {key: Entry(e.key, e.key_span, at_home(e.value, home)) for key, e in value.entries.items()}
    same = all(new.value is value.entries[key].value for key, new in entries.items())
    return value if same else type(value)(entries, value.span, value.related)


def moved(value: Node, span: Span) -> Node:
    """A value that stands in no file, as if it were written at `span`."""
    if isinstance(value, Scalar):
        return Scalar(value.value, span, "made")
    if isinstance(value, Sequence):
        return type(value)([moved(item, span) for item in value.items], span)
    if isinstance(value, Mapping):
        return type(value)({k: Entry(e.key, span, moved(e.value, span)) for k, e in value.entries.items()}, span)
    return Unknown(value.expression, span)


def hide_all(value: Node) -> None:
    """Keep every text and number in a value out of excerpts. The value must have been measured."""
    for part in walk(value):
        if isinstance(part, Scalar) and part.value is not None and not isinstance(part.value, bool):
            part.span.hide()
