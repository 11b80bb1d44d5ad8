"""Why a text is no HCL: the first fault of a part that does not parse, in words of our own."""

from __future__ import annotations

import bisect
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ipseclint.note import Note
from ipseclint.span import Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tree_sitter import Node

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n]* | //[^\n]* )
    | (?P<open_comment> /\* )
    | (?P<open_heredoc> <<-? (?P<mark>[^\W\d][\w-]*) )
    | (?P<text> "(?:[^"\\\n]|\\[^\n])*" )
    | (?P<quote> " )
    | (?P<single> ' )
    | (?P<bracket> [\[\](){}] )
    | (?P<word> [^\W\d][\w-]* )
    | (?P<equals> == | => | = )
    | (?P<other> [^\s] )
    """,
    re.X,
)
_CLOSES = {"]": "[", ")": "(", "}": "{"}
_WHAT = {"[": ("list", "]"), "(": ("parenthesis", ")"), "{": ("block", "}")}
_HEADS = "resource|data|ephemeral|variable|output|module|locals|provider|terraform|moved|import|removed|check"
_HEAD = re.compile(rf'^([ \t]*)(?:{_HEADS})(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{{', re.M)
_ASSIGNED = re.compile(r"^()[^\W\d][\w-]*[ \t]*=", re.M)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_ASSIGNMENT = re.compile(r"[\w-]+[ \t]*=(?![=>])")
_LONGEST_LINE = 500
_LINE_FAULTS = (
    (
        re.compile(r'"[\w-]+"[ \t]*[=:]'),
        "The name of an attribute stands in quotation marks.",
        "Write the name without them: name = value.",
    ),
    (
        re.compile(r"[\w-]+[ \t]*:(?!:)"),
        "An attribute is set with a colon.",
        "Write `=` between name and value.",
    ),
    (
        re.compile(r"[\w-]+[ \t]*=[ \t\r]*(?:\#.*|//.*)?$"),
        "An attribute has no value.",
        "Write a value behind `=`, or remove the line.",
    ),
    (
        re.compile(r'[\w-]+[ \t]+"[^"]*"[ \t\r]*$'),
        "Between a name and its value stands no `=`.",
        "Write name = value.",
    ),
    (
        re.compile(r"[\w-]+[ \t]*=.*[,;][ \t\r]*$"),
        "An attribute ends with a comma or semicolon.",
        "Remove it: attributes of a block stand on lines of their own.",
    ),
)


@dataclass(slots=True, eq=False)
class _Open:
    """A bracket that is open: where, and how far its line is indented."""

    bracket: str
    at: int
    indent: int
    is_block: bool


def heads(text: str, assignments: bool = False) -> list[int]:
    """Where the top-level blocks of a text begin (of a variables file: its assignments), judged by their
    first lines alone; texts and comments are passed over."""
    found = [(len(m[1]), m.start()) for m in (_ASSIGNED if assignments else _HEAD).finditer(text)]
    if not found:
        return []
    level = min(indent for indent, _ in found)
    covered = _covered(text)
    starts = [start for start, _ in covered]

    def is_covered(at: int) -> bool:
        before = bisect.bisect_left(starts, at) - 1
        return before >= 0 and at < covered[before][1]

    return [at for indent, at in found if indent == level and not is_covered(at)]


def _covered(text: str) -> list[tuple[int, int]]:
    """Ranges of comments and heredocs of several lines, in order."""
    return [(start, end) for kind, start, end in _tokens(text) if kind in ("comment", "heredoc")]


def _tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of each token; a comment or heredoc that never ends is `open_...`."""
    at = 0
    endless: set[str] = set()
    while (match := _TOKEN.search(text, at)) is not None:
        kind, start, at = match.lastgroup or "", match.start(), match.end()
        if kind == "mark":
            kind = "open_heredoc"
        if kind in ("open_heredoc", "open_comment"):
            mark = match["mark"] or "*/"
            end = -1 if mark in endless else _end_of(text, at, match["mark"])
            if end < 0:
                endless.add(mark)
            else:
                kind, at = kind.removeprefix("open_"), end
        yield kind, start, at


def _end_of(text: str, at: int, mark: str | None) -> int:
    """Where a block comment (without mark) or a heredoc ends that begins before `at`; -1 if nowhere."""
    if mark is None:
        end = text.find("*/", at)
        return end + 2 if end >= 0 else -1
    ends = re.compile(rf"^[ \t]*{re.escape(mark)}[ \t\r]*$", re.M)
    found = ends.search(text, text.find("\n", at) + 1) if "\n" in text[at:] else None
    return found.end() if found is not None else -1


def fault(source: Source, start: int, end: int, root: Node, at: Callable[[int], int]) -> Note:
    """The note on the part of a source from `start` to `end`, whose parse is `root`; `at` turns its byte
    offsets into offsets of the source."""
    return _scan(source, start, end) or _from_parser(source, root, at)


def _note(source: Source, at: int, message: str, help_: str, length: int = 1) -> Note:
    end = min(at + length, len(source.text))
    return Note("IPS002", message, help_, Span(source, min(at, end), end))


def _scan(source: Source, start: int, end: int) -> Note | None:
    """Walk over the brackets and quotation marks, and the lines that stand in blocks."""
    text = source.text[start:end]
    stack: list[_Open] = []
    line, indent = -1, 0
    before = ""
    for kind, at, stop in _tokens(text):
        begin = text.rfind("\n", 0, at) + 1
        first, line = line != begin, begin
        if kind == "comment":
            continue
        if first:
            indent = at - begin
            found = _line_fault(source, start, text, at, kind, stack)
            if found is not None:
                return found
        found = _mark_fault(source, start + at, kind, text[at:stop])
        if found is None and kind == "bracket":
            word = text[at:stop]
            if word in "[({":
                stack.append(_Open(word, at, indent, word == "{" and before in ("word", "text")))
            else:
                found = _closing(source, start, at, word, stack, indent if first else None)
        if found is not None:
            return found
        before = kind
    return _unclosed(source, start, stack[-1]) if stack else None


def _mark_fault(source: Source, at: int, kind: str, word: str) -> Note | None:
    if kind == "quote":
        return _note(source, at, "A text is never closed.", "Put a quotation mark behind it, on the same line.")
    if kind == "text":
        bad = next((m for m in _ESCAPE.finditer(word) if len(m[1]) == 1 and m[1] not in 'nrt"\\'), None)
        message = "A backslash in this text begins no escape that HCL knows."
        return _note(source, at + bad.start(), message, "Double it where one is meant.") if bad else None
    if kind == "single":
        message = "HCL knows double quotation marks only."
        return _note(source, at, message, "Write \"text\" instead of 'text'.")
    if kind == "open_heredoc":
        message = "A heredoc is never ended."
        return _note(source, at, message, "Put its end marker on a line of its own behind the text.", 2)
    return None


def _closing(source: Source, start: int, at: int, word: str, stack: list[_Open], indent: int | None) -> Note | None:
    """What a closing bracket tells; it is taken from the stack when it closes its own."""
    if not stack:
        message = f"This `{word}` closes nothing."
        return _note(source, start + at, message, "Remove it, or open what it is meant to close.")
    top = stack[-1]
    if top.bracket != _CLOSES[word] or (indent is not None and word == "}" and indent < top.indent):
        return _unclosed(source, start, top)
    stack.pop()
    return None


def _unclosed(source: Source, start: int, opened: _Open) -> Note:
    what, closing = _WHAT[opened.bracket]
    if opened.bracket == "{" and not opened.is_block:
        what = "object"
    message = f"This {what} is never closed: `{closing}` is missing."
    return _note(source, start + opened.at, message, f"Close it with `{closing}`.")


def _line_fault(source: Source, start: int, text: str, at: int, kind: str, stack: list[_Open]) -> Note | None:
    """What the first token of a line tells."""
    if kind not in ("word", "text"):
        return None
    end = text.find("\n", at)
    line = text[at : end if end >= 0 else len(text)][:_LONGEST_LINE]
    if stack and stack[-1].bracket in "[(":
        return _unclosed(source, start, stack[-1]) if _ASSIGNMENT.match(line) else None
    if not stack or stack[-1].is_block:
        for pattern, message, help_ in _LINE_FAULTS:
            if pattern.match(line):
                return _note(source, start + at, message, help_, max(len(line.rstrip()), 1))
    return None


def _from_parser(source: Source, root: Node, at: Callable[[int], int]) -> Note:
    """The first place that the parser could make nothing of."""
    for node in _faulty(root):
        place = at(node.start_byte)
        if node.is_missing:
            name = node.type if not node.type.isidentifier() else node.type.replace("_", " ")
            return _note(source, place, f"This is not HCL: `{name}` is missing here.", "Complete it.")
        length = max(at(node.end_byte) - place, 1)
        line = source.text.find("\n", place)
        length = min(length, line - place) if line > place else length
        return _note(source, place, "This is not HCL.", "Terraform would refuse the file at this place.", length)
    place = at(root.start_byte)
    return _note(source, place, "This is not HCL.", "Terraform would refuse the file at this place.")


def _faulty(root: Node) -> Iterator[Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.is_missing or node.type == "ERROR":
            yield node
        elif node.has_error:
            stack.extend(reversed(node.children))
