"""Address arithmetic, held against netaddr on anything that hypothesis thinks of."""

from __future__ import annotations

import netaddr
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.address import (
    Range,
    cidr,
    covered,
    dotted,
    mask_prefix,
    merges,
    network,
    overlaps,
    parse_address,
    parse_cidr,
    redundant,
    siblings,
)

ADDRESSES = st.integers(0, 2**32 - 1)
# Few bits, so that ranges meet often.
NEAR = st.builds(lambda top, prefix: network(10 << 24 | top << 16, prefix), st.integers(0, 255), st.integers(8, 18))
RANGES = st.builds(network, ADDRESSES, st.integers(0, 32))
LISTS = st.lists(st.one_of(NEAR, RANGES), max_size=12)


def known(held: Range) -> netaddr.IPNetwork:
    return netaddr.IPNetwork(str(held))


@given(ADDRESSES, st.integers(0, 32))
def test_a_network_is_the_one_that_netaddr_finds(address: int, prefix: int) -> None:
    ours, other = network(address, prefix), netaddr.IPNetwork(f"{dotted(address)}/{prefix}")
    assert (ours.first, ours.last, str(ours)) == (other.first, other.last, str(other.cidr))
    assert ours.size == other.size


@given(ADDRESSES, st.integers(0, 32))
def test_a_cidr_is_read_back_as_it_was_written(address: int, prefix: int) -> None:
    assert parse_cidr(f"{dotted(address)}/{prefix}") == (address, prefix)
    assert parse_address(dotted(address)) == address == int(netaddr.IPAddress(dotted(address)))


@given(st.text(alphabet="0123456789./ ,:ab\u0661\uff11", max_size=20))
def test_what_is_read_as_a_cidr_is_one_for_netaddr_too(text: str) -> None:
    parsed = parse_cidr(text)
    if parsed is not None:
        found = netaddr.IPNetwork(text, flags=0)
        assert (int(found.ip), found.prefixlen) == parsed
        assert f"{found.ip}/{found.prefixlen}" == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "10.0.0.0",
        "10/8",
        "10.0.0.0/33",
        "10.0.0.0/08",
        "010.0.0.0/8",
        "10.0.0.0/255.0.0.0",
        "256.0.0.0/8",
        "10.0.0.0 /8",
        " 10.0.0.0/8",
        "10.0.0.0/8\n",
        "10.0.0/8",
        "\u0661\u0660.0.0.0/8",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "::/0",
    ],
)
def test_what_only_looks_like_a_cidr_is_none(text: str) -> None:
    assert parse_cidr(text) is None
    with pytest.raises(ValueError, match="is not an IPv4 CIDR"):
        cidr(text)


@given(RANGES, RANGES)
def test_overlap_and_containment_agree_with_netaddr(left: Range, right: Range) -> None:
    ours, other = known(left), known(right)
    assert left.contains(right) is (other in ours)
    assert left.overlaps(right) is (other in ours or ours in other)


@given(st.integers(0, 32))
def test_netmasks_and_wildcard_masks_give_their_prefix_length(prefix: int) -> None:
    held = netaddr.IPNetwork(f"0.0.0.0/{prefix}")
    assert mask_prefix(str(held.netmask)) == prefix
    if 0 < prefix < 32:
        assert mask_prefix(str(held.hostmask)) == prefix


@given(ADDRESSES)
def test_an_address_that_is_no_mask_gives_none(address: int) -> None:
    other = netaddr.IPAddress(address)
    assert (mask_prefix(dotted(address)) is not None) is (other.is_netmask() or other.is_hostmask())


@given(RANGES, RANGES)
def test_siblings_are_what_netaddr_merges_into_one(left: Range, right: Range) -> None:
    low, high = sorted((left, right), key=lambda held: held.first)
    one = len(netaddr.cidr_merge([known(low), known(high)])) == 1
    expected = one and low.prefix == high.prefix and low != high
    assert siblings(low, high) is expected


@given(NEAR)
def test_the_halves_of_a_network_are_siblings(whole: Range) -> None:
    low, high = (network(*parse_cidr(str(half))) for half in known(whole).subnet(whole.prefix + 1))
    assert siblings(low, high)
    assert not siblings(high, low)


@given(st.one_of(NEAR, RANGES), LISTS)
def test_covered_means_that_no_address_is_left(wanted: Range, held: list[Range]) -> None:
    left = netaddr.IPSet([known(wanted)]) - netaddr.IPSet(map(known, held))
    assert covered(wanted, held) is (not left)


@given(LISTS)
def test_redundant_ranges_lie_in_another_one_and_the_rest_are_apart(held: list[Range]) -> None:
    found = dict(redundant(held))
    for index, holder in found.items():
        assert held[holder].contains(held[index])
        assert holder not in found
        assert held[index] != held[holder] or holder < index
    kept = [known(held[i]) for i in range(len(held)) if i not in found]
    assert sum(item.size for item in kept) == netaddr.IPSet(map(known, held)).size


@given(LISTS)
def test_merged_ranges_are_those_of_netaddr(held: list[Range]) -> None:
    spare = dict(redundant(held))
    kept = [item for i, item in enumerate(held) if i not in spare]
    found = merges(kept)
    parts = {i for _, members in found for i in members}
    left = [str(item) for i, item in enumerate(kept) if i not in parts]
    ours = sorted([str(merged) for merged, _ in found] + left)
    whole = netaddr.IPSet([known(item) for item in kept])
    if whole.size < 2**32:
        assert ours == sorted(str(item) for item in netaddr.cidr_merge([known(item) for item in kept]))
    for merged, members in found:
        assert members == sorted(members)
        assert covered(merged, [kept[i] for i in members])
        assert sum(kept[i].size for i in members) == merged.size


@given(LISTS, LISTS)
def test_overlaps_gives_each_pair_that_shares_addresses_once(left: list[Range], right: list[Range]) -> None:
    found = list(overlaps(left, right))
    assert len(found) == len(set(found))
    assert set(found) == {
        (i, j) for i, mine in enumerate(left) for j, other in enumerate(right) if mine.overlaps(other)
    }
