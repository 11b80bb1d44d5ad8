"""What the commands of a script set: which variables, and the words that these get."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipseclint.read.shell import Command
from ipseclint.read.shell_words import Piece, Word

# What a command sets: the name, and the word that gives the value where that can be told.
Set = tuple[str, Word | None]
# In place of a name: whatever a command sets that is not written here, and the arguments `$1`, `$2`, …
ANYTHING = "*"
ARGUMENTS = "@"
PROGRAM = re.compile(r"(?:.*[/\\])?aliyun(?:\.exe)?\Z", re.S)
# Commands that only say or look up the words after them.
SAYING = frozenset(("echo", "printf", "grep", "egrep", "man", "which", "type", "alias", "logger", ":"))

_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(\[[^\]]*(?:\]|\Z))?(\+?)(=|\Z)", re.ASCII)
_NAME = re.compile(r"[A-Za-z_]\w*\Z", re.ASCII)
# A variable by its name, as commands take it that set one: `read X`, `let X=1`, `let X++`, `read -a X[0]`.
_MENTIONED = re.compile(r"(?:\+\+)?([A-Za-z_]\w*)(?=\Z|\[|\s*[-+*/%&|^<>]*=|\+\+|--)", re.ASCII)
_OPERATOR = re.compile(r"[-+*/%&|^<>]*=\Z")
_DEFAULTING = re.compile(r"\$\{([A-Za-z_]\w*)(?:\[[^\]]*\])?:?=", re.ASCII)
_DECLARING = frozenset(("export", "readonly", "local", "declare", "typeset"))
_EMPTYING = frozenset(("local", "declare", "typeset"))
_TAKING = frozenset(("read", "unset", "for", "select", "getopts", "mapfile", "readarray"))
_RUNNING = frozenset(("eval", "source", "."))
_TESTING = frozenset(("[", "[[", "test", "case"))
_WRAPPING = frozenset(("command", "builtin"))
_VALUED = re.compile(r"-\w*[pdtnNuio]\Z")


def only_sets(command: Command) -> bool:
    """Whether setting variables is all that a command does."""
    words = command.words
    first = words[0].literal or ""
    return first in _DECLARING or first in _TAKING or all(assigned(word) for word in words)


def assigned(word: Word) -> re.Match[str] | None:
    """The name before a sign of assignment, with an index or `+` where there is one."""
    match = _ASSIGNMENT.match(word.head)
    return match if match and (match[4] or (match[2] and word.literal is None)) else None


def value_of(word: Word) -> list[Word]:
    """The words that an assignment gives: those of an array, or the one behind the sign."""
    if word.items is not None:
        return word.items
    count = word.head.find("=") + 1
    pieces: list[Piece] = []
    for piece in word.pieces:
        if piece.name or not count:
            pieces.append(piece)
            continue
        cut = min(count, len(piece.text))
        count -= cut
        if cut < len(piece.text):
            pieces.append(Piece(piece.start, piece.end, piece.text[cut:], piece.offsets[cut:]))
    return [Word(word.start, word.end, pieces)]


def given_by(command: Command) -> Iterator[tuple[str, list[Word]]]:
    """The words that variables may get by a command, also for another command alone."""
    words = command.words
    yield from ((match[1], value_of(word)) for word in words if (match := assigned(word)))
    at = 2 if words[0].literal == "printf" else 1
    if words[0].literal in ("for", "select", "printf") and len(words) > at:
        yield words[at].head, words[at + 1 :]


def sets_of(command: Command, text: str) -> Iterator[Set]:
    """What a command of a script with this text sets, or may set."""
    words = command.words
    for word in words:
        for piece in word.pieces:
            if piece.name and (match := _DEFAULTING.match(text, piece.start)):
                yield match[1], None
    count = next((n for n, word in enumerate(words) if not assigned(word)), len(words))
    if count == len(words):
        yield from (_assignment(word) for word in words)
        return
    # Before another command, assignments are for that command alone.
    while count < len(words) - 1 and words[count].literal in _WRAPPING:
        count += 1
    yield from _by_command(words[count].literal or "", words[count + 1 :], words[count])


def _assignment(word: Word) -> Set:
    match = assigned(word)
    assert match is not None
    return match[1], None if match[2] or match[3] else word


def _by_command(name: str, words: list[Word], first: Word) -> Iterator[Set]:
    if name in _RUNNING:
        yield ANYTHING, None
    elif name == "shift" or (name == "set" and _sets_arguments(words)):
        yield ARGUMENTS, None
    elif name in _DECLARING:
        yield from _declared(name, words)
    elif name in _TAKING:
        yield from _taken(words[:1] if name in ("for", "select") else words)
    elif name == "printf" and words and words[0].literal == "-v":
        yield from _taken(words[1:2])
    elif name not in SAYING and name not in _TESTING:
        yield from _mentioned(first, words)


def _sets_arguments(words: list[Word]) -> bool:
    """Whether `set` gets more than options."""
    before = ""
    for word in words:
        head = word.head
        if head == "--" or (not head.startswith(("-", "+")) and not before.endswith("o")):
            return True
        before = head
    return False


def _declared(name: str, words: list[Word]) -> Iterator[Set]:
    """`export A=1 B`; a name by which another variable is called (`-n`) may set whatever that is."""
    for word in words:
        if word.head.startswith(("-", "+")):
            if "n" in word.head:
                yield ANYTHING, None
        elif assigned(word):
            yield _assignment(word)
        elif word.literal is None:
            yield ANYTHING, None
        elif name in _EMPTYING and _NAME.match(word.literal):
            yield word.literal, None


def _taken(words: list[Word]) -> Iterator[Set]:
    """The names that a command of the shell sets; a word that the shell makes may be any name."""
    before = ""
    for word in words:
        if match := _MENTIONED.match(word.head):
            yield match[1], None
        elif word.literal is None and not word.head.startswith("-") and not _VALUED.match(before):
            yield ANYTHING, None
        before = word.head


def _mentioned(first: Word, words: list[Word]) -> Iterator[Set]:
    """The names among the words of some other command: it may be a function that sets them."""
    # A command's own name is none of a variable, but for arithmetic: `((X++))`, `((X = 1))`.
    is_arithmetic = bool(words) and _OPERATOR.match(words[0].head) is not None
    for word in (first, *words):
        if PROGRAM.match(word.literal or ""):
            return
        match = _MENTIONED.match(word.head)
        if match and (word is not first or is_arithmetic or match[0] != match[1] or match.end() < len(word.head)):
            yield match[1], None
