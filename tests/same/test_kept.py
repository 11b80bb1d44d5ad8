"""Connections written by hand in every dialect, each as its users would write it: one verdict too.

Each folder of kept/ holds one input in several dialects, a folder each, and in says.txt what is said of all of them
above a note: level, code, pointer and connection."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipseclint.api import Severity, lint

KEPT = Path(__file__).parent / "kept"
INPUTS = [folder for kept in sorted(KEPT.iterdir()) for folder in sorted(kept.iterdir()) if folder.is_dir()]
IDS = [folder.relative_to(KEPT).as_posix() for folder in INPUTS]


@pytest.mark.parametrize("folder", INPUTS, ids=IDS)
def test_what_is_written_by_hand_gets_one_verdict_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    report = lint(sorted(path for path in folder.rglob("*") if path.is_file()))
    found = [
        f"{one.severity} {one.code} {one.pointer} {one.connection}"
        for one in report.findings
        if one.severity is not Severity.INFO
    ]
    expected = (folder.parent / "says.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(found) == sorted(expected)
    assert report.undecided == ()
