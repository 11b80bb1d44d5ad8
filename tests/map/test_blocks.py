"""Blocks and windows: which part of the address space is shown, and how it is divided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.map.blocks import Window, block_of, ticks, tightest, whole_blocks, windows
from ipseclint.sweep import LOW, cidr_of
from tests.map.kit import packed, ranges


@pytest.mark.parametrize(
    ("cidrs", "shown"),
    [
        (["10.20.0.0/16"], ["10.20.0.0/14 in 10.0.0.0/8"]),
        (["10.0.0.0/8", "10.44.0.0/16"], ["10.0.0.0/8 in 10.0.0.0/8"]),
        (["172.20.0.0/16", "172.20.5.0/24"], ["172.20.0.0/16 in 172.16.0.0/12"]),
        (["192.168.16.0/20", "192.168.32.0/20"], ["192.168.0.0/18 in 192.168.0.0/16"]),
        (["10.1.0.0/16", "10.2.0.0/16", "10.200.0.0/16"], ["10.0.0.0/14 in 10.0.0.0/8", "10.200.0.0/14 in 10.0.0.0/8"]),
        (["1.1.1.0/24", "1.1.2.0/24"], ["1.1.0.0/22 in 1.0.0.0/8"]),
        (["172.40.0.0/16"], ["172.40.0.0/14 in 172.0.0.0/8"]),
        (["10.0.0.7/32"], ["10.0.0.0/24 in 10.0.0.0/8"]),
        (["128.0.0.0/1"], ["0.0.0.0/0 in 0.0.0.0/0"]),
    ],
)
def test_a_window_is_as_close_as_its_ranges_allow(cidrs: list[str], shown: list[str]) -> None:
    made = windows(map(packed, cidrs))
    assert [f"{window} in {cidr_of(window.block)}" for window in made] == shown


def test_whole_blocks_are_the_private_ones_by_name_and_others_by_their_first_octet() -> None:
    cidrs = ["192.168.3.0/24", "8.8.8.0/24", "172.31.0.0/16", "10.9.9.9/32", "192.169.0.0/16", "172.16.0.0/11"]
    found = [str(window) for window in whole_blocks(map(packed, cidrs))]
    assert found == ["8.0.0.0/8", "10.0.0.0/8", "172.0.0.0/8", "172.16.0.0/12", "192.0.0.0/8", "192.168.0.0/16"]


@given(st.sets(ranges.filter(lambda found: found != LOW), min_size=1, max_size=20))
def test_every_range_lies_in_a_window_and_every_window_in_its_block(found: set[int]) -> None:
    made = windows(found)
    for one in found:
        home = made[tightest(one, made)]
        assert home.holds(one)
        assert Window(home.block, home.block).holds(home.found)
        assert block_of(one) in {window.block for window in made}
    assert made == sorted(made, key=lambda window: (window.block, window.first))
    assert all(window.meets(one) for window in made for one in found if window.holds(one))


@given(ranges.filter(lambda found: found != LOW), ranges)
def test_fractions_are_to_scale(shown: int, found: int) -> None:
    window = Window(shown, shown)
    if not window.meets(found):
        return
    low, high = window.fractions(found)
    assert 0 <= low < high <= 1
    first, last = max(found >> 32, window.first), min(found & LOW, window.last)
    assert low * window.size == pytest.approx(first - window.first)
    assert (high - low) * window.size == pytest.approx(last - first + 1)


def test_ticks_say_no_more_octets_than_their_step_needs() -> None:
    assert ticks(Window(packed("10.0.0.0/8"), packed("10.0.0.0/8")), 4) == [
        (0.0, "10.0"),
        (0.25, "10.64"),
        (0.5, "10.128"),
        (0.75, "10.192"),
    ]
    assert [text for _, text in ticks(Window(LOW, LOW), 4)] == ["0", "64", "128", "192"]
    near = packed("192.168.1.0/24")
    assert [text for _, text in ticks(Window(near, near), 2)] == ["192.168.1.0", "192.168.1.128"]
