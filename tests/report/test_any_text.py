"""Whatever a file, a name or a message holds: every format stays well formed and harmless."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.engine import Report
from ipseclint.excerpt import excerpt
from ipseclint.finding import Doubt, Edit, Finding, Fix, Related, Severity, Silenced
from ipseclint.report import FORMATS, Style
from ipseclint.span import Source
from tests.report.sample import REPORT

# Lone surrogates stand for bytes of a file name that are no UTF-8.
ANY = st.text(st.characters(exclude_categories=()), min_size=1, max_size=20)


@st.composite
def reports(draw: st.DrawFn) -> Report:
    source = Source(draw(ANY), draw(ANY))
    start = draw(st.integers(0, len(source.text)))
    span = source.span(start, draw(st.integers(start, len(source.text))))
    at = span.location()
    finding = Finding(
        code="IPS401",
        name="weak-encryption",
        severity=draw(st.sampled_from(Severity)),
        message=draw(ANY),
        help=draw(ANY),
        location=at,
        connection=draw(ANY),
        pointer="/IkeConfig/IkeEncAlg",
        related=(Related(at, draw(ANY)),),
        fix=Fix(draw(ANY), (Edit(at.path, at.start, at.end, draw(ANY), at),), draw(st.booleans())),
        fingerprint="0123456789abcdef0123",
        excerpts=(excerpt(span), excerpt(span)),
    )
    doubt = Doubt("IPS201", "invalid-cidr", at, draw(ANY), "/LocalSubnet", draw(ANY))
    return Report((finding,), (doubt,), 1, 1, 1, silenced=(Silenced(finding, "comment", draw(ANY)),))


@given(reports())
@pytest.mark.parametrize("name", FORMATS)
def test_a_report_can_be_written_as_utf_8(name: str, report: Report) -> None:
    FORMATS[name](report).encode("utf-8")


@given(reports())
@pytest.mark.parametrize("name", ["json", "sarif", "gitlab", "rdjson"])
def test_json_stays_json(name: str, report: Report) -> None:
    json.loads(FORMATS[name](report))


@given(reports())
@pytest.mark.parametrize("name", ["json-lines", "rdjsonl"])
def test_a_finding_stays_on_one_line_of_json(name: str, report: Report) -> None:
    (line,) = FORMATS[name](report).split("\n")[:-1]
    json.loads(line)


@given(reports())
@pytest.mark.parametrize("name", ["junit", "checkstyle"])
def test_xml_stays_xml(name: str, report: Report) -> None:
    ElementTree.fromstring(FORMATS[name](report).encode("utf-8"))


@given(reports())
@pytest.mark.parametrize("name", ["concise", "github"])
def test_a_finding_stays_on_one_line(name: str, report: Report) -> None:
    text = FORMATS[name](report)
    assert text.count("\n") == 1
    assert text.rstrip("\n").isprintable()


@given(reports(), st.integers(0, 60))
def test_a_terminal_gets_nothing_that_it_would_obey(report: Report, width: int) -> None:
    for line in FORMATS["text"](report, Style(width=width)).split("\n"):
        assert line.isprintable()


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.targets: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.targets |= {value or "" for name, value in attrs if name in ("href", "src")}


PAGE = Tags(FORMATS["html"](REPORT))


@given(reports())
def test_a_text_never_becomes_a_tag_of_the_page(report: Report) -> None:
    page = Tags(FORMATS["html"](report))
    assert page.tags <= PAGE.tags
    assert page.attributes <= PAGE.attributes
    assert all(target.startswith(("https://github.com/ipseclint/", "#")) for target in page.targets)


@given(reports())
def test_a_text_never_becomes_a_tag_or_a_cell_of_a_comment(report: Report) -> None:
    comment = FORMATS["markdown"](report)
    row = comment.split("\n")[4]
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 5
    outside = re.sub(r"(?s)(`+)(?!`).*?(?<!`)\1(?!`)", "", row)
    # An escaped backslash may end the text that a line break of our own follows.
    assert {tag.lstrip("\\") for tag in re.findall(r"(?<!\\)(?:\\\\)*<[^>]*>", outside)} <= {"<br>"}
