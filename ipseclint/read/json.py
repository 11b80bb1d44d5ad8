"""JSON: one scan gives values and positions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Value
from ipseclint.note import Note
from ipseclint.read.yaml import duplicate_key
from ipseclint.secret import Secret, is_secret_key
from ipseclint.span import Source, Span

MAX_DEPTH = 100

_SPACE = re.compile(r"[ \t\r\n]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?P<part>(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)")
_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_WORDS: dict[str, Value] = {"true": True, "false": False, "null": None}


class _Fault(Exception):
    def __init__(self, message: str, help_: str, offset: int, code: str = "IPS002") -> None:
        super().__init__(message)
        self.code, self.help, self.offset = code, help_, offset


def read_json(source: Source) -> tuple[Node | None, list[Note]]:
    """The value of a JSON text, or None with a note that says where it breaks. Never raises."""
    scan = _Scan(source, source.text)
    try:
        return scan.document(), scan.notes
    except _Fault as fault:
        at = min(fault.offset, len(source.text))
        return None, [*scan.notes, Note(fault.code, str(fault), fault.help, source.span(at, at))]


def read_value(source: Source, at: int) -> tuple[Node | None, int, list[Note]]:
    """The value that begins at an offset of a longer JSON text, and where it ends. Never raises."""
    scan = _Scan(source, source.text)
    try:
        node, end = scan._value(at, 0, False)
    except _Fault as fault:
        at = min(fault.offset, len(source.text))
        return None, at, [*scan.notes, Note(fault.code, str(fault), fault.help, source.span(at, at))]
    return node, end, scan.notes


@dataclass(slots=True, eq=False)
class _Scan:
    source: Source
    text: str
    notes: list[Note] = field(default_factory=list)

    def document(self) -> Node:
        at = self._skip(0)
        if at == len(self.text):
            raise _Fault("This is not JSON: the text is empty.", "Write an object or a list.", at)
        node, at = self._value(at, 0, False)
        at = self._skip(at)
        if at != len(self.text):
            message = "This is not JSON: there is more text after the value."
            raise _Fault(message, "Remove it, or put several values into one list.", at)
        return node

    def _skip(self, at: int) -> int:
        match = _SPACE.match(self.text, at)
        return match.end() if match else at

    def _value(self, at: int, depth: int, secret: bool) -> tuple[Node, int]:
        first = self.text[at : at + 1]
        if first == '"':
            value, end = self._string(at)
            span = Span(self.source, at, end)
            if secret:
                span.hide()
            return Scalar(Secret(value) if secret else value, span, "json"), end
        if first == "{" or first == "[":
            if depth >= MAX_DEPTH:
                message = f"The text is nested more than {MAX_DEPTH} levels deep."
                raise _Fault(message, "Flatten it.", at, "IPS004")
            told = len(self.notes)
            node, end = self._object(at, depth) if first == "{" else self._list(at, depth, secret)
            if secret:
                node.span.hide()
                del self.notes[told:]  # they name what may be the key
            return node, end
        return self._literal(at, secret)

    def _string(self, at: int) -> tuple[str, int]:
        try:
            value, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            raise self._string_fault(error, at) from None
        return value, end

    def _string_fault(self, error: JSONDecodeError, at: int) -> _Fault:
        if "control character" in error.msg.lower():
            message = "This is not JSON: a line end or control character stands inside a string."
            return _Fault(message, 'Close the quote on its line, or write "\\n" or "\\t".', error.pos)
        if "escape" in error.msg.lower():
            message = "This is not JSON: a backslash in a string begins no known escape."
            return _Fault(message, "Write two backslashes for one.", error.pos)
        return _Fault("This is not JSON: a string is never closed.", "Close the quote.", at)

    def _literal(self, at: int, secret: bool) -> tuple[Node, int]:
        match = _NUMBER.match(self.text, at)
        if match:
            span = Span(self.source, at, match.end())
            if secret:
                span.hide()
                return Scalar(Secret(match[0]), span, "bare"), match.end()
            return Scalar(_number(match), span, "bare"), match.end()
        word = _WORD.match(self.text, at)
        if word and word[0] in _WORDS:
            return Scalar(_WORDS[word[0]], Span(self.source, at, word.end()), "bare"), word.end()
        raise self._no_value(at)

    def _no_value(self, at: int) -> _Fault:
        text = self.text
        if at >= len(text):
            return _Fault("This is not JSON: the text ends where a value is expected.", "Complete it.", at)
        if text.startswith(("//", "/*", "#"), at):
            return _Fault("This is not JSON: it has a comment.", "Remove it: JSON has no comments.", at)
        if text[at] == "'":
            return _Fault("This is not JSON: a string stands in single quotes.", "Use double quotes.", at)
        if text[at] in ",]}":
            message = f"This is not JSON: a value is missing before {text[at]!r}."
            return _Fault(message, "Remove the comma, or write the value.", at)
        return _Fault(
            "This is not JSON: no value can begin here.",
            "Put text in double quotes; words are true, false, null.",
            at,
        )

    def _list(self, start: int, depth: int, secret: bool) -> tuple[Node, int]:
        items: list[Node] = []
        at = self._skip(start + 1)
        while not self.text.startswith("]", at):
            node, at = self._value(at, depth + 1, secret)
            items.append(node)
            at = self._between(at, "]", "list", start)
        return Sequence(items, Span(self.source, start, at + 1)), at + 1

    def _object(self, start: int, depth: int) -> tuple[Node, int]:
        entries: dict[str, Entry] = {}
        at = self._skip(start + 1)
        while not self.text.startswith("}", at):
            key, key_span, at = self._key(at)
            node, at = self._value(at, depth + 1, is_secret_key(key))
            before = entries.pop(key, None)
            if before is not None:
                self.notes.append(duplicate_key(key, key_span, before.key_span))
            entries[key] = Entry(key, key_span, node)
            at = self._between(at, "}", "object", start)
        return Mapping(entries, Span(self.source, start, at + 1)), at + 1

    def _key(self, at: int) -> tuple[str, Span, int]:
        """A key and its colon; where the value begins."""
        if not self.text.startswith('"', at):
            if at >= len(self.text):
                raise _Fault("This is not JSON: an object is never closed.", "Add the missing '}'.", at)
            message = "This is not JSON: a key in double quotes is expected here."
            raise _Fault(message, "Put the key in double quotes, or remove the comma before.", at)
        key, end = self._string(at)
        colon = self._skip(end)
        if not self.text.startswith(":", colon):
            message = f"This is not JSON: no colon follows the key {key!r}."
            raise _Fault(message, "Write a colon between key and value.", end)
        return key, Span(self.source, at, end), self._skip(colon + 1)

    def _between(self, at: int, closing: str, what: str, start: int) -> int:
        """What follows a value in a collection: the closing bracket, or the next item behind a comma."""
        at = self._skip(at)
        if self.text.startswith(closing, at):
            return at
        if self.text.startswith(",", at):
            after = self._skip(at + 1)
            if self.text.startswith(closing, after):
                message = f"This is not JSON: a comma stands before {closing!r}."
                raise _Fault(message, "Remove the comma.", at)
            return after
        if at >= len(self.text):
            raise _Fault(f"This is not JSON: this {what} is never closed.", f"Add the missing {closing!r}.", start)
        message = f"This is not JSON: a comma or {closing!r} is missing in the {what}."
        raise _Fault(message, "Add the comma before this place.", at)


def _number(match: re.Match[str]) -> int | float | str:
    if match["part"]:
        return float(match[0])
    # Integers beyond any field's range stay text: Python refuses to read the very long ones.
    return int(match[0]) if len(match[0]) < 20 else match[0]
