"""The JSON report, version 1: what other programs rely on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from ipseclint import __version__
from ipseclint.finding import Doubt, Edit, Finding, Fix, Related, Severity
from ipseclint.outcome import Report
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.words import rule_url, tunnel
from ipseclint.span import Location

VERSION = 1
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_NOWHERE = dict.fromkeys(("line", "column", "end_line", "end_column"))


def render(report: Report, style: Style = PLAIN) -> str:
    """The whole report as one JSON object."""
    return "".join(chunks(report, style))


def chunks(report: Report, style: Style = PLAIN) -> Iterator[str]:
    """The same text piece by piece, for reports that are too long to hold."""
    head = {
        "version": VERSION,
        "tool": {"name": "ipseclint", "version": __version__},
        "summary": _summary(report),
    }
    yield dump(head).removesuffix("\n}\n") + ',\n  "findings": '
    yield from _listed(finding_object(finding) for finding in report.findings)
    yield ',\n  "undecided": '
    yield from _listed(_doubt(doubt) for doubt in report.undecided)
    yield "\n}\n"


def _listed(objects: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A list of objects on the report's first level."""
    lead = "[\n"
    for one in objects:
        yield lead + "    " + dump(one).rstrip("\n").replace("\n", "\n    ")
        lead = ",\n"
    yield "[]" if lead == "[\n" else "\n  ]"


def dump(value: Any, indent: int | None = 2) -> str:
    """JSON with a line end: the same bytes for the same value, and always valid UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding with the keys and the order of version 1."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": str(finding.severity),
        "message": finding.message,
        "help": finding.help,
        "path": finding.path,
        "dialect": finding.dialect,
        **_place(finding.location),
        "connection": finding.connection,
        "tunnel": tunnel(finding),
        "pointer": finding.pointer,
        "defaulted": finding.defaulted,
        "profile": finding.profile,
        "related": [_related(related) for related in finding.related],
        "fix": _fix(finding.fix) if finding.fix is not None else None,
        "url": rule_url(finding.code),
        "fingerprint": finding.fingerprint,
    }


def _summary(report: Report) -> dict[str, int]:
    return {
        "files": report.files,
        "connections": report.connections,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "suppressed": report.suppressed,
        "baselined": report.baselined,
        "undecided": len(report.undecided),
    }


def _place(at: Location | None) -> dict[str, int | None]:
    if at is None:
        return dict(_NOWHERE)
    return {"line": at.line, "column": at.column, "end_line": at.end_line, "end_column": at.end_column}


def _related(related: Related) -> dict[str, Any]:
    at = related.location
    return {"path": at.path, **_place(at), "message": related.message}


def _fix(fix: Fix) -> dict[str, Any]:
    """A fix; its edits are left out when one of them would show a secret."""
    tellable = all(edit.location is not None and not edit.secret for edit in fix.edits)
    edits = [_edit(edit) for edit in fix.edits] if tellable else []
    return {"title": fix.title, "safe": fix.safe, "edits": edits}


def _edit(edit: Edit) -> dict[str, Any]:
    place = _place(edit.location)
    return {"path": edit.path, "start": edit.start, "end": edit.end, **place, "text": edit.text}


def _doubt(doubt: Doubt) -> dict[str, Any]:
    at = doubt.location
    return {
        "code": doubt.code,
        "name": doubt.name,
        "path": at.path,
        "line": at.line,
        "column": at.column,
        "connection": doubt.connection,
        "pointer": doubt.pointer,
        "expression": doubt.expression,
    }
