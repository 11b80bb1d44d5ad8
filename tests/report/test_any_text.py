"""Whatever a file, a name or a message holds: every format stays well formed and harmless."""

from __future__ import annotations

import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.engine import Report
from ipseclint.excerpt import excerpt
from ipseclint.finding import Doubt, Edit, Finding, Fix, Related, Severity, Silenced
from ipseclint.report import FORMATS, Style
from ipseclint.span import Source

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


@given(reports())
@pytest.mark.parametrize("name", ["html", "markdown"])
def test_a_text_never_becomes_markup(name: str, report: Report) -> None:
    text = FORMATS[name](report)
    harmless = FORMATS[name](Report(report.findings, report.undecided, 1, 1, 1))
    assert text.count("<script") == harmless.count("<script") == (1 if name == "html" else 0)
    assert text.isprintable() or set(ch for ch in text if not ch.isprintable()) <= {"\n", "\u2060"}
