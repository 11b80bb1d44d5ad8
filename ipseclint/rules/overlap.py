"""Overlap of the two sides of one connection (IPS301)."""

from __future__ import annotations

from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
