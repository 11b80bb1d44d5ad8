"""The two sides of a connection as rules see them: where a side is told, and edits of its items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ipseclint.model import Connection, Side, Subnet
from ipseclint.node import Place, Scalar, Sequence
from ipseclint.rules.rule import Replace, Undecided
from ipseclint.span import Span

# What may stand between a key and the list below it.
_OPENING = re.compile(r"[\"']?[ \t]*[:=]?(?:\s|#[^\r\n]*)*\Z")
_COMMA = re.compile(r"\s*,\s*\Z")
_BULLET = re.compile(r"[ \t]*-[ \t]+\Z")


# More items of one side than this are told by IPS203 alone.
_MOST_ITEMS = 100


def told(side: Side) -> tuple[Subnet, ...]:
    """The items that are judged one by one."""
    return side.items if len(side.items) <= _MOST_ITEMS else side.items[:_MOST_ITEMS]


def sides(connection: Connection) -> tuple[Side, Side]:
    return connection.local, connection.remote


def doubts(*open_sides: Side) -> Iterator[Undecided]:
    """What the unknown items of sides leave open."""
    for side in open_sides:
        for field in side.doubts:
            yield Undecided(field)


def place(side: Side) -> Span:
    """Where a finding about the whole side stands: its key when the list stands right below it, else the
    value."""
    span, key = side.field.span, side.field.key_span
    if side.is_list and key is not None and key.source is span.source and key.end <= span.start:
        between = span.source.text[key.end : span.start]
        if len(between) < 400 and _OPENING.match(between):
            return key
    return span


def beside(item: Subnet, words: str) -> tuple[Place, ...]:
    """Another item as a related place of a finding."""
    return (Place(item.span, words), *item.related)


def is_text(side: Side, item: Subnet) -> bool:
    """Whether an item was written as text: a number in its place is a wrong type, which the schema tells."""
    node = _node(side, item)
    return not isinstance(node, Scalar) or isinstance(node.value, str)


def rewrite(side: Side, item: Subnet, text: str, title: str) -> tuple[Replace, ...]:
    """The edit that writes another CIDR for an item, where its characters stand in the text."""
    if not _is_literal(side, item):
        return ()
    return (Replace(title, item.span, text),)


def remove(side: Side, items: Iterable[Subnet], title: str) -> tuple[Replace, ...]:
    """The edits that remove items with their commas or lines; nothing when one of them cannot be removed."""
    edits = []
    for item in items:
        span = _removal(side, item)
        if span is None:
            return ()
        edits.append(Replace(title, span, ""))
    return tuple(edits)


def _node(side: Side, item: Subnet) -> object:
    node = side.field.node
    return node.items[item.index] if isinstance(node, Sequence) else node


def _is_literal(side: Side, item: Subnet) -> bool:
    node = _node(side, item)
    return isinstance(node, Scalar) and node.style != "made" and item.span.text == item.text


def whole(side: Side, index: int) -> Span | None:
    """The span of an item with its quotes; None where there is no such item."""
    node = side.field.node
    if isinstance(node, Sequence):
        return node.items[index].span if 0 <= index < len(node.items) else None
    return side.items[index].span if 0 <= index < len(side.items) else None


def _removal(side: Side, item: Subnet) -> Span | None:
    """What has to go with an item: the comma before it (or behind the first one), or its line."""
    own = whole(side, item.index)
    if own is None or not _is_literal(side, item):
        return None
    before, behind = whole(side, item.index - 1), whole(side, item.index + 1)
    if before is not None and _joined(before, own):
        return Span(own.source, before.end, own.end)
    if before is None and behind is not None and _joined(own, behind):
        return Span(own.source, own.start, behind.start)
    return _line(own) if before is not None or behind is not None else None


def _joined(left: Span, right: Span) -> bool:
    """Whether only a comma stands between two spans."""
    if left.source is not right.source or left.end > right.start:
        return False
    return _COMMA.match(left.source.text[left.end : right.start]) is not None


def _line(span: Span) -> Span | None:
    """The line of an item of a block list, when nothing else stands on it."""
    source = span.source
    if source.outer is not None:
        return None
    number, _ = source.position(span.start)
    start, end = source.line_range(number)
    if not _BULLET.match(source.text[start : span.start]) or source.text[span.end : end].strip():
        return None
    below = source.lines[number] if number < len(source.lines) else None
    return Span(source, start, below) if below is not None else Span(source, start, end)
