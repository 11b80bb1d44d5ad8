"""The configuration: what is linted, which findings count, and how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ipseclint.finding import Severity
from ipseclint.rules.rule import Settings


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run can be told. Codes are rule codes after prefixes and names were resolved."""

    selected: frozenset[str] | None = None
    ignored: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    per_file_ignores: tuple[tuple[str, frozenset[str]], ...] = ()
    profiles: tuple[str, ...] = ()
    fail_level: Severity = Severity.WARNING
    dialects: frozenset[str] | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    var_files: tuple[str, ...] = ()
    settings: Settings = field(default_factory=Settings)

    def wants(self, code: str) -> bool:
        """Whether findings of this rule are told."""
        return code not in self.ignored and (self.selected is None or code in self.selected)
