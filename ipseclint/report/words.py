"""Wording that several formats share: counts, places, the address of a rule's page."""

from __future__ import annotations

import re
from collections import Counter

from ipseclint.finding import Finding, Fix, Severity
from ipseclint.outcome import Report

DOCS = "https://github.com/ipseclint/ipseclint/blob/main/docs"
_SHOWN_EXPRESSIONS = 3


def rule_url(code: str) -> str:
    """The page of a rule."""
    return f"{DOCS}/rules/{code}.md"


def counted(count: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def tunnel(finding: Finding) -> int | None:
    """The tunnel as people and the API's TunnelIndex count it: 1 or 2, or None."""
    return None if finding.tunnel is None else finding.tunnel + 1


def subject(finding: Finding) -> str:
    """The connection and tunnel that a finding is about: `connection "hq", tunnel 2`, or ""."""
    words = [f'connection "{finding.connection}"'] if finding.connection else []
    if finding.shared_by:
        words = [f"{''.join(words) or 'a connection'} and {counted(finding.shared_by, 'other')}"]
    if finding.tunnel is not None:
        words.append(f"tunnel {tunnel(finding)}")
    return ", ".join(words)


def scope(report: Report) -> str:
    """What was read: `4 files (5 connections)`."""
    return f"{counted(report.files, 'file')} ({counted(report.connections, 'connection')})"


def severities(report: Report) -> str:
    """`3 errors, 2 warnings, 1 info`, without those that are nought."""
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    infos = report.count(Severity.INFO)
    words = [counted(errors, "error")] * bool(errors)
    words += [counted(warnings, "warning")] * bool(warnings)
    words += [f"{infos} info"] * bool(infos)
    return ", ".join(words)


# References that a value of a variable, or a plan, would resolve.
_TERRAFORM = re.compile(r"\b(?:var|local|each|count|module|data|alicloud_\w+)\.")


def undecided(report: Report) -> str:
    """`4 checks undecided (var.psk, var.subnet): …`, or ""."""
    if not report.undecided:
        return ""
    expressions = list(Counter(doubt.expression for doubt in report.undecided))
    shown = ", ".join(expressions[:_SHOWN_EXPRESSIONS])
    more = ", …" if len(expressions) > _SHOWN_EXPRESSIONS else ""
    way = ": pass --var or a plan" if any(_TERRAFORM.search(expression) for expression in expressions) else ""
    return f"{counted(len(report.undecided), 'check')} undecided ({shown}{more}){way}"


def repair(fix: Fix, advice: str) -> str:
    """How a fix is applied; what it does is not said again when the advice says it."""
    way = "--fix" if fix.safe else "--fix --unsafe-fixes"
    does = fix.title.rstrip(".")
    said = f"applied by {way}" if does in advice else f"{does} ({way})"
    return said if fix.safe else f"{said}; the tunnel then negotiates differently, so the peer must follow"
