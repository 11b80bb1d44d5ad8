"""A key as its pieces: the cheapest way to put it together from words, years, runs and single characters."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from ipseclint.rules.words import Words, words

_DATE = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?:[01][0-9][0-3][0-9])?(?![0-9])")
_LETTERS = re.compile(r"[a-z]+|[A-Z]+[a-z]*")
# Figures and marks that stand for letters, in the two ways that 1 is read.
_FIGURES = (str.maketrans("@4301!5$7", "aaeoiisst"), str.maketrans("@4301!5$7", "aaeolisst"))
_BITS = {"everyday": 7.0, "word": 11.0, "name": 4.0, "run": 8.0, "year": 7.0, "date": 12.0, "between": 2.0}
# Letters from which on a word or a run counts wherever it stands; figures for letters need one more.
_LEAST = 4
_NO_WORD = "-"

# A piece that begins somewhere: where it ends, its bits, and the word it is or `-`.
_Piece = tuple[int, float, str]


@dataclass(frozen=True, slots=True)
class Made:
    """How a key is put together at the least cost.

    - `bits`: what an attacker who knows the pieces has to guess.
    - `known`: how many of its characters stand in pieces of three and more; `covered`: all but a few figures and
      marks are in pieces.
    - `words`: whether words are among the pieces; `marked`: whether one of them says that it is to be replaced."""

    bits: float
    known: int = 0
    covered: bool = False
    words: bool = False
    marked: bool = False


def put_together(key: str, name: str, entropy: float) -> Made:
    """The cheapest way to put a key together. `name` is the connection's, whose parts are known to everybody;
    `entropy` what the key has at most if it is random."""
    lower = key.lower()
    if len(lower) != len(key) or not _promising(key, lower, name):
        return Made(entropy)
    pieces = _pieces(key, lower, name)
    single = entropy / len(key)
    best = [0.0] + [math.inf] * len(key)
    came: list[tuple[int, str]] = [(0, "")] * (len(key) + 1)
    for at in range(len(key)):
        for end, cost, word in _ways(key, at, single, pieces.get(at, [])):
            if best[at] + cost < best[end]:
                best[end], came[end] = best[at] + cost, (at, word)
    return _told(key, came, best[-1])


def _promising(key: str, lower: str, name: str) -> bool:
    """Whether anything longer than three letters is in a key, or all of its letters are words: most random keys
    are done with here."""
    known = words()
    if not known.triples.isdisjoint(zip(lower, lower[1:], lower[2:], strict=False)) or _DATE.search(key):
        return True
    for text in _readings(lower):
        if not known.heads.isdisjoint(zip(text, text[1:], text[2:], text[3:], strict=False)):
            return True
    if _name_parts(key, lower, name):
        return True
    return all(word.lower() in known.every for word in _LETTERS.findall(key))


def _readings(lower: str) -> tuple[str, ...]:
    """A key as it is, and with its figures read as letters, where that differs."""
    return tuple(dict.fromkeys((lower, lower.translate(_FIGURES[0]), lower.translate(_FIGURES[1]))))


def _ways(key: str, at: int, single: float, pieces: list[_Piece]) -> list[_Piece]:
    """One character, or a piece, with the mark that parts it from the next one or without."""
    ways: list[_Piece] = [(at + 1, single, "")]
    for end, cost, word in pieces:
        ways.append((end, cost, word))
        if end < len(key) and not key[end].isalnum():
            ways.append((end + 1, cost + _BITS["between"], word))
    return ways


def _told(key: str, came: list[tuple[int, str]], bits: float) -> Made:
    """Follow the cheapest way back from the key's end."""
    at, known, single, letters = len(key), 0, 0, 0
    used: list[str] = []
    while at:
        start, word = came[at]
        if word:
            used.append(word)
            known += at - start if at - start > 2 else 0
        else:
            single += 1
            letters += key[start].isalpha()
        at = start
    covered = not letters and single <= _LEAST
    marked = not words().markers.isdisjoint(used)
    return Made(bits, known, covered, any(word != _NO_WORD for word in used), marked)


def _pieces(key: str, lower: str, name: str) -> dict[int, list[_Piece]]:
    """The pieces by where they begin."""
    known = words()
    found: dict[int, list[_Piece]] = {}
    for text in _readings(lower):
        least = _LEAST if text is lower else _LEAST + 1
        for at in range(len(key)):
            head = text[at : at + 3]
            if head in known.starts or head[:2] in known.starts or head[:1] in known.starts:
                _add(found, at, _words_at(key, text, at, least, known))
            if text is lower:
                _add(found, at, _runs(key, text, at, known))
    for match in _DATE.finditer(key):
        kind = "year" if len(match[0]) == 4 else "date"
        _add(found, match.start(), [(match.end(), _BITS[kind], _NO_WORD)])
    for at, piece in _name_parts(key, lower, name):
        _add(found, at, [piece])
    return found


def _add(found: dict[int, list[_Piece]], at: int, pieces: list[_Piece]) -> None:
    if pieces:
        found.setdefault(at, []).extend(pieces)


def _words_at(key: str, text: str, at: int, least: int, known: Words) -> list[_Piece]:
    hits = []
    for end in range(at + 1, min(at + known.longest, len(text)) + 1):
        word = text[at:end]
        if word in known.every and (end - at >= least or _bounded(key, at, end)):
            hits.append((end, _BITS["everyday" if word in known.everyday else "word"], word))
    return hits


def _name_parts(key: str, lower: str, name: str) -> list[tuple[int, _Piece]]:
    hits = []
    for word in re.split(r"[^a-z0-9]+", name.lower()) if name else ():
        at = lower.find(word) if len(word) >= 3 else -1
        while at >= 0:
            end = at + len(word)
            if len(word) >= _LEAST or _bounded(key, at, end):
                hits.append((at, (end, _BITS["name"], word)))
            at = lower.find(word, at + 1)
    return hits


def _bounded(key: str, start: int, end: int) -> bool:
    """Whether a word stands for itself: between marks, digits, edges, or where small letters turn capital."""
    before, after = key[start - 1 : start] if start else "", key[end : end + 1]
    left = not before.isalpha() or (key[start].isupper() and before.islower())
    return left and (not after.isalpha() or after.isupper())


def _runs(key: str, text: str, at: int, known: Words) -> list[_Piece]:
    """The longest run from here along a row, or of one character."""
    end = at + 1
    while end < len(text) and text[end] == text[at]:
        end += 1
    for row in known.rows if tuple(text[at : at + 3]) in known.triples else ():
        place = row.find(text[at : at + 3])
        if place >= 0:
            size = 3
            while at + size < len(text) and row[place + size : place + size + 1] == text[at + size]:
                size += 1
            end = max(end, at + size)
    before = key[at - 1] if at else ""
    apart = _kind(before) != _kind(key[at]) and _kind(key[end : end + 1]) != _kind(key[end - 1])
    return [(end, _BITS["run"], _NO_WORD)] if end - at >= (_LEAST - apart) else []


def _kind(char: str) -> int:
    return 0 if not char else 1 if char.isdigit() else 2 if char.isalpha() else 3
