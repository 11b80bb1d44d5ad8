"""Configuration files, as users write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture
def weak(tmp_path: Path, good: str) -> Path:
    """A folder with a connection that has IPS406 (warning)."""
    (tmp_path / "a.yaml").write_text(good.replace("ikev2", "ikev1"))
    return tmp_path


def found(ipseclint: Run, *words: str) -> list[tuple[str, str, str]]:
    report = json.loads(ipseclint("check", "--format", "json", *words).stdout)
    return [(f["path"], f["code"], f["severity"]) for f in report["findings"] if f["code"] != "IPS409"]


def test_the_nearest_file_upward_holds_for_each_file(ipseclint: Run, weak: Path) -> None:
    (weak / ".ipseclint.yaml").write_text("ignore: [IPS406]\n")
    (weak / "sub").mkdir()
    (weak / "sub" / "a.yaml").write_text((weak / "a.yaml").read_text().replace("hq-to", "dc-to"))
    (weak / "sub" / ".ipseclint.yml").write_text("severity: {ikev1: error}\n")
    assert [row for row in found(ipseclint) if row[1] == "IPS406"] == [("sub/a.yaml", "IPS406", "error")]


def test_pyproject_is_read_where_it_has_our_table(ipseclint: Run, weak: Path) -> None:
    (weak / "pyproject.toml").write_text('[tool.ipseclint]\nseverity = { IPS406 = "info" }\n')
    assert found(ipseclint) == [("a.yaml", "IPS406", "info")]
    (weak / "pyproject.toml").write_text("[tool.other]\nx = 1\n")
    assert found(ipseclint) == [("a.yaml", "IPS406", "warning")]


def test_options_win_over_files_and_isolated_reads_none(ipseclint: Run, weak: Path) -> None:
    (weak / ".ipseclint.yaml").write_text("ignore: [IPS406]\n")
    assert found(ipseclint) == []
    assert found(ipseclint, "--isolated") == [("a.yaml", "IPS406", "warning")]
    assert found(ipseclint, "--ignore", "IPS101") == [("a.yaml", "IPS406", "warning")]


def test_a_named_file_is_used_for_everything(ipseclint: Run, weak: Path) -> None:
    (weak / ".ipseclint.yaml").write_text("ignore: [IPS406]\n")
    (weak / "strict.yaml").write_text("severity: {IPS406: error}\n")
    assert found(ipseclint, "--config", "strict.yaml") == [("a.yaml", "IPS406", "error")]


def test_rules_can_be_ignored_in_some_files(ipseclint: Run, weak: Path) -> None:
    (weak / "lab").mkdir()
    (weak / "lab" / "b.yaml").write_text((weak / "a.yaml").read_text().replace("hq-to", "lab-to"))
    (weak / ".ipseclint.yaml").write_text('per-file-ignores: {"lab/**": [IPS4], "*.yaml": [IPS303]}\n')
    assert [row for row in found(ipseclint) if row[1] == "IPS406"] == [("a.yaml", "IPS406", "warning")]


def test_house_rules_take_effect(ipseclint: Run, tmp_path: Path, good: str) -> None:
    text = good.replace("172.20.8.0/22", "172.40.0.0/16").replace("28800", "36000")
    (tmp_path / "a.yaml").write_text(text)
    assert {code for _, code, _ in found(ipseclint)} == {"IPS206", "IPS503"}
    (tmp_path / ".ipseclint.yaml").write_text(
        "name-pattern: 'site-[0-9]+'\nprivate-ranges: [172.40.0.0/13]\nlifetimes: {ipsec: {max: 43200}}\n"
    )
    assert {code for _, code, _ in found(ipseclint)} == {"IPS605"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("slect: [IPS4]\n", ".ipseclint.yaml:1:1: there is no key 'slect'; did you mean 'select'?"),
        ("select: [IPS4]\nignore: [weak-integrty]\n", ".ipseclint.yaml:2:1: no rule is called 'weak-integrty'"),
        ("fail-level: fatal\n", ".ipseclint.yaml:1:1:"),
        ("severity: {IPS402: bad}\n", ".ipseclint.yaml:1:12:"),
        ("select: IPS4\n", ".ipseclint.yaml:1:1: select must be a list"),
        ("lifetimes:\n  ike: {min: x}\n", ".ipseclint.yaml:2:9: lifetimes.ike.min must be a whole number"),
        ("profiles: [cnsa]\n", ".ipseclint.yaml:1:1:"),
        ("private-ranges: [10.0.0.0]\n", ".ipseclint.yaml:1:1:"),
        ("name-pattern: '('\n", ".ipseclint.yaml:1:1: the pattern is no regular expression"),
        ("dialects: [hcl]\n", ".ipseclint.yaml:1:1:"),
        ("select: [\n", ".ipseclint.yaml:2:1: This is not YAML"),
        ("- select\n", ".ipseclint.yaml:1:1: a configuration is a mapping"),
    ],
)
def test_a_configuration_that_makes_no_sense_is_exit_2_with_its_place(
    ipseclint: Run, weak: Path, text: str, message: str
) -> None:
    (weak / ".ipseclint.yaml").write_text(text)
    done = ipseclint("check")
    assert done.returncode == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_a_toml_fault_names_the_line(ipseclint: Run, weak: Path) -> None:
    text = '[project]\nname = "x"\n\n[tool.ipseclint]\nselect = ["IPS4"]\nfial-level = "error"\n'
    (weak / "pyproject.toml").write_text(text)
    done = ipseclint("check")
    assert done.returncode == 2
    assert "pyproject.toml:6:1: there is no key 'fial-level'; did you mean 'fail-level'?" in done.stderr


def test_only_the_dialects_that_are_asked_for_are_judged(ipseclint: Run, weak: Path) -> None:
    (weak / ".ipseclint.yaml").write_text("dialects: [terraform]\n")
    assert found(ipseclint) == []


def test_init_writes_a_clean_start_and_overwrites_nothing(ipseclint: Run, tmp_path: Path) -> None:
    assert ipseclint("init").returncode == 0
    done = ipseclint("check", "--fail-level", "warning")
    assert done.returncode == 0, done.stdout
    before = (tmp_path / "connection.yaml").read_text()
    done = ipseclint("init")
    assert done.returncode == 2
    assert "exist" in done.stderr
    assert (tmp_path / "connection.yaml").read_text() == before
