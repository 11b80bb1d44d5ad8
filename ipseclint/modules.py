"""Modules: a unit of Terraform files is read as the folders it stands in, and told at the files that were asked for."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ipseclint.config import Config
from ipseclint.dialects.recognise import may_hold
from ipseclint.dialects.tree import Reading
from ipseclint.files import Found, repository_of
from ipseclint.finding import Finding, Related
from ipseclint.load import unreadable
from ipseclint.note import Note
from ipseclint.span import Source, Unreadable


@dataclass(slots=True, eq=False)
class ModuleReading:
    """What the folders of a unit hold, and the sources that were read for it."""

    reading: Reading
    sources: Mapping[str, Source | None]


def read_modules(found: tuple[Found, ...], config: Config, texts: Mapping[str, Source]) -> ModuleReading:
    """Read the folders of Terraform files. Nothing outside their repository is read; outside of any
    repository, nothing outside the working directory, or outside the folder of files elsewhere."""
    from ipseclint.dialects.terraform.files import FolderFiles
    from ipseclint.dialects.terraform.read import read_folders
    from ipseclint.dialects.terraform.variables import Settings

    base = Path.cwd()
    files = FolderFiles(base, _root(found, base), dict(texts), config.var_files)
    notes = _load(found, files.loaded)
    folders = sorted({os.path.dirname(item.name) for item in found})
    reading = Reading()
    for root in read_folders(files, folders, Settings(config.variables, config.var_files, config.fallbacks)):
        reading.requests += root.reading.requests
        reading.known += root.reading.known
        reading.notes += root.reading.notes
    if reading.requests or any(holds for _, holds in notes):
        reading.notes += [note for note, _ in notes]
    return ModuleReading(reading, files.loaded)


def _root(found: tuple[Found, ...], base: Path) -> Path:
    """The folder that reading stays below: modules are called as `../modules/vpn` from anywhere in a repository."""
    folders = [item.path.parent for item in found]
    if all(folder == base or base in folder.parents for folder in folders):
        shared = base.resolve()
    else:
        shared = Path(os.path.commonpath(folders)).resolve()
    return repository_of(shared) or shared


def _load(found: tuple[Found, ...], loaded: dict[str, Source | None]) -> list[tuple[Note, bool]]:
    """Load the unit's files; for those that cannot be read, the note and whether they can hold a connection."""
    notes = []
    for item in found:
        if item.name in loaded:
            continue
        data = b""
        try:
            data = item.path.read_bytes()
            loaded[item.name] = Source.decode(item.name, data)
        except Unreadable as error:
            loaded[item.name] = None
            notes.append((unreadable(item.name, error), may_hold(data)))
        except OSError as error:
            loaded[item.name] = None
            reason = Unreadable(f"cannot be read: {error.strerror or type(error).__name__}")
            notes.append((unreadable(item.name, reason), item.explicit))
    return notes


def count_asked(paths: Iterable[str], found: tuple[Found, ...]) -> int:
    """How many places, by their files, were asked for. Of the folders of the files asked for, those files alone; what
    stands elsewhere, in a module that they call, is theirs."""
    asked = {item.name for item in found}
    folders = {os.path.dirname(name) for name in asked}
    return sum(path in asked or os.path.dirname(path) not in folders for path in paths)


def at_asked_files(
    findings: list[Finding],
    found: tuple[Found, ...],
    what: str = "the value stands here",
    all_asked: frozenset[str] = frozenset(),
) -> list[Finding]:
    """Findings in the files that were asked for: those of a unit, `all_asked` those of the run. One whose place is in
    another file of the same folder is told where it is used, if that is in a file asked for, and left out otherwise.
    `what` is said of its own place."""
    asked = {item.name for item in found}
    folders = {os.path.dirname(name) for name in asked}
    asked |= all_asked
    only_files = all(item.explicit for item in found)
    told = []
    for finding in findings:
        path = finding.path
        elsewhere = path is not None and path not in asked
        if not elsewhere or (not only_files and os.path.dirname(path or "") not in folders):
            told.append(finding)
            continue
        moved = _at_its_use(finding, asked, what)
        if moved is not None:
            told.append(moved)
    return told


def _at_its_use(finding: Finding, asked: set[str], what: str) -> Finding | None:
    literal = finding.location
    for place, related in enumerate(finding.related):
        if related.location.path not in asked or literal is None:
            continue
        others = tuple(one for number, one in enumerate(finding.related) if number != place)
        excerpts = finding.excerpts
        if len(excerpts) == len(finding.related) + 1:
            use = excerpts[place + 1]
            rest = tuple(one for number, one in enumerate(excerpts[1:]) if number != place)
            excerpts = (use, excerpts[0], *rest)
        return replace(
            finding,
            location=related.location,
            related=(Related(literal, what), *others),
            fix=None,
            excerpts=excerpts,
        )
    return None
