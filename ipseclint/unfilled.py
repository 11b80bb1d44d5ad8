"""Sample values: how texts look that were copied from a document and never filled in."""

from __future__ import annotations

import re

from ipseclint import facts
from ipseclint.address import Range, cidr, parse_address

# Words that stand for a value in anything written for people.
_WORDS = re.compile(
    r"""(?ix)
    < [^<>%]+ >
    | \*{2,}
    | (?<![a-z0-9]) (?: change-?_?me | replace-?_?me | fill-?_?me | placeholder | todo | tbd | fixme ) (?![a-z])
    | (?<![a-z0-9]) your [-_. ]
    | (?<![a-z0-9]) (?: insert | enter | put | fill ) [-_ ] .* [-_ ] here (?![a-z])
    | (?<![a-z0-9]) x{3,60} (?![a-z0-9])  # a longer run is a text that is too long, which is told as such
    """
)
# One of these stands in every text that _WORDS or _CAPITALS finds; asking for them first is quicker.
_HINTS = ("<", "**", "xx", "your", "change", "place", "fill", "todo", "tbd", "fixme", "here")
_CAPITALS = re.compile(r"(?<![A-Za-z0-9])X{2,60}(?![A-Za-z0-9])")
# An id of a resource ends in letters and digits of the service's choice: a run of one letter is nobody's.
_ID = re.compile(
    r"""(?x)
    [*…] | \.\.\. | x{5,} | x{4,}\Z | X{2,} | -x+\Z
    | - ([a-z0-9]) \1{4,} \Z
    | - (?: example | sample | dummy | test | fake | id ) (?: [-_0-9] .* )? \Z
    """
)
_SHORT_ID = re.compile(r"-[a-z0-9]{0,12}xxx\Z")
# The ids of the Terraform provider's own example.
_EXAMPLE_PEERS = re.compile(r"test(?:alice|bob)[0-9]?\Z")
# No sample value is longer, and what is too long is told as such.
_LONGEST = 300
_ADDRESS = re.compile(r"(?:[0-9xX*]{1,3}\.){3}[0-9xX*]{1,3}(?:/[0-9xX*]{1,2})?\Z")

# The documentation ranges are all of 24 bits.
_DOCUMENTATION = frozenset(cidr(text).first >> 8 for text in facts.DOCUMENTATION_RANGES)
_BEGINNINGS = tuple(text.removesuffix("0/24") for text in facts.DOCUMENTATION_RANGES)


def is_unfilled(text: str) -> bool:
    """Whether a text for people (a name, a region, a peer's id) is a sample value."""
    if len(text) > _LONGEST:
        return False
    lowered = text.lower()
    if not any(hint in lowered for hint in _HINTS):
        return False
    return bool(_WORDS.search(text) or _CAPITALS.search(text))


def is_unfilled_id(text: str) -> bool:
    """Whether the id of a resource is a sample value."""
    if len(text) > 17 and "xx" not in text and len(set(text)) > 7 and text.replace("-", "", 1).isalnum():
        return "XX" in text
    if len(text) > _LONGEST:
        return False
    return bool(_ID.search(text) or _SHORT_ID.search(text) or _WORDS.search(text))


def is_unfilled_peer(text: str) -> bool:
    """Whether an identity of one end (an address or a name) is a sample value."""
    if text.replace(".", "").isdigit():
        return False
    if is_unfilled(text) or is_unfilled_address(text):
        return True
    return text.startswith("test") and bool(_EXAMPLE_PEERS.match(text))


def is_unfilled_address(text: str) -> bool:
    """Whether an address or CIDR has letters or stars for some of its numbers."""
    return len(text) < _LONGEST and ("x" in text or "X" in text or "*" in text) and bool(_ADDRESS.match(text))


def is_documentation(held: Range) -> bool:
    """Whether a network is part of the address space kept for documents (RFC 5737)."""
    return held.prefix >= 24 and held.first >> 8 in _DOCUMENTATION


def is_documentation_address(text: str) -> bool:
    """Whether an address is kept for documents (RFC 5737)."""
    return text.startswith(_BEGINNINGS) and parse_address(text) is not None
