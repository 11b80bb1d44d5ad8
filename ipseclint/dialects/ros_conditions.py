"""Conditions of a ROS template: whether one holds, as far as that is known."""

from __future__ import annotations

from collections.abc import Callable

from ipseclint.dialects.ros_template import Call, Template, call_of
from ipseclint.node import Mapping, Node, Scalar, Sequence

_WORDS = {"true": True, "false": False}


def is_met(node: Node, template: Template) -> bool | None:
    """Whether a condition (its name, or a test) holds; None when that is unknown."""
    if not template.may_step():
        return None
    template.depth += 1
    try:
        return _is_met(node, template)
    finally:
        template.depth -= 1


def _is_met(node: Node, template: Template) -> bool | None:
    if isinstance(node, Scalar):
        return node.value if isinstance(node.value, bool) else _named(node, template)
    call = call_of(node)
    if call is None:
        named = node.get("Condition") if isinstance(node, Mapping) else None
        return is_met(named, template) if isinstance(named, Scalar) else None
    if call.name == "Condition":
        return is_met(call.argument, template)
    test = _TESTS.get(call.name)
    return test(call, template) if test is not None else _value(node, template)


def choose(call: Call, template: Template) -> Node | None:
    """`Fn::If`: one of two values; the second may be left out."""
    if not isinstance(call.argument, Sequence) or not 2 <= len(call.argument.items) <= 3:
        return call.unknown
    test, *branches = call.argument.items
    holds = is_met(test, template)
    if holds is None:
        return call.unknown
    index = 0 if holds else 1
    return template.value(branches[index]) if index < len(branches) else None


def _value(node: Node, template: Template) -> bool | None:
    """The truth of a value that a call gives (a Boolean parameter)."""
    value = template.value(node)
    return _WORDS.get(value.text.lower()) if isinstance(value, Scalar) else None


def _named(scalar: Scalar, template: Template) -> bool | None:
    name = scalar.text
    condition = template.conditions.get(name)
    if condition is None:
        template.missing("condition", name, "Declare it under Conditions.", scalar.span)
        return None
    key = f"condition {name}"
    if key in template.busy:
        return None
    template.busy.add(key)
    try:
        return is_met(condition, template)
    finally:
        template.busy.discard(key)


def _equals(call: Call, template: Template) -> bool | None:
    both = template.values(call.argument)
    if len(both) != 2:
        return None
    left, right = both
    if isinstance(left, Scalar) and isinstance(right, Scalar):
        return left.text == right.text
    return None


def _parts(call: Call, template: Template) -> list[bool | None]:
    argument = call.argument
    items = argument.items if isinstance(argument, Sequence) else [argument]
    return [is_met(item, template) for item in items]


def _and(call: Call, template: Template) -> bool | None:
    found = _parts(call, template)
    return False if False in found else None if None in found else True


def _or(call: Call, template: Template) -> bool | None:
    found = _parts(call, template)
    return True if True in found else None if None in found else False


def _not(call: Call, template: Template) -> bool | None:
    found = _parts(call, template)
    return not found[0] if len(found) == 1 and found[0] is not None else None


_TESTS: dict[str, Callable[[Call, Template], bool | None]] = {
    "Fn::Equals": _equals,
    "Fn::And": _and,
    "Fn::Or": _or,
    "Fn::Not": _not,
}
