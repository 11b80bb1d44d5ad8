"""Tuning: what a configuration lets the rules know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What the configuration lets a rule know. Lifetimes are seconds; `max_cidrs` is a count."""

    name_pattern: str | None = None
    private_ranges: tuple[str, ...] = ()
    max_cidrs: int = 5
    ike_lifetime: tuple[int, int] = (900, 86400)
    ipsec_lifetime: tuple[int, int] = (300, 28800)
    today: str = ""
