"""A run that is killed, at whichever journal write or call, is ended by the next one.

The quick suite kills at every sixth place; the long one at each: `pytest tests/submit/test_killed.py -m 'slow
or not slow'`."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from tests.cloud import faults
from tests.cloud.__main__ import cloud
from tests.cloud.server import Service, running
from tests.submit import kit
from tests.submit.figures import FIGURES
from tests.submit.runner import PLACES, Runner
from tests.submit.test_once import CALLS, check_once

# What happens to the first create of each connection, and the journal writes that a whole run makes of it.
RUNS = {"none": 9, "cut-after": 12, "500-before": 15, "configuring": 15}


def first_creates(kind: str) -> faults.Plan:
    """A fault at the first create of each connection."""
    seen: list[int] = []

    def plan(number: int, action: str) -> str | None:
        if action != "CreateVpnConnection" or kind == "none":
            return None
        seen.append(number)
        return kind if len(seen) in strikes else None

    # After a create that took effect there is no second one.
    strikes = (1, 2, 3) if kind == "cut-after" else (1, 3, 5)
    return plan


def kill_points() -> list[object]:
    points = []
    for kind, writes in RUNS.items():
        for write in range(writes):
            for number, place in enumerate(PLACES):
                quick = (write + number) % 6 == 0
                marks = () if quick else pytest.mark.slow
                points.append(pytest.param(kind, write, place, id=f"{kind}-{write}-{place}", marks=marks))
    return points


def calls() -> list[object]:
    """Every call of a run; the quick suite has the creating ones."""
    return [
        pytest.param(number, marks=() if action == "CreateVpnConnection" else pytest.mark.slow)
        for number, action in enumerate(CALLS)
    ]


@pytest.mark.parametrize("kind", RUNS)
def test_a_whole_run_makes_the_writes_that_are_killed_at_below(kind: str, runner: Runner, tmp_path: Path) -> None:
    with running(Service(cloud=cloud(), plan=first_creates(kind))) as server:
        assert runner.run(server.endpoint, tmp_path / "journal") == 0
        assert len((tmp_path / "journal").read_text().splitlines()) == RUNS[kind]


@pytest.mark.parametrize(("kind", "write", "place"), kill_points())
def test_a_run_killed_at_a_journal_write_is_ended_by_the_next(
    kind: str, write: int, place: str, runner: Runner, tmp_path: Path
) -> None:
    service = Service(cloud=cloud(), plan=first_creates(kind))
    with running(service) as server:
        assert runner.run(server.endpoint, tmp_path / "journal", write, place) == -signal.SIGKILL
        service.plan = faults.none
        check_next(service, server.endpoint, tmp_path / "journal", f"write-{place}")


@pytest.mark.parametrize(
    "call",
    [pytest.param(n, marks=() if CALLS[n].startswith("Create") else pytest.mark.slow) for n in range(len(CALLS))],
)
def test_a_run_killed_amid_a_call_is_ended_by_the_next(call: int, runner: Runner, tmp_path: Path) -> None:
    def kill(number: int, action: str) -> None:
        if number == call:
            os.kill(int((tmp_path / "pid").read_text()), signal.SIGKILL)

    service = Service(cloud=cloud(), plan=kill)
    with running(service) as server:
        assert runner.run(server.endpoint, tmp_path / "journal") == -signal.SIGKILL
        service.plan = faults.none
        check_next(service, server.endpoint, tmp_path / "journal", "call")


def check_next(service: Service, endpoint: str, journal: Path, place: str) -> None:
    """The next run ends the work, and its journal can be read."""
    planned = kit.plans(*kit.THREE)
    api = kit.Client(endpoint)
    second = kit.submit(planned, api, journal)
    assert set(second.words) <= {"created", "exists"}
    check_once(service, planned, api)
    assert oct(journal.stat().st_mode & 0o777) == "0o600"
    FIGURES.kill(place, second.words)
