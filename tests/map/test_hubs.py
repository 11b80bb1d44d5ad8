"""Hubs: connections by the gateway or VPC that they hang on."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from ipseclint.config import Config
from ipseclint.engine import run
from ipseclint.examine import Task, Unit
from ipseclint.map.hubs import AddressMap, address_map, natural
from ipseclint.map.plot import Plot, plot
from ipseclint.span import Source
from tests.map.kit import connection, drawn, fleets


def shape(amap: AddressMap) -> list[tuple[str, list[str]]]:
    return [(hub.name, [amap.plots[member].name for member in hub.members]) for hub in amap.hubs]


def test_connections_stand_under_their_gateway_in_the_order_of_their_names() -> None:
    text = "".join(
        connection(name, "10.0.0.0/16", remote, gateway)
        for name, remote, gateway in (
            ("site-10", "172.16.10.0/24", "vpn-b"),
            ("site-2", "172.16.2.0/24", "vpn-b"),
            ("Site-1", "172.16.1.0/24", "vpn-b"),
            ("other", "172.16.1.0/24", "vpn-a"),
        )
    )
    assert shape(drawn(text)) == [("vpn-a", ["other"]), ("vpn-b", ["Site-1", "site-2", "site-10"])]


def test_gateways_with_overlaps_come_first() -> None:
    text = connection("a", "10.0.0.0/16", "172.16.1.0/24", "vpn-a") + connection(
        "z", "10.0.0.0/16", "10.0.1.0/24", "vpn-z"
    )
    assert [hub.name for hub in drawn(text).hubs] == ["vpn-z", "vpn-a"]


def test_gateways_of_one_vpc_are_one_hub_whichever_file_knows_it() -> None:
    inventory = (
        "vpn_gateways: [{VpnGatewayId: vpn-a, VpcId: vpc-1}, {VpnGatewayId: vpn-b, VpcId: vpc-1}]\nconnections:\n"
    )
    one = inventory + connection("a", "10.0.0.0/24", "172.16.0.0/24", "vpn-a")
    other = connection("b", "10.0.1.0/24", "172.16.1.0/24", "vpn-b")
    amap = drawn(one, other)
    assert shape(amap) == [("vpc-1", ["a", "b"])]
    assert amap.hubs[0].gateways == ("vpn-a", "vpn-b")


def test_unknown_gateways_and_attachments_have_places_of_their_own() -> None:
    unknown = connection("b", "10.0.1.0/24", "172.16.1.0/24", "'${GATEWAY}-{{ zone }}'")
    attachment = (
        'resource "alicloud_vpn_gateway_vpn_attachment" "tr" {\n'
        '  vpn_attachment_name = "tr"\n  local_subnet = "10.0.0.0/24"\n  remote_subnet = "172.16.0.0/24"\n}\n'
    )
    units = [
        Unit(0, given=(Source("b.yaml", unknown),)),
        Unit(1, given=(Source("main.tf", attachment),)),
    ]
    report = run(units, Task(Config(), b"key", keep=plot), 2)
    amap = address_map([kept for kept in report.kept if isinstance(kept, Plot)])
    assert shape(amap) == [("Attachments of a transit router", ["tr"]), ("Gateway not known", ["b"])]


@settings(deadline=None, max_examples=40)
@given(fleets)
def test_every_connection_is_in_one_hub_and_each_gateway_too(fleet: list[Plot]) -> None:
    amap = address_map(fleet)
    assert sorted(member for hub in amap.hubs for member in hub.members) == list(range(len(fleet)))
    homes: dict[str, set[int]] = {}
    for place, hub in enumerate(amap.hubs):
        for member in hub.members:
            homes.setdefault(fleet[member].record.gateway, set()).add(place)
    assert all(len(places) == 1 for places in homes.values())


@given(st.lists(st.text(max_size=12)))
def test_names_of_any_kind_can_be_sorted(names: list[str]) -> None:
    assert [natural(name) for name in sorted(names, key=natural)] == sorted(map(natural, names))
    assert sorted(["b10", "b9", "a", "b09"], key=natural) == ["a", "b09", "b9", "b10"]
