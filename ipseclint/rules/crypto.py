"""Ciphers and hashes, and how their strengths meet (IPS401, IPS402, IPS409, IPS410)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ipseclint import facts
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Place
from ipseclint.rules import samples
from ipseclint.rules.family import unless_sm
from ipseclint.rules.repair import replace_value
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided


class Verdict(NamedTuple):
    """Why a value is weak, in words that follow "IkeEncAlg is des: "."""

    reason: str
    severity: Severity | None = None


# (value, phase): RFC 8247 and 8221, NIST SP 800-77 rev. 1 and SP 800-131A rev. 2, as in the rules' sources.
_CIPHERS = {
    ("des", 1): Verdict(
        "its 56-bit keys can be found by trying them all, so whoever records the negotiation can read it"
    ),
    ("des", 2): Verdict("its 56-bit keys can be found by trying them all, so whoever records the traffic can read it"),
    ("3des", 1): Verdict(
        "NIST has disallowed it since 2024, and many peers offer it no more; little is sent under this "
        "key, so that its short blocks matter less than in phase 2",
        Severity.WARNING,
    ),
    ("3des", 2): Verdict(
        "its 64-bit blocks are likely to repeat within 32 GiB under one key, which gives away plain text, "
        "and the API has no lifetime in bytes to prevent that"
    ),
}
_HASHES = {
    "md5": Verdict("no practical attack on HMAC-MD5 is known, but NIST SP 800-77 bars it and many peers refuse it"),
    "sha1": Verdict(
        "HMAC-SHA-1 still holds, but NIST SP 800-77 rates it as legacy and more and more peers refuse it",
        Severity.WARNING,
    ),
}
_STRONG_CIPHERS = ("aes192", "aes256")
_ABOVE_GROUP14 = frozenset(("aes", *_STRONG_CIPHERS))


def weak_encryption(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel in connection.tunnels:
        for phase, field in ((1, tunnel.phase1.encryption), (2, tunnel.phase2.encryption)):
            verdict = _CIPHERS.get((field.value, phase))
            if verdict is not None:
                hit = _weak(tunnel, field, verdict, "aes256")
                yield from unless_sm(connection, tunnel, hit)
            elif field.unknown and not tunnel.is_sm:
                yield Undecided(field)


def weak_integrity(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel in connection.tunnels:
        for field in (tunnel.phase1.integrity, tunnel.phase2.integrity):
            verdict = _HASHES.get(field.value)
            if verdict is not None:
                hit = _weak(tunnel, field, verdict, "sha256")
                yield from unless_sm(connection, tunnel, hit)
            elif field.unknown and not tunnel.is_sm:
                yield Undecided(field)


def _weak(tunnel: Tunnel, field: Field, verdict: Verdict, better: str) -> Hit:
    message = f"{field.name}{tunnel.label} is {field.said()}: {verdict.reason}."
    help_ = f"Set {field.name} to {better}, on both ends."
    fix = replace_value(field, better, f"Set {field.name} to {better}.")
    return Hit.at(field, tunnel, message, help_, verdict.severity, fix=fix, subject=str(field.value))


def dh_caps_cipher(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Once a connection: no larger group exists, whatever is written."""
    doubt: Field | None = None
    for tunnel in connection.tunnels:
        group = tunnel.phase1.group
        ciphers = (tunnel.phase1.encryption, tunnel.phase2.encryption)
        strong = next((field for field in ciphers if field.value in _ABOVE_GROUP14), None)
        unknown = next((field for field in ciphers if field.unknown), None)
        if tunnel.is_sm:
            continue
        if group.value == "group14" and strong is not None:
            yield from unless_sm(connection, tunnel, _capped_by_group(tunnel, group, strong))
            return
        if group.unknown and (strong or unknown):
            doubt = group
        elif group.value == "group14" and unknown:
            doubt = unknown
    if doubt is not None:
        yield Undecided(doubt)


def _capped_by_group(tunnel: Tunnel, group: Field, cipher: Field) -> Hit:
    bits = facts.GROUP_BITS["group14"]
    message = (
        f"{group.name}{tunnel.label} is {group.said()}, a key exchange of {bits} bits: {cipher.value} in "
        f"{cipher.name} does not raise the connection above them."
    )
    help_ = "Keep it: the API has no larger group, so every connection has this bound."
    related = (*group.related, Place(cipher.span, f"{cipher.name} is {cipher.value}"))
    return Hit(message, help_, group.span, group.pointer, None, related, tunnel.number, group.defaulted, (), "cap")


