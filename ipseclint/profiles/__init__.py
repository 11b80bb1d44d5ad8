"""Policy profiles: what standards say of each value, as data with the clause, the date and how it was checked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ipseclint.finding import Severity

NAMES = (
    "default",
    "legacy",
    "rfc8247",
    "nist-800-77",
    "pci-dss",
    "bsi-tr-02102-3",
    "ncsc-legacy",
    "ncsc-recommended",
    "cnsa-1",
    "cnsa-2",
    "gm-t-0022",
)
# The profile that states what the rules do anyway.
DEFAULT = "default"
# How a verdict was checked, from the surest to the least sure.
CHECKED = {
    "read": "read in the document's own text",
    "quoted": "quoted word for word by others",
    "reported": "as others report it; the text was not seen",
    "unverified": "from general knowledge; the text was not seen",
    "judgement": "this program's reading; the document does not name the value",
}
_UNSURE = {
    "reported": ", not checked in the text",
    "unverified": ", not checked in the text",
    "judgement": ", as this program reads it",
}
Value = str | int


@dataclass(frozen=True, slots=True)
class Document:
    """A document that verdicts stand in: the name that clauses begin with, its full title, its date."""

    name: str
    title: str
    date: str


@dataclass(frozen=True, slots=True)
class Clause:
    """Where something stands, and how that was checked (a key of CHECKED)."""

    document: Document
    place: str
    checked: str

    def __str__(self) -> str:
        return f"{self.document.name} {self.place}".rstrip()

    @property
    def cited(self) -> str:
        """The clause as a finding cites it, with a word on how sure it is."""
        return f"{self}{_UNSURE.get(self.checked, '')}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a profile says of some values of a field.

    - `level`: None where they are accepted; `nearest` tells values that do not fulfil the profile, of which the API
      has none that does.
    - `values` are named one by one; else a bound: lifetimes of `most` seconds, of `exactly` so many, or keys of at
      least `bits` bits, and then `level` is for what lies beyond it.
    - `help` says what to do where it is more than to write another value.
    """

    field: str
    level: Severity | None
    nearest: bool
    says: str
    clause: Clause
    values: tuple[str, ...] = ()
    most: int | None = None
    exactly: int | None = None
    bits: int | None = None
    help: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that a profile asks for and the API has no field or value for. Where it does not block, the
    profile has something else that it tolerates."""

    needs: str
    clause: Clause
    blocks: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile. `ike` are the versions whose tunnels it judges; `silent` tells why fields are not judged."""

    name: str
    title: str
    about: str
    binds: str
    ike: frozenset[str]
    documents: tuple[Document, ...]
    gaps: tuple[Gap, ...]
    verdicts: tuple[Verdict, ...]
    silent: Mapping[str, str]
    notes: tuple[str, ...]
    by_value: Mapping[tuple[str, Value], Verdict] = field(repr=False)
    bounds: Mapping[str, Verdict] = field(repr=False)
    objects: frozenset[str] = field(repr=False)

    @property
    def blockers(self) -> tuple[Gap, ...]:
        """What no connection of this API can have, though the profile demands it."""
        return tuple(gap for gap in self.gaps if gap.blocks)

    def verdict(self, name: str, value: Value) -> Verdict | None:
        """The verdict on a value of a field, None where the profile does not name it."""
        return self.by_value.get((name, value))


@cache
def load(name: str) -> Profile:
    """The profile of this name, one of NAMES."""
    raw = json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
    documents = {key: Document(key, row["title"], row["date"]) for key, row in raw["documents"].items()}
    verdicts = tuple(_verdict(key, row, documents) for row in raw["verdicts"] for key in row["fields"])
    return Profile(
        name=name,
        title=raw["title"],
        about=raw["about"],
        binds=raw["binds"],
        ike=frozenset(raw.get("ike", ("ikev1", "ikev2"))),
        documents=tuple(documents.values()),
        gaps=tuple(Gap(row["needs"], _clause(row, documents), row["blocks"]) for row in raw.get("gaps", ())),
        verdicts=verdicts,
        silent=raw.get("silent", {}),
        notes=tuple(raw.get("notes", ())),
        by_value={(verdict.field, value): verdict for verdict in verdicts for value in verdict.values},
        bounds={verdict.field: verdict for verdict in verdicts if not verdict.values},
        objects=frozenset(verdict.field for verdict in verdicts if verdict.level is not None),
    )


def _verdict(name: str, row: dict[str, Any], documents: Mapping[str, Document]) -> Verdict:
    level = row["level"]
    return Verdict(
        field=name,
        level=None if level in ("ok", "nearest") else Severity.parse(level),
        nearest=level == "nearest",
        says=row["says"],
        clause=_clause(row, documents),
        values=tuple(row.get("values", ())),
        most=row.get("most"),
        exactly=row.get("exactly"),
        bits=row.get("bits"),
        help=row.get("help", ""),
    )


def _clause(row: dict[str, Any], documents: Mapping[str, Document]) -> Clause:
    return Clause(documents[row["document"]], row.get("place", ""), row["checked"])
