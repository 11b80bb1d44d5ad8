"""The GitLab report: Code Quality JSON for the widget of a merge request."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from ipseclint.finding import Finding, Severity
from ipseclint.outcome import Report
from ipseclint.report.json import dump
from ipseclint.report.style import PLAIN, Style

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render(report: Report, style: Style = PLAIN) -> str:
    """One array; GitLab shows findings of one fingerprint as one, so each has its own."""
    seen: Counter[tuple[str, str]] = Counter()
    issues = []
    for finding in report.findings:
        key = (finding.path or "", finding.fingerprint)
        issues.append(_issue(finding, seen[key]))
        seen[key] += 1
    return dump(issues)


def _issue(finding: Finding, number: int) -> dict[str, Any]:
    at = finding.location
    end = {"end": at.end_line} if at is not None else {}
    return {
        "description": f"{finding.name}: {finding.message} {finding.help}".strip(),
        "check_name": finding.code,
        "fingerprint": _fingerprint(finding, number),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": (finding.path or ".").removeprefix("./"),
            "lines": {"begin": at.line if at is not None else 1, **end},
        },
    }


def _fingerprint(finding: Finding, number: int) -> str:
    """The finding's own fingerprint, told apart by file and, for twins in one file, by their number."""
    text = "\0".join((finding.path or "", finding.code, finding.fingerprint, str(number)))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
