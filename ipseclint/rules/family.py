"""Families of gateways: SM gateways take other ciphers, versions and credentials than standard ones."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Literal

from ipseclint import facts
from ipseclint.model import Connection, Field, State, Tunnel
from ipseclint.rules.rule import Hit, Outcome, Undecided

Family = Literal["sm", "standard", "open"]
SM = frozenset((facts.SM_ENCRYPTION, facts.SM_INTEGRITY))
STANDARD = frozenset((*facts.ENCRYPTION, *facts.INTEGRITY))


def unless_sm(connection: Connection, tunnel: Tunnel, hit: Hit) -> Iterator[Outcome]:
    """A finding about values that SM gateways do not use: nothing if the tunnel is of that family, undecided
    if a value that is not known could make it so."""
    kind = family(connection, tunnel)
    if kind == "standard":
        yield hit
    elif kind == "open":
        yield from undecided(connection)


def undecided(connection: Connection) -> Iterator[Outcome]:
    """The first unknown value that leaves the family of a connection's tunnels open, if one does."""
    doubts = (field for tunnel in connection.tunnels for field in unknown_of(tunnel))
    yield from (Undecided(field) for field in islice(doubts, 1))


def family(connection: Connection, tunnel: Tunnel) -> Family:
    """To which kind of gateway a tunnel belongs. `open` takes a certificate: without one, a tunnel that shows
    no SM cipher is taken to be a standard one."""
    if all_standard(connection):
        return "standard"
    if tunnel.is_sm or _follows_sm(connection, tunnel):
        return "sm"
    if _is_open(tunnel):
        return "open"
    if any(field.written and field.value in STANDARD for field in ciphers_of(tunnel)):
        return "standard"
    if holds(tunnel.certificate) or any(other.is_sm or _is_open(other) for other in connection.tunnels):
        return "open"
    return "standard"


def all_standard(connection: Connection) -> bool:
    """Whether nothing in a connection is of the SM family or unknown: the usual case, told quickly."""
    for tunnel in connection.tunnels:
        phase1, phase2 = tunnel.phase1, tunnel.phase2
        if (
            tunnel.certificate.state is not State.ABSENT
            or phase1.encryption.value not in STANDARD
            or phase1.integrity.value not in STANDARD
            or phase2.encryption.value not in STANDARD
            or phase2.integrity.value not in STANDARD
        ):
            return False
    return True


def _follows_sm(connection: Connection, tunnel: Tunnel) -> bool:
    """Whether a tunnel leaves all ciphers to the defaults, and the other tunnel shows them to be SM ciphers."""
    if len(connection.tunnels) == 1 or not all(field.defaulted for field in ciphers_of(tunnel)):
        return False
    return any(other.is_sm for other in connection.tunnels)


def _is_open(tunnel: Tunnel) -> bool:
    return holds(tunnel.certificate) and any(field.unknown for field in ciphers_of(tunnel))


def unknown_of(tunnel: Tunnel) -> Iterator[Field]:
    return (field for field in (*ciphers_of(tunnel), tunnel.certificate) if field.unknown)


def ciphers_of(tunnel: Tunnel) -> tuple[Field, Field, Field, Field]:
    phase1, phase2 = tunnel.phase1, tunnel.phase2
    return phase1.encryption, phase1.integrity, phase2.encryption, phase2.integrity


def holds(certificate: Field) -> bool:
    """Whether a certificate is given, or may be."""
    return certificate.unknown or given(certificate)


def given(certificate: Field) -> bool:
    return certificate.written and bool(str(certificate.value).strip())
