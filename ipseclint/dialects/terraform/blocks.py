"""Bodies of blocks as values in the provider's names, dynamic blocks included."""

from __future__ import annotations

from ipseclint.dialects.terraform.budget import TooComplex
from ipseclint.dialects.terraform.evaluate import evaluate
from ipseclint.dialects.terraform.expand import tell
from ipseclint.dialects.terraform.frame import Frame, Thing, unknown_at
from ipseclint.dialects.terraform.loops import pairs, size
from ipseclint.dialects.terraform.places import passed
from ipseclint.dialects.terraform.secrets import hide_parts
from ipseclint.dialects.terraform.values import EvalError
from ipseclint.node import Entry, Mapping, Node, Sequence, Unknown
from ipseclint.read.hcl_syntax import Attribute, Block, Body, Expr, Literal, Template, Traversal
from ipseclint.span import Span

# Arguments and blocks that are Terraform's own, not the provider's.
META = frozenset({"count", "for_each", "provider", "depends_on"})
META_BLOCKS = frozenset({"lifecycle", "provisioner", "connection"})
_MAX_NESTING = 20


def values_of(body: Body, frame: Frame, span: Span, *, top: bool = True, depth: int = 0) -> Mapping:
    """Attributes and blocks of a body. Blocks of one type make a list; `span` is the block's header."""
    entries: dict[str, Entry] = {}
    for name, attribute in body.attributes.items():
        if not (top and name in META):
            entries[name] = Entry(name, attribute.name_span, attribute_value(attribute, frame))
    if depth < _MAX_NESTING:
        for block in body.blocks:
            if not (top and block.type in META_BLOCKS):
                _add_block(entries, block, frame, depth)
    return Mapping(entries, span)


def attribute_value(attribute: Attribute, frame: Frame) -> Node:
    """The value of an attribute as it is used there; Unknown where Terraform would fail or a bound is met."""
    expr = attribute.value
    if isinstance(expr, Literal):
        return expr.scalar
    value = guarded(expr, frame)
    if attribute.name == "psk":
        hide_parts(expr, value, frame)
    try:
        return passed(value, expr.span, "used here", frame.context.budget)
    except TooComplex as bound:
        tell(bound, expr, frame)
        return unknown_at(expr)


def guarded(expr: Expr, frame: Frame) -> Node:
    try:
        return evaluate(expr, frame)
    except EvalError:
        return unknown_at(expr)
    except TooComplex as bound:
        tell(bound, expr, frame)
        return unknown_at(expr)


def _add_block(entries: dict[str, Entry], block: Block, frame: Frame, depth: int) -> None:
    if block.type == "dynamic" and block.labels:
        _add_dynamic(entries, block, frame, depth)
        return
    value = values_of(block.body, frame, block.header, top=False, depth=depth + 1)
    _append(entries, block.type, block.type_span, [value])


def _add_dynamic(entries: dict[str, Entry], block: Block, frame: Frame, depth: int) -> None:
    """The blocks that a dynamic block makes; Unknown where their number is."""
    name = block.labels[0]
    content = next(block.body.of_type("content"), None)
    each = block.body.value("for_each")
    if content is None or each is None:
        return
    collection = guarded(each, frame)
    try:
        found = pairs(collection)
        frame.context.budget.items(size(collection))
    except EvalError:
        found = None
    except TooComplex as bound:
        tell(bound, each, frame)
        found = None
    if found is None:
        entries[name] = Entry(name, block.header, _unknown(collection, each, block))
        return
    iterator = iterator_of(block)
    made: list[Node] = []
    for key, value in found:
        names = {"key": Entry("key", key.span, key), "value": Entry("value", value.span, value)}
        inner = frame.with_names({iterator: Mapping(names, block.header)})
        made.append(values_of(content.body, inner, block.header, top=False, depth=depth + 1))
    _append(entries, name, block.header, made)


def _unknown(collection: Node, each: Expr, block: Block) -> Unknown:
    expression = collection.expression if isinstance(collection, Unknown) else ""
    found = unknown_at(each)
    return Unknown(expression or found.expression, block.header)


def iterator_of(block: Block) -> str:
    """The name of a dynamic block's iterator: its label unless it names another."""
    written = block.body.value("iterator")
    if isinstance(written, Template) and written.only is not None:
        written = written.only
    if written is not None and not isinstance(written, Traversal):
        return written.span.text.strip('"')
    return block.labels[0]


def _append(entries: dict[str, Entry], name: str, span: Span, values: list[Node]) -> None:
    """Add blocks to those of the same type."""
    before = entries.get(name)
    if before is None:
        entries[name] = Entry(name, span, Sequence(values, span))
    elif isinstance(before.value, Sequence):
        entries[name] = Entry(name, before.key_span, Sequence([*before.value.items, *values], before.value.span))
    elif not isinstance(before.value, Unknown) or isinstance(before.value, Thing):
        entries[name] = Entry(name, before.key_span, Sequence([before.value, *values], before.value.span))
