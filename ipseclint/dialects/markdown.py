"""Markdown: code fences are read in their own language; the text around them is nobody's."""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ipseclint.dialects.trail import rescoped
from ipseclint.dialects.tree import Reading
from ipseclint.span import Source, outermost

# Blanks, quote signs and the mark of a list's item may stand before a fence.
_OPENING = re.compile(
    r"(?P<indent>[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?)"
    r"(?:(?P<ticks>`{3,})(?P<info>[^`\r\n]*)|(?P<tildes>~{3,})(?P<words>[^\r\n]*))(?=[\r\n]|\Z)"
)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_WORD = re.compile(r"[{. \t]*([A-Za-z][\w+-]*)")
_INDENT = re.compile(r"[ \t]*(?:>[ \t]?)*")
_SHELL = ("sh", "bash", "shell", "zsh", "console", "shell-session", "terminal")
_TERRAFORM = ("hcl", "terraform", "tf")


@dataclass(frozen=True, slots=True)
class Fence:
    """One code block: its language, and its text as a source of its own."""

    language: str
    source: Source


def read_markdown(source: Source, explicit: bool = True) -> Reading:
    """The connections in the code blocks of a text; Terraform's only when the file was named (`explicit`)."""
    reading = Reading()
    for fence in fences(source):
        reader = _READERS.get(fence.language)
        if reader is None or (fence.language in _TERRAFORM and not explicit):
            continue
        found = reader(fence.source)
        # A fence without a connection is an example of something else: its faults are its own.
        if found.requests:
            reading.requests.extend(found.requests)
            reading.known.extend(found.known)
            reading.notes.extend(found.notes)
    return reading


def fences(source: Source) -> Iterator[Fence]:
    """The fenced code blocks of a Markdown text."""
    opening: re.Match[str] | None = None
    lines: list[tuple[int, str]] = []
    for match in _LINE.finditer(source.text):
        line = match[0]
        if opening is None:
            opening = _OPENING.match(line)
            lines = [(match.end(), "")]
        elif _closes(line, opening["ticks"] or opening["tildes"]):
            yield _fence(source, opening, lines)
            opening = None
        else:
            lines.append((match.start(), line))
    if opening is not None:
        yield _fence(source, opening, lines)


def _closes(line: str, fence: str) -> bool:
    text = line.strip(" \t\r\n>")
    return len(text) >= len(fence) and set(text) == {fence[0]}


def _fence(source: Source, opening: re.Match[str], lines: list[tuple[int, str]]) -> Fence:
    """A block's text without the indentation of its fence."""
    word = _WORD.match(opening["info"] or opening["words"] or "")
    language = word[1].lower() if word else ""
    width = len(opening["indent"])
    text: list[str] = []
    offsets = array("q")
    for start, line in lines:
        blank = _INDENT.match(line)
        cut = min(width, blank.end() if blank else 0)
        text.append(line[cut:])
        offsets.extend(range(start + cut, start + len(line)))
    offsets.append(offsets[-1] + 1 if offsets else lines[0][0])
    return Fence(language, source.embed("".join(text), offsets))


def _script(source: Source) -> Reading:
    from ipseclint.dialects.script import read_script

    return _alone(read_script(source), source)


def _yaml(source: Source) -> Reading:
    from ipseclint.dialects.recognise import read_yaml_text

    return read_yaml_text(source)


def _json(source: Source) -> Reading:
    from ipseclint.dialects.recognise import read_json_text

    return read_json_text(source)


def _terraform(source: Source) -> Reading:
    from ipseclint.dialects.terraform.read import read_texts

    return _alone(read_texts({"main.tf": source}, whole=False), source)


def _alone(reading: Reading, source: Source) -> Reading:
    """A reading whose names mean something within its block only."""
    outer, at, _ = outermost(source, 0, 0)
    return rescoped(reading, f"{outer.path}:{at}#")


_READERS: dict[str, Callable[[Source], Reading]] = {
    **dict.fromkeys(_SHELL, _script),
    **dict.fromkeys(("yaml", "yml"), _yaml),
    **dict.fromkeys(("json", "jsonc", "json5"), _json),
    **dict.fromkeys(_TERRAFORM, _terraform),
}
