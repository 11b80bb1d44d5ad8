"""A cheap look at folders: whether a connection can be in a module tree, and which folders call which.

Texts are searched, nothing is parsed: a tree without connections costs no more than reading it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ipseclint.dialects.provider import ATTACHMENT, CONNECTION
from ipseclint.dialects.terraform.files import Files, join
from ipseclint.dialects.terraform.module import is_configuration

_SOURCE = re.compile(r"""\bsource"?\s*[=:]\s*"(\.\.?/[^"\n]*|\.\.?)\"""")
_MAX_FOLDERS = 2_000


@dataclass(slots=True, eq=False)
class Folder:
    """What the texts of one folder say."""

    holds: bool = False
    calls: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Survey:
    files: Files
    seen: dict[str, Folder] = field(default_factory=dict)

    def folder(self, folder: str) -> Folder:
        if folder not in self.seen:
            self.seen[folder] = self._look(folder)
        return self.seen[folder]

    def _look(self, folder: str) -> Folder:
        found = Folder()
        calls: list[str] = []
        for name in self.files.names(folder) or ():
            source = self.files.source(join(folder, name)) if is_configuration(name) else None
            if source is None:
                continue
            found.holds = found.holds or CONNECTION in source.text or ATTACHMENT in source.text
            if "module" in source.text:
                calls.extend(join(folder, match[1]) for match in _SOURCE.finditer(source.text))
        found.calls = tuple(call for call in dict.fromkeys(calls) if self.files.inside(call))
        return found

    def below(self, folder: str) -> set[str]:
        """The folder and all that it calls, directly or not."""
        reached: set[str] = set()
        stack = [folder]
        while stack and len(reached) < _MAX_FOLDERS:
            current = stack.pop()
            if current not in reached:
                reached.add(current)
                stack.extend(self.folder(current).calls)
        return reached

    def holds(self, folder: str) -> bool:
        """Whether a connection can be in a folder or in what it calls."""
        return any(self.folder(each).holds for each in self.below(folder))

    def roots(self, folders: Iterable[str]) -> list[str]:
        """Of the folders given, those that none of the others calls; of a circle the first."""
        given = sorted(set(folders))
        below = {folder: self.below(folder) for folder in given}
        roots: list[str] = []
        covered: set[str] = set()
        for folder in given:
            callers = [other for other in given if other != folder and folder in below[other]]
            if all(other in below[folder] for other in callers) and folder not in covered:
                roots.append(folder)
                covered |= below[folder]
        return roots
