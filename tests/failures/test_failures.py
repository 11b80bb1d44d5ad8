"""Misconfigurations as people have reported them, written in Terraform: each is found at its line, and nothing else.

A folder is one module. A line that something above a note is said of ends in a comment `# says CODE CODE`, and one
that leaves rules undecided in `# open CODE CODE`; folders whose name begins with `clean`, and those of quiet/, are
near neighbours of which nothing is said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ipseclint.api import Doubt, Finding, Report, Severity, lint

HERE = Path(__file__).parent
CASES = sorted({path.parent for path in HERE.glob("*/*/*.tf")})

Place = tuple[str, int, str]


def case_id(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def marked(folder: Path, word: str = "says") -> list[Place]:
    """File, line and code of every mark in a folder."""
    mark = re.compile(rf"# {word} ((?:IPS[0-9]{{3}} ?)+)$")
    return sorted(
        (path.relative_to(folder).as_posix(), number, code)
        for path in files_of(folder)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := mark.search(line))
        for code in match[1].split()
    )


def place(found: Finding | Doubt) -> Place:
    assert found.location is not None
    return (found.location.path, found.location.line, found.code)


def loud(report: Report) -> list[Finding]:
    """What is said above a note."""
    return [finding for finding in report.findings if finding.severity is not Severity.INFO]


@pytest.mark.parametrize("folder", CASES, ids=case_id)
def test_what_is_wrong_is_found_at_its_line_and_nothing_else(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    report = lint(folder)
    assert report.connections > 0
    assert sorted(map(place, loud(report))) == marked(folder)


UNDECIDED = [folder for folder in CASES if folder.parent.name == "undecided"]


@pytest.mark.parametrize("folder", UNDECIDED, ids=case_id)
def test_a_variable_without_a_default_leaves_open_what_depends_on_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    report = lint(folder)
    open_places = set(map(place, report.undecided))
    marks = set(marked(folder, "open"))
    assert marks <= open_places
    assert {one[:2] for one in open_places} == {one[:2] for one in marks}
    assert loud(report) == []


@pytest.mark.parametrize("folder", CASES, ids=case_id)
def test_a_file_alone_gets_the_findings_that_its_folder_gets(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And besides, told at their use, those whose value stands in a file that was not asked for."""
    monkeypatch.chdir(folder)
    whole = lint(folder).findings
    for path in [path for path in files_of(folder) if path.name.endswith(".tf") and path.parent == folder]:
        alone = lint(path).findings
        name = path.name
        own = [one for one in whole if one.path == name]
        assert [one for one in own if one not in alone] == []
        assert {one.path for one in alone} <= {name}
        moved = [one for one in alone if one not in own]
        assert all(place(one) not in {place(other) for other in own} for one in moved)
        assert all({related.location.path for related in one.related} - {name} for one in moved)


@pytest.mark.parametrize("folder", CASES, ids=case_id)
def test_line_ends_and_a_byte_order_mark_change_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in files_of(folder):
        copy = tmp_path / path.relative_to(folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    monkeypatch.chdir(tmp_path)
    assert sorted(map(place, loud(lint(tmp_path)))) == marked(folder)
