"""The syntax of HCL as plain data: bodies, blocks, attributes and expressions, each with its span."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ipseclint.node import Scalar
from ipseclint.note import Note
from ipseclint.span import Source, Span


@dataclass(slots=True, eq=False)
class Expr:
    """What every expression has: where it stands."""

    span: Span


@dataclass(slots=True, eq=False)
class Literal(Expr):
    """A number, boolean, null, or text without anything to fill in."""

    scalar: Scalar


@dataclass(slots=True, eq=False)
class Template(Expr):
    """Text with parts to fill in. A part is text, an expression, a TemplateIf or a TemplateFor."""

    parts: list[Part]

    @property
    def only(self) -> Expr | None:
        """The expression of a template that is nothing else (`"${x}"`), whose value keeps its type."""
        if len(self.parts) == 1 and isinstance(self.parts[0], Expr):
            return self.parts[0]
        return None


@dataclass(slots=True, eq=False)
class TemplateIf:
    """`%{ if condition }...%{ else }...%{ endif }`"""

    condition: Expr
    then: list[Part]
    otherwise: list[Part]


@dataclass(slots=True, eq=False)
class TemplateFor:
    """`%{ for key, value in collection }...%{ endfor }`"""

    key: str
    value: str
    collection: Expr
    body: list[Part]


Part = str | Expr | TemplateIf | TemplateFor


@dataclass(slots=True, eq=False)
class Tuple(Expr):
    items: list[Expr]


@dataclass(slots=True, eq=False)
class Object(Expr):
    """`{ key = value }`: a bare word as key is a Literal."""

    items: list[tuple[Expr, Expr]]


@dataclass(slots=True, eq=False)
class Name(Expr):
    """A bare word that refers to something."""

    name: str


@dataclass(slots=True, eq=False)
class GetAttr:
    """`.name`"""

    name: str
    span: Span


@dataclass(slots=True, eq=False)
class Index:
    """`[key]`, or the old `.0`."""

    key: Expr
    span: Span


@dataclass(slots=True, eq=False)
class Splat:
    """`[*]` or `.*`, with the steps that it applies to each item."""

    steps: list[Step]
    span: Span


Step = GetAttr | Index | Splat


@dataclass(slots=True, eq=False)
class Traversal(Expr):
    """An expression followed by steps into it."""

    head: Expr
    steps: list[Step]


@dataclass(slots=True, eq=False)
class Unary(Expr):
    operator: str
    operand: Expr


@dataclass(slots=True, eq=False)
class Binary(Expr):
    operator: str
    left: Expr
    right: Expr


@dataclass(slots=True, eq=False)
class Conditional(Expr):
    condition: Expr
    then: Expr
    otherwise: Expr


@dataclass(slots=True, eq=False)
class Call(Expr):
    """A function call; `expands` says that the last argument is spread with `...`."""

    name: str
    arguments: list[Expr]
    expands: bool = False


@dataclass(slots=True, eq=False)
class For(Expr):
    """A `for` expression. `result_key` is None where it makes a list; `groups` says that `...` collects the
    values of equal keys."""

    key: str
    value: str
    collection: Expr
    result_key: Expr | None
    result: Expr
    condition: Expr | None
    groups: bool = False


@dataclass(slots=True, eq=False)
class Paren(Expr):
    inner: Expr


@dataclass(slots=True, eq=False)
class Attribute:
    """`name = value`"""

    name: str
    name_span: Span
    value: Expr


@dataclass(slots=True, eq=False)
class Block:
    """`type "label" { ... }`. `header` spans type and labels, `type_span` the type alone."""

    type: str
    labels: list[str]
    header: Span
    type_span: Span
    body: Body
    span: Span


@dataclass(slots=True, eq=False)
class Body:
    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def of_type(self, *types: str) -> Iterator[Block]:
        return (block for block in self.blocks if block.type in types)

    def value(self, name: str) -> Expr | None:
        attribute = self.attributes.get(name)
        return attribute.value if attribute is not None else None


@dataclass(slots=True, eq=False)
class File:
    """One file. `whole` is false where a part of it could not be read: what it declares is then not known
    in full. `comments` are given only for a text that speaks to this program."""

    source: Source
    body: Body
    notes: list[Note] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    whole: bool = True


def children(expr: Expr) -> Iterator[Expr]:
    """The expressions right below an expression, in the order of the text."""
    if isinstance(expr, Tuple):
        yield from expr.items
    elif isinstance(expr, Object):
        for key, value in expr.items:
            yield key
            yield value
    elif isinstance(expr, Traversal):
        yield expr.head
        yield from _in_steps(expr.steps)
    elif isinstance(expr, Template):
        yield from _in_parts(expr.parts)
    elif isinstance(expr, Unary):
        yield expr.operand
    elif isinstance(expr, Binary):
        yield from (expr.left, expr.right)
    elif isinstance(expr, Conditional):
        yield from (expr.condition, expr.then, expr.otherwise)
    elif isinstance(expr, Call):
        yield from expr.arguments
    elif isinstance(expr, For):
        parts = (expr.collection, expr.result_key, expr.result, expr.condition)
        yield from (part for part in parts if part is not None)
    elif isinstance(expr, Paren):
        yield expr.inner


def walk(expr: Expr) -> Iterator[Expr]:
    """The expression and all below it."""
    stack = [expr]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(children(current))


def _in_steps(steps: list[Step]) -> Iterator[Expr]:
    for step in steps:
        if isinstance(step, Index):
            yield step.key
        elif isinstance(step, Splat):
            yield from _in_steps(step.steps)


def _in_parts(parts: list[Part]) -> Iterator[Expr]:
    for part in parts:
        if isinstance(part, TemplateIf):
            yield part.condition
            yield from _in_parts(part.then)
            yield from _in_parts(part.otherwise)
        elif isinstance(part, TemplateFor):
            yield part.collection
            yield from _in_parts(part.body)
        elif isinstance(part, Expr):
            yield part
