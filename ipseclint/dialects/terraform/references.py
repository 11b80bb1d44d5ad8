"""References: from a name and the steps behind it to the value they lead to."""

from __future__ import annotations

from ipseclint.dialects.terraform.convert import need_integer, need_string
from ipseclint.dialects.terraform.frame import Frame, Thing, unknown_at
from ipseclint.dialects.terraform.values import EvalError, List, Set, plain, words
from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.read.hcl_syntax import Expr, GetAttr, Index, Name, Splat, Step, Traversal
from ipseclint.span import Span

# Objects of which nothing is known before Terraform runs.
_OUTSIDE = frozenset({"data", "path", "terraform", "self", "ephemeral"})


def name(expr: Name, frame: Frame) -> Node:
    """A bare word: a name of a for expression or dynamic block. Others refer to nothing."""
    value = frame.names.get(expr.name)
    return traced(value, frame) if value is not None else unknown_at(expr)


def traversal(expr: Traversal, frame: Frame) -> Node:
    """A reference, or steps into the value of an expression. Raises EvalError."""
    head = expr.head
    if isinstance(head, Name) and head.name not in frame.names:
        value, used = _root(head.name, expr, frame)
    else:
        value, used = evaluate(head, frame), 0
    return traced(_follow(expr.steps[used:], value, expr, frame), frame)


def traced(value: Node, frame: Frame) -> Node:
    """Note a value that a reference leads to, where literals are being collected."""
    if frame.context.trace is not None and isinstance(value, Scalar):
        frame.context.trace.append(value)
    return value


def _root(root: str, expr: Traversal, frame: Frame) -> tuple[Node, int]:
    """The value of the reference that a traversal begins with, and how many steps belong to it."""
    steps = expr.steps
    first = steps[0].name if isinstance(steps[0], GetAttr) else ""
    found: Node | None = None
    if root == "var":
        found = frame.scope.variable(first, expr.span)
    elif root == "local":
        found = frame.scope.local(first)
    elif root == "module":
        found = frame.scope.module(first)
    elif root == "each":
        found = frame.key if first == "key" else frame.value if first == "value" else None
    elif root == "count":
        found = frame.index if first == "index" else None
    elif root not in _OUTSIDE and first:
        found = frame.scope.resource(root, first)
    if found is None:
        return unknown_at(expr), len(steps)
    return found, 1


def _follow(steps: list[Step], value: Node, expr: Traversal, frame: Frame) -> Node:
    """The value at the end of the steps. Raises EvalError where Terraform would."""
    for at, step in enumerate(steps):
        if isinstance(value, Thing):
            if isinstance(step, GetAttr):
                value = value.attribute_of(step.name, expr.span)
                continue
            if isinstance(step, Index):
                value = value.at_key(words(step.span.text))
                continue
        elif isinstance(value, Unknown):
            return _further(value, steps[at:], expr)
        if isinstance(step, GetAttr):
            value = _attribute(value, step.name)
        elif isinstance(step, Index):
            key = evaluate(step.key, frame)
            if isinstance(key, Unknown):
                return unknown_at(expr)
            value = item_at(value, key)
        else:
            value = _splat(value, step, expr, frame)
    return value


def _further(value: Unknown, steps: list[Step], expr: Traversal) -> Unknown:
    """A part of an unknown value: named by what is unknown and the steps into it."""
    source = expr.span.source
    rest = source.text[steps[0].span.start : expr.span.end]
    if value.refers and len(steps) == 1 and isinstance(steps[0], GetAttr) and not value.attribute:
        return Unknown(words(expr.span.text), expr.span, value.refers, steps[0].name)
    return Unknown(words(value.expression + rest), Span(source, expr.span.start, expr.span.end))


def _attribute(value: Node, name: str) -> Node:
    if isinstance(value, Mapping):
        found = value.get(name)
        if found is not None:
            return found
    raise EvalError(f"there is no attribute {name}")


def item_at(value: Node, key: Node) -> Node:
    """An item of a list or map by a known key. Raises EvalError."""
    if isinstance(value, Mapping):
        found = value.get(need_string(key))
        if found is None:
            raise EvalError("there is no such key")
        return found
    if isinstance(value, Sequence) and not isinstance(value, Set):
        index = need_integer(key)
        if not 0 <= index < len(value.items):
            raise EvalError("there is no such item")
        return value.items[index]
    raise EvalError("the value has no items")


def _splat(value: Node, step: Splat, expr: Traversal, frame: Frame) -> Node:
    """The steps of a splat on each item; a single value counts as a list of one, null as an empty list."""
    if isinstance(value, Scalar) and plain(value) is None:
        return Sequence([], expr.span)
    if not isinstance(value, Sequence):
        return Sequence([_follow(step.steps, value, expr, frame)], expr.span)
    frame.context.budget.items(len(value.items))
    items = [_follow(step.steps, item, expr, frame) for item in value.items]
    kind = List if isinstance(value, List | Set) else Sequence
    return kind(items, expr.span)


def evaluate(expr: Expr, frame: Frame) -> Node:
    from ipseclint.dialects.terraform import evaluate as evaluator  # it imports this module

    return evaluator.evaluate(expr, frame)
