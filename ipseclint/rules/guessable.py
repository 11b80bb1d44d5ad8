"""How hard a key is to guess: an upper bound of its entropy, and what makes it lower than it looks."""

from __future__ import annotations

import enum
import math
import re

from ipseclint.rules.pieces import put_together

# Bits: what a dictionary attack gets through, and what SP 800-57 and SP 800-131A ask of every key.
GUESSABLE, SHORT = 64, 112

_LOWER, _UPPER, _DIGIT = re.compile(r"[a-z]"), re.compile(r"[A-Z]"), re.compile(r"[0-9]")
_OTHER = re.compile(r"[^a-zA-Z0-9]")
_HEX = re.compile(r"(?:[0-9a-f]+|[0-9A-F]+)\Z")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2,3}={1,2}\Z")
# The API's set has 93 characters: letters, digits and 31 others.
_OTHERS = 31
_MASK = re.compile(r"[*]{4}|(?<![A-Za-z0-9])(?:x{4}|X{4})|x{6}|X{6}|\.{4}|_{4}|\?{4}|#{4}")
_BRACKETED = re.compile(
    r"(?:<[\w .:/-]+>|\[[\w .:/-]+\]|\(+[\w .:/-]+\)+|\{+[\w .:/-]+\}+|%[\w.-]+%|@+[\w.-]+@+|__[\w.-]+__"
    r"|\$[A-Z][A-Z0-9_]*|[*?.#_xX-]+)\Z",
    re.ASCII,
)
_SIMPLE = re.compile(r"[^a-z0-9]")
# A name of fewer letters and digits stands in a random key by chance.
_LEAST_NAME = 4
# Longer texts are no keys: IPS704 says so.
_LONGEST = 200


class Weakness(enum.Enum):
    """Why a key can be guessed."""

    PLACEHOLDER = "placeholder"
    PATTERN = "pattern"
    WORDS = "words"
    NAME = "name"
    SHORT = "short"


def weakness(key: str, name: str = "") -> Weakness | None:
    """Why a key can be guessed, None when nothing says so. `name` is the connection's."""
    if not key or len(key) > _LONGEST:
        return None
    if _BRACKETED.match(key) or _MASK.search(key):
        return Weakness.PLACEHOLDER
    unit = _unit(key)
    if len(unit) < len(key) and entropy(unit) < GUESSABLE:
        return Weakness.PATTERN
    made = put_together(key, name, entropy(key))
    if made.covered and made.marked:
        return Weakness.PLACEHOLDER
    if made.bits < GUESSABLE and made.known * 2 >= len(key):
        return Weakness.WORDS if made.words else Weakness.PATTERN
    if _contains(key, name):
        return Weakness.NAME
    return Weakness.SHORT if entropy(key) < GUESSABLE else None


def is_short(key: str, least: int = SHORT) -> bool:
    """Whether the upper bound of a key's entropy is below so many bits."""
    if not key or len(key) > _LONGEST:
        return False
    return entropy(_unit(key)) < least


def entropy(key: str) -> float:
    """The upper bound of a key's entropy in bits: what it has if every character was drawn at random from the
    classes that it uses."""
    if _BASE64.match(key):
        return len(key.rstrip("=")) * 6.0
    size = _alphabet(key)
    return len(key) * math.log2(size) if size else 0.0


def _alphabet(key: str) -> int:
    if _HEX.match(key) and _DIGIT.search(key) and not key.isdigit():
        return 16
    size = 26 * bool(_LOWER.search(key)) + 26 * bool(_UPPER.search(key)) + 10 * bool(_DIGIT.search(key))
    return size + _OTHERS * bool(_OTHER.search(key))


def _unit(key: str) -> str:
    """What is repeated when a key is one text repeated, cut off anywhere; else the key."""
    period = _period(key.lower())
    return key[:period] if period * 2 <= len(key) else key


def _period(text: str) -> int:
    """The least distance at which a text repeats itself to its end."""
    border = [0] * len(text)
    size = 0
    for at in range(1, len(text)):
        while size and text[at] != text[size]:
            size = border[size - 1]
        size += text[at] == text[size]
        border[at] = size
    return len(text) - border[-1]


def _contains(key: str, name: str) -> bool:
    simple = _SIMPLE.sub("", name.lower())
    return len(simple) >= _LEAST_NAME and simple in _SIMPLE.sub("", key.lower())
