"""Pictures: source lines with their numbers and marks under the places of a finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ipseclint.finding import Excerpt, Finding
from ipseclint.report.style import Style
from ipseclint.report.terminal import display_width, harmless, paint

_LEAST_ROOM = 20


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of one line: `column` is told, `start` and `end` count characters of `text`."""

    path: str
    line: int
    column: int
    text: str
    start: int
    end: int
    label: str
    role: str


def picture(finding: Finding, subject: str, style: Style) -> Iterator[str]:
    """The lines under a finding's headline: where it is, and what stands there."""
    if finding.location is None:
        return
    marks = marks_of(finding)
    gutter = max((len(str(mark.line)) for mark in marks), default=1)
    at = finding.location
    where = f"{harmless(at.path)}:{at.line}:{at.column}{subject}"
    yield f"{' ' * gutter}{paint('-->', 'frame', style.color)} {where}"
    for path, group in by_file(marks, at.path):
        if path != at.path:
            first = group[0]
            place = f"{harmless(path)}:{first.line}:{first.column}"
            yield f"{' ' * gutter}{paint(':::', 'frame', style.color)} {place}"
        yield from _lines(group, gutter, style)


def marks_of(finding: Finding) -> list[Mark]:
    """A mark for each place of a finding that has an excerpt: its own first, then the related ones."""
    labels = ["", *(related.message for related in finding.related)]
    roles = [str(finding.severity), *["frame"] * len(finding.related)]
    return [_mark(*place) for place in zip(finding.excerpts, labels, roles, strict=False)]


def _mark(excerpt: Excerpt, label: str, role: str) -> Mark:
    at = excerpt.location
    return Mark(at.path, at.line, at.column, excerpt.text, excerpt.start, excerpt.end, harmless(label), role)


def by_file(marks: list[Mark], first: str) -> Iterator[tuple[str, list[Mark]]]:
    """The marks of each file in the order of their lines, those of the file `first` before all others."""
    paths = dict.fromkeys([first, *(mark.path for mark in marks)])
    for path in paths:
        group = sorted((mark for mark in marks if mark.path == path), key=lambda mark: mark.line)
        if group:
            yield path, group


def _lines(marks: list[Mark], gutter: int, style: Style) -> Iterator[str]:
    """One file's lines between bars, with dots where lines are left out."""
    bar = paint("|", "frame", style.color)
    yield f"{' ' * gutter} {bar}"
    before = marks[0].line
    for (line, text), group in groupby(marks, key=lambda mark: (mark.line, mark.text)):
        same = list(group)
        if line > before + 1:
            yield paint("...", "frame", style.color)
        before = line
        number = paint(f"{line:>{gutter}}", "frame", style.color)
        shown, shift = _fit(text, min(mark.start for mark in same), style.width - gutter - 3, style.width)
        yield f"{number} {bar} {shown}".rstrip()
        for mark in sorted(same, key=lambda mark: mark.start):
            yield f"{' ' * gutter} {bar} {_underline(mark, shown, shift, style.color)}"
    yield f"{' ' * gutter} {bar}"


def _underline(mark: Mark, shown: str, shift: int, color: bool) -> str:
    start = min(max(mark.start - shift, 0), len(shown))
    end = min(max(mark.end - shift, start), len(shown))
    blank = " " * display_width(shown[:start])
    sign = "-" if mark.role == "frame" else "^"
    under = sign * max(1, display_width(shown[start:end]))
    return blank + paint(f"{under} {mark.label}".rstrip(), mark.role, color)


def _fit(text: str, first: int, room: int, width: int) -> tuple[str, int]:
    """The part of a line around character `first` that fits into `room` columns, and how many characters
    the rest moved to the left."""
    if width <= 0 or display_width(text) <= max(room, _LEAST_ROOM):
        return text, 0
    room = max(room, _LEAST_ROOM) - 2
    left = max(0, first - room // 3)
    right = left
    while right < len(text) and display_width(text[left : right + 1]) <= room:
        right += 1
    head = "…" if left else ""
    tail = "…" if right < len(text) else ""
    return head + text[left:right] + tail, left - len(head)
