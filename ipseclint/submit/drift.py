"""Drift: what differs between plans and what exists on their gateways."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ipseclint.submit.compare import Difference
from ipseclint.submit.existing import Existing
from ipseclint.submit.look import match_in_full, places
from ipseclint.submit.match import Standing, is_same
from ipseclint.submit.request import Planned
from ipseclint.submit.service import Service
from ipseclint.submit.tell import clean


@dataclass(frozen=True, slots=True)
class Drift:
    """One connection that is not as planned: `missing`, `unplanned`, `ambiguous` or `different`."""

    kind: str
    label: str
    region: str
    gateway: str
    id: str = ""
    reason: str = ""
    differences: tuple[Difference, ...] = ()

    def told(self) -> str:
        """In words, a line for each field."""
        who = clean(f"{self.label} ({self.id})" if self.id else self.label)
        if self.differences:
            return "".join(f"{who}: {clean(str(item))}\n" for item in self.differences)
        return f"{who}: {clean(self.reason)}\n"

    def record(self) -> dict[str, Any]:
        """For programs; keys are never in it."""
        return {
            "kind": self.kind,
            "connection": self.label,
            "region": self.region,
            "gateway": self.gateway,
            "id": self.id or None,
            "differences": [
                {"field": d.field, "planned": d.plan or None, "real": d.real or None, "defaulted": d.defaulted}
                for d in self.differences
            ],
        }


def drift(planned: Sequence[Planned], service: Service) -> list[Drift]:
    """All drift on the gateways that the plans name, in the order of the plans. Raises Trouble, Stopped."""
    found: list[Drift] = []
    for (region, gateway), group in places(planned).items():
        there = service.connections(region, gateway)
        found += [one for item in group if (one := _of_plan(item, there, service)) is not None]
        extra = [item for item in there if not any(is_same(plan, item) for plan in group)]
        found += [_unplanned(item) for item in sorted(extra, key=lambda item: (item.name, item.id))]
    return found


def as_json(found: Sequence[Drift]) -> str:
    document = {"version": 1, "drift": [item.record() for item in found]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _of_plan(planned: Planned, there: Sequence[Existing], service: Service) -> Drift | None:
    result = match_in_full(planned, there, service)
    where = (planned.label, planned.region, planned.gateway)
    if result.standing is Standing.NEW:
        return Drift("missing", *where, reason="planned, and does not exist")
    if result.standing is Standing.CONFLICTS:
        return Drift("ambiguous", *where, reason=result.reason)
    differences = (*result.differences, *result.notes)
    if not differences or result.existing is None:
        return None
    return Drift("different", *where, id=result.existing.id, differences=differences)


def _unplanned(item: Existing) -> Drift:
    label = item.name or "a connection without name"
    return Drift("unplanned", label, item.region, item.gateway, item.id, "exists, and is not planned here")
