"""A repair repairs: the finding is gone, and the file still holds the same connection, in every dialect."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from ipseclint.api import Finding, lint
from tests.same.conftest import Write
from tests.same.table import CASES, DIALECTS, Case, can_say
from tests.same.writers import Files

# What a tool has written is repaired where the tool reads it.
TOOLS = ("plan", "export")


@cache
def with_repairs() -> list[Case]:
    """The connections of which something can be repaired."""
    found = []
    for case in CASES.values():
        dialect = "request-json" if case.base == "attachment" else "native-yaml"
        if any(one.fix for one in lint(texts=DIALECTS[dialect](case.tree)).findings):
            found.append(case)
    return found


def repaired(files: Files, finding: Finding, folder: Path) -> Files:
    assert finding.fix is not None
    texts = dict(files)
    for edit in sorted(finding.fix.edits, key=lambda edit: -edit.start):
        name = Path(edit.path).relative_to(folder).as_posix() if Path(edit.path).is_absolute() else edit.path
        texts[name] = texts[name][: edit.start] + edit.text + texts[name][edit.end :]
    return texts


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name not in TOOLS])
def test_a_repair_repairs(dialect: str, write: Write, tmp_path: Path) -> None:
    repairs = 0
    for case in [case for case in with_repairs() if can_say(dialect, case)]:
        files = DIALECTS[dialect](case.tree)
        for finding in lint(write(files)).findings:
            if finding.fix is None:
                continue
            repairs += 1
            after = lint(write(repaired(files, finding, tmp_path)))
            left = {(one.code, one.pointer, one.message) for one in after.findings}
            assert (finding.code, finding.pointer, finding.message) not in left, case.name
            assert {one.code for one in after.findings}.isdisjoint({"IPS001", "IPS002", "IPS003", "IPS102"}), case.name
            assert after.connections == 1
    assert repairs >= 20


@pytest.mark.parametrize("dialect", TOOLS)
def test_nothing_that_a_tool_has_written_is_repaired(dialect: str, write: Write) -> None:
    for case in [case for case in with_repairs() if can_say(dialect, case)]:
        assert [one.code for one in lint(write(DIALECTS[dialect](case.tree))).findings if one.fix is not None] == []
