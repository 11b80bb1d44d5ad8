"""The Markdown report: a comment for a merge request."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipseclint.finding import Doubt, Finding, Severity
from ipseclint.outcome import Report
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.terminal import harmless
from ipseclint.report.words import counted, rule_url, scope, severities, subject

# GitHub takes comments of 65,536 characters.
_LIMIT = 60_000
_SIGNS = {Severity.ERROR: "🔴 error", Severity.WARNING: "🟠 warning", Severity.INFO: "🔵 info"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$])")


def render(report: Report, style: Style = PLAIN) -> str:
    """A headline, a table of the findings, and what stayed undecided."""
    lines = [_headline(report), ""]
    if report.findings:
        lines += ["| level | rule | place | finding |", "| --- | --- | --- | --- |"]
        lines += [*_rows(report), ""]
    lines += _undecided(report.undecided)
    lines += _aside(report)
    return "\n".join(lines).rstrip("\n") + "\n"


def _headline(report: Report) -> str:
    if report.findings:
        return f"### ipseclint: {severities(report)} in {scope(report)}"
    if report.judged_any:
        return f"### ipseclint: no findings in {scope(report)}"
    return f"### ipseclint: no planned connection in {counted(report.files, 'file')}"


def _rows(report: Report) -> Iterator[str]:
    """The rows that fit into a comment, the worst first, then how many did not."""
    size = 0
    ordered = sorted(report.findings, key=lambda finding: -finding.severity)
    for number, finding in enumerate(ordered):
        row = _row(finding)
        size += len(row)
        if size > _LIMIT:
            yield f"| … | | | and {len(ordered) - number} more |"
            return
        yield row


def _row(finding: Finding) -> str:
    at = finding.location
    place = _code(f"{at.path}:{at.line}") if at is not None else ""
    about = subject(finding)
    place += f"<br>{_text(about)}" if about else ""
    said = _text(finding.message) + (f"<br>*{_text(finding.help)}*" if finding.help else "")
    rule = f"[{finding.code}]({rule_url(finding.code)})<br>{finding.name}"
    return f"| {_SIGNS[finding.severity]} | {rule} | {place} | {said} |"


def _undecided(doubts: tuple[Doubt, ...]) -> list[str]:
    """The values that are unknown, folded away."""
    if not doubts:
        return []
    checks: dict[str, list[str]] = {}
    for doubt in doubts:
        checks.setdefault(doubt.expression, []).append(doubt.code)
    items = [f"- {_code(text)}: {', '.join(dict.fromkeys(codes))}" for text, codes in checks.items()]
    summary = f"{counted(len(doubts), 'check')} undecided: pass --var or a plan"
    return ["<details>", f"<summary>{summary}</summary>", "", *items, "", "</details>", ""]


def _aside(report: Report) -> list[str]:
    silent = [(report.suppressed, "suppressed"), (report.baselined, "in the baseline")]
    words = [f"{count} {what}" for count, what in silent if count]
    return [f"Not shown: {', '.join(words)}."] if words else []


def _text(text: str) -> str:
    """Text as it is: no markup, no HTML, and nobody is called by an @."""
    return _SPECIAL.sub(r"\\\1", harmless(text)).replace("@", "@\u2060")


def _code(text: str) -> str:
    """A code span for a table cell, whatever backticks are in it."""
    text = harmless(text).replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{blank}{text}{blank}{fence}"
