"""`rules`, `explain`, `schema` and `--show-settings`: what the program itself knows."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable

from ipseclint.cli.common import OK, fail
from ipseclint.config import Config
from ipseclint.rules import BY_CODE, BY_NAME, RULES
from ipseclint.rules.rule import Rule

SCHEMAS = ("connection", "document", "config", "report")
_REPAIRS = {"fix": "safe", "unsafe": "unsafe", "-": ""}


def run_rules(format: str) -> int:
    """List every rule: code, name, severity, scope, since, fixable."""
    writers = {"text": _rules_text, "json": _rules_json, "markdown": _rules_markdown}
    writer = writers.get(format)
    if writer is None:
        return fail(f"rules --format: there is no format {format!r}; known are {', '.join(writers)}")
    sys.stdout.write(writer(RULES))
    return OK


def _row(rule: Rule) -> dict[str, object]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": str(rule.severity),
        "scope": rule.scope,
        "since": rule.since,
        "fixable": _REPAIRS[rule.repair] or None,
        "summary": rule.summary,
    }


def _rules_text(rules: Iterable[Rule]) -> str:
    rows: list[tuple[str, ...]] = [("code", "name", "level", "scope", "since", "fix", "what is found")]
    for rule in rules:
        repair = _REPAIRS[rule.repair] or "-"
        rows.append((rule.code, rule.name, str(rule.severity), rule.scope, rule.since, repair, rule.summary))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=False)]
        lines.append("  ".join([*cells, row[6]]))
    return "\n".join(lines) + "\n"


def _rules_json(rules: Iterable[Rule]) -> str:
    return json.dumps([_row(rule) for rule in rules], indent=2, ensure_ascii=False) + "\n"


def _rules_markdown(rules: Iterable[Rule]) -> str:
    lines = ["| code | name | level | scope | since | fix | what is found |", "|---|---|---|---|---|---|---|"]
    for rule in rules:
        summary = rule.summary.replace("|", "\\|")
        lines.append(
            f"| {rule.code} | {rule.name} | {rule.severity} | {rule.scope} | {rule.since} "
            f"| {_REPAIRS[rule.repair] or '-'} | {summary} |"
        )
    return "\n".join(lines) + "\n"


def run_explain(word: str) -> int:
    """Explain one rule by code or name."""
    from ipseclint.explain import to_text
    from ipseclint.selection import UnknownRule

    rule = BY_CODE.get(word.upper()) or BY_NAME.get(word.lower())
    if rule is None:
        return fail(f"explain: {UnknownRule(word)}")
    sys.stdout.write(to_text(rule))
    return OK


def run_schema(name: str) -> int:
    """Print one JSON Schema, complete in itself."""
    if name not in SCHEMAS:
        return fail(f"schema: there is no schema {name!r}; known are {', '.join(SCHEMAS)}")
    from ipseclint.schema import bundled

    sys.stdout.write(json.dumps(bundled(name), indent=2, ensure_ascii=False) + "\n")
    return OK


def settings_table(config: Config) -> str:
    """Every setting, its value, and where it comes from."""
    settings = config.settings
    rows: list[tuple[str, str]] = [
        ("select", _selection(config.selected)),
        ("severity", _table(config.severities)),
        ("per-file-ignores", _table({glob: ", ".join(sorted(c)) for glob, c in config.per_file_ignores})),
        ("profiles", ", ".join(config.profiles) or "none"),
        ("fail-level", str(config.fail_level)),
        ("exclude", ", ".join(config.exclude) or "none"),
        ("respect-gitignore", str(config.respect_gitignore).lower()),
        ("dialects", ", ".join(sorted(config.dialects)) if config.dialects is not None else "all"),
        ("name-pattern", settings.name_pattern or "none"),
        ("private-ranges", ", ".join(settings.private_ranges) or "none"),
        ("max-cidrs", str(settings.max_cidrs)),
        ("lifetimes.ike", "{} to {} s".format(*settings.ike_lifetime)),
        ("lifetimes.ipsec", "{} to {} s".format(*settings.ipsec_lifetime)),
        ("variables", ", ".join(sorted({*config.variables, *config.fallbacks})) or "none"),
        ("baseline", config.baseline or "none"),
    ]
    lines = [f"# configuration file: {config.origin or 'none'}"]
    for key, value in rows:
        lines.append(f"{key} = {value}  # {_source(config, key)}")
    return "\n".join(lines) + "\n"


def _selection(selected: frozenset[str] | None) -> str:
    """The rules that count, or those that do not, whichever is shorter."""
    chosen = frozenset(BY_CODE) if selected is None else selected
    left_out = sorted(BY_CODE.keys() - chosen)
    if not left_out:
        return "all"
    if len(left_out) < len(chosen):
        return f"all but {', '.join(left_out)}"
    return ", ".join(sorted(chosen)) or "none"


def _source(config: Config, key: str) -> str:
    if key == "select":
        found = [config.sources[k] for k in _SELECTORS if k in config.sources]
        return ", ".join(found) or "default"
    return config.sources.get(key.split(".")[0], "default")


_SELECTORS = ("select", "extend-select", "ignore", "extend-ignore")


def _table(table: object) -> str:
    if not isinstance(table, dict) or not table:
        return "none"
    return ", ".join(f"{key}: {value}" for key, value in sorted(table.items()))
