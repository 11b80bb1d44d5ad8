"""The terminal: how wide a text is there, which characters are harmless, and colours."""

from __future__ import annotations

import unicodedata

RESET = "\x1b[0m"
CODES = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "info": "\x1b[1;36m",
    "frame": "\x1b[1;34m",
    "strong": "\x1b[1m",
    "good": "\x1b[1;32m",
    "faint": "\x1b[2m",
}


def paint(text: str, role: str, color: bool) -> str:
    """A text in the colour of a role, or as it is."""
    return f"{CODES[role]}{text}{RESET}" if color and text else text


def harmless(text: str) -> str:
    """A text on one line, with nothing in it that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(ch if ch.isprintable() else " " if ch in "\t\r\n" else "\ufffd" for ch in text)


def display_width(text: str) -> int:
    """Columns that a text takes: East Asian wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_cells(ch) for ch in text)


def _cells(ch: str) -> int:
    if unicodedata.category(ch) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(ch) in "WF" else 1


def wrap(text: str, width: int, indent: str) -> str:
    """A text broken at blanks into lines of at most `width` columns; later lines begin with `indent`.
    A width of 0 breaks nothing; a word that is too long stands alone."""
    if width <= 0 or display_width(text) <= width:
        return text
    lines: list[str] = []
    line = text[: len(text) - len(text.lstrip(" "))]
    for word in text.split():
        longer = f"{line} {word}" if line.strip() else line + word
        if line.strip() and display_width(longer) > width:
            lines.append(line)
            longer = indent + word
        line = longer
    return "\n".join([*lines, line])
