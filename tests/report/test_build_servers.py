"""JUnit and Checkstyle as their consumers read them."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from junitparser import JUnitXml, Skipped

from ipseclint.engine import Report
from ipseclint.report import FORMATS
from tests.report.sample import EMPTY, FINDINGS, REPORT


def junit(report: Report) -> JUnitXml:
    return JUnitXml.fromstring(FORMATS["junit"](report).encode())


def test_junit_counts_are_those_of_its_cases() -> None:
    read = junit(REPORT)
    suites = list(read)
    assert [suite.name for suite in suites] == [".", "hub.tf", "sites/Zürich & 東京/hq plan.yaml"]
    told = [(suite.tests, suite.failures, suite.errors, suite.skipped) for suite in suites]
    assert told == [(1, 1, 0, 0), (2, 0, 0, 2), (6, 5, 0, 0)]
    read.update_statistics()
    assert [(s.tests, s.failures, s.errors, s.skipped) for s in read] == told
    assert (read.tests, read.failures, read.errors) == (9, 6, 0)


def test_junit_fails_for_errors_and_warnings_and_passes_an_info() -> None:
    cases = {case.name.split()[0]: case for suite in junit(REPORT) for case in suite}
    assert {code: [r.type for r in case.result] for code, case in cases.items() if not skipped(case)} == {
        "IPS421": ["error"],
        "IPS301": ["error"],
        "IPS302": ["warning"],
        "IPS701": ["warning"],
        "IPS401": ["error"],
        "IPS404": ["warning"],
        "IPS408": [],
    }
    assert "IkeMode has no effect" in (cases["IPS408"].system_out or "")


def skipped(case: object) -> bool:
    return any(isinstance(result, Skipped) for result in case.result)  # type: ignore[attr-defined]


def test_junit_skips_what_is_silenced_and_says_why() -> None:
    cases = {case.name.split()[0]: case for suite in junit(REPORT) for case in suite if skipped(case)}
    assert {code: case.result[0].message for code, case in cases.items()} == {
        "IPS406": "the peer knows {no} other [yet](soon)",
        "IPS606": "silenced by baseline",
    }


def test_junit_names_every_case_of_a_file_differently() -> None:
    twins = replace(REPORT, findings=(FINDINGS[0], FINDINGS[0]))
    names = [(case.classname, case.name) for suite in junit(twins) for case in suite]
    assert len(set(names)) == len(names)


def test_junit_without_findings_has_one_case_that_passed() -> None:
    (suite,) = junit(EMPTY)
    assert (suite.tests, suite.failures) == (1, 0)
    (case,) = suite
    assert case.is_passed


def test_checkstyle_has_each_finding_under_its_file() -> None:
    root = ElementTree.fromstring(FORMATS["checkstyle"](REPORT).encode())
    assert root.tag == "checkstyle"
    assert {file.get("name"): len(file) for file in root} == {".": 1, "sites/Zürich & 東京/hq plan.yaml": 6}
    for error in root.iter("error"):
        assert error.get("severity") in ("error", "warning", "info")
        assert (error.get("source") or "").startswith("ipseclint.IPS")
        assert error.get("message")
    (encryption,) = (error for error in root.iter("error") if error.get("source") == "ipseclint.IPS401")
    assert (encryption.get("line"), encryption.get("column")) == ("8", "14")
    assert "<at most>" in (encryption.get("message") or "")


def test_xml_texts_keep_their_line_ends() -> None:
    root = ElementTree.fromstring(FORMATS["checkstyle"](REPORT).encode())
    (pfs,) = (error for error in root.iter("error") if error.get("source") == "ipseclint.IPS404")
    assert "nothing is set.\nA second line" in (pfs.get("message") or "")
