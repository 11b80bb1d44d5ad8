"""Overlap of the two sides of one connection (IPS301)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ipseclint.address import Range, free_neighbour, overlaps
from ipseclint.finding import Severity
from ipseclint.model import Connection, Side, Subnet
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings
from ipseclint.rules.samples import SINGLE
from ipseclint.rules.subnets import beside, doubts

# A connection that passes IPS203 has no more pairs.
_MOST_PAIRS = 100


def local_remote_overlap(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Each pair of a local and a remote CIDR that share addresses."""
    local, remote = connection.local, connection.remote
    if not local.complete and not _is_default_alone(remote):
        yield from doubts(local)
    if not remote.complete and not _is_default_alone(local):
        yield from doubts(remote)
    left, right = _ranges(local), _ranges(remote)
    pairs = overlaps([held for _, held in left], [held for _, held in right])
    told = set()
    for i, j in islice(pairs, _MOST_PAIRS):
        (ours, mine), (theirs, other) = left[i], right[j]
        if (mine, other) not in told:
            told.add((mine, other))
            yield _overlap(connection, ours, mine, theirs, other)


def _is_default_alone(side: Side) -> bool:
    held = side.ranges
    return side.complete and len(held) == len(side.items) == 1 and held[0].range == Range(0, 0xFFFFFFFF, 0)


def _ranges(side: Side) -> list[tuple[Subnet, Range]]:
    """The CIDRs of a side without 0.0.0.0/0, which IPS207 judges."""
    return [(item, item.range) for item in side.items if item.range is not None and not item.range.is_default]


def _overlap(connection: Connection, ours: Subnet, mine: Range, theirs: Subnet, other: Range) -> Hit:
    local, remote = connection.local.field.name, connection.remote.field.name
    if mine == other:
        how = f"{other} stands in both {local} and {remote}"
    elif other.contains(mine):
        how = f"{other} in {remote} contains {mine} of {local}"
    else:
        how = f"{other} in {remote} lies within {mine} of {local}"
    common = mine if other.contains(mine) else other
    message = f"{how}: traffic to {common} has two owners, and hosts on one side never reach the other's."
    help_ = "Write networks that the sites do not share; where both use the same range, translate one."
    taken = [held for side in (connection.local, connection.remote) for _, held in _ranges(side)]
    free = free_neighbour(common, taken)
    if free is not None:
        help_ = f"{help_.removesuffix('.')}, for example to {free}, which is free here."
    related = beside(ours, f"{local} has {ours.text} here")
    return Hit(
        message,
        help_,
        theirs.span,
        theirs.pointer,
        related=(*related, *theirs.related),
        subject=f"{mine} {other}",
    )


RULES: tuple[Rule, ...] = (
    Rule(
        code="IPS301",
        name="local-remote-overlap",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="A local CIDR and a remote CIDR of one connection share addresses.",
        why="A host that looks for an address of the common range finds it on its own side: the tunnel "
        "comes up and carries nothing for it. Sharing by containment is the same fault as equality. "
        "0.0.0.0/0 stands for routing and is left to IPS207.",
        source="VPN Gateway, VPC-to-VPC connections (2025-04-08): the networks must not overlap",
        how="Renumber one side, name the parts that are really distinct, or translate addresses on the peer.",
        bad=Example(SINGLE.replace("172.20.8.0/22", "10.20.128.0/17")),
        good=Example(SINGLE),
        check=local_remote_overlap,
    ),
)
