"""What can go wrong with a call, and when it does."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

# name: (does the call take effect, what the caller sees)
KINDS: dict[str, tuple[bool, str]] = {
    "500-before": (False, "500"),
    "500-after": (True, "500"),
    "503-before": (False, "503"),
    "503-after": (True, "503"),
    "cut-before": (False, "cut"),
    "cut-after": (True, "cut"),
    "cut-amid": (True, "amid"),
    "late": (True, "late"),
    "silent": (False, "late"),
    "slow": (True, "slow"),
    "html-before": (False, "html"),
    "html-after": (True, "html"),
    "html-503": (False, "html503"),
    "shape-after": (True, "shape"),
    "broken-after": (True, "broken"),
    "throttled": (False, "throttled"),
    "throttled-hint": (False, "throttled-hint"),
    "configuring": (False, "configuring"),
    "conflict": (False, "conflict"),
}
# Kinds of which the caller cannot tell whether the call took effect.
UNCLEAR = tuple(name for name, (_, seen) in KINDS.items() if not seen.startswith(("throttled", "con")))

# Kinds that take longer than a client waits; a slow call takes effect only after the client has gone.
SLOW = ("late", "silent", "slow")

Plan = Callable[[int, str], "str | None"]


def none(number: int, action: str) -> str | None:
    """No fault at all."""
    return None


def at(call: int, kind: str) -> Plan:
    """One fault, at the call of this number (from 0)."""
    return lambda number, action: kind if number == call else None


def always(action: str, kind: str) -> Plan:
    """The same fault at every call of an action."""
    return lambda number, asked: kind if asked == action else None


@dataclass
class Weather:
    """Faults at random: `throttled` and `unclear` are shares of all calls."""

    throttled: float
    unclear: float
    chance: random.Random

    def __call__(self, number: int, action: str) -> str | None:
        roll = self.chance.random()
        if roll < self.throttled:
            return self.chance.choice(("throttled", "throttled-hint"))
        if roll < self.throttled + self.unclear:
            return self.chance.choice([kind for kind in UNCLEAR if kind not in SLOW])
        return None
