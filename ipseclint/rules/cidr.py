"""Addresses: what is a CIDR, and which ranges a side may name (IPS2)."""

from __future__ import annotations

from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
