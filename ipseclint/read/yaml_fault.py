"""What is wrong with a text that is not YAML, in words."""

from __future__ import annotations

from typing import Any

from ipseclint.node import Place
from ipseclint.note import Note
from ipseclint.secret import bare_ranges
from ipseclint.span import Source


def syntax_note(source: Source, error: Any) -> Note:
    """The finding for an error of the YAML parser, at its place."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is not None:
        offset = min(mark.index, len(source.text))
        problem = (getattr(error, "problem", None) or "is not YAML").strip()
        context = (getattr(error, "context", None) or "").strip()
    else:
        offset = min(getattr(error, "position", 0), len(source.text))
        problem, context = _reader_problem(error), ""
    words = f"{problem} {context}".strip()
    if "maximum nesting depth" in words:  # libyaml's own bound, met before a value is seen
        return Note("IPS004", "The text is nested too deeply.", "Flatten it.", source.span(offset, offset))
    _hide_rest(source, offset)
    help_ = _syntax_help(source.text, offset, words)
    related: tuple[Place, ...] = ()
    other = getattr(error, "context_mark", None)
    if other is not None and other.index < offset:
        related = (Place(source.span(other.index, other.index), "what is being read begins here"),)
    return Note("IPS002", f"This is not YAML: {words}.", help_, source.span(offset, offset), related=related)


def _hide_rest(source: Source, offset: int) -> None:
    """Hide a line from the secret on that stands before the fault: a quote inside a key ends it too early."""
    begin, end = source.line_range(source.position(offset)[0])
    bare = bare_ranges(source.text[begin:offset], [])
    if bare:
        source.hide(begin + bare[0][0], end)


def _reader_problem(error: Any) -> str:
    character = getattr(error, "character", None)
    if isinstance(character, int):
        return f"the control character U+{character:04X} is not allowed"
    return str(getattr(error, "reason", None) or "the text cannot be read")


def _syntax_help(text: str, offset: int, words: str) -> str:
    line_start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    line = text[line_start : offset + 1]
    if "\t" in line:
        return "Indent with blanks: YAML takes no tabs there."
    if "mapping values are not allowed" in words:
        return "Put the value in quotes if it holds ': ', or check the indentation of the line above."
    if "flow" in words or "',' or '" in words:
        return "Close the bracket or brace that is open, or add the missing comma."
    if "scanning a quoted scalar" in words:
        return "Close the quote."
    if "cannot start any token" in words:
        return "Put the value in quotes."
    return "Check the indentation and the quotes around this place."
