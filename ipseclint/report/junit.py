"""The JUnit report: findings as failed test cases, for build servers that read nothing else."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from ipseclint.finding import Finding, Severity, Silenced
from ipseclint.outcome import Report
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.words import rule_url, subject
from ipseclint.report.xml import HEADER, element


def render(report: Report, style: Style = PLAIN) -> str:
    """One suite a file. Errors and warnings fail, an info passes with its text, a silenced one is skipped."""
    cases = [Silenced(finding, "") for finding in report.findings] + list(report.silenced)
    cases.sort(key=lambda case: case.finding.sort_key())
    suites = [_suite(path, list(group)) for path, group in groupby(cases, key=lambda case: case.finding.path or ".")]
    failures = sum(_fails(case) for case in cases)
    counts = {"tests": len(cases) or 1, "failures": failures, "errors": 0}
    return HEADER + element("testsuites", {"name": "ipseclint", **counts}, suites or [_passed()]) + "\n"


def _passed() -> str:
    """What stands for a run without findings: build servers take an empty report for a fault."""
    counts = {"tests": 1, "failures": 0, "errors": 0, "skipped": 0}
    case = element("testcase", {"name": "no findings", "classname": "ipseclint"})
    return element("testsuite", {"name": "ipseclint", **counts}, [case])


def _suite(path: str, cases: list[Silenced]) -> str:
    seen: Counter[str] = Counter()
    elements = []
    for case in cases:
        name = _name(case.finding)
        seen[name] += 1
        elements.append(_case(case, name if seen[name] == 1 else f"{name} ({seen[name]})", path))
    skipped = sum(bool(case.by) for case in cases)
    failures = sum(_fails(case) for case in cases)
    counts = {"tests": len(cases), "failures": failures, "errors": 0, "skipped": skipped}
    return element("testsuite", {"name": path, **counts}, elements)


def _fails(case: Silenced) -> bool:
    return not case.by and case.finding.severity is not Severity.INFO


def _name(finding: Finding) -> str:
    """A name that stays when lines move: servers follow a test case by it."""
    where = f"{finding.connection or ''}{finding.pointer or ''}"
    return f"{finding.code} {finding.name} {where}".strip()


def _case(case: Silenced, name: str, path: str) -> str:
    finding = case.finding
    at = finding.location
    line = {"line": at.line} if at is not None else {}
    attributes = {"name": name, "classname": path, "file": path, **line}
    if case.by:
        inside = element("skipped", {"message": case.reason or f"silenced by {case.by}"})
    elif finding.severity is Severity.INFO:
        inside = element("system-out", {}, text=_text(finding))
    else:
        said = {"message": finding.message, "type": finding.severity}
        inside = element("failure", said, text=_text(finding))
    return element("testcase", attributes, [inside])


def _text(finding: Finding) -> str:
    at = finding.location
    place = f"{at.path}:{at.line}:{at.column}: " if at is not None else ""
    about = f" ({subject(finding)})" if subject(finding) else ""
    # On one line: the elements are indented by their lines.
    return f"{place}{finding.message}{about} {finding.help} {rule_url(finding.code)}".replace("\n", " ")
