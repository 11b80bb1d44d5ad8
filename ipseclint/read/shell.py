"""Shell scripts: their simple commands as words that know where each character stands.

Nothing is run or expanded; what a shell would put in a word stays a piece with its name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipseclint.read.shell_words import BLANK, PLACEHOLDER, Word, Words

MAX_DEPTH = 40
_COMMENT = re.compile(r"#[^\r\n]*")
_HEREDOC = re.compile(r"<<(-?)(?!<)[ \t]*")
_OPENING = frozenset(("if", "while", "until", "for", "select", "case", "{", "function"))
_CLOSING = frozenset(("fi", "done", "esac", "}"))


@dataclass(slots=True, eq=False)
class Command:
    """One simple command. `nested` tells that it stands in a condition, a loop or a function."""

    words: list[Word]
    nested: bool


@dataclass(slots=True, eq=False)
class Script:
    """The commands of a script in order; those in `$(…)` come before the one that they stand in. `faults` are
    the offsets of quotes that are never closed."""

    commands: list[Command] = field(default_factory=list)
    faults: list[int] = field(default_factory=list)


def read_shell(text: str) -> Script:
    """The commands of a shell text. Never raises."""
    lexer = _Lexer(text)
    lexer.run("")
    return Script(lexer.commands, sorted(lexer.faults))


class _Lexer(Words):
    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.commands: list[Command] = []
        self.level = 0
        self.depth = 0
        self.heredocs: list[tuple[str, bool]] = []

    def run(self, closing: str) -> None:
        """Read commands up to the closing sign, which is passed, or to the end."""
        words: list[Word] = []
        text, subshells = self.text, 0
        while self.at < len(text):
            char = text[self.at]
            if char == closing and not subshells:
                self.at += 1
                break
            if skipped := BLANK.match(text, self.at) or _COMMENT.match(text, self.at):
                self.at = skipped.end()
            elif char in "\r\n":
                words = self._finish(words)
                self._line_end()
            elif char in ";&|()":
                words = self._finish(words)
                subshells = max(0, subshells + (char == "(") - (char == ")"))
                self.at += 1
            elif char in "<>" and not PLACEHOLDER.match(text, self.at):
                self._redirection()
            else:
                self._take(words)
        self._finish(words)

    def nested(self, closing: str, start: int) -> None:
        """Read the commands in `$(…)` or backquotes."""
        self.at = start
        if self.depth >= MAX_DEPTH:
            self.at = len(self.text)
            return
        kept = self.level, self.heredocs, self.closing
        self.heredocs, self.closing = [], closing
        self.depth += 1
        self.run(closing)
        self.depth -= 1
        self.level, self.heredocs, self.closing = kept

    def _take(self, words: list[Word]) -> None:
        before = self.at
        word = self.word()
        if self.at == before:
            self.at += 1
        # A number right before a redirection is part of it.
        elif not (self.text[self.at : self.at + 1] in ("<", ">") and (word.literal or "x").isdigit()):
            words.append(word)

    def _finish(self, words: list[Word]) -> list[Word]:
        if words:
            if words[0].literal in _CLOSING:
                self.level = max(0, self.level - 1)
            self.commands.append(Command(words, self.level > 0))
            # `then if x`, `do while y`: a keyword may stand behind another.
            self.level += sum(1 for word in words[:3] if word.literal in _OPENING)
        return []

    def _line_end(self) -> None:
        self.at += 2 if self.text.startswith("\r\n", self.at) else 1
        for name, stripped in self.heredocs:
            self._skip_heredoc(name, stripped)
        self.heredocs.clear()

    def _skip_heredoc(self, name: str, stripped: bool) -> None:
        while self.at < len(self.text):
            end = self.text.find("\n", self.at)
            end = len(self.text) if end < 0 else end
            line = self.text[self.at : end].rstrip("\r")
            self.at = min(end + 1, len(self.text))
            if (line.lstrip("\t") if stripped else line) == name:
                return

    def _redirection(self) -> None:
        heredoc = _HEREDOC.match(self.text, self.at)
        if heredoc:
            self.at = heredoc.end()
            self.heredocs.append((self.word().literal or "", bool(heredoc[1])))
            return
        while self.text[self.at : self.at + 1] in ("<", ">", "&", "|"):
            self.at += 1
        if blank := BLANK.match(self.text, self.at):
            self.at = blank.end()
        if self.text.startswith("(", self.at):
            self.nested(")", self.at + 1)
        else:
            self.word()
