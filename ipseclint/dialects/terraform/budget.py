"""Bounds of an evaluation: steps, instances, sizes and depth, so that every input ends."""

from __future__ import annotations

from dataclasses import dataclass

from ipseclint.node import Mapping, Node, Scalar, Sequence

STEPS = 1_000_000
INSTANCES = 10_000
ITEMS = 100_000
TEXT = 200_000
DEPTH = 110
VALUE_DEPTH = 60


class TooComplex(Exception):
    """A bound was reached; the message says which, as a sentence."""


@dataclass(slots=True, eq=False)
class Budget:
    """What is left for the modules below one root folder."""

    steps: int = STEPS
    instances: int = INSTANCES
    depth: int = 0

    def spend(self, steps: int = 1) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise TooComplex(f"Evaluating these modules takes more than {STEPS:,} steps.")

    def instance(self) -> None:
        self.instances -= 1
        if self.instances < 0:
            raise TooComplex(f"These modules plan more than {INSTANCES:,} resources.")

    def items(self, count: int) -> None:
        """Before a collection of this many items is made."""
        if count > ITEMS:
            raise TooComplex(f"A collection has more than {ITEMS:,} items.")
        self.spend(count)

    def text(self, length: int, more: int | None = None) -> None:
        """Before a text of this length is made, or `more` characters are added to make it so long."""
        if length > TEXT:
            raise TooComplex(f"A text is longer than {TEXT:,} characters.")
        self.spend((length if more is None else more) // 100)

    def measure(self, value: Node) -> None:
        """Before a value is walked as a whole: parts that stand in it many times count each time."""
        if isinstance(value, Scalar):
            return
        stack: list[tuple[Node, int]] = [(value, 0)]
        count = 0
        while stack:
            current, depth = stack.pop()
            count += 1
            if count > ITEMS or depth > VALUE_DEPTH:
                raise TooComplex(f"A value has more than {ITEMS:,} parts or {VALUE_DEPTH} levels.")
            if isinstance(current, Sequence):
                stack.extend((item, depth + 1) for item in current.items)
            elif isinstance(current, Mapping):
                stack.extend((entry.value, depth + 1) for entry in current.entries.values())
        self.spend(count // 10)
