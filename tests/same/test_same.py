"""One verdict whatever the spelling: a connection gets the same findings on the same fields in every dialect."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ipseclint.api import Finding, Report, lint
from tests.same.conftest import Write
from tests.same.table import CASES, DIALECTS, Case, can_say
from tests.same.writers import OPEN

# Tools that hold every key by nature: that is told once a file, not at each key (test_differences.py).
HOLDS_KEYS = ("plan", "export")
PAIRS = [(case, dialect) for case in CASES.values() for dialect in DIALECTS if can_say(dialect, case)]
# Findings about a key, and about a part of a value.
AT_THE_KEY = ("IPS108",)
AT_A_PART = {"IPS603": " "}


def said(report: Report, dialect: str) -> list[str]:
    """The findings as the table has them."""
    return sorted(
        f"{finding.severity} {finding.code} {finding.pointer}"
        for finding in report.findings
        if not (finding.code == "IPS701" and dialect in HOLDS_KEYS)
    )


def expected(case: Case, dialect: str) -> list[str]:
    return sorted(line for line in case.says if not (" IPS701 " in line and dialect in HOLDS_KEYS))


def value_at(case: Case, pointer: str | None) -> Any:
    """The scalar that a pointer leads to in the description; None when there is none, or it is open."""
    at: Any = case.tree
    for step in (pointer or "").split("/")[1:]:
        if isinstance(at, dict):
            at = at.get(step)
        else:
            at = at[int(step)] if isinstance(at, list) and int(step) < len(at) else None
    return at if isinstance(at, str | int) and not (isinstance(at, str) and OPEN.fullmatch(at)) else None


def text_at(finding: Finding) -> str:
    """What stands where a finding points, without quotes."""
    assert finding.location is not None
    text = Path(finding.location.path).read_bytes().decode()
    return text[finding.location.start : finding.location.end].strip("\"'\\")


@pytest.mark.parametrize(("case", "dialect"), PAIRS, ids=[f"{case.name}-{dialect}" for case, dialect in PAIRS])
def test_a_connection_gets_one_verdict_in_every_dialect(case: Case, dialect: str, write: Write) -> None:
    report = lint(write(DIALECTS[dialect](case.tree)))
    assert report.connections == 1
    assert said(report, dialect) == expected(case, dialect)
    assert sorted({f"{doubt.code} {doubt.pointer}" for doubt in report.undecided}) == sorted(case.undecided)
    for finding in report.findings:
        at = (finding.pointer or "").split("/")
        in_a_tunnel = len(at) > 3 and at[1] == "TunnelOptionsSpecification"
        assert finding.tunnel == (int(at[2]) if in_a_tunnel else None)
        value = value_at(case, finding.pointer)
        if value is not None and finding.code not in AT_THE_KEY:
            assert text_at(finding).lower() == AT_A_PART.get(finding.code, str(value).lower())


@pytest.mark.parametrize("case", [case for case in CASES.values() if case.name.startswith(("clean", "open"))])
def test_nothing_above_a_note_is_said_of_what_is_clean_or_open(case: Case) -> None:
    assert [line for line in case.says if not line.startswith("info ")] == []


@pytest.mark.parametrize("case", [case for case in CASES.values() if not case.name.startswith(("clean", "open"))])
def test_every_other_connection_has_a_fault_of_its_own(case: Case) -> None:
    assert set(case.says) - set(CASES["clean"].says) - set(CASES["clean-dual"].says) != set()


def test_every_dialect_says_nearly_all_connections() -> None:
    """A dialect that quietly says few of them would prove little."""
    counts = {dialect: sum(can_say(dialect, case) for case in CASES.values()) for dialect in DIALECTS}
    assert min(counts.values()) >= len(CASES) * 0.85, counts
