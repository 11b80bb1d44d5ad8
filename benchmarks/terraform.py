"""Terraform: what linting a folder costs beyond starting up.

    python benchmarks/terraform.py

Prints, each as seconds and as a multiple of a bare `python -c pass` in the same round: a YAML file without a
connection (start-up), a 500-line file with ten connections, and a module with a thousand `for_each` instances."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15

CONNECTION = """\
resource "alicloud_vpn_customer_gateway" "c{n}" {{
  customer_gateway_name = "site-{n}"
  ip_address            = "121.40.63.{n}"
}}

resource "alicloud_vpn_connection" "c{n}" {{
  vpn_connection_name = "hq-to-site-{n}"
  vpn_gateway_id      = alicloud_vpn_gateway.main.id
  customer_gateway_id = alicloud_vpn_customer_gateway.c{n}.id
  local_subnet        = [local.vpc]
  remote_subnet       = [cidrsubnet(local.remote, 8, {n})]
  effect_immediately  = true
  auto_config_route   = true

  health_check_config {{
    enable   = true
    dip      = cidrhost(cidrsubnet(local.remote, 8, {n}), 10)
    sip      = cidrhost(local.vpc, 10)
    interval = 3
    retry    = 3
  }}

  ike_config {{
    psk          = var.psk[{n}]
    ike_version  = "ikev2"
    ike_mode     = "main"
    ike_enc_alg  = local.cipher
    ike_auth_alg = local.hash
    ike_pfs      = "group14"
    ike_lifetime = 86400
  }}

  ipsec_config {{
    ipsec_enc_alg  = local.cipher
    ipsec_auth_alg = local.hash
    ipsec_pfs      = "group14"
    ipsec_lifetime = 28800
  }}
}}

"""
HEAD = """\
variable "psk" {
  type      = list(string)
  sensitive = true
}

locals {
  vpc    = "10.20.0.0/16"
  remote = "172.20.0.0/16"
  cipher = "aes256"
  hash   = "sha256"
}

resource "alicloud_vpn_gateway" "main" {
  vpc_id    = "vpc-uf6zsfmwdtgvnd8vvvjnb"
  bandwidth = 10
}

"""
MANY = HEAD + CONNECTION.format(n=1).replace(
    '"c1" {', '"all" {\n  for_each = toset([for n in range(1000) : tostring(n)])'
).replace("site-1", "site-${each.key}").replace(
    "121.40.63.1", "121.40.${floor(tonumber(each.key) / 250)}.${tonumber(each.key) % 250}"
).replace("gateway.c1.id", "gateway.all[each.key].id").replace("8, 1)", "8, tonumber(each.key) % 250)").replace(
    "psk[1]", "psk[tonumber(each.key)]"
)


def seconds(words: list[str], cwd: Path) -> float:
    begin = time.perf_counter()
    subprocess.run(words, cwd=cwd, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for folder, file, text in (
            ("none", "compose.yaml", "services: {}\n"),
            ("ten", "main.tf", HEAD + "".join(CONNECTION.format(n=n) for n in range(1, 11))),
            ("thousand", "main.tf", MANY),
        ):
            (root / folder).mkdir()
            (root / folder / file).write_text(text)
        lines = (root / "ten" / "main.tf").read_text().count("\n")
        check = [sys.executable, "-m", "ipseclint", "check", "."]
        jobs = {
            "bare python": ([sys.executable, "-c", "pass"], root),
            "no connection": (check, root / "none"),
            f"ten connections, {lines} lines": (check, root / "ten"),
            "1,000 instances of for_each": (check, root / "thousand"),
        }
        times: dict[str, list[float]] = {label: [] for label in jobs}
        for _ in range(ROUNDS):
            for label, (words, cwd) in jobs.items():
                times[label].append(seconds(words, cwd))
    bare = statistics.median(times["bare python"])
    start = statistics.median(times["no connection"])
    for label, found in times.items():
        median = statistics.median(found)
        beyond = max(0.0, median - start)
        print(f"{label:<32} {median:6.3f} s  {median / bare:5.1f} x bare  {beyond:6.3f} s beyond start-up")


if __name__ == "__main__":
    main()
