"""SARIF against the text of the standard (2.1.0 with errata 01), object by object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from ipseclint.engine import Report
from ipseclint.finding import Edit, Finding, Fix
from ipseclint.report import FORMATS
from ipseclint.rules import RULES
from tests.report.sample import EMPTY, FINDINGS, REPORT

Object = dict[str, Any]
# The properties that each object may have, of those that a linter can fill (sections 3.13 to 3.59).
PROPERTIES = {
    "log": {"$schema", "version", "runs"},
    "run": {
        "tool",
        "invocations",
        "originalUriBaseIds",
        "artifacts",
        "columnKind",
        "newlineSequences",
        "defaultEncoding",
        "results",
    },
    "driver": {"name", "version", "semanticVersion", "informationUri", "rules"},
    "rule": {
        "id",
        "name",
        "helpUri",
        "shortDescription",
        "fullDescription",
        "help",
        "defaultConfiguration",
        "properties",
    },
    "result": {
        "ruleId",
        "ruleIndex",
        "kind",
        "level",
        "message",
        "locations",
        "relatedLocations",
        "partialFingerprints",
        "fixes",
        "suppressions",
        "properties",
    },
    "location": {"id", "physicalLocation", "logicalLocations", "message"},
    "physicalLocation": {"artifactLocation", "region", "contextRegion"},
    "artifactLocation": {"uri", "uriBaseId", "index", "description"},
    "region": {"startLine", "startColumn", "endLine", "endColumn", "snippet"},
    "suppression": {"kind", "status", "justification"},
    "fix": {"description", "artifactChanges"},
    "artifactChange": {"artifactLocation", "replacements"},
    "replacement": {"deletedRegion", "insertedContent"},
}
# RFC 3986: a URI or relative reference of a path; nothing that would have to be escaped.
URI = re.compile(r"(?:[a-z][a-z0-9+.-]*://[^/?#\s]*)?(?:[A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})*")


def run_of(report: Report) -> Object:
    log = json.loads(FORMATS["sarif"](report))
    only(log, "log")
    assert log["version"] == "2.1.0"
    assert log["$schema"].startswith("https://")
    (run,) = log["runs"]
    assert isinstance(run, dict)
    return run


def only(value: Object, kind: str) -> None:
    assert set(value) <= PROPERTIES[kind], f"{kind} has {set(value) - PROPERTIES[kind]}"


def walk(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value below this one with the property it is the value, or an element, of."""
    yield key, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, key)


def objects(run: Object, *keys: str) -> list[Object]:
    return [value for key, value in walk(run) if key in keys and isinstance(value, dict)]


RUN = run_of(REPORT)


def test_the_run_has_what_a_run_must_have() -> None:
    only(RUN, "run")
    driver = RUN["tool"]["driver"]
    only(driver, "driver")
    assert driver["name"] == "ipseclint"
    assert driver["informationUri"].startswith("https://")
    # 3.14.27: required once there are results; 3.14.26: in the order in which they are tried.
    assert RUN["columnKind"] == "unicodeCodePoints"
    assert RUN["newlineSequences"] == ["\r\n", "\r", "\n"]
    # 3.20.14
    assert [invocation["executionSuccessful"] for invocation in RUN["invocations"]] == [True]


def test_a_run_without_findings_has_an_empty_array_of_results() -> None:
    assert run_of(EMPTY)["results"] == []


