"""Plots: what a map needs of one connection, small enough for many and fit to go between processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ipseclint.model import Connection, Field, Side
from ipseclint.record import Record, called
from ipseclint.report.terminal import harmless
from ipseclint.secret import STARS
from ipseclint.span import Span, outermost


@dataclass(frozen=True, slots=True)
class Plot:
    """One connection on the map. `gateway` and `vpc` are what people call them, "" when not known; `local_open`
    and `remote_open` say in words what cannot be drawn of a side. All texts are harmless."""

    record: Record
    label: str
    path: str
    line: int
    gateway: str
    vpc: str
    local_open: tuple[str, ...] = ()
    remote_open: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The connection's name, else its place."""
        return self.label or self.place

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}"


def plot(connection: Connection, record: Record) -> Plot:
    """What the map needs of a connection."""
    scope = connection.request.scope
    at = connection.span.location()
    name = connection.name.span if connection.name.written else connection.span
    return Plot(
        record=record,
        label=_shown(name, connection.label),
        path=harmless(at.path),
        line=at.line,
        gateway=_shown(connection.gateway.span, called(record.gateway, scope)),
        vpc=harmless(record.vpc.removeprefix(scope)),
        local_open=tuple(_open(connection.local)),
        remote_open=tuple(_open(connection.remote)),
    )


def _open(side: Side) -> Iterator[str]:
    """What cannot be drawn of a side."""
    for field in side.doubts:
        yield f"{_expression(field)} is not known"
    broken = sum(item.range is None for item in side.items)
    if broken:
        yield "1 entry is no CIDR" if broken == 1 else f"{broken} entries are no CIDR"
    if not side.items and side.complete:
        yield "nothing is written"


def _expression(field: Field) -> str:
    return _shown(field.span, field.expression.strip()) or "a value"


def _shown(span: Span, text: str) -> str:
    """A text without what a terminal would obey, or stars where the place it comes from is secret."""
    source, start, end = outermost(span.source, span.start, span.end)
    return STARS if text and source.hidden(start, end) else harmless(text)
