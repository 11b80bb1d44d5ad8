"""Figures of the fault tests, printed at the end of a test run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass
class Figures:
    """How many faults were struck and kills made, and how the first and the second run ended."""

    faults: Counter[str] = field(default_factory=Counter)
    kills: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)
    second: Counter[str] = field(default_factory=Counter)
    storms: list[str] = field(default_factory=list)

    def fault(self, kind: str, first: list[str], second: list[str]) -> None:
        self.faults[kind] += 1
        self.first.update(first)
        self.second.update(second)

    def kill(self, place: str, second: list[str]) -> None:
        self.kills[place] += 1
        self.second.update(second)

    def weather(self, calls: int, struck: list[str]) -> None:
        throttled = sum(kind.startswith("throttled") for kind in struck)
        self.storms.append(f"{calls} calls, {throttled} throttled, {len(struck) - throttled} unclear")

    def lines(self) -> list[str]:
        """What to print; nothing if nothing was counted."""
        if not self.faults and not self.kills:
            return []
        points = self.faults.total() + self.kills.total()
        return [
            f"{points} fault points: {self.faults.total()} faults, {self.kills.total()} kills",
            f"first runs ended:  {_told(self.first)}",
            f"second runs ended: {_told(self.second)}",
            *(f"100 connections over 10 gateways: {storm}" for storm in self.storms),
        ]


def _told(words: Counter[str]) -> str:
    return ", ".join(f"{count} {word}" for word, count in words.most_common())


FIGURES = Figures()
