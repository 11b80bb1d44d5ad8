"""Contests: what is counted without listing is what a list of every overlap says."""

from __future__ import annotations

import time
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from ipseclint.map.contests import Members, tally
from ipseclint.map.hubs import MOST, address_map, shared
from ipseclint.map.meet import Overlap, hub_overlaps, outer, own_overlaps
from ipseclint.record import Record
from tests.map.kit import fleets, made, packed, plots

# Few values of everything that a rule looks at, so that connections are often alike and as often not quite.
_PEERS = [("cgw-1",), ("cgw-2",), ("cgw-1", "cgw-2"), ("cgw-2", "cgw-1"), ("?var.a",), ("?var.b", ""), ("",), ()]
_RANGES = [packed(f"172.16.{cidr}") for cidr in ("0.0/16", "1.0/24", "1.128/25", "2.0/24", "2.0/25")]
_SIDES = st.lists(st.sampled_from([*_RANGES, packed("0.0.0.0/0")]), max_size=3).map(tuple)
_LOCALS = st.one_of(_SIDES, st.sampled_from([(packed("10.0.0.0/16"),), (packed("10.1.0.0/16"),), ()]))
_HUBS = st.sampled_from(
    [("vpn-a", "vpc-1"), ("vpn-a", "vpc-1"), ("vpn-b", "vpc-1"), ("vpn-a", ""), ("", "vpc-1"), ("", "")]
)


def _record(
    number: int,
    sides: tuple[tuple[int, ...], tuple[int, ...]],
    hub: tuple[str, str],
    peers: tuple[str, ...],
    watched: bool | None,
    complete: bool,
    attachment: bool,
) -> Record:
    record = made(number, *sides, *hub).record
    # Some have a peer that nobody else has.
    peers = tuple(f"cgw-own-{number}" if peer == "cgw-own" else peer for peer in peers)
    return replace(record, peers=peers, watched=watched, complete=complete, attachment=attachment)


_RECORDS = st.lists(
    st.tuples(
        st.one_of(
            st.tuples(_LOCALS, _SIDES),
            st.sampled_from([((packed("10.0.0.0/16"),), (_RANGES[1],)), ((), (_RANGES[1], _RANGES[2]))]),
        ),
        _HUBS,
        st.one_of(st.just(("cgw-own",)), st.sampled_from(_PEERS)),
        st.sampled_from([True, False, None]),
        st.sampled_from([True] * 4 + [False]),
        st.sampled_from([False] * 9 + [True]),
    ),
    max_size=9,
).map(lambda items: [(number, _record(number, *item)) for number, item in enumerate(items)])


def every(members: Members) -> list[Overlap]:
    return [*(o for number, record in members for o in own_overlaps(number, record)), *hub_overlaps(members)]


@settings(deadline=None, max_examples=400)
@given(_RECORDS)
def test_what_is_counted_is_what_a_list_has(members: Members) -> None:
    counted, overlaps = tally(members), every(members)
    assert (counted.real, counted.meant) == (
        sum(not overlap.meant for overlap in overlaps),
        sum(overlap.meant for overlap in overlaps),
    )
    assert set(counted.contests) == {member for overlap in overlaps for member in (overlap.first, overlap.second)}
    for member, (local, remote) in counted.contests.items():
        real = [o for o in overlaps if not o.meant and member in (o.first, o.second)]
        assert local == outer(o.common for o in real if o.within)
        assert remote == outer(o.common for o in real)


def test_two_of_a_kind_are_as_unlike_as_two_others() -> None:
    twice = plots((["10.0.0.0/16"], ["172.16.0.0/16", "172.16.1.0/24"]))
    members = [(0, twice[0].record)]
    assert (tally(members).real, tally(members).contests) == (0, {})
    several = [(number, replace(twice[0].record, peers=(f"cgw-{number}",))) for number in range(3)]
    assert tally(several).real == 12
    assert set(tally(several).contests) == {0, 1, 2}


def test_a_large_hub_is_counted_without_its_pairs() -> None:
    shared_by_all = packed("172.31.0.0/16")
    members: Members = [
        (number, made(number, (10 << 56 | 10 << 24,), (shared_by_all, (172 << 24 | number) * (1 << 32 | 1))).record)
        for number in range(20_000)
    ]
    begin = time.perf_counter()
    counted = tally(members)
    assert counted.real == 20_000 * 19_999 // 2
    assert len(counted.contests) == 20_000
    assert time.perf_counter() - begin < 20


@given(st.lists(st.integers(0, 50), max_size=20), st.integers(0, 300))
def test_what_may_be_listed_is_shared_out(counts: list[int], most: int) -> None:
    shares = shared(counts, most)
    assert all(share <= count for share, count in zip(shares, counts, strict=True))
    assert sum(shares) == min(most, sum(counts))
    cut = [share for share, count in zip(shares, counts, strict=True) if share < count]
    assert not cut or max(shares) - min(cut) <= 1


def test_a_small_hub_is_listed_whole_beside_a_large_one() -> None:
    large = plots(*[(["10.0.0.0/16"], ["172.16.0.0/16"])] * 300, gateway="vpn-a")
    small = [
        replace(plot, record=replace(plot.record, peers=(f"cgw-z{number}",)))
        for number, plot in enumerate(plots(*[(["10.0.0.0/16"], ["172.16.0.0/16"])] * 2, gateway="vpn-z"))
    ]
    amap = address_map([*large, *small])
    assert [(hub.name, hub.real, len(hub.numbers)) for hub in amap.hubs] == [
        ("vpn-a", 44850, MOST - 1),
        ("vpn-z", 1, 1),
    ]
    assert len(amap.contests) == 302


@settings(deadline=None, max_examples=50)
@given(fleets)
def test_a_small_map_lists_every_overlap(fleet: list) -> None:  # type: ignore[type-arg]
    amap = address_map(fleet)
    assert amap.beside(range(1, len(amap.overlaps) + 1), amap.hubs) == (0, 0)
