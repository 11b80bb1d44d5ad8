"""The reviewdog reports: rdjson (one object) and rdjsonl (one diagnostic a line)."""

from __future__ import annotations

from typing import Any

from ipseclint.finding import Finding, Fix
from ipseclint.outcome import Report
from ipseclint.report.json import dump, dump_line
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.words import DOCS, rule_url
from ipseclint.span import Location

_SOURCE = {"name": "ipseclint", "url": DOCS.removesuffix("/blob/main/docs")}


def render(report: Report, style: Style = PLAIN) -> str:
    """A DiagnosticResult."""
    return dump({"source": _SOURCE, "diagnostics": [_diagnostic(finding) for finding in report.findings]})


def render_lines(report: Report, style: Style = PLAIN) -> str:
    """A Diagnostic a line, each with its source."""
    lines = ({**_diagnostic(finding), "source": _SOURCE} for finding in report.findings)
    return "".join(dump_line(line) for line in lines)


def _diagnostic(finding: Finding) -> dict[str, Any]:
    at = finding.location
    place = {"location": {"path": at.path, "range": _range(at)}} if at is not None else {}
    suggestions = _suggestions(finding.fix, at) if finding.fix is not None and at is not None else []
    return {
        "message": f"{finding.name}: {finding.message} {finding.help}".strip(),
        **place,
        "severity": str(finding.severity).upper(),
        "code": {"value": finding.code, "url": rule_url(finding.code)},
        **({"suggestions": suggestions} if suggestions else {}),
    }


def _range(at: Location) -> dict[str, dict[str, int]]:
    """A range with columns in bytes of UTF-8, as this format counts; without them it means whole lines."""
    if not at.byte_column or not at.byte_end_column:
        return {"start": {"line": at.line}, "end": {"line": at.end_line}}
    return {
        "start": {"line": at.line, "column": at.byte_column},
        "end": {"line": at.end_line, "column": at.byte_end_column},
    }


def _suggestions(fix: Fix, at: Location) -> list[dict[str, Any]]:
    """The fix, when it is one edit: reviewdog offers each suggestion by itself."""
    if len(fix.edits) != 1:
        return []
    edit = fix.edits[0]
    place = edit.location
    if edit.secret or edit.path != at.path or place is None or not place.byte_column or not place.byte_end_column:
        return []
    return [{"range": _range(place), "text": edit.text}]
