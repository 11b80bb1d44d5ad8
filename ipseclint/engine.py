"""The engine: files and a configuration become a report. The only place that knows the order of steps."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from ipseclint.across import judge_all
from ipseclint.baseline import Entry, take_out
from ipseclint.config import Config
from ipseclint.dialects.tree import Known
from ipseclint.examine import Examined, Keep, Task, Unit, examine_all
from ipseclint.files import Found
from ipseclint.finding import Doubt, Finding, Silenced
from ipseclint.fold import folded
from ipseclint.model import node_identity
from ipseclint.outcome import Report
from ipseclint.pile import Pile, settled
from ipseclint.record import wanted
from ipseclint.span import Source, Unreadable
from ipseclint.suppress import apply
from ipseclint.units import units_of

# Units that are not worth the start of workers.
_FEW = 8

Examiner = Callable[[list[Unit], Task], Iterator[Examined]]


def one_by_one(units: list[Unit], task: Task) -> Iterator[Examined]:
    """Examine in this process."""
    for unit in units:
        yield from examine_all([unit], task)


def lint(sources: Iterable[Source | Unreadable], config: Config, hold: bool = False) -> Report:
    """Lint texts at hand. Pure: nothing is read, written or printed."""
    units = units_of([], sources)
    return run(units, Task(config, os.urandom(16), hold=hold), len(units))


def lint_files(
    found: list[Found],
    config: Config,
    given: Iterable[Source | Unreadable] = (),
    examiner: Examiner = one_by_one,
    excerpts: bool = True,
    hold: bool = False,
    texts: Mapping[str, Source] | None = None,
    keep: Keep | None = None,
) -> Report:
    """Lint files, and texts that were given besides (standard input). `texts` stand in place of files, by
    name; `excerpts` asks for source lines with the findings; `hold` for the connections themselves, `keep` for what
    it makes of each (a function that can be sent to other processes)."""
    texts_given = list(given)
    task = Task(config, os.urandom(16), excerpts, hold, texts or {}, keep)
    return run(units_of(found, texts_given), task, len(found) + len(texts_given), examiner)


def run(units: list[Unit], task: Task, files: int, examiner: Examiner = one_by_one) -> Report:
    """The steps of a run: examine each unit, look again at those that others know more of, then judge all
    connections together, and order what stands."""
    examined = list(examiner(units, task))
    _look_again(units, task, examined, examiner)
    findings = [finding for one in examined for finding in one.findings]
    findings += judge_all(examined, units, task)
    findings += _unmeetable(examined, units, task)
    standing, silenced = _suppressed(folded(findings), examined, units, task)
    pile = Pile(standing)
    for one in examined:
        pile.add_packed(one.lots, one.counts)
    return Report(
        findings=settled(pile),
        suppressed=len(silenced),
        silenced=tuple(sorted(silenced, key=lambda one: one.finding.sort_key())),
        undecided=_in_order(examined),
        files=files,
        connections=sum(one.asked for one in examined),
        beside=sum(len(one.records) - one.asked for one in examined),
        held=tuple(connection for one in examined for connection in one.held),
        kept=tuple(item for one in examined for item in one.kept),
    )


def _unmeetable(examined: list[Examined], units: list[Unit], task: Task) -> list[Finding]:
    """What chosen profiles ask for that nothing in this run can have."""
    configs = [units[one.unit].config(task) for one in examined if one.records]
    if not any(config.profiles for config in configs):
        return []
    from ipseclint.unmeetable import unmeetable

    return unmeetable({id(config): config for config in configs}.values())


def without(report: Report, entries: Iterable[Entry]) -> tuple[Report, list[Entry]]:
    """The report without what a baseline holds, and the baseline's entries that are fixed."""
    standing, silenced, fixed = take_out(report.findings, entries)
    return (
        replace(
            report,
            findings=tuple(standing),
            baselined=report.baselined + len(silenced),
            silenced=(*report.silenced, *silenced),
        ),
        fixed,
    )


def _suppressed(
    findings: Iterable[Finding], examined: list[Examined], units: list[Unit], task: Task
) -> tuple[list[Finding], list[Silenced]]:
    """What stands and what comments and per-file ignores take away."""
    directives = [directive for one in examined for directive in one.spoken.directives]
    said = [finding for one in examined for finding in one.spoken.findings]
    configs = {item.name: item.config for unit in units for item in unit.found}
    return apply([*findings, *said], directives, configs, task.config)


def _in_order(examined: list[Examined]) -> tuple[Doubt, ...]:
    doubts = (doubt for one in examined for doubt in one.undecided)
    return tuple(sorted(dict.fromkeys(doubts), key=Doubt.sort_key))


def _look_again(units: list[Unit], task: Task, examined: list[Examined], examiner: Examiner) -> None:
    """Judge units again of whose gateways and VPCs other units know more."""
    holders: dict[str, list[tuple[int, Known]]] = {}
    for one in examined:
        for known in one.known:
            holders.setdefault(known.identity, []).append((one.unit, known))
    if not holders:
        return
    more = {one.unit: _known_elsewhere(one, holders) for one in examined if one.records}
    again = [replace(units[unit], elsewhere=tuple(known)) for unit, known in more.items() if known]
    places = {one.unit: place for place, one in enumerate(examined)}
    for done in examiner(again, task) if len(again) > _FEW else one_by_one(again, task):
        examined[places[done.unit]] = done


def _known_elsewhere(one: Examined, holders: Mapping[str, list[tuple[int, Known]]]) -> list[Known]:
    """What other units hold of the resources that a unit's connections name, where it says something new."""
    fields: dict[str, set[str]] = {}
    for known in one.known:
        fields.setdefault(known.identity, set()).update(known.fields)
    found = []
    named = sorted(wanted(one.records))
    for identity in (*named, *_vpcs_of(named, holders)):
        said = fields.setdefault(identity, set())
        for unit, known in holders.get(identity, ()):
            if unit != one.unit and not known.fields.keys() <= said:
                said.update(known.fields)
                found.append(known)
    return found


def _vpcs_of(named: Iterable[str], holders: Mapping[str, list[tuple[int, Known]]]) -> list[str]:
    """The VPCs in which the gateways among these lie."""
    known = (known for identity in named for _, known in holders.get(identity, ()))
    return sorted({node_identity(one.fields.get("VpcId"), "") for one in known} - {""})


__all__ = ["Report", "examine_all", "lint", "lint_files", "one_by_one", "run"]
