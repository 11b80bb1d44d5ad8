"""Words of a shell script: quotes, escapes and what a shell would put in, with the place of each character."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

BLANK = re.compile(r"(?:[ \t]|\\\r?\n)+")
PLACEHOLDER = re.compile(r"<[A-Za-z][^<>\r\n|;&]{0,80}>")
# How far the end of `${…}` and `$((…))` is looked for.
_REACH = 400
_ENDS = frozenset(" \t\r\n;&|()<>")
_PLAIN = re.compile(r"[^ \t\r\n;&|()<>'\"$`\\]+")
_QUOTED = re.compile(r'[^"$`\\]+|\\')
_ASSIGNS = re.compile(r"[A-Za-z_]\w*\+?=", re.ASCII)
_NAME = re.compile(r"[A-Za-z_]\w*|[0-9@*#?$!-]", re.ASCII)
_BRACED = re.compile(r"[#!]?([A-Za-z_]\w*|[0-9]+|[@*#?$!-])(\[[@*]\])?", re.ASCII)
_COMMENT = re.compile(r"#[^\r\n]*")
_ANSI = re.compile(r"\$'((?:[^'\\]|\\.)*)'", re.S)
_ANSI_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|(.))", re.S)
_ANSI_NAMES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b", "0": "\0"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a word: literal text with the offset of each character, or (`name` set) what a shell puts in:
    a variable by its name, with `@` behind an array's and ` …` behind one that is changed on the way; `$(…)`
    for what a command prints. `${name:?…}` is the variable itself."""

    start: int
    end: int
    text: str = ""
    offsets: Sequence[int] = ()
    name: str = ""
    quoted: bool = False


@dataclass(slots=True, eq=False)
class Word:
    """One word. `items` are the words of an array that it assigns."""

    start: int
    end: int = 0
    pieces: list[Piece] = field(default_factory=list)
    items: list[Word] | None = None

    @property
    def literal(self) -> str | None:
        """The word's text, when nothing is put in."""
        return None if any(piece.name for piece in self.pieces) else "".join(piece.text for piece in self.pieces)

    @property
    def head(self) -> str:
        """The text up to what is put in first."""
        text = ""
        for piece in self.pieces:
            if piece.name:
                break
            text += piece.text
        return text


