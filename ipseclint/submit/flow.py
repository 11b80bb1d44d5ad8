"""The flow of a submission: journal, look, consent, send. The order of the steps is what makes it safe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ipseclint.submit.journal import opened
from ipseclint.submit.look import Looked, look, settle
from ipseclint.submit.request import Planned
from ipseclint.submit.run import Run
from ipseclint.submit.send import Outcome, Sender, Tell
from ipseclint.submit.service import Service

# Whether to go on, after the plan was shown; and whether a person was asked, which takes time.
Consent = Callable[[Sequence[Looked]], "Answer"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking. `slow` tells that time has passed, so that the look is worth repeating."""

    go: bool
    slow: bool = False


def submit(
    planned: Sequence[Planned],
    service: Service,
    path: Path,
    consent: Consent,
    tell: Tell,
    jobs: int = 4,
    fail_fast: bool = False,
) -> list[Outcome] | None:
    """What became of every plan, in the order given; None without consent. The journal is held from before
    the look until the end, so that no other run can act on an older look. Raises JournalError, Trouble,
    Stopped."""
    with opened(path) as journal:
        looked = look(planned, service, jobs)
        answer = consent(looked)
        if not answer.go:
            return None
        if answer.slow:
            looked = look(planned, service, jobs)
        settle(looked, service, journal)
        return Run(Sender(service, journal, tell), jobs, fail_fast).go(looked)
