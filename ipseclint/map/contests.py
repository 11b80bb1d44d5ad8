"""Contests: how many overlaps a hub has and whose addresses they are, counted without holding each of them.

Connections that are alike in all that a rule asks of two are counted together, range by range: a thousand sites
with one range are one crowd, not half a million pairs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from ipseclint.map.meet import common_of, drawable, neighbours, outer, own_overlaps
from ipseclint.record import Record, is_known
from ipseclint.rules.neighbours import Selectors, is_standby, selectors, verdict
from ipseclint.sweep import overlapping

Members = Sequence[tuple[int, Record]]
# The addresses of a connection that have two owners: of its local side, and of its remote one.
Contested = tuple[tuple[int, ...], tuple[int, ...]]
_SEVERAL = -1
# What ranges of two connections are that meet: nothing that a rule speaks of, an overlap, or a meant one.
_NOTHING, REAL, MEANT = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Tally:
    """All overlaps of a hub in numbers: the `real` ones and the `meant` ones. `contests` has each connection that
    takes part in one."""

    real: int
    meant: int
    contests: Mapping[int, Contested]


@dataclass(slots=True, eq=False)
class _Crowd:
    """Connections of one kind that have one remote range. `met` are the addresses that others have too, as REAL or
    MEANT ones, each with the connection that has them, or _SEVERAL."""

    found: int
    kind: int
    members: set[int]
    met: dict[tuple[int, int], int] = field(default_factory=dict)

    def meets(self, common: int, bond: int, others: set[int]) -> None:
        if self.met.get((self.found, bond)) == _SEVERAL:
            return  # all of it is contested already
        who = next(iter(others)) if len(others) == 1 else _SEVERAL
        before = self.met.get((common, bond), who)
        self.met[common, bond] = who if before == who else _SEVERAL

    def of(self, member: int) -> list[tuple[int, int]]:
        """What others than this member have too."""
        return [place for place, who in self.met.items() if who != member]


def tally(members: Members) -> Tally:
    """The overlaps of one hub."""
    own = {number: [o.common for o in own_overlaps(number, record)] for number, record in members}
    crowds, counts = _met(members)
    met: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for crowd in crowds:
        for member in crowd.members:
            met[member] += crowd.of(member)
    contests = {
        number: (outer(own[number]), outer([*own[number], *(common for common, bond in met[number] if bond == REAL)]))
        for number, _ in members
        if own[number] or met[number]
    }
    return Tally(counts[REAL] + sum(map(len, own.values())), counts[MEANT], contests)


def _met(members: Members) -> tuple[list[_Crowd], Counter[int]]:
    """The crowds of a hub with what they share, and how many pairs of ranges do."""
    near = [(number, record) for number, record in members if neighbours(record, record)]
    kinds = _kinds(near)
    bonds = _Bonds(near, kinds)
    crowds = _crowds(near, kinds)
    counts: Counter[int] = Counter()
    for crowd in crowds:
        size = len(crowd.members)
        bond = bonds.of(crowd.kind, crowd.kind)
        if bond != _NOTHING and size > 1:
            counts[bond] += size * (size - 1) // 2
            crowd.meets(crowd.found, bond, crowd.members)
    for left, right in overlapping([crowd.found for crowd in crowds]):
        one, other = crowds[left], crowds[right]
        bond = bonds.of(one.kind, other.kind)
        if bond != _NOTHING:
            both = len(one.members & other.members) if one.kind == other.kind else 0
            counts[bond] += len(one.members) * len(other.members) - both
            common = common_of(one.found, other.found)
            one.meets(common, bond, other.members)
            other.meets(common, bond, one.members)
    return crowds, counts


def _crowds(members: Members, kinds: Mapping[int, int]) -> list[_Crowd]:
    table: dict[tuple[int, int], set[int]] = defaultdict(set)
    for number, record in members:
        for found in drawable(record.remote):
            table[found, kinds[number]].add(number)
    return [_Crowd(found, kind, numbers) for (found, kind), numbers in table.items()]


class _Bonds:
    """What rules say of two kinds of connections. Any two of the same kinds stand for all."""

    def __init__(self, members: Members, kinds: Mapping[int, int]) -> None:
        self._samples: dict[int, list[Record]] = defaultdict(list)
        for number, record in members:
            if len(self._samples[kinds[number]]) < 2:
                self._samples[kinds[number]].append(record)
        self._said = [bytearray() for _ in self._samples]

    def of(self, kind: int, other: int) -> int:
        """What ranges of two such connections are where they meet."""
        row = self._said[kind] = self._said[kind] or bytearray(len(self._said))
        row[other] = row[other] or self._judged(kind, other)
        return row[other]

    def _judged(self, kind: int, other: int) -> int:
        one = self._samples[kind][0]
        if kind != other:
            return _judged(one, self._samples[other][0])
        return _judged(*self._samples[kind]) if len(self._samples[kind]) > 1 else _NOTHING


def _judged(one: Record, other: Record) -> int:
    if not neighbours(one, other) or not verdict(one, other):
        return _NOTHING
    return MEANT if is_standby(one, other) else REAL


def _kinds(members: Members) -> dict[int, int]:
    """For each connection a number for what tells it from others where a rule is asked whether it speaks of two: no
    more than that, so that many are of one kind."""
    records = [record for _, record in members]
    ends = Counter(peer for record in records for peer in set(record.peers))
    pairs = Counter(selectors(record) for record in records if record.watched is not False)
    open_ = not all(is_known(*record.peers) for record in records)
    table: dict[Hashable, int] = {}
    kinds: dict[int, int] = {}
    for number, record in members:
        # Peers that nobody else has are unlike any others, whatever they are called.
        alone = bool(record.peers) and all(peer and ends[peer] == 1 for peer in record.peers)
        known = is_known(*record.peers)
        peers: Hashable = known if alone else frozenset(record.peers)
        # Certainly other peers are two sites whatever their local ranges are.
        local = frozenset() if alone and known and not open_ else frozenset(record.local)
        standby = _standby_signs(record, pairs) if record.watched is not False else None
        kinds[number] = table.setdefault((record.gateway, record.vpc, peers, local, standby), len(table))
    return kinds


def _standby_signs(record: Record, pairs: Counter[Selectors]) -> Hashable:
    """What decides whether one that may be watched can be half of a standby pair."""
    twins = selectors(record) if pairs[selectors(record)] > 1 else None
    return record.watched, record.complete, twins
