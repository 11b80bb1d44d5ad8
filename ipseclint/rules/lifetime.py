"""Lifetimes of phase 1 and phase 2 (IPS5)."""

from __future__ import annotations

from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
