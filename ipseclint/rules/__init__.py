"""The rules: one explicit table, in the order of their codes."""

from __future__ import annotations

from ipseclint.rules import (
    asn,
    bgp,
    bgp_whole,
    cidr,
    comments,
    crypto,
    differ,
    groups,
    health,
    identity,
    lifetime,
    naming,
    neighbours,
    networks,
    overlap,
    pair,
    peer,
    peering,
    placeholder,
    policy,
    psk,
    psk_text,
    ranges,
    reading,
    shape,
    shared_phase1,
    sharing,
    sm,
    tunnel,
    version,
)
from ipseclint.rules.rule import Rule

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *reading.RULES,
            *comments.RULES,
            *shape.RULES,
            *placeholder.RULES,
            *cidr.RULES,
            *ranges.RULES,
            *networks.RULES,
            *overlap.RULES,
            *crypto.RULES,
            *groups.RULES,
            *version.RULES,
            *differ.RULES,
            *sm.RULES,
            *policy.RULES,
            *lifetime.RULES,
            *naming.RULES,
            *psk.RULES,
            *psk_text.RULES,
            *identity.RULES,
            *peer.RULES,
            *tunnel.RULES,
            *bgp.RULES,
            *bgp_whole.RULES,
            *asn.RULES,
            *health.RULES,
            *neighbours.RULES,
            *shared_phase1.RULES,
            *sharing.RULES,
            *peering.RULES,
            *pair.RULES,
        ),
        key=lambda rule: rule.code,
    )
)
BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}
BY_NAME: dict[str, Rule] = {rule.name: rule for rule in RULES}
RUN_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.run is not None)
CONNECTION_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.check is not None)
UNUSED_RULES: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.unused is not None)

if len(BY_CODE) != len(RULES) or len(BY_NAME) != len(RULES):
    raise RuntimeError("two rules share a code or a name")
