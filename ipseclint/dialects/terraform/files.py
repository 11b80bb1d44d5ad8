"""Where the files of modules come from: a folder tree on disk that nothing climbs out of, or texts at hand."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ipseclint.span import Source, Unreadable

# More files than any module has; the rest of such a folder is left alone.
MAX_FILES = 2_000


class Files(Protocol):
    """Names of folders and files are relative, with `/` between their parts; "" is the working directory.

    The same file must come as the same Source each time: what is hidden in it is remembered there."""

    def names(self, folder: str) -> Sequence[str] | None:
        """The names of a folder's files; None where there is no such folder, or it may not be read."""

    def inside(self, folder: str) -> bool:
        """Whether a folder is inside the tree that may be read."""

    def source(self, path: str) -> Source | None:
        """A file's text; None where it cannot be read."""


@dataclass(slots=True, eq=False)
class FolderFiles:
    """Files on disk below `root`. `base` is what names are relative to; `root` is `base` unless the
    files lie elsewhere. A link that leads out of the root is not followed. `named` are files that the user
    named, wherever they are."""

    base: Path
    root: Path
    loaded: dict[str, Source | None] = field(default_factory=dict)
    named: tuple[str, ...] = ()

    def names(self, folder: str) -> list[str] | None:
        if not self.inside(folder):
            return None
        try:
            found = sorted(entry.name for entry in (self.base / folder).iterdir() if _is_read(entry.name))
        except OSError:
            return None
        return found[:MAX_FILES]

    def inside(self, folder: str) -> bool:
        return self._within(self.base / folder)

    def source(self, path: str) -> Source | None:
        if path not in self.loaded:
            self.loaded[path] = self._load(path)
        return self.loaded[path]

    def _load(self, path: str) -> Source | None:
        place = self.base / path
        if path not in self.named and not self._within(place):
            return None
        try:
            return Source.read(place, path)
        except Unreadable:
            return None

    def _within(self, place: Path) -> bool:
        try:
            resolved = place.resolve()
        except (OSError, RuntimeError):  # a circle of links
            return False
        return resolved == self.root or self.root in resolved.parents


@dataclass(slots=True, eq=False)
class TextFiles:
    """Texts by their names, such as the workspace of a template."""

    texts: Mapping[str, Source]

    def names(self, folder: str) -> list[str] | None:
        found = [posixpath.basename(path) for path in self.texts if posixpath.dirname(path) == folder]
        return sorted(found) or None

    def inside(self, folder: str) -> bool:
        return not folder.startswith(("..", "/"))

    def source(self, path: str) -> Source | None:
        return self.texts.get(path)


def _is_read(name: str) -> bool:
    return name.endswith((".tf", ".tf.json", ".tfvars", ".tfvars.json"))


def join(folder: str, name: str) -> str:
    """The name of a file or folder below another, tidied: `a/./b/../c` is `a/c`."""
    tidy = posixpath.normpath(posixpath.join(folder, name))
    return "" if tidy == "." else tidy
