"""What the tests of submitting share: plans, clients with the real SDK, and one way to run a submission."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ipseclint import effective
from ipseclint.dialects.recognise import read_text
from ipseclint.model import Connection, Inventory
from ipseclint.span import Source
from ipseclint.submit import flow
from ipseclint.submit.client import Client
from ipseclint.submit.drift import Drift, drift
from ipseclint.submit.look import Looked
from ipseclint.submit.pace import Pace
from ipseclint.submit.request import Planned, plan
from ipseclint.submit.resolve import resolve, secrets
from ipseclint.submit.send import Outcome
from ipseclint.submit.service import Service
from tests.cloud.server import KEY_ID, KEY_SECRET, Server

SINGLE = """\
RegionId: cn-shanghai
VpnGatewayId: {gateway}
CustomerGatewayId: {peer}
Name: {name}
LocalSubnet: 10.{number}.0.0/16
RemoteSubnet: 172.16.{number}.0/24
IkeConfig:
  Psk: {psk}
  IkeVersion: ikev2
  IkeEncAlg: aes256
  IkeAuthAlg: sha256
  IkePfs: group14
  IkeLifetime: 28800
IpsecConfig:
  IpsecEncAlg: aes256
  IpsecAuthAlg: sha256
  IpsecPfs: group14
  IpsecLifetime: 3600
"""
TUNNEL = """\
  - Role: {role}
    CustomerGatewayId: {peer}
    EnableDpd: true
    EnableNatTraversal: true
    TunnelIkeConfig:
      Psk: {psk}
      IkeVersion: ikev2
      IkeEncAlg: aes256
      IkeAuthAlg: sha256
      IkePfs: group14
      IkeLifetime: 28800
    TunnelIpsecConfig:
      IpsecEncAlg: aes256
      IpsecAuthAlg: sha256
      IpsecPfs: group14
      IpsecLifetime: 3600
"""
PSK = "kV7wq2ZpLm4xTr9cBn6y"


_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "DEBUG")


def clean_environment() -> dict[str, str]:
    """The environment with the server's account, and with nothing of the user's own."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name.upper() not in _PROXIES and not name.startswith("ALIBABA_CLOUD_")
    }
    return kept | {
        "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true",
        "ALIBABA_CLOUD_CLI_PROFILE_DISABLED": "true",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": KEY_ID,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": KEY_SECRET,
    }


def single(name: str, number: int, gateway: str = "vpn-single", peer: str = "cgw-a", psk: str = PSK) -> str:
    return SINGLE.format(name=name, number=number, gateway=gateway, peer=peer, psk=psk)


def dual(name: str, number: int, gateway: str = "vpn-dual", psk: str = PSK) -> str:
    head = SINGLE.format(name=name, number=number, gateway=gateway, peer="", psk="")
    kept = [line for line in head.splitlines() if line.split(":")[0] in _COMMON]
    tunnels = TUNNEL.format(role="master", peer="cgw-a", psk=psk + "m")
    tunnels += TUNNEL.format(role="slave", peer="cgw-b", psk=psk + "s")
    return "\n".join(kept) + "\nTunnelOptionsSpecification:\n" + tunnels


_COMMON = ("RegionId", "VpnGatewayId", "Name", "LocalSubnet", "RemoteSubnet")
# Three connections on two gateways, of both kinds.
THREE = (single("hq", 1), single("depot", 2, peer="cgw-b"), dual("plant", 3))


def connections(*documents: str) -> list[Connection]:
    """The connections of native documents."""
    source = Source("plan.yaml", "---\n".join(documents))
    requests = read_text(source).reading.requests
    assert len(requests) == len(documents)
    return [effective.connection(request, Inventory()) for request in requests]


def plans(*documents: str) -> list[Planned]:
    planned, unsendable = plan(connections(*documents))
    assert not unsendable, unsendable
    return [resolve(item) for item in planned]


def pace(limit: float = 20.0) -> Pace:
    """Waits of milliseconds."""
    return Pace(first=0.001, longest=0.004, limit=limit)


def client(server: Server, read: float = 5.0) -> Client:
    return Client(server.endpoint, connect=2.0, read=read)


YES = flow.Answer(go=True)


@dataclass
class Ran:
    """What a submission did and said."""

    outcomes: list[Outcome] | None
    said: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        assert self.outcomes is not None
        return [outcome.status.value for outcome in self.outcomes]


def submit(
    planned: Sequence[Planned],
    api: Client,
    journal: Path,
    jobs: int = 1,
    using: Pace | None = None,
    consent: flow.Answer = YES,
    fail_fast: bool = False,
) -> Ran:
    """One submission, as the command does it."""
    ran = Ran(None)
    service = Service(api, using or pace(), ran.said.append)
    for item in planned:
        api.scrubber.add(secret.reveal() for secret in secrets(item.body))

    def agree(looked: Sequence[Looked]) -> flow.Answer:
        return consent

    def tell(item: Planned, text: str) -> None:
        ran.said.append(f"{item.label}: {text}")

    ran.outcomes = flow.submit(planned, service, journal, agree, tell, jobs, fail_fast)
    return ran


def drifts(planned: Sequence[Planned], api: Client) -> list[Drift]:
    return drift(planned, Service(api, pace()))


__all__ = ["KEY_ID", "KEY_SECRET", "PSK", "THREE"]
