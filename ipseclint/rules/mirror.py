"""Mirror: which tunnels of two connections are the two ends of one (IPS901)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ipseclint.record import Record
from ipseclint.sweep import any_overlap

Tip = tuple[Record, int]  # a connection, and which of its tunnels


def mirrored(records: Iterable[Record]) -> Iterator[tuple[Record, int, Record, int]]:
    """Tunnels of which each one's peer is the other's gateway, each pair once.

    Several tunnels may run between the same two addresses, when the CIDRs are split among connections: then those
    belong together whose selectors mirror, next those that alone meet, last the one that is left at either end."""
    for near, far in _between(list(records)):
        if len(near) > 1 or len(far) > 1:
            yield from _sorted_out(near, far)
        elif near[0][0] is not far[0][0]:
            yield (*near[0], *far[0])


def _between(records: list[Record]) -> Iterator[tuple[list[Tip], list[Tip]]]:
    """The tunnels between two addresses, from the one side and from the other."""
    called = _one_name(records)
    table: dict[tuple[str, str], list[Tip]] = {}
    for record in records:
        for number, end in enumerate(record.ends):
            if end is not None:
                addresses, other = end
                key = (called[next(iter(addresses))], called.get(other, other))
                table.setdefault(key, []).append((record, number))
    for (own, peer), near in table.items():
        far = table.get((peer, own))
        if far is not None and own < peer:
            yield near, far


def _one_name(records: list[Record]) -> dict[str, str]:
    """One name for each address that may be written as text or as a gateway's attribute."""
    called: dict[str, str] = {}
    for record in records:
        for end in record.ends:
            if end is not None:
                names = sorted(end[0])
                name = next((called[one] for one in names if one in called), names[0])
                for one in names:
                    called.setdefault(one, name)
    return called


def _sorted_out(near: list[Tip], far: list[Tip]) -> Iterator[tuple[Record, int, Record, int]]:
    pairs = [*_exact(near, far)]
    near, far = _without(near, pairs, 0), _without(far, pairs, 1)
    pairs += _meeting(near, far)
    near, far = _without(near, pairs, 0), _without(far, pairs, 1)
    if len(near) == 1 and len(far) == 1 and near[0][0] is not far[0][0]:
        pairs.append((near[0], far[0]))
    for one, other in pairs:
        yield (*one, *other)


def _without(tips: list[Tip], pairs: list[tuple[Tip, Tip]], side: int) -> list[Tip]:
    taken = {(id(pair[side][0]), pair[side][1]) for pair in pairs}
    return [tip for tip in tips if (id(tip[0]), tip[1]) not in taken]


def _exact(near: list[Tip], far: list[Tip]) -> Iterator[tuple[Tip, Tip]]:
    """What is local at the one end is remote at the other."""
    waiting: dict[object, list[Tip]] = {}
    for tip in far:
        record = tip[0]
        if record.complete:
            waiting.setdefault((frozenset(record.remote), frozenset(record.local)), []).append(tip)
    for tip in near:
        record = tip[0]
        mirrors = waiting.get((frozenset(record.local), frozenset(record.remote))) if record.complete else None
        if mirrors:
            yield tip, mirrors.pop(0)


def _meeting(near: list[Tip], far: list[Tip]) -> list[tuple[Tip, Tip]]:
    """Tunnels whose selectors meet, and no others' do."""
    met = [(one, other) for one in near for other in far if _meet(one[0], other[0])]
    alone = []
    for one, other in met:
        if sum(a is one for a, _ in met) == 1 and sum(b is other for _, b in met) == 1:
            alone.append((one, other))
    return alone


def _meet(one: Record, other: Record) -> bool:
    return one is not other and any_overlap(one.local, other.remote) and any_overlap(one.remote, other.local)
