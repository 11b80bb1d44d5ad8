"""Fleets: how long linting takes from a thousand connections to a million, and how much memory.

    python benchmarks/fleet.py                       10^3, 10^4 and 10^5 connections, clean and with overlaps
    python benchmarks/fleet.py --upto 6 --jobs 2     up to 10^6
    python benchmarks/fleet.py --terraform 10        one connection in ten in Terraform

Every rule is on. Prints seconds, connections a second, peak memory of the parent and of the largest worker, and
the exponent of the growth from one size to the next (1.0 is linear)."""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

FILES = 100
GATEWAY_SIZE = 10  # connections of one gateway, its quota

NATIVE = """\
- Name: {name}
  RegionId: cn-shanghai
  VpnGatewayId: {gateway}
  CustomerGatewayId: {peer}
  LocalSubnet: {local}
  RemoteSubnet: {remote}
  IkeConfig:
    Psk: ${{env:{psk}}}
    IkeVersion: ikev2
    IkeEncAlg: aes256
    IkeAuthAlg: sha256
    IkePfs: group14
    IkeLifetime: 86400
  IpsecConfig:
    IpsecEncAlg: aes256
    IpsecAuthAlg: sha256
    IpsecPfs: group14
    IpsecLifetime: 28800
"""

TERRAFORM = """\
resource "alicloud_vpn_connection" "{name}" {{
  vpn_connection_name = "{name}"
  vpn_gateway_id      = "{gateway}"
  customer_gateway_id = "{peer}"
  local_subnet        = ["{local}"]
  remote_subnet       = ["{remote}"]

  ike_config {{
    psk          = var.psk["{psk}"]
    ike_version  = "ikev2"
    ike_enc_alg  = "aes256"
    ike_auth_alg = "sha256"
    ike_pfs      = "group14"
    ike_lifetime = 86400
  }}

  ipsec_config {{
    ipsec_enc_alg  = "aes256"
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = 28800
  }}
}}
"""


def identifier(rng: random.Random, prefix: str) -> str:
    return f"{prefix}-uf6" + "".join(rng.choices("abcdefghijkmnpqrstuvwxyz0123456789", k=18))


def fleet(size: int, overlaps: bool) -> Iterator[dict[str, str]]:
    """Connections of one fleet. Those of one gateway share their local subnet, and their remote ones are apart,
    unless overlaps are wanted: then one in a hundred repeats its neighbour's."""
    rng = random.Random(size)
    gateway = local = ""
    for number in range(size):
        place = number % GATEWAY_SIZE
        if place == 0:
            gateway = identifier(rng, "vpn")
            local = f"10.{rng.randrange(256)}.0.0/16"
        third = place - 1 if overlaps and number % 100 == 9 else place
        yield {
            "name": f"site-{number}",
            "gateway": gateway,
            "peer": identifier(rng, "cgw"),
            "local": local,
            "remote": f"172.{16 + number // GATEWAY_SIZE % 16}.{third}.0/24",
            "psk": f"PSK_{number}",
        }


def write_fleet(folder: Path, size: int, overlaps: bool, terraform: int) -> None:
    """Write a fleet in FILES files; of every `terraform` connections one goes into a Terraform folder (0: none)."""
    per_file = math.ceil(size / FILES)
    native: list[str] = []
    hcl: list[str] = []
    number = 0
    for count, one in enumerate(fleet(size, overlaps), 1):
        if terraform and count % terraform == 0:
            hcl.append(TERRAFORM.format(**one))
        else:
            native.append(NATIVE.format(**one))
        if count % per_file == 0 or count == size:
            (folder / f"fleet-{number:03}.yaml").write_text("".join(native))
            if hcl:
                module = folder / f"module-{number:03}"
                module.mkdir()
                head = 'variable "psk" {\n  type      = map(string)\n  sensitive = true\n}\n\n'
                (module / "main.tf").write_text(head + "\n".join(hcl))
            native, hcl, number = [], [], number + 1


def measure(folder: Path, jobs: int) -> dict[str, float]:
    """Lint a folder in a process of its own, which measures itself and its workers."""
    code = (
        "import resource, sys, json\n"
        "from ipseclint.cli.check import CheckOptions, run_check\n"
        f"run_check([{str(folder)!r}], CheckOptions(isolated=True, jobs={jobs}, quiet=True,"
        f" formats=['json:{folder}/report.out']))\n"
        "scale = 2**20 if sys.platform == 'darwin' else 2**10\n"
        "peak = lambda who: resource.getrusage(who).ru_maxrss / scale\n"
        "print(json.dumps([peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN)]))\n"
    )
    begin = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - begin
    parent, worker = json.loads(done.stdout.splitlines()[-1])
    return {"seconds": seconds, "parent": parent, "worker": worker, **summary_of(folder / "report.out")}


def summary_of(report: Path) -> dict[str, int]:
    """The counts at a report's head. The rest stays unread: a process begins with its parent's peak, so what this one
    holds would count as the next fleet's."""
    with report.open(encoding="utf-8") as text:
        head = text.read(2000).partition('  "findings"')[0].rstrip(",\n ")
    summary: dict[str, int] = json.loads(head + "}")["summary"]
    return summary


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--upto", type=int, default=5, help="largest fleet: 10 to the power of this")
    parser.add_argument("--since", type=int, default=3, help="smallest fleet")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--terraform", type=int, default=0, help="one connection in so many is in Terraform")
    parser.add_argument("--only", choices=("clean", "overlaps"))
    options = parser.parse_args()
    columns = ("connections", "fleet", "seconds", "per second", "parent MiB", "worker MiB", "exponent")
    print(*(column.rjust(11) for column in columns), " found")
    for overlaps in (False, True):
        kind = "overlaps" if overlaps else "clean"
        if options.only not in (None, kind):
            continue
        before: tuple[int, float] | None = None
        for power in range(options.since, options.upto + 1):
            size = 10**power
            folder = Path(tempfile.mkdtemp(prefix="fleet-"))
            try:
                write_fleet(folder, size, overlaps, options.terraform)
                got = measure(folder, options.jobs)
            finally:
                shutil.rmtree(folder)
            grown = math.log10(got["seconds"] / before[1]) / math.log10(size / before[0]) if before else float("nan")
            before = (size, got["seconds"])
            cells = (f"{size:,}", kind, f"{got['seconds']:.1f}", f"{size / got['seconds']:,.0f}")
            cells += (f"{got['parent']:.0f}", f"{got['worker']:.0f}", f"{grown:.2f}")
            found = f"{got['errors']} errors, {got['warnings']} warnings, {got['infos']} infos"
            print(*(cell.rjust(11) for cell in cells), f" {found}", flush=True)


if __name__ == "__main__":
    main()
