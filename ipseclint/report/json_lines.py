"""The JSON lines report: each finding as one line, with the keys of the JSON report."""

from __future__ import annotations

from ipseclint.engine import Report
from ipseclint.report.json import dump, finding_object
from ipseclint.report.style import PLAIN, Style


def render(report: Report, style: Style = PLAIN) -> str:
    """One JSON object a line."""
    return "".join(dump(finding_object(finding), indent=None) for finding in report.findings)
