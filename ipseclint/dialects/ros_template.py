"""The parts of a ROS template that a value can refer to, and how a function call is written in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ipseclint.dialects.trail import Trail, somewhere, text_of
from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.note import Note
from ipseclint.span import Span


@dataclass(frozen=True, slots=True)
class Call:
    """A function call: `!Ref X`, or a mapping whose only key is the function's name."""

    name: str
    argument: Node
    span: Span

    @property
    def shown(self) -> str:
        """The call as a message names it; only references are written out."""
        name, argument = self.name.removeprefix("Fn::"), self.argument
        if self.name in ("Ref", "Fn::GetAtt") and isinstance(argument, Scalar):
            return f"!{name} {argument.text}"
        if self.name == "Fn::GetAtt" and isinstance(argument, Sequence):
            return f"!{name} {'.'.join(text_of(item) for item in argument.items)}"
        return somewhere(f"!{name} …", self.span)

    @property
    def unknown(self) -> Unknown:
        return Unknown(self.shown, self.span)


@dataclass(slots=True, eq=False, kw_only=True)
class Template(Trail):
    """One template.

    - `resolve`: how the functions find what their arguments stand for; None is no value at all.
    - `rewritten`: a transform changes the template first, so that a name not found may come to be."""

    resolve: Callable[[Node, Template], Node | None]
    parameters: Mapping
    mappings: Mapping
    conditions: Mapping
    resources: Mapping
    local: Mapping
    rewritten: bool = False

    def value(self, node: Node) -> Node | None:
        """What a node stands for."""
        return self.resolve(node, self)

    def values(self, node: Node) -> list[Node | None]:
        """What the items of a list of arguments stand for; none when it is no list."""
        return [self.resolve(item, self) for item in node.items] if isinstance(node, Sequence) else []

    def missing(self, what: str, name: str, help_: str, span: Span) -> Unknown:
        """Note a reference to something that the template does not have."""
        if not self.rewritten:
            self.notes.append(Note("IPS006", f"The template has no {what} {name!r}.", help_, span))
        return Unknown(name, span)


def call_of(node: Node) -> Call | None:
    """The function call that a node is, if it is one."""
    if isinstance(node, Unknown) and node.tag.startswith("!") and node.inner is not None:
        name = node.tag[1:]
        return Call(name if name in ("Ref", "Condition") else f"Fn::{name}", node.inner, node.span)
    if isinstance(node, Mapping) and len(node.entries) == 1:
        entry = next(iter(node.entries.values()))
        if entry.key == "Ref" or entry.key.startswith("Fn::"):
            return Call(entry.key, entry.value, node.span)
    return None
