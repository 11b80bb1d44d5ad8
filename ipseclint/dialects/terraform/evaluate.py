"""Evaluation of expressions: pure, bounded, and Unknown where Terraform would have to ask the world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ipseclint.dialects.terraform import loops, references
from ipseclint.dialects.terraform.budget import DEPTH, TooComplex
from ipseclint.dialects.terraform.convert import need_bool, need_string, primitive_kind, to_string
from ipseclint.dialects.terraform.frame import Frame, unknown_at
from ipseclint.dialects.terraform.functions import FUNCTIONS, LAZY
from ipseclint.dialects.terraform.operators import binary, equal, unary
from ipseclint.dialects.terraform.values import EvalError, made
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.read.hcl_syntax import (
    Binary,
    Call,
    Conditional,
    Expr,
    For,
    Literal,
    Name,
    Object,
    Paren,
    Template,
    Traversal,
    Tuple,
    Unary,
)


def evaluate(expr: Expr, frame: Frame) -> Node:
    """The value of an expression. Raises EvalError where Terraform would refuse it, TooComplex at a bound."""
    budget = frame.context.budget
    budget.steps -= 1
    if budget.steps < 0:
        budget.spend()
    budget.depth += 1
    try:
        if budget.depth > DEPTH:
            raise TooComplex(f"References and expressions lead on through more than {DEPTH} levels.")
        return _HANDLERS[type(expr)](expr, frame)
    finally:
        budget.depth -= 1


def _literal(expr: Literal, frame: Frame) -> Node:
    return references.traced(expr.scalar, frame)


def _paren(expr: Paren, frame: Frame) -> Node:
    return evaluate(expr.inner, frame)


def _tuple(expr: Tuple, frame: Frame) -> Node:
    return Sequence([evaluate(item, frame) for item in expr.items], expr.span)


def _object(expr: Object, frame: Frame) -> Node:
    entries: dict[str, Entry] = {}
    for key_expr, value_expr in expr.items:
        key = evaluate(key_expr, frame)
        value = evaluate(value_expr, frame)
        if isinstance(key, Unknown):
            return unknown_at(expr)
        name = need_string(key)
        entries[name] = Entry(name, key_expr.span, value)
    return Mapping(entries, expr.span)


def _unary(expr: Unary, frame: Frame) -> Node:
    return unary(expr.operator, evaluate(expr.operand, frame), expr.span)


def _binary(expr: Binary, frame: Frame) -> Node:
    if expr.operator in ("&&", "||"):
        return _logical(expr, frame)
    left, right = evaluate(expr.left, frame), evaluate(expr.right, frame)
    return binary(expr.operator, left, right, expr.span, frame.context.budget)


def _logical(expr: Binary, frame: Frame) -> Node:
    """&& and ||: one operand alone may decide, whatever the other is."""
    decides = expr.operator == "||"
    left = evaluate(expr.left, frame)
    if not isinstance(left, Unknown) and need_bool(left) == decides:
        return made(decides, expr.span)
    right = evaluate(expr.right, frame)
    if not isinstance(right, Unknown) and need_bool(right) == decides:
        return made(decides, expr.span)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return unknown_at(expr)
    return made(not decides, expr.span)


def _conditional(expr: Conditional, frame: Frame) -> Node:
    condition = evaluate(expr.condition, frame)
    if not isinstance(condition, Unknown):
        chosen, other = (expr.then, expr.otherwise) if need_bool(condition) else (expr.otherwise, expr.then)
        return _branch(evaluate(chosen, frame), other)
    then, otherwise = _attempt(expr.then, frame), _attempt(expr.otherwise, frame)
    if isinstance(then, Scalar) and isinstance(otherwise, Scalar) and equal(then, otherwise, frame.context.budget):
        return then
    return unknown_at(expr)


def _branch(value: Node, other: Expr) -> Node:
    """Both branches have one type: a number or boolean beside a text becomes text."""
    if not isinstance(value, Scalar) or not isinstance(other, Literal):
        return value
    return to_string(value) if primitive_kind([value, other.scalar]) == "string" else value


def _attempt(expr: Expr, frame: Frame) -> Node:
    try:
        return evaluate(expr, frame)
    except EvalError:
        return unknown_at(expr)


def _template(expr: Template, frame: Frame) -> Node:
    only = expr.only
    if only is not None:
        return evaluate(only, frame)
    text = loops.render(expr.parts, frame, evaluate)
    return unknown_at(expr) if text is None else made(text, expr.span)


def _for(expr: For, frame: Frame) -> Node:
    return loops.comprehend(expr, frame, evaluate)


def _call(expr: Call, frame: Frame) -> Node:
    """A function call. A function that is not in the table, or reads files, or the time, is Unknown."""
    name = expr.name.removeprefix("core::")
    lazy = LAZY.get(name)
    if lazy is not None:
        return lazy(expr, frame, evaluate)
    function = FUNCTIONS.get(name)
    if function is None:
        for argument in expr.arguments:
            _attempt(argument, frame)
        return unknown_at(expr)
    arguments = [evaluate(argument, frame) for argument in expr.arguments]
    if expr.expands:
        last = arguments.pop()
        if isinstance(last, Unknown):
            return unknown_at(expr)
        if not isinstance(last, Sequence):
            raise EvalError("only a list can be spread")
        arguments.extend(last.items)
    return function(arguments, expr, frame)


_HANDLERS: dict[type[Expr], Callable[[Any, Frame], Node]] = {
    Literal: _literal,
    Paren: _paren,
    Tuple: _tuple,
    Object: _object,
    Name: references.name,
    Traversal: references.traversal,
    Unary: _unary,
    Binary: _binary,
    Conditional: _conditional,
    Template: _template,
    For: _for,
    Call: _call,
}
