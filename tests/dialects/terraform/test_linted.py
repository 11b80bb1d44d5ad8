"""Findings on Terraform stand where the values are written, whichever file that is."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipseclint.config import Config
from ipseclint.engine import Report, lint_files
from ipseclint.files import Found

MODULE = """\
variable "sites" {
  type = map(object({
    peer   = string
    remote = list(string)
    auth   = optional(string, "sha1")
  }))
}
resource "alicloud_vpn_gateway" "this" {
  vpc_id = "vpc-bp1m4k2q8h6d9t3w7r5ab"
}
resource "alicloud_vpn_customer_gateway" "this" {
  for_each   = var.sites
  ip_address = each.value.peer
}
resource "alicloud_vpn_connection" "this" {
  for_each            = var.sites
  vpn_connection_name = "site-${each.key}"
  vpn_gateway_id      = alicloud_vpn_gateway.this.id
  customer_gateway_id = alicloud_vpn_customer_gateway.this[each.key].id
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = each.value.remote
  ike_config {
    ike_version  = "ikev2"
    ike_enc_alg  = "aes256"
    ike_auth_alg = each.value.auth
    ike_pfs      = "group14"
    ike_lifetime = 86400
  }
  ipsec_config {
    ipsec_enc_alg  = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = 28800
  }
}
"""
TEXTS = {
    "main.tf": 'module "vpn" {\n  source = "./vpn"\n  sites  = var.sites\n}\nvariable "sites" {}\n',
    "terraform.tfvars": 'sites = {\n  hq = { peer = "47.98.33.21", remote = ["172.16.0.0/16"], auth = "sha256" }\n'
    '  sh = { peer = "10.0.0.1", remote = ["172.16.9.0/24"] }\n}\n',
    "vpn/main.tf": MODULE,
}


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    for name, text in TEXTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    config = Config()
    return lint_files([Found(tmp_path / name, name, config, explicit=False) for name in sorted(TEXTS)], config)


def test_each_finding_stands_at_its_literal(report: Report) -> None:
    places = {
        (finding.code, finding.location.path, finding.location.line)
        for finding in report.findings
        if finding.location is not None and finding.severity.name != "INFO"
    }
    assert places == {
        ("IPS302", "terraform.tfvars", 3),
        ("IPS402", "vpn/main.tf", 5),
        ("IPS711", "terraform.tfvars", 3),
    }
    assert report.connections == 2


def test_a_finding_tells_the_chain_that_its_value_came_through(report: Report) -> None:
    found = next(finding for finding in report.findings if finding.code == "IPS402")
    assert [(place.location.line, place.message) for place in found.related] == [(25, "used here")]
    private = next(finding for finding in report.findings if finding.code == "IPS711")
    assert ("main.tf", 3) in {(place.location.path, place.location.line) for place in private.related}
