"""The composite action of action.yml: its shell steps, run by bash as a runner runs them."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import GOOD, ROOT
from tests.integration.kit import BAD, connection, without_bash

pytestmark = without_bash

ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
INSTALL, LINT = ACTION["runs"]["steps"]
THIRD = connection("seoul", "cgw-uf6h2v9c0yq4r8mj7x3ps", "172.20.32.0/22")
WORKFLOW: dict[str, Any] = yaml.safe_load(
    (ROOT / "examples" / "ci" / "github-workflow.yml").read_text(encoding="utf-8")
)


@dataclass
class Runner:
    """A stand-in for GitHub's runner: a workspace, and the files through which steps speak to it."""

    workspace: Path
    temp: Path
    path: str

    def step(self, step: dict[str, Any], **inputs: str) -> subprocess.CompletedProcess[str]:
        """Run one step as the runner does (`shell: bash`), with inputs put into its environment."""
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        environment = {name: _filled(value, inputs) for name, value in step.get("env", {}).items()}
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace,
            env={**os.environ, "PATH": self.path, **self._files(), **environment},
            capture_output=True,
            text=True,
        )

    def _files(self) -> dict[str, str]:
        names = ("GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY")
        return {"RUNNER_TEMP": str(self.temp), "GITHUB_ACTION_PATH": str(ROOT), "GITHUB_ACTIONS": "true"} | {
            name: str(self.temp / name) for name in names
        }

    def said(self, name: str) -> str:
        return (self.temp / name).read_text(encoding="utf-8")


def _filled(value: str, inputs: dict[str, str]) -> str:
    """The value of an expression `${{ inputs.NAME }}`."""
    match = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", value)
    assert match is not None, value
    return str(inputs.get(match[1].replace("-", "_"), ACTION["inputs"][match[1]]["default"]))


@pytest.fixture
def runner(tmp_path: Path) -> Runner:
    workspace, temp = tmp_path / "workspace", tmp_path / "temp"
    for name, text in {"vpn/good.yaml": GOOD, "vpn/bad.yaml": BAD, "a b/third.yaml": THIRD}.items():
        (workspace / name).parent.mkdir(parents=True, exist_ok=True)
        (workspace / name).write_text(text)
    temp.mkdir()
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return Runner(workspace, temp, path)


def test_findings_are_annotated_told_summed_up_and_fail_the_step(runner: Runner) -> None:
    done = runner.step(LINT)
    assert done.returncode == 1, done.stderr
    assert "::error title=IPS402 weak-integrity,file=vpn/bad.yaml,line=10," in done.stdout
    assert "error[IPS402] weak-integrity: IkeAuthAlg is md5" in done.stdout
    assert runner.said("GITHUB_OUTPUT") == "exit-code=1\n"
    assert runner.said("GITHUB_STEP_SUMMARY").startswith("### ipseclint: 1 error")
    assert not list(runner.workspace.glob("*.sarif"))


def test_paths_stand_on_lines_and_options_between_blanks(runner: Runner) -> None:
    done = runner.step(LINT, paths="vpn/good.yaml\na b\n", args="--select IPS4,IPS6\n--ignore 'IPS409'")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings in 2 files (2 connections)." in done.stdout
    assert runner.said("GITHUB_OUTPUT") == "exit-code=0\n"
    assert runner.step(LINT, args="--fail-level error --severity IPS402=warning").returncode == 0
    assert runner.step(LINT, args="--exclude 'vpn/b*'").returncode == 0


def test_inputs_are_words_and_never_commands(runner: Runner) -> None:
    done = runner.step(LINT, paths="$(touch pwned)\n`touch pwned`", args="")
    assert done.returncode == 2
    done = runner.step(LINT, paths=".", args="--select '$(touch pwned)' ; touch pwned")
    assert done.returncode == 2
    assert not (runner.workspace / "pwned").exists()
    # What a person may write into an input reaches the shell through the environment only.
    assert "${{" not in "".join(step["run"] for step in ACTION["runs"]["steps"])


def test_a_sarif_file_is_written_where_it_is_wanted(runner: Runner) -> None:
    assert runner.step(LINT, sarif_file="out put.sarif").returncode == 1
    report = json.loads((runner.workspace / "out put.sarif").read_text())
    assert {result["ruleId"] for result in report["runs"][0]["results"]} >= {"IPS402"}


def test_a_mistake_in_the_options_fails_and_shows_nothing_old(runner: Runner) -> None:
    runner.step(LINT)
    done = runner.step(LINT, args="--select IPS999")
    assert (done.returncode, done.stdout) == (2, "")
    assert "no rule is called 'IPS999'" in done.stderr
    assert runner.step(LINT, args="--select 'IPS4").returncode not in (0, None)


def test_no_other_action_is_run_and_every_input_is_used() -> None:
    assert ACTION["runs"]["using"] == "composite"
    assert all("uses" not in step and step["shell"] == "bash" for step in ACTION["runs"]["steps"])
    used = set(re.findall(r"inputs\.([\w-]+)", str(ACTION["runs"])))
    assert used == set(ACTION["inputs"])
    assert all(described["description"] for described in [*ACTION["inputs"].values(), *ACTION["outputs"].values()])


def test_the_workflow_hands_on_the_sarif_file_that_the_action_writes() -> None:
    _, own, upload = WORKFLOW["jobs"]["ipseclint"]["steps"]
    assert set(own["with"]) <= set(ACTION["inputs"])
    assert own["with"]["sarif-file"] == upload["with"]["sarif_file"]
    assert upload["if"] == "${{ !cancelled() }}"
    assert WORKFLOW["permissions"] == {"contents": "read", "security-events": "write"}


@pytest.mark.slow
def test_all_steps_run_from_the_checkout_of_the_action(runner: Runner) -> None:
    done = runner.step(INSTALL)
    assert done.returncode == 0, done.stdout + done.stderr
    added = runner.said("GITHUB_PATH").strip()
    assert Path(added).is_dir()
    runner.path = os.pathsep.join([added, os.defpath])
    assert runner.step(LINT, sarif_file="x.sarif").returncode == 1
    assert (runner.workspace / "x.sarif").exists()


def test_a_python_that_is_too_old_is_told(runner: Runner, tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    (old / "python3").write_text("#!/bin/sh\nexit 1\n")
    (old / "python3").chmod(0o755)
    runner.path = os.pathsep.join([str(old), os.defpath])
    done = runner.step(INSTALL)
    assert done.returncode == 2
    assert "::error::ipseclint needs Python 3.11 or later" in done.stdout
