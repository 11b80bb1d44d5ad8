"""One connection's way: sent once under one token, whatever the answers, then waited for and read back."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ipseclint.submit import wire
from ipseclint.submit.compare import Difference
from ipseclint.submit.journal import Journal, JournalError
from ipseclint.submit.match import Match, Standing, compared, match
from ipseclint.submit.pace import Stopped, TimeIsUp, Waiting
from ipseclint.submit.request import Planned
from ipseclint.submit.service import Service
from ipseclint.submit.trouble import ALREADY_EXISTS, NOT_FOUND, Kind, Scope, Trouble

Tell = Callable[[Planned, str], None]
# Refusals that an existing connection may explain.
_LOOK_FIRST = frozenset((ALREADY_EXISTS, "IdempotentParameterMismatch", "Duplicated.ClientToken"))
# How often a connection that was named may be missing from the answers before that is told.
_MISSES = 8


class Status(enum.Enum):
    """What became of a plan."""

    CREATED = "created"
    EXISTS = "exists"
    DIFFERS = "differs"
    CONFLICTS = "conflicts"
    REFUSED = "refused"
    UNCLEAR = "unclear"
    UNCHECKED = "unchecked"  # it was created, but not read back as active
    UNSENT = "unsent"
    UNSENDABLE = "unsendable"
    NEW = "new"  # would be created
    ACCEPTED = "accepted"  # a dry run passed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a plan, and why. `scope` tells what else the same reason stops."""

    status: Status
    id: str = ""
    reason: str = ""
    differences: tuple[Difference, ...] = ()
    notes: tuple[Difference, ...] = ()
    attempts: int = 0
    code: str = ""
    request_id: str = ""
    scope: Scope = Scope.CONNECTION


@dataclass(slots=True)
class Sender:
    """What sending needs: the service, the journal, and somebody to tell of progress."""

    service: Service
    journal: Journal
    tell: Tell

    def send(self, planned: Planned) -> Outcome:
        """Create a connection that did not exist when it was looked for. Raises JournalError when its fate
        can no longer be recorded."""
        record = self.journal.record(planned)
        return self._finish(_Way(self, planned, planned.token(record.generation), record.doubt))

    def check(self, planned: Planned, made: str) -> Outcome:
        """Wait for a connection that was there already, and read it back. Raises JournalError."""
        return self._finish(_Way(self, planned, planned.token(), False, made, foreign=True))

    def _finish(self, way: _Way) -> Outcome:
        try:
            return way.go()
        except Stopped:
            return way.left("stopped before an answer was certain" if way.doubt else "stopped")
        except TimeIsUp:
            return way.left("no certain answer within the time limit")
        except Trouble as trouble:
            return way.failed(trouble)
        except _Clash as clash:
            return way.left(str(clash))


class _Clash(Exception):
    """What exists now cannot be told from the plan, or stands in its way."""


