"""The words and keyboard rows that people build keys from, out of words.txt."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Words:
    """Words by what they tell, and the rows, each in both directions.

    - `starts`: the first three letters of every word, or all of it; `heads`: the first four of every longer one.
    - `triples`: every three neighbours of a row, and every letter and figure three times."""

    markers: frozenset[str]
    everyday: frozenset[str]
    every: frozenset[str]
    rows: tuple[str, ...]
    starts: frozenset[str]
    heads: frozenset[tuple[str, ...]]
    triples: frozenset[tuple[str, ...]]
    longest: int


@functools.cache
def words() -> Words:
    """The words; read once, and only when there is a key to judge."""
    text = Path(__file__).with_name("words.txt").read_text(encoding="ascii")
    sections: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("["):
            section = sections.setdefault(line.strip("[]"), [])
        elif line and line[:2] != "# ":
            section.extend(line.split())
    rows = tuple(sections["rows"] + [row[::-1] for row in sections["rows"]])
    every = frozenset(sections["markers"] + sections["everyday"] + sections["others"])
    same = [char * 3 for char in "abcdefghijklmnopqrstuvwxyz0123456789"]
    return Words(
        markers=frozenset(sections["markers"]),
        everyday=frozenset(sections["markers"] + sections["everyday"]),
        every=every,
        rows=rows,
        starts=frozenset(word[:3] for word in every),
        heads=frozenset(tuple(word[:4]) for word in every if len(word) > 3),
        triples=frozenset(tuple(row[at : at + 3]) for row in [*rows, *same] for at in range(len(row) - 2)),
        longest=max(map(len, every)),
    )
