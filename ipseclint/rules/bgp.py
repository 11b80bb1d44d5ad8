"""BGP of the tunnels (IPS811-IPS816)."""

from __future__ import annotations

from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