def test_every_rule_of_the_program_can_be_described() -> None:
    findings = tuple(replace(FINDINGS[0], code=rule.code, name=rule.name) for rule in RULES)
    rules = run_of(replace(REPORT, findings=findings, silenced=()))["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in RULES]
    for rule in rules:
        only(rule, "rule")
        assert rule["name"] != rule["id"]
        assert URI.fullmatch(rule["helpUri"])
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        for text in ("shortDescription", "fullDescription", "help"):
            assert rule[text]["text"]
        assert len(set(rule["properties"]["tags"])) == len(rule["properties"]["tags"])
        # 3.11.4.2: no HTML. What stands in code is no HTML.
        prose = re.sub(r"(?s)(`{3,}).*?\1|`[^`]*`", "", rule["help"]["markdown"])
        assert not re.search(r"(?<!\\)<", prose)


def test_every_result_refers_to_its_own_rule() -> None:
    rules = RUN["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in RUN["results"]:
        only(result, "result")
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_every_result_has_a_level_a_message_a_place_and_a_fingerprint() -> None:
    assert len(RUN["results"]) == len(REPORT.findings) + len(REPORT.silenced)
    for result in RUN["results"]:
        assert result["kind"] == "fail"
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert "physicalLocation" in location
        # 3.5.4.2: a versioned hierarchical string.
        assert list(result["partialFingerprints"]) == ["ipseclint/v1"]
        assert re.fullmatch("[0-9a-f]{20}", result["partialFingerprints"]["ipseclint/v1"])


def test_no_message_holds_a_placeholder_or_a_link_by_accident() -> None:
    """3.11.5: braces are doubled; 3.11.6: `[text](target)` is a link."""
    messages = [value for value in objects(RUN, "message", "description") if "text" in value]
    assert any("${{env:HQ_PSK}}" in message["text"] for message in messages)
    for message in messages:
        assert set(message) == {"text"}
        assert not re.search(r"[{}]", message["text"].replace("{{", "").replace("}}", ""))
        assert not re.search(r"\[[^\]]*\]\(", message["text"])


def test_every_file_is_a_relative_escaped_uri_below_a_base_that_is_declared() -> None:
    bases = RUN["originalUriBaseIds"]
    places = [value for value in objects(RUN, "artifactLocation", "location") if "uri" in value]
    assert places
    for place in places:
        only(place, "artifactLocation")
        assert URI.fullmatch(place["uri"])
        assert not place["uri"].startswith("/")
        assert "://" not in place["uri"]
        assert place["uriBaseId"] in bases
    # 3.14.14: a base without a URI says what it is.
    assert all(base["description"]["text"] for base in bases.values())


def test_every_index_of_an_artifact_is_the_one_that_it_says() -> None:
    artifacts = RUN["artifacts"]
    assert [artifact["location"]["index"] for artifact in artifacts] == list(range(len(artifacts)))
    indexed = [place for place in objects(RUN, "artifactLocation") if "index" in place]
    assert len(indexed) >= len(REPORT.findings) - 1
    for place in indexed:
        assert artifacts[place["index"]]["location"]["uri"] == place["uri"]


def test_every_region_begins_before_it_ends_and_stands_in_its_context() -> None:
    regions = objects(RUN, "region", "contextRegion", "deletedRegion")
    assert regions
    for region in regions:
        only(region, "region")
        assert 1 <= region["startLine"] <= region["endLine"]
        if region["startLine"] == region["endLine"] and "startColumn" in region:
            assert 1 <= region["startColumn"] <= region["endColumn"]
    for place in objects(RUN, "physicalLocation"):
        only(place, "physicalLocation")
        if "contextRegion" in place:
            assert place["contextRegion"]["startLine"] <= place["region"]["startLine"]
            assert place["contextRegion"]["endLine"] >= place["region"]["endLine"]
            assert "startColumn" not in place["contextRegion"]


def test_columns_count_code_points() -> None:
    (name,) = (r for r in RUN["results"] if r["ruleId"] == "IPS401")
    region = name["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 8, "startColumn": 14, "endLine": 8, "endColumn": 17}


def test_related_places_have_an_id_and_say_what_they_are() -> None:
    (overlap,) = (r for r in RUN["results"] if r["ruleId"] == "IPS302")
    related = overlap["relatedLocations"]
    assert [place["id"] for place in related] == [1, 2]
    assert [place["message"]["text"] for place in related] == ["the other connection", "both use this gateway"]
    for place in related:
        only(place, "location")


def test_either_all_results_or_none_say_whether_they_are_suppressed() -> None:
    """3.27.23, and 3.35 for the object."""
    suppressions = [result["suppressions"] for result in RUN["results"]]
    assert suppressions[: len(REPORT.findings)] == [[]] * len(REPORT.findings)
    assert suppressions[len(REPORT.findings) :] == [
        [{"kind": "external", "status": "accepted", "justification": "It is in the baseline."}],
        [
            {
                "kind": "inSource",
                "status": "accepted",
                "justification": "the peer knows {no} other [yet](soon)",
            }
        ],
    ]


def test_a_fix_says_what_goes_and_what_comes() -> None:
    fixes = {result["ruleId"]: result["fixes"] for result in RUN["results"] if "fixes" in result}
    for fix in objects(RUN, "fixes"):
        only(fix, "fix")
        for change in fix["artifactChanges"]:
            only(change, "artifactChange")
            for replacement in change["replacements"]:
                only(replacement, "replacement")
    (encryption,), (line,) = fixes["IPS401"], fixes["IPS408"]
    (change,) = encryption["artifactChanges"]
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 8, "startColumn": 14, "endLine": 8, "endColumn": 17},
            "insertedContent": {"text": "aes256"},
        }
    ]
    (change,) = line["artifactChanges"]
    # A whole line with its line end goes, and nothing comes.
    assert change["replacements"] == [
        {"deletedRegion": {"startLine": 9, "startColumn": 1, "endLine": 10, "endColumn": 1}}
    ]


def test_a_fix_that_writes_a_secret_is_not_told() -> None:
    at = FINDINGS[0].location
    assert at is not None
    edit = Edit(at.path, at.start, at.end, '"0123-the-key"', at, secret=True)
    report = Report((replace(FINDINGS[0], fix=Fix("Quote it.", (edit,))),), (), 1, 1)
    for name, render in FORMATS.items():
        assert "0123-the-key" not in render(report), name
    assert "fixes" not in run_of(report)["results"][0]
    assert json.loads(FORMATS["json"](report))["findings"][0]["fix"] == {
        "title": "Quote it.",
        "safe": True,
        "edits": [],
    }


def test_a_rule_that_broke_makes_the_invocation_unsuccessful() -> None:
    broken = replace(FINDINGS[0], code="IPS010", name="internal-error", message="The rule IPS401 broke.")
    (invocation,) = run_of(replace(REPORT, findings=(broken,)))["invocations"]
    assert invocation == {
        "executionSuccessful": False,
        "toolExecutionNotifications": [{"level": "error", "message": {"text": "The rule IPS401 broke."}}],
    }


def test_an_absolute_path_has_no_base() -> None:
    at = FINDINGS[0].location
    assert at is not None
    finding: Finding = replace(FINDINGS[0], location=replace(at, path="/srv/plan.yaml"), related=())
    (artifact,) = run_of(replace(REPORT, findings=(finding,), silenced=()))["artifacts"]
    assert artifact == {"location": {"uri": "file:///srv/plan.yaml", "index": 0}}
