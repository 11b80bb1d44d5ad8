"""The service: the few calls that are needed, each with its retries and its answer in plain bodies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from ipseclint.submit.existing import Existing, read_connection
from ipseclint.submit.pace import Pace, TimeIsUp
from ipseclint.submit.scrub import Scrubber
from ipseclint.submit.trouble import NOT_FOUND, NOT_JSON, Kind, Trouble

PAGE = 50
_TRIES = 5
T = TypeVar("T")
Take = Callable[[dict[str, Any]], T]
Tell = Callable[[str], None]


class Calls(Protocol):
    """What makes the calls."""

    scrubber: Scrubber

    def call(self, action: str, region: str, parameters: Mapping[str, str]) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Gateway:
    """A VPN gateway as it is now. `dual` is None when the answer does not tell."""

    id: str
    region: str
    status: str
    locked: bool = False
    ipsec: bool = True
    dual: bool | None = None

    @property
    def active(self) -> bool:
        return self.status == "active"


class Service:
    """Reading calls retry by themselves; the creating one is made once, and its caller decides."""

    def __init__(self, client: Calls, pace: Pace, tell: Tell = lambda text: None) -> None:
        self._client = client
        self.pace = pace
        self.tell = tell

    @property
    def scrubber(self) -> Scrubber:
        return self._client.scrubber

    def create(self, region: str, parameters: Mapping[str, str]) -> str:
        """One CreateVpnConnection; the new connection's id. Raises Trouble."""
        answer = self._client.call("CreateVpnConnection", region, parameters)
        made = answer.get("VpnConnectionId")
        if not isinstance(made, str) or not made:
            raise Trouble(Kind.UNCLEAR, NOT_JSON, "The answer names no connection.")
        return made

    def gateway(self, region: str, gateway: str) -> Gateway:
        """A gateway's state. Raises Trouble, Stopped."""
        return self._read("DescribeVpnGateway", region, {"VpnGatewayId": gateway}, _gateway_in(region, gateway))

    def connection(self, region: str, connection: str) -> Existing | None:
        """One connection, None if there is none of that id. Raises Trouble, Stopped."""
        try:
            return self._read(
                "DescribeVpnConnection",
                region,
                {"VpnConnectionId": connection},
                _connection_in(region, connection),
            )
        except Trouble as trouble:
            if trouble.code == NOT_FOUND:
                return None
            raise

    def connections(self, region: str, gateway: str = "") -> list[Existing]:
        """All connections of a gateway, or of a region, in the answer's order. Raises Trouble, Stopped."""
        found: dict[str, Existing] = {}
        page, seen = 1, 0
        while True:
            asked = {"PageNumber": str(page), "PageSize": str(PAGE)} | ({"VpnGatewayId": gateway} if gateway else {})
            items, total = self._read("DescribeVpnConnections", region, asked, _page)
            seen += len(items)
            for item in items:
                made = read_connection(item, region)
                found.setdefault(made.id, made)
            if not items or seen >= total:
                return [item for item in found.values() if not gateway or item.gateway == gateway]
            page += 1

    def _read(self, action: str, region: str, asked: dict[str, str], take: Take[T]) -> T:
        """A reading call: asked again as long as that can help, but a few times only without an answer."""
        waiting, tries = self.pace.start(), 0
        while True:
            self.pace.check()
            try:
                return take(self._client.call(action, region, {"RegionId": region, **asked}))
            except Trouble as trouble:
                tries += trouble.kind is Kind.UNCLEAR
                if trouble.kind is Kind.REFUSED or tries == _TRIES:
                    raise
                last = trouble
            try:
                waiting.wait(last.wait, partial(self._again, action, last))
            except TimeIsUp:
                raise last from None

    def _again(self, action: str, trouble: Trouble, seconds: float) -> None:
        self.tell(f"{action}: {trouble.again(seconds)}")


def _gateway_in(region: str, wanted: str) -> Callable[[dict[str, Any]], Gateway]:
    def take(answer: dict[str, Any]) -> Gateway:
        if answer.get("VpnGatewayId") != wanted:
            raise Trouble(Kind.UNCLEAR, NOT_JSON, "The answer is about another gateway.")
        return Gateway(
            id=wanted,
            region=region,
            status=str(answer.get("Status", "")).lower(),
            locked=answer.get("BusinessStatus") == "FinancialLocked",
            ipsec=answer.get("IpsecVpn", "enable") == "enable",
            dual=bool(answer.get("DisasterRecoveryInternetIp") or answer.get("DisasterRecoveryVSwitchId")),
        )

    return take


def _connection_in(region: str, wanted: str) -> Callable[[dict[str, Any]], Existing]:
    def take(answer: dict[str, Any]) -> Existing:
        if answer.get("VpnConnectionId") != wanted:
            raise Trouble(Kind.UNCLEAR, NOT_JSON, "The answer is about another connection.")
        return read_connection(answer, region)

    return take


def _page(answer: dict[str, Any]) -> tuple[list[dict[str, Any]], int]:
    listed = answer.get("VpnConnections")
    items = listed.get("VpnConnection") if isinstance(listed, dict) else None
    total = answer.get("TotalCount")
    if not isinstance(items, list) or not isinstance(total, int) or not all(_is_item(item) for item in items):
        raise Trouble(Kind.UNCLEAR, NOT_JSON, "The answer lists no connections.")
    return items, total


def _is_item(item: object) -> bool:
    return isinstance(item, dict) and isinstance(item.get("VpnConnectionId"), str)
