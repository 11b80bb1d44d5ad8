"""SVG: literal files, and what holds for any connections whatever their names."""

from __future__ import annotations

import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from ipseclint.map.drawing import PHONE, SCREEN, screen
from ipseclint.map.hubs import AddressMap, address_map
from ipseclint.map.plot import Plot
from ipseclint.map.sheet import render
from ipseclint.map.svg import css
from tests.map.kit import TWO, connection, drawn, fleets

EXPECTED = Path(__file__).parent / "expected"
SVG = "{http://www.w3.org/2000/svg}"


def literal(name: str, text: str) -> None:
    """Hold a text to the file that a person has looked at."""
    path = EXPECTED / name
    if os.environ.get("UPDATE_MAP"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def test_two_connections_are_drawn_as_looked_at() -> None:
    literal("two.svg", render(drawn(TWO), screen(420)).replace(css(), "…\n"))


def test_a_map_says_in_words_what_it_shows() -> None:
    root = ElementTree.fromstring(render(drawn(TWO), SCREEN))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == "map-title map-desc"
    assert root.findtext(f"{SVG}title") == "Address map: 2 connections on 1 gateway, 1 overlap"
    assert root.findtext(f"{SVG}desc") == (
        "osaka: local 10.20.0.0/16, remote 172.20.0.0/16. seoul: local 10.20.0.0/16, remote 172.20.5.0/24. "
        "Overlap 1: osaka 172.20.0.0/16 and seoul 172.20.5.0/24 share 172.20.5.0/24."
    )


def test_both_names_of_an_overlap_stand_beside_it() -> None:
    text = render(drawn(TWO), SCREEN)
    assert "osaka 172.20.0.0/16 × seoul 172.20.5.0/24" in text
    assert "<title>Overlap 1: osaka 172.20.0.0/16 and seoul 172.20.5.0/24 share 172.20.5.0/24</title>" in text


@pytest.mark.parametrize("remote", ["'${REMOTE}'", "'not a CIDR'", "''"])
def test_what_is_not_known_is_said(remote: str) -> None:
    said = {
        "'${REMOTE}'": "remote: ${REMOTE} is not known",
        "'not a CIDR'": "remote: 1 entry is no CIDR",
        "''": "remote: nothing is written",
    }
    text = render(drawn(connection("a", "10.0.0.0/16", "X").replace("'X'", remote)), SCREEN)
    assert f">{said[remote]}</text>" in text


@settings(deadline=None, max_examples=20)
@given(fleets)
def test_any_map_is_well_formed_and_fetches_nothing(fleet: list[Plot]) -> None:
    amap = address_map(fleet)
    for metrics in (SCREEN, PHONE):
        text = render(amap, metrics)
        root = ElementTree.fromstring(text)
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            *("svg", "title", "desc", "style", "g", "rect", "text", "path", "circle")
        }
        assert not [name for element in root.iter() for name in element.attrib if "href" in name or name[:2] == "on"]
        assert text == render(amap, metrics)
    assert not re.search(r"url\(|@import|http", css())


def test_names_cannot_leave_their_place() -> None:
    amap = drawn(connection("'</title><script>alert(1)</script>\u202e'", "10.0.0.0/16", "172.16.0.0/24"))
    text = render(amap, SCREEN)
    assert "<script" not in text
    assert "\u202e" not in text
    assert "&lt;script&gt;" in text


def test_a_map_of_nothing_is_a_map_still() -> None:
    assert "0 connections on 0 gateways, no overlaps" in render(AddressMap((), (), ()), SCREEN)
