"""SM gateways: their ciphers and certificates (IPS412)."""

from __future__ import annotations

from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
