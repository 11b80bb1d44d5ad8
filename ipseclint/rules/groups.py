"""DH groups and PFS (IPS403-IPS405)."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint import facts
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Place
from ipseclint.rules import samples
from ipseclint.rules.family import unless_sm
from ipseclint.rules.repair import replace_value
from ipseclint.rules.rule import Hit, Outcome, Rule, Settings, Undecided

# RFC 8247 section 2.4; NIST SP 800-77 rev. 1 section 7.2.4.2; Adrian et al., CCS 2015 (Logjam).
_WEAK: dict[str, tuple[str, Severity | None]] = {
    "group1": ("768 bits: it can be broken within hours", None),
    "group2": (
        "1024 bits: one large computation, thought to be within a state's reach, breaks it for everyone",
        None,
    ),
    "group5": (
        "1536 bits: it gives less than the 112 bits of strength that NIST asks for",
        Severity.WARNING,
    ),
}
_BEST = "group14"


def weak_dh_group(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """group24 is left to IPS105."""
    for tunnel in connection.tunnels:
        for field in (tunnel.phase1.group, tunnel.phase2.pfs):
            if field.value in _WEAK:
                reason, severity = _WEAK[field.value]
                message = f"{field.name}{tunnel.label} is {field.said()}, a DH group of {reason}."
                help_ = f"Set {field.name} to {_BEST}, on both ends."
                yield from unless_sm(connection, tunnel, _hit(tunnel, field, message, help_, severity))
            elif field.unknown and not tunnel.is_sm:
                yield Undecided(field)


def pfs_disabled(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel in connection.tunnels:
        field = tunnel.phase2.pfs
        if field.value == "disabled":
            message = (
                f"{field.name}{tunnel.label} is {field.said()}: every key of phase 2 comes from the one "
                f"key exchange of phase 1, so whoever breaks that one reads all traffic under it."
            )
            help_ = f"Set {field.name} to {_BEST}, on both ends."
            yield from unless_sm(connection, tunnel, _hit(tunnel, field, message, help_))
        elif field.unknown and not tunnel.is_sm:
            yield Undecided(field)


def pfs_weaker_than_ike(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel in connection.tunnels:
        ike, pfs = tunnel.phase1.group, tunnel.phase2.pfs
        if pfs.value == _BEST or (ike.value is not None and ike.value == pfs.value):
            continue
        strength, weaker = _bits(ike), _bits(pfs)
        if strength and weaker and weaker < strength:
            message = (
                f"{pfs.name}{tunnel.label} is {pfs.said()}, weaker than {ike.name} with {ike.said()}: "
                f"once phase 1 is broken, only this weaker group protects the traffic."
            )
            help_ = f"Set {pfs.name} to {_BEST}: never a weaker group than {ike.name}, on both ends."
            hit = _hit(tunnel, pfs, message, help_)
            hit.related = (*hit.related, Place(ike.span, f"{ike.name} is {ike.value}"))
            yield from unless_sm(connection, tunnel, hit)
        elif not tunnel.is_sm:
            yield from _weaker_undecided(ike, pfs)


def _weaker_undecided(ike: Field, pfs: Field) -> Iterator[Outcome]:
    """The strongest PFS group is never weaker, and no group is weaker than the weakest."""
    top, bottom = facts.GROUP_BITS[_BEST], facts.GROUP_BITS["group1"]
    if ike.unknown and (pfs.unknown or 0 < _bits(pfs) < top):
        yield Undecided(ike)
    elif pfs.unknown and _bits(ike) > bottom:
        yield Undecided(pfs)


def _bits(field: Field) -> int:
    """The strength of a group; 0 for none, or for what is not known."""
    return facts.GROUP_BITS.get(field.value, 0)


def _hit(tunnel: Tunnel, field: Field, message: str, help_: str, severity: Severity | None = None) -> Hit:
    fix = replace_value(field, _BEST, f"Set {field.name} to {_BEST}.")
    return Hit.at(field, tunnel, message, help_, severity, fix=fix, subject=str(field.value))


_GOOD = samples.single()
RULES: tuple[Rule, ...] = (
    Rule(
        "IPS403",
        "weak-dh-group",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "unsafe",
        summary="group1, group2 or group5 (warning) for phase 1 or PFS; group2 is the API's default for both.",
        why="Who breaks the key exchange reads everything, now or from a recording years later. 768 bits "
        "are within anyone's reach; for 1024 bits one precomputation, within a state's reach, would serve "
        "against two thirds of all IPsec gateways (Logjam). group14 costs nothing more to use.",
        source="RFC 8247 section 2.4 (2017-09; what to implement for IKEv2: group1 MUST NOT, group2 and "
        "group5 SHOULD NOT); NIST SP 800-77 rev. 1 section 7.2.4.2; Adrian et al., Imperfect Forward "
        "Secrecy, CCS 2015; API default, SDK 7.2.2 (2026-09-15)",
        how="Write group14 for IkePfs and IpsecPfs, on both ends.",
        bad=samples.single((", IkePfs: group14", "")),
        good=_GOOD,
        check=weak_dh_group,
    ),
    Rule(
        "IPS404",
        "pfs-disabled",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "unsafe",
        summary="Phase 2 renews its keys without a key exchange of its own.",
        why="Without PFS one broken key exchange opens all traffic of an IKE SA, up to a day of it.",
        source="RFC 7296 section 5 (2014-10); NIST SP 800-77 rev. 1 sections 2.2 and 7.2.6 (2020-06)",
        how="Set IpsecPfs to group14. Both ends need it: under ikev2 a difference shows only at the first rekeying.",
        bad=samples.single(("IpsecPfs: group14", "IpsecPfs: disabled")),
        good=_GOOD,
        check=pfs_disabled,
    ),
    Rule(
        "IPS405",
        "pfs-weaker-than-ike",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "unsafe",
        summary="The group of PFS is weaker than the one of phase 1.",
        why="PFS is to keep the traffic safe when the keys of phase 1 become known; with a weaker group it "
        "resists less than phase 1 itself. Often the reason is that IpsecPfs was left out: its default is group2.",
        source="NIST SP 800-77 rev. 1 table 1 (2020-06): the same group, or a stronger one",
        how="Write the same group for IkePfs and IpsecPfs: group14.",
        bad=samples.single(("IpsecPfs: group14", "IpsecPfs: group5")),
        good=_GOOD,
        check=pfs_weaker_than_ike,
    ),
)
