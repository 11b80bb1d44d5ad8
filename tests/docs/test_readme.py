"""README.md: one screen, and two commands that a fresh machine can run."""

from __future__ import annotations

import re

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TRY = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/ipseclint check examples"
TEST = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest"


def test_the_readme_is_one_screen() -> None:
    lines = README.splitlines()
    assert len(lines) <= 100
    assert max(map(len, lines)) <= 130


def test_there_is_one_line_to_try_it_and_one_to_run_the_tests() -> None:
    assert re.findall(r"^python3 -m venv .*ipseclint check examples.*$", README, re.M) == [TRY]
    assert re.findall(r"^python3 -m venv .*pytest.*$", README, re.M) == [TEST]


def test_the_project_checks_itself_with_these_very_lines() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    patterns = re.findall(r"\$\(run_line '([^']+)'\)", script)
    found = [re.search(rf"^python3 -m venv .*{pattern}", README, re.M) for pattern in patterns]
    assert [match is not None and README[match.start() :].split("\n")[0] for match in found] == [TRY, TEST]


def test_the_examples_that_it_lints_are_there_and_have_faults() -> None:
    assert sorted(path.name for path in (ROOT / "examples").iterdir()) == ["bad", "ci", "good", "terraform"]
