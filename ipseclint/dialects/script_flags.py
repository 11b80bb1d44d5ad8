"""Flags of the command line: which are its own, and which are fields of the request."""

from __future__ import annotations

import re

from ipseclint import facts
from ipseclint.dialects.shape import PLACES, flat
from ipseclint.dialects.tree import Kind

FLAG = re.compile(r"--([A-Za-z][\w.\-]*)(=?)", re.ASCII)
# Flags of the command line itself (aliyun-cli, 2026), each with a value behind it.
_ACCESS = (
    "profile",
    "mode",
    "access-key-id",
    "access-key-secret",
    "sts-token",
    "sts-region",
    "ram-role-name",
    "ram-role-arn",
    "role-session-name",
    "source-profile",
    "private-key",
    "key-pair-name",
    "external-id",
    "process-command",
    "config-path",
    "expired-seconds",
)
_TALK = (
    "region",
    "language",
    "endpoint",
    "endpoint-type",
    "version",
    "header",
    "body",
    "body-file",
    "accept",
    "output",
    "method",
    "roa",
    "user-agent",
    "cli-query",
    "pager",
    "waiter",
    "log-level",
    "read-timeout",
    "retry-timeout",
    "connect-timeout",
    "retry-count",
)
_SHORT = frozenset(("-p", "-o", "-c"))
WITH_VALUE = frozenset((*_ACCESS, *_TALK))
SWITCHES = frozenset(
    ("vpc", "secure", "insecure", "force", "dryrun", "cli-dry-run", "quiet", "skip-secure-verify", "help")
)
SECRET = frozenset(("access-key-id", "access-key-secret", "sts-token", "private-key"))
# In the newer spelling (`create-vpn-connection --vpn-gateway-id`) a field whose name is one of the command
# line's own flags has this prefix.
_PREFIX = "biz-"
_TOP = ("RegionId", "VpnGatewayId", "LocalSubnet", "RemoteSubnet", "Name")
_TUNNEL = ("Role", "TunnelIndex", "CustomerGatewayId", "EnableDpd", "EnableNatTraversal")
_TUNNEL_BLOCKS = {"TunnelIkeConfig": facts.IKE_FIELDS, "TunnelIpsecConfig": facts.IPSEC_FIELDS}
_NUMBERED = re.compile(r"TunnelOptionsSpecification\.([0-9]+)\.")


def own_length(head: str) -> int:
    """How many words one of the command line's own flags takes, itself counted."""
    return 2 if head.lstrip("-") in WITH_VALUE or head in _SHORT else 1


def wants_value(head: str) -> bool:
    """Whether a word is a flag whose value is the next word."""
    return head.startswith("-") and "=" not in head and head.lstrip("-") not in SWITCHES


def api_name(name: str) -> str:
    """The API's name for a flag of the newer spelling; the flag itself where there is none."""
    simple = flat(name.removeprefix(_PREFIX))
    return next((known for known in (*PLACES[""], *PLACES["attachment"]) if flat(known) == simple), name)


def may_be_set(kind: Kind, given: list[str]) -> list[str]:
    """The fields, in dotted names, that flags not known may set beside those given."""
    numbers = dict.fromkeys(match[1] for name in given if (match := _NUMBERED.match(name)))
    names = list(_TOP)
    if not any(name.startswith("TunnelOptionsSpecification") for name in given):
        names.extend(facts.SINGLE_FIELDS)
    for number in numbers:
        names.extend(_of_tunnel(f"TunnelOptionsSpecification.{number}", given))
    if len(numbers) == 1:
        names.append("TunnelOptionsSpecification.2" if "1" in numbers else "TunnelOptionsSpecification.1")
    others = ("VpnGatewayId", "Role") if kind == "attachment" else ("TunnelIndex",)
    return [
        name
        for name in names
        if name.rsplit(".", 1)[-1] not in others and not any(one == name or one.startswith(f"{name}.") for one in given)
    ]


def _of_tunnel(tunnel: str, given: list[str]) -> list[str]:
    names = [f"{tunnel}.{field}" for field in _TUNNEL]
    for block, fields in _TUNNEL_BLOCKS.items():
        if f"{tunnel}.{block}" not in given:
            names.extend(f"{tunnel}.{block}.{field}" for field in fields)
    return names
