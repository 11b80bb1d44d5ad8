"""GitHub, GitLab, reviewdog and Markdown by their documented fields."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import unquote

from ipseclint.report import FORMATS
from tests.report.sample import FINDINGS, REPORT, SITE

# https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner reads them."""
    read = []
    for line in text.splitlines():
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = dict(pair.split("=", 1) for pair in match[2].split(","))
        read.append((match[1], {k: unquote(v) for k, v in pairs.items()}, unquote(match[3])))
    return read


def test_github_gets_one_annotation_for_each_finding() -> None:
    read = commands(FORMATS["github"](REPORT))
    assert [(command, properties["title"].split()[0]) for command, properties, _ in read] == [
        ("error", "IPS421"),
        ("error", "IPS301"),
        ("warning", "IPS302"),
        ("warning", "IPS701"),
        ("error", "IPS401"),
        ("notice", "IPS408"),
        ("warning", "IPS404"),
    ]
    for _, properties, _ in read:
        assert set(properties) <= {"title", "file", "line", "endLine", "col", "endColumn"}


def test_github_reads_back_what_was_said() -> None:
    read = {properties["title"]: message for _, properties, message in commands(FORMATS["github"](REPORT))}
    assert read["IPS301 local-remote-overlap"] == f"{FINDINGS[0].message} {FINDINGS[0].help}"


def test_github_escapes_what_would_end_a_property() -> None:
    at = FINDINGS[0].location
    assert at is not None
    odd = replace(FINDINGS[0], location=replace(at, path="a,b:c%.yaml"), name="x::y")
    text = FORMATS["github"](replace(REPORT, findings=(odd,)))
    assert text.startswith("::error title=IPS301 x%3A%3Ay,file=a%2Cb%3Ac%25.yaml,line=3,")
    assert commands(text)[0][1]["file"] == "a,b:c%.yaml"


def test_github_gives_no_columns_for_the_end_of_several_lines() -> None:
    at = FINDINGS[0].location
    assert at is not None
    long = replace(FINDINGS[0], location=replace(at, end_line=5, end_column=3))
    ((_, properties, _),) = commands(FORMATS["github"](replace(REPORT, findings=(long,))))
    assert "endColumn" not in properties
    assert properties["endLine"] == "5"


def test_gitlab_gets_the_fields_that_it_asks_for() -> None:
    """https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format"""
    issues = json.loads(FORMATS["gitlab"](REPORT))
    assert len(issues) == len(REPORT.findings)
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert not issue["location"]["path"].startswith(("/", "./"))
        assert issue["location"]["lines"]["begin"] >= 1
    assert not FORMATS["gitlab"](REPORT).startswith("\ufeff")


def test_gitlab_fingerprints_are_unique_even_for_twins() -> None:
    at = FINDINGS[0].location
    assert at is not None
    elsewhere = replace(FINDINGS[0], location=replace(at, path="other.yaml"))
    report = replace(REPORT, findings=(*FINDINGS, FINDINGS[0], FINDINGS[0], elsewhere))
    prints = [issue["fingerprint"] for issue in json.loads(FORMATS["gitlab"](report))]
    assert len(set(prints)) == len(prints)


def test_gitlab_fingerprints_do_not_follow_lines() -> None:
    at = FINDINGS[0].location
    assert at is not None
    moved = replace(FINDINGS[0], location=replace(at, line=40, end_line=40))
    one, two = (json.loads(FORMATS["gitlab"](replace(REPORT, findings=(finding,)))) for finding in (FINDINGS[0], moved))
    assert one[0]["fingerprint"] == two[0]["fingerprint"]


def test_reviewdog_gets_its_messages() -> None:
    """proto/rdf/reviewdog.proto of reviewdog/reviewdog: DiagnosticResult, Diagnostic, Suggestion."""
    result = json.loads(FORMATS["rdjson"](REPORT))
    assert set(result) == {"source", "diagnostics"}
    for diagnostic in result["diagnostics"]:
        assert set(diagnostic) <= {"message", "location", "severity", "code", "suggestions"}
        assert diagnostic["severity"] in ("ERROR", "WARNING", "INFO")
        assert diagnostic["code"]["url"].endswith(f"/rules/{diagnostic['code']['value']}.md")


def test_reviewdog_columns_are_bytes_of_utf_8() -> None:
    name = SITE.span(SITE.text.index("-hq"), SITE.text.index("-hq") + 3)
    report = replace(REPORT, findings=(replace(FINDINGS[0], location=name.location()),))
    (diagnostic,) = json.loads(FORMATS["rdjson"](report))["diagnostics"]
    # `Name: ` and two characters of three bytes each stand before it.
    assert diagnostic["location"]["range"] == {
        "start": {"line": 2, "column": 13},
        "end": {"line": 2, "column": 16},
    }


def test_reviewdog_suggests_a_fix_that_is_one_edit() -> None:
    diagnostics = json.loads(FORMATS["rdjson"](REPORT))["diagnostics"]
    suggested = {d["code"]["value"]: d["suggestions"] for d in diagnostics if "suggestions" in d}
    assert suggested == {
        "IPS401": [
            {
                "range": {"start": {"line": 8, "column": 14}, "end": {"line": 8, "column": 17}},
                "text": "aes256",
            }
        ],
        "IPS408": [
            {
                "range": {"start": {"line": 9, "column": 1}, "end": {"line": 10, "column": 1}},
                "text": "",
            }
        ],
    }


def test_reviewdog_lines_are_the_same_diagnostics_with_their_source() -> None:
    lines = [json.loads(line) for line in FORMATS["rdjsonl"](REPORT).splitlines()]
    assert {line.pop("source")["name"] for line in lines} == {"ipseclint"}
    assert lines == json.loads(FORMATS["rdjson"](REPORT))["diagnostics"]


def test_markdown_shows_the_worst_first() -> None:
    rows = [line for line in FORMATS["markdown"](REPORT).splitlines() if line.startswith(("| 🔴", "| 🟠", "| 🔵"))]
    assert [row.split("|")[1].split()[1] for row in rows] == ["error"] * 3 + ["warning"] * 3 + ["info"]


def test_markdown_cells_hold_what_was_said_and_no_markup() -> None:
    odd = replace(
        FINDINGS[0], message="a | b\n<img src=x> *c* @someone [x](y)", help="", connection="`n` |", related=()
    )
    (row,) = (r for r in FORMATS["markdown"](replace(REPORT, findings=(odd,))).splitlines() if "🔴" in r)
    assert len(re.findall(r"(?<!\\)\|", row)) == 5
    assert "a \\| b \\<img src=x\\> \\*c\\* @\u2060someone \\[x\\](y)" in row


def test_markdown_stays_below_what_a_comment_holds() -> None:
    report = replace(REPORT, findings=FINDINGS * 400)
    text = FORMATS["markdown"](report)
    assert len(text) < 65_536
    assert re.search(r"\| … \| \| \| and \d+ more \|", text)
