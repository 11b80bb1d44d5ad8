"""Folding: what is said several times of one place is said once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ipseclint.finding import Finding


def folded(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of which those that say the same of the same place are one: a literal that many connections use
    is one fault. The first connection is named, and how many others share it."""
    first: dict[tuple[object, ...], Finding] = {}
    others: dict[tuple[object, ...], set[str | None]] = {}
    for finding in findings:
        key = _fault(finding)
        known = first.setdefault(key, finding)
        if _comes_before(finding, known):
            first[key] = finding
        others.setdefault(key, set()).add(finding.connection)
    return [
        replace(finding, shared_by=len(others[key]) - 1) if len(others[key]) > 1 else finding
        for key, finding in first.items()
    ]


def _comes_before(one: Finding, other: Finding) -> bool:
    return (one.sort_key()[:3], one.connection or "") < (other.sort_key()[:3], other.connection or "")


def _fault(finding: Finding) -> tuple[object, ...]:
    """What makes two findings one. That a plan or an export holds keys is told once a file."""
    if finding.code == "IPS701" and finding.dialect in ("plan", "export"):
        return (finding.code, finding.path)
    return (finding.code, finding.location, finding.severity, finding.message)
