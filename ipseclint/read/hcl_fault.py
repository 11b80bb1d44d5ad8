"""Why a text is no HCL: the first fault of a part that does not parse, in words of our own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ipseclint.note import Note
from ipseclint.read.hcl_line import line_fault, note_at
from ipseclint.read.hcl_tokens import tokens
from ipseclint.span import Source

_CLOSES = {"]": "[", ")": "(", "}": "{"}
_WHAT = {"[": ("list", "]"), "(": ("parenthesis", ")"), "{": ("block", "}")}
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_ASSIGNMENT = re.compile(r"[\w-]+[ \t]*=(?![=>])")
_LONGEST_LINE = 500
_CURLY = frozenset("\u201c\u201d\u201e\u2018\u2019")
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


def fault(source: Source, start: int, end: int, is_broken: Callable[[str], bool]) -> Note:
    """The note on the part of a source from `start` to `end` that does not parse. `is_broken` says the same of
    other texts."""
    return _scan(source, start, end) or line_fault(source, start, end, is_broken)


def _scan(source: Source, start: int, end: int) -> Note | None:
    """Walk over the brackets and quotation marks, and the lines that stand in blocks."""
    text = source.text[start:end]
    stack: list[_Open] = []
    line, indent = -1, 0
    before = ""
    for kind, at, stop in tokens(text):
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
        return note_at(source, at, "A text is never closed.", "Put a quotation mark behind it, on the same line.")
    if kind == "text":
        bad = next((m for m in _ESCAPE.finditer(word) if len(m[1]) == 1 and m[1] not in 'nrt"\\'), None)
        message = "A backslash in this text begins no escape that HCL knows."
        return note_at(source, at + bad.start(), message, "Double it where one is meant.") if bad else None
    if kind == "single":
        message = "HCL knows double quotation marks only."
        return note_at(source, at, message, "Write \"text\" instead of 'text'.")
    if kind == "open_comment":
        return note_at(source, at, "A comment is never closed.", "Close it with `*/`.", 2)
    if kind == "blank":
        message = "A blank of another kind stands here, such as a no-break space."
        return note_at(source, at, message, "Replace it with a plain blank.")
    if word in _CURLY:
        return note_at(source, at, "A curly quotation mark stands here.", 'Write plain ones: "text".')
    if kind == "open_heredoc":
        message = "A heredoc is never ended."
        return note_at(source, at, message, "Put its end marker on a line of its own behind the text.", 2)
    return None


def _closing(source: Source, start: int, at: int, word: str, stack: list[_Open], indent: int | None) -> Note | None:
    """What a closing bracket tells; it is taken from the stack when it closes its own."""
    if not any(opened.bracket == _CLOSES[word] for opened in stack):
        message = f"This `{word}` closes nothing."
        return note_at(source, start + at, message, "Remove it, or open what it is meant to close.")
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
    return note_at(source, start + opened.at, message, f"Close it with `{closing}`.")


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
                return note_at(source, start + at, message, help_, max(len(line.rstrip()), 1))
    return None
