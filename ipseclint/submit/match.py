"""Plans against what exists on their gateways: new, there already, different, or in conflict."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from ipseclint.submit.compare import Difference, default_differences, differences
from ipseclint.submit.existing import Existing
from ipseclint.submit.plain import peers, selectors, tunnel_cidrs
from ipseclint.submit.request import Planned


class Standing(enum.Enum):
    """How a plan stands against what exists."""

    NEW = "new"
    EXISTS = "exists"
    DIFFERS = "differs"
    CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True)
class Match:
    """A plan and what there is of it. `reason` says what it conflicts with; `notes` are fields that the plan
    leaves out and that are not what the documentation says they default to."""

    standing: Standing
    existing: Existing | None = None
    differences: tuple[Difference, ...] = ()
    reason: str = ""
    notes: tuple[Difference, ...] = ()


def match(planned: Planned, there: Sequence[Existing]) -> Match:
    """How a plan stands against the connections of its gateway."""
    same = [item for item in there if is_same(planned, item)]
    if len(same) > 1:
        ids = ", ".join(sorted(item.id for item in same))
        return Match(Standing.CONFLICTS, reason=f"{len(same)} connections are called so: {ids}")
    if same:
        return compared(planned, same[0])
    reason = _conflict(planned, there)
    return Match(Standing.CONFLICTS, reason=reason) if reason else Match(Standing.NEW)


def compared(planned: Planned, existing: Existing) -> Match:
    """A plan against the connection that is taken for it."""
    found = tuple(differences(planned.body, existing.body))
    notes = tuple(default_differences(planned.body, existing.body))
    return Match(Standing.DIFFERS if found else Standing.EXISTS, existing, found, notes=notes)


def is_same(planned: Planned, existing: Existing) -> bool:
    """Whether a connection is the plan's: by its name; without one by its peer and selectors."""
    if existing.gateway != planned.gateway:
        return False
    if planned.name:
        return existing.name == planned.name
    return _likeness(planned) == (peers(existing.body), selectors(existing.body))


def _likeness(planned: Planned) -> tuple[object, object]:
    return peers(planned.body), selectors(planned.body)


def _conflict(planned: Planned, there: Sequence[Existing]) -> str:
    """Why the service would refuse the plan, or take it for another connection."""
    cidrs = tunnel_cidrs(planned.body)
    for item in there:
        called = f"{item.name or 'a connection without name'} ({item.id})"
        if _likeness(planned) == (peers(item.body), selectors(item.body)):
            return f"{called} has the same peer and selectors"
        taken = sorted(cidrs & tunnel_cidrs(item.body))
        if taken:
            return f"{called} has the tunnel CIDR {taken[0]} already"
    return ""
