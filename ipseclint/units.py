"""Units: which files are read together. A Terraform folder and the local modules that it calls are one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ipseclint.dialects.recognise import is_terraform
from ipseclint.examine import Unit
from ipseclint.files import Found
from ipseclint.span import Source, Unreadable

_CALL = re.compile(rb"""source["']?\s*[=:]\s*["'](\.{1,2}/[^"']*)["']""")


def units_of(found: list[Found], given: Iterable[Source | Unreadable] = ()) -> list[Unit]:
    """The units of a run, numbered in order of their first file's or their text's name: which of several meetings
    of two connections is told must not depend on the order in which they were given."""
    groups: list[tuple[Found, ...]] = [(item,) for item in found if not is_terraform(item.name)]
    groups += _modules([item for item in found if is_terraform(item.name)])
    units = [Unit(0, group) for group in groups] + [Unit(0, given=(text,)) for text in given]
    units.sort(key=lambda unit: unit.names[0])
    return [replace(unit, number=number) for number, unit in enumerate(units)]


def _modules(found: list[Found]) -> list[tuple[Found, ...]]:
    """Terraform files by the folders that hang together."""
    folders: dict[Path, list[Found]] = {}
    for item in found:
        folders.setdefault(item.path.parent, []).append(item)
    leader = {folder: folder for folder in folders}

    def top(folder: Path) -> Path:
        while leader[folder] != folder:
            folder = leader[folder]
        return folder

    for folder, items in folders.items():
        for called in _called(folder, items):
            if called in leader:
                leader[top(called)] = top(folder)
    groups: dict[Path, list[Found]] = {}
    for folder, items in folders.items():
        groups.setdefault(top(folder), []).extend(items)
    return [tuple(sorted(group, key=lambda item: item.name)) for group in groups.values()]


def _called(folder: Path, items: list[Found]) -> set[Path]:
    """Folders that a module's files name as sources, and those that lie between: modules call modules."""
    called: set[Path] = set()
    for item in items:
        try:
            data = item.path.read_bytes()
        except OSError:
            continue
        for match in _CALL.finditer(data):
            called.add(Path(os.path.normpath(folder / os.fsdecode(match[1]))))
    return called
