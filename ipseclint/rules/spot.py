"""Spots: what stands at a path of a request, and how messages call it."""

from __future__ import annotations

from dataclasses import dataclass

from ipseclint.dialects.shape import PLACES
from ipseclint.dialects.tree import Request
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence
from ipseclint.secret import Secret, mask_line
from ipseclint.span import Span

_SHOWN = 40
_ITEMS = {"TunnelOptionsSpecification": "Tunnel", "Tags": "Tag"}


@dataclass(slots=True, eq=False)
class Spot:
    """A place in a request: the value there, the API's name of its field and of the mapping around it, and
    the entry that holds it (of a list's item: the list's)."""

    request: Request
    pointer: str
    field: str
    place: str
    node: Node | None
    entry: Entry | None
    tunnel: int | None
    item: int | None

    @property
    def name(self) -> str:
        """The field as the user spells it, in words that can begin a sentence."""
        if self.place == "Tags":
            return f"The {self.field.lower()} of tag {self._tag()}"
        if self.item is not None and self.field in _ITEMS:
            return f"{_ITEMS[self.field]} {self.item + 1}"
        written = self.entry.key.rsplit(".", 1)[-1] if self.entry is not None else ""
        said = written or self.request.spell(self.field, self.place)
        return f"Item {self.item + 1} of {said}" if self.item is not None else said

    def _tag(self) -> str:
        return str(int(self.pointer.split("/")[2]) + 1)

    @property
    def span(self) -> Span:
        """The value where it is a scalar, else the key that opens it."""
        if isinstance(self.node, Scalar) or self.entry is None or self.item is not None:
            return self.node.span if self.node is not None else self.request.span
        return self.entry.key_span


def locate(request: Request, path: tuple[str | int, ...]) -> Spot:
    """What stands at a path of a request."""
    spot = Spot(request, "", "", "", request.body, None, None, None)
    for step in path:
        spot.pointer += f"/{step}"
        if isinstance(step, int):
            spot.item = step
            spot.tunnel = step if spot.field == "TunnelOptionsSpecification" else None
            spot.node = spot.node.items[step] if isinstance(spot.node, Sequence) else None
        else:
            spot.place, spot.field, spot.item = spot.field, step, None
            spot.entry = spot.node.entries.get(step) if isinstance(spot.node, Mapping) else None
            spot.node = spot.entry.value if spot.entry is not None else None
    return spot


def spelt(request: Request, place: str) -> list[str]:
    """The fields of a mapping in the user's spelling, without those that the user's tool does not have."""
    names = list(PLACES[place])
    if place == "TunnelOptionsSpecification" and request.kind == "attachment":
        names[0] = "TunnelIndex"
    said = {name: request.spell(name, place) for name in names}
    if all(name == word for name, word in said.items()):
        return names
    return [word for name, word in said.items() if name != word or word.islower()]


def text_of(node: Node | None) -> str:
    """A value's text; of a key nothing."""
    return node.text if isinstance(node, Scalar) and not isinstance(node.value, Secret) else ""


def shown(node: Node | None) -> str:
    """A value as a message may show it."""
    text = one_line(text_of(node))
    return f"'{text}'" if not text or text != text.strip() else text


def one_line(text: str) -> str:
    """A text of the user's as a message may show it: one line, not too long, nothing that looks like a
    secret."""
    text = mask_line(text)
    text = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
