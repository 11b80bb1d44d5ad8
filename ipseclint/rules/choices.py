"""Closed lists of the API, and what a value outside one is most likely meant to be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ipseclint import facts

_CIPHERS = (*facts.ENCRYPTION, facts.SM_ENCRYPTION)
_HASHES = (*facts.INTEGRITY, facts.SM_INTEGRITY)
# What a field takes; values of SM gateways last.
LISTS: dict[str, tuple[str, ...]] = {
    "IkeVersion": facts.IKE_VERSIONS,
    "IkeMode": facts.IKE_MODES,
    "IkeEncAlg": _CIPHERS,
    "IkeAuthAlg": _HASHES,
    "IkePfs": facts.DH_GROUPS,
    "IpsecEncAlg": _CIPHERS,
    "IpsecAuthAlg": _HASHES,
    "IpsecPfs": facts.PFS_GROUPS,
    "Role": facts.ROLES,
    "TunnelIndex": tuple(map(str, facts.TUNNEL_INDEXES)),
    "NetworkType": ("public", "private"),
    "TunnelBandwidth": ("Standard", "Large"),
    "Policy": ("revoke_route", "reserve_route"),
}
# What the page of 2019-09-06 allowed, and what stands for it today ("" for nothing).
OUTDATED: dict[str, dict[str, str]] = {
    "IkeVersion": facts.OUTDATED_VERSIONS,
    "IkePfs": {facts.OUTDATED_GROUP: ""},
    "IpsecPfs": {facts.OUTDATED_GROUP: ""},
}
_NO_GCM = "the API has CBC ciphers only"
_TOP_GROUP = "group14 is the highest group of the API"


@dataclass(frozen=True, slots=True)
class Near:
    """The value nearest to one outside a list. `sure` tells that it is the same thing, spelt otherwise; `why`
    says why it can only be the nearest."""

    value: str
    sure: bool = False
    why: str = ""


# Other programs' words, without case, blanks and punctuation.
_SAME: dict[str, dict[str, str]] = {
    "version": {
        **dict.fromkeys(("1", "10", "v1", "ike1", "ikeversion1", "version1"), "ikev1"),
        **dict.fromkeys(("2", "20", "v2", "ike2", "ikeversion2", "version2"), "ikev2"),
    },
    "mode": {
        **dict.fromkeys(("mainmode", "identityprotection"), "main"),
        **dict.fromkeys(("aggressivemode", "aggr", "agressive", "aggresive"), "aggressive"),
    },
    "cipher": {
        **dict.fromkeys(("aes128", "aescbc128", "aes128cbc", "aescbc", "cbcaes128"), "aes"),
        **dict.fromkeys(("aescbc192", "aes192cbc", "cbcaes192"), "aes192"),
        **dict.fromkeys(("aescbc256", "aes256cbc", "cbcaes256"), "aes256"),
        **dict.fromkeys(("descbc", "cbcdes"), "des"),
        **dict.fromkeys(("des3", "tripledes", "tdes", "3descbc", "desede3", "desede3cbc", "des3cbc"), "3des"),
        **dict.fromkeys(("sm4cbc", "sms4"), "sm4"),
    },
    "hash": {
        **dict.fromkeys(("hmacmd5", "hmacmd596", "md596"), "md5"),
        **dict.fromkeys(("hmacsha1", "hmacsha196", "sha196", "sha160"), "sha1"),
        **dict.fromkeys(("hmacsha256", "hmacsha2256", "sha2256", "sha256128", "hmacsha256128"), "sha256"),
        **dict.fromkeys(("hmacsha384", "hmacsha2384", "sha2384", "sha384192", "hmacsha384192"), "sha384"),
        **dict.fromkeys(("hmacsha512", "hmacsha2512", "sha2512", "sha512256", "hmacsha512256"), "sha512"),
        **dict.fromkeys(("hmacsm3",), "sm3"),
    },
    "pfs": dict.fromkeys(("none", "off", "no", "false", "disable", "nopfs", "pfsdisabled"), "disabled"),
    "role": {
        **dict.fromkeys(("active", "primary"), "master"),
        **dict.fromkeys(("standby", "backup", "secondary", "passive"), "slave"),
    },
    "network": {"internet": "public", "intranet": "private"},
}
_NEAREST: dict[str, dict[str, str]] = {
    "hash": {"sha": "sha1", "sha2": "sha256", "hmacsha2": "sha256", "sha224": "sha256", "sha3": "sha384"},
}
_FAMILIES = {
    "IkeVersion": ("version",),
    "IkeMode": ("mode",),
    "IkeEncAlg": ("cipher",),
    "IpsecEncAlg": ("cipher",),
    "IkeAuthAlg": ("hash",),
    "IpsecAuthAlg": ("hash",),
    "IpsecPfs": ("pfs",),
    "Role": ("role",),
    "NetworkType": ("network",),
}
_MODULI = {str(bits): group for group, bits in facts.GROUP_MODULUS.items() if group in facts.DH_GROUPS}
_GROUP = re.compile(r"(?:ike|ipsec|pfs)?(?:dh)?(?:gr(?:ou)?p|g)?([0-9]{1,2})\Z")
_MODULUS = re.compile(r"(?:dh)?modp([0-9]{3,4})\Z")
_CURVE = re.compile(r"(?:ecp|nistp|secp|brainpool|curve|ecdh|x25519|x448)")
_LONG_AES = re.compile(r"aes(?:cbc)?([0-9]{3,4})(?:cbc)?\Z")
_AEAD = re.compile(r"(?:aes)?(128|192|256)?(?:aes)?(?:gcm|ccm|ctr|gmac)(128|192|256)?(?:gcm)?[0-9]{0,3}\Z")


def near(field: str, text: str) -> Near | None:
    """What a value outside the list of a field is meant to be, if that can be told."""
    listed = LISTS[field]
    simple = re.sub(r"[^a-z0-9]", "", text.lower())
    spelt = next((value for value in listed if re.sub(r"[^a-z0-9]", "", value.lower()) == simple), None)
    if spelt is not None:
        return Near(spelt, True)
    for family in _FAMILIES.get(field, ()):
        if simple in _SAME[family]:
            return Near(_SAME[family][simple], True)
        if simple in _NEAREST.get(family, {}):
            return Near(_NEAREST[family][simple])
    if field in ("IkePfs", "IpsecPfs"):
        found = _group(simple)
        if found is not None:
            return found
    if field in ("IkeEncAlg", "IpsecEncAlg"):
        found = _cipher(simple)
        if found is not None:
            return found
    return _alike(simple, listed)


def _group(simple: str) -> Near | None:
    """The group that another program's name of a group stands for."""
    match = _GROUP.match(simple)
    if match and match[1] != "0":
        name = f"group{int(match[1])}"
        if name in facts.DH_GROUPS:
            return Near(name, True)
        if int(match[1]) > 14:
            return Near("group14", why=_TOP_GROUP)
        return None
    match = _MODULUS.match(simple)
    if match and match[1] in _MODULI:
        return Near(_MODULI[match[1]], True)
    if match or _CURVE.match(simple):
        return Near("group14", why=_TOP_GROUP)
    return None


def _cipher(simple: str) -> Near | None:
    """The CBC cipher nearest to one in another mode."""
    match = _AEAD.match(simple)
    if match:
        bits = match[1] or match[2] or "256"
        return Near("aes" if bits == "128" else f"aes{bits}", why=_NO_GCM)
    match = _LONG_AES.match(simple)
    if match and int(match[1]) > 256:
        return Near("aes256", why="it has the longest key of the API")
    if simple.startswith("chacha"):
        return Near("aes256", why=_NO_GCM)
    return None


def _alike(simple: str, listed: tuple[str, ...]) -> Near | None:
    """The value of the list that is spelt nearly so; other digits are no slip of spelling."""
    import difflib

    for value in difflib.get_close_matches(simple, listed, n=3, cutoff=0.7):
        if sorted(filter(str.isdigit, value)) == sorted(filter(str.isdigit, simple)):
            return Near(value)
    return None


def words(field: str) -> str:
    """The list of a field as a message says it."""
    listed = LISTS[field]
    sm = [value for value in listed if value in (facts.SM_ENCRYPTION, facts.SM_INTEGRITY)]
    plain = ", ".join(value for value in listed if value not in sm)
    return f"{plain}; on SM gateways {sm[0]}" if sm else plain
