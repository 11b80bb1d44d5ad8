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
        replace(finding, shared_by=len(named)) if (named := others[key] - {None, finding.connection}) else finding
        for key, finding in first.items()
    ]


def _comes_before(one: Finding, other: Finding) -> bool:
    return _order(one) < _order(other)


def _order(finding: Finding) -> tuple[str, int, int, bool, str]:
    """By place, then those of a connection, which say more, by its name."""
    return (*finding.sort_key()[:3], finding.connection is None, finding.connection or "")


def _fault(finding: Finding) -> tuple[object, ...]:
    """What makes two findings one. That a plan or an export holds keys is told once a file."""
    if finding.code == "IPS701" and finding.dialect in ("plan", "export"):
        return (finding.code, finding.path)
    return (finding.code, finding.location, finding.severity, finding.message)
