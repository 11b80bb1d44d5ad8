"""The map in a real browser: overlaps are drawn, no text stands on another, nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ipseclint.cli.check import CheckOptions, take
from ipseclint.engine import lint_files
from ipseclint.map.drawing import SCREEN
from ipseclint.map.html import fragment, page
from ipseclint.map.hubs import MOST, AddressMap, address_map
from ipseclint.map.plot import Plot, plot
from ipseclint.map.sheet import render
from ipseclint.map.svg import css
from ipseclint.report import FORMATS, Style
from tests.conftest import ROOT
from tests.map.kit import connection, drawn, made, packed
from tests.report import browser
from tests.report.browser import Browser
from tests.report.sample import REPORT

# Texts of pictures that cover a common place, each pair once. Texts of a picture keep apart, whatever the font.
COLLIDING = """
(() => {
  const found = [];
  for (const svg of document.querySelectorAll("svg")) {
    const texts = [...svg.querySelectorAll("text")].filter(t => t.checkVisibility())
      .map(t => [t.firstChild.nodeName === "title" ? t.lastChild.data : t.textContent, t.getBoundingClientRect()])
      .sort((a, b) => a[1].left - b[1].left);
    texts.forEach(([name, a], i) => {
      for (const [other, b] of texts.slice(i + 1)) {
        if (b.left >= a.right - 0.5) break;
        const common = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (common > 0.35 * Math.min(a.height, b.height)) found.push(`${name} on ${other}`);
      }
    });
  }
  return found;
})()
"""
OUTSIDE = """
[...document.querySelectorAll("svg text")].filter(t => t.checkVisibility())
  .filter(t => { const a = t.getBoundingClientRect(), b = t.ownerSVGElement.getBoundingClientRect();
                 return a.left < b.left - 1 || a.right > b.right + 1; }).map(t => t.textContent)
"""
OVERLAPS = """
[...document.querySelectorAll("svg .link")].filter(g => g.checkVisibility())
  .map(g => g.querySelector("title").textContent)
"""
RED = """
[...new Set([...document.querySelectorAll("svg rect.red")].filter(r => r.checkVisibility())
  .map(r => getComputedStyle(r).fill))]
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = browser.find()
    if program is None:
        pytest.skip("needs a browser: install chromium")
    with Browser(program) as opened:
        yield opened


def of(folder: Path) -> AddressMap:
    """The map of a folder."""
    given = take([str(folder)], CheckOptions(isolated=True))
    report = lint_files(given.found, given.config, keep=plot)
    return address_map([kept for kept in report.kept if isinstance(kept, Plot)])


def hard() -> AddressMap:
    """Long names in several scripts, many ranges, everything at once."""
    spread = ",".join(f"192.168.{third}.0/24" for third in (*range(12), 200))
    return drawn(
        connection("a-1", "10.0.0.0/16", spread)
        + connection("a-2", "10.0.0.0/16", "192.168.0.0/22,0.0.0.0/0")
        + connection(
            "上海到东京的连接-一个很长的名字-用来测试-一二三四五六七八九十", "10.0.0.0/16", "192.168.2.0/24,10.0.3.0/24"
        )
        + connection("Ærøskøbing-Þingvellir-Łódź-Škofja-Loka-and-further", "10.0.0.0/16", "${REMOTE}")
        + connection("ไทย-ประเทศไทย-हिन्दी", "10.0.0.0/16", "8.8.8.0/24,47.92.0.0/14,100.64.0.0/24")
    )


def fleet() -> AddressMap:
    """300 connections of 30 gateways, of which three have an overlap."""
    return address_map(
        [
            made(
                number,
                (packed(f"10.{number // 10 * 7}.0.0/16"),),
                (packed(f"172.{16 + number // 10 % 16}.{number % 10 - (number % 100 == 9)}.0/24"),),
                f"vpn-{number // 10:02}",
            )
            for number in range(300)
        ]
    )