@dataclass(slots=True)
class _Way:
    """The state of one connection on its way. `doubt`: a create was sent whose effect is not known. `foreign`:
    the connection was there, and no create of ours can have made it. `last` is the trouble of the last attempt."""

    sender: Sender
    planned: Planned
    token: str
    doubt: bool
    made: str = ""
    foreign: bool = False
    attempts: int = 0
    last: Trouble | None = None

    def go(self) -> Outcome:
        waiting = self.sender.service.pace.start()
        while not self.made:
            self._settle_gateway(waiting)
            if self.doubt:
                self._find()
            if not self.made:
                self._attempt(waiting)
        return self._read_back()

    def _attempt(self, waiting: Waiting) -> None:
        """One create; afterwards it is made, or may be tried again, or Trouble is raised."""
        self.sender.service.pace.check()
        self.attempts += 1
        journal = self.sender.journal
        journal.write("sending", self.planned, token=self.token, attempt=self.attempts)
        was_in_doubt, self.doubt = self.doubt, True
        self._say(f"create, attempt {self.attempts}")
        try:
            made = self.sender.service.create(self.planned.region, wire.parameters(self.planned, self.token))
        except Trouble as trouble:
            self._answered(trouble, was_in_doubt)
            self.last = trouble
            if self.made:
                return
            waiting.wait(trouble.wait, partial(self._say_again, trouble))
            return
        self.made = made
        self._record("made", id=made)
        self.doubt = False

    def _answered(self, trouble: Trouble, was_in_doubt: bool) -> None:
        """Record a create that went wrong. What was refused while an earlier attempt is in doubt may have been
        refused because of it, so existing connections decide."""
        if trouble.kind is Kind.UNCLEAR:
            self._record("unclear", code=trouble.code, request=trouble.request_id)
            return
        self.doubt = was_in_doubt
        event = "busy" if trouble.kind is Kind.BUSY else "refused"
        self._record(event, code=trouble.code, request=trouble.request_id, doubt=was_in_doubt)
        if trouble.kind is Kind.BUSY:
            return
        if was_in_doubt or trouble.code in _LOOK_FIRST:
            self._find()
            self.foreign = not was_in_doubt
        if not self.made:
            raise trouble

    def _find(self) -> None:
        """Look for the connection among those that exist; take it if it is there."""
        self._say("looking whether an earlier attempt took effect")
        planned = self.planned
        found = match(planned, self.sender.service.connections(planned.region, planned.gateway))
        if found.existing is not None:
            self.made, self.doubt = found.existing.id, False
            self._record("found", id=self.made)
        elif found.standing is Standing.CONFLICTS:
            raise _Clash(found.reason)

    def _settle_gateway(self, waiting: Waiting) -> None:
        """Wait until the gateway is active. Raises Trouble for one that cannot take connections."""
        while True:
            gateway = self.sender.service.gateway(self.planned.region, self.planned.gateway)
            if gateway.locked:
                raise Trouble(Kind.REFUSED, "VpnGateway.FinancialLocked", "")
            if gateway.active:
                return
            waiting.wait(tell=partial(self._say_waiting, f"the gateway, which is {gateway.status}"))

    def _read_back(self) -> Outcome:
        """Wait until the connection is ready, and compare it with the plan."""
        waiting, missed = self.sender.service.pace.start(), 0
        while True:
            existing = self.sender.service.connection(self.planned.region, self.made)
            if existing is not None and existing.settled:
                break
            missed += existing is None
            if missed == _MISSES:
                raise Trouble(Kind.REFUSED, NOT_FOUND, f"{self.made} was named, and cannot be read.")
            waiting.wait(tell=partial(self._say_waiting, "the connection to be active"))
        self._record("seen", id=self.made)
        found = compared(self.planned, existing)
        if found.standing is Standing.DIFFERS:
            return self._outcome(Status.DIFFERS, found=found)
        return self._outcome(Status.EXISTS if self.foreign else Status.CREATED, found=found)

    def left(self, reason: str) -> Outcome:
        """The outcome when nothing more is tried."""
        if self.made:
            return self._outcome(Status.UNCHECKED, reason)
        if self.last is not None:
            reason = f"{reason}; last: {self.last.told()}"
        status = Status.UNCLEAR if self.doubt else Status.REFUSED if self.attempts else Status.UNSENT
        return self._outcome(status, reason, scope=Scope.GATEWAY)

    def failed(self, trouble: Trouble) -> Outcome:
        """The outcome when a call cannot succeed."""
        self.last = trouble
        status = Status.UNCHECKED if self.made else Status.UNCLEAR if self.doubt else Status.REFUSED
        scope = Scope.GATEWAY if self.doubt else trouble.scope
        return self._outcome(status, trouble.told(), scope=scope)

    def _outcome(
        self, status: Status, reason: str = "", found: Match | None = None, scope: Scope = Scope.CONNECTION
    ) -> Outcome:
        return Outcome(
            status=status,
            id=self.made,
            reason=reason,
            differences=found.differences if found else (),
            notes=found.notes if found else (),
            attempts=self.attempts,
            code=self.last.code if self.last and not found else "",
            request_id=self.last.request_id if self.last and not found else "",
            scope=scope,
        )

    def _record(self, event: str, **more: str | int | bool) -> None:
        try:
            self.sender.journal.write(event, self.planned, token=self.token, attempt=self.attempts, **more)
        except JournalError as error:
            made = f"; {self.planned.label} exists as {self.made}" if self.made else ""
            raise JournalError(f"{error}{made}") from None

    def _say(self, text: str) -> None:
        self.sender.tell(self.planned, text)

    def _say_waiting(self, what: str, seconds: float) -> None:
        self._say(f"waiting for {what}")

    def _say_again(self, trouble: Trouble, seconds: float) -> None:
        self._say(trouble.again(seconds))
