"""The GitHub report: workflow commands that become annotations of a pull request."""

from __future__ import annotations

from ipseclint.finding import Finding, Severity
from ipseclint.outcome import Report
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.terminal import harmless

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, style: Style = PLAIN) -> str:
    """`::error title=…,file=…,line=…,col=…::message`, one a line."""
    return "".join(f"{_command(finding)}\n" for finding in report.findings)


def _command(finding: Finding) -> str:
    properties = {"title": f"{finding.code} {finding.name}", **_place(finding)}
    pairs = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[finding.severity]} {pairs}::{_data(f'{finding.message} {finding.help}'.strip())}"


def _place(finding: Finding) -> dict[str, str]:
    at = finding.location
    if at is None:
        return {}
    place = {"file": at.path, "line": str(at.line), "endLine": str(at.end_line), "col": str(at.column)}
    # An annotation over several lines takes no columns for its end.
    return {**place, "endColumn": str(at.end_column)} if at.line == at.end_line else place


def _data(text: str) -> str:
    # Line ends would be %0D and %0A; a title or message has none left.
    return harmless(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
