"""Ciphers, hashes, DH groups, PFS and IKE version (IPS401-IPS411)."""

from __future__ import annotations

from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = ()
