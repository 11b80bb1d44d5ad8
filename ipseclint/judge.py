"""Judging: readings meet the rules and become findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from sys import intern

from ipseclint import effective
from ipseclint.config import Config
from ipseclint.dialects.tree import Known, Reading, Request
from ipseclint.excerpt import excerpt
from ipseclint.finding import Doubt, Edit, Excerpt, Finding, Fix, Related, Severity, fingerprint
from ipseclint.model import Connection, Inventory
from ipseclint.node import Place, Scalar
from ipseclint.note import Note
from ipseclint.rules import BY_CODE, CONNECTION_RULES, UNUSED_RULES
from ipseclint.rules.rule import Hit, Outcome, Replace, Rule, Undecided
from ipseclint.secret import Secret
from ipseclint.span import outermost


@dataclass(slots=True, eq=False)
class Judged:
    """What one file or module gave."""

    findings: list[Finding] = field(default_factory=list)
    undecided: list[Doubt] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)
    excerpts: bool = True


def judge(
    reading: Reading,
    config: Config,
    judged: Judged,
    elsewhere: Iterable[Known] = (),
    excerpts: bool = True,
) -> None:
    """Judge all that a reading holds, and add it to `judged`. `elsewhere` are resources of other units."""
    judged.excerpts = excerpts
    for note in reading.notes:
        _note(note, None, config, judged)
    inventory = Inventory()
    for known in (*reading.known, *elsewhere):
        inventory.add(known)
    first = len(judged.connections)
    for request in reading.requests:
        if config.dialects is None or request.dialect in config.dialects:
            _request(request, inventory, config, judged)
    if reading.known and len(judged.connections) > first:
        _unused(reading.known, judged.connections[first:], config, judged)


def _request(request: Request, inventory: Inventory, config: Config, judged: Judged) -> None:
    connection = effective.connection(request, inventory)
    judged.connections.append(connection)
    first = len(judged.findings)
    for note in request.notes:
        _note(note, connection, config, judged)
    selected, settings = config.selected, config.settings
    for rule in CONNECTION_RULES:
        check = rule.check
        if check is None or (selected is not None and rule.code not in selected):
            continue
        try:
            for outcome in check(connection, settings):
                _take(rule, outcome, connection, config, judged)
        except Exception as error:  # a broken rule is a finding; it must not end the run or hide the others
            _take(rule, Broken(rule, error, connection), connection, config, judged)
    if config.profiles:
        _by_profiles(connection, config, judged, first)


def _unused(known: list[Known], connections: list[Connection], config: Config, judged: Judged) -> None:
    """What rules say of the resources of a reading that none of its connections names."""
    named = {(one.kind, one.identity) for connection in connections for one in _named(connection) if one is not None}
    unused = [one for one in known if (one.kind, one.identity) not in named]
    for rule in UNUSED_RULES:
        assert rule.unused is not None
        if not config.wants(rule.code):
            continue
        try:
            for hit in rule.unused(unused, config.settings):
                judged.findings.append(_finding(rule, hit, None, config, judged.excerpts))
        except Exception as error:
            _take(rule, Broken(rule, error, connections[0]), connections[0], config, judged)


def _named(connection: Connection) -> Iterable[Known | None]:
    return (connection.vpn_gateway(), *map(connection.customer_gateway, connection.tunnels))


def _by_profiles(connection: Connection, config: Config, judged: Judged, first: int) -> None:
    """What the chosen profiles say: each verdict with the finding that tells the same fault, or by itself."""
    from ipseclint.policy import rulings

    rule = BY_CODE["IPS420"]
    findings = judged.findings
    try:
        for ruling in rulings(connection, config.profiles):
            if isinstance(ruling, Undecided):
                if config.wants(rule.code):
                    _take(rule, ruling, connection, config, judged)
                continue
            at = ruling.carrier(findings, first)
            if at is not None:
                is_set = findings[at].code in config.severities
                findings[at] = ruling.carried_by(findings[at], is_set, _fix(ruling.repair))
            elif config.wants(rule.code):
                _take(rule, ruling.hit, connection, config, judged)
    except Exception as error:
        _take(rule, Broken(rule, error, connection), connection, config, judged)


class Broken(Hit):
    """What is said of a rule that broke. The error's own text may hold values, so only its kind is told."""

    def __init__(self, rule: Rule, error: Exception, connection: Connection) -> None:
        super().__init__(
            f"The rule {rule.code} ({rule.name}) broke on this connection: {type(error).__name__}.",
            "The other rules still ran; please report the shape of this connection.",
            connection.span,
            subject=rule.code,
        )


