"""The GitLab job of examples/ci: its script lines, run in order, and the report that it keeps."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import GOOD, ROOT
from tests.integration.kit import BAD, without_bash

pytestmark = without_bash

JOB: dict[str, Any] = yaml.safe_load((ROOT / "examples" / "ci" / "gitlab-ci.yml").read_text(encoding="utf-8"))[
    "ipseclint"
]
REPORT = JOB["artifacts"]["reports"]["codequality"]


def run(lines: list[str], folder: Path, bin: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run script lines as GitLab's runner does: in one shell that stops at the first failure."""
    path = os.pathsep.join([str(bin), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(lines)],
        cwd=folder,
        env={**os.environ, **JOB["variables"], "PATH": path, **variables},
        capture_output=True,
        text=True,
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "vpn").mkdir(parents=True)
    (folder / "vpn" / "good.yaml").write_text(GOOD)
    (folder / "vpn" / "bad.yaml").write_text(BAD)
    return folder


def check_report(folder: Path) -> None:
    issues = json.loads((folder / REPORT).read_text())
    (error,) = [issue for issue in issues if issue["severity"] == "critical"]
    assert error["check_name"] == "IPS402"
    assert error["location"] == {"path": "vpn/bad.yaml", "lines": {"begin": 10, "end": 10}}
    assert error["description"].startswith("weak-integrity: IkeAuthAlg is md5")
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_the_job_fails_on_findings_and_leaves_its_report(project: Path) -> None:
    done = run(JOB["script"][1:], project, Path(sys.executable).parent)
    assert done.returncode == 1
    assert "vpn/bad.yaml:10:15: error IPS402 weak-integrity" in done.stdout
    check_report(project)
    assert JOB["artifacts"]["when"] == "always"


def test_the_job_passes_once_the_fault_is_gone(project: Path) -> None:
    (project / "vpn" / "bad.yaml").unlink()
    done = run(JOB["script"][1:], project, Path(sys.executable).parent)
    assert done.returncode == 0
    issues = json.loads((project / REPORT).read_text())
    assert {issue["severity"] for issue in issues} <= {"info"}


@pytest.mark.slow
def test_the_whole_script_runs_on_a_python_that_has_nothing_else(project: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    done = run(JOB["script"], project, tmp_path / "venv" / "bin", IPSECLINT=ROOT.as_uri())
    assert done.returncode == 1, done.stderr
    check_report(project)
