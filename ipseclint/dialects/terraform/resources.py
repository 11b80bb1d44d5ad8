"""Resources as values: what a reference to one finds, and what it refers to where nothing is known."""

from __future__ import annotations

from ipseclint.dialects.terraform.blocks import META, guarded, values_of
from ipseclint.dialects.terraform.expand import Expansion
from ipseclint.dialects.terraform.frame import Frame, Thing
from ipseclint.dialects.terraform.values import List, Map
from ipseclint.node import Entry, Node, Scalar, Unknown
from ipseclint.read.hcl_syntax import Block, Body
from ipseclint.span import Span


class ResourceThing(Thing):
    """One instance of a resource. Attributes that its block sets have the value set; others are Unknown, and
    say which resource they belong to."""

    __slots__ = ("block", "frame", "open")

    def __init__(self, block: Block, local: str, frame: Frame, open_: bool) -> None:
        ours = block.labels[0].startswith("alicloud_")
        super().__init__(local, block.header, frame.scope.address + local if ours else "")
        self.block = block
        self.frame = frame
        self.open = open_

    def attribute_of(self, name: str, span: Span) -> Node:
        found = self._written(name)
        if found is None or (isinstance(found, Scalar) and found.value is None):
            return Unknown(f"{self.expression}.{name}", span, self.refers, name)
        return found

    def at_key(self, text: str) -> Thing:
        if not self.open:
            return self
        return ResourceThing(self.block, self.expression + text, self.frame, False)

    def _written(self, name: str) -> Node | None:
        """What the block sets for an attribute or nested block, None where nothing."""
        body = self.block.body
        attribute = body.attributes.get(name)
        key = f"{self.expression}.{name}"
        if attribute is not None and name not in META:
            value = attribute.value
            return self.frame.scope.remember(key, lambda: guarded(value, self.frame), attribute.name_span)
        blocks = [b for b in body.blocks if b.type == name or (b.type == "dynamic" and b.labels == [name])]
        if not blocks:
            return None
        span = self.block.header
        return self.frame.scope.remember(key, lambda: _nested(blocks, name, self.frame, span), span)


def _nested(blocks: list[Block], name: str, frame: Frame, span: Span) -> Node:
    value = values_of(Body({}, blocks), frame, span, top=False).get(name)
    return value if value is not None else List([], span)


def things(block: Block, expansion: Expansion) -> Node:
    """All instances of a resource as one value: one, a list, a map, or one that stands for any."""
    local = ".".join(block.labels)
    made: dict[str, Node] = {
        instance.key: ResourceThing(block, local + instance.key, instance.frame, expansion.open)
        for instance in expansion.instances
    }
    return grouped(made, expansion, block)


def grouped(made: dict[str, Node], expansion: Expansion, block: Block) -> Node:
    """Instances by their keys as count and for_each give them."""
    if expansion.open or expansion.kind == "single":
        return next(iter(made.values()))
    if expansion.kind == "count":
        return List(list(made.values()), block.header)
    entries: dict[str, Entry] = {}
    for instance, value in zip(expansion.instances, made.values(), strict=True):
        key = instance.frame.key
        name = key.text if isinstance(key, Scalar) else instance.key
        entries[name] = Entry(name, block.header, value)
    return Map(entries, block.header)
