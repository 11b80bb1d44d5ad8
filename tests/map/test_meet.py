"""Overlaps: those that rules speak of, each once, and no others."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings

from ipseclint.config import Config
from ipseclint.engine import lint
from ipseclint.map.hubs import MOST, AddressMap, address_map
from ipseclint.map.plot import Plot
from ipseclint.map.words import kind_of, parties, shares
from ipseclint.rules.neighbours import ANYWHERE, verdict
from ipseclint.span import Source
from ipseclint.sweep import LOW, cidr_of
from tests.map.kit import TWO, connection, drawn, fleets, plots

HEALTH = ", HealthCheckConfig: {enable: true, dip: 172.20.0.1, sip: 10.20.0.1, interval: 3, retry: 3}"


def told(amap: AddressMap) -> list[str]:
    return [f"{shares(amap, n)} ({kind_of(amap, n)})" for n in range(1, len(amap.overlaps) + 1)]


def test_two_sites_of_one_gateway_overlap() -> None:
    assert told(drawn(TWO)) == [
        "Overlap 1: osaka 172.20.0.0/16 and seoul 172.20.5.0/24 share 172.20.5.0/24 (remote sides, one gateway, IPS302)"
    ]


def test_the_two_sides_of_a_connection_overlap() -> None:
    amap = drawn(connection("old", "10.0.0.0/8", "10.44.0.0/16,172.16.0.0/24"))
    assert told(amap) == [
        "Overlap 1: old local 10.0.0.0/8 and remote 10.44.0.0/16 share 10.44.0.0/16 (local against remote side, IPS301)"
    ]
    assert parties(amap, 1) == ("old local 10.0.0.0/8", "remote 10.44.0.0/16")


def test_a_connection_planned_twice_overlaps() -> None:
    twice = connection("a", "10.0.0.0/16", "172.16.0.0/16", peer="cgw-1") * 2
    assert told(drawn(twice)) == [
        "Overlap 1: a 172.16.0.0/16 and a 172.16.0.0/16 share 172.16.0.0/16 (the same connection twice, IPS303)"
    ]


def test_sites_behind_one_vpc_overlap_across_gateways() -> None:
    known = "vpn_gateways: [{VpnGatewayId: vpn-a, VpcId: vpc-1}, {VpnGatewayId: vpn-b, VpcId: vpc-1}]\n"
    sites = connection("a", "10.0.0.0/24", "172.16.0.0/16", "vpn-a") + connection(
        "b", "10.0.1.0/24", "172.16.9.0/24", "vpn-b"
    )
    assert told(drawn(f"{known}connections:\n{sites}")) == [
        "Overlap 1: a 172.16.0.0/16 and b 172.16.9.0/24 share 172.16.9.0/24 (two sites, one hub, IPS305)"
    ]
    assert told(drawn(f"connections:\n{sites}")) == []


def test_an_active_and_a_standby_connection_are_meant_to_overlap() -> None:
    amap = drawn(
        connection("active", "10.20.0.0/16", "172.20.0.0/16", more=HEALTH)
        + connection("standby", "10.20.0.0/16", "172.20.0.0/16", more=HEALTH)
    )
    assert [(overlap.meant, kind_of(amap, 1)) for overlap in amap.overlaps] == [(True, "active and standby, meant")]
    assert amap.real([1]) == []


def test_the_default_route_and_unknown_gateways_overlap_nothing() -> None:
    assert told(drawn(connection("a", "10.0.0.0/8", "0.0.0.0/0") + connection("b", "10.0.0.0/8", "0.0.0.0/0"))) == []
    unlike = [connection(name, "10.0.0.0/8", "172.16.0.0/16", f"'${{{name}}}'") for name in ("a", "b")]
    assert told(drawn("".join(unlike))) == []


@settings(deadline=None, max_examples=50)
@given(fleets)
def test_overlaps_are_those_of_every_pair_compared(fleet: list[Plot]) -> None:
    amap = address_map(fleet)
    expected = set()
    for number, plot in enumerate(fleet):
        for one in set(plot.record.local) - {ANYWHERE}:
            for other in set(plot.record.remote) - {ANYWHERE}:
                if one >> 32 <= other & LOW and other >> 32 <= one & LOW:
                    expected.add((number, number, one, other, "IPS301"))
    for (i, first), (j, second) in combinations(enumerate(fleet), 2):
        left, right = first.record, second.record
        together = (left.gateway == right.gateway != "") or (left.vpc == right.vpc != "")
        for one in set(left.remote) - {ANYWHERE}:
            for other in set(right.remote) - {ANYWHERE}:
                if together and one >> 32 <= other & LOW and other >> 32 <= one & LOW and verdict(left, right):
                    expected.add((i, j, one, other, verdict(left, right)))
    found = [(o.first, o.second, o.one, o.other, o.code) for o in amap.overlaps]
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert all(o.common in (o.one, o.other) for o in amap.overlaps)
    assert sorted(n for hub in amap.hubs for n in hub.numbers) == list(range(1, len(found) + 1))


def test_the_map_and_the_findings_speak_of_the_same_connections() -> None:
    text = TWO + connection("tokyo", "10.20.0.0/16", "172.20.128.0/17,10.20.1.0/24")
    found = lint([Source("plan.yaml", text)], Config(selected=frozenset(("IPS301", "IPS302", "IPS305"))))
    findings = sorted((finding.code, finding.connection or "") for finding in found.findings)
    amap = drawn(text)
    overlaps = sorted((o.code, amap.plots[o.second].name) for o in amap.overlaps)
    assert findings == overlaps == [("IPS301", "tokyo"), ("IPS302", "seoul"), ("IPS302", "tokyo")]


def test_too_many_overlaps_are_cut_and_counted_all_the_same() -> None:
    amap = address_map(plots(*[(["10.0.0.0/16"], ["172.16.0.0/16"])] * 80))
    assert (len(amap.overlaps), amap.hubs[0].real) == (MOST, 80 * 79 // 2)
    assert amap.beside(amap.hubs[0].numbers, amap.hubs) == (80 * 79 // 2 - MOST, 0)
    assert cidr_of(amap.overlaps[-1].common) == "172.16.0.0/16"
