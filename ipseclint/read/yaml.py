"""YAML: one walk over libyaml's events gives values and positions.

Scalars are read by the YAML 1.2 core schema, integers only in their plain decimal form; what YAML 1.1 reads
otherwise stays text, and rules judge it. U+0085, U+2028 and U+2029 are no line ends here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from ipseclint.node import Entry, Mapping, Node, Place, Scalar, Sequence, Unknown
from ipseclint.note import Note
from ipseclint.read.alias import sealed, through_alias
from ipseclint.read.yaml_fault import syntax_note
from ipseclint.read.yaml_scalar import MERGE, NULLS, STANDARD, behind_properties, block_end, called, core, tagged
from ipseclint.secret import Secret, is_secret_key
from ipseclint.span import Source, Span

MAX_DEPTH = 100
MAX_DOCUMENTS = 100_000
MAX_ALIASED = 300_000

_STYLES = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
# libyaml ends lines at these; they are swapped for private characters of the same length while it reads.
_BREAKS = {0x85: 0xE085, 0x2028: 0xE228, 0x2029: 0xE229}
_HAS_BREAK = re.compile("[\x85\u2028\u2029]")
_RESTORE = {private: real for real, private in _BREAKS.items()}


class _TooComplex(Exception):
    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(slots=True, eq=False)
class _Open:
    """A collection that is being read. `key` waits for its value; `is_secret` tells that this value, or the items of a
    list, are secrets; `merges` are the values of `<<`; `before` is how many nodes there were when it began."""

    start: int
    is_mapping: bool
    anchor: str | None
    tag: str | None
    before: int
    entries: dict[str, Entry] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    merges: list[Node] = field(default_factory=list)
    key: str | None = None
    key_span: Span | None = None
    key_style: str = ""
    is_secret: bool = False

    def take_key(self, text: str, span: Span, style: str) -> None:
        self.key, self.key_span, self.key_style = text, span, style
        self.is_secret = is_secret_key(text)


def read_yaml(source: Source) -> tuple[list[Node], list[Note]]:
    """The documents of a YAML text that could be read, and what is wrong with it. Never raises."""
    walk = _Walk(source)
    walk.run()
    return walk.documents, walk.notes


@dataclass(slots=True, eq=False)
class _Walk:
    source: Source
    documents: list[Node] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    weights: dict[str, int] = field(default_factory=dict)
    swapped: bool = False
    nodes: int = 0
    aliased: int = 0
    seen_documents: int = 0

    def run(self) -> None:
        import yaml

        text = self.source.text
        if _HAS_BREAK.search(text):
            self.swapped = True
            text = text.translate(_BREAKS)
        take: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.MappingStartEvent: self._open_mapping,
            yaml.SequenceStartEvent: self._open_sequence,
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: self._document,
        }
        try:
            next_event = _events(text)
            event = next_event()
            while event is not None:
                kind = type(event)
                if kind in take:
                    take[kind](event)
                event = next_event()
        except _TooComplex as error:
            span = self.source.span(error.offset, error.offset)
            self.notes.append(Note("IPS004", str(error), "Split the file, or write the values out.", span))
        except yaml.YAMLError as error:
            self.notes.append(syntax_note(self.source, error))
        except RecursionError:
            span = self.source.span(0, 0)
            self.notes.append(Note("IPS004", "The text is nested too deeply.", "Flatten it.", span))

    def _document(self, event: Any) -> None:
        self.anchors.clear()
        self.seen_documents += 1
        if self.seen_documents > MAX_DOCUMENTS:
            message = f"The file has more than {MAX_DOCUMENTS} documents."
            raise _TooComplex(message, event.start_mark.index)

    def _scalar(self, event: Any) -> None:
        text = event.value.translate(_RESTORE) if self.swapped else event.value
        tag, mark, anchor = event.tag, event.style, event.anchor
        span = Span(self.source, event.start_mark.index, event.end_mark.index)
        if not mark and (tag is None or tag == MERGE):  # what nearly every scalar is
            self._plain(text, span, anchor)
            return
        if mark == "|" or mark == ">":
            span.end = block_end(self.source.text, span)
        elif anchor is not None or tag is not None:
            span.start = behind_properties(self.source.text, span)
        self._place(self._value(text, span, _STYLES.get(mark, "plain"), tag), anchor)

    def _plain(self, text: str, span: Span, anchor: str | None) -> None:
        """A plain scalar: a key, or a value."""
        if anchor is not None:
            span.start = behind_properties(self.source.text, span)
        parent = self.stack[-1] if self.stack else None
        if parent is not None and parent.is_secret and text not in NULLS:
            span.hide()
            self._place(Scalar(Secret(text), span), anchor)
        elif parent is not None and parent.is_mapping and parent.key is None and text == "<<":
            self.nodes += 1
            parent.take_key(text, span, "merge")
        else:
            self._place(Scalar(core(text), span), anchor)

    def _is_secret(self) -> bool:
        """Whether what comes now is a secret."""
        return bool(self.stack) and self.stack[-1].is_secret

    def _value(self, text: str, span: Span, style: str, tag: str | None) -> Node:
        secret = self._is_secret()
        if secret:
            span.hide()
        value: Any = text
        if tag is not None and tag != "!":
            value = tagged(tag, text, span, style, secret)
            if isinstance(value, Unknown):
                return value
        if style == "plain" and (secret or isinstance(value, str)):
            style = "bare"  # its tag says that it is text
        return Scalar(Secret(text) if secret else value, span, style)

    def _open_mapping(self, event: Any) -> None:
        self._open(event, True)

    def _open_sequence(self, event: Any) -> None:
        self._open(event, False)

    def _open(self, event: Any, is_mapping: bool) -> None:
        start = event.start_mark.index
        if len(self.stack) >= MAX_DEPTH:
            raise _TooComplex(f"The text is nested more than {MAX_DEPTH} levels deep.", start)
        is_secret = not is_mapping and self._is_secret()
        self.stack.append(_Open(start, is_mapping, event.anchor, event.tag, self.nodes, is_secret=is_secret))

    def _close(self, event: Any) -> None:
        done = self.stack.pop()
        span = Span(self.source, done.start, _end_of(done, event))
        made: Node
        if done.is_mapping:
            self._merge(done)
            made = Mapping(done.entries, span)
        else:
            made = Sequence(done.items, span)
        tag = done.tag
        if tag is not None and tag != "!" and not tag.startswith(STANDARD):
            made = Unknown(f"{called(tag, self._is_secret())} …", span, tag=tag, inner=made)
        self._place(made, done.anchor, done.before)

    def _alias(self, event: Any) -> None:
        span = Span(self.source, event.start_mark.index, event.end_mark.index)
        target = self.anchors.get(event.anchor)
        if target is None:
            self._undefined(event.anchor, span)
            return
        weight = self.weights.get(event.anchor, 1)
        self.aliased += weight
        if self.aliased > MAX_ALIASED:
            raise _TooComplex(f"The aliases stand for more than {MAX_ALIASED} values.", span.start)
        self.nodes += weight - 1
        self._place(through_alias(target, span), None)

    def _undefined(self, anchor: str, span: Span) -> None:
        if self._is_secret():  # rather a key that begins with a star
            message = "The value begins with *, so it is read as an alias, and no anchor of its name stands before."
            self.notes.append(Note("IPS006", message, "Put the value in quotes.", span))
            self._place(Unknown("an alias", span), None)
            return
        help_ = f"Write &{anchor} at the value that is meant, above this line."
        self.notes.append(Note("IPS006", f"The alias *{anchor} has no anchor before it.", help_, span))
        self._place(Unknown(span.text, span), None)

    def _place(self, node: Node, anchor: str | None, before: int | None = None) -> None:
        """Put a finished node where it belongs: under its key, into its list, or as a document. `before` is how
        many nodes there were when a collection began."""
        self.nodes += 1
        if anchor is not None:
            self.anchors[anchor] = node
            self.weights[anchor] = 1 if before is None else self.nodes - before
        if not self.stack:
            self.documents.append(node)
            return
        parent = self.stack[-1]
        if not parent.is_mapping:
            parent.items.append(sealed(node) if parent.is_secret else node)
        elif parent.key is not None:
            self._entry(parent, parent.key, node)
        elif isinstance(node, Scalar):
            parent.take_key(node.text, node.span, node.style)
        else:
            parent.take_key(_collection_key(node, parent), node.span, "made")

    def _entry(self, parent: _Open, name: str, value: Node) -> None:
        span = parent.key_span
        assert span is not None
        parent.key = None
        if parent.key_style == "merge":
            parent.merges.append(value)
            return
        if name in parent.entries:
            self.notes.append(duplicate_key(name, span, parent.entries.pop(name).key_span))
        if parent.is_secret:
            parent.is_secret = False
            if not isinstance(value, Scalar):  # what was said of its inside names what may be the key
                self.notes = [
                    note for note in self.notes if note.code == "IPS006" or note.span.start < value.span.start
                ]
            value = sealed(value)
        parent.entries[name] = Entry(name, span, value)

    def _merge(self, done: _Open) -> None:
        """Take in what merge keys bring; written keys win, and of several sources the earlier one."""
        for value in done.merges:
            for base in value.items if isinstance(value, Sequence) else [value]:
                if isinstance(base, Mapping):
                    for name, entry in base.entries.items():
                        done.entries.setdefault(name, entry)
                elif not isinstance(base, Unknown):
                    message = "A merge key (<<) takes a mapping or a list of mappings, and this is none."
                    help_ = "Write *NAME, with &NAME at the mapping that is meant."
                    self.notes.append(Note("IPS103", message, help_, base.span))


def duplicate_key(name: str, span: Span, first: Span) -> Note:
    """The finding for a key that stands twice in one mapping."""
    return Note(
        "IPS003",
        f"The key {name!r} is given twice in one mapping; only one of the two counts.",
        "Remove one of the two.",
        span,
        related=(Place(first, "first given here"),),
    )


def _collection_key(node: Node, parent: _Open) -> str:
    """A name for a key that is a collection: its own within the mapping, and without what it holds."""
    shown = "[…]" if isinstance(node, Sequence) else "{…}" if isinstance(node, Mapping) else "…"
    return shown if shown not in parent.entries else f"{shown} {len(parent.entries)}"


def _events(text: str) -> Callable[[], Any]:
    """What gives the next event of a text, and None at its end."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    if hasattr(loader, "raw_parse"):
        # libyaml's parser gives StreamEndEvent once and then None by itself.
        return cast("Callable[[], Any]", loader.get_event)
    return lambda: loader.get_event() if loader.check_event() else None


def _end_of(done: _Open, event: Any) -> int:
    """A flow collection ends at its bracket, a block collection where its last value does."""
    end: int = event.end_mark.index
    if event.start_mark.index != end:
        return end
    children = [entry.value for entry in done.entries.values()] if done.is_mapping else done.items
    return max((child.span.end for child in children), default=done.start)
