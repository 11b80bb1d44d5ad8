"""The outcome of a run: its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ipseclint.finding import Doubt, Finding, Severity, Silenced
from ipseclint.pile import Pile

if TYPE_CHECKING:
    from ipseclint.model import Connection


@dataclass(frozen=True, slots=True)
class Report:
    """What a run found. `files` is how many were looked at, `connections` how many stand in these, and `beside` how
    many more were judged because they stand beside them in a Terraform folder; counts are of what stands.

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
    beside: int = 0
    held: tuple[Connection, ...] = field(default=(), compare=False)
    kept: tuple[object, ...] = field(default=(), compare=False)

    @property
    def judged_any(self) -> bool:
        """Whether there was a connection to judge."""
        return bool(self.connections or self.beside)

    def count(self, severity: Severity) -> int:
        if isinstance(self.findings, Pile):
            return self.findings.count_of(severity)
        return sum(finding.severity is severity for finding in self.findings)

    def worst(self) -> Severity | None:
        return max((severity for severity in Severity if self.count(severity)), default=None)
