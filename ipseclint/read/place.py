"""Where the characters of a value stand in the text that wrote it."""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence

from ipseclint.node import Scalar
from ipseclint.span import Source, Span

_JSON_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.S)
_YAML_ESCAPE = re.compile(r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\(?:\r\n|.)", re.S)
_HCL_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\.|\$\$(?=\{)|%%(?=\{)", re.S)
_DOUBLED_QUOTE = re.compile("''")


def part(scalar: Scalar, start: int, end: int) -> Span:
    """The span of characters `start` to `end` of a scalar's text; all of it where that cannot be told."""
    span = scalar.span
    lead = _lead(scalar)
    if lead is not None:
        return Span(span.source, span.start + lead + start, span.start + lead + end)
    offsets = places(scalar)
    if offsets is None:
        return span
    return Span(span.source, offsets[start], offsets[end])


def embed(scalar: Scalar) -> Source | None:
    """The scalar's text as a source of its own, whose spans point into the file; None where the places of
    its characters cannot be told."""
    lead = _lead(scalar)
    offsets: Sequence[int] | None
    if lead is not None:
        begin = scalar.span.start + lead
        offsets = range(begin, begin + len(scalar.text) + 1)
    else:
        offsets = places(scalar)
    return scalar.span.source.embed(scalar.text, offsets) if offsets is not None else None


def embed_at(scalar: Scalar) -> Source:
    """The scalar's text as a source of its own, all of which is told at the scalar."""
    size = len(scalar.text)
    return scalar.span.source.embed(scalar.text, [scalar.span.start] * size + [scalar.span.end])


def places(scalar: Scalar) -> Sequence[int] | None:
    """Offsets of each character of the scalar's text in its source, and of its end; None if unknown."""
    raw, base, text = scalar.span.text, scalar.span.start, scalar.text
    found: Sequence[int] | None = None
    if scalar.style == "json":
        found = _escaped(raw, base, _JSON_ESCAPE)
    elif scalar.style == "double" and "\n" not in raw and "\r" not in raw:
        found = _escaped(raw, base, _YAML_ESCAPE)
    elif scalar.style == "hcl":
        found = _escaped(raw, base, _HCL_ESCAPE)
    elif scalar.style == "single" and "\n" not in raw and "\r" not in raw:
        found = _escaped(raw, base, _DOUBLED_QUOTE)
    elif scalar.style in ("literal", "heredoc"):
        found = _lines(raw, base, text)
    return found if found is not None and len(found) == len(text) + 1 else None


def _lead(scalar: Scalar) -> int | None:
    """How many characters stand before the text when it is written without escapes, else None."""
    length = scalar.span.end - scalar.span.start
    size = len(scalar.text)
    if scalar.style in ("plain", "bare"):
        return 0 if length == size else None
    if scalar.style in ("single", "double", "json", "hcl"):
        return 1 if length == size + 2 else None
    return None


def _escaped(raw: str, base: int, escape: re.Pattern[str]) -> Sequence[int]:
    """Places in a quoted text whose escapes each stand for one character."""
    offsets = array("q")
    at, last = 1, len(raw) - 1
    for match in escape.finditer(raw, 1, last):
        offsets.extend(range(base + at, base + match.start()))
        offsets.append(base + match.start())
        at = match.end()
    offsets.extend(range(base + at, base + last + 1))
    return offsets


def _lines(raw: str, base: int, text: str) -> Sequence[int] | None:
    """Places in a block whose lines stand one below the other, each after some indentation."""
    lines = raw.splitlines(keepends=True)
    offsets = array("q")
    at, line = 0, 0
    wanted = text.split("\n")
    starts = []
    for piece in lines:
        starts.append(at)
        at += len(piece)
    line = 1  # the first line is the block's header (`|`, `<<EOT`)
    for number, content in enumerate(wanted):
        if line >= len(lines):
            if content or number != len(wanted) - 1:
                return None
            offsets.append(base + at)
            return offsets
        body = lines[line].rstrip("\r\n")
        if not body.endswith(content):
            return None
        begin = base + starts[line] + len(body) - len(content)
        offsets.extend(range(begin, begin + len(content)))
        offsets.append(begin + len(content))
        line += 1
    return offsets
