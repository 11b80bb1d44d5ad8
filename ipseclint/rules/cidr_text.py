"""What is wrong with a text that should be a CIDR, in words, and the CIDR it probably means."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ipseclint.address import dotted, mask_prefix, network, parse_address, parse_cidr

_IPV6 = re.compile(r"[0-9A-Fa-f:.]+(?:%[^/]*)?(?:/[0-9]*)?\Z")
_NUMBER = re.compile(r"[0-9]+\Z")
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"
_STARS = re.compile(r"[0-9]+(?:\.[0-9]+){0,2}(?:\.\*){1,3}\Z")


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`fault` follows "which" in a sentence; `meant` is the CIDR probably meant, or ""."""

    fault: str
    meant: str = ""


def is_ipv6(text: str) -> bool:
    """Whether a text is an IPv6 address or CIDR, well formed or nearly so."""
    return ":" in text and text.count(":") > 1 and _IPV6.match(text) is not None


def is_wildcard(text: str) -> bool:
    """Whether a text has stars where a CIDR has its host bits: 10.1.*.*"""
    return _STARS.match(text) is not None


def shown(text: str) -> str:
    """A text as a message shows it: short, and in characters that can be seen."""
    text = text if len(text) <= 80 else f"{text[:77]}..."
    return text if text.isprintable() else ascii(text)[1:-1]


def without_blanks(text: str) -> str:
    return "".join(c for c in text if not c.isspace() and c not in _INVISIBLE)


def diagnose(text: str) -> Diagnosis:
    """Why a text is no strict IPv4 CIDR. The text is not empty and no CIDR."""
    for look in (_separators, _blanks, _characters, _no_prefix):
        found = look(text)
        if found is not None:
            return found
    head, _, tail = text.partition("/")
    fault = _prefix_fault(tail) or _address_fault(head) or "is no CIDR of the form a.b.c.d/n"
    return Diagnosis(fault, _mended(head, tail))


def _valid(text: str) -> str:
    """The text if it is a CIDR or an address, else nothing."""
    return text if parse_cidr(text) is not None or parse_address(text) is not None else ""


def _separators(text: str) -> Diagnosis | None:
    if text[:1] == "[" or '"' in text or "'" in text:
        return Diagnosis("holds brackets or quotes as part of the text")
    if "," in text:
        return Diagnosis("is one item with a comma in it, not several CIDRs")
    parts = re.split(r"[;|&\s]+", text.strip())
    if len(parts) > 1 and all(_valid(part) for part in parts):
        return Diagnosis("holds several CIDRs that no comma separates", ",".join(parts))
    return None


def _blanks(text: str) -> Diagnosis | None:
    bare = without_blanks(text)
    if bare == text:
        return None
    return Diagnosis("has a blank or an invisible character in it", _valid(bare))


def _characters(text: str) -> Diagnosis | None:
    if text.isascii():
        return None
    import unicodedata

    plain = unicodedata.normalize("NFKC", text).replace("\u2044", "/")
    plain = "".join(str(unicodedata.decimal(c, "")) or c for c in plain)
    if not _valid(plain):
        return Diagnosis("has characters that are not ASCII")
    return Diagnosis("has characters that only look like ASCII digits, dots or a slash", plain)


def _no_prefix(text: str) -> Diagnosis | None:
    if "/" in text:
        return None
    if parse_address(text) is not None:
        return Diagnosis("is an address without a prefix length", f"{text}/32")
    first, dash, last = text.partition("-")
    if dash and parse_address(first) is not None and last[:1].isdigit():
        return Diagnosis("is a range of addresses, not a CIDR")
    if is_wildcard(text):
        octets = text.split(".")
        fixed = [octet for octet in octets if octet != "*"]
        return Diagnosis("has a wildcard in place of a prefix length", _mended(".".join(fixed), str(8 * len(fixed))))
    if "\\" in text:
        return Diagnosis("has a backslash in place of the slash", _valid(text.replace("\\", "/")))
    return Diagnosis(_address_fault(text) or "is no CIDR of the form a.b.c.d/n")


def _address_fault(head: str) -> str:
    octets = head.split(".")
    if not all(_NUMBER.match(octet) for octet in octets):
        return ""
    if len(octets) != 4:
        return f"has {len(octets)} of the four parts of an IPv4 address"
    high = next((octet for octet in octets if len(octet) > 5 or int(octet) > 255), None)
    if high is not None:
        return f"has {shown(high)} where at most 255 can stand"
    if any(octet != "0" and octet[0] == "0" for octet in octets):
        return "has a leading zero, which some tools read as octal"
    return ""


def _prefix_fault(tail: str) -> str:
    if not tail:
        return "has nothing behind its slash"
    if not _NUMBER.match(tail):
        if mask_prefix(tail) is not None:
            return "has a netmask in place of the prefix length"
        return "has no number from 0 to 32 as prefix length"
    if len(tail) > 5 or int(tail) > 32:
        return f"has the prefix length {shown(tail)}, beyond 32"
    return "has a leading zero in its prefix length" if tail != str(int(tail)) else ""


def _mended(head: str, tail: str) -> str:
    """The CIDR that a damaged one probably means, or ""."""
    octets = head.split(".")
    if len(octets) > 4 or not all(_NUMBER.match(octet) and len(octet) < 6 for octet in octets):
        return ""
    address = parse_address(".".join(str(int(octet)) for octet in octets + ["0"] * (4 - len(octets))))
    if address is None:
        return ""
    prefix = int(tail) if _NUMBER.match(tail) and len(tail) < 6 else mask_prefix(tail)
    if prefix is None or prefix > 32 or prefix > 8 * len(octets):
        return ""
    return f"{dotted(network(address, prefix).first)}/{prefix}"
