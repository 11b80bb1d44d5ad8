"""Layout: everything to scale, nothing on top of another, every overlap drawn once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipseclint.map.columns import Column, bands
from ipseclint.map.drawing import PHONE, SCREEN, Box, Drawing, Metrics, Text, screen, terminal
from ipseclint.map.figure import Figure, hub_figure, overview
from ipseclint.map.fold import parts
from ipseclint.map.hubs import AddressMap, address_map
from ipseclint.map.layout import lay_out
from ipseclint.map.plot import Plot
from ipseclint.rules.neighbours import ANYWHERE
from tests.map.kit import fleets, packed, plots

media = st.sampled_from([SCREEN, PHONE, screen(320), screen(1600), terminal(80), terminal(40), terminal(133)])


def figures(amap: AddressMap) -> Iterator[Figure]:
    for hub in amap.hubs:
        yield hub_figure(amap, hub, hub.members)
    if amap.hubs:
        yield overview(amap, amap.hubs)


def meet(one: Text | Box, other: Text | Box, m: Metrics) -> bool:
    """Whether two things cover a common place; edges may touch."""
    apart = (
        one.x + one.width <= other.x + 0.02
        or other.x + other.width <= one.x + 0.02
        or one.y + high(one, m) <= other.y + 0.02
        or other.y + high(other, m) <= one.y + 0.02
    )
    return not apart


def high(thing: Text | Box, m: Metrics) -> float:
    return thing.height if isinstance(thing, Box) else m.line


def range_names(drawing: Drawing) -> list[Text]:
    return [text for text in drawing.texts if text.kind in ("local", "remote", "red")]


@settings(deadline=None, max_examples=40)
@given(fleets, media)
def test_no_text_stands_on_another_and_none_leaves_the_picture(fleet: list[Plot], m: Metrics) -> None:
    for figure in figures(address_map(fleet)):
        drawing = lay_out(figure, m)
        for one, other in combinations(drawing.texts, 2):
            assert not meet(one, other, m), (one, other)
        for text in drawing.texts:
            assert text.x >= 0
            assert text.x + text.width <= m.width + 0.02
            assert 0 <= text.y <= drawing.height


@settings(deadline=None, max_examples=40)
@given(fleets, media)
def test_no_name_of_a_range_covers_a_bar_or_a_number(fleet: list[Plot], m: Metrics) -> None:
    for figure in figures(address_map(fleet)):
        drawing = lay_out(figure, m)
        bars = [box for box in drawing.boxes if box.kind in ("local", "remote") or box.kind.startswith("badge")]
        for name in range_names(drawing):
            assert not any(meet(name, bar, m) for bar in bars), name


@settings(deadline=None, max_examples=40)
@given(fleets, media)
def test_every_range_is_drawn_to_scale_within_its_block(fleet: list[Plot], m: Metrics) -> None:
    for figure in figures(address_map(fleet)):
        drawing = lay_out(figure, m)
        columns = [column for band in bands(figure, m) for column in band]
        drawn = [box for box in drawing.boxes if box.kind in ("local", "remote")]
        for box in drawn:
            found = packed(box.title.rsplit(": ", 1)[1])
            assert any(_fits(box, found, column, m) for column in columns), box
        for lane in figure.lanes:
            for side, kind in zip(lane.sides, ("local", "remote"), strict=True):
                titles = {box.title for box in drawn if box.kind == kind}
                assert all(any(packed(t.rsplit(": ", 1)[1]) == mark.found for t in titles) for mark in side)


def _fits(box: Box, found: int, column: Column, m: Metrics) -> bool:
    if column.window is None or not column.window.meets(found):
        return False
    low, high = column.window.fractions(found)
    slack = 1.0 if m.snap else 0.01
    begin, end = column.x + low * column.width, column.x + high * column.width
    if end - begin < m.least:  # too narrow to be seen: it is widened, and still covers its place
        return box.x <= begin + slack and end <= box.x + box.width + slack and box.width <= m.least + slack
    return abs(box.x - begin) <= slack and abs(box.x + box.width - end) <= slack


@settings(deadline=None, max_examples=40)
@given(fleets, media)
def test_every_overlap_is_drawn_once_and_named_at_both_ends(fleet: list[Plot], m: Metrics) -> None:
    amap = address_map(fleet)
    drawn = []
    for hub in amap.hubs:
        drawing = lay_out(hub_figure(amap, hub, hub.members), m)
        links = [line for line in drawing.lines if line.kind in ("link", "link-meant")]
        drawn += [line.title for line in links]
        assert all(0 <= line.y1 <= line.y2 <= drawing.height for line in links)
        ends = {(o.first, o.one, o.within) for n in hub.numbers for o in [amap.overlap(n)]}
        ends |= {(o.second, o.other, False) for n in hub.numbers for o in [amap.overlap(n)]}
        badges = [box for box in drawing.boxes if box.kind in ("badge", "badge-meant")]
        assert len(badges) == len(ends)
    assert len(drawn) == len(set(drawn)) == len(amap.overlaps)


@settings(deadline=None, max_examples=40)
@given(fleets)
def test_what_is_red_has_two_owners(fleet: list[Plot]) -> None:
    amap = address_map(fleet)
    for hub in amap.hubs:
        red = [box for box in lay_out(hub_figure(amap, hub, hub.members), SCREEN).boxes if box.kind == "red"]
        assert bool(red) == bool(amap.real(hub.numbers))


def test_the_default_route_is_told_apart_and_not_to_scale() -> None:
    amap = address_map(plots((["10.0.0.0/16"], ["0.0.0.0/0"])))
    drawing = lay_out(hub_figure(amap, amap.hubs[0], [0]), SCREEN)
    assert [(box.kind, box.title) for box in drawing.boxes if box.title] == [
        ("local", "site-0, local: 10.0.0.0/16"),
        ("any-remote", "site-0, remote: 0.0.0.0/0"),
    ]
    assert ANYWHERE not in hub_figure(amap, amap.hubs[0], [0]).ranges()


def test_many_names_go_below_each_other_and_the_rest_is_counted() -> None:
    remote = [f"192.168.{third}.0/24" for third in range(8, 48)]
    amap = address_map(plots((["10.0.0.0/16"], remote)))
    drawing = lay_out(hub_figure(amap, amap.hubs[0], [0]), SCREEN)
    named = [text for text in range_names(drawing) if text.kind == "remote"]
    note = next(text.text for text in drawing.texts if text.kind == "note")
    assert note == f"{40 - len(named)} more ranges without a name here"
    assert len([box for box in drawing.boxes if box.kind == "remote"]) == 40


@pytest.mark.parametrize("count", [3, 300])
def test_small_and_large_maps_stay_of_readable_size(count: int) -> None:
    fleet = [
        plot
        for gateway in range(0, count, 10)
        for plot in plots(
            *[([f"10.{gateway % 250}.0.0/16"], [f"172.16.{site}.0/24"]) for site in range(min(10, count))],
            gateway=f"vpn-{gateway:03}",
        )
    ]
    amap = address_map(fleet)
    drawn = [lay_out(figure, SCREEN) for part in parts(amap) for figure in part.figures]
    assert sum(drawing.height for drawing in drawn) < 1000
    whole = [lay_out(figure, SCREEN) for part in parts(amap, unfold=True) for figure in part.figures]
    assert sum(len(drawing.boxes) for drawing in whole) >= 2 * len(fleet)
