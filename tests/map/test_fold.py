"""Folding: what is said of what is not drawn is true, with its number."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ipseclint.map.drawing import SCREEN, terminal
from ipseclint.map.fold import MOST_FIGURES, parts
from ipseclint.map.html import page
from ipseclint.map.hubs import AddressMap, address_map
from ipseclint.map.layout import lay_out
from ipseclint.map.plot import Plot
from ipseclint.map.sheet import render as sheet
from ipseclint.map.text import Paper, render
from tests.map.kit import plots


def alike(count: int, gateway: str = "vpn-a") -> list[Plot]:
    """Connections of one gateway that all overlap."""
    same = plots(*[(["10.0.0.0/16"], ["172.16.0.0/16"])] * count, gateway=gateway)
    return [replace(plot, label=f"{gateway}-{number}") for number, plot in enumerate(same)]


def apart(gateway: str, third: int = 1) -> list[Plot]:
    """One connection of a gateway."""
    return plots((["10.0.0.0/16"], [f"172.17.{third}.0/24"]), gateway=gateway)


@pytest.fixture
def large() -> AddressMap:
    """A gateway with more overlaps than are listed, one with a single overlap, and one with none."""
    return address_map([*alike(70), *apart("vpn-a"), *alike(2, "vpn-y"), *apart("vpn-z")])


def said(text: str) -> set[str]:
    return {line.strip() for line in text.splitlines()}


def test_beyond_the_bound_the_terminal_counts_all_the_same(large: AddressMap) -> None:
    lines = said(render(large, Paper(200)))
    assert "74 connections on 3 gateways, 2,416 overlaps." in lines
    assert "and 2,355 more overlaps" in lines
    assert "6 more connections with overlaps are not drawn: " + ", ".join(f"vpn-a-{n}" for n in range(64, 70)) in lines
    assert "1 connection without overlaps is not drawn: site-0" in lines
    assert "1 gateway without overlaps is shown above only." in lines
    headings = {line.split(" ─")[0]: line.split("─ ")[-1] for line in lines if "─ " in line}
    assert headings["vpn-a"] == "71 connections, 2,415 overlaps"
    assert headings["vpn-y"] == "2 connections, 1 overlap"


def test_beyond_the_bound_the_pictures_count_all_the_same(large: AddressMap) -> None:
    svg, html = sheet(large, SCREEN), page(large)
    for text in (svg, html):
        assert "74 connections on 3 gateways, 2,416 overlaps" in text
        assert "1 overlap</text>" in text
    assert "And 2,355 more overlaps.</text>" in svg
    assert "And 2,356 more overlaps.</desc>" in svg
    assert "And 2,355 more overlaps, of which the table below has 1,939.</p>" in html
    assert "Table of overlaps: 2,416 rows" in html
    assert "And 416 more rows.</p>" in html


def test_what_has_two_owners_is_red_without_a_number_too(large: AddressMap) -> None:
    for figure in (figure for part in parts(large, unfold=True) for figure in part.figures if figure.name == "vpn-a"):
        for lane in figure.lanes:
            assert bool(lane.contested[1]) == any(mark.red for mark in lane.sides[1]) == lane.name.startswith("vpn-a")
        for metrics in (SCREEN, terminal(80)):
            red = [box for box in lay_out(figure, metrics).boxes if box.kind == "red"]
            assert len(red) == sum(bool(lane.contested[1]) for lane in figure.lanes)


def test_few_more_overlaps_are_all_in_the_table() -> None:
    assert "And 6 more overlaps, in the table below.</p>" in page(address_map(alike(12)))


def test_meant_overlaps_that_are_not_listed_are_told_apart() -> None:
    standby = [replace(plot, record=replace(plot.record, watched=True)) for plot in alike(12)]
    lines = said(render(address_map([*standby, *alike(2, "vpn-b")]), Paper(200)))
    assert "and 6 more that are meant" in lines
    assert "14 connections on 2 gateways, 1 overlap." in lines


@pytest.mark.parametrize(
    ("busy", "quiet", "expected"),
    [
        (0, 50, {"50 gateways without overlaps are shown above only."}),
        (1, 50, {"50 gateways without overlaps are shown above only."}),
        (1, 1, set()),
        (
            100,
            50,
            {
                "30 more gateways are not drawn here.",
                "20 gateways without overlaps are shown above only.",
                "30 gateways without overlaps are not drawn.",
            },
        ),
        (
            MOST_FIGURES + 2,
            1,
            {
                "133 more gateways are not drawn here.",
                "2 more gateways with overlaps are not drawn.",
                "1 gateway without overlaps is not drawn.",
            },
        ),
    ],
)
def test_gateways_without_a_figure_are_counted_by_where_they_are(busy: int, quiet: int, expected: set[str]) -> None:
    fleet = [plot for n in range(busy) for plot in alike(2, f"vpn-a{n}")]
    fleet += [plot for n in range(quiet) for plot in apart(f"vpn-b{n}")]
    lines = said(render(address_map(fleet), Paper(200)))
    assert {line for line in lines if "gateway" in line and line.endswith(("drawn.", "here.", "only."))} == expected


def test_gateways_beyond_the_figures_of_an_unfolded_map_are_more() -> None:
    fleet = [plot for n in range(MOST_FIGURES + 3) for plot in apart(f"vpn-{n}")]
    assert "3 more gateways without overlaps are not drawn." in said(
        render(address_map(fleet), Paper(200), unfold=True)
    )
