"""IKE version and mode (IPS406-IPS408)."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Mapping
from ipseclint.rules import samples
from ipseclint.rules.family import unless_sm
from ipseclint.rules.repair import remove_entry, replace_value
from ipseclint.rules.rule import Hit, Outcome, Rule, Settings, Undecided


def ikev1(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel in connection.tunnels:
        field = tunnel.phase1.version
        if is_version(field, "ikev1"):
            message = (
                f"{field.name}{tunnel.label} is {field.said()}: IKEv1 was retired in 2023 and gets "
                f"neither new algorithms nor repairs to the protocol."
            )
            help_ = f"Set {field.name} to ikev2, on both ends."
            fix = replace_value(field, "ikev2", f"Set {field.name} to ikev2.")
            yield from unless_sm(connection, tunnel, Hit.at(field, tunnel, message, help_, fix=fix, subject="ikev1"))
        elif field.unknown and not tunnel.is_sm:
            yield Undecided(field)


def aggressive_mode(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Pre-shared keys are the only authentication of a gateway that is no SM gateway."""
    for tunnel in connection.tunnels:
        version, mode = tunnel.phase1.version, tunnel.phase1.mode
        if mode.value == "main":
            continue
        is_v1, is_aggressive = is_version(version, "ikev1"), mode.value == "aggressive"
        if is_v1 and is_aggressive:
            message = (
                f"{mode.name}{tunnel.label} is aggressive under {version.said()}: it sends a hash of the "
                f"pre-shared key unencrypted, so whoever listens once can guess the key offline."
            )
            help_ = f"Set {mode.name} to main, or better use ikev2, on both ends."
            fix = replace_value(mode, "main", f"Set {mode.name} to main.")
            hit = Hit.at(mode, tunnel, message, help_, fix=fix, subject="aggressive")
            yield from unless_sm(connection, tunnel, hit)
        elif not tunnel.is_sm and (is_v1 or version.unknown) and (is_aggressive or mode.unknown):
            yield Undecided(version if version.unknown else mode)


def mode_without_effect(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel in connection.tunnels:
        version, mode = tunnel.phase1.version, tunnel.phase1.mode
        if not mode.written or mode.value not in ("main", "aggressive"):
            continue
        if version.unknown and not tunnel.is_sm:
            yield Undecided(version)
        elif is_version(version, "ikev2"):
            yield from unless_sm(connection, tunnel, _without_effect(connection, tunnel, version, mode))


def _without_effect(connection: Connection, tunnel: Tunnel, version: Field, mode: Field) -> Hit:
    is_aggressive = mode.value == "aggressive"
    lost = "the exchange that it asks for will not take place" if is_aggressive else "the value does nothing"
    message = f"{mode.name}{tunnel.label} is {mode.value}, but {version.said()} has no modes: {lost}."
    severity = Severity.WARNING if is_aggressive else None
    fix = remove_entry(mode, f"Remove {mode.name}.") if _has_others(connection, mode) else ()
    return Hit.at(mode, tunnel, message, f"Remove {mode.name}.", severity, fix=fix, subject=str(mode.value))


def _has_others(connection: Connection, field: Field) -> bool:
    """Whether the mapping that a field stands in has other entries, so that it can be taken out."""
    at: object = connection.request.body
    for step in field.pointer.split("/")[1:-1]:
        if isinstance(at, Mapping):
            at = at.get(step)
        elif hasattr(at, "items") and step.isdigit():
            at = at.items[int(step)]
    return isinstance(at, Mapping) and len(at.entries) > 1


def is_version(field: Field, version: str) -> bool:
    """Whether a field's effective version is this one, in the spelling of 2019 too (`Ikev1`)."""
    return isinstance(field.value, str) and field.value.lower() == version


_GOOD = samples.single()
RULES: tuple[Rule, ...] = (
    Rule(
        "IPS406",
        "ikev1",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "unsafe",
        summary="The version is ikev1, written or by default.",
        why="IKEv1 has been historic since 2023 and gets neither new algorithms nor care. It takes one "
        "CIDR a side, its modes leak identities or bind keys to addresses, and new peers come without it. "
        "It is the API's default.",
        source="RFC 9395 (2023-04); NIST SP 800-77 rev. 1 table 1 (2020-06): legacy, not for new "
        "deployments; API default, SDK 7.2.2 (2026-09-15)",
        how="Set IkeVersion to ikev2, on both ends. An SM gateway has ikev1 only and is exempt.",
        bad=samples.single(("IkeVersion: ikev2, ", "")),
        good=_GOOD,
        check=ikev1,
    ),
    Rule(
        "IPS407",
        "aggressive-mode",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "unsafe",
        summary="ikev1 in aggressive mode with a pre-shared key.",
        why="In aggressive mode a hash that depends on the key is sent in the clear. Whoever records one "
        "negotiation tries keys at leisure, without being seen; in the other modes one must at least play "
        "the peer.",
        source="RFC 2409 section 5.4 (1998-11); NIST SP 800-77 rev. 1 section 7.2.6: to be avoided; "
        "strongSwan documentation, frequently asked questions (2026-05)",
        how="Use ikev2, which takes names as identities too; or main mode with addresses as identities.",
        bad=samples.single(("IkeVersion: ikev2", "IkeVersion: ikev1, IkeMode: aggressive")),
        good=_GOOD,
        check=aggressive_mode,
    ),
    Rule(
        "IPS408",
        "mode-without-effect",
        Severity.INFO,
        "connection",
        "0.1.0",
        "fix",
        summary="A mode is written, and ikev2 has none.",
        why="IkeMode belongs to ikev1. `aggressive` beside ikev2 is a warning: one of the two is not what was meant.",
        source="RFC 7296 section 1.2 (2014-10)",
        how="Remove IkeMode.",
        bad=samples.single(("IkeVersion: ikev2", "IkeVersion: ikev2, IkeMode: main")),
        good=_GOOD,
        check=mode_without_effect,
    ),
)
