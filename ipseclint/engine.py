"""The engine: sources and a configuration become a report. The only place that knows the order of steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ipseclint import effective
from ipseclint.config import Config
from ipseclint.dialects.recognise import read_text
from ipseclint.dialects.tree import Reading, Request
from ipseclint.excerpt import excerpt
from ipseclint.finding import Doubt, Edit, Finding, Fix, Related, Severity, fingerprint
from ipseclint.model import Connection, Inventory
from ipseclint.node import Place
from ipseclint.note import Note
from ipseclint.rules import BY_CODE, CONNECTION_RULES
from ipseclint.rules.rule import Hit, Outcome, Rule, Undecided
from ipseclint.span import Source


@dataclass(slots=True, eq=False)
class Judged:
    """What one file or module gave."""

    findings: list[Finding] = field(default_factory=list)
    undecided: list[Doubt] = field(default_factory=list)
    connections: list[Connection] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found. `files` are those that were linted; counts are of what stands."""

    findings: tuple[Finding, ...]
    undecided: tuple[Doubt, ...]
    files: int
    connections: int
    suppressed: int = 0
    baselined: int = 0

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    def worst(self) -> Severity | None:
        return max((finding.severity for finding in self.findings), default=None)


def lint(sources: Iterable[Source], config: Config) -> Report:
    """Lint texts. Pure: nothing is read, written or printed."""
    judged = Judged()
    files = 0
    for source in sources:
        files += 1
        judge_reading(read_text(source).reading, source, config, judged)
    return finish(judged, files)


def finish(judged: Judged, files: int, suppressed: int = 0) -> Report:
    """Order what stands: two runs give the same report."""
    return Report(
        findings=tuple(sorted(set(judged.findings), key=Finding.sort_key)),
        undecided=tuple(sorted(set(judged.undecided), key=Doubt.sort_key)),
        files=files,
        connections=len(judged.connections),
        suppressed=suppressed,
    )


def judge_reading(reading: Reading, source: Source, config: Config, judged: Judged) -> None:
    """Judge all that a reading holds."""
    for note in reading.notes:
        _note(note, None, config, judged)
    inventory = Inventory()
    for known in reading.known:
        inventory.add(known)
    for request in reading.requests:
        _judge_request(request, inventory, config, judged)


def _judge_request(request: Request, inventory: Inventory, config: Config, judged: Judged) -> None:
    connection = effective.connection(request, inventory)
    judged.connections.append(connection)
    for note in request.notes:
        _note(note, connection, config, judged)
    for rule in CONNECTION_RULES:
        if config.wants(rule.code):
            for outcome in _run(rule, connection, config):
                _take(rule, outcome, connection, config, judged)


def _run(rule: Rule, connection: Connection, config: Config) -> Iterator[Outcome]:
    """What a rule yields; a rule that crashes is a finding and never hides the others."""
    assert rule.check is not None
    try:
        yield from rule.check(connection, config.settings)
    except Exception as error:  # a broken rule must not end the run
        message = f"The rule {rule.code} ({rule.name}) broke on this connection: {type(error).__name__}."
        help_ = "The other rules still ran. Please report this with the shape of the connection."
        yield Hit(message, help_, connection.span, subject=f"internal-error {rule.code}")


def _take(rule: Rule, outcome: Outcome, connection: Connection, config: Config, judged: Judged) -> None:
    if isinstance(outcome, Undecided):
        item = outcome.field
        judged.undecided.append(
            Doubt(
                rule.code,
                rule.name,
                item.span.location(),
                connection.label or None,
                item.pointer,
                item.expression,
            )
        )
        return
    if outcome.subject.startswith("internal-error"):
        rule = BY_CODE["IPS010"]
    judged.findings.append(_finding(rule, outcome, connection, connection.request.dialect, config))


def _note(note: Note, connection: Connection | None, config: Config, judged: Judged) -> None:
    rule = BY_CODE[note.code]
    if not config.wants(rule.code):
        return
    severity = Severity.parse(note.severity) if note.severity else None
    hit = Hit(note.message, note.help, note.span, note.pointer, severity, note.related)
    finding = _finding(rule, hit, connection, connection.request.dialect if connection else None, config)
    if note.fix is not None:
        at = note.fix[0].location()
        edit = Edit(at.path, at.start, at.end, note.fix[1])
        finding = _with_fix(finding, Fix(note.help, (edit,)))
    judged.findings.append(finding)


def _with_fix(finding: Finding, fix: Fix) -> Finding:
    import dataclasses

    return dataclasses.replace(finding, fix=fix)


def _finding(
    rule: Rule, hit: Hit, connection: Connection | None, dialect: str | None, config: Config
) -> Finding:
    severity = config.severities.get(rule.code) or hit.severity or rule.severity
    label = connection.label if connection is not None else None
    edits = tuple(_edit(r.span, r.text) for r in hit.fix)
    fix = Fix(hit.fix[0].title, edits, all(r.safe for r in hit.fix)) if hit.fix else None
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=severity,
        message=hit.message,
        help=hit.help,
        location=hit.span.location(),
        dialect=dialect,
        connection=label or None,
        tunnel=hit.tunnel,
        pointer=hit.pointer,
        defaulted=hit.defaulted,
        related=_related(hit.related),
        fix=fix,
        fingerprint=fingerprint(rule.code, label, hit.pointer, hit.subject or hit.message),
        excerpts=tuple(excerpt(span) for span in (hit.span, *(place.span for place in hit.related))),
    )


def _edit(span: object, text: str) -> Edit:
    from ipseclint.span import Span

    assert isinstance(span, Span)
    at = span.location()
    return Edit(at.path, at.start, at.end, text)


def _related(places: tuple[Place, ...]) -> tuple[Related, ...]:
    return tuple(Related(place.span.location(), place.message) for place in places)
