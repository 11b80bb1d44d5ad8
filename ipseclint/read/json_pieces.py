"""Large JSON texts, walked piece by piece: only what is asked for becomes a tree with positions."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from ipseclint.node import Node
from ipseclint.note import Note
from ipseclint.read.json import read_value
from ipseclint.span import Source

_SPACE = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder()


class Broken(Exception):
    """The text is no JSON; the note says where it breaks."""

    def __init__(self, note: Note) -> None:
        super().__init__(note.message)
        self.note = note


class Pieces:
    """A walk through a JSON text. `at` is where the next value begins; `members` and `elements` go through a
    collection, and whoever uses them takes each value with `tree`, `plain` or another walk before the next."""

    def __init__(self, source: Source, at: int = 0) -> None:
        self.source = source
        self.text = source.text
        self.at = at
        self._skip_space()

    def tree(self) -> Node:
        """Take the value here as a tree with positions. Raises Broken."""
        node, end, notes = read_value(self.source, self.at)
        if node is None:
            raise Broken(notes[-1])
        self.at = end
        return node

    def plain(self) -> object:
        """Take the value here as plain lists, dictionaries and texts, without positions. Raises Broken."""
        try:
            value, self.at = _DECODER.raw_decode(self.text, self.at)
        except (ValueError, RecursionError):
            # Numbers too long for Python come here too: they are read, and of no interest.
            self.tree()
            return None
        return value

    def members(self) -> Iterator[str]:
        """The keys of the object here. Any other value is taken as it is. Raises Broken."""
        if not self._opens("{"):
            return
        while not self._closes("}"):
            if not self.text.startswith('"', self.at):
                raise self._broken("a key in double quotes is expected here", "Put the key in double quotes.")
            key = self.plain()
            self._expect(":")
            before = self.at
            yield str(key)
            self._go_on(before, "}")

    def elements(self) -> Iterator[int]:
        """The offsets of the items of the list here. Any other value is taken as it is. Raises Broken."""
        if not self._opens("["):
            return
        while not self._closes("]"):
            before = self.at
            yield before
            self._go_on(before, "]")

    def finish(self) -> None:
        """See that nothing follows. Raises Broken."""
        self._skip_space()
        if self.at != len(self.text):
            raise self._broken("there is more text after the value", "Remove it.")

    def _opens(self, bracket: str) -> bool:
        if not self.text.startswith(bracket, self.at):
            self.plain()
            return False
        self.at += 1
        self._skip_space()
        return True

    def _closes(self, bracket: str) -> bool:
        if not self.text.startswith(bracket, self.at):
            return False
        self.at += 1
        return True

    def _go_on(self, before: int, closing: str) -> None:
        """Pass the comma behind a value; a value that nobody took is passed first."""
        if self.at == before:
            self.plain()
        self._skip_space()
        if self.text.startswith(closing, self.at):
            return
        self._expect(",")
        if self.text.startswith(closing, self.at):
            raise self._broken(f"a comma stands before {closing!r}", "Remove the comma.")

    def _expect(self, sign: str) -> None:
        self._skip_space()
        if not self.text.startswith(sign, self.at):
            raise self._broken(f"{sign!r} is missing here", "Complete it, or write the file anew.")
        self.at += 1
        self._skip_space()

    def _skip_space(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at

    def _broken(self, what: str, help_: str) -> Broken:
        at = min(self.at, len(self.text))
        span = self.source.span(at, at)
        return Broken(Note("IPS002", f"This is not JSON: {what}.", help_, span))
