"""Shell scripts: their simple commands as words that know where each character stands.

Nothing is run or expanded; what a shell would put in a word stays a piece with its name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ipseclint.read.shell_words import BLANK, PLACEHOLDER, Word, Words

MAX_DEPTH = 40
_COMMENT = re.compile(r"#[^\r\n]*")
_HEREDOC = re.compile(r"<<(-?)(?!<)[ \t]*")
# Words that open what a closing word ends; behind those of the first line the command itself follows.
_BEFORE_COMMAND = frozenset(("if", "while", "until", "{"))
_OPENING = _BEFORE_COMMAND | {"for", "select", "case"}
_AGAIN = _OPENING - {"if", "case"}
_CLOSING = frozenset(("fi", "done", "esac", "}"))
# Words before a command that change nothing in what it sets; `$` and `%` are prompts.
_LEADING = frozenset(("then", "do", "else", "elif", "!", "time", "$", "%"))


@dataclass(slots=True, eq=False)
class Command:
    """One simple command, without the keywords before it.

    - `nested`: it stands in a condition, a loop or a function.
    - `again`: it stands in a loop or a function, and may run more than once, or at another time.
    - `apart`: it runs in a shell of its own, or behind `&&` or `||`: what it sets may not be set afterwards."""

    words: list[Word]
    nested: bool
    again: bool
    apart: bool


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
        self.open: list[str] = []
        self.depth = 0
        self.subshells = 0
        self.apart = False
        self.heredocs: list[tuple[str, bool]] = []

    def run(self, closing: str) -> None:
        """Read commands up to the closing sign, which is passed, or to the end."""
        words: list[Word] = []
        text = self.text
        while self.at < len(text):
            char = text[self.at]
            if char == closing and not self.subshells:
                self.at += 1
                break
            if skipped := BLANK.match(text, self.at) or _COMMENT.match(text, self.at):
                self.at = skipped.end()
            elif char in "\r\n":
                words = self._finish(words)
                self._line_end()
            elif char in ";&|()":
                words = self._operator(words, char)
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
        kept = self.open, self.heredocs, self.closing, self.subshells, self.apart
        self.open, self.heredocs, self.closing, self.subshells = list(self.open), [], closing, 0
        self.depth += 1
        self.run(closing)
        self.depth -= 1
        self.open, self.heredocs, self.closing, self.subshells, self.apart = kept

    def _take(self, words: list[Word]) -> None:
        before = self.at
        word = self.word()
        if self.at == before:
            self.at += 1
        # A number right before a redirection is part of it.
        elif not (self.text[self.at : self.at + 1] in ("<", ">") and (word.literal or "x").isdigit()):
            words.append(word)

    def _operator(self, words: list[Word], char: str) -> list[Word]:
        """Finish the command before an operator. What a pipe joins, and what runs in the background, runs apart."""
        before = len(self.commands)
        words = self._finish(words)
        self.subshells = max(0, self.subshells + (char == "(") - (char == ")"))
        doubled = self.text.startswith(char * 2, self.at)
        if char in "&|" and not doubled and len(self.commands) > before:
            self.commands[-1].apart = True
        self.apart = char == "|" or (char == "&" and doubled)
        self.at += 2 if doubled and char in "&|" else 1
        return words

    def _finish(self, words: list[Word]) -> list[Word]:
        if words:
            nested = bool(self.open)
            rest = self._enter(words)
            if rest:
                again = not _AGAIN.isdisjoint(self.open)
                apart = self.apart or self.subshells > 0 or self.depth > 0
                self.commands.append(Command(rest, nested or again, again, apart))
            self.apart = False
        return []

    def _enter(self, words: list[Word]) -> list[Word]:
        """Take the keywords before a command, of which several may stand one behind the other; what is left."""
        at = 0
        while at < len(words):
            keyword = words[at].literal or ""
            if keyword in _OPENING:
                self.open.append(keyword)
                if keyword not in _BEFORE_COMMAND:
                    break
            elif keyword in _CLOSING:
                del self.open[-1:]
            elif keyword not in _LEADING and keyword != "function":
                break
            at += 2 if keyword == "function" else 1
        return words[at:]

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
