"""Excerpts: the source line of a place, with every secret on it masked."""

from __future__ import annotations

from ipseclint.finding import Excerpt
from ipseclint.secret import STARS, bare_ranges, joined
from ipseclint.span import Source, Span, outermost

_MAX_WIDTH = 160
# How much of a line is looked at before and after a place: a machine writes lines of many megabytes.
_AROUND = 4_000


def excerpt(span: Span) -> Excerpt:
    """The first line of a span as it may be shown, with the columns to mark on it."""
    source, start, end = outermost(span.source, span.start, span.end)
    line, _ = source.position(start)
    begin, stop = source.line_range(line)
    begin, stop = max(begin, start - _AROUND), min(stop, start + _AROUND)
    end = min(max(end, start), stop)
    hidden = _with_bare(source.text, begin, stop, _hidden(source, begin, stop))
    text, first, last = _masked(source.text, begin, stop, hidden, start, end)
    text, first, last = _cut(_plain(text), first, last)
    return Excerpt(span.location(), text, first, last)


def _hidden(source: Source, begin: int, stop: int) -> list[tuple[int, int]]:
    """The secret ranges on a line, in order and clipped to it."""
    return [(max(low, begin), min(high, stop)) for low, high in source.hidden(begin, stop)]


def _with_bare(text: str, begin: int, stop: int, hidden: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The hidden ranges of a line and what else looks secret on it, in order and joined."""
    bare = bare_ranges(text[begin:stop], [(low - begin, high - begin) for low, high in hidden])
    return joined([*hidden, *((low + begin, high + begin) for low, high in bare)]) if bare else hidden


def _masked(
    text: str, begin: int, stop: int, hidden: list[tuple[int, int]], start: int, end: int
) -> tuple[str, int, int]:
    """The line with stars for its secrets, and where the marked range stands on it then."""
    pieces: list[str] = []
    places: dict[int, int] = {}
    at, width = begin, 0
    for low, high in [*hidden, (stop, stop)]:
        pieces.append(text[at:low])
        for offset in range(at, low + 1):
            places[offset] = width + offset - at
        width += low - at
        if high > low:
            pieces.append(STARS)
            for offset in range(low + 1, high):
                places[offset] = width
            width += len(STARS)
            places[high] = width
        at = high
    return "".join(pieces), places.get(start, 0), places.get(end, width)


def _plain(text: str) -> str:
    """Each character one column wide and harmless to a terminal."""
    return "".join(" " if ch == "\t" else ch if ch.isprintable() else "\ufffd" for ch in text)


def _cut(text: str, first: int, last: int) -> tuple[str, int, int]:
    """A long line cut down to what stands around the marked range."""
    if len(text) <= _MAX_WIDTH:
        return text, first, last
    left = max(0, min(first - 40, len(text) - _MAX_WIDTH))
    right = left + _MAX_WIDTH
    shown = ("…" if left else "") + text[left:right] + ("…" if right < len(text) else "")
    shift = left - (1 if left else 0)
    return shown, first - shift, min(last, right) - shift


def masked_text(source: Source) -> str:
    """A whole text with stars for its secrets."""
    pieces, at = [], 0
    for low, high in _hidden(source, 0, len(source.text)):
        pieces += [source.text[at:low], STARS]
        at = high
    pieces.append(source.text[at:])
    return "".join(_masked_line(line) for line in "".join(pieces).splitlines(keepends=True))


def _masked_line(line: str) -> str:
    """A line, whose known secrets are stars, without what else looks secret."""
    for low, high in reversed(bare_ranges(line, [])):
        line = line[:low] + STARS + line[high:]
    return line
