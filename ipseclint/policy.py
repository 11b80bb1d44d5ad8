"""Policy: what the chosen profiles say of a connection's effective values, and which finding it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ipseclint import facts
from ipseclint.finding import Finding, Fix, Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.profiles import DEFAULT, Profile, Value, Verdict, load
from ipseclint.rules.family import SM, family, undecided
from ipseclint.rules.guessable import is_short
from ipseclint.rules.keys import literals
from ipseclint.rules.repair import replace_value
from ipseclint.rules.rule import Hit, Replace, Undecided

# Values by field, the first choice first: what is proposed is the first that every chosen profile accepts.
_CIPHERS = ("aes256", "aes", "aes192", facts.SM_ENCRYPTION)
# RFC 8221 section 6 prefers sha512 to sha384, which costs the same.
_HASHES = ("sha256", "sha512", "sha384", facts.SM_INTEGRITY)
_CHOICES: dict[str, tuple[str, ...]] = {
    "IkeVersion": ("ikev2", "ikev1"),
    "IkeMode": ("main",),
    "IkeEncAlg": _CIPHERS,
    "IpsecEncAlg": _CIPHERS,
    "IkeAuthAlg": _HASHES,
    "IpsecAuthAlg": _HASHES,
    "IkePfs": ("group14",),
    "IpsecPfs": ("group14", "disabled"),
}
# Rules that speak of the same fault in a field: their finding carries what a profile says.
_SPEAKERS: dict[str, tuple[str, ...]] = {
    "IkeVersion": ("IPS406",),
    "IkeMode": ("IPS407",),
    "IkeEncAlg": ("IPS401",),
    "IpsecEncAlg": ("IPS401",),
    "IkeAuthAlg": ("IPS402",),
    "IpsecAuthAlg": ("IPS402",),
    "IkePfs": ("IPS403",),
    "IpsecPfs": ("IPS403", "IPS404", "IPS405"),
    "IkeLifetime": ("IPS503", "IPS504"),
    "IpsecLifetime": ("IPS503", "IPS504"),
    "Psk": ("IPS702", "IPS703"),
}
# What an SM gateway takes from no request: judging it would blame a tunnel for what it cannot have.
_NOT_OF_SM = frozenset(("IkeVersion", "IkeMode", "IkePfs", "IpsecPfs", "Psk"))
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the profiles say against one value: a finding of its own, unless one of the rules `speakers` has told
    the same fault. `better` is what they accept, "" where no value suits all of them; `repair` writes that."""

    hit: Hit
    level: Severity
    speakers: tuple[str, ...]
    better: str
    repair: tuple[Replace, ...] = ()

    def carrier(self, findings: list[Finding], first: int) -> int | None:
        """Which finding, from the place `first` on, tells this fault already."""
        places = range(first, len(findings))
        fitting = [
            at for at in places if findings[at].code in self.speakers and findings[at].pointer == self.hit.pointer
        ]
        return min(fitting, key=lambda at: self.speakers.index(findings[at].code), default=None)

    def carried_by(self, finding: Finding, is_set: bool, fix: Fix | None) -> Finding:
        """The finding with the profile's level, when that is worse, and its clause. Advice that a profile would
        object to gives way to what it accepts, with its `fix`. `is_set`: the configuration says the level."""
        level = finding.severity if is_set else max(finding.severity, self.level)
        told = replace(finding, severity=level, profile=self.hit.profile)
        if not self.better or self.better in _WORD.findall(finding.help):
            return told
        return replace(told, help=self.hit.help, fix=fix if finding.fix is not None else None)


@dataclass(frozen=True, slots=True)
class _Objection:
    profile: Profile
    verdict: Verdict
    level: Severity


def rulings(connection: Connection, names: tuple[str, ...]) -> Iterator[Ruling | Undecided]:
    """What the profiles of these names say against a connection, and what unknown values leave open."""
    chosen = [load(name) for name in dict.fromkeys(names) if name != DEFAULT]
    if not chosen:
        return
    for tunnel in connection.tunnels:
        kind = family(connection, tunnel)
        if kind == "open":
            yield from (outcome for outcome in undecided(connection) if isinstance(outcome, Undecided))
            return
        yield from _of_tunnel(tunnel, chosen, kind == "sm")
    yield from _of_keys(connection, chosen)


def _of_tunnel(tunnel: Tunnel, chosen: list[Profile], is_sm: bool) -> Iterator[Ruling | Undecided]:
    version = tunnel.phase1.version
    judging = chosen if is_sm else [profile for profile in chosen if _covers(profile, version)]
    for name, item in _fields(tunnel):
        if is_sm and name in _NOT_OF_SM:
            continue
        if name == "IkeMode" and version.value != "ikev1":
            if version.unknown and item.value == "aggressive" and _objecting(chosen, name):
                yield Undecided(version)
            continue
        asked = chosen if name == "IkeVersion" else judging
        if item.unknown:
            if _objecting(asked, name):
                yield Undecided(item)
            continue
        objection = _objection(asked, name, item)
        if objection is not None:
            yield _ruling(tunnel, name, item, objection, asked)


