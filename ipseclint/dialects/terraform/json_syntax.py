"""Terraform's JSON syntax (`.tf.json`): the same blocks, attributes and expressions as in HCL."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ipseclint.dialects.terraform.blocks import META_BLOCKS
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence
from ipseclint.read.hcl import read_template
from ipseclint.read.hcl_secret import hide, hide_block, looks_secret
from ipseclint.read.hcl_syntax import Attribute, Block, Body, Expr, File, Literal, Object, Tuple
from ipseclint.read.json import read_json
from ipseclint.read.place import embed
from ipseclint.span import Source, Span

# Labels of each kind of top-level block.
_LABELS = {"resource": 2, "data": 2, "variable": 1, "output": 1, "module": 1, "provider": 1, "locals": 0}


def read_json_file(source: Source) -> File:
    """The blocks of a `.tf.json` text. Never raises."""
    root, notes = read_json(source)
    file = File(source, Body(), notes)
    file.whole = isinstance(root, Mapping) and not any(note.code == "IPS002" for note in notes)
    if isinstance(root, Mapping):
        reading = _Reading(file)
        for kind, entry in root.entries.items():
            if kind in _LABELS:
                reading.blocks(kind, [], entry, _LABELS[kind])
    return file


@dataclass(slots=True, eq=False)
class _Reading:
    file: File

    def blocks(self, kind: str, labels: list[str], entry: Entry, levels: int) -> None:
        """Blocks whose labels are the keys of mappings one below the other."""
        for value in _each(entry.value):
            if levels:
                for label, inner in value.entries.items():
                    if label != "//":
                        self.blocks(kind, [*labels, label], inner, levels - 1)
                continue
            body = self.resource(value) if kind == "resource" else self.body(value)
            block = Block(kind, labels, entry.key_span, entry.key_span, body, value.span)
            if kind in ("variable", "output"):
                hide_block(labels[0], body)
            self.file.body.blocks.append(block)

    def resource(self, value: Mapping) -> Body:
        """A resource's body, of which nothing but their names tells Terraform's own blocks from attributes."""
        own = [entry for name, entry in value.entries.items() if name in META_BLOCKS]
        rest = {name: entry for name, entry in value.entries.items() if name not in META_BLOCKS}
        body = self.body(Mapping(rest, value.span, value.related))
        for entry in own:
            for inner in _each(entry.value):
                span = entry.key_span
                body.blocks.append(Block(entry.key, [], span, span, self.body(inner), inner.span))
        return body

    def body(self, value: Mapping) -> Body:
        body = Body()
        for name, entry in value.entries.items():
            if name == "dynamic":
                self._dynamic(entry, body)
            elif name != "//":
                attribute = Attribute(name, entry.key_span, self.expression(entry.value))
                body.attributes[name] = attribute
                if looks_secret(name):
                    hide(attribute.value)
        return body

    def _dynamic(self, entry: Entry, body: Body) -> None:
        for value in _each(entry.value):
            for label, inner in value.entries.items():
                for dynamic in _each(inner.value):
                    made = self.body(dynamic)
                    content = made.attributes.pop("content", None)
                    if content is not None:
                        inside = Block("content", [], content.name_span, content.name_span, Body(), dynamic.span)
                        for part in _each(dynamic.get("content")):
                            inside.body = self.body(part)
                        made.blocks.append(inside)
                    body.blocks.append(Block("dynamic", [label], inner.key_span, inner.key_span, made, dynamic.span))

    def expression(self, node: Node) -> Expr:
        """What a JSON value is as an expression: its texts are templates."""
        if isinstance(node, Mapping):
            return Object(node.span, [(self._key(e), self.expression(e.value)) for e in node.entries.values()])
        if isinstance(node, Sequence):
            return Tuple(node.span, [self.expression(item) for item in node.items])
        assert isinstance(node, Scalar)
        return self._text(node)

    def _text(self, node: Scalar) -> Expr:
        text = node.text
        if "${" in text or "%{" in text:
            inner = embed(node)
            if inner is not None:
                expr, notes = read_template(inner)
                self.file.notes.extend(notes)
                return expr
        return Literal(node.span, node)

    def _key(self, entry: Entry) -> Expr:
        return self._text(Scalar(entry.key, entry.key_span, _style(entry.key_span)))


def _style(span: Span) -> str:
    return "json" if span.text[:1] == '"' else "bare"


def _each(value: Node | None) -> Iterator[Mapping]:
    """The mappings of a value that is one or a list of them."""
    if isinstance(value, Mapping):
        yield value
    elif isinstance(value, Sequence):
        for item in value.items:
            yield from _each(item)
