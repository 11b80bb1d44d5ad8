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


TWO = "".join(
    f"""\
resource "alicloud_vpn_connection" "{name}" {{
  vpn_connection_name = "to-{name}"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "{peer}"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["{remote}"]
  ike_config {{
    psk = var.psk{comment}
  }}
}}
"""
    for name, peer, remote, comment in (
        ("one", "cgw-uf605kn75f4na8b1n5cg9", "172.20.0.0/16", ""),
        ("two", "cgw-uf6qx2m8c4v7b1n9k5j3h", "172.21.0.0/16", "@"),
    )
)


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    (tmp_path / "main.tf").write_text(TWO.replace("@", ""))
    (tmp_path / "variables.tf").write_text('variable "psk" {\n  default = "Tq8mZw3LxV7cRb2NfY6hKd4PgJ9sAe5U"\n}\n')
    return tmp_path


def told(run: Run, *paths: str) -> list[tuple[str, int]]:
    report = json.loads(run("check", "--select", "IPS705,IPS007", "--format", "json", *paths).stdout)
    return [(one["path"], one["line"]) for one in report["findings"]]


def test_a_pair_whose_value_stands_elsewhere_is_told_where_it_is_used(ipseclint: Run, pair: Path) -> None:
    assert told(ipseclint, ".") == [("variables.tf", 2)]
    assert told(ipseclint, "main.tf") == [("main.tf", 18)]


def test_a_comment_at_the_use_takes_a_pair_away(ipseclint: Run, pair: Path) -> None:
    (pair / "main.tf").write_text(TWO.replace("@", "  # ipseclint: ignore[IPS705] one device"))
    assert told(ipseclint, ".") == []


def test_a_pair_with_a_file_that_nobody_asked_for_is_told_at_the_one_that_was(ipseclint: Run, pair: Path) -> None:
    first, second = TWO.replace("@", "").split('resource "alicloud_vpn_connection" "two"')
    (pair / "main.tf").write_text(first)
    (pair / "z.tf").write_text(f'resource "alicloud_vpn_connection" "two"{second}')
    assert told(ipseclint, "main.tf") == [("main.tf", 8)]
    assert told(ipseclint, "z.tf") == [("z.tf", 8)]


LINE = """\
variable "psk" {}
variable "peer" {}
variable "net" {}
resource "alicloud_vpn_connection" "c" {
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = var.peer
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = [var.net]
  ike_config { psk = var.psk }
}
"""
KEYS = 'resource "random_password" "k" { length = 32 }\noutput "psk" { value = random_password.k.result }\n'
CALLS = "".join(
    f"""\
module "{name}" {{
  source = "./line"
  psk    = {psk}
  peer   = "{peer}"
  net    = "172.2{number}.0.0/16"
}}
"""
    for number, (name, psk, peer) in enumerate(
        (
            ("a", "module.k1.psk", "cgw-uf605kn75f4na8b1n5cg9"),
            ("b", "module.k2.psk", "cgw-uf6qx2m8c4v7b1n9k5j3h"),
            ("c", "module.k2.psk", "cgw-uf6t7r6knwbn1yv89u8n9"),
            ("d", "var.key", "cgw-2zepj1vf1caa66kq976jh"),
            ("e", "var.key", "cgw-2zepj1vf1caa66kq976jx"),
        )
    )
)


def test_a_key_that_is_passed_on_is_one_key_and_two_instances_of_a_module_have_two(
    ipseclint: Run, tmp_path: Path
) -> None:
    for folder, text in (("keys", KEYS), ("line", LINE)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "main.tf").write_text(text)
    calls = 'variable "key" {}\nmodule "k1" { source = "./keys" }\nmodule "k2" { source = "./keys" }\n'
    (tmp_path / "main.tf").write_text(f"{calls}{CALLS}")
    report = json.loads(ipseclint("check", "--select", "IPS705", "--format", "json", ".").stdout)
    names = [one["connection"].split(".")[1] for one in report["findings"]]
    assert sorted(names) == ["c", "e"]


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (("a.tf",), "No findings in 1 file (1 connection).\n"),
        (("a.tf", "b.tf"), "No findings in 2 files (2 connections).\n"),
        (("values.tf",), "No findings in 1 file (0 connections).\n"),
        ((".",), "No findings in 3 files (2 connections).\n"),
        (("calls",), "No findings in 1 file (2 connections).\n"),
        (("calls/main.tf",), "No findings in 1 file (2 connections).\n"),
    ],
)
def test_connections_are_counted_in_the_files_asked_for(
    ipseclint: Run, tmp_path: Path, paths: tuple[str, ...], said: str
) -> None:
    resource = MODULE[MODULE.index("resource") :].replace("var.hash", '"sha256"')
    (tmp_path / ".git").mkdir()
    (tmp_path / "calls").mkdir()
    (tmp_path / "a.tf").write_text(resource)
    (tmp_path / "b.tf").write_text(resource.replace('"x"', '"y"'))
    (tmp_path / "values.tf").write_text('variable "region" {}\n')
    if paths[0].startswith("calls"):
        (tmp_path / "calls/main.tf").write_text('module "line" {\n  source = "../"\n}\n')
    assert ipseclint("check", "--select", "IPS402", *paths).stdout == said
