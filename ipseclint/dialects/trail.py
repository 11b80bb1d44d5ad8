"""How values travel through a document: a literal stays where it is written, and knows where it is used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from ipseclint.dialects.masking import mask_expression
from ipseclint.dialects.tree import Reading
from ipseclint.node import Entry, Mapping, Node, Place, Scalar, Sequence, Unknown
from ipseclint.note import Note
from ipseclint.read.place import part
from ipseclint.secret import Secret
from ipseclint.span import Span, outermost

# Bounds on one resource: values looked at, nesting of values and references, characters of a made text.
MAX_STEPS = 20_000
MAX_DEPTH = 60
MAX_TEXT = 65_536


@dataclass(slots=True, eq=False, kw_only=True)
class Trail:
    """What is remembered while the values of one document are resolved.

    - `taken`: the literals that flowed into the value at hand.
    - `busy`: names that are being resolved, so that circles end."""

    notes: list[Note] = field(default_factory=list)
    taken: list[Span] = field(default_factory=list)
    busy: set[str] = field(default_factory=set)
    steps: int = 0
    depth: int = 0

    def may_step(self) -> bool:
        """Count a step; whether it may be taken."""
        self.steps += 1
        return self.steps <= MAX_STEPS and self.depth <= MAX_DEPTH

    def deeper(self, node: Node, resolve: Callable[[], Node | None]) -> Node | None:
        """What a node stands for, within the bounds."""
        if not self.may_step():
            return too_many(node.span)
        self.depth += 1
        try:
            return resolve()
        finally:
            self.depth -= 1

    def once(self, name: str, resolve: Callable[[], Node | None], use: Span) -> Node | None:
        """What a name stands for, unless that is being asked for already."""
        if name in self.busy:
            return Unknown(f"{name} (refers to itself)", use)
        self.busy.add(name)
        try:
            return resolve()
        finally:
            self.busy.discard(name)

    def used(self, node: Node, use: Span) -> Node:
        """A value as it is told where it is written, with the place of its use beside it."""
        place = Place(use, "used here")
        if not self.may_step():
            return too_many(use)
        if isinstance(node, Scalar):
            self.taken.append(node.span)
            return Scalar(node.value, node.span, node.style, (*node.related, place))
        if isinstance(node, Sequence):
            items = [self.used(item, use) for item in node.items]
            return Sequence(items, node.span, (*node.related, place))
        if isinstance(node, Mapping):
            entries = {
                key: Entry(entry.key, entry.key_span, self.used(entry.value, use))
                for key, entry in node.entries.items()
            }
            return Mapping(entries, node.span, (*node.related, place))
        return Unknown(node.expression, node.span, node.refers, node.attribute, (*node.related, place))

    def sealed(self, resolve: Callable[[], Node | None]) -> Node | None:
        """A value that is secret: the literals that flow into it are hidden, and what stays unknown shows
        names only."""
        before, self.taken = self.taken, []
        value = resolve()
        for span in self.taken:
            span.hide()
        self.taken = before
        if isinstance(value, Scalar) and value.value is not None:
            return Scalar(Secret(value.text), value.span, value.style, value.related)
        if isinstance(value, Unknown):
            text = mask_expression(value.expression, template="${" in value.expression)
            return Unknown(text, value.span, value.refers, value.attribute, value.related)
        return value


def somewhere(what: str, span: Span) -> str:
    """What is at a place, in words that no other place has: two values of unlike places are not one value."""
    at = span.location()
    return f"{what} at {at.line}:{at.column}"


def too_many(span: Span) -> Unknown:
    """A value behind more references than are followed."""
    return Unknown(somewhere("more references than are followed", span), span)


def scope_of(document: Node) -> str:
    """What the names of one document stand behind, so that those of another are others."""
    source, start, _ = outermost(document.span.source, document.span.start, document.span.start)
    return f"{source.path}:{start}#"


def rescoped(reading: Reading, scope: str) -> Reading:
    """A reading whose names stand behind those of the document that it was found in."""
    for request in reading.requests:
        request.scope = f"{scope}{request.scope}"
    reading.known = [replace(known, identity=f"{scope}{known.identity}") for known in reading.known]
    return reading


def text_of(node: Node | None) -> str:
    """The text of a scalar, else "". A secret is revealed: for comparing, never for showing."""
    return node.text if isinstance(node, Scalar) else ""


def made(text: str, use: Span, of: list[Node]) -> Scalar:
    """A computed text: told where it is computed, with the places of what came from elsewhere."""
    message = "a part of the value stands here"
    related = tuple(Place(item.span, message) for item in of if isinstance(item, Scalar) and item.related)
    return Scalar(text, use, "made", related)


def joined(delimiter: str, items: list[Node], use: Span) -> Scalar | None:
    """Texts joined; None when one is not known, or the whole is beyond the bound."""
    if not all(isinstance(item, Scalar) for item in items) or is_long(items, len(delimiter)):
        return None
    return made(delimiter.join(text_of(item) for item in items), use, items)


def is_long(items: list[Node], more: int = 0) -> bool:
    """Whether a text made of these, with so much more for each, is beyond the bound."""
    return sum(len(text_of(item)) + more for item in items) > MAX_TEXT


def selected(index: str, listed: Node | None) -> Node | None:
    """The item of a list, by its number from 0, or of a mapping by its key; None when there is none."""
    if isinstance(listed, Mapping):
        return listed.get(index)
    if not isinstance(listed, Sequence) or not (index.isascii() and index.isdigit() and len(index) < 7):
        return None
    return listed.items[int(index)] if int(index) < len(listed.items) else None


def pieces(scalar: Scalar, by: str) -> list[Node]:
    """The pieces of a text, each at its own place where that can be told; blanks around them left out."""
    found: list[Node] = []
    start = 0
    for piece in scalar.text.split(by):
        text = piece.strip(" ")
        at = start + len(piece) - len(piece.lstrip(" "))
        span = part(scalar, at, at + len(text)) if scalar.style != "made" else scalar.span
        style = "bare" if span.text == text else "made"
        found.append(Scalar(text, span, style, scalar.related))
        start += len(piece) + len(by)
    return found
