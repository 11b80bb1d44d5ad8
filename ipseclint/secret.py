"""Secrets: text that can be measured and compared, but never printed."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable
from functools import lru_cache

STARS = "********"
_SECRET_KEYS = frozenset(
    [
        "psk",
        "presharedkey",
        "sharedkey",
        "authkey",
        "password",
        "passwd",
        "secret",
        "secretkey",
        "privatekey",
        "accesskeyid",
        "accesskeysecret",
        "accesskey",
        "securitytoken",
    ]
)
# A value behind a secret-looking name, for texts that no reader could make sense of. References and
# opening brackets are left: they hold no secret themselves.
_LOOKS_SECRET = re.compile(
    r"""(?ix)
    (?P<head>
        (?<![\w.\-]) [\w.\-]* (?: psk | pre_?shared_?key | shared_?key | auth_?key | passw(?:or)?d | secret
                   | private_?key | access_?key(?:_?id|_?secret)? | security_?token )
        [\w\-]{0,40} (?: \\?["'] )? \s{0,40} [:=]{1,4} \s{0,400}
    )
    (?! \\?["']?\$\{ | (?:var|local|each|module|data|random_\w+)\. | !\w | [\[{<|>] | null\b )
    (?P<value> \\?"(?:[^"\\]|\\.)*\\?"? | '[^']*'? | [^\s,}\]]+ )
    """
)

# A run of characters such as nobody makes up: ids of resources have no capitals, names have words.
_LOOKS_RANDOM = re.compile(
    r"""(?x) (?<![\w+/=.\-]) (?=[\w+/=\-]*[a-z]) (?=[\w+/=\-]*[A-Z]) (?=[\w+/=\-]*[0-9])
    [A-Za-z0-9+/=_\-]{20,} (?![\w+/=.\-])"""
)


class Secret:
    """A secret text. `str()` and `repr()` are stars; `reveal()` is for judging and sending only."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return STARS

    __repr__ = __str__

    def __format__(self, spec: str) -> str:
        return STARS

    def __len__(self) -> int:
        return len(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return False
        one, two = (text.encode("utf-8", "surrogatepass") for text in (self._text, other._text))
        return hmac.compare_digest(one, two)

    def __hash__(self) -> int:
        return hash(self._text)

    def __reduce__(self) -> tuple[type[Secret], tuple[str]]:
        raise TypeError("a Secret is not pickled")

    def reveal(self) -> str:
        """The text itself: for rules that judge it and for the request that carries it."""
        return self._text

    def digest(self, key: bytes) -> bytes:
        """A keyed digest for comparing secrets within one run: the key is made anew for each."""
        return hashlib.blake2b(self._text.encode("utf-8", "surrogatepass"), key=key, digest_size=12).digest()


@lru_cache(maxsize=4096)
def is_secret_key(name: str) -> bool:
    """Whether a key of this name holds a secret, whatever its spelling (Psk, pre_shared_key)."""
    return re.sub(r"[^a-z]", "", name.lower()) in _SECRET_KEYS


def mask_line(text: str) -> str:
    """A line with whatever stands behind a secret-looking name replaced by stars."""
    return _LOOKS_SECRET.sub(lambda match: match["head"] + STARS, text)


def bare_ranges(text: str, hidden: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What of a line looks secret though the hidden ranges leave it bare: in a text that no reader could make
    sense of, behind a missing quote, or where a key stands once more under another name."""
    bare = [match.span() for match in _LOOKS_RANDOM.finditer(text) if not _covers(hidden, *match.span())]
    for match in _LOOKS_SECRET.finditer(text):
        start, end = match.span("value")
        quoted = match["value"][0] in "\"'\\"
        inner = (start + 1, max(start + 1, end - 1)) if quoted else (start, end)
        reaches_in = any(low <= start < high for low, high in hidden)
        if not _covers(hidden, *inner) and (quoted or reaches_in or not hidden):
            bare.append((start, end))
    return joined(bare)


def joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that meet made one."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1]:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return found


def _covers(hidden: list[tuple[int, int]], start: int, end: int) -> bool:
    return any(low <= start and end <= high for low, high in hidden)
