"""The two tunnels of one connection compared (IPS411)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ipseclint import facts
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Place
from ipseclint.rules import samples
from ipseclint.rules.family import family, undecided
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided

_ALGORITHMS = frozenset((*facts.ENCRYPTION, *facts.INTEGRITY, *facts.PFS_GROUPS))


def tunnels_differ(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Values that other rules reject are left out, and so are the algorithms of SM gateways (IPS412)."""
    if len(connection.tunnels) != 2:
        return
    first, second = connection.tunnels
    families = {family(connection, first), family(connection, second)}
    if "open" in families:
        yield from undecided(connection)
    if "open" in families or len(families) > 1:
        return
    pairs = [(first.phase1.version, second.phase1.version)]
    if families == {"standard"}:
        pairs += _algorithms(first, second)
    pairs.append((first.phase1.lifetime, second.phase1.lifetime))
    pairs.append((first.phase2.lifetime, second.phase2.lifetime))
    differing = [pair for pair in pairs if _differ(*pair)]
    if differing:
        yield _hit(second, differing)
        return
    for one, other in pairs:
        if (one.unknown or other.unknown) and not _same_expression(one, other):
            yield Undecided(one if one.unknown else other)


def _algorithms(first: Tunnel, second: Tunnel) -> Iterator[tuple[Field, Field]]:
    yield first.phase1.encryption, second.phase1.encryption
    yield first.phase1.integrity, second.phase1.integrity
    yield first.phase1.group, second.phase1.group
    yield first.phase2.encryption, second.phase2.encryption
    yield first.phase2.integrity, second.phase2.integrity
    yield first.phase2.pfs, second.phase2.pfs


def _differ(one: Field, other: Field) -> bool:
    if one.value == other.value:
        return False
    mine, theirs = _comparable(one.value), _comparable(other.value)
    return mine is not None and theirs is not None and mine != theirs


def _comparable(value: Any) -> str | int | None:
    """A value that the API takes, without the case that a version had in 2019; else None."""
    if isinstance(value, int):
        return value if 0 < value <= facts.LIFETIME[-1] else None
    if not isinstance(value, str):
        return None
    if value.lower() in facts.IKE_VERSIONS:
        return value.lower()
    return value if value in _ALGORITHMS else None


def _same_expression(one: Field, other: Field) -> bool:
    """Whether two unknown values are the same for certain: the value of an iteration may not be."""
    return one.unknown and one.expression == other.expression != "" and ".value" not in one.expression


def _hit(tunnel: Tunnel, differing: list[tuple[Field, Field]]) -> Hit:
    other = next((second for _, second in differing if second.written), differing[0][1])
    told = [f"{second.name} ({first.value} and {second.value})" for first, second in differing]
    listed = told[0] if len(told) == 1 else f"{', '.join(told[:-1])} and {told[-1]}"
    message = (
        f"The two tunnels differ in {listed}: after a failover the connection runs with other security, "
        f"and one of the two may not match its peer."
    )
    firsts = {first.span.start: first for first, _ in reversed(differing)}
    related = tuple(Place(first.span, f"tunnel 1: {first.name} is {first.said()}") for first in firsts.values())
    return Hit(
        message,
        "Give both tunnels the same version, algorithms and lifetimes.",
        other.span,
        other.pointer,
        related=(*related[:4], *other.related),
        tunnel=tunnel.number,
        defaulted=other.defaulted,
        subject=" ".join(second.pointer.rsplit("/", 1)[-1] for _, second in differing),
    )


RULES: tuple[Rule, ...] = (
    Rule(
        "IPS411",
        "tunnels-differ",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="The two tunnels of one connection differ in version, algorithms or lifetimes.",
        why="The second tunnel takes over when the first fails. With other parameters the traffic is then "
        "protected otherwise, and a difference that nobody meant stays unseen until that day.",
        source="judgement of this program, 2026-11: CreateVpnConnection takes each tunnel's parameters apart",
        how="Write the same values in both tunnels; keys, identities and BGP addresses differ by nature.",
        bad=Example(
            samples.DUAL.replace("IpsecLifetime: 28800", "IpsecLifetime: 14400", 1),
        ),
        good=Example(samples.DUAL),
        check=tunnels_differ,
    ),
)
