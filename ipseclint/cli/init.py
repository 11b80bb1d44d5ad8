"""`ipseclint init`: a starter connection and configuration, commented; nothing is overwritten."""

from __future__ import annotations

import sys
from pathlib import Path

from ipseclint.cli.common import OK, fail

CONNECTION = """\
# One planned IPsec connection (CreateVpnConnection). `ipseclint check connection.yaml` judges it.
# For hover texts in an editor: ipseclint schema document > .ipseclint.schema.json, and then
# yaml-language-server: $schema=.ipseclint.schema.json
Name: hq-to-branch
RegionId: cn-shanghai                         # the VPN gateway's region
VpnGatewayId: ${env:VPN_GATEWAY_ID}           # vpn-…: the gateway on Alibaba Cloud's side
CustomerGatewayId: ${env:CUSTOMER_GATEWAY_ID} # cgw-…: the device on your side

# Both sides of the tunnel; a list, or a text with commas. They must not overlap.
LocalSubnet: 10.0.0.0/16        # in the VPC
RemoteSubnet: 192.168.0.0/20    # behind the customer gateway

# Phase 1. What is left out becomes ikev1, aes, md5, group2.
IkeConfig:
  Psk: ${env:VPN_PSK}           # never the key itself; 20 random characters or more
  IkeVersion: ikev2
  IkeEncAlg: aes256
  IkeAuthAlg: sha256
  IkePfs: group14
  IkeLifetime: 86400

# Phase 2. What is left out becomes aes, md5, group2 and a whole day.
IpsecConfig:
  IpsecEncAlg: aes256
  IpsecAuthAlg: sha256
  IpsecPfs: group14
  IpsecLifetime: 28800
"""

CONFIGURATION = """\
# Settings of ipseclint for this folder and all below it. Every key is optional.

# Rules that count: codes, prefixes such as IPS4, names, or ALL.
# select: [ALL]
# ignore: [IPS606]

# Another level for a rule.
# severity:
#   IPS406: error

# Rules that do not count in some files.
# per-file-ignores:
#   "lab/**": [IPS4]

# Exit 1 from this level on.
fail-level: warning

# House rule for names, matched against the whole name.
# name-pattern: "[a-z]+-to-[a-z]+"

# Public ranges that are your own.
# private-ranges: [203.0.113.0/24]
"""


def run_init() -> int:
    """Write both files; refuse when one is there already."""
    planned = {"connection.yaml": CONNECTION, ".ipseclint.yaml": CONFIGURATION}
    there = [name for name in planned if Path(name).exists()]
    if there:
        exist = "exists" if len(there) == 1 else "exist"
        return fail(f"init: {' and '.join(there)} {exist} already; nothing was written")
    for name, text in planned.items():
        try:
            with Path(name).open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError as error:
            return fail(f"init: {name} cannot be written: {error.strerror}")
    sys.stdout.write("Wrote connection.yaml and .ipseclint.yaml. Next: ipseclint check connection.yaml\n")
    return OK
