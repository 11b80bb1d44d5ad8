"""One finding as HTML: headline, place, the lines it is about, and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ipseclint.finding import Finding
from ipseclint.report.html_text import tag, text
from ipseclint.report.picture import Mark, by_file, marks_of
from ipseclint.report.words import repair, rule_url, subject


def article(finding: Finding, number: int) -> str:
    """The finding with what the filter asks for in its attributes."""
    severity = str(finding.severity)
    name = f"finding-{number}"
    lines = [
        f'<article id="{name}" class="finding {severity}" data-severity="{severity}" '
        f'data-code="{text(finding.code)}" aria-labelledby="{name}-title">',
        f'<h3 id="{name}-title">{tag("span", severity, role="level")} '
        f'<a href="{text(rule_url(finding.code))}" rel="noreferrer">{text(finding.code)}</a> {text(finding.name)}</h3>',
        tag("p", finding.message, role="message"),
        *_place(finding),
        *_pictures(finding),
        *_advice(finding),
        "</article>",
    ]
    return "\n".join(lines)


def _place(finding: Finding) -> Iterator[str]:
    at = finding.location
    words = [f"{at.path}:{at.line}:{at.column}"] if at is not None else []
    words += [about] if (about := subject(finding)) else []
    if words:
        yield f'<p class="place">{" · ".join(tag("span", word) for word in words)}</p>'


def _pictures(finding: Finding) -> Iterator[str]:
    """The lines of each file; another file than the finding's own is named."""
    if finding.location is None:
        return
    for path, marks in by_file(marks_of(finding), finding.location.path):
        caption = tag("figcaption", path) if path != finding.location.path else ""
        lines = groupby(marks, key=lambda mark: (mark.line, mark.text))
        rows = "".join(_line(number, line, list(group)) for (number, line), group in lines)
        yield f'<figure>{caption}<pre tabindex="0">{rows}</pre></figure>'


def _line(number: int, line: str, marks: list[Mark]) -> str:
    """A line with its marked ranges, and behind it what they are. Of ranges that overlap the first is marked."""
    pieces, at = [], 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        if mark.start < at:
            continue
        shown = line[mark.start : mark.end] or " "
        role = "other" if mark.role == "frame" else "own"
        pieces += [text(line[at : mark.start]), tag("mark", shown, role=role)]
        at = max(mark.end, mark.start)
    pieces.append(text(line[at:]))
    labels = "".join(tag("b", mark.label) for mark in marks if mark.label)
    return f'<span class="line"><span class="n">{number}</span><code>{"".join(pieces)}</code>{labels}</span>'


def _advice(finding: Finding) -> Iterator[str]:
    if finding.help:
        yield f'<p class="help"><b>Help:</b> {text(finding.help)}</p>'
    if finding.profile:
        yield f'<p class="help"><b>Profile:</b> {text(finding.profile)}</p>'
    if finding.fix is not None:
        yield f'<p class="help"><b>Fix:</b> {text(repair(finding.fix, finding.help))}</p>'
