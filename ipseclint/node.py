"""Node trees: what the readers make of a text. Every node knows its span.

Nodes are made by the million in large fleets, so they are plain slotted classes; nothing changes
one after the reader has made it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ipseclint.secret import Secret
from ipseclint.span import Span

Value = str | int | float | bool | Secret | None


@dataclass(frozen=True, slots=True)
class Place:
    """Another place that belongs to a value or a finding, with what it is there."""

    span: Span
    message: str


@dataclass(slots=True, eq=False)
class Scalar:
    """One value. `style` says how its text is written, which tells where its characters stand:
    plain, single, double, folded, literal (YAML), json, hcl, heredoc, bare (nothing between value and text),
    made (computed: the span is where it comes from).
    `related` are places that the value came through (an anchor, a variable's use)."""

    value: Value
    span: Span
    style: str = "plain"
    related: tuple[Place, ...] = ()

    @property
    def text(self) -> str:
        """The value as text; a secret is revealed, so never print this."""
        if isinstance(self.value, Secret):
            return self.value.reveal()
        if isinstance(self.value, bool):
            return "true" if self.value else "false"
        return "" if self.value is None else str(self.value)


@dataclass(slots=True, eq=False)
class Unknown:
    """A value that cannot be known here. `expression` is its text; `refers` names the resource that a
    reference points at (`alicloud_vpn_gateway.main`), with `attribute` read from it, if that is known.
    `tag` and `inner` are set for a YAML node with a tag of its own (`!Ref X`). `home` is the module instance in whose
    terms the expression speaks, where that is not the one that uses it."""

    expression: str
    span: Span
    refers: str = ""
    attribute: str = ""
    related: tuple[Place, ...] = ()
    tag: str = ""
    inner: Node | None = None
    home: str | None = None


@dataclass(slots=True, eq=False)
class Entry:
    """One key of a mapping: the key as written, where it stands, and its value."""

    key: str
    key_span: Span
    value: Node


@dataclass(slots=True, eq=False)
class Mapping:
    """Keys to entries, in the order of the text; of a key given twice the last one counts."""

    entries: dict[str, Entry]
    span: Span
    related: tuple[Place, ...] = ()

    def get(self, key: str) -> Node | None:
        entry = self.entries.get(key)
        return entry.value if entry is not None else None


@dataclass(slots=True, eq=False)
class Sequence:
    items: list[Node]
    span: Span
    related: tuple[Place, ...] = ()


Node = Scalar | Unknown | Mapping | Sequence


def is_null(node: Node | None) -> bool:
    """Whether nothing is written: no node, or a null."""
    return node is None or (isinstance(node, Scalar) and node.value is None)


def walk(node: Node) -> Iterator[Node]:
    """The node and all below it, parents first."""
    stack = [node]
    while stack:
        node = stack.pop()
        yield node
        if isinstance(node, Mapping):
            stack.extend(entry.value for entry in reversed(node.entries.values()))
        elif isinstance(node, Sequence):
            stack.extend(reversed(node.items))
