"""The SARIF 2.1.0 report, for code scanning."""

from __future__ import annotations

from typing import Any

from ipseclint import __version__
from ipseclint.finding import Edit, Finding, Fix, Severity, Silenced
from ipseclint.outcome import Report
from ipseclint.report.json import dump
from ipseclint.report.sarif_rules import descriptors
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.uri import is_absolute, uri
from ipseclint.report.words import DOCS, rule_url, subject
from ipseclint.span import Location

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "SRCROOT"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_KINDS = {"comment": "inSource", "configuration": "external", "baseline": "external"}


def render(report: Report, style: Style = PLAIN) -> str:
    """One run with its rules, artifacts and results; silenced findings are results with suppressions."""
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]})


def _run(report: Report) -> dict[str, Any]:
    silenced = sorted(report.silenced, key=lambda one: one.finding.sort_key())
    shown = [*report.findings, *(one.finding for one in silenced)]
    codes = sorted({finding.code for finding in shown})
    artifacts = {path: index for index, path in enumerate(_paths(shown))}
    context = Context(artifacts, {code: index for index, code in enumerate(codes)})
    results = [context.result(finding, []) for finding in report.findings]
    results += [context.result(one.finding, [_suppression(one)]) for one in silenced]
    return {
        "tool": {"driver": _driver(codes, shown)},
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {ROOT: {"description": message("The directory in which ipseclint ran.")}},
        "artifacts": [{"location": context.artifact(path)} for path in artifacts],
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\r", "\n"],
        "defaultEncoding": "utf-8",
        "results": results,
    }


def _driver(codes: list[str], findings: list[Finding]) -> dict[str, Any]:
    return {
        "name": "ipseclint",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": DOCS.removesuffix("/blob/main/docs"),
        "rules": descriptors({finding.code: finding.name for finding in findings}, codes),
    }


def _invocation(report: Report) -> dict[str, Any]:
    """How the run went: a rule that broke is told, and makes it unsuccessful."""
    broken = [finding for finding in report.findings if finding.code == "IPS010"]
    invocation: dict[str, Any] = {"executionSuccessful": not broken}
    if broken:
        invocation["toolExecutionNotifications"] = [
            {"level": "error", "message": message(finding.message)} for finding in broken
        ]
    return invocation


def _paths(findings: list[Finding]) -> dict[str, None]:
    """Every file that a finding names, in order."""
    places = [finding.location for finding in findings if finding.location]
    places += [related.location for finding in findings for related in finding.related]
    return dict.fromkeys(sorted({place.path for place in places}))


def _suppression(silenced: Silenced) -> dict[str, Any]:
    suppression = {"kind": _KINDS.get(silenced.by, "external"), "status": "accepted"}
    reason = silenced.reason or ("It is in the baseline." if silenced.by == "baseline" else "")
    return {**suppression, "justification": reason} if reason else suppression


def message(text: str) -> dict[str, str]:
    """A message object: braces doubled (3.11.5), and nothing that reads as an embedded link (3.11.6)."""
    return {"text": text.replace("{", "{{").replace("}", "}}").replace("](", "] (") or "-"}


class Context:
    """The arrays of a run that results point into."""

    __slots__ = ("artifacts", "rules")

    def __init__(self, artifacts: dict[str, int], rules: dict[str, int]) -> None:
        self.artifacts = artifacts
        self.rules = rules

    def artifact(self, path: str) -> dict[str, Any]:
        base = {} if is_absolute(path) else {"uriBaseId": ROOT}
        index = {"index": self.artifacts[path]} if path in self.artifacts else {}
        return {"uri": uri(path), **base, **index}

    def result(self, finding: Finding, suppressions: list[dict[str, Any]]) -> dict[str, Any]:
        """One result. `suppressions` stands in each, as the standard wants all or none (3.27.23)."""
        result: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": self.rules[finding.code],
            "kind": "fail",
            "level": LEVELS[finding.severity],
            "message": message(f"{finding.message} {finding.help}".strip()),
            "locations": [self._location(finding)],
        }
        if finding.related:
            result["relatedLocations"] = [
                {"id": number, **self._place(one.location), "message": message(one.message)}
                for number, one in enumerate(finding.related, 1)
            ]
        if finding.fingerprint:
            result["partialFingerprints"] = {"ipseclint/v1": finding.fingerprint}
        if finding.fix is not None and _can_be_told(finding.fix):
            result["fixes"] = [self._fix(finding.fix)]
        return {**result, "suppressions": suppressions, "properties": _properties(finding)}

    def _location(self, finding: Finding) -> dict[str, Any]:
        if finding.location is None:
            # Code scanning refuses a result without a place: one about the run is at the directory of the run.
            return {"physicalLocation": {"artifactLocation": self.artifact("./")}, "message": message("The run.")}
        place = self._place(finding.location, _snippet(finding))
        if not finding.connection:
            return place
        name = finding.connection + (finding.pointer or "")
        return {**place, "logicalLocations": [{"fullyQualifiedName": name, "kind": "member"}]}

    def _place(self, at: Location, snippet: str = "") -> dict[str, Any]:
        region: dict[str, Any] = _region(at)
        place: dict[str, Any] = {"artifactLocation": self.artifact(at.path), "region": region}
        if snippet:
            place["contextRegion"] = {"startLine": at.line, "endLine": at.end_line, "snippet": {"text": snippet}}
        return {"physicalLocation": place}

    def _fix(self, fix: Fix) -> dict[str, Any]:
        """A fix: the edits of each file together."""
        changes: dict[str, list[dict[str, Any]]] = {}
        for edit in fix.edits:
            changes.setdefault(edit.path, []).append(_replacement(edit))
        title = fix.title if fix.safe else f"{fix.title.rstrip('.')} (the tunnel then negotiates differently)."
        return {
            "description": message(title),
            "artifactChanges": [
                {"artifactLocation": self.artifact(path), "replacements": replacements}
                for path, replacements in changes.items()
            ],
        }


def _region(at: Location) -> dict[str, int]:
    return {
        "startLine": at.line,
        "startColumn": at.column,
        "endLine": at.end_line,
        "endColumn": at.end_column,
    }


def _snippet(finding: Finding) -> str:
    """The line of the finding with its secrets masked, when it is more than the place itself."""
    at = finding.location
    if at is None or not finding.excerpts or at.line != at.end_line:
        return ""
    shown = finding.excerpts[0]
    return shown.text if shown.end - shown.start < len(shown.text) else ""


def _can_be_told(fix: Fix) -> bool:
    return bool(fix.edits) and all(edit.location is not None and not edit.secret for edit in fix.edits)


def _replacement(edit: Edit) -> dict[str, Any]:
    assert edit.location is not None
    deleted = {"deletedRegion": _region(edit.location)}
    return {**deleted, "insertedContent": {"text": edit.text}} if edit.text else deleted


def _properties(finding: Finding) -> dict[str, Any]:
    """What SARIF has no place for."""
    values = {
        "connection": finding.connection,
        "subject": subject(finding),
        "pointer": finding.pointer,
        "dialect": finding.dialect,
        "defaulted": finding.defaulted,
        "profile": finding.profile,
        "url": rule_url(finding.code),
    }
    return {name: value for name, value in values.items() if value not in (None, "", False)}
