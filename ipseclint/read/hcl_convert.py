"""From tree-sitter's syntax tree to ours: blocks, attributes and expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipseclint.node import Scalar
from ipseclint.note import Note
from ipseclint.read.hcl_broken import MAX_DEPTH, Broken, TooDeep, bare_address, twice
from ipseclint.read.hcl_secret import hide, hide_block, looks_secret
from ipseclint.read.hcl_shape import conditional, nested, number
from ipseclint.read.hcl_syntax import (
    Attribute,
    Binary,
    Block,
    Body,
    Call,
    Expr,
    For,
    GetAttr,
    Index,
    Literal,
    Name,
    Object,
    Paren,
    Splat,
    Step,
    Traversal,
    Tuple,
    Unary,
)
from ipseclint.read.hcl_template import template, text_literal
from ipseclint.span import Source, Span

if TYPE_CHECKING:
    from tree_sitter import Node

_NUMBER = re.compile(r"[0-9]+\Z")


@dataclass(slots=True, eq=False)
class Convert:
    """Conversion of one parsed text: `at` turns a byte offset of it into an offset of `source`."""

    source: Source
    at: Callable[[int], int]
    notes: list[Note] = field(default_factory=list)
    depth: int = 0

    def span(self, node: Node) -> Span:
        return Span(self.source, self.at(node.start_byte), self.at(node.end_byte))

    def text(self, node: Node) -> str:
        return self.source.text[self.at(node.start_byte) : self.at(node.end_byte)]

    def body(self, node: Node) -> Body:
        """The attributes and blocks of a body."""
        body = Body()
        for child in node.children:
            if child.type == "attribute":
                self._attribute(child, body)
            elif child.type == "block":
                body.blocks.append(self.block(child))
        return body

    def top(self, node: Node) -> Body:
        """A body of one attribute or block alone."""
        body = Body()
        if node.type == "attribute":
            self._attribute(node, body)
        else:
            body.blocks.append(self.block(node))
        return body

    def block(self, node: Node) -> Block:
        head: list[Node] = []
        body = Body()
        self.deeper(node)
        for child in node.children:
            if child.type in ("identifier", "string_lit"):
                head.append(child)
            elif child.type == "body":
                body = self.body(child)
        self.depth -= 1
        kind = self.text(head[0])
        labels = [self._label(label) for label in head[1:]]
        header = Span(self.source, self.at(head[0].start_byte), self.at(head[-1].end_byte))
        if kind in ("variable", "output") and labels:
            hide_block(labels[0], body)
        return Block(kind, labels, header, self.span(head[0]), body, self.span(node))

    def _label(self, node: Node) -> str:
        return self.text(node) if node.type == "identifier" else self.text(node)[1:-1]

    def _attribute(self, node: Node, body: Body) -> None:
        name_node = node.children[0]
        name = self.text(name_node)
        value = next((child for child in node.children if child.type == "expression"), None)
        if value is None:
            raise Broken
        attribute = Attribute(name, self.span(name_node), self.expression(value))
        before = body.attributes.get(name)
        if before is not None:
            self.notes.append(twice(name, attribute.name_span, before.name_span))
        body.attributes[name] = attribute
        if looks_secret(name):
            hide(attribute.value)

    def expression(self, node: Node) -> Expr:
        """An `expression` node."""
        children = node.children
        if len(children) == 1:
            return self._head(children[0])
        return self._terms([child for child in children if child.type != "comment"], node)

    def deeper(self, node: Node) -> None:
        """Count a level of nesting. Raises TooDeep."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise TooDeep(self.span(node))

    def _terms(self, nodes: list[Node], whole: Node | None = None) -> Expr:
        """An operand: something, perhaps in parentheses, with steps into it."""
        if not nodes:
            raise Broken
        if nodes[0].type == "(":
            inner = next((node for node in nodes if node.type == "expression"), None)
            if inner is None or len(nodes) < 3:
                raise Broken
            start, end = self.at(nodes[0].start_byte), self.at(nodes[2].end_byte)
            head: Expr = Paren(Span(self.source, start, end), self.expression(inner))
            rest = nodes[3:]
        else:
            head, rest = self._head(nodes[0]), nodes[1:]
        if not rest:
            return head
        if isinstance(head, Literal) and isinstance(head.scalar.value, int | float) and head.span.text[0].isdigit():
            raise Broken(bare_address(head.span))
        span = Span(self.source, head.span.start, self.at(rest[-1].end_byte))
        return Traversal(span, head, self._steps(rest))

    def _head(self, node: Node) -> Expr:
        convert = _HEADS.get(node.type)
        if convert is None:
            raise Broken
        self.deeper(node)
        try:
            return convert(self, node)
        finally:
            self.depth -= 1

    def _steps(self, nodes: list[Node]) -> list[Step]:
        return nested([step for node in nodes for step in self._step(node)])

    def _step(self, node: Node) -> Iterator[Step]:
        """The steps of a node, one after the other; splats are still empty."""
        if node.type == "get_attr":
            yield GetAttr(self.text(node.children[-1]), self.span(node))
        elif node.type == "index":
            yield from self._index(node.children[0])
        elif node.type == "splat":
            inner = node.children[0]
            yield Splat([], self.span(inner.children[0]))
            for child in inner.children[1:]:
                yield from self._step(child)
        elif node.type != "comment":
            raise Broken

    def _index(self, node: Node) -> Iterator[Step]:
        span = self.span(node)
        if node.type == "new_index":
            key = next((child for child in node.children if child.type == "expression"), None)
            if key is None:
                raise Broken
            yield Index(self.expression(key), span)
            return
        # `.0`, also `.0.1`, which the lexer takes for one number
        for part in span.text.lstrip(".").split("."):
            if not _NUMBER.match(part):
                raise Broken
            yield Index(Literal(span, Scalar(int(part), span, "made")), span)

    def _literal(self, node: Node) -> Expr:
        inner = node.children[0]
        if inner.type == "string_lit":
            return text_literal(self, inner)
        span = self.span(node)
        if inner.type == "numeric_lit":
            return Literal(span, Scalar(number(span.text), span, "bare"))
        words: dict[str, bool | None] = {"true": True, "false": False, "null": None}
        return Literal(span, Scalar(words[span.text], span, "bare"))

    def _template(self, node: Node) -> Expr:
        return template(self, node.children[0])

    def _collection(self, node: Node) -> Expr:
        inner = node.children[0]
        span = self.span(inner)
        if inner.type == "tuple":
            return Tuple(span, [self.expression(c) for c in inner.children if c.type == "expression"])
        return Object(span, [self._pair(c) for c in inner.children if c.type == "object_elem"])

    def _pair(self, node: Node) -> tuple[Expr, Expr]:
        parts = [child for child in node.children if child.type == "expression"]
        if len(parts) != 2:
            raise Broken
        key, value = self.expression(parts[0]), self.expression(parts[1])
        if isinstance(key, Name):
            key = Literal(key.span, Scalar(key.name, key.span, "bare"))
        if isinstance(key, Literal) and looks_secret(key.scalar.text):
            hide(value)
        return key, value

    def _variable(self, node: Node) -> Expr:
        span = self.span(node)
        return Name(span, span.text)

    def _call(self, node: Node) -> Expr:
        arguments: list[Expr] = []
        expands = False
        for child in node.children:
            if child.type == "function_arguments":
                arguments = [self.expression(c) for c in child.children if c.type == "expression"]
                expands = any(c.type == "ellipsis" for c in child.children)
        return Call(self.span(node), self.text(node.children[0]), arguments, expands)

    def _for(self, node: Node) -> Expr:
        inner = node.children[0]
        results: list[Expr] = []
        condition: Expr | None = None
        groups = False
        names, collection = ["", ""], None
        for child in inner.children:
            if child.type == "for_intro":
                names, collection = self.for_head(child)
            elif child.type == "expression":
                results.append(self.expression(child))
            elif child.type == "for_cond":
                condition = self.expression(next(c for c in child.children if c.type == "expression"))
            elif child.type == "ellipsis":
                groups = True
        if collection is None or len(results) != (1 if inner.type == "for_tuple_expr" else 2):
            raise Broken
        key = results[0] if len(results) == 2 else None
        return For(self.span(inner), names[0], names[1], collection, key, results[-1], condition, groups)

    def for_head(self, node: Node) -> tuple[list[str], Expr]:
        """The names and the collection of `for key, value in collection`; the key may be missing."""
        names = [self.text(child) for child in node.children if child.type == "identifier"]
        collection = next((child for child in node.children if child.type == "expression"), None)
        if collection is None or not names:
            raise Broken
        return (["", *names] if len(names) == 1 else names[:2]), self.expression(collection)

    def _operation(self, node: Node) -> Expr:
        inner = node.children[0]
        span = self.span(inner)
        nodes = [child for child in inner.children if child.type != "comment"]
        if inner.type == "unary_operation":
            return Unary(span, nodes[0].type, self._terms(nodes[1:]))
        at = next((i for i, child in enumerate(nodes) if child.type in _BINARY and i > 0), None)
        if at is None:
            raise Broken
        return Binary(span, nodes[at].type, self._terms(nodes[:at]), self._terms(nodes[at + 1 :]))

    def _conditional(self, node: Node) -> Expr:
        parts = [self.expression(child) for child in node.children if child.type == "expression"]
        if len(parts) != 3:
            raise Broken
        return conditional(parts[0], parts[1], parts[2], self.span(node))


_BINARY = frozenset({"+", "-", "*", "/", "%", "==", "!=", "<", ">", "<=", ">=", "&&", "||"})
_HEADS: dict[str, Callable[[Convert, Node], Expr]] = {
    "literal_value": Convert._literal,
    "template_expr": Convert._template,
    "collection_value": Convert._collection,
    "variable_expr": Convert._variable,
    "function_call": Convert._call,
    "for_expr": Convert._for,
    "operation": Convert._operation,
    "conditional": Convert._conditional,
    "expression": Convert.expression,
}
