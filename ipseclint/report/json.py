"""The JSON report, version 1: what other programs rely on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from ipseclint import __version__
from ipseclint.finding import Doubt, Edit, Finding, Fix, Related, Severity
from ipseclint.outcome import Report
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.words import rule_url, tunnel
from ipseclint.span import Location

VERSION = 1
_encode = json.JSONEncoder(ensure_ascii=False).encode
_quoted = json.encoder.encode_basestring
_CONSTANTS = {None: "null", True: "true", False: "false"}
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
    line = "\n    "
    lead = "["
    for one in objects:
        yield lead + line + _utf8(_laid_out(one, line))
        lead = ","
    yield "[]" if lead == "[" else "\n  ]"


def dump(value: Any) -> str:
    """JSON on indented lines, with a line end: the same bytes for the same value, and always valid UTF-8."""
    return _utf8(_laid_out(value, "\n")) + "\n"


def dump_line(value: Any) -> str:
    """The same on one line."""
    return _utf8(_encode(value)) + "\n"


def _laid_out(value: Any, line: str) -> str:
    """JSON on indented lines, as json.dumps lays it out, in less time: a report on a million connections is half a
    gigabyte. `line` is a line end with the indentation so far."""
    inner = line + "  "
    if isinstance(value, dict) and value:
        return _template(tuple(value), inner) % tuple(_words(value.values(), inner)) + line + "}"
    if isinstance(value, (list, tuple)) and value:
        return "[" + inner + f",{inner}".join(_words(value, inner)) + line + "]"
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    return str(value) if isinstance(value, int) else _encode(value)


def _words(values: Iterable[Any], line: str) -> list[str]:
    return [_quoted(value) if isinstance(value, str) else _laid_out(value, line) for value in values]


@lru_cache(maxsize=256)
def _template(keys: tuple[str, ...], line: str) -> str:
    """An object with these keys, open, with a place for each value: findings all have the same ones."""
    return "{" + ",".join(f"{line}{_quoted(key).replace('%', '%%')}: %s" for key in keys)


def _utf8(text: str) -> str:
    return text if text.isascii() else _LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


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
