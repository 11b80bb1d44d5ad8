"""The look: what each gateway holds already, and how each plan stands against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ipseclint.submit.existing import Existing
from ipseclint.submit.journal import Journal, Record
from ipseclint.submit.match import Match, Standing, compared, match
from ipseclint.submit.request import Planned
from ipseclint.submit.service import Gateway, Service
from ipseclint.submit.trouble import Kind, Scope, Trouble

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Looked:
    """A plan, its gateway, and how it stands; `trouble` instead when its gateway could not be looked at."""

    planned: Planned
    match: Match | None = None
    gateway: Gateway | None = None
    trouble: Trouble | None = None

    @property
    def new(self) -> bool:
        return self.match is not None and self.match.standing is Standing.NEW

    @property
    def unready(self) -> str:
        """The id of the connection that exists as planned and is not active yet."""
        there = self.match.existing if self.match and self.match.standing is Standing.EXISTS else None
        return there.id if there is not None and not there.settled else ""


def places(planned: Iterable[Planned]) -> dict[Place, list[Planned]]:
    """Plans by region and gateway, in their order."""
    found: dict[Place, list[Planned]] = {}
    for item in planned:
        found.setdefault((item.region, item.gateway), []).append(item)
    return found


def look(planned: Sequence[Planned], service: Service, jobs: int = 1) -> list[Looked]:
    """How every plan stands, in the order given. Raises Stopped, and Trouble that is the whole account's."""
    groups = places(planned)
    with ThreadPoolExecutor(max_workers=max(1, min(jobs, len(groups) or 1))) as pool:
        broken: list[Trouble] = []
        looked = pool.map(lambda item: _look_at(item[0], item[1], service, broken), groups.items())
        by_plan = {id(one.planned): one for group in looked for one in group}
    return [by_plan[id(item)] for item in planned]


def _look_at(place: Place, planned: list[Planned], service: Service, broken: list[Trouble]) -> list[Looked]:
    """How the plans of one gateway stand. A trouble that every gateway meets is put into `broken` and raised."""
    region, name = place
    if broken:
        raise broken[0]
    try:
        gateway = service.gateway(region, name)
        there = service.connections(region, name)
        matches = [(item, match_in_full(item, there, service)) for item in planned]
    except Trouble as trouble:
        if trouble.scope is Scope.ACCOUNT:
            broken.append(trouble)
            raise
        return [Looked(item, trouble=trouble) for item in planned]
    return [Looked(item, _checked(item, gateway, found), gateway) for item, found in matches]


def match_in_full(planned: Planned, there: Sequence[Existing], service: Service) -> Match:
    """How a plan stands, judged by the connection's own answer: a list may hold less. Raises Trouble, Stopped."""
    found = match(planned, there)
    if found.existing is None:
        return found
    full = service.connection(planned.region, found.existing.id)
    if full is None:  # deleted since the list was made
        return match(planned, [item for item in there if item.id != found.existing.id])
    return compared(planned, full)


def _checked(planned: Planned, gateway: Gateway, found: Match) -> Match:
    """A new connection must fit the gateway."""
    if found.standing is not Standing.NEW:
        return found
    if gateway.locked:
        reason = Trouble(Kind.REFUSED, "VpnGateway.FinancialLocked", "").told()
    elif not gateway.ipsec:
        reason = "IPsec is not enabled on the gateway"
    elif gateway.dual is not None and gateway.dual != planned.dual:
        has, needs = ("two tunnels", "one") if planned.dual else ("one tunnel", "two")
        reason = f"it has {has}, and connections of this gateway have {needs}"
    else:
        return found
    return Match(Standing.CONFLICTS, reason=reason)


def settle(looked: Sequence[Looked], service: Service, journal: Journal) -> None:
    """Bring the journal in line with what was seen: what was in doubt and exists is found; what was read back
    before and is gone is made anew, as the service would answer the old token with what was deleted. Raises
    Trouble, Stopped, JournalError."""
    for one in looked:
        record = journal.record(one.planned)
        there = one.match.existing if one.match is not None else None
        if there is not None and (record.doubt or (record.made and not record.seen)):
            journal.write("found", one.planned, id=there.id)
        elif one.new and _was_deleted(one.planned, record, service):
            journal.write("gone", one.planned, id=record.made)


def _was_deleted(planned: Planned, record: Record, service: Service) -> bool:
    """Whether what was read back once is there no more. What was never read back may only be late."""
    if not record.made or not record.seen or record.doubt:
        return False
    return service.connection(planned.region, record.made) is None
