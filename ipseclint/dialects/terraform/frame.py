"""Where an expression is evaluated: the names it sees, the module it stands in, and what the run has left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.values import words
from ipseclint.node import Node, Scalar, Unknown
from ipseclint.note import Note
from ipseclint.read.hcl_syntax import Expr
from ipseclint.span import Span


class Scope(Protocol):
    """One instance of a module, as its expressions see it. `None` stands for what is not declared.

    `address` is what stands before the addresses of its resources: "" or `module.x.`."""

    address: str

    def variable(self, name: str, span: Span) -> Node | None: ...

    def local(self, name: str) -> Node | None: ...

    def module(self, name: str) -> Node | None: ...

    def resource(self, kind: str, name: str) -> Node | None: ...

    def remember(self, key: str, compute: Callable[[], Node], span: Span) -> Node:
        """The value of something of this module, computed once; `span` is where it is defined."""


class Nowhere:
    """The scope of constants: nothing is declared."""

    address = ""

    def variable(self, name: str, span: Span) -> Node | None:
        return None

    def local(self, name: str) -> Node | None:
        return None

    def module(self, name: str) -> Node | None:
        return None

    def resource(self, kind: str, name: str) -> Node | None:
        return None

    def remember(self, key: str, compute: Callable[[], Node], span: Span) -> Node:
        return compute()


@dataclass(slots=True, eq=False)
class Context:
    """What all modules below one root folder share. `trace` collects the literals that a value is made of
    while one is set; `chain` are the names that are being evaluated, so that circles end."""

    budget: Budget = field(default_factory=Budget)
    notes: list[Note] = field(default_factory=list)
    trace: list[Scalar] | None = None
    chain: list[tuple[object, str]] = field(default_factory=list)
    _told: set[tuple[str, str, int, int]] = field(default_factory=set)

    def tell_once(self, note: Note) -> None:
        """Add a note unless the same has been said anywhere."""
        key = (note.code, note.message, 0, 0)
        if key not in self._told:
            self._told.add(key)
            self.notes.append(note)

    def tell(self, note: Note) -> None:
        """Add a note, once per code and place however many instances meet it."""
        key = (note.code, "", id(note.span.source), note.span.start)
        if key not in self._told:
            self._told.add(key)
            self.notes.append(note)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """`names` are those of for expressions and dynamic blocks; `key` and `value` are `each`, `index` is
    `count.index`, where there are such."""

    scope: Scope
    context: Context
    names: Mapping[str, Node] = field(default_factory=dict)
    key: Node | None = None
    value: Node | None = None
    index: Node | None = None

    def with_names(self, names: Mapping[str, Node]) -> Frame:
        """This frame with more names."""
        return Frame(self.scope, self.context, {**self.names, **names}, self.key, self.value, self.index)


class Thing(Unknown):
    """A resource or module instance as a value: nothing is known of it as a whole, its attributes may be."""

    __slots__ = ()

    def attribute_of(self, name: str, span: Span) -> Node:
        """The value of an attribute, perhaps Unknown; `span` is where it is read."""
        raise NotImplementedError

    def at_key(self, text: str) -> Thing:
        """The same with a key that is not known, written as `text`: for one of an unknown number."""
        return self


def unknown_at(expr: Expr) -> Unknown:
    return Unknown(words(expr.span.text), expr.span)
