"""Lifetimes of the IKE SA and the child SAs (IPS501-IPS505)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipseclint import facts
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Place
from ipseclint.rules import samples
from ipseclint.rules.repair import replace_value
from ipseclint.rules.rule import Hit, Outcome, Rule, Settings, Undecided
from ipseclint.rules.spot import one_line

_LONGEST = facts.LIFETIME[-1]
_PHASE1, _PHASE2 = 86400, 28800
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_WITH_UNIT = re.compile(r"([0-9]{1,6})(?:\.0*)?\s*([smhd])[a-z]*\.?\Z", re.IGNORECASE)


def lifetime_out_of_range(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel, field in _lifetimes(connection):
        value = field.value
        if field.unknown:
            yield Undecided(field)
        elif value is not None and not (isinstance(value, int) and 0 <= value <= _LONGEST):
            yield _rejected(tunnel, field, str(value))


def _rejected(tunnel: Tunnel, field: Field, text: str) -> Hit:
    shown = one_line(text)
    if not shown or shown != shown.strip():
        shown = f"'{shown}'"
    message = (
        f"{field.name}{tunnel.label} is {shown}, which the API rejects: it takes whole seconds from 0 to {_LONGEST}."
    )
    return Hit.at(field, tunnel, message, f"{_better(field, text)}.", subject=shown)


def lifetime_zero(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel, field in _lifetimes(connection):
        if field.unknown:
            yield Undecided(field)
        elif field.value == 0:
            message = (
                f"{field.name}{tunnel.label} is {field.said()}: what a lifetime of 0 means is not "
                f"documented, so the keys may be renewed at any time or never."
            )
            yield Hit.at(field, tunnel, message, f"Set {field.name} to {_usual(field)}.", subject="0")


def lifetime_too_long(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel, field in _lifetimes(connection):
        longest = _bounds(field, settings)[1]
        if field.unknown:
            yield Undecided(field)
        elif _valid(field) > longest:
            message = (
                f"{field.name}{tunnel.label} is {field.said()}: the keys of {_phase(field)} are used for "
                f"longer than the {_whose(field, longest)}."
            )
            help_ = f"Set {field.name} to {longest} or less."
            fix = replace_value(field, str(longest), f"Set {field.name} to {longest}.")
            hit = Hit.at(field, tunnel, message, help_, subject=f"over {longest}")
            hit.fix = fix
            yield hit


def lifetime_too_short(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel, field in _lifetimes(connection):
        shortest = _bounds(field, settings)[0]
        if field.unknown:
            yield Undecided(field)
        elif 0 < _valid(field) < shortest:
            message = (
                f"{field.name}{tunnel.label} is {field.said()}: {_phase(field)} is negotiated anew every "
                f"{field.value} seconds, which loads both gateways and breaks traffic whenever one round "
                "fails."
            )
            help_ = f"Set {field.name} to {shortest} or more; {_usual(field)} is usual."
            yield Hit.at(field, tunnel, message, help_, subject=f"under {shortest}")


def ipsec_outlives_ike(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel in connection.tunnels:
        ike, ipsec = tunnel.phase1.lifetime, tunnel.phase2.lifetime
        if ike.unknown or ipsec.unknown:
            yield from _outlives_undecided(ike, ipsec)
        elif _valid(ipsec) > _valid(ike) > 0:
            yield _outlives(tunnel, ike, ipsec)


def _outlives_undecided(ike: Field, ipsec: Field) -> Iterator[Outcome]:
    """Nothing outlives the longest phase 1, and nothing is outlived by the shortest phase 2."""
    settled = _valid(ike) == _LONGEST or (ike.known and not _valid(ike)) or (ipsec.known and not _valid(ipsec))
    if not settled:
        yield Undecided(ike if ike.unknown else ipsec)


def _outlives(tunnel: Tunnel, ike: Field, ipsec: Field) -> Hit:
    is_v1 = str(tunnel.phase1.version.value).lower() == "ikev1"
    if is_v1:
        effect = "gateways differ in what they do with phase 2 under ikev1 when phase 1 ends, and some drop it"
    else:
        effect = "phase 1 is renewed more often than what it protects, and phase 2 is handed on to the new one"
    message = f"{ipsec.name}{tunnel.label} is {ipsec.said()}, longer than {ike.said()} of {ike.name}: {effect}."
    help_ = f"Set {ipsec.name} below {ike.name}, for example {_PHASE2} below {_PHASE1}."
    hit = Hit.at(ipsec, tunnel, message, help_, subject="outlives")
    hit.severity = None if is_v1 else Severity.INFO
    hit.related = (*hit.related, Place(ike.span, f"{ike.name} is {ike.value}"))
    return hit


def _lifetimes(connection: Connection) -> Iterator[tuple[Tunnel, Field]]:
    for tunnel in connection.tunnels:
        yield tunnel, tunnel.phase1.lifetime
        yield tunnel, tunnel.phase2.lifetime


def _valid(field: Field) -> int:
    """The lifetime in seconds; 0 for what IPS501 or IPS502 speaks of, or what is not known."""
    value = field.value
    return value if isinstance(value, int) and 0 <= value <= _LONGEST else 0


def _is_phase1(field: Field) -> bool:
    return field.pointer.endswith("/IkeLifetime")


def _phase(field: Field) -> str:
    return "phase 1" if _is_phase1(field) else "phase 2"


def _usual(field: Field) -> int:
    return _PHASE1 if _is_phase1(field) else _PHASE2


def _bounds(field: Field, settings: Settings) -> tuple[int, int]:
    return settings.ike_lifetime if _is_phase1(field) else settings.ipsec_lifetime


def _whose(field: Field, longest: int) -> str:
    """A bound, with who set it."""
    if longest == _usual(field):
        return f"{longest} seconds of NIST SP 800-77 and RFC 4308"
    return f"{longest} seconds that the configuration allows"


def _better(field: Field, text: str) -> str:
    """What to write instead: a time with a unit is counted out."""
    match = _WITH_UNIT.match(text.strip())
    seconds = int(match[1]) * _SECONDS[match[2].lower()] if match else 0
    if match and 0 < seconds <= _LONGEST:
        return f"Write {seconds}, without a unit"
    return f"Write a whole number of seconds, for example {_usual(field)}"


_GOOD = samples.single()
_LIFETIME = "IpsecLifetime: 28800"
RULES: tuple[Rule, ...] = (
    Rule(
        "IPS501",
        "lifetime-out-of-range",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="A lifetime is no whole number of seconds from 0 to 86400.",
        why="The request is rejected. Units (`8h`), fractions and texts are not read.",
        source="CreateVpnConnection, Vpc API 2016-04-28 (SDK 7.2.2, 2026-09-15)",
        how="Write seconds: 86400 for phase 1, 28800 for phase 2.",
        bad=samples.single((_LIFETIME, "IpsecLifetime: 8h")),
        good=_GOOD,
        check=lifetime_out_of_range,
    ),
    Rule(
        "IPS502",
        "lifetime-zero",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="A lifetime is 0, whose meaning is not documented.",
        why="The API takes 0 and does not say what it means: no rekeying at all, or a default of the "
        "service. The Terraform provider sends 0 for every lifetime that a written block leaves out.",
        source="CreateVpnConnection (SDK 7.2.2, 2026-09-15); Terraform provider 1.289 (2026-08-21)",
        how="Write both lifetimes.",
        bad=samples.single((_LIFETIME, "IpsecLifetime: 0")),
        good=_GOOD,
        check=lifetime_zero,
    ),
    Rule(
        "IPS503",
        "lifetime-too-long",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "unsafe",
        summary="Keys live longer than the baselines allow: phase 2 above 28800 s, phase 1 above 86400 s.",
        why="The longer a key lives, the more traffic falls with it, and the API knows no lifetime in "
        "bytes. Its own default for phase 2 is 86400 s, three times the usual bound. Peers with a shorter "
        "lifetime renew keys under ikev2; under ikev1 the difference can end the tunnel.",
        source="NIST SP 800-77 rev. 1 table 1 (2020-06); RFC 4308 section 2.3 (2005-12); API defaults, SDK "
        "7.2.2 (2026-09-15)",
        how="Set IpsecLifetime to 28800 or less, on both ends.",
        bad=samples.single((f", {_LIFETIME}", "")),
        good=_GOOD,
        configure="lifetimes",
        check=lifetime_too_long,
    ),
    Rule(
        "IPS504",
        "lifetime-too-short",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="Keys are renewed all the time: phase 2 under 300 s, phase 1 under 900 s.",
        why="Every renewal costs a negotiation and is a moment in which the tunnel can fail. No standard "
        "asks for so short a time; it is mostly left over from a test.",
        source="judgement of this program, 2026-11: no standard gives a lower bound",
        how="Set 3600 to 28800 s for phase 2, up to 86400 s for phase 1.",
        bad=samples.single((_LIFETIME, "IpsecLifetime: 100")),
        good=_GOOD,
        configure="lifetimes",
        check=lifetime_too_short,
    ),
    Rule(
        "IPS505",
        "ipsec-outlives-ike",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="Phase 2 lives longer than phase 1.",
        why="IKEv2 hands child SAs on when the IKE SA is renewed, so there it is only odd. Under IKEv1 "
        "gateways differ: some delete phase 2 with the phase 1 that made it, and the tunnel is down until "
        "traffic brings it up again.",
        source="RFC 7296 section 2.8 (2014-10) for IKEv2; under IKEv1, what gateways are seen to do",
        how="Keep IpsecLifetime below IkeLifetime: 28800 and 86400.",
        bad=samples.single(("IkePfs: group14", "IkePfs: group14, IkeLifetime: 3600")),
        good=_GOOD,
        check=ipsec_outlives_ike,
    ),
)
