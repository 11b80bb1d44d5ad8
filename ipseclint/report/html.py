"""The HTML report: one file that needs nothing else, with a filter, excerpts and an address map."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby

from ipseclint import __version__
from ipseclint.finding import Severity
from ipseclint.outcome import Report
from ipseclint.report.html_finding import article
from ipseclint.report.html_text import tag, text
from ipseclint.report.style import PLAIN, Style
from ipseclint.report.words import DOCS, counted, scope, severities

# The page may fetch nothing, whatever a file name or a message holds.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
_NAMES = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.INFO: "infos"}


def render(report: Report, style: Style = PLAIN) -> str:
    """A whole page."""
    return "\n".join(
        [
            "<!DOCTYPE html>",
            '<html lang="en">',
            *_head(report),
            "<body>",
            '<a class="skip" href="#findings">Skip to the findings</a>',
            *_header(report),
            "<main>",
            *_map(style.map_svg),
            *_filter(report),
            *_findings(report),
            *_undecided(report),
            *_silenced(report),
            "</main>",
            f'<footer>ipseclint {text(__version__)} · <a href="{DOCS}" rel="noreferrer">documentation</a></footer>',
            f"<script>\n{_asset('report.js')}</script>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _asset(name: str) -> str:
    return files("ipseclint.report").joinpath(name).read_text(encoding="utf-8")


def _head(report: Report) -> Iterator[str]:
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield tag("title", f"ipseclint: {severities(report) or 'no findings'}")
    yield f"<style>\n{_asset('report.css')}</style>"
    yield "</head>"


def _header(report: Report) -> Iterator[str]:
    """What was found in how much, in figures and as one bar."""
    yield "<header>"
    yield tag("h1", "ipseclint report")
    yield tag("p", f"{severities(report) or 'No findings'} in {scope(report)}.", role="lead")
    yield '<dl class="figures">'
    for severity, name in _NAMES.items():
        yield _figure(str(severity), name, report.count(severity))
    yield _figure("undecided", "undecided", len(report.undecided))
    yield _figure("silenced", "not shown", report.suppressed + report.baselined)
    yield "</dl>"
    if report.findings:
        parts = [f'<i class="{severity}" style="flex-grow:{report.count(severity)}"></i>' for severity in _NAMES]
        yield f'<div class="bar" aria-hidden="true">{"".join(parts)}</div>'
    yield "</header>"


def _figure(role: str, name: str, count: int) -> str:
    nought = "" if count else " nought"
    return f'<div class="{role}{nought}">{tag("dt", name)}{tag("dd", str(count))}</div>'


def _map(svg: str) -> Iterator[str]:
    if svg:
        yield f'<section class="map" aria-labelledby="map-title">{tag("h2", "Address map", id="map-title")}'
        yield svg
        yield "</section>"


def _filter(report: Report) -> Iterator[str]:
    """The filter; it is shown by the script that makes it work."""
    if not report.findings:
        return
    yield '<form id="filter" role="search" aria-label="Filter the findings" hidden>'
    yield '<label class="words"><span>Search</span>'
    yield '<input type="search" id="q" autocomplete="off" placeholder="message, file, connection …"></label>'
    yield '<label><span>Rule</span><select id="code"><option value="">all rules</option>'
    codes = sorted({(finding.code, finding.name) for finding in report.findings})
    for code, name in codes:
        count = sum(finding.code == code for finding in report.findings)
        yield f'<option value="{text(code)}">{text(f"{code} {name} ({count})")}</option>'
    yield "</select></label>"
    yield "<fieldset><legend>Level</legend>"
    for severity, name in _NAMES.items():
        box = f'<input type="checkbox" name="severity" value="{severity}" checked>'
        yield f'<label class="box {severity}">{box} {name} ({report.count(severity)})</label>'
    yield "</fieldset>"
    yield '<p class="state"><output id="shown" aria-live="polite"></output>'
    yield '<button type="reset" id="reset">Reset</button></p>'
    yield "</form>"


def _findings(report: Report) -> Iterator[str]:
    """The findings of each file under its name."""
    yield '<section id="findings" aria-label="Findings">'
    if not report.findings:
        found = report.judged_any
        said = "No findings." if found else "No planned connection was found, so nothing was checked."
        yield tag("p", said, role="good" if found else "empty")
    number = 0
    for path, group in groupby(report.findings, key=lambda finding: finding.path):
        findings = list(group)
        yield f'<section class="file">{tag("h2", path or "The run as a whole")}'
        for finding in findings:
            number += 1
            yield article(finding, number)
        yield "</section>"
    yield tag("p", "No finding fits this filter.", id="nothing", hidden="")
    yield "</section>"


def _undecided(report: Report) -> Iterator[str]:
    if not report.undecided:
        return
    count = counted(len(report.undecided), "check")
    yield f'<details class="more"><summary>{count} undecided, because values are unknown</summary>'
    yield tag("p", "Pass --var NAME=VALUE, --var-file or a plan, so that these can be judged.")
    yield '<div class="table"><table><thead><tr><th scope="col">rule</th><th scope="col">place</th>'
    yield '<th scope="col">connection</th><th scope="col">unknown value</th></tr></thead><tbody>'
    for doubt in report.undecided:
        at = doubt.location
        cells = (f"{doubt.code} {doubt.name}", f"{at.path}:{at.line}", doubt.connection or "", doubt.expression)
        yield f"<tr>{''.join(tag('td', cell) for cell in cells)}</tr>"
    yield "</tbody></table></div></details>"


def _silenced(report: Report) -> Iterator[str]:
    if not report.silenced:
        return
    yield f'<details class="more"><summary>{counted(len(report.silenced), "finding")} not shown</summary>'
    yield '<div class="table"><table><thead><tr><th scope="col">rule</th><th scope="col">place</th>'
    yield '<th scope="col">finding</th><th scope="col">silenced by</th></tr></thead><tbody>'
    for one in report.silenced:
        at = one.finding.location
        place = f"{at.path}:{at.line}" if at is not None else ""
        by = f"{one.by}: {one.reason}" if one.reason else one.by
        cells = (f"{one.finding.code} {one.finding.name}", place, one.finding.message, by)
        yield f"<tr>{''.join(tag('td', cell) for cell in cells)}</tr>"
    yield "</tbody></table></div></details>"