def crowd() -> AddressMap:
    """More overlaps than are drawn: 70 connections of one gateway that all have one range, and two of another."""
    local, remote = (packed("10.20.0.0/16"),), (packed("172.20.0.0/16"),)
    return address_map([made(n, local, remote, "vpn-a" if n < 70 else "vpn-z") for n in range(72)])


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("map")
    difficult, large = hard(), fleet()
    texts = {
        "examples.html": page(of(ROOT / "examples")),
        "hard.html": page(difficult),
        "fleet.html": page(large),
        "crowd.html": page(crowd()),
        "hard.svg": render(difficult, SCREEN),
        "fleet.svg": render(large, SCREEN),
        "crowd.svg": render(crowd(), SCREEN),
        "report.html": FORMATS["html"](REPORT, Style(map_svg=fragment(large))),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return {name: folder / name for name in texts}


COUNTS = {"examples.html": 4, "hard.html": 7, "fleet.html": 3, "report.html": 3, "crowd.html": MOST}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", COUNTS)
def test_overlaps_are_drawn_and_no_text_collides(
    chromium: Browser, shown: dict[str, Path], name: str, width: int
) -> None:
    chromium.show_as(width, "light")
    chromium.open(shown[name])
    chromium.ask("document.querySelectorAll('details').forEach(d => { d.open = true })")
    overlaps = chromium.ask(OVERLAPS)
    assert len(overlaps) == len(set(overlaps)) == COUNTS[name]
    assert chromium.ask(COLLIDING) == []
    assert chromium.ask(OUTSIDE) == []
    assert chromium.ask("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["hard.svg", "fleet.svg", "crowd.svg"])
def test_a_picture_of_its_own_is_as_clean(chromium: Browser, shown: dict[str, Path], name: str) -> None:
    chromium.show_as(1280, "light")
    chromium.open(shown[name])
    assert chromium.ask(COLLIDING) == []
    assert chromium.ask(OUTSIDE) == []


def test_dark_and_light_differ_and_red_is_red_in_both(chromium: Browser, shown: dict[str, Path]) -> None:
    fills = []
    for scheme in ("light", "dark"):
        chromium.show_as(1280, scheme)
        chromium.open(shown["examples.html"])
        fills.append(chromium.ask(RED))
    assert fills == [["rgb(197, 34, 31)"], ["rgb(255, 123, 114)"]]


@pytest.mark.parametrize("name", ["examples.html", "hard.svg", "report.html"])
def test_nothing_but_the_file_itself_is_requested(chromium: Browser, shown: dict[str, Path], name: str) -> None:
    chromium.open(shown[name])
    chromium.ask("new Promise(done => setTimeout(done, 150))")
    sent = [e["params"]["request"]["url"] for e in chromium.events if e["method"] == "Network.requestWillBeSent"]
    assert sent == [shown[name].as_uri()]


# The ratio of WCAG 2 between each text of a picture and what is painted behind it: the sheet, or its bar.
CONTRAST = """
(() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => parts(color).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = { "in-local": "rect.local", "in-remote": "rect.remote", "badge-text": "rect.badge",
                   "badge-meant-text": "rect.badge-meant" };
  const card = getComputedStyle(document.querySelector(".more")).backgroundColor;
  const poor = new Set();
  for (const text of document.querySelectorAll("svg.amap text")) {
    if (!text.checkVisibility()) continue;
    const kind = text.getAttribute("class");
    const ground = behind[kind] ? getComputedStyle(document.querySelector(`svg ${behind[kind]}`)).fill : card;
    const [a, b] = [light(getComputedStyle(text).fill), light(ground)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.add(`${kind} ${ratio.toFixed(2)}`);
  }
  return [...poor];
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_of_a_picture_can_be_read(chromium: Browser, shown: dict[str, Path], scheme: str) -> None:
    chromium.show_as(1280, scheme)
    for name in ("examples.html", "hard.html"):
        chromium.open(shown[name])
        assert chromium.ask(CONTRAST) == []


def test_the_looks_name_every_kind_that_is_painted() -> None:
    classes = {"local", "remote", "red", "any-local", "any-remote", "link", "link-meant", "badge", "badge-meant"}
    assert all(f".{name} " in css() or f".{name}," in css() for name in classes)
