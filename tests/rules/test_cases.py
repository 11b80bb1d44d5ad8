"""Every rule against its cases on disk: `<CODE>/bad/NAME.yaml` says what stands in `NAME.yaml.out`, to the
letter; `<CODE>/good/*` are near neighbours of which the rule says nothing.

An .out file holds the findings of its own code, one a line, with help and fix, and then a line
`also: CODE CODE` for errors and warnings of other codes. `UPDATE_CASES=1 pytest tests/rules` writes them."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from ipseclint.config import Config
from ipseclint.engine import lint, lint_files
from ipseclint.files import Found
from ipseclint.finding import Finding, Severity
from ipseclint.rules import RULES
from ipseclint.rules.rule import Settings
from ipseclint.settings_file import shown
from ipseclint.span import Source, Unreadable

HERE = Path(__file__).parent
BAD = sorted(p for p in HERE.glob("IPS*/bad/*") if p.suffix != ".out")
GOOD = sorted(HERE.glob("IPS*/good/*"))
# The day on which the cases are judged: certificates have dates.
CONFIG = Config(settings=Settings(today="2026-11-25"))
# Rules that are silent until they are configured.
CONFIGURED = {
    "IPS420": replace(CONFIG, profiles=("ncsc-legacy",)),
    "IPS605": replace(CONFIG, settings=replace(CONFIG.settings, name_pattern="(?:hq|dc[0-9])-to-[a-z]+")),
}


def config_of(path: Path) -> Config:
    """The configuration of a case; those of IPS420 begin with the name of their profile."""
    code = path.parent.parent.name
    if code == "IPS420":
        return replace(CONFIG, profiles=(path.name.split(".")[0],))
    return CONFIGURED.get(code, CONFIG)


def lint_case(path: Path) -> tuple[Finding, ...]:
    config = config_of(path)
    if path.suffix == ".tf":  # by itself, not as the module that its folder would be
        return lint([Source.read(path, path.name)], config).findings
    return lint_files([Found(path, shown(path), config, explicit=True)], config).findings


def rendered(finding: Finding) -> str:
    at = finding.location
    place = f"{Path(at.path).name}:{at.line}:{at.column}-{at.end_line}:{at.end_column}" if at else "-"
    tunnel = f" tunnel={finding.tunnel}" if finding.tunnel is not None else ""
    defaulted = " defaulted" if finding.defaulted else ""
    lines = [f"{place} {finding.severity} {finding.code} {finding.pointer}{tunnel}{defaulted}: {finding.message}"]
    lines.append(f"  help: {finding.help}")
    if finding.profile:
        lines.append(f"  profile: {finding.profile}")
    for related in finding.related:
        spot = related.location
        lines.append(f"  at {spot.line}:{spot.column}-{spot.end_line}:{spot.end_column}: {related.message}")
    if finding.fix is not None:
        kind = "fix" if finding.fix.safe else "unsafe fix"
        edits = ", ".join(f"{e.start}-{e.end} -> {e.text!r}" for e in finding.fix.edits)
        lines.append(f"  {kind}: {finding.fix.title} [{edits}]")
    return "\n".join(lines)


def expected(code: str, findings: tuple[Finding, ...]) -> str:
    own = [rendered(f) for f in findings if f.code == code]
    others = sorted({f.code for f in findings if f.code != code and f.severity is not Severity.INFO})
    return "\n".join([*own, f"also: {' '.join(others)}" if others else "also: nothing"]) + "\n"


def case_id(path: Path) -> str:
    return path.relative_to(HERE).as_posix()


@pytest.mark.parametrize("path", BAD, ids=case_id)
def test_a_bad_case_says_exactly_what_is_written_beside_it(path: Path) -> None:
    code = path.parent.parent.name
    text = expected(code, lint_case(path))
    out = path.with_name(path.name + ".out")
    if os.environ.get("UPDATE_CASES"):
        out.write_text(text, encoding="utf-8", newline="\n")
    assert f" {code} " in text, f"the case does not show {code}"
    assert text == out.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GOOD, ids=case_id)
def test_a_good_neighbour_is_silent(path: Path) -> None:
    code = path.parent.parent.name
    assert [rendered(f) for f in lint_case(path) if f.code == code] == []


# Rules that look beyond one file, or at the run itself, have their cases elsewhere.
ELSEWHERE: frozenset[str] = frozenset(("IPS010", "IPS421"))


def test_every_rule_has_two_bad_cases_and_two_good_neighbours() -> None:
    lacking = {}
    for rule in RULES:
        if rule.code in ELSEWHERE:
            continue
        bad = sum(p.parent.parent.name == rule.code for p in BAD)
        good = sum(p.parent.parent.name == rule.code for p in GOOD)
        if bad < 2 or good < 2:
            lacking[rule.code] = (bad, good)
    assert lacking == {}


@pytest.mark.parametrize("rule", [r for r in RULES if r.code not in ELSEWHERE], ids=lambda rule: rule.code)
def test_the_examples_of_a_rule_show_it_and_do_not(rule) -> None:
    data = rule.bad.text.encode("latin-1" if rule.bad.name.startswith("latin1") else "utf-8")
    config = CONFIGURED.get(rule.code, CONFIG)
    try:
        bad = {f.code for f in lint([Source.decode(rule.bad.name, data)], config).findings}
    except Unreadable:
        bad = {"IPS001"}
    good = lint([Source.decode(rule.good.name, rule.good.text.encode())], config).findings
    assert rule.code in bad
    assert [f.code for f in good if f.code == rule.code or f.severity is not Severity.INFO] == []
