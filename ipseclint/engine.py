"""The engine: files and a configuration become a report. The only place that knows the order of steps."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ipseclint.across import judge_all
from ipseclint.baseline import Entry, take_out
from ipseclint.config import Config
from ipseclint.dialects.tree import Known
from ipseclint.examine import Examined, Keep, Task, Unit, examine, examine_all
from ipseclint.files import Found
from ipseclint.finding import Doubt, Finding, Severity, Silenced
from ipseclint.fold import folded
from ipseclint.model import Connection
from ipseclint.pile import Pile, settled
from ipseclint.record import node_identity, wanted
from ipseclint.span import Source, Unreadable
from ipseclint.suppress import apply
from ipseclint.units import units_of

Examiner = Callable[[list[Unit], Task], Iterator[Examined]]


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found. `files` is how many were looked at; counts are of what stands.

    `findings` come in order of path, line, column, code and message: a tuple, or a sequence that is read through
    file by file when there are very many. `silenced` are the findings counted as suppressed or baselined. `held` are
    the connections themselves, and `kept` what was made of each, for those who ask (`show`, `submit`, `map`)."""

    findings: Sequence[Finding]
    undecided: tuple[Doubt, ...]
    files: int
    connections: int
    suppressed: int = 0
    baselined: int = 0
    silenced: tuple[Silenced, ...] = ()
    held: tuple[Connection, ...] = field(default=(), compare=False)
    kept: tuple[object, ...] = field(default=(), compare=False)

    def count(self, severity: Severity) -> int:
        if isinstance(self.findings, Pile):
            return self.findings.count_of(severity)
        return sum(finding.severity is severity for finding in self.findings)

    def worst(self) -> Severity | None:
        return max((severity for severity in Severity if self.count(severity)), default=None)


def one_by_one(units: list[Unit], task: Task) -> Iterator[Examined]:
    """Examine in this process."""
    for unit in units:
        yield from examine_all([unit], task)


def lint(sources: Iterable[Source | Unreadable], config: Config, hold: bool = False) -> Report:
    """Lint texts at hand. Pure: nothing is read, written or printed."""
    units = [Unit(number, given=(source,)) for number, source in enumerate(sources)]
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
    _look_again(units, task, examined)
    findings = [finding for one in examined for finding in one.findings]
    findings += judge_all(examined, units, task)
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
        connections=sum(len(one.records) for one in examined),
        held=tuple(connection for one in examined for connection in one.held),
        kept=tuple(item for one in examined for item in one.kept),
    )


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


def _look_again(units: list[Unit], task: Task, examined: list[Examined]) -> None:
    """Judge a unit again when its connections refer to resources that another unit holds."""
    holders: dict[str, tuple[int, Known]] = {}
    for one in examined:
        for known in one.known:
            holders.setdefault(known.identity, (one.unit, known))
    if not holders:
        return
    for place, one in enumerate(examined):
        own = {known.identity for known in one.known}
        missing = (wanted(one.records) & holders.keys()) - own
        if missing:
            elsewhere = _with_vpcs([holders[identity][1] for identity in missing], holders)
            examined[place] = examine(units[one.unit], task, elsewhere)


def _with_vpcs(known: list[Known], holders: dict[str, tuple[int, Known]]) -> list[Known]:
    """The resources, and the VPCs that they name."""
    vpcs = {node_identity(one.fields.get("VpcId"), "") for one in known}
    return [*known, *(holders[identity][1] for identity in vpcs if identity in holders)]


__all__ = ["Report", "examine_all", "lint", "lint_files", "one_by_one", "run"]
