"""The rules of a SARIF run: what each one is, with its whole explanation as help."""

from __future__ import annotations

from typing import Any

from ipseclint import explain
from ipseclint.finding import Severity
from ipseclint.report.words import rule_url
from ipseclint.rules import BY_CODE
from ipseclint.rules.rule import Rule

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
# GitHub's order of security findings reads this number; other consumers ignore it.
_WEIGHTS = {Severity.ERROR: "7.5", Severity.WARNING: "5.0", Severity.INFO: "2.0"}
_SECURITY = ("IPS4", "IPS7")


def descriptors(names: dict[str, str], codes: list[str]) -> list[dict[str, Any]]:
    """The reportingDescriptor of each code, in order."""
    return [_descriptor(code, names[code], BY_CODE.get(code)) for code in codes]


def _descriptor(code: str, name: str, rule: Rule | None) -> dict[str, Any]:
    known: dict[str, Any] = {"id": code, "name": name, "helpUri": rule_url(code)}
    if rule is None:
        text = {"text": f"{name}."}
        return {**known, "shortDescription": text, "fullDescription": text, "help": text}
    return {
        **known,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"},
        "help": {"text": f"{rule.why}\n{rule.how}", "markdown": explain.to_markdown(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": _properties(rule),
    }


def _properties(rule: Rule) -> dict[str, Any]:
    tags = ["ipsec", explain.FAMILIES.get(rule.family, "others").lower()]
    properties: dict[str, Any] = {"precision": "very-high", "problem.severity": _problem(rule.severity)}
    if rule.family in _SECURITY:
        tags.append("security")
        properties["security-severity"] = _WEIGHTS[rule.severity]
    return {**properties, "tags": tags}


def _problem(severity: Severity) -> str:
    return "recommendation" if severity is Severity.INFO else str(severity)
