"""Baselines: what is known is left out, wherever it moves."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture
def old(tmp_path: Path, good: str) -> str:
    """A connection with an error and a warning, in a repository with a baseline of them."""
    text = good.replace("sha256", "md5", 1).replace("IpsecPfs: group14", "IpsecPfs: disabled")
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / "a.yaml").write_text(text)
    return text


def check(ipseclint: Run, *words: str) -> tuple[int, list[str], dict[str, int]]:
    done = ipseclint("check", "--format", "json", *words)
    report = json.loads(done.stdout)
    serious = [f["code"] for f in report["findings"] if f["severity"] != "info"]
    return done.returncode, serious, report["summary"]


def test_a_baseline_takes_what_it_holds_and_nothing_more(ipseclint: Run, tmp_path: Path, old: str) -> None:
    assert ipseclint("check", "--write-baseline", "known.json").returncode == 0
    code, serious, summary = check(ipseclint, "--baseline", "known.json")
    assert (code, serious, summary["baselined"]) == (0, [], 4)
    (tmp_path / "sites" / "a.yaml").write_text(old.replace("aes256", "des", 1))
    assert check(ipseclint, "--baseline", "known.json")[:2] == (1, ["IPS401"])


def test_moving_and_reformatting_adds_nothing(ipseclint: Run, tmp_path: Path, old: str) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    ipseclint("check", "--write-baseline", "known.json")
    (tmp_path / ".ipseclint.yaml").write_text("baseline: known.json\n")
    (tmp_path / "elsewhere").mkdir()
    os.replace(tmp_path / "sites" / "a.yaml", tmp_path / "elsewhere" / "b.yaml")
    text = "# moved\n\n" + old.replace("IkeConfig:\n", "IkeConfig:   # phase 1\n\n").replace("  Ipsec", "    Ipsec")
    (tmp_path / "elsewhere" / "b.yaml").write_text(text)
    assert check(ipseclint)[:2] == (0, [])
    (tmp_path / "elsewhere" / "b.yaml").write_text(text.replace("group14", "group1"))
    code, serious, _ = check(ipseclint)
    assert (code, serious) == (1, ["IPS403"])


def test_what_is_fixed_is_told_so_that_it_can_be_removed(ipseclint: Run, tmp_path: Path, old: str) -> None:
    ipseclint("check", "--write-baseline", "known.json")
    (tmp_path / "sites" / "a.yaml").write_text(old.replace("disabled", "group14"))
    done = ipseclint("check", "--baseline", "known.json")
    assert "sites/a.yaml: IPS404 of hq-to-shanghai is fixed." in done.stderr
    assert "--write-baseline" in done.stderr


def test_a_file_that_is_no_baseline_is_refused_and_not_overwritten(ipseclint: Run, tmp_path: Path, old: str) -> None:
    (tmp_path / "package.json").write_text('{"name": "x"}\n')
    for words in (["--baseline", "package.json"], ["--write-baseline", "package.json"], ["--baseline", "none.json"]):
        done = ipseclint("check", *words)
        assert done.returncode == 2
        assert done.stderr.startswith("ipseclint: ")
    assert (tmp_path / "package.json").read_text() == '{"name": "x"}\n'


def test_a_baseline_holds_no_line_numbers_and_no_values(ipseclint: Run, tmp_path: Path, old: str) -> None:
    ipseclint("check", "--write-baseline", "known.json")
    data = json.loads((tmp_path / "known.json").read_text())
    assert data["kind"] == "ipseclint-baseline"
    assert {tuple(entry) for entry in data["findings"]} == {("code", "fingerprint", "path", "connection")}
    assert {entry["path"] for entry in data["findings"]} == {"sites/a.yaml"}
