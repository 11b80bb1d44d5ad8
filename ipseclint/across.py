"""Across: rules over all connections meet the records, and what they see becomes findings with places."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

from ipseclint.details import Details, Mark, Packed, opened, unpack
from ipseclint.examine import Examined, Task, Unit
from ipseclint.excerpt import excerpt
from ipseclint.finding import Finding, Related, fingerprint
from ipseclint.record import Record, grouped
from ipseclint.rules import RUN_RULES
from ipseclint.rules.rule import THERE, Pairing, Rule
from ipseclint.span import Source, Span, Unreadable
from ipseclint.views import views

_FEW = 4


class Fleet:
    """All records of a run, with their details on demand."""

    def __init__(self, examined: Iterable[Examined]) -> None:
        self._packed = {one.unit: one.packed for one in examined}
        self._open: OrderedDict[int, Packed] = OrderedDict()
        self.records: list[Record] = [record for one in examined for record in one.records]

    def view(self, records: list[Record]) -> Fleet:
        """A fleet of some of the records."""
        fleet = Fleet(())
        fleet._packed, fleet._open, fleet.records = self._packed, self._open, records
        return fleet

    @cached_property
    def by_gateway(self) -> list[list[Record]]:
        """Connections of one VPN gateway, where there are several, in the order of the first of each."""
        return grouped((record.gateway, record) for record in self.records if not record.attachment)

    def details(self, record: Record) -> Details:
        return opened(self._unit(record.unit).details[record.number])

    def secrets(self, unit: int) -> dict[str, list[tuple[int, int]]]:
        return self._unit(unit).secrets

    def _unit(self, unit: int) -> Packed:
        if unit not in self._open:
            self._open[unit] = unpack(self._packed[unit])
            _keep_few(self._open)
        return self._open[unit]


def _keep_few(opened: OrderedDict[Any, Any]) -> None:
    """Pairs are told in order, so few units are asked for at a time."""
    while len(opened) > _FEW:
        opened.popitem(last=False)


class Shelf:
    """Sources by name, for placing marks: those given, and files read once more."""

    def __init__(self, units: list[Unit], fleet: Fleet, texts: Mapping[str, Source]) -> None:
        self._fleet = fleet
        self._given: dict[str, Source] = dict(texts)
        self._read: OrderedDict[tuple[str, int], Source] = OrderedDict()
        self._paths: dict[str, Path] = {}
        for unit in units:
            for given in unit.given:
                if isinstance(given, Source):
                    self._given[given.path] = given
            for found in unit.found:
                self._paths[found.name] = found.path

    def span(self, mark: Mark, unit: int) -> Span:
        source = self._read.get((mark.path, unit)) or self._open(mark.path, unit)
        size = len(source.text)
        return Span(source, min(mark.start, size), min(mark.end, size))

    def _open(self, name: str, unit: int) -> Source:
        """A source with what its unit found secret in it: that may have been found in another process."""
        source = self._given.get(name) or _read(self._paths.get(name, Path(name)), name)
        source.secrets.update(self._fleet.secrets(unit).get(name, ()))
        self._read[name, unit] = source
        _keep_few(self._read)
        return source


def _read(path: Path, name: str) -> Source:
    """A file once more: also one that holds values only, such as a file of variables."""
    try:
        return Source.read(path, name)
    except Unreadable:
        return Source(name, "")


def judge_all(examined: list[Examined], units: list[Unit], task: Task) -> list[Finding]:
    """The findings of the rules over all connections, each pair told once at its later place."""
    fleet = Fleet(examined)
    if len(fleet.records) < 2:
        return []
    shelf = Shelf(units, fleet, task.texts)
    asked = frozenset(name for unit in units for name in unit.names)
    seen_as = [fleet.view(records) for records in views(fleet.records)]
    findings = []
    for rule in RUN_RULES:
        assert rule.run is not None
        if not any(unit.config(task).wants(rule.code) for unit in units):
            continue
        for pairing in chain.from_iterable(rule.run(seen, task.config.settings) for seen in seen_as):
            found = _finding(rule, pairing, fleet, shelf, units, task)
            if found is not None:
                findings += _asked(found, units[pairing.record.unit], asked)
    return findings


def _asked(finding: Finding, unit: Unit, asked: frozenset[str]) -> list[Finding]:
    """The finding at a file that was asked for: of a Terraform folder, all connections are known."""
    if not unit.is_terraform:
        return [finding]
    from ipseclint.modules import at_asked_files

    return at_asked_files([finding], unit.found, "the value stands here", asked)


def _places(pairing: Pairing, fleet: Fleet, shelf: Shelf) -> Iterator[tuple[Span, str]]:
    """The other places of a pairing; a value that stands elsewhere is also told where it is taken."""
    told = [(pairing.record, pairing.mark), *((other.record, other.mark) for other in pairing.others)]
    for (record, mark), other in zip(told, (None, *pairing.others), strict=True):
        if other is not None:
            yield shelf.span(mark, record.unit), other.message
        for use, said in fleet.details(record).uses.get(mark, ()):
            yield shelf.span(use, record.unit), said


def _message(pairing: Pairing, shelf: Shelf) -> str:
    if THERE not in pairing.message:
        return pairing.message
    other = pairing.others[0]
    at = shelf.span(other.mark, other.record.unit).location()
    file = f"{at.path}, " if at.path != pairing.mark.path else ""
    return pairing.message.replace(THERE, f"{file}line {at.line}")


def _finding(rule: Rule, pairing: Pairing, fleet: Fleet, shelf: Shelf, units: list[Unit], task: Task) -> Finding | None:
    config = units[pairing.record.unit].config(task)
    if not config.wants(rule.code):
        return None
    details = fleet.details(pairing.record)
    span = shelf.span(pairing.mark, pairing.record.unit)
    others = list(_places(pairing, fleet, shelf))
    spans = [span, *(other for other, _ in others)]
    label = details.label or None
    return Finding(
        code=rule.code,
        name=rule.name,
        severity=config.severities.get(rule.code) or pairing.severity or rule.severity,
        message=_message(pairing, shelf),
        help=pairing.help,
        location=span.location(),
        dialect=details.dialect,
        connection=label,
        tunnel=pairing.tunnel,
        pointer=pairing.pointer,
        related=tuple(Related(other.location(), message) for other, message in others),
        fingerprint=fingerprint(rule.code, label, pairing.pointer, pairing.subject or pairing.message),
        excerpts=tuple(excerpt(one) for one in spans) if task.excerpts else (),
    )
