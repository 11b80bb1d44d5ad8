"""Variables of a script: what they hold at a point, and which stand for one value in all of its calls."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from ipseclint.dialects.script_sets import ANYTHING, ARGUMENTS, given_by, only_sets, sets_of, value_of
from ipseclint.read.shell import Command
from ipseclint.read.shell_words import Piece, Word
from ipseclint.span import Source

SECRET = re.compile(r"(?i)psk|secret|passw|token")
# Variables that the shell itself sets, some anew at each use.
_SHELLS_OWN = re.compile(
    r"_|RANDOM|SRANDOM|SECONDS|EPOCH\w+|LINENO|BASHPID|BASH_\w+|FUNCNAME|DIRSTACK|PIPESTATUS|PWD|OLDPWD|REPLY|OPTARG"
    r"|OPTIND|MAPFILE|COPROC|HISTCMD"
)


@dataclass(slots=True, eq=False)
class Variables:
    """The variables of a script, up to a point of it.

    - `totals`: how often each is set in the whole script; `seen`: how often up to the point.
    - `loose`: those that are set in a loop, a function or a shell of its own.
    - `given`: all words that each may get; `hidden`: those of which all such words are hidden.
    - `values`: the words that each holds, None where that is not known."""

    source: Source
    totals: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    loose: set[str] = field(default_factory=set)
    given: dict[str, list[Word]] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    values: dict[str, list[Word] | None] = field(default_factory=dict)

    @staticmethod
    def of(source: Source, commands: list[Command]) -> Variables:
        made = Variables(source)
        for command in commands:
            for name, _ in sets_of(command, source.text):
                made.totals[name] += 1
                if command.again or command.apart:
                    made.loose.add(name)
            for name, words in given_by(command):
                made.given.setdefault(name, []).extend(words)
        for name, words in made.given.items():
            if SECRET.search(name) or any(SECRET.search(piece.text) for word in words for piece in word.pieces):
                made.hide(name)
        return made

    def take(self, command: Command) -> bool:
        """Take in what a command sets; whether setting is all that it does."""
        for name, word in sets_of(command, self.source.text):
            self.seen[name] += 1
            if name == ANYTHING:
                self.values.clear()
            surely = word is not None and not command.nested and not command.apart
            self.values[name] = value_of(word) if word is not None and surely else None
        return only_sets(command)

    def words(self, name: str, nested: bool) -> list[Word] | None:
        """The words that a variable surely holds. In a function or a loop it may have changed since, unless it
        is assigned only once."""
        if name in self.loose or (nested and self.totals[name] + self.totals[ANYTHING] != 1):
            return None
        return self.values.get(name)

    def is_one(self, piece: Piece, command: Command) -> bool:
        """Whether a variable that a command puts in has one value in all the script: it is never set there, or
        once before. Words of an array were put in where that was set."""
        name = piece.name
        if name.isdigit():
            return not command.again and not self.totals[ARGUMENTS]
        total = self.totals[name]
        now = piece.start >= command.words[0].start
        return not self.totals[ANYTHING] and name not in self.loose and self.seen[name] == total <= now

    def hide(self, name: str) -> None:
        """Hide what a variable may hold, and what may be put into that."""
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in self.hidden:
                continue
            self.hidden.add(one)
            for word in self.given.get(one, ()):
                hide(word, self.source)
                waiting.extend(piece.name.removesuffix(" …").removesuffix("@") for piece in word.pieces if piece.name)


def is_own(name: str) -> bool:
    """Whether a variable is the shell's own, so that two uses of it may be two values."""
    return _SHELLS_OWN.fullmatch(name) is not None or not (name.isdigit() or name.isidentifier() or name.endswith("@"))


def hide(word: Word, source: Source) -> None:
    """Hide a word where it stands."""
    for piece in word.pieces:
        source.hide(piece.start, piece.end)
