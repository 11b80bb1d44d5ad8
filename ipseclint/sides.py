"""Sides: what LocalSubnet and RemoteSubnet hold, CIDR by CIDR."""

from __future__ import annotations

from typing import Any

from ipseclint.address import network, parse_cidr
from ipseclint.model import Field, Side, State, Subnet
from ipseclint.node import Scalar, Sequence, Unknown
from ipseclint.read.place import part
from ipseclint.span import Span

_BLANKS = " \t\r\n"


def side(field: Field) -> Side:
    """The CIDRs that a subnet field holds, as a list or as text with commas, each at its own place."""
    node = field.node
    if isinstance(node, Sequence):
        field.state = State.WRITTEN
        items, unknown = _listed(field, node)
        return Side(field, tuple(items), tuple(unknown), is_list=True)
    if isinstance(node, Scalar) and field.written:
        return Side(field, tuple(_split(field, node)))
    return Side(field)


def _listed(field: Field, node: Sequence) -> tuple[list[Subnet], list[Field]]:
    items: list[Subnet] = []
    unknown: list[Field] = []
    for index, item in enumerate(node.items):
        pointer = f"{field.pointer}/{index}"
        if isinstance(item, Unknown):
            unknown.append(Field(field.name, pointer, item.span, State.UNKNOWN, None, item))
        elif isinstance(item, Scalar) and item.value is not None:
            text = item.text
            inside = part(item, 0, len(text)) if item.style != "made" else item.span
            items.append(_subnet(text, pointer, inside, item.related, index))
    return items, unknown


def _split(field: Field, node: Scalar) -> list[Subnet]:
    """The items of a comma string, each at its own place, blanks around them left out."""
    text = node.text
    if not text.strip():
        return []
    items: list[Subnet] = []
    start = 0
    for index, piece in enumerate(text.split(",")):
        left = start + len(piece) - len(piece.lstrip(_BLANKS))
        right = max(left, start + len(piece.rstrip(_BLANKS)))
        span = part(node, left, right)
        items.append(_subnet(text[left:right], f"{field.pointer}/{index}", span, node.related, index))
        start += len(piece) + 1
    return items


def _subnet(text: str, pointer: str, span: Span, related: Any, index: int) -> Subnet:
    parsed = parse_cidr(text)
    if parsed is None:
        return Subnet(text, pointer, span, None, related=related, index=index)
    found = network(*parsed)
    return Subnet(text, pointer, span, found, found.first != parsed[0], related, index)
