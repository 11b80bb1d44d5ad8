"""What exists in the cloud: gateways, customer gateways, connections, and the tokens of creates."""

from __future__ import annotations

import itertools
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Gateway:
    """A VPN gateway. `unsettled` counts the looks for which it stays `updating`."""

    id: str
    region: str
    dual: bool = False
    address: str = "47.100.7.1"
    vpn_type: str = "Normal"
    quota: int = 10
    locked: bool = False
    unsettled: int = 0
    name: str = ""


@dataclass
class Connection:
    """A connection. `body` has the request's names, nested and typed. `unsettled` as above."""

    id: str
    region: str
    gateway: str
    body: dict[str, Any]
    unsettled: int = 0
    created: int = 0


@dataclass
class Token:
    """A create that was asked for under a token: its parameters and what came of it."""

    parameters: str
    connection: str


@dataclass
class Cloud:
    """All of it, with what the tests ask afterwards.

    - `settle`: for how many looks a gateway stays `updating` and a connection unready after a create.
    - `remember_tokens`: whether a token that is used again answers with what it made.
    - `refuse_twins`: whether a connection with the selectors and peer of another is refused.
    - `overlaps`: creates that began on a gateway while another one, of another token, was under way.
    - `creates`: successful creates by gateway and name.
    """

    gateways: dict[str, Gateway] = field(default_factory=dict)
    customer_gateways: dict[str, dict[str, str]] = field(default_factory=dict)
    connections: dict[str, Connection] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    settle: int = 1
    remember_tokens: bool = True
    refuse_twins: bool = False
    overlaps: list[str] = field(default_factory=list)
    strays: list[str] = field(default_factory=list)
    creates: Counter[tuple[str, str]] = field(default_factory=Counter)
    under_way: dict[str, list[str]] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def add_gateway(self, name: str, region: str = "cn-shanghai", **more: Any) -> Gateway:
        made = Gateway(name, region, address=f"47.100.7.{len(self.gateways) + 1}", **more)
        self.gateways[made.id] = made
        return made

    def add_customer_gateway(self, name: str, address: str, asn: str = "", region: str = "cn-shanghai") -> None:
        self.customer_gateways[name] = {"IpAddress": address, "Asn": asn, "RegionId": region}

    def add_connection(self, region: str, gateway: str, body: dict[str, Any]) -> Connection:
        number = next(self._numbers)
        made = Connection(f"vco-{number:08d}", region, gateway, body, self.settle, 1764000000000 + number)
        self.connections[made.id] = made
        self.creates[gateway, str(body.get("Name", ""))] += 1
        return made

    def on(self, gateway: str) -> list[Connection]:
        return [c for c in self.connections.values() if c.gateway == gateway]

    def named(self, name: str) -> list[Connection]:
        return [c for c in self.connections.values() if c.body.get("Name") == name]

    def begin(self, gateway: str, token: str) -> None:
        """A create begins; one of another token that is still under way is an overlap."""
        with self.lock:
            others = self.under_way.setdefault(gateway, [])
            if any(other != token for other in others):
                self.overlaps.append(f"{gateway}: {token} while {others}")
            others.append(token)

    def end(self, gateway: str, token: str) -> None:
        with self.lock:
            self.under_way[gateway].remove(token)
