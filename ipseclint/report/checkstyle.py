"""The Checkstyle report, which many build servers read."""

from __future__ import annotations

from itertools import groupby

from ipseclint.finding import Finding
from ipseclint.outcome import Report
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.xml import HEADER, element


def render(report: Report, style: Style = PLAIN) -> str:
    """The findings of each file; one about the run is at the directory."""
    files = [
        element("file", {"name": path}, [_error(finding) for finding in group])
        for path, group in groupby(report.findings, key=lambda finding: finding.path or ".")
    ]
    return HEADER + element("checkstyle", {"version": "8.0"}, files) + "\n"


def _error(finding: Finding) -> str:
    at = finding.location
    place = {"line": at.line, "column": at.column} if at is not None else {}
    said = {
        "severity": finding.severity,
        "message": f"{finding.name}: {finding.message} {finding.help}".strip(),
        "source": f"ipseclint.{finding.code}",
    }
    return element("error", {**place, **said})
