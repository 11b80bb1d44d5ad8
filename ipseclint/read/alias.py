"""Aliases: a node as it comes through one."""

from __future__ import annotations

from ipseclint.node import Entry, Mapping, Node, Place, Scalar, Sequence, Unknown
from ipseclint.secret import Secret
from ipseclint.span import Span


def sealed(scalar: Scalar) -> Scalar:
    """A value that comes through an alias to where a secret belongs: hidden where it is written, too."""
    if not isinstance(scalar.value, (str, int, float)):
        return scalar
    for place in scalar.related:
        place.span.hide()
    return Scalar(Secret(scalar.text), scalar.span, scalar.style, scalar.related)


def through_alias(target: Node, use: Span) -> Node:
    """A node as it comes through an alias: told at the alias, with its own place beside it."""
    related = (Place(target.span, "the value stands here"),)
    if isinstance(target, Scalar):
        return Scalar(target.value, use, "made", (*related, *target.related))
    if isinstance(target, Unknown):
        inner = through_alias(target.inner, use) if target.inner is not None else None
        return Unknown(target.expression, use, related=related, tag=target.tag, inner=inner)
    if isinstance(target, Sequence):
        return Sequence([through_alias(item, use) for item in target.items], use, related)
    entries = {name: Entry(name, use, through_alias(entry.value, use)) for name, entry in target.entries.items()}
    return Mapping(entries, use, related)
