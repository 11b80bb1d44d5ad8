"""The concise report: one line for each finding, for editors and for grep."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint.finding import Finding
from ipseclint.outcome import Report
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.terminal import harmless, paint


def render(report: Report, style: Style = PLAIN) -> str:
    """`path:line:column: severity CODE name: message`; a finding about the run has `-` for its place."""
    return "".join(chunks(report, style))


def chunks(report: Report, style: Style = PLAIN) -> Iterator[str]:
    """The same text line by line, for reports that are too long to hold."""
    return (f"{_line(finding, style.color)}\n" for finding in report.findings)


def _line(finding: Finding, color: bool) -> str:
    at = finding.location
    place = f"{harmless(at.path)}:{at.line}:{at.column}" if at is not None else "-"
    severity = paint(str(finding.severity), str(finding.severity), color)
    return f"{place}: {severity} {finding.code} {finding.name}: {harmless(finding.message)}"
