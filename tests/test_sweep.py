"""The overlap engine: what the sweep finds is what netaddr finds pair by pair."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from netaddr import IPNetwork, IPSet

from ipseclint.address import Range, cidr, free_neighbour, network
from ipseclint.config import Config
from ipseclint.engine import lint
from ipseclint.span import Source
from ipseclint.sweep import any_overlap, cidr_of, overlapping, relation
from tests.conftest import GOOD

# Few first octets and many prefix lengths: nested chains, neighbours and duplicates are frequent.
NETWORKS = st.builds(
    lambda address, prefix: network(address, prefix),
    st.integers(0, 0x00000FFF).map(lambda low: 10 << 24 | low << 8),
    st.integers(6, 32),
)


def packed(one: Range) -> int:
    return one.first << 32 | one.last


def of(one: Range) -> IPNetwork:
    return IPNetwork(str(one))


@given(st.lists(NETWORKS, max_size=40))
def test_the_sweep_finds_the_pairs_that_netaddr_finds(ranges: list[Range]) -> None:
    swept = sorted(overlapping([packed(one) for one in ranges]))
    brute = [
        (i, j)
        for (i, one), (j, other) in combinations(enumerate(ranges), 2)
        if of(one) in of(other) or of(other) in of(one)
    ]
    assert swept == brute


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=25))
def test_the_sweep_takes_any_ranges_not_only_networks(pairs: list[tuple[int, int]]) -> None:
    ranges = [(min(pair), max(pair)) for pair in pairs]
    swept = sorted(overlapping([first << 32 | last for first, last in ranges]))
    brute = [(i, j) for (i, a), (j, b) in combinations(enumerate(ranges), 2) if a[0] <= b[1] and b[0] <= a[1]]
    assert swept == brute


@given(NETWORKS, NETWORKS)
def test_two_networks_are_equal_nested_or_apart(one: Range, other: Range) -> None:
    if not any_overlap([packed(one)], [packed(other)]):
        assert not IPSet([of(one)]) & IPSet([of(other)])
        return
    expected = "equal" if of(one) == of(other) else "contains" if of(other) in of(one) else "inside"
    assert relation(packed(one), packed(other)) == expected


@given(NETWORKS)
def test_a_range_is_written_as_the_network_it_is(one: Range) -> None:
    assert cidr_of(packed(one)) == str(one)


@given(NETWORKS, st.lists(NETWORKS, max_size=12))
def test_a_free_neighbour_is_private_as_large_and_free(wanted: Range, taken: list[Range]) -> None:
    free = free_neighbour(wanted, [wanted, *taken])
    if free is None:
        return
    assert free.prefix == wanted.prefix
    assert not any(free.overlaps(one) for one in [wanted, *taken])
    assert any(cidr(block).contains(free) for block in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))


def test_the_nearest_range_above_is_offered_first() -> None:
    assert str(free_neighbour(cidr("10.4.0.0/16"), [cidr("10.4.0.0/16"), cidr("10.5.0.0/16")])) == "10.6.0.0/16"
    assert str(free_neighbour(cidr("192.168.255.0/24"), [cidr("192.168.255.0/24")])) == "192.168.0.0/24"
    assert free_neighbour(cidr("10.0.0.0/8"), [cidr("10.0.0.0/8")]) is None


def test_one_more_connection_among_ten_thousand_gives_one_more_finding() -> None:
    def connection(number: int, remote: str, gateway: int) -> str:
        text = GOOD.replace("hq-to-shanghai", f"site-{number}").replace("172.20.8.0/22", remote)
        text = text.replace("vpn-uf6d3ky11pf86rmjfz6jz", f"vpn-uf6d3ky11pf86rmj{gateway:05}")
        text = text.replace("cgw-uf605kn75f4na8b1n5cg9", f"cgw-uf605kn75f4na8b{number:06}")
        return "- " + text.replace("VPN_PSK", f"PSK_{number}").replace("\n", "\n  ").rstrip() + "\n"

    fleet = [connection(n, f"172.{16 + n % 10}.{n // 10 % 250}.0/24", n // 10) for n in range(10_000)]
    files = [Source(f"{part}.yaml", "".join(fleet[part::20])) for part in range(20)]
    config = Config(selected=frozenset(("IPS301", "IPS302", "IPS303", "IPS305", "IPS604", "IPS705")))
    assert lint(files, config).findings == ()
    extra = Source("extra.yaml", connection(10_000, "172.18.7.128/25", 7))
    (finding,) = lint([*files, extra], config).findings
    assert finding.code == "IPS302"
    assert finding.location is not None
    places = [finding.location, *(one.location for one in finding.related)]
    assert [place.path for place in places] == ["extra.yaml", "12.yaml"]
