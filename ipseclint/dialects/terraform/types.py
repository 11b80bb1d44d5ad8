"""Type constraints of variables: what `type = map(object({...}))` makes of a value, optional() included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ipseclint.dialects.terraform.convert import distinct, need_items, need_mapping, to_bool, to_number, to_string
from ipseclint.dialects.terraform.values import EvalError, List, Map, Set
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.read.hcl_syntax import Call, Expr, Literal, Name, Object, Paren, Template, Tuple

Convert = Callable[[Node], Node]
_PRIMITIVES: dict[str, Convert] = {"string": to_string, "number": to_number, "bool": to_bool}
_COLLECTIONS = frozenset({"list", "set", "map"})


@dataclass(slots=True, eq=False)
class Any_:
    """`any`, or a constraint that cannot be read: a value stays as it is."""

    def convert(self, value: Node) -> Node:
        return value


@dataclass(slots=True, eq=False)
class Primitive:
    apply: Convert

    def convert(self, value: Node) -> Node:
        return self.apply(value)


@dataclass(slots=True, eq=False)
class Collection:
    """`list(T)`, `set(T)` or `map(T)`."""

    kind: str
    item: Type

    def convert(self, value: Node) -> Node:
        if _is_open(value):
            return value
        if self.kind == "map":
            entries = {
                key: Entry(entry.key, entry.key_span, self.item.convert(entry.value))
                for key, entry in need_mapping(value).entries.items()
            }
            return Map(entries, value.span, value.related)
        items = [self.item.convert(item) for item in need_items(value)]
        if self.kind == "set":
            return Set(distinct(items, ordered=True), value.span, value.related)
        return List(items, value.span, value.related)


@dataclass(slots=True, eq=False)
class TupleOf:
    items: list[Type]

    def convert(self, value: Node) -> Node:
        if _is_open(value):
            return value
        items = need_items(value)
        if len(items) != len(self.items):
            raise EvalError("a tuple of another length")
        pairs = zip(self.items, items, strict=True)
        return Sequence([kind.convert(item) for kind, item in pairs], value.span, value.related)


@dataclass(slots=True, eq=False)
class Member:
    """One attribute of an object type; `default` is what optional() gives."""

    type: Type
    optional: bool = False
    default: Node | None = None


@dataclass(slots=True, eq=False)
class ObjectOf:
    members: dict[str, Member]

    def convert(self, value: Node) -> Node:
        """Attributes of the type only; what optional() leaves out has its default, or null."""
        if _is_open(value):
            return value
        given = need_mapping(value).entries
        entries: dict[str, Entry] = {}
        for name, member in self.members.items():
            entry = given.get(name)
            if entry is None and not member.optional:
                raise EvalError(f"the attribute {name} is missing")
            null = Scalar(None, value.span, "made")
            item = entry.value if entry is not None else null
            if member.default is not None and isinstance(item, Scalar) and item.value is None:
                item = member.default
            key, key_span = (entry.key, entry.key_span) if entry is not None else (name, item.span)
            entries[name] = Entry(key, key_span, member.type.convert(item))
        return Mapping(entries, value.span, value.related)


Type = Any_ | Primitive | Collection | TupleOf | ObjectOf


def _is_open(value: Node) -> bool:
    return isinstance(value, Unknown) or (isinstance(value, Scalar) and value.value is None)


def read_type(expr: Expr | None, constant: Callable[[Expr], Node]) -> Type:
    """The constraint that an expression writes. `constant` evaluates the defaults of optional()."""
    if isinstance(expr, Paren):
        return read_type(expr.inner, constant)
    if isinstance(expr, Template) and expr.only is not None:
        return read_type(expr.only, constant)
    if isinstance(expr, Name):
        return _named(expr.name)
    if isinstance(expr, Literal) and isinstance(expr.scalar.value, str):
        return _named(expr.scalar.value)
    if isinstance(expr, Call) and expr.arguments:
        return _called(expr, constant)
    return Any_()


def _named(name: str) -> Type:
    """A bare name; `list` and `map` alone are the old spelling of list(any) and map(any)."""
    if name in _PRIMITIVES:
        return Primitive(_PRIMITIVES[name])
    return Collection(name, Any_()) if name in _COLLECTIONS else Any_()


def _called(expr: Call, constant: Callable[[Expr], Node]) -> Type:
    first = expr.arguments[0]
    if expr.name in _COLLECTIONS:
        return Collection(expr.name, read_type(first, constant))
    if expr.name == "tuple" and isinstance(first, Tuple):
        return TupleOf([read_type(item, constant) for item in first.items])
    if expr.name == "object" and isinstance(first, Object):
        members = (
            (key.scalar.text, _member(value, constant)) for key, value in first.items if isinstance(key, Literal)
        )
        return ObjectOf(dict(members))
    return Any_()


def _member(expr: Expr, constant: Callable[[Expr], Node]) -> Member:
    if not (isinstance(expr, Call) and expr.name == "optional" and expr.arguments):
        return Member(read_type(expr, constant))
    default = constant(expr.arguments[1]) if len(expr.arguments) > 1 else None
    return Member(read_type(expr.arguments[0], constant), True, default)
