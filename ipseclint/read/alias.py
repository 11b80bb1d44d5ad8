"""Aliases: a node as it comes through one."""

from __future__ import annotations

from ipseclint.node import Entry, Mapping, Node, Place, Scalar, Sequence, Unknown
from ipseclint.secret import Secret
from ipseclint.span import Span


def sealed(node: Node) -> Node:
    """A value where a secret belongs, hidden here and where an alias takes it from. A key in brackets or behind a
    tag is a key all the same; a scalar written here is a Secret already."""
    if isinstance(node, Scalar) and (node.style != "made" or not isinstance(node.value, (str, int, float))):
        return node
    for span in (node.span, *(place.span for place in node.related)):
        span.hide()
    if isinstance(node, Scalar):
        return Scalar(Secret(node.text), node.span, node.style, node.related)
    return node


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
