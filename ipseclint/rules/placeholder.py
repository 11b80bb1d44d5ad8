"""Placeholders and ids of the wrong kind (IPS109, IPS110)."""

from __future__ import annotations

from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
