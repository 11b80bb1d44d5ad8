"""The run: gateways side by side, the connections of one gateway one after the other."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from ipseclint.submit import wire
from ipseclint.submit.journal import JournalError
from ipseclint.submit.look import Looked, places
from ipseclint.submit.match import Match, Standing
from ipseclint.submit.pace import Pace, Stopped, TimeIsUp
from ipseclint.submit.request import Planned
from ipseclint.submit.send import Outcome, Sender, Status, Tell
from ipseclint.submit.service import Service
from ipseclint.submit.trouble import Kind, Scope, Trouble

_STANDING = {
    Standing.NEW: Status.NEW,
    Standing.EXISTS: Status.EXISTS,
    Standing.DIFFERS: Status.DIFFERS,
    Standing.CONFLICTS: Status.CONFLICTS,
}
GOOD = frozenset((Status.CREATED, Status.EXISTS, Status.NEW, Status.ACCEPTED))


@dataclass(slots=True)
class Run:
    """Sends what is new. `fail_fast` begins nothing more after the first failure on any gateway."""

    sender: Sender
    jobs: int = 4
    fail_fast: bool = False
    failed: threading.Event = field(default_factory=threading.Event)
    broken: str = ""

    def go(self, looked: Sequence[Looked]) -> list[Outcome]:
        """What became of every plan, in the order given."""
        outcomes = {id(one.planned): standing(one) for one in looked}
        todo = {id(one.planned): one for one in looked if one.new or one.unready}
        lanes = list(places(one.planned for one in todo.values()).values())
        with ThreadPoolExecutor(max_workers=max(1, min(self.jobs, len(lanes) or 1))) as pool:
            for lane in pool.map(lambda lane: self._lane([todo[id(item)] for item in lane]), lanes):
                outcomes.update(lane)
        return [outcomes[id(one.planned)] for one in looked]

    def _lane(self, lane: list[Looked]) -> dict[int, Outcome]:
        """The connections of one gateway, until a failure that the next one would meet too."""
        outcomes: dict[int, Outcome] = {}
        why = ""
        for one in lane:
            planned = one.planned
            why = why or self._stopped()
            if why:
                outcomes[id(planned)] = Outcome(Status.UNSENT, reason=why)
                continue
            outcome = outcomes[id(planned)] = self._send(one)
            self.sender.tell(planned, outcome.status.value)
            if outcome.status not in GOOD:
                self.failed.set()
                if outcome.scope is not Scope.CONNECTION:
                    why = f"not tried after {planned.label} on the same gateway: {outcome.status.value}"
        return outcomes

    def _send(self, one: Looked) -> Outcome:
        try:
            if one.unready:
                return self.sender.check(one.planned, one.unready)
            return self.sender.send(one.planned)
        except JournalError as error:
            self.broken = str(error)
            return Outcome(Status.UNCLEAR, reason=str(error), scope=Scope.ACCOUNT)

    def _stopped(self) -> str:
        if self.broken:
            return "not sent, because the journal cannot be kept"
        if self.sender.service.pace.stop.is_set():
            return "stopped before it was sent"
        if self.fail_fast and self.failed.is_set():
            return "not sent after an earlier failure (--fail-fast)"
        return ""


def standing(one: Looked) -> Outcome:
    """What is known of a plan when nothing is sent."""
    if one.match is None:
        trouble = one.trouble or Trouble(Kind.REFUSED, "", "")
        return Outcome(Status.UNSENT, reason=trouble.told(), code=trouble.code, request_id=trouble.request_id)
    return _of_match(one.match)


def _of_match(match: Match) -> Outcome:
    return Outcome(
        status=_STANDING[match.standing],
        id=match.existing.id if match.existing else "",
        reason=match.reason,
        differences=match.differences,
        notes=match.notes,
    )


def rehearse(looked: Sequence[Looked], service: Service, tell: Tell) -> list[Outcome]:
    """Have the service check what is new, without creating anything."""
    return [_rehearse_one(one, service, tell) if one.new else standing(one) for one in looked]


def _rehearse_one(one: Looked, service: Service, tell: Tell) -> Outcome:
    waiting = service.pace.start()
    try:
        while True:
            tell(one.planned, "dry run")
            trouble = _dry_run(one.planned, service)
            if trouble.kind is Kind.CHECKED:
                return Outcome(Status.ACCEPTED, request_id=trouble.request_id)
            if trouble.kind is Kind.REFUSED:
                return _refused(trouble)
            waiting.wait(trouble.wait)
    except TimeIsUp:
        return _refused(trouble)
    except Stopped:
        return Outcome(Status.UNSENT, reason="stopped")


def _dry_run(planned: Planned, service: Service) -> Trouble:
    """What the service says to a dry run; always a Trouble, as success is told by an error code."""
    try:
        made = service.create(planned.region, wire.parameters(planned, dry_run=True))
    except Trouble as trouble:
        return trouble
    return Trouble(Kind.REFUSED, "DryRunIgnored", f"The service created {made} although DryRun was set.")


def _refused(trouble: Trouble) -> Outcome:
    reason, code = trouble.told(), trouble.code
    return Outcome(Status.REFUSED, reason=reason, code=code, request_id=trouble.request_id)


__all__ = ["GOOD", "Pace", "Run", "rehearse", "standing"]
