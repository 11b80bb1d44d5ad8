"""The JSON report: the keys that other programs rely on, in their order, and its published schema."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ipseclint.engine import Report
from ipseclint.report import FORMATS
from ipseclint.report.json import dump
from tests.report.sample import EMPTY, REPORT

SCHEMA = json.loads((Path(__file__).parents[2] / "schemas" / "report.schema.json").read_text("utf-8"))
FINDING = [
    "code",
    "name",
    "severity",
    "message",
    "help",
    "path",
    "dialect",
    "line",
    "column",
    "end_line",
    "end_column",
    "connection",
    "tunnel",
    "pointer",
    "defaulted",
    "profile",
    "related",
    "fix",
    "url",
    "fingerprint",
]

# Half of a surrogate pair is written as an escape, which json.dumps does not do here.
_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXTS,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(_TEXTS, inner),
)


@given(_VALUES)
def test_values_are_laid_out_as_json_dumps_does(value: object) -> None:
    assert dump(value) == json.dumps(value, ensure_ascii=False, indent=2) + "\n"


@pytest.mark.parametrize("report", [REPORT, EMPTY], ids=["sample", "empty"])
def test_a_report_fits_its_schema(report: Report) -> None:
    Draft202012Validator(SCHEMA).validate(json.loads(FORMATS["json"](report)))


def test_the_keys_stand_in_their_order() -> None:
    report = json.loads(FORMATS["json"](REPORT))
    assert list(report) == ["version", "tool", "summary", "findings", "undecided"]
    assert list(report["summary"]) == (
        ["files", "connections", "errors", "warnings", "infos", "suppressed", "baselined", "undecided"]
    )
    for finding in report["findings"]:
        assert list(finding) == FINDING
    for doubt in report["undecided"]:
        assert list(doubt) == ["code", "name", "path", "line", "column", "connection", "pointer", "expression"]


def test_a_finding_about_the_run_has_no_place() -> None:
    finding = json.loads(FORMATS["json"](REPORT))["findings"][0]
    assert [finding[key] for key in ("path", "line", "column", "end_line", "end_column")] == [None] * 5


def test_tunnels_count_from_one_as_the_api_does() -> None:
    findings = json.loads(FORMATS["json"](REPORT))["findings"]
    assert {f["code"]: f["tunnel"] for f in findings if f["tunnel"] is not None} == {"IPS401": 2}


def test_lines_hold_the_same_findings_as_the_report() -> None:
    lines = [json.loads(line) for line in FORMATS["json-lines"](REPORT).splitlines()]
    assert lines == json.loads(FORMATS["json"](REPORT))["findings"]


def test_a_byte_of_a_file_name_that_is_no_text_is_kept() -> None:
    at = REPORT.findings[1].location
    assert at is not None
    finding = replace(REPORT.findings[1], location=replace(at, path="latin-\udcff.yaml"))
    text = FORMATS["json"](replace(REPORT, findings=(finding,)))
    assert '"path": "latin-\\udcff.yaml"' in text
    assert json.loads(text)["findings"][0]["path"] == "latin-\udcff.yaml"
