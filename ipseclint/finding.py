"""Findings: what was seen, where, and how bad it is."""

from __future__ import annotations

import enum
import hashlib
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any

from ipseclint.span import Location


class Severity(enum.IntEnum):
    """How bad a finding is; larger is worse."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()

    @staticmethod
    def parse(text: str) -> Severity:
        """The severity of a word. Raises ValueError."""
        try:
            return Severity[text.upper()]
        except KeyError:
            raise ValueError(f"{text!r} is not a severity (error, warning, info)") from None


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace the text from offset `start` to `end` (code points, byte order mark left out) of a file.

    `location` is the same range in lines and columns. `secret` tells that the text holds a secret, so that
    it can be written to the file but never shown."""

    path: str
    start: int
    end: int
    text: str
    location: Location | None = field(default=None, compare=False)
    secret: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class Fix:
    """How a finding can be repaired. A fix that changes what the tunnel negotiates is not `safe`."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding."""

    location: Location
    message: str

    def __reduce__(self) -> tuple[type[Related], tuple[Location, str]]:
        return Related, (self.location, self.message)  # as for Location


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing said about one place. `shared_by` counts other connections of which the same is true."""

    code: str
    name: str
    severity: Severity
    message: str
    help: str
    location: Location | None
    dialect: str | None = None
    connection: str | None = None
    tunnel: int | None = None
    pointer: str | None = None
    defaulted: bool = False
    profile: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None
    fingerprint: str = ""
    shared_by: int = 0
    excerpts: tuple[Excerpt, ...] = field(default=(), compare=False)

    @property
    def path(self) -> str | None:
        return self.location.path if self.location else None

    def sort_key(self) -> tuple[str, int, int, str, str, str]:
        """Total order: path, line, column, code, message."""
        at = self.location
        if at is None:
            return ("", 0, 0, self.code, self.message, self.pointer or "")
        return (at.path, at.line, at.column, self.code, self.message, self.pointer or "")

    def __reduce__(self) -> tuple[type[Finding], tuple[Any, ...]]:
        # As for Location: findings go between processes by the million.
        return Finding, _values(self)


_values = attrgetter(*(one.name for one in fields(Finding)))


@dataclass(frozen=True, slots=True)
class Silenced:
    """A finding that does not stand: `by` is comment, configuration or baseline; `reason` is what its author
    says."""

    finding: Finding
    by: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """One source line with its secrets masked, for the place at `location`: `text` is what to print, `start`
    and `end` the marked columns of it, counted from 0."""

    location: Location
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A check that could not be decided because a value is unknown. `expression` is the value's text."""

    code: str
    name: str
    location: Location
    connection: str | None
    pointer: str
    expression: str

    def sort_key(self) -> tuple[str, int, int, str, str]:
        at = self.location
        return (at.path, at.line, at.column, self.code, self.pointer)


def fingerprint(code: str, connection: str | None, pointer: str | None, subject: str) -> str:
    """A name for a finding that survives moving and reformatting: 20 hexadecimal digits."""
    text = "\0".join((code, connection or "", pointer or "", subject))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]
