"""The JSON lines report: each finding as one line, with the keys of the JSON report."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint.outcome import Report
from ipseclint.report.json import dump_line, finding_object
from ipseclint.report.style import PLAIN, Style


def render(report: Report, style: Style = PLAIN) -> str:
    """One JSON object a line."""
    return "".join(chunks(report, style))


def chunks(report: Report, style: Style = PLAIN) -> Iterator[str]:
    """The same text line by line, for reports that are too long to hold."""
    return (dump_line(finding_object(finding)) for finding in report.findings)
