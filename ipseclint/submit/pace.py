"""Pace: how long to wait between attempts, for how long altogether, and when to stop."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


class Stopped(Exception):
    """The user wants to stop: no new call is begun."""


class TimeIsUp(Exception):
    """The total limit of one wait is reached."""


@dataclass(slots=True)
class Pace:
    """Waits in seconds: `first` grows by half each time up to `longest`, and every wait differs by up to a
    quarter. `limit` is the total for one connection (the Terraform provider 1.289 waits five minutes)."""

    first: float = 3.0
    longest: float = 20.0
    limit: float = 300.0
    stop: threading.Event = field(default_factory=threading.Event)
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random

    def start(self) -> Waiting:
        """Begin to wait for one thing."""
        return Waiting(self, self.clock() + self.limit, self.first)

    def check(self) -> None:
        """Raises Stopped when the user wants to stop."""
        if self.stop.is_set():
            raise Stopped


@dataclass(slots=True)
class Waiting:
    """The waits for one thing, with one total limit."""

    pace: Pace
    until: float
    next: float

    def wait(self, asked: float = 0.0, tell: Callable[[float], None] | None = None) -> None:
        """Wait once, at least for as long as the service asks; `tell` hears for how long. Raises Stopped and
        TimeIsUp."""
        self.pace.check()
        seconds = max(asked, self.next * (0.75 + self.pace.chance() / 2))
        if self.pace.clock() + seconds > self.until:
            raise TimeIsUp
        if tell is not None:
            tell(seconds)
        if self.pace.stop.wait(seconds):
            raise Stopped
        self.next = min(self.next * 1.5, self.pace.longest)
