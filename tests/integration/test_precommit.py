"""The hooks, run by pre-commit itself in a small repository."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import GOOD, ROOT
from tests.integration import kit
from tests.integration.kit import BAD, OTHER, UNRELATED, without_git

pytestmark = [
    pytest.mark.slow,
    without_git,
    pytest.mark.skipif(
        importlib.util.find_spec("pre_commit") is None,
        reason="pre-commit is missing: pip install 'ipseclint[test]'",
    ),
]


@dataclass(frozen=True)
class Hooks:
    """pre-commit with the hooks of this checkout, and an environment that is made once."""

    project: Path
    revision: str
    home: Path

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", *words],
            cwd=folder,
            capture_output=True,
            text=True,
            env=kit.quiet(PRE_COMMIT_HOME=str(self.home), PRE_COMMIT_COLOR="never"),
        )

    def config(self) -> str:
        """The configuration of examples/ci, for this checkout."""
        example = (ROOT / "examples" / "ci" / "pre-commit-config.yaml").read_text(encoding="utf-8")
        example = re.sub(r"repo: \S+", f"repo: {self.project.as_posix()}", example)
        return re.sub(r"rev: \S+", f"rev: {self.revision}", example)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Hooks:
    place = tmp_path_factory.mktemp("pre-commit")
    return Hooks(place / "project", kit.snapshot(place / "project"), place / "home")


@pytest.fixture
def repository(tmp_path: Path, hooks: Hooks) -> Path:
    """One good connection, one bad, one that is excluded, and files that hold none."""
    folder = tmp_path / "repository"
    files = {
        "vpn/good.yaml": GOOD,
        "vpn/bad.yaml": BAD,
        "old/bad.yaml": BAD,
        "compose.yaml": UNRELATED,
        "app.yaml": UNRELATED,
        ".ipseclint.yaml": "exclude: [old/]\n",
        ".pre-commit-config.yaml": hooks.config(),
    }
    kit.commit(folder, files)
    return folder


def outcome(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Passed, Failed or Skipped for each hook."""
    return re.findall(r"\.+(?:\(.*\))?(Passed|Failed|Skipped)$", done.stdout, re.M)


def test_try_repo_runs_both_hooks_on_a_repository(hooks: Hooks, repository: Path) -> None:
    done = hooks.run(repository, "try-repo", str(hooks.project), "--all-files", "--hook-stage", "manual")
    assert outcome(done) == ["Failed", "Failed"], done.stdout + done.stderr
    assert done.stdout.count("--> vpn/bad.yaml:10:15") == 2
    assert "old/bad.yaml" not in done.stdout
    kit.commit(repository, {"vpn/bad.yaml": OTHER})
    done = hooks.run(repository, "try-repo", str(hooks.project), "ipseclint", "--all-files")
    assert outcome(done) == ["Passed"], done.stdout + done.stderr


def test_a_good_file_passes_and_a_bad_one_fails(hooks: Hooks, repository: Path) -> None:
    done = hooks.run(repository, "run", "ipseclint", "--files", "vpn/good.yaml")
    assert (done.returncode, outcome(done)) == (0, ["Passed"]), done.stdout + done.stderr
    done = hooks.run(repository, "run", "ipseclint", "--files", "vpn/good.yaml", "vpn/bad.yaml")
    assert (done.returncode, outcome(done)) == (1, ["Failed"])
    assert "exit code: 1" in done.stdout
    assert "error[IPS402] weak-integrity" in done.stdout


def test_excluded_files_stay_excluded_when_they_are_named(hooks: Hooks, repository: Path) -> None:
    done = hooks.run(repository, "run", "ipseclint", "--files", "old/bad.yaml")
    assert (done.returncode, outcome(done)) == (0, ["Passed"]), done.stdout + done.stderr


def test_files_of_other_tools_are_not_even_passed(hooks: Hooks, repository: Path) -> None:
    done = hooks.run(repository, "run", "ipseclint", "--files", ".pre-commit-config.yaml", "compose.yaml")
    assert (done.returncode, outcome(done)) == (0, ["Skipped"]), done.stdout + done.stderr
    done = hooks.run(repository, "run", "ipseclint", "--files", "app.yaml", "--verbose")
    assert outcome(done) == ["Passed"]
    assert "no planned connection in 1 file" in done.stdout


def test_the_hook_over_everything_sees_what_only_shows_across_files(hooks: Hooks, repository: Path) -> None:
    kit.commit(repository, {"vpn/bad.yaml": GOOD.replace("hq-to-shanghai", "hq-to-osaka")})
    whole = hooks.run(repository, "run", "ipseclint-all", "--hook-stage", "pre-push", "--files", "vpn/good.yaml")
    assert (whole.returncode, outcome(whole)) == (1, ["Failed"]), whole.stdout + whole.stderr
    assert "IPS303" in whole.stdout
    assert "old/bad.yaml" not in whole.stdout


def test_a_repository_without_connections_passes_both(hooks: Hooks, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    kit.commit(folder, {"app.yaml": UNRELATED, ".pre-commit-config.yaml": hooks.config()})
    for stage in ("pre-commit", "pre-push"):
        done = hooks.run(folder, "run", "--all-files", "--hook-stage", stage)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Failed" not in done.stdout
