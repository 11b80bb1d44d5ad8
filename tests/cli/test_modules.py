"""Modules of Terraform, linted from different folders."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.test_variable_files import MODULE
from tests.conftest import Run

CALL = 'module "line" {\n  source = "../../modules/line"\n  hash   = "md5"\n}\n'


@pytest.fixture
def live(tmp_path: Path) -> Path:
    for folder, text in (("modules/line", MODULE), ("live/prod", CALL)):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "main.tf").write_text(text)
    return tmp_path / "live/prod"


def found(run: Run, *arguments: str, cwd: Path) -> list[tuple[str, str, int]]:
    report = json.loads(run("check", "--format", "json", "--select", "IPS006,IPS402", *arguments, cwd=cwd).stdout)
    return [(one["code"], one["path"].replace(os.sep, "/"), one["line"]) for one in report["findings"]]


def test_a_module_elsewhere_in_the_repository_is_read(ipseclint: Run, live: Path) -> None:
    (live / "../../.git").mkdir()
    assert found(ipseclint, cwd=live) == [("IPS402", "main.tf", 3)]
    assert found(ipseclint, "main.tf", cwd=live) == [("IPS402", "main.tf", 3)]


def test_outside_of_any_repository_only_what_lies_below_is_read(ipseclint: Run, live: Path) -> None:
    assert found(ipseclint, cwd=live) == []
    assert found(ipseclint, cwd=live.parent.parent) == [("IPS402", "live/prod/main.tf", 3)]


def test_comments_in_a_module_are_heard_at_its_callers(ipseclint: Run, live: Path) -> None:
    (live / "../../.git").mkdir()
    module = live / "../../modules/line/main.tf"
    select = ("--extend-select", "IPS403")
    weak = MODULE.replace("group14", "group2", 1)
    module.write_text(weak)
    assert found(ipseclint, *select, cwd=live) == [
        ("IPS403", "../../modules/line/main.tf", 13),
        ("IPS402", "main.tf", 3),
    ]
    module.write_text(weak.replace('"group2"', '"group2" # ipseclint: ignore[IPS403] old peer'))
    assert found(ipseclint, *select, cwd=live) == [("IPS402", "main.tf", 3)]


def test_an_idle_comment_in_a_module_is_told_only_where_the_module_is_asked_for(ipseclint: Run, live: Path) -> None:
    (live / "../../.git").mkdir()
    module = live / "../../modules/line/main.tf"
    module.write_text(MODULE.replace("ike_lifetime = 86400", "ike_lifetime = 86400 # ipseclint: ignore[IPS403]"))
    say = ["--extend-select", "IPS007,IPS403"]
    assert found(ipseclint, *say, cwd=live) == [("IPS402", "main.tf", 3)]
    told = found(ipseclint, *say, cwd=live.parent.parent)
    assert told == [("IPS402", "live/prod/main.tf", 3), ("IPS007", "modules/line/main.tf", 14)]
