"""count and for_each: how many instances a block has, and what each of them sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ipseclint.dialects.terraform.budget import TooComplex
from ipseclint.dialects.terraform.convert import need_integer, need_string
from ipseclint.dialects.terraform.evaluate import evaluate
from ipseclint.dialects.terraform.frame import Frame
from ipseclint.dialects.terraform.loops import pairs, size
from ipseclint.dialects.terraform.values import EvalError, Set, made, words
from ipseclint.node import Mapping, Node, Scalar, Unknown
from ipseclint.note import Note
from ipseclint.read.hcl_syntax import Body, Expr


@dataclass(slots=True, eq=False)
class Instance:
    """One instance: its key ("" where the block has only one, `[0]`, `["hq"]`), and its frame."""

    key: str
    frame: Frame


@dataclass(slots=True, eq=False)
class Expansion:
    """All instances of a block. `open` says that their number is unknown: then there is one that stands for
    any, whose `each` or `count` is Unknown."""

    kind: Literal["single", "count", "for_each"]
    instances: list[Instance]
    open: bool = False


def expand(body: Body, frame: Frame) -> Expansion:
    """The instances of a resource or module block."""
    count, for_each = body.value("count"), body.value("for_each")
    if count is not None:
        return _count(count, frame)
    if for_each is not None:
        return _for_each(for_each, frame)
    frame.context.budget.instance()
    return Expansion("single", [Instance("", frame)])


def _count(expr: Expr, frame: Frame) -> Expansion:
    value = _value(expr, frame)
    if isinstance(value, Scalar):
        try:
            number = need_integer(value)
            for _ in range(number):
                frame.context.budget.instance()
        except EvalError:
            pass
        except TooComplex as bound:
            tell(bound, expr, frame)
        else:
            made_ = [Instance(f"[{i}]", _counted(frame, made(i, expr.span))) for i in range(number)]
            return Expansion("count", made_)
    anyone = _counted(frame, Unknown("count.index", expr.span))
    return Expansion("count", [Instance("", anyone)], open=True)


def _for_each(expr: Expr, frame: Frame) -> Expansion:
    value = _value(expr, frame)
    try:
        found = pairs(value) if isinstance(value, Mapping | Set) else None
        if found is not None:
            for _ in range(size(value)):
                frame.context.budget.instance()
            made_ = [Instance(f"[{quoted(need_string(key))}]", _each(frame, key, item)) for key, item in found]
            return Expansion("for_each", made_)
    except EvalError:
        pass
    except TooComplex as bound:
        tell(bound, expr, frame)
    collection = words(expr.span.text)
    item = Unknown(f"{collection}[each.key]", expr.span)
    return Expansion("for_each", [Instance("", _each(frame, Unknown("each.key", expr.span), item))], open=True)


def _value(expr: Expr, frame: Frame) -> Node:
    try:
        return evaluate(expr, frame)
    except EvalError:
        return Unknown(words(expr.span.text), expr.span)
    except TooComplex as bound:
        tell(bound, expr, frame)
        return Unknown(words(expr.span.text), expr.span)


def _counted(frame: Frame, index: Node) -> Frame:
    return Frame(frame.scope, frame.context, frame.names, index=index)


def _each(frame: Frame, key: Node, value: Node) -> Frame:
    return Frame(frame.scope, frame.context, frame.names, key=key, value=value)


def quoted(key: str) -> str:
    """A key as an address shows it."""
    escaped = key.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def tell(bound: TooComplex, expr: Expr, frame: Frame) -> None:
    """Note that a bound was reached, once a run for each bound."""
    frame.context.tell_once(
        Note("IPS004", str(bound), "Split the configuration, or lint its modules apart.", expr.span)
    )
