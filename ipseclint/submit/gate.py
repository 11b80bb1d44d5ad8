"""The gate: what keeps a plan from being sent, judged again once its keys are known."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterable, Sequence

from ipseclint.across import judge_all
from ipseclint.config import Config
from ipseclint.details import pack
from ipseclint.dialects.tree import Reading, Request
from ipseclint.examine import Examined, Task, Unit
from ipseclint.finding import Finding, Severity
from ipseclint.judge import Judged, judge
from ipseclint.model import Connection
from ipseclint.node import Entry, Mapping, Node, Scalar, Unknown
from ipseclint.node import Sequence as Items
from ipseclint.outcome import Report
from ipseclint.record import record
from ipseclint.secret import Secret
from ipseclint.submit.plain import Plain
from ipseclint.submit.request import Planned

# Rules about how a key stands in the text; a key from elsewhere does not stand there.
_OF_THE_TEXT = frozenset(("psk-in-plain-text",))


def stopping(findings: Iterable[Finding], level: Severity, accepted: frozenset[str]) -> list[Finding]:
    """The findings that stop a submission: errors always, others from the fail level on unless their code or
    name is accepted."""
    return [
        finding
        for finding in findings
        if finding.severity >= min(level, Severity.ERROR)
        and (finding.severity is Severity.ERROR or not {finding.code, finding.name} & accepted)
    ]


def judged_again(planned: Sequence[Planned], report: Report, config: Config) -> list[Finding]:
    """What the rules say now that keys from elsewhere are known, and did not say before."""
    said = {finding.fingerprint for finding in report.findings}
    said |= {one.finding.fingerprint for one in report.silenced}
    changed = [_with_keys(item) for item in planned]
    judged = Judged()
    for connection, request in zip((item.connection for item in planned), changed, strict=True):
        known = connection.inventory
        tables = (known.vpn_gateways, known.customer_gateways, known.vpcs)
        beside = [one for table in tables for one in table.values()]
        judge(Reading(requests=[request]), config, judged, beside)
    findings = [*judged.findings, *_across(judged.connections, config)]
    new = {one for one in findings if one.fingerprint not in said and one.name not in _OF_THE_TEXT}
    return sorted(new, key=Finding.sort_key)


def _across(connections: list[Connection], config: Config) -> list[Finding]:
    """The rules over all connections."""
    task = Task(config, os.urandom(16))
    sources = tuple({id(c.span.source): c.span.source for c in connections}.values())
    examined, details = Examined(0), []
    for number, connection in enumerate(connections):
        made, places = record(connection, 0, number, task.key)
        examined.records.append(made)
        details.append(places)
    examined.packed = pack(details, {s.path: sorted(s.secrets) for s in sources})
    return judge_all([examined], [Unit(0, given=sources)], task)


def _with_keys(planned: Planned) -> Request:
    """The request with the secrets of the plan in the places of their references."""
    request = planned.connection.request
    body = _known(request.body, planned.body)
    assert isinstance(body, Mapping)
    return dataclasses.replace(request, body=body)


def _known(node: Node, value: Plain | None) -> Node:
    if isinstance(node, Unknown) and isinstance(value, Secret):
        return Scalar(value, node.span, "made", node.related)
    if isinstance(node, Mapping) and isinstance(value, dict):
        entries = {
            key: Entry(entry.key, entry.key_span, _known(entry.value, value.get(key)))
            for key, entry in node.entries.items()
        }
        return Mapping(entries, node.span, node.related)
    if isinstance(node, Items) and isinstance(value, list) and len(value) == len(node.items):
        return Items([_known(*pair) for pair in zip(node.items, value, strict=True)], node.span, node.related)
    return node
