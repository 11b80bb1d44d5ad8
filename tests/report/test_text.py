"""The text report: pictures, widths, colours, and what the summary says."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ipseclint.engine import Report
from ipseclint.excerpt import excerpt
from ipseclint.finding import Doubt, Edit, Finding, Fix, Related, Severity
from ipseclint.report import FORMATS, Style
from ipseclint.report.terminal import display_width, harmless, wrap
from ipseclint.span import Source, Span
from tests.report.sample import EMPTY, FINDINGS, REPORT, UNDECIDED

text = FORMATS["text"]


def about(at: Span, *related: tuple[Span, str], **more: object) -> Finding:
    return Finding(
        "IPS401",
        "weak-encryption",
        Severity.ERROR,
        "It is weak.",
        "",
        at.location(),
        related=tuple(Related(span.location(), message) for span, message in related),
        excerpts=tuple(excerpt(span) for span in (at, *(span for span, _ in related))),
        **more,  # type: ignore[arg-type]
    )


def picture(finding: Finding, style: Style | None = None) -> list[str]:
    """The lines under the headline."""
    shown = text(Report((finding,), (), 1, 1), style or Style(quiet=True))
    return shown.rstrip("\n").split("\n")[1:]


def test_carets_stand_under_wide_characters() -> None:
    source = Source("a.yaml", "Name: 東京-hq # 本社\n")
    start = source.text.index("-hq")
    assert picture(about(source.span(start, start + 3))) == [
        " --> a.yaml:1:9",
        "  |",
        "1 | Name: 東京-hq # 本社",
        "  |           ^^^",
        "  |",
    ]


def test_carets_are_as_wide_as_what_they_mark() -> None:
    source = Source("a.yaml", "Name: 東京-hq\n")
    start = source.text.index("東京")
    assert picture(about(source.span(start, start + 2)))[3] == "  |       ^^^^"


def test_a_combining_mark_takes_no_column() -> None:
    source = Source("a.yaml", "Name: Zu\u0308rich x\n")
    start = source.text.index("x")
    assert picture(about(source.span(start, start + 1)))[2:4] == [
        "1 | Name: Zu\u0308rich x",
        "  |              ^",
    ]


def test_a_tab_is_one_column() -> None:
    source = Source("a.tf", "\tdpd\t= x\n")
    assert picture(about(source.span(7, 8)))[2:4] == ["1 |  dpd = x", "  |        ^"]


def test_an_empty_place_has_one_caret() -> None:
    source = Source("a.yaml", "Name:\n")
    assert picture(about(source.span(5, 5)))[2:4] == ["1 | Name:", "  |      ^"]


def test_related_places_stand_in_one_picture_in_the_order_of_their_lines() -> None:
    source = Source("a.yaml", "a: 1\nb: 2\nc: 3\nd: 4\n" + "\n" * 6 + "e: 5\n")
    finding = about(source.span(18, 19), (source.span(3, 4), "first here"), (source.span(29, 30), "then there"))
    assert picture(finding) == [
        "  --> a.yaml:4:4",
        "   |",
        " 1 | a: 1",
        "   |    - first here",
        "...",
        " 4 | d: 4",
        "   |    ^",
        "...",
        "11 | e: 5",
        "   |    - then there",
        "   |",
    ]


def test_two_places_on_one_line_share_the_line() -> None:
    source = Source("a.yaml", "a: [10.0.0.0/8, 10.1.0.0/16]\n")
    assert picture(about(source.span(16, 27), (source.span(4, 14), "holds it"))) == [
        " --> a.yaml:1:17",
        "  |",
        "1 | a: [10.0.0.0/8, 10.1.0.0/16]",
        "  |     ---------- holds it",
        "  |                 ^^^^^^^^^^^",
        "  |",
    ]


def test_places_without_excerpts_are_told_in_words() -> None:
    finding = replace(FINDINGS[1], excerpts=())
    assert [line for line in picture(finding) if "also" in line] == [
        "  = also: hub.tf:3:20: the other connection",
        "  = also: hub.tf:2:20: both use this gateway",
    ]


@pytest.mark.parametrize("width", [40, 60, 80, 200])
def test_nothing_but_a_place_or_a_label_is_wider_than_the_terminal(width: int) -> None:
    source = Source("a.yaml", "x" * 90 + "東京" * 20 + " y\n")
    start = source.text.index("東")
    lines = picture(about(source.span(start, start + 2)), Style(width=width, quiet=True))
    assert all(display_width(line) <= width for line in lines)
    shown, carets = lines[-3:-1]
    assert display_width(shown[: shown.index("東")]) == carets.index("^")


def test_a_long_help_is_wrapped_under_itself() -> None:
    finding = replace(FINDINGS[0], help="Leave it out of one side, or renumber the other side.")
    lines = [line for line in picture(finding, Style(width=40, quiet=True)) if line.startswith(("  = ", "    "))]
    assert lines[-2:] == ["  = help: Leave it out of one side, or", "          renumber the other side."]


def test_nothing_is_wrapped_where_there_is_no_terminal() -> None:
    message = "word " * 100
    assert message.strip() in text(replace(REPORT, findings=(replace(FINDINGS[0], message=message),)))


def test_colours_change_nothing_but_colours() -> None:
    for width in (0, 60):
        colored = text(REPORT, Style(color=True, width=width))
        assert re.sub(r"\x1b\[[\d;]*m", "", colored) == text(REPORT, Style(width=width))


def test_a_fix_says_which_option_applies_it() -> None:
    shown = text(REPORT)
    assert "= fix: replace des by aes256 (--fix --unsafe-fixes); the tunnel then negotiates differently" in shown
    assert " (--fix)\n" in shown
    assert "= fix" not in text(REPORT, Style(show_fixes=False))


def test_quiet_leaves_out_the_summary() -> None:
    assert "Found" not in text(REPORT, Style(quiet=True))
    assert text(EMPTY, Style(quiet=True)) == ""


def fixable(*safe: bool) -> tuple[Finding, ...]:
    return tuple(replace(FINDINGS[0], fix=Fix("x", (Edit("a", 0, 1, ""),), one)) for one in safe)


@pytest.mark.parametrize(
    ("report", "summary"),
    [
        (EMPTY, "No findings in 2 files (3 connections).\n"),
        (Report((), (), 1, 1), "No findings in 1 file (1 connection).\n"),
        (Report((), (), 3, 0), "Nothing to check: no planned connection in 3 files.\n"),
        (Report((), UNDECIDED[1:], 1, 1), "No findings in 1 file (1 connection); 1 check undecided (var.psk): "
         "pass --var or a plan.\n"),
        (Report((), (), 1, 1, suppressed=2, baselined=1), "No findings in 1 file (1 connection).\n"
         "Not shown: 2 suppressed, 1 in the baseline.\n"),
        (Report(FINDINGS[:1], (), 1, 1), "Found 1 error in 1 file (1 connection).\n"),
        (Report(fixable(True, False), (), 1, 1), "Found 2 errors in 1 file (1 connection).\n"
         "1 fixable with --fix, 1 more with --unsafe-fixes.\n"),
        (Report(fixable(True), (), 1, 1), "Found 1 error in 1 file (1 connection).\n1 fixable with --fix.\n"),
        (Report(fixable(False), (), 1, 1), "Found 1 error in 1 file (1 connection).\n"
         "1 fixable with --fix --unsafe-fixes.\n"),
    ],
)  # fmt: skip
def test_the_summary(report: Report, summary: str) -> None:
    assert text(report).rpartition("\n\n")[2] == summary


def test_the_summary_names_a_few_of_many_unknown_values() -> None:
    at = UNDECIDED[0].location
    doubts = tuple(Doubt("IPS201", "invalid-cidr", at, None, "", f"var.{name}") for name in "abcda")
    assert "; 5 checks undecided (var.a, var.b, var.c, …): pass" in text(Report((), doubts, 1, 1))


def test_statistics_count_codes_the_most_frequent_first() -> None:
    report = replace(REPORT, findings=(*FINDINGS[:2], *FINDINGS[1:2] * 9))
    assert text(report, Style(statistics=True)).split("\n")[:2] == [
        "10  IPS302  remote-overlap",
        " 1  IPS301  local-remote-overlap",
    ]


def test_a_name_that_would_move_the_cursor_is_made_harmless() -> None:
    assert harmless("a\x1b[2Jb\u202ec\td\r\ne") == "a\ufffd[2Jb\ufffdc d  e"


@pytest.mark.parametrize(
    ("words", "width", "wrapped"),
    [
        ("one two three", 0, "one two three"),
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two\n  three"),
        ("  = one two", 7, "  = one\n  two"),
        ("東京 大阪 京都", 9, "東京 大阪\n  京都"),
        ("a-word-that-is-too-long x", 10, "a-word-that-is-too-long\n  x"),
    ],
)
def test_wrapping(words: str, width: int, wrapped: str) -> None:
    assert wrap(words, width, "  ") == wrapped