def prf_caps_key(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    for tunnel in connection.tunnels:
        phase1, phase2 = tunnel.phase1, tunnel.phase2
        first = _pair(phase1.integrity, phase1.encryption)
        own = _pair(phase2.integrity, phase2.encryption)
        # The keys of phase 2 come from the hash of phase 1 too: told only where nothing else tells it.
        derived = _pair(phase1.integrity, phase2.encryption)
        if first is True:
            yield from unless_sm(connection, tunnel, _capped(tunnel, phase1.integrity, phase1.encryption))
        elif first is not False:
            yield Undecided(first)
        if own is True:
            yield from unless_sm(connection, tunnel, _outdone(tunnel, phase2.integrity, phase2.encryption))
        elif own is not False:
            yield Undecided(own)
        elif derived is True and first is False:
            yield from unless_sm(connection, tunnel, _capped(tunnel, phase1.integrity, phase2.encryption))


def _pair(integrity: Field, encryption: Field) -> bool | Field:
    """Whether a hash gives fewer bits than a cipher's key has; of unknown ones, that which leaves it open."""
    is_short = integrity.value in ("md5", "sha1")
    is_long = encryption.value in _STRONG_CIPHERS
    if is_short and is_long:
        return True
    if integrity.unknown and (is_long or encryption.unknown):
        return integrity
    return encryption if encryption.unknown and is_short else False


def _capped(tunnel: Tunnel, integrity: Field, cipher: Field) -> Hit:
    bits = facts.HASH_BITS[integrity.value]
    message = (
        f"{integrity.name}{tunnel.label} is {integrity.said()}, from whose {bits} bits all keys are "
        f"derived: {cipher.value} in {cipher.name} has no more than that."
    )
    return _short(tunnel, integrity, cipher, message)


def _outdone(tunnel: Tunnel, integrity: Field, cipher: Field) -> Hit:
    bits, key = facts.HASH_BITS[integrity.value], facts.CIPHER_KEY_BITS[cipher.value]
    message = (
        f"{integrity.name}{tunnel.label} is {integrity.said()}, a hash of {bits} bits beside the {key}-bit "
        f"keys of {cipher.value}: packets are less well authenticated than they are encrypted."
    )
    return _short(tunnel, integrity, cipher, message)


def _short(tunnel: Tunnel, integrity: Field, cipher: Field, message: str) -> Hit:
    help_ = f"Set {integrity.name} to sha256 or longer, on both ends."
    related = (Place(cipher.span, f"{cipher.name} is {cipher.value}"),)
    subject = f"{integrity.value} {cipher.pointer}"
    return Hit.at(integrity, tunnel, message, help_, related=related, subject=subject)


_GOOD = samples.single()
RULES: tuple[Rule, ...] = (
    Rule(
        "IPS401",
        "weak-encryption",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "unsafe",
        summary="des in either phase, or 3des.",
        why="DES keys fall to trial on hardware that can be bought. 3DES has 64-bit blocks: after 32 GiB "
        "under one key, 46 minutes at 100 Mbit/s, equal blocks are likely and give away plain text "
        "(SWEET32), and a lifetime in bytes, which would prevent it, is not in this API. In phase 1, where "
        "little is sent, 3des is a warning.",
        source="RFC 8247 section 2.1 and RFC 8221 section 5 (2017-10; what to implement for IKEv2 and ESP: "
        "des MUST NOT, 3des in ESP SHOULD NOT); NIST SP 800-77 rev. 1 section 4.1.4 and SP 800-131A rev. 2 "
        "(3DES disallowed after 2023); CVE-2016-2183",
        how="Use aes256 (or aes) in both phases, on both ends.",
        bad=samples.single(("IpsecEncAlg: aes256", "IpsecEncAlg: 3des")),
        good=_GOOD,
        check=weak_encryption,
    ),
    Rule(
        "IPS402",
        "weak-integrity",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "unsafe",
        summary="md5, or sha1 (warning), as the hash of either phase; md5 is the API's default.",
        why="No practical attack on HMAC-MD5 or HMAC-SHA-1 is known (RFC 6151, RFC 6194). But neither is "
        "for new tunnels: NIST never approved MD5 and ends SHA-1, RFC 8247 and 8221 have implementers of "
        "IKEv2 and ESP leave MD5 out, and a peer that did so refuses the proposal. Both are free to "
        "replace.",
        source="NIST SP 800-77 rev. 1 table 1 and section 7.2.3 (2020-06); RFC 8247 sections 2.2 and 2.3, "
        "RFC 8221 section 6 (2017-10): md5 MUST NOT, sha1 MUST-; API default md5, SDK 7.2.2 (2026-09-15)",
        how="Write sha256 (or sha384, sha512) in both phases, on both ends.",
        bad=samples.single(("IkeAuthAlg: sha256, ", "")),
        good=_GOOD,
        check=weak_integrity,
    ),
    Rule(
        "IPS409",
        "dh-caps-cipher",
        Severity.INFO,
        "connection",
        "0.1.0",
        "-",
        summary="The cipher is stronger than group14, the largest DH group that there is.",
        why="A tunnel is as strong as its weakest part. group14 gives 112 bits; aes has 128, aes256 has "
        "256. That is enough today, and nobody should count on the cipher's figure.",
        source="NIST SP 800-57 part 1 rev. 5 table 2; RFC 9142 table 4 (2022-01); CreateVpnConnection (SDK "
        "7.2.2, 2026-09-15)",
        how="Nothing to do: the API has no larger group.",
        bad=_GOOD,
        good=Example(samples.SM),
        check=dh_caps_cipher,
    ),
    Rule(
        "IPS410",
        "prf-caps-key",
        Severity.INFO,
        "connection",
        "0.1.0",
        "-",
        summary="The hash is shorter than the cipher's key: md5 or sha1 with aes192 or aes256.",
        why="All keys come out of the hash of phase 1: with md5 no key has more than 128 bits of strength, "
        "with sha1 no more than 160, however long it is. In phase 2 a short hash authenticates packets "
        "less well than the cipher hides them.",
        source="RFC 7296 section 5 (2014-10): keys are limited by the output of the PRF",
        how="Use sha256 or longer with aes192 and aes256.",
        bad=samples.single(("IkeAuthAlg: sha256", "IkeAuthAlg: sha1")),
        good=_GOOD,
        check=prf_caps_key,
    ),
)
