"""Selection: words that name rules (a code, a prefix, a name, ALL) become sets of codes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from ipseclint.rules import BY_CODE, BY_NAME


class UnknownRule(ValueError):
    """A word that names no rule. `word` is what was given; the message says what may be meant."""

    def __init__(self, word: str) -> None:
        self.word = word
        names = [*BY_CODE, *BY_NAME]
        near = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
        near = near or difflib.get_close_matches(word.upper(), names, n=1, cutoff=0.6)
        hint = f"; did you mean {near[0]}?" if near else "; `ipseclint rules` lists them"
        super().__init__(f"no rule is called {word!r}{hint}")


def codes_of(word: str) -> frozenset[str]:
    """The codes that a word names. Raises UnknownRule."""
    if word.upper() == "ALL":
        return frozenset(BY_CODE)
    rule = BY_NAME.get(word.lower())
    if rule is not None:
        return frozenset((rule.code,))
    prefix = word.upper()
    found = frozenset(code for code in BY_CODE if code.startswith(prefix)) if prefix.startswith("IPS") else None
    if not found:
        raise UnknownRule(word)
    return found


def select(selected: Iterable[str], ignored: Iterable[str]) -> frozenset[str]:
    """The codes that count: the most specific word decides, and of equals the ignoring one.

    Raises UnknownRule."""
    best: dict[str, tuple[int, bool]] = {}
    for wanted, given in ((True, selected), (False, ignored)):
        for word in given:
            heavy = weight(word)
            for code in codes_of(word):
                if heavy > best.get(code, (-1, True))[0] or (heavy == best[code][0] and not wanted):
                    best[code] = (heavy, wanted)
    return frozenset(code for code, (_, wanted) in best.items() if wanted)


def weight(word: str) -> int:
    """How specific a word is: ALL, then ever longer prefixes, then a name."""
    if word.upper() == "ALL":
        return 0
    return 6 if word.lower() in BY_NAME else len(word)
