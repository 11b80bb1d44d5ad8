"""Telling: the plan as a table, what became of it as a summary, and both for programs."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ipseclint import facts
from ipseclint.model import Connection, Field, Side, Tunnel
from ipseclint.submit.request import Planned, Unsendable
from ipseclint.submit.run import GOOD
from ipseclint.submit.send import Outcome, Status

_HEADS = ("NAME", "GATEWAY", "TUNNELS", "SELECTORS", "STRENGTH", "STATUS")
_SHOWN = 2


@dataclass(frozen=True, slots=True)
class Row:
    """A planned connection and how it stands, or what became of it."""

    item: Planned | Unsendable
    outcome: Outcome

    @property
    def connection(self) -> Connection:
        return self.item.connection

    @property
    def good(self) -> bool:
        return self.outcome.status in GOOD

    @property
    def gateway(self) -> str:
        return self.item.gateway if isinstance(self.item, Planned) else str(self.connection.gateway.value or "?")

    @property
    def region(self) -> str:
        return self.item.region if isinstance(self.item, Planned) else str(self.connection.region.value or "")


def unsent(items: Sequence[Unsendable]) -> list[Row]:
    """Rows of what cannot be sent."""
    return [Row(item, Outcome(Status.UNSENDABLE, reason="; ".join(item.reasons))) for item in items]


def table(rows: Sequence[Row], reasons: bool = True) -> str:
    """One line for each connection, below its head, and why those that are not as planned are not."""
    lines = [_HEADS, *(_cells(row) for row in rows)]
    widths = [max(_width(line[i]) for line in lines) for i in range(len(_HEADS))]
    told = ["  ".join(_pad(cell, width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    return "".join(f"{line.rstrip()}\n" for line in told) + "".join(_why(row) for row in rows if reasons)


def summary(rows: Sequence[Row]) -> str:
    """What became of every connection: the good ones in short, the others with reasons."""
    lines = "".join(f"{clean(row.item.label)}: {_became(row)}\n{_why(row)}" for row in rows)
    return f"{lines}{counts(rows)}\n"


def counts(rows: Sequence[Row]) -> str:
    """How many connections have which status."""
    found = Counter(row.outcome.status for row in rows)
    return ", ".join(f"{found[status]} {status.value}" for status in Status if found[status]) + "."


def as_json(rows: Sequence[Row]) -> str:
    """The summary for programs, version 1; keys are never in it."""
    found = Counter(row.outcome.status for row in rows)
    document = {
        "version": 1,
        "summary": {status.value: found[status] for status in Status if found[status]},
        "connections": [_record(row) for row in rows],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _record(row: Row) -> dict[str, Any]:
    at, outcome = row.connection.span.location(), row.outcome
    return {
        "connection": row.item.label,
        "path": at.path,
        "line": at.line,
        "region": row.region,
        "gateway": row.gateway,
        "status": outcome.status.value,
        "id": outcome.id or None,
        "reason": outcome.reason or None,
        "code": outcome.code or None,
        "request_id": outcome.request_id or None,
        "attempts": outcome.attempts,
        "differences": [
            {"field": item.field, "planned": item.plan or None, "real": item.real or None}
            for item in outcome.differences
        ],
        "notes": [str(item) for item in outcome.notes],
    }


def _became(row: Row) -> str:
    made = f" ({row.outcome.id})" if row.outcome.id else ""
    tries = f", {row.outcome.attempts} attempts" if row.outcome.attempts > 1 else ""
    return f"{row.outcome.status.value}{made}{tries}"


def _why(row: Row) -> str:
    outcome, label = row.outcome, clean(row.item.label)
    lines = [f"  {label}: {clean(outcome.reason)}\n"] if outcome.reason else []
    lines += [f"  {label}: {clean(str(item))}\n" for item in outcome.differences]
    lines += [f"  {label}: note: {clean(str(item))}\n" for item in outcome.notes]
    return "".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    connection = row.connection
    return (
        clean(row.item.label),
        clean(row.gateway),
        "two" if connection.dual else "one",
        clean(f"{_side(connection.local)} <-> {_side(connection.remote)}"),
        strength(connection),
        row.outcome.status.value,
    )


def _side(side: Side) -> str:
    texts = [item.text for item in side.items]
    more = f" +{len(texts) - _SHOWN}" if len(texts) > _SHOWN else ""
    return ",".join(texts[:_SHOWN]) + more or "?"


def strength(connection: Connection) -> str:
    """The weakest tunnel's parameters and their bits of security."""
    rated = [(_bits(tunnel), tunnel) for tunnel in connection.tunnels]
    if not rated:
        return "?"
    bits, tunnel = min(rated, key=lambda pair: pair[0])
    phase = tunnel.phase1
    words = "/".join(_word(item) for item in (phase.encryption, phase.integrity, phase.group))
    return f"{_word(phase.version)} {words}" + (f", {bits} bit" if bits else "")


def _bits(tunnel: Tunnel) -> int:
    ciphers = [facts.CIPHER_BITS.get(_word(item), 0) for item in (tunnel.phase1.encryption, tunnel.phase2.encryption)]
    groups = [_word(tunnel.phase1.group), _word(tunnel.phase2.pfs)]
    known = [facts.GROUP_BITS.get(group, 0) for group in groups if group != "disabled"]
    return min(ciphers if tunnel.is_sm else [*ciphers, *known])


def _word(field: Field) -> str:
    return clean(str(field.value)) if field.known else "?"


def clean(text: str) -> str:
    """A text that cannot move the cursor or colour the terminal."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _pad(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
