"""Comments: suppressions that do nothing, name nothing, or have ended (IPS007-IPS009)."""

from __future__ import annotations

from ipseclint.finding import Severity
from ipseclint.rules.rule import Example, Rule

_CONNECTION = """\
Name: hq-to-shanghai
VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
LocalSubnet: 10.20.0.0/16
RemoteSubnet: 172.20.8.0/22
IkeConfig:
  Psk: ${{env:VPN_PSK}}
  IkeVersion: {version}  # ipseclint: {comment}
  IkeEncAlg: aes256
  IkeAuthAlg: sha256
  IkePfs: group14
IpsecConfig: {{IpsecEncAlg: aes256, IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}}
"""


def _example(version: str, comment: str) -> Example:
    return Example(_CONNECTION.format(version=version, comment=comment))


_GOOD = _example("ikev1", "ignore[IPS406] the peer is end of life")

RULES: tuple[Rule, ...] = (
    Rule(
        "IPS007",
        "unused-suppression",
        Severity.WARNING,
        "file",
        "0.1.0",
        "fix",
        summary="A comment suppresses nothing.",
        why="Either the fault is gone, and the comment would hide its return, or the comment stands on the wrong line "
        "and hides nothing while its reader believes that it does.",
        source="this program: a comment speaks about its own line, the block that opens on it, or the next line",
        how="Remove the comment, or move it to the line that the finding names.",
        bad=_example("ikev2", "ignore[IPS406] the peer is end of life"),
        good=_GOOD,
    ),
    Rule(
        "IPS008",
        "unknown-suppression",
        Severity.WARNING,
        "file",
        "0.1.0",
        "-",
        summary="A comment names no rule, or one that does not exist.",
        why="It suppresses nothing. Rules have to be named, so that a comment never hides what nobody has thought of.",
        source="this program: rules are named by code, prefix or name",
        how="Name the rules: `# ipseclint: ignore[IPS406] reason until=2027-03-31`.",
        bad=_example("ikev2", "ignore[IPS4O6] the peer is end of life"),
        good=_GOOD,
    ),
    Rule(
        "IPS009",
        "expired-suppression",
        Severity.WARNING,
        "file",
        "0.1.0",
        "-",
        summary="The date of a suppression has passed.",
        why="Somebody wanted to be reminded on that day. The finding that it hid is told again too.",
        source="this program: `until=` names the last day on which a comment counts",
        how="Mend what it hid, then remove the comment; or set a new date.",
        bad=_example("ikev1", "ignore[IPS406] until the peer is replaced until=2025-06-30"),
        good=_GOOD,
    ),
)
