"""`--var-file`, wherever the file is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Run

MODULE = """\
variable "hash" {
  default = "sha256"
}
resource "alicloud_vpn_connection" "x" {
  vpn_connection_name = "hq-line"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
  ike_config {
    ike_version  = "ikev2"
    ike_auth_alg = var.hash
    ike_pfs      = "group14"
    ike_lifetime = 86400
  }
  ipsec_config {
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = 28800
  }
}
"""


def test_a_file_outside_the_working_directory_counts(ipseclint: Run, tmp_path: Path) -> None:
    (tmp_path / "live").mkdir()
    (tmp_path / "live/main.tf").write_text(MODULE)
    (tmp_path / "common.tfvars").write_text('hash = "md5"\n')
    done = ipseclint("check", "--format", "json", "--var-file", "../common.tfvars", cwd=tmp_path / "live")
    found = [finding for finding in json.loads(done.stdout)["findings"] if finding["severity"] == "error"]
    assert [(one["code"], one["path"], one["line"]) for one in found] == [("IPS402", "../common.tfvars", 1)]


def test_a_file_that_is_not_there_is_exit_2(ipseclint: Run, tmp_path: Path) -> None:
    (tmp_path / "main.tf").write_text(MODULE)
    done = ipseclint("check", "--var-file", "none.tfvars")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "ipseclint: --var-file none.tfvars: there is no such file, or it is no regular file\n"


KEYED = MODULE.replace('ike_version  = "ikev2"', 'ike_version  = "ikev2"\n    psk = var.psk') + (
    'variable "psk" {\n  type      = string\n  sensitive = true\n}\n'
)
KEY = "Tq8mZw3LxV7cRb2NfY6hKd4PgJ9sAe5U"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_key_in_the_configuration_is_judged_as_it_is(ipseclint: Run, tmp_path: Path, jobs: str) -> None:
    (tmp_path / "main.tf").write_text(KEYED)
    (tmp_path / ".ipseclint.yaml").write_text(f"variables: {{psk: {KEY}}}\n")
    done = ipseclint("check", "--select", "IPS7", "--jobs", jobs, ".")
    assert (done.returncode, done.stdout) == (0, "No findings in 1 file (1 connection).\n")


def test_a_key_of_a_map_on_the_command_line_stands_in_no_file(ipseclint: Run, tmp_path: Path) -> None:
    module = KEYED.replace("type      = string", "type      = map(object({ key = string }))")
    (tmp_path / "main.tf").write_text(
        module.replace("var.psk", "each.value.key").replace(
            'vpn_gateway_id      = "', 'for_each = var.psk\n  vpn_gateway_id      = "'
        )
    )
    done = ipseclint("check", "--select", "IPS7", "--var", f'psk={{hq = {{key = "{KEY}"}}}}', ".")
    assert done.stdout == "No findings in 1 file (1 connection).\n"


@pytest.mark.parametrize("name", ["terraform.tfvars", "variables.tf"])
def test_a_file_that_names_no_connection_is_told_what_it_gives_to_one(
    ipseclint: Run, tmp_path: Path, name: str
) -> None:
    resource, _, declared = KEYED.partition('variable "psk"')
    declared = f'variable "psk"{declared}'
    (tmp_path / "main.tf").write_text(resource)
    if name == "variables.tf":
        declared = declared.replace("sensitive = true", f'default = "{KEY}"')
    else:
        (tmp_path / name).write_text(f'psk = "{KEY}"\n')
    (tmp_path / "variables.tf").write_text(declared)
    done = ipseclint("check", "--select", "IPS701", "--format", "concise", name)
    assert done.stdout.startswith(f"{name}:")
    assert "IPS701" in done.stdout