def _take(rule: Rule, outcome: Outcome, connection: Connection, config: Config, judged: Judged) -> None:
    if isinstance(outcome, Undecided):
        judged.undecided.append(_doubt(rule, outcome, connection))
    elif isinstance(outcome, Broken):
        judged.findings.append(_finding(BY_CODE["IPS010"], outcome, connection, config, judged.excerpts))
    else:
        judged.findings.append(_finding(rule, outcome, connection, config, judged.excerpts))


def _doubt(rule: Rule, outcome: Undecided, connection: Connection) -> Doubt:
    item = outcome.field
    label = connection.label or None
    # A scalar leaves a check open when it can be read in two ways.
    expression = item.expression
    if isinstance(item.node, Scalar) and not isinstance(item.node.value, Secret):
        expression = item.node.text
    return Doubt(rule.code, rule.name, item.span.location(), label, item.pointer, expression)


def _note(note: Note, connection: Connection | None, config: Config, judged: Judged) -> None:
    rule = BY_CODE[note.code]
    if not config.wants(rule.code):
        return
    severity = Severity.parse(note.severity) if note.severity else None
    fix = (Replace(note.help, note.fix[0], note.fix[1]),) if note.fix is not None else ()
    hit = Hit(note.message, note.help, note.span, note.pointer, severity, note.related, fix=fix)
    judged.findings.append(_finding(rule, hit, connection, config, judged.excerpts))


def _finding(rule: Rule, hit: Hit, connection: Connection | None, config: Config, excerpts: bool) -> Finding:
    """A hit as a finding: its place resolved, its excerpts cut and masked."""
    label = connection.label if connection is not None else ""
    # A plan or a service's answer is written by a tool: it is mended where it comes from.
    is_written = connection is None or not connection.request.holds_keys
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=config.severities.get(rule.code) or hit.severity or rule.severity,
        message=intern(hit.message),
        help=intern(hit.help),
        location=hit.span.location(),
        dialect=connection.request.dialect if connection is not None else None,
        connection=label or None,
        tunnel=hit.tunnel,
        pointer=hit.pointer,
        defaulted=hit.defaulted,
        profile=hit.profile or None,
        related=_related(hit.related),
        fix=_fix(hit.fix) if is_written else None,
        fingerprint=fingerprint(rule.code, label, hit.pointer, hit.subject or hit.message),
        excerpts=_excerpts(hit) if excerpts else (),
    )


def _excerpts(hit: Hit) -> tuple[Excerpt, ...]:
    return tuple(excerpt(span) for span in (hit.span, *(place.span for place in hit.related)))


def _fix(repair: tuple[Replace, ...]) -> Fix | None:
    if not repair:
        return None
    return Fix(repair[0].title, tuple(_edit(one) for one in repair), all(one.safe for one in repair))


def _edit(repair: Replace) -> Edit:
    at = repair.span.location()
    source, start, end = outermost(repair.span.source, repair.span.start, repair.span.end)
    secret = bool(source.hidden(start, end))
    return Edit(at.path, at.start, at.end, repair.text, at, secret)


def _related(places: tuple[Place, ...]) -> tuple[Related, ...]:
    return tuple(Related(place.span.location(), intern(place.message)) for place in places)
