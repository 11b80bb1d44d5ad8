"""The line of a text at which it stops being HCL, and what is wrong with that line."""

from __future__ import annotations

import re
from collections.abc import Callable

from ipseclint.note import Note
from ipseclint.read.hcl_tokens import completion
from ipseclint.span import Source, Span

# Longer parts are told at their beginning.
_LONGEST_PART = 300_000
_LONGEST_LINE = 500
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_PLAIN = ("This is not HCL.", "Terraform would refuse the file at this place.")
_PATTERNS = (
    (
        re.compile(r"<{7}|={7}|>{7}"),
        "The marks of a merge conflict are left in the file.",
        "Settle it, and remove them.",
    ),
    (re.compile(r'[\w-]+(?:\s+"[^"]*")+\s*=\s*\{'), "A block has `=` before its brace.", "Remove it."),
    (re.compile(r'.*"[^"]*"\s+"'), "Between two texts stands no comma.", "Separate the items of a list by commas."),
    (re.compile(r".*,\s*,"), "Two commas stand next to each other.", "Remove one of them."),
    (re.compile(r".*;"), "HCL knows no semicolons.", "Put each attribute on a line of its own."),
    (re.compile(r'.*\$\{[^"}(\[]*"'), "What `${` begins is never closed.", "Close it with `}`."),
    (re.compile(r"[^?]*\?[^:]*$"), "A condition has no second value.", "Write condition ? value : other."),
    (re.compile(r".*[-+*/%=<>&|!]\s*$"), "An operator has no value behind it.", "Complete the expression."),
    (re.compile(r"[\w-]+\s*$"), "A name stands alone.", "Write name = value, or remove it."),
)


def note_at(source: Source, at: int, message: str, help_: str, length: int = 1) -> Note:
    """A syntax error of `length` characters."""
    end = min(at + length, len(source.text))
    return Note("IPS002", message, help_, Span(source, min(at, end), end))


def line_fault(source: Source, start: int, end: int, is_broken: Callable[[str], bool]) -> Note:
    """The note on the first line of a part that cannot follow those before it."""
    text = source.text[start:end]
    at, line, before = _first_bad(text, is_broken)
    lead = len(line) - len(line.lstrip())
    message, help_ = _said(line.strip(), before.strip())
    return note_at(source, start + at + lead, message, help_, max(len(line.strip()), 1))


def _first_bad(text: str, is_broken: Callable[[str], bool]) -> tuple[int, str, str]:
    """Where the line begins after which no closing bracket helps any more, its text, and the line before it."""
    lines = _LINE.findall(text) if len(text) <= _LONGEST_PART else [text[:_LONGEST_LINE]]
    ends = [0]
    for line in lines:
        ends.append(ends[-1] + len(line))
    good, bad = 0, len(lines)
    while bad - good > 1:
        middle = (good + bad) // 2
        part = text[: ends[middle]]
        if is_broken(part + completion(part)):
            bad = middle
        else:
            good = middle
    place = max(bad - 1, 0)
    before = next((line for line in reversed(lines[:place]) if line.strip()), "")
    return ends[place], lines[place] if lines else "", before


def _said(line: str, before: str) -> tuple[str, str]:
    short = line[:_LONGEST_LINE]
    if short[:1] in ('"', "[", "{") and before and before[-1:] not in (",", "[", "(", "{", "="):
        return "Before this item stands no comma.", "Separate the items of a list by commas."
    for pattern, message, help_ in _PATTERNS:
        if pattern.match(short):
            return message, help_
    return _PLAIN
