"""Piles: findings by the million, packed by file until somebody reads them."""

from __future__ import annotations

import pickle
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import overload

from ipseclint.finding import Finding, Severity

# So many findings are simply kept; only larger piles are packed.
FEW = 20_000


def pack(findings: Iterable[Finding]) -> dict[str, bytes]:
    """Findings by the path they are told at ("" for the run itself), packed."""
    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        by_path.setdefault(finding.path or "", []).append(finding)
    return {path: zlib.compress(pickle.dumps(some, protocol=5), 1) for path, some in by_path.items()}


def unpack(packed: bytes) -> list[Finding]:
    """What `pack` packed. Only for bytes of this program's own making."""
    found: list[Finding] = pickle.loads(zlib.decompress(packed))
    return found


class Pile(Sequence[Finding]):
    """Findings in order of path, line, column, code and message, most of them packed. Reading it through costs no
    more memory than one file's findings do."""

    def __init__(self, loose: Iterable[Finding] = ()) -> None:
        self._lots: dict[str, list[bytes]] = {}
        self._loose: dict[str, list[Finding]] = {}
        self._counts: Counter[Severity] = Counter()
        for finding in loose:
            self.add(finding)

    def add(self, finding: Finding) -> None:
        self._loose.setdefault(sys.intern(finding.path or ""), []).append(finding)
        self._counts[finding.severity] += 1

    def add_packed(self, packed: dict[str, bytes], counts: Counter[Severity]) -> None:
        for path, lot in packed.items():
            self._lots.setdefault(path, []).append(lot)
        self._counts.update(counts)

    def count_of(self, severity: Severity) -> int:
        return self._counts[severity]

    def __len__(self) -> int:
        return sum(self._counts.values())

    def __iter__(self) -> Iterator[Finding]:
        for path in sorted(self._lots.keys() | self._loose.keys()):
            found = [finding for lot in self._lots.get(path, ()) for finding in unpack(lot)]
            found += self._loose.get(path, ())
            yield from sorted(found, key=Finding.sort_key)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice) or index < 0:
            return tuple(self)[index]
        for finding in islice(self, index, None):
            return finding
        raise IndexError(index)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def settled(pile: Pile) -> Sequence[Finding]:
    """The findings as a tuple, unless there are very many."""
    return tuple(pile) if len(pile) <= FEW else pile
