"""SARIF against the tool of those who wrote the standard."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from ipseclint.engine import Report
from ipseclint.report import FORMATS
from tests.report.sample import EMPTY, REPORT


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["Sarif", "Ghas"])
@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["sample", "empty"])
def test_the_sarif_multitool_finds_no_error(report: Report, kind: str, tmp_path: Path) -> None:
    """Its exit code says nothing about faults, so what it writes is read."""
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("needs Node's npx: install nodejs and npm")
    (tmp_path / "report.sarif").write_text(FORMATS["sarif"](report), encoding="utf-8")
    command = [npx, "--yes", "@microsoft/sarif-multitool", "validate", "report.sarif"]
    options = ["--output", "verdict.sarif", "--rule-kind", kind]
    ran = subprocess.run([*command, *options], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    verdict = tmp_path / "verdict.sarif"
    if not verdict.exists():
        pytest.skip(f"npx gives no @microsoft/sarif-multitool here: {ran.stderr.strip()[-200:]}")
    results = json.loads(verdict.read_text("utf-8-sig"))["runs"][0]["results"]
    assert [result for result in results if result.get("level", "warning") == "error"] == []
    # A finding about the run has no region, which the tool would rather see.
    assert {result["ruleId"] for result in results} <= {"SARIF2017"}
