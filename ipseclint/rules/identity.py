"""Identities of the two ends, and the customer gateway's address (IPS707-IPS711)."""

from __future__ import annotations

from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
