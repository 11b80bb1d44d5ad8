"""What a rule is, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ipseclint.finding import Severity
from ipseclint.node import Place
from ipseclint.span import Span
from ipseclint.tuning import Settings

if TYPE_CHECKING:
    from ipseclint.across import Fleet
    from ipseclint.details import Mark
    from ipseclint.dialects.tree import Known
    from ipseclint.model import Connection, Field, Tunnel
    from ipseclint.record import Record

__all__ = [
    "THERE",
    "Check",
    "Example",
    "Hit",
    "Other",
    "Outcome",
    "Pairing",
    "Repair",
    "Replace",
    "Rule",
    "Scope",
    "Settings",
    "Undecided",
]

Scope = Literal["file", "connection", "run"]
Repair = Literal["fix", "unsafe", "-"]


@dataclass(frozen=True, slots=True)
class Replace:
    """A repair: the text of `span` becomes `text`. `safe` is false when the tunnel negotiates differently."""

    title: str
    span: Span
    text: str
    safe: bool = True


@dataclass(slots=True, eq=False)
class Hit:
    """A fault that a rule saw: one sentence of what is wrong, one of what to write instead.

    `subject` names the fault for the fingerprint where one field can have several; never a secret. `profile` is the
    policy profile that forbids the value, with the clause."""

    message: str
    help: str
    span: Span
    pointer: str | None = None
    severity: Severity | None = None
    related: tuple[Place, ...] = ()
    tunnel: int | None = None
    defaulted: bool = False
    fix: tuple[Replace, ...] = ()
    subject: str = ""
    profile: str = ""

    @classmethod
    def at(
        cls,
        field: Field,
        tunnel: Tunnel,
        message: str,
        help_: str,
        severity: Severity | None = None,
        *,
        related: tuple[Place, ...] = (),
        fix: tuple[Replace, ...] = (),
        subject: str = "",
    ) -> Hit:
        """A fault of one field of a tunnel; `related` follows what is known of how the value came there."""
        return cls(
            message,
            help_,
            field.span,
            field.pointer,
            severity,
            (*field.related, *related),
            tunnel.number,
            field.defaulted,
            fix,
            subject,
        )


@dataclass(slots=True, eq=False)
class Undecided:
    """A check that this value leaves open because it is unknown."""

    field: Field


@dataclass(frozen=True, slots=True)
class Other:
    """Another place of a pairing: its mark, the connection it belongs to, and what it is there."""

    mark: Mark
    record: Record
    message: str


THERE = "\0"


@dataclass(frozen=True, slots=True)
class Pairing:
    """What a rule over all connections saw: told at `mark` of `record`, the later of the two. In its message `THERE`
    stands for the line of the first of the others, and its file if that is another one."""

    record: Record
    mark: Mark
    message: str
    help: str
    pointer: str | None = None
    severity: Severity | None = None
    others: tuple[Other, ...] = ()
    tunnel: int | None = None
    subject: str = ""


Outcome = Hit | Undecided
Check = Callable[["Connection", "Settings"], Iterator[Outcome]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text in the native dialect for a rule's page; `name` gives its reader by its ending."""

    text: str
    name: str = "example.yaml"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `check` is None where the finding comes from a reader, the schema, or the suppressions; `unused` is
    what it says of resources that no connection names.

    - `summary`: what is found, one line.
    - `why`: what it costs to ignore it, with the facts.
    - `source`: where the facts stand, with date.
    - `how`: how to repair it.
    - `configure`: keys of the configuration that change it, or "".
    """

    code: str
    name: str
    severity: Severity
    scope: Scope
    since: str
    repair: Repair
    summary: str
    why: str
    source: str
    how: str
    bad: Example
    good: Example
    configure: str = ""
    check: Check | None = None
    run: Callable[[Fleet, Settings], Iterator[Pairing]] | None = None
    unused: Callable[[Iterable[Known], Settings], Iterator[Hit]] | None = None

    @property
    def family(self) -> str:
        return self.code[:4]
