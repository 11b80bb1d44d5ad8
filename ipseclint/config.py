"""The configuration: what is linted, which findings count, and how much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ipseclint.finding import Severity
from ipseclint.tuning import Settings


class ConfigError(Exception):
    """A configuration that cannot be used. `place` is `file:line:column`, the file, or an option."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(f"{place}: {message}")
        self.place = place


@dataclass(frozen=True, slots=True)
class Raw:
    """Values as a file or the command line gives them, and where each stands (`place(key)`)."""

    values: Mapping[str, Any]
    place: Callable[[str], str]
    origin: str | None = None
    root: Path = Path()


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run can be told about the files below one folder.

    - `selected`: rule codes that count; None means all.
    - `origin`: the file it was read from, or None. `root`: the folder its patterns are relative to.
    - `variables`: values of Terraform variables that win over all files; `fallbacks` stand in where there is none.
    - `sources`: for each key that was set, where: a file with line, or `command line`.
    """

    selected: frozenset[str] | None = None
    severities: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: tuple[tuple[str, frozenset[str]], ...] = ()
    profiles: tuple[str, ...] = ()
    fail_level: Severity = Severity.WARNING
    exclude: tuple[str, ...] = ()
    respect_gitignore: bool = True
    dialects: frozenset[str] | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    fallbacks: Mapping[str, Any] = field(default_factory=dict)
    var_files: tuple[str, ...] = ()
    baseline: str | None = None
    settings: Settings = field(default_factory=Settings)
    origin: str | None = None
    root: Path = Path()
    sources: Mapping[str, str] = field(default_factory=dict)

    def wants(self, code: str) -> bool:
        """Whether findings of this rule are told."""
        return self.selected is None or code in self.selected