def _fields(tunnel: Tunnel) -> Iterator[tuple[str, Field]]:
    phase1, phase2 = tunnel.phase1, tunnel.phase2
    yield "IkeVersion", phase1.version
    yield "IkeMode", phase1.mode
    yield "IkeEncAlg", phase1.encryption
    yield "IkeAuthAlg", phase1.integrity
    yield "IkePfs", phase1.group
    yield "IkeLifetime", phase1.lifetime
    yield "IpsecEncAlg", phase2.encryption
    yield "IpsecAuthAlg", phase2.integrity
    yield "IpsecPfs", phase2.pfs
    yield "IpsecLifetime", phase2.lifetime


def _covers(profile: Profile, version: Field) -> bool:
    """Whether a profile speaks of tunnels of this version. Of an unknown one, when it speaks of all."""
    return version.value in profile.ike or len(profile.ike) > 1


def _objecting(chosen: list[Profile], name: str) -> bool:
    return any(name in profile.objects for profile in chosen)


def _objection(chosen: list[Profile], name: str, item: Field) -> _Objection | None:
    """The worst that the profiles say against a value, of equal ones the first."""
    worst: _Objection | None = None
    for profile in chosen:
        verdict = _against(profile, name, item)
        if verdict is not None and verdict.level is not None and (worst is None or verdict.level > worst.level):
            worst = _Objection(profile, verdict, verdict.level)
    return worst


def _against(profile: Profile, name: str, item: Field) -> Verdict | None:
    """The verdict that a value meets. A lifetime of 0, of which nobody knows what it means, is left to IPS502."""
    value = item.value
    if isinstance(value, str):
        return profile.verdict(name, value)
    bound = profile.bounds.get(name)
    if bound is None or not isinstance(value, int) or not 0 < value <= facts.LIFETIME[-1]:
        return None
    return None if _is_within(bound, value) else bound


def _is_within(bound: Verdict, seconds: int) -> bool:
    if bound.exactly is not None:
        return seconds == bound.exactly
    return bound.most is None or seconds <= bound.most


def _of_keys(connection: Connection, chosen: list[Profile]) -> Iterator[Ruling]:
    """Keys that are known: of one that is passed in, nothing is asked."""
    for tunnel, item, key in literals(connection):
        judging = [profile for profile in chosen if _covers(profile, tunnel.phase1.version)]
        worst: _Objection | None = None
        for profile in judging:
            bound = profile.bounds.get("Psk")
            if bound is None or bound.bits is None or bound.level is None or not is_short(key, bound.bits):
                continue
            if worst is None or bound.level > worst.level:
                worst = _Objection(profile, bound, bound.level)
        if worst is not None and not tunnel.is_sm:
            yield _ruling(tunnel, "Psk", item, worst, judging)


def _ruling(tunnel: Tunnel, name: str, item: Field, objection: _Objection, chosen: list[Profile]) -> Ruling:
    profile, verdict = objection.profile, objection.verdict
    better = _better(name, chosen)
    has = _has(item, verdict)
    message = (
        f"{item.name}{tunnel.label} {has}, against the profile {profile.name}: {verdict.says} ({verdict.clause.cited})."
    )
    hit = Hit(
        message,
        _help(name, item, better, objection),
        item.span,
        item.pointer,
        objection.level,
        item.related,
        tunnel.number,
        item.defaulted,
        subject=f"{profile.name} {verdict.bits or item.value}",
        profile=f"{profile.name}: {verdict.clause.cited}",
    )
    repair = replace_value(item, better, f"Set {item.name} to {better}.") if better else ()
    return Ruling(hit, objection.level, _SPEAKERS[name], better, repair)


def _has(item: Field, verdict: Verdict) -> str:
    """What a field has, in words. Of a key nothing is told but the bound that it misses."""
    if verdict.bits is not None:
        return f"has less than {verdict.bits} bits of entropy even if it is random"
    return f"is {item.said()}"


def _help(name: str, item: Field, better: str, objection: _Objection) -> str:
    profile, verdict = objection.profile, objection.verdict
    if verdict.bits is not None:
        return "Use a random key, such as `openssl rand -hex 32` makes."
    if verdict.help:
        return verdict.help
    if item.value in SM:
        return "End the connection on a gateway that is no SM gateway: it has no other ciphers and hashes."
    if better and name in _CHOICES:
        return f"Set {item.name} to {better}, on both ends."
    if better:
        return f"Set {item.name} to {better}{'' if verdict.most is None else ' or less'}."
    own = _better(name, [profile])
    return f"Set {item.name} to {own} for {profile.name}; no value suits all profiles that were chosen."


def _better(name: str, chosen: list[Profile]) -> str:
    """The value that suits all profiles, "" where there is none: the first choice, or the strictest bound."""
    if name in _CHOICES:
        suiting = (value for value in _CHOICES[name] if not any(_refuses(profile, name, value) for profile in chosen))
        return next(suiting, "")
    bounds = [profile.bounds[name] for profile in chosen if name in profile.bounds]
    exact = {bound.exactly for bound in bounds if bound.exactly is not None}
    most = [bound.most for bound in bounds if bound.most is not None]
    seconds = next(iter(exact)) if len(exact) == 1 else min(most, default=0) if not exact else 0
    return str(seconds) if seconds and all(_is_within(bound, seconds) for bound in bounds) else ""


def _refuses(profile: Profile, name: str, value: Value) -> bool:
    """Whether a profile objects to a value, or names others and not this one."""
    verdict = profile.verdict(name, value)
    if verdict is None:
        return name in profile.objects and value in SM
    return verdict.level is not None
