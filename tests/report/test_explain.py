"""Explanations: one source for the pages and for the terminal."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ipseclint import explain
from ipseclint.finding import Severity
from ipseclint.rules import RULES
from ipseclint.rules.rule import Example, Rule

RULE = Rule(
    code="IPS999",
    name="some-rule",
    severity=Severity.WARNING,
    scope="connection",
    since="0.1.0",
    repair="unsafe",
    summary="A value is <weak>.",
    why="It costs *much*; see `a<b>`.",
    source="RFC 7296 section 1",
    how="Write another one.",
    bad=Example("IkeEncAlg: des\n"),
    good=Example('resource "x" {}\n', "example.tf"),
    configure="lifetimes, max-cidrs",
)
PAGE = """\
# IPS999: some-rule

Level: warning. Judges: one connection. Since: 0.1.0.

## What it finds

A value is \\<weak>.

## Why it matters

It costs \\*much\\*; see `a<b>`.

## Example

```yaml
IkeEncAlg: des
```

## Use instead

```hcl
resource "x" {}
```

## How to fix

Write another one. `--fix --unsafe-fixes` does this; the tunnel then negotiates differently, so the peer must follow.

## Configuration

`lifetimes` and `max-cidrs` change what this rule accepts. The level can be changed, or the rule left out, in \
`.ipseclint.yaml`; `# ipseclint: ignore[IPS999] reason` silences one place.

```yaml
lifetimes: {ike: {min: 900, max: 86400}, ipsec: {min: 300, max: 28800}}
max-cidrs: 5
severity: {IPS999: error}
ignore: [IPS999]
```

## Source

RFC 7296 section 1
"""
TEXT = """\
IPS999 some-rule
Level: warning. Judges: one connection. Since: 0.1.0.

WHAT IT FINDS
  A value is <weak>.

WHY IT MATTERS
  It costs *much*; see `a<b>`.

EXAMPLE
    IkeEncAlg: des

USE INSTEAD
    resource "x" {}

HOW TO FIX
  Write another one. `--fix --unsafe-fixes` does this; the tunnel then negotiates
  differently, so the peer must follow.

CONFIGURATION
  `lifetimes` and `max-cidrs` change what this rule accepts. The level can be changed,
  or the rule left out, in `.ipseclint.yaml`; `# ipseclint: ignore[IPS999] reason`
  silences one place.

    lifetimes: {ike: {min: 900, max: 86400}, ipsec: {min: 300, max: 28800}}
    max-cidrs: 5
    severity: {IPS999: error}
    ignore: [IPS999]

SOURCE
  RFC 7296 section 1
"""


def test_a_page_has_fixed_headings() -> None:
    assert explain.to_markdown(RULE) == PAGE


def test_the_terminal_shows_the_same() -> None:
    assert explain.to_text(RULE) == TEXT


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_everything(rule: Rule) -> None:
    for part in explain.parts(rule):
        assert part.prose or part.code, f"{part.heading} is empty"
    assert rule.family in explain.FAMILIES
    assert all(key in explain._KEYS for key in explain._keys(rule))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_fence_is_longer_than_any_in_its_text(rule: Rule) -> None:
    page = explain.to_markdown(rule)
    for example in (rule.bad, rule.good):
        runs = re.findall("`{3,}", example.text)
        longest = max(runs, key=len, default="")
        assert f"\n{longest}`" in page


def test_the_index_lists_every_rule_under_its_family() -> None:
    text = explain.index(RULES)
    assert re.findall(r"\| \[(IPS\d+)\]\((IPS\d+)\.md\)", text) == [(r.code, r.code) for r in RULES]


def test_a_summary_with_a_bar_stays_one_cell() -> None:
    row = explain.index([replace(RULE, summary="a | b")]).splitlines()[-1]
    assert row.endswith("| a \\| b |")


def test_pages_of_rules_that_are_gone_are_removed_and_other_files_kept(tmp_path: Path) -> None:
    (tmp_path / "IPS000.md").write_text("old")
    (tmp_path / "notes.md").write_text("mine")
    explain.write_pages(tmp_path)
    expected = {"README.md", "notes.md", *(f"{rule.code}.md" for rule in RULES)}
    assert {path.name for path in tmp_path.iterdir()} == expected
    for name, text in explain.pages().items():
        assert (tmp_path / name).read_bytes().decode("utf-8") == text
