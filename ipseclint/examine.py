"""Examining: one unit of input (a file, or a Terraform folder) becomes findings and records.

This is what a worker does: its arguments and its answer can be sent to another process."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from ipseclint import pile
from ipseclint.config import Config
from ipseclint.details import pack
from ipseclint.dialects.recognise import format_of, is_terraform, read_text
from ipseclint.dialects.tree import Known, Reading
from ipseclint.directives import Spoken, listen
from ipseclint.files import Found
from ipseclint.finding import Doubt, Finding, Severity
from ipseclint.fold import folded
from ipseclint.judge import Judged, judge
from ipseclint.load import load, unreadable
from ipseclint.model import Connection
from ipseclint.modules import at_asked_files, count_asked, read_modules
from ipseclint.note import Note
from ipseclint.record import Record, record
from ipseclint.span import Source, Unreadable, outermost

MANY = 500

Keep = Callable[[Connection, Record], object]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is read together. `given` are texts that stand in no file (standard input, an editor's buffer), `elsewhere`
    are resources that other units hold."""

    number: int
    found: tuple[Found, ...] = ()
    given: tuple[Source | Unreadable, ...] = ()
    elsewhere: tuple[Known, ...] = ()

    @property
    def is_terraform(self) -> bool:
        return bool(self.found) and is_terraform(self.found[0].name)

    @property
    def names(self) -> list[str]:
        """What its files and texts are called."""
        return [item.name for item in self.found] + [text.path for text in self.given]

    def config(self, task: Task) -> Config:
        """The configuration of the unit's files."""
        return self.found[0].config if self.found else task.config


@dataclass(frozen=True, slots=True)
class Task:
    """What holds for every unit of a run. `key` is for comparing secrets; `excerpts` asks for source lines;
    `hold` asks for the connections themselves (within one process only), `keep` for what it makes of each;
    `texts` stand in place of files."""

    config: Config
    key: bytes
    excerpts: bool = True
    hold: bool = False
    texts: Mapping[str, Source] = field(default_factory=dict)
    keep: Keep | None = None


@dataclass(slots=True, eq=False)
class Examined:
    """What a unit gave. `packed` are the details of its records; `lots` are findings packed by their path, with
    their `counts`, when there are many and nothing can take them away; `asked` counts the connections in the files
    that were asked for."""

    unit: int
    findings: list[Finding] = field(default_factory=list)
    undecided: list[Doubt] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    asked: int = 0
    packed: bytes = b""
    lots: dict[str, bytes] = field(default_factory=dict)
    counts: Counter[Severity] = field(default_factory=Counter)
    spoken: Spoken = field(default_factory=Spoken)
    known: list[Known] = field(default_factory=list)
    held: list[Connection] = field(default_factory=list)
    kept: list[object] = field(default_factory=list)


def examine_all(units: list[Unit], task: Task) -> list[Examined]:
    """Examine several units, one after the other. Node trees hold no circles, and looking for some among
    millions of nodes would take longer than the linting."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        return [examine(unit, task) for unit in units]
    finally:
        if was_enabled:
            gc.enable()


def examine(unit: Unit, task: Task) -> Examined:
    """Examine one unit. Never raises on any input."""
    judged = Judged()
    known: list[Known] = []
    sources: dict[str, Source] = {}
    for reading, config in _readings(unit, task, sources):
        known.extend(reading.known)
        judge(reading, config, judged, unit.elsewhere, task.excerpts)
    findings = judged.findings
    if unit.is_terraform:
        findings = at_asked_files(findings, unit.found)
    done = Examined(unit.number, findings, judged.undecided, known=known)
    _listen(sources.values(), unit, task, done.spoken)
    if judged.connections:
        _record(judged.connections, unit, task, sources, done)
    if task.hold:
        done.held = judged.connections
    if len(done.findings) > MANY and not done.spoken.directives and not unit.config(task).per_file_ignores:
        _pack_findings(done)
    return done


def _pack_findings(done: Examined) -> None:
    findings = folded(done.findings)
    done.lots = pile.pack(findings)
    done.counts = Counter(finding.severity for finding in findings)
    done.findings = []


def _readings(unit: Unit, task: Task, sources: dict[str, Source]) -> Iterable[tuple[Reading, Config]]:
    for source in unit.given:
        if isinstance(source, Unreadable):
            yield Reading(notes=[unreadable(source.path, source)]), task.config
        else:
            sources[source.path] = source
            yield read_text(source).reading, task.config
    if unit.is_terraform:
        modules = read_modules(unit.found, unit.config(task), task.texts)
        sources.update({name: text for name, text in modules.sources.items() if text is not None})
        yield modules.reading, unit.config(task)
        return
    for item in unit.found:
        loaded = task.texts.get(item.name) or load(item.path, item.name)
        if isinstance(loaded, Note):
            yield Reading(notes=[loaded]), item.config
        elif loaded is not None:
            sources[item.name] = loaded
            yield read_text(loaded, item.explicit).reading, item.config


def _listen(sources: Iterable[Source], unit: Unit, task: Task, spoken: Spoken) -> None:
    """Hear the comments of all texts; in modules that nobody asked for, only what they take away."""
    asked = {item.name for item in unit.found}
    for source in sources:
        heard = spoken if not unit.is_terraform or source.path in asked else Spoken()
        listen(source, format_of(source), unit.config(task), heard)
        if heard is not spoken:
            spoken.directives += [replace(directive, asked=False) for directive in heard.directives]


def _record(connections: list[Connection], unit: Unit, task: Task, sources: dict[str, Source], done: Examined) -> None:
    details, paths = [], []
    for number, connection in enumerate(connections):
        made, places = record(connection, unit.number, number, task.key)
        done.records.append(made)
        if task.keep is not None:
            done.kept.append(task.keep(connection, made))
        details.append(places)
        source, _, _ = outermost(connection.span.source, 0, 0)
        sources.setdefault(source.path, source)
        paths.append(source.path)
    done.asked = count_asked(paths, unit.found) if unit.is_terraform else len(paths)
    secrets = {path: sorted(source.secrets) for path, source in sources.items() if source.secrets}
    done.packed = pack(details, secrets)
