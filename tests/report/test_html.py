"""The HTML report: its structure here, and its behaviour in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from ipseclint.engine import Report
from ipseclint.report import FORMATS, Style
from tests.report import browser
from tests.report.browser import Browser
from tests.report.sample import EMPTY, FINDINGS, REPORT

html = FORMATS["html"]
VOID = {"meta", "input", "link", "br"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 10" role="img"><title>map</title></svg>'


class Page(HTMLParser):
    """Each element with its attributes; every one must be closed where it belongs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["sample", "empty"])
def test_every_element_is_closed_and_every_id_is_unique(report: Report) -> None:
    page = Page(html(report))
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(set(ids)) == len(ids)
    named = {name for _, a in page.elements for name in (a.get("aria-labelledby") or "").split()}
    assert named <= set(ids)


def test_the_page_may_fetch_nothing_and_names_nothing_to_fetch() -> None:
    page = Page(html(REPORT))
    policy = {a.get("http-equiv"): a.get("content") for a in page.all("meta")}["Content-Security-Policy"]
    assert (policy or "").startswith("default-src 'none';")
    assert not any("src" in a for _, a in page.elements)
    assert page.all("link") == []
    assert not re.search(r"url\(|@import", html(REPORT))


def test_every_control_has_a_label() -> None:
    text = html(REPORT)
    controls = re.findall(r"<(?:input|select)\b", text)
    labelled = re.findall(r"<label[^>]*>(?:<span>[^<]*</span>)?\s*<(?:input|select)\b", text)
    assert len(controls) == len(labelled) == 5


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", html(REPORT, Style(map_svg=SVG)))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_each_finding_is_an_article_with_its_severity_and_code() -> None:
    articles = Page(html(REPORT)).all("article")
    assert [(a["data-severity"], a["data-code"]) for a in articles] == [
        (str(finding.severity), finding.code) for finding in REPORT.findings
    ]


def test_an_address_map_is_put_where_it_belongs() -> None:
    assert SVG not in html(REPORT)
    text = html(REPORT, Style(map_svg=SVG))
    assert "Address map" in text[: text.index(SVG)]
    assert text.index(SVG) < text.index('id="findings"')


def test_a_run_that_held_no_connection_does_not_look_good() -> None:
    assert 'class="good"' in html(EMPTY)
    assert 'class="good"' not in html(Report((), (), 3, 0))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    program = browser.find()
    if program is None:
        pytest.skip("needs a browser: install chromium")
    with Browser(program) as page:
        yield page


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with a line that is longer than any screen."""
    long = replace(FINDINGS[0], message="x" * 300, connection="y" * 120)
    path = tmp_path_factory.mktemp("html") / "report.html"
    path.write_text(html(replace(REPORT, findings=(*REPORT.findings, long))), encoding="utf-8")
    return path


VISIBLE = "[...document.querySelectorAll('.finding')].filter(e => e.checkVisibility()).map(e => e.dataset.code)"
ALL = [finding.code for finding in REPORT.findings] + ["IPS301"]


def test_a_reader_filters_and_finds_a_finding(chromium: Browser, page: Path) -> None:
    chromium.open(page)
    assert chromium.ask(VISIBLE) == ALL
    chromium.ask("document.getElementById('q').focus()")
    chromium.call("Input.insertText", text="Planned HUB")
    assert chromium.ask(VISIBLE) == ["IPS302"]
    assert chromium.ask("document.getElementById('shown').textContent") == "1 of 8 findings shown"
    chromium.call("Input.insertText", text=" nowhere")
    assert chromium.ask(VISIBLE) == []
    assert chromium.ask("document.getElementById('nothing').checkVisibility()")
    chromium.ask("new Promise(done => { document.getElementById('reset').click(); setTimeout(done, 20) })")
    assert chromium.ask(VISIBLE) == ALL


def test_levels_and_rules_filter_too_and_stand_in_the_address(chromium: Browser, page: Path) -> None:
    chromium.open(page)
    chromium.ask("document.querySelector('[value=error]').click()")
    assert chromium.ask(VISIBLE) == ["IPS302", "IPS701", "IPS408", "IPS404"]
    choose = "const c = document.getElementById('code'); c.value = 'IPS404';"
    chromium.ask(f"{{ {choose} c.dispatchEvent(new Event('input', {{bubbles: true}})) }}")
    assert chromium.ask(VISIBLE) == ["IPS404"]
    address = chromium.ask("location.hash")
    assert address == "#code=IPS404&without=error"
    chromium.open(page, address)
    assert chromium.ask(VISIBLE) == ["IPS404"]


def test_a_link_to_one_finding_filters_nothing(chromium: Browser, page: Path) -> None:
    chromium.open(page, "#finding-3")
    assert chromium.ask(VISIBLE) == ALL


def test_nothing_but_the_file_itself_is_requested(chromium: Browser, page: Path) -> None:
    chromium.open(page)
    chromium.ask("new Promise(done => setTimeout(done, 200))")
    sent = [e["params"]["request"]["url"] for e in chromium.events if e["method"] == "Network.requestWillBeSent"]
    assert sent == [page.as_uri()]
    assert [e for e in chromium.events if e["method"] == "Runtime.exceptionThrown"] == []


def test_without_scripts_everything_is_shown_and_no_filter_offered(chromium: Browser, page: Path) -> None:
    chromium.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        chromium.open(page)
        assert chromium.ask(VISIBLE) == ALL
        assert not chromium.ask("document.getElementById('filter').checkVisibility()")
    finally:
        chromium.call("Emulation.setScriptExecutionDisabled", value=False)


# The ratio of WCAG 2 between each text and the nearest ground that is not transparent.
CONTRAST = """
(() => {
  const parts = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => parts(color).slice(0, 3).map((c) => c / 255)
    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if (!(parts(color)[3] === 0)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const poor = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = [...element.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility() || ["SCRIPT", "STYLE"].includes(element.tagName)) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)}`);
  }
  return poor;
})()
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_and_can_be_read(chromium: Browser, page: Path, width: int, scheme: str) -> None:
    chromium.show_as(width, scheme)
    chromium.open(page)
    chromium.ask("document.querySelectorAll('details').forEach(d => { d.open = true })")
    assert chromium.ask("document.documentElement.scrollWidth") <= width
    assert chromium.ask(CONTRAST) == []
    dark = chromium.ask("getComputedStyle(document.body).backgroundColor") == "rgb(15, 19, 24)"
    assert dark == (scheme == "dark")
