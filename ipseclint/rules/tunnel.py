"""Tunnels: count, roles, DPD and NAT traversal (IPS801-IPS803, IPS821, IPS822)."""

from __future__ import annotations

from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
