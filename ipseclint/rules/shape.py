"""Shape: fields that are missing, unknown, of the wrong type or outside their lists (IPS101-IPS108)."""

from __future__ import annotations

from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
