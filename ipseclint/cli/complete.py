"""Completion: the values that a shell is offered for options and arguments."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Offer = Callable[[str], list[str]]


def rules(typed: str) -> list[str]:
    """Codes, families and names of rules; in a comma list, for its last word."""
    from ipseclint.rules import BY_CODE, BY_NAME

    before, comma, last = typed.rpartition(",")
    families = dict.fromkeys(code[:4] for code in BY_CODE)
    return [f"{before}{comma}{word}" for word in _beginning(last, ["ALL", *families, *BY_CODE, *BY_NAME])]


def rule(typed: str) -> list[str]:
    """Codes and names of rules."""
    from ipseclint.rules import BY_CODE, BY_NAME

    return _beginning(typed, [*BY_CODE, *BY_NAME])


def formats(typed: str) -> list[str]:
    """Report formats."""
    from ipseclint.report import FORMATS

    return _beginning(typed, FORMATS)


def profiles(typed: str) -> list[str]:
    """Policy profiles."""
    from ipseclint.profiles import NAMES

    return _beginning(typed, NAMES)


def one_of(*words: str) -> Offer:
    """Some words that are fixed."""

    def offer(typed: str) -> list[str]:
        return _beginning(typed, words)

    return offer


def _beginning(typed: str, words: Iterable[str]) -> list[str]:
    return [word for word in words if word.startswith(typed)]
