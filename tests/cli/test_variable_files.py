"""`--var-file`, wherever the file is."""

from __future__ import annotations

import json
from pathlib import Path

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
