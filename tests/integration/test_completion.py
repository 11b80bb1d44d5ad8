"""Shell completion: the scripts that are printed, and what is answered when a shell asks."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.integration.kit import without_bash


def offered(ipseclint: Run, line: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    words = line.split(" ")
    done = ipseclint(_IPSECLINT_COMPLETE="complete_bash", COMP_WORDS=line, COMP_CWORD=str(len(words) - 1))
    assert done.stderr == ""
    return done.stdout.split()


def test_commands_are_offered(ipseclint: Run) -> None:
    assert offered(ipseclint, "ipseclint ch") == ["check"]
    assert {"check", "rules", "explain", "schema", "show", "init", "submit", "export", "diff"} <= set(
        offered(ipseclint, "ipseclint ")
    )


def test_options_are_offered(ipseclint: Run) -> None:
    assert offered(ipseclint, "ipseclint check --fail") == ["--fail-level", "--fail-on-undecided"]
    assert offered(ipseclint, "ipseclint check --select IPS4 --extend-s") == ["--extend-select"]


def test_values_are_offered(ipseclint: Run) -> None:
    assert offered(ipseclint, "ipseclint explain weak-i") == ["weak-integrity"]
    assert offered(ipseclint, "ipseclint explain IPS30") == [f"IPS30{n}" for n in range(1, 7)]
    assert offered(ipseclint, "ipseclint check --select IPS4,pfs-d") == ["IPS4,pfs-disabled"]
    assert offered(ipseclint, "ipseclint check --format sa") == ["sarif"]
    assert offered(ipseclint, "ipseclint check --profile cnsa") == ["cnsa-1", "cnsa-2"]
    assert offered(ipseclint, "ipseclint check --fail-level ") == ["error", "warning", "info"]
    assert offered(ipseclint, "ipseclint profiles bsi") == ["bsi-tr-02102-3"]
    assert offered(ipseclint, "ipseclint schema c") == ["connection", "config"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_a_script_is_printed_for_every_shell(ipseclint: Run, shell: str) -> None:
    done = ipseclint(_IPSECLINT_COMPLETE=f"source_{shell}")
    assert (done.returncode, done.stderr) == (0, "")
    assert "_IPSECLINT_COMPLETE" in done.stdout
    assert f"complete_{shell}" in done.stdout


@without_bash
def test_bash_takes_the_script_and_completes_with_it(command: list[str], tmp_path: Path) -> None:
    program = tmp_path / "ipseclint"
    program.write_text(f'#!/bin/sh\nexec "{command[0]}" -m ipseclint "$@"\n')
    program.chmod(0o755)
    script = tmp_path / "completion.sh"
    asked = (
        f'"{program}" --show-completion > "{script}"; source "{script}"; COMP_WORDS=(ipseclint che); COMP_CWORD=1; '
        f'_ipseclint_completion "{program}"; printf "%s\\n" "${{COMPREPLY[@]}}"; complete -p ipseclint'
    )
    bash = shutil.which("bash")
    assert bash is not None
    done = subprocess.run([bash, "-c", asked], capture_output=True, text=True, cwd=tmp_path)
    assert done.stdout.splitlines()[0] == "check", done.stderr
    assert "_ipseclint_completion ipseclint" in done.stdout
