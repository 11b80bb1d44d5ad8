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
from ipseclint.read.yaml_scalar import NULLS, STANDARD, behind_properties, block_end, core, tagged
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
    """A collection that is being read. `key` waits for its value; `merges` are the values of `<<`."""

    start: int
    is_mapping: bool
    anchor: str | None
    tag: str | None
    entries: dict[str, Entry] = field(default_factory=dict)
    items: list[Node] = field(default_factory=list)
    key: Scalar | None = None
    key_is_plain: bool = False
    has_key: bool = False
    merges: list[Node] = field(default_factory=list)
    before: int = 0


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
        try:
            next_event = _events(text)
            event = next_event()
            while event is not None:
                self._take(event)
                event = next_event()
        except _TooComplex as error:
            span = self.source.span(error.offset, error.offset)
            self.notes.append(Note("IPS004", str(error), "Split the file, or write the values out.", span))
        except yaml.YAMLError as error:
            self.notes.append(syntax_note(self.source, error))
        except RecursionError:
            span = self.source.span(0, 0)
            self.notes.append(Note("IPS004", "The text is nested too deeply.", "Flatten it.", span))

    def _take(self, event: Any) -> None:
        # Event classes by name: comparing types needs the classes at hand for either parser.
        kind = type(event).__name__
        if kind == "ScalarEvent":
            self._scalar(event)
        elif kind == "MappingStartEvent" or kind == "SequenceStartEvent":
            self._open(event, kind == "MappingStartEvent")
        elif kind == "MappingEndEvent" or kind == "SequenceEndEvent":
            self._close(event)
        elif kind == "AliasEvent":
            self._alias(event)
        elif kind == "DocumentStartEvent":
            self.anchors.clear()
            self.seen_documents += 1
            if self.seen_documents > MAX_DOCUMENTS:
                message = f"The file has more than {MAX_DOCUMENTS} documents."
                raise _TooComplex(message, event.start_mark.index)

    def _scalar(self, event: Any) -> None:
        text = event.value.translate(_RESTORE) if self.swapped else event.value
        tag, mark = event.tag, event.style
        span = Span(self.source, event.start_mark.index, event.end_mark.index)
        if mark is None and tag is None and event.anchor is None:  # what nearly every scalar is
            self._place(self._plain(text, span), None, True)
            return
        style = _STYLES.get(mark, "plain")
        if mark == "|" or mark == ">":
            span.end = block_end(self.source.text, span)
        elif event.anchor is not None or tag is not None:
            span.start = behind_properties(self.source.text, span)
        node = self._plain(text, span) if style == "plain" and tag is None else self._value(text, span, style, tag)
        self._place(node, event.anchor, style == "plain" and tag is None)

    def _is_secret(self) -> bool:
        """Whether the scalar that comes now is the value of a key that holds secrets."""
        parent = self.stack[-1] if self.stack else None
        return parent is not None and parent.has_key and parent.key is not None and is_secret_key(parent.key.text)

    def _plain(self, text: str, span: Span) -> Node:
        if self._is_secret():
            span.hide()
            if text not in NULLS:
                return Scalar(Secret(text), span, "plain")
        return Scalar(core(text), span, "plain")

    def _value(self, text: str, span: Span, style: str, tag: str | None) -> Node:
        secret = self._is_secret()
        if secret:
            span.hide()
        if tag is not None and tag != "!":
            value = tagged(tag, text, span, style, secret)
            if isinstance(value, Unknown):
                return value
            return Scalar(Secret(text) if secret else value, span, style)
        return Scalar(Secret(text) if secret else text, span, style)

    def _open(self, event: Any, is_mapping: bool) -> None:
        start = event.start_mark.index
        if len(self.stack) >= MAX_DEPTH:
            raise _TooComplex(f"The text is nested more than {MAX_DEPTH} levels deep.", start)
        self.stack.append(_Open(start, is_mapping, event.anchor, event.tag, before=self.nodes))

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
            made = Unknown(f"{tag} …", span, tag=tag, inner=made)
        self._place(made, done.anchor, False, done.before)

    def _alias(self, event: Any) -> None:
        span = Span(self.source, event.start_mark.index, event.end_mark.index)
        target = self.anchors.get(event.anchor)
        if target is None:
            message = f"The alias *{event.anchor} has no anchor before it."
            help_ = f"Write &{event.anchor} at the value that is meant, above this line."
            self.notes.append(Note("IPS006", message, help_, span))
            self._place(Unknown(span.text, span), None, False)
            return
        weight = self.weights.get(event.anchor, 1)
        self.aliased += weight
        if self.aliased > MAX_ALIASED:
            raise _TooComplex(f"The aliases stand for more than {MAX_ALIASED} values.", span.start)
        self.nodes += weight - 1
        self._place(through_alias(target, span), None, False)

    def _place(self, node: Node, anchor: str | None, plain: bool, before: int | None = None) -> None:
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
            parent.items.append(node)
        elif not parent.has_key:
            parent.has_key, parent.key_is_plain = True, plain
            parent.key = node if isinstance(node, Scalar) else Scalar("", node.span, "made")
        else:
            self._entry(parent, node)

    def _entry(self, parent: _Open, value: Node) -> None:
        key = parent.key
        assert key is not None
        parent.has_key, parent.key = False, None
        name = key.text
        if name == "<<" and parent.key_is_plain:
            parent.merges.append(value)
            return
        before = parent.entries.get(name)
        if before is not None and key.style != "made":
            self.notes.append(duplicate_key(name, key.span, before.key_span))
            del parent.entries[name]
        if isinstance(value, Scalar) and value.style == "made" and is_secret_key(name):
            value = sealed(value)
        parent.entries[name] = Entry(name, key.span, value)

    def _merge(self, done: _Open) -> None:
        """Take in what merge keys bring; written keys win, and of several sources the earlier one."""
        for value in done.merges:
            for base in value.items if isinstance(value, Sequence) else [value]:
                if isinstance(base, Mapping):
                    for name, entry in base.entries.items():
                        done.entries.setdefault(name, entry)


def duplicate_key(name: str, span: Span, first: Span) -> Note:
    """The finding for a key that stands twice in one mapping."""
    return Note(
        "IPS003",
        f"The key {name!r} is given twice in one mapping; only one of the two counts.",
        "Remove one of the two.",
        span,
        related=(Place(first, "first given here"),),
    )


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
