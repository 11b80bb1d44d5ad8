"""The engine: files and a configuration become a report. The only place that knows the order of steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ipseclint.config import Config
from ipseclint.dialects.recognise import read_text
from ipseclint.dialects.tree import Reading
from ipseclint.files import Found
from ipseclint.finding import Doubt, Finding, Severity, Silenced
from ipseclint.judge import Judged, judge
from ipseclint.load import load, unreadable
from ipseclint.model import Connection
from ipseclint.note import Note
from ipseclint.span import Source, Unreadable


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found. `files` is how many were looked at; counts are of what stands.

    `held` are the connections themselves, for those who ask for them (`show`, `submit`). `silenced` are the
    findings that are counted as suppressed or baselined, for formats that show them."""

    findings: tuple[Finding, ...]
    undecided: tuple[Doubt, ...]
    files: int
    connections: int
    suppressed: int = 0
    baselined: int = 0
    held: tuple[Connection, ...] = ()
    silenced: tuple[Silenced, ...] = ()

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity for finding in self.findings)

    def worst(self) -> Severity | None:
        return max((finding.severity for finding in self.findings), default=None)


def lint(sources: Iterable[Source], config: Config) -> Report:
    """Lint texts at hand. Pure: nothing is read, written or printed."""
    judged = Judged()
    files = 0
    for source in sources:
        files += 1
        judge(read_text(source).reading, config, judged)
    return _report(judged, files)


def lint_files(found: list[Found], config: Config, given: Iterable[Source | Unreadable] = ()) -> Report:
    """Lint files, and texts that were given besides (standard input)."""
    judged = Judged()
    for item in found:
        judge(_read(item), item.config, judged)
    count = len(found)
    for source in given:
        count += 1
        if isinstance(source, Unreadable):
            judge(Reading(notes=[unreadable(source.path, source)]), config, judged)
        else:
            judge(read_text(source).reading, config, judged)
    return _report(judged, count)


def _read(item: Found) -> Reading:
    loaded = load(item.path, item.name)
    if loaded is None:
        return Reading()
    if isinstance(loaded, Note):
        return Reading(notes=[loaded])
    return read_text(loaded, item.explicit).reading


def _report(judged: Judged, files: int) -> Report:
    """Order what stands: two runs give the same report."""
    return Report(
        findings=tuple(sorted(dict.fromkeys(judged.findings), key=Finding.sort_key)),
        undecided=tuple(sorted(dict.fromkeys(judged.undecided), key=Doubt.sort_key)),
        files=files,
        connections=len(judged.connections),
        held=tuple(judged.connections),
    )
