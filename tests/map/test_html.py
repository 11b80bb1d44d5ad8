"""HTML: the map's own page, and its place in the report."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings

from ipseclint.map.html import fragment, page
from ipseclint.map.hubs import AddressMap, address_map
from ipseclint.map.plot import Plot
from ipseclint.report import FORMATS, Style
from tests.map.kit import TWO, connection, drawn, fleets, plots
from tests.report.sample import REPORT
from tests.report.test_html import Page


def many(hubs: int) -> AddressMap:
    """Gateways with two sites each, of which those of the first one overlap."""
    made: list[Plot] = []
    for hub in range(hubs):
        remote = ["172.16.1.0/24", "172.16.1.0/24" if hub == 0 else "172.16.2.0/24"]
        made += plots(*[([f"10.{hub}.0.0/16"], [one]) for one in remote], gateway=f"vpn-{hub}")
    return address_map(made)


def cells(text: str, caption: str) -> list[list[str]]:
    """The rows of a table as texts."""
    table = next(part for part in text.split("<table>\n") if part.startswith(f"<caption>{caption}"))
    rows = re.findall(r"<tr>(.*?)</tr>", table.split("</table>")[0])
    return [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)] for row in rows]


@settings(deadline=None, max_examples=25)
@given(fleets)
def test_every_element_is_closed_and_every_id_is_unique(fleet: list[Plot]) -> None:
    found = Page(page(address_map(fleet)))
    ids = [attributes["id"] for _, attributes in found.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    named = {name for _, a in found.elements for name in (a.get("aria-labelledby") or "").split()}
    assert named <= set(ids)


def test_the_page_may_fetch_nothing_and_run_nothing() -> None:
    text = page(drawn(TWO))
    found = Page(text)
    policy = {a.get("http-equiv"): a.get("content") for a in found.all("meta")}["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert not any("src" in attributes for _, attributes in found.elements)
    assert found.all("script") == found.all("link") == []
    assert not re.search(r"url\(|@import", text)


def test_headings_go_down_one_step_at_a_time() -> None:
    for text in (page(many(3)), page(many(60)), FORMATS["html"](REPORT, Style(map_svg=fragment(many(60))))):
        levels = [int(level) for level in re.findall(r"<h([1-6])", text)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_overlaps_and_ranges_stand_in_tables_too() -> None:
    text = page(drawn(TWO + connection("tokyo", "10.20.0.0/16", "${REMOTE}")))
    assert cells(text, "Table of overlaps")[1:] == [
        ["1", "172.20.5.0/24", "osaka: 172.20.0.0/16", "seoul: 172.20.5.0/24", "remote sides, one gateway IPS302"]
    ]
    assert cells(text, "Table of ranges") == [
        ["connection", "gateway", "local side", "remote side", "place"],
        ["osaka", "vpn-a", "10.20.0.0/16", "172.20.0.0/16", "0.yaml:1"],
        ["seoul", "vpn-a", "10.20.0.0/16", "172.20.5.0/24", "0.yaml:2"],
        ["tokyo", "vpn-a", "10.20.0.0/16", "${REMOTE} is not known", "0.yaml:3"],
    ]
    assert '<ul class="meets">\n<li>tokyo: remote: ${REMOTE} is not known</li>' in text


def test_few_connections_are_open_and_of_many_those_that_overlap() -> None:
    assert re.findall(r"<details class=\"more\"( open)?><summary><h2>(.*?)<", page(many(3))) == [
        (" open", "vpn-0"),
        (" open", "vpn-1"),
        (" open", "vpn-2"),
    ]
    found = re.findall(r"<details class=\"more\"( open)?><summary><h2>(.*?)<", page(many(60)))
    assert found[:3] == [(" open", "vpn-0"), ("", "59 gateways without overlaps"), ("", "vpn-1")]
    assert len(found) == 61


def test_each_picture_comes_wide_and_narrow_and_says_what_it_is() -> None:
    text = page(drawn(TWO))
    assert re.findall(r'class="amap (\w+)".*? role="img" aria-labelledby="([\w-]+)">\n<title', text) == [
        ("wide", "atlas-1-0-wide"),
        ("narrow", "atlas-1-0-narrow"),
    ]
    assert text.count("<title id=") == 2
    assert ">vpn-a: 2 connections, 1 overlap</title>" in text


def test_the_report_holds_the_map_between_its_head_and_its_findings() -> None:
    text = FORMATS["html"](REPORT, Style(map_svg=fragment(many(2))))
    Page(text)
    assert text.index("Address map") < text.index("All gateways") < text.index('id="findings"')


def test_rows_beyond_a_bound_are_counted() -> None:
    fleet = plots(*[(["10.0.0.0/16"], ["172.16.0.0/16"])] * 2100, gateway="")
    text = page(address_map(fleet))
    assert len(cells(text, "Table of ranges")) == 2001
    assert "And 100 more rows." in text
