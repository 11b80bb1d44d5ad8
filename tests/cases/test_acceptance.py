"""Whole runs over small inputs in every dialect, each against what its `expect.json` says of it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ipseclint.cli.app import app
from tests.cases.expectation import Expectation

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/expect.json"))
WITH_SECRETS = [case for case in CASES if Expectation.of(case).raw.get("secrets")]
FORMATS = ("text", "sarif", "markdown", "html", "junit", "gitlab", "github")


@pytest.fixture
def laid_out(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The input of a case in a folder of its own, which is the working directory."""
    case: Path = request.param
    folder = tmp_path / case.name
    shutil.copytree(case, folder, ignore=shutil.ignore_patterns("expect.json"))
    monkeypatch.chdir(folder)
    return case


@pytest.mark.parametrize("laid_out", CASES, ids=lambda case: case.name, indirect=True)
def test_a_run_says_what_the_case_expects(laid_out: Path) -> None:
    expected = Expectation.of(laid_out)
    done = CliRunner().invoke(app, ["check", *expected.arguments(Path.cwd())])
    assert done.exit_code == expected.raw["exit"], done.output
    if done.exit_code != 2:
        assert list(expected.shortfalls(json.loads(done.stdout))) == []


@pytest.mark.parametrize("laid_out", WITH_SECRETS, ids=lambda case: case.name, indirect=True)
def test_no_format_and_no_command_prints_a_secret(laid_out: Path) -> None:
    expected = Expectation.of(laid_out)
    words = expected.arguments(Path.cwd())
    names = words[words.index("--") + 1 :]
    runs = [["check", "--format", name, *words] for name in FORMATS]
    runs += [["check", "--diff", "--unsafe-fixes", *names], ["show", *names], ["show", "--format", "json", *names]]
    for run in runs:
        output = CliRunner().invoke(app, run).output
        assert not [secret for secret in expected.raw["secrets"] if secret in output], run