class Words:
    """A reader of words at `at`. `faults` are the offsets of quotes that are never closed. How commands within
    words are read is for whoever derives from this."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.faults: set[int] = set()
        self.closing = ""

    def nested(self, closing: str, start: int) -> None:
        """Read the commands from `start` to the closing sign, and pass it."""
        raise NotImplementedError

    def word(self) -> Word:
        """Take the word here. It may be empty at a sign that ends words."""
        word = Word(self.at)
        text = self.text
        while self.at < len(text) and (text[self.at] not in _ENDS or self._goes_on(word)):
            if text[self.at] == "`" and self.closing == "`":
                break
            if text[self.at] == "(":
                self._array(word)
            else:
                self._piece(word.pieces)
        word.end = self.at
        return word

    def _goes_on(self, word: Word) -> bool:
        """Whether what otherwise ends a word belongs to it: `<name>`, or the list of an array."""
        if self.text[self.at] == "<":
            return PLACEHOLDER.match(self.text, self.at) is not None
        return self.text[self.at] == "(" and _ASSIGNS.fullmatch(word.literal or "") is not None

    def _array(self, word: Word) -> None:
        word.items = []
        self.at += 1
        text = self.text
        while self.at < len(text) and text[self.at] != ")":
            if skipped := BLANK.match(text, self.at) or _COMMENT.match(text, self.at):
                self.at = skipped.end()
                continue
            before = self.at
            item = self.word()
            if self.at > before:
                word.items.append(item)
            else:
                self.at += 1
        self.at = min(self.at + 1, len(text))

    def _piece(self, pieces: list[Piece]) -> None:
        text, at = self.text, self.at
        char = text[at]
        if at in self.faults:
            self._literal(pieces, at, at + 1)
        elif char == "'":
            self._single(pieces)
        elif char == '"':
            self._double(pieces)
        elif char in "$`":
            self._ansi(pieces) if text.startswith("$'", at) else self._put_in(pieces, False)
        elif char == "\\":
            self._escape(pieces)
        else:
            match = PLACEHOLDER.match(text, at) or _PLAIN.match(text, at)
            self._literal(pieces, at, match.end() if match else at + 1)

    def _literal(self, pieces: list[Piece], start: int, stop: int, end: int = 0) -> None:
        """Take the characters from `start` to `stop` as they are, and pass on to `end`."""
        end = end or stop
        pieces.append(Piece(self.at, end, self.text[start:stop], range(start, stop)))
        self.at = end

    def _unclosed(self, pieces: list[Piece]) -> None:
        """A quote that is never closed: taken as a character, so that the rest is still read."""
        self.faults.add(self.at)
        self._literal(pieces, self.at, self.at + 1)

    def _single(self, pieces: list[Piece]) -> None:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            self._unclosed(pieces)
        else:
            self._literal(pieces, self.at + 1, end, end + 1)

    def _escape(self, pieces: list[Piece]) -> None:
        at = self.at
        if self.text.startswith(("\\\n", "\\\r\n"), at):
            self.at = self.text.index("\n", at) + 1
        elif at + 1 < len(self.text):
            self._literal(pieces, at + 1, at + 2)
        else:
            self._literal(pieces, at, at + 1)

    def _ansi(self, pieces: list[Piece]) -> None:
        """`$'…'`, with the escapes of C."""
        match = _ANSI.match(self.text, self.at)
        if match is None:
            self._unclosed(pieces)
            return
        chars: list[str] = []
        offsets: list[int] = []
        at = match.start(1)
        while at < match.end(1):
            escape = _ANSI_ESCAPE.match(self.text, at)
            code = (escape[1] or escape[2]) if escape else None
            if escape is None:
                chars.append(self.text[at])
            else:
                chars.append(chr(int(code, 16)) if code else _ANSI_NAMES.get(escape[3], escape[3]))
            offsets.append(at)
            at = escape.end() if escape else at + 1
        pieces.append(Piece(self.at, match.end(), "".join(chars), offsets))
        self.at = match.end()

    def _double(self, pieces: list[Piece]) -> None:
        start, text = self.at, self.text
        found: list[Piece] = []
        self.at += 1
        while self.at < len(text) and text[self.at] != '"':
            if text[self.at] in "$`":
                self._put_in(found, True)
            elif text[self.at] == "\\" and text[self.at + 1 : self.at + 2] in ("$", "`", '"', "\\", "\n", "\r"):
                self._escape(found)
            else:
                match = _QUOTED.match(text, self.at)
                self._literal(found, self.at, match.end() if match else self.at + 1)
        if self.at >= len(text):
            self.at = start
            self._unclosed(pieces)
            return
        self.at += 1
        pieces.extend(found or [Piece(start, self.at)])

    def _put_in(self, pieces: list[Piece], quoted: bool) -> None:
        """What a shell puts in: a variable, or what a command prints."""
        text, start = self.text, self.at
        name = ""
        if text[start] == "`":
            self.nested("`", start + 1)
            name = "$(…)"
        elif text.startswith("$((", start):
            end = text.find("))", start, start + _REACH)
            self.at = end + 2 if end > 0 else len(text)
            name = "$(…)"
        elif text.startswith("$(", start):
            self.nested(")", start + 2)
            name = "$(…)"
        elif text.startswith("${", start):
            name = self._braced()
        elif match := _NAME.match(text, start + 1):
            self.at, name = match.end(), match[0]
        if name:
            pieces.append(Piece(start, self.at, name=name, quoted=quoted))
        else:
            self._literal(pieces, start, start + 1)

    def _braced(self) -> str:
        """`${name}`, and with whatever stands behind the name."""
        start = self.at
        end = self.text.find("}", start, start + _REACH)
        match = _BRACED.match(self.text, start + 2)
        if end < 0 or match is None or "\n" in self.text[start:end]:
            return ""
        self.at = end + 1
        rest = self.text[match.end() : end]
        plain = self.text[start + 2] not in "#!" and (not rest or rest.startswith(("?", ":?")))
        return match[1] + ("@" if match[2] else "") + ("" if plain else " …")
