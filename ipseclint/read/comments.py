"""Comments that speak to this program, and the lines that a comment on a line covers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ipseclint import node
from ipseclint.span import Source, Span

MARK = "ipseclint:"
_HASH = re.compile(r"#[^\r\n]*")
_HTML = re.compile(r"<!--.*?-->", re.S)


@dataclass(slots=True, eq=False)
class Commented:
    """The comments of a text that mention this program (their whole spans), and its blocks: line on which a
    block opens -> last line of it."""

    comments: list[Span] = field(default_factory=list)
    blocks: dict[int, int] = field(default_factory=dict)


def commented(source: Source, format: str) -> Commented:
    """What a text says to this program. `format` is yaml, json, hcl, shell or markdown. Never raises."""
    found = Commented()
    if MARK not in source.text:
        return found
    if format == "yaml":
        _of_yaml(source, found)
    elif format == "hcl":
        _of_hcl(source, found)
    elif format == "shell":
        _of_shell(source, found)
    elif format == "markdown":
        _of_markdown(source, found)
    return found


def _of_yaml(source: Source, found: Commented) -> None:
    from ipseclint.read.yaml import read_yaml

    documents, _ = read_yaml(source)
    scalars: list[tuple[int, int]] = []
    for document in documents:
        for one in _written(document, source):
            if isinstance(one, node.Mapping):
                for entry in one.entries.values():
                    scalars.append((entry.key_span.start, entry.key_span.end))
                    _block(source, entry.key_span.start, entry.value.span.end, found)
            elif isinstance(one, node.Sequence):
                for item in one.items:
                    _item(source, item, found)
            else:
                scalars.append((one.span.start, one.span.end))
    scalars.sort()
    found.comments += _outside(source, scalars)


def _written(document: node.Node, source: Source) -> Iterator[node.Node]:
    for one in node.walk(document):
        yield one
        if isinstance(one, node.Unknown) and one.inner is not None:
            yield from _written(one.inner, source)


def _item(source: Source, item: node.Node, found: Commented) -> None:
    """An item that begins behind a bare dash is a block that opens on the dash's line."""
    start = item.span.start
    dash = source.text.rfind("-", 0, start)
    if dash >= 0 and "\n" in source.text[dash:start]:
        _block(source, dash, item.span.end, found)


def _block(source: Source, start: int, end: int, found: Commented) -> None:
    first, last = source.position(start)[0], source.position(end)[0]
    if last > first:
        found.blocks[first] = max(last, found.blocks.get(first, 0))


def _outside(source: Source, covered: list[tuple[int, int]]) -> Iterator[Span]:
    """Comments of a text that begin outside these ranges (in order), and after a blank or at a line's start."""
    text, place = source.text, 0
    for match in _HASH.finditer(text):
        start = match.start()
        while place < len(covered) and covered[place][1] <= start:
            place += 1
        inside = place < len(covered) and covered[place][0] <= start
        if not inside and (start == 0 or text[start - 1] in " \t\r\n") and MARK in match[0]:
            yield source.span(start, match.end())


def _of_hcl(source: Source, found: Commented) -> None:
    from ipseclint.read.hcl import read_hcl
    from ipseclint.read.hcl_syntax import Body

    file = read_hcl(source)
    found.comments += [span for span in file.comments if MARK in span.text]
    waiting: list[Body] = [file.body]
    while waiting:
        body = waiting.pop()
        for block in body.blocks:
            _block(source, block.span.start, block.span.end, found)
            waiting.append(block.body)
        for attribute in body.attributes.values():
            _block(source, attribute.name_span.start, attribute.value.span.end, found)


def _of_shell(source: Source, found: Commented) -> None:
    quoted = [(m.start(), m.end()) for m in re.finditer(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"", source.text)]
    comments = list(_outside(source, []))
    # A quote in prose (don't) opens nothing that a comment could stand in.
    found.comments += [
        c for c in comments if not any(a < c.start < b and "\n" not in source.text[a:b] for a, b in quoted)
    ]
    for match in re.finditer(r"[^\r\n]*\\\r?\n(?:[^\r\n]*\\\r?\n)*[^\r\n]*", source.text):
        _block(source, match.start(), match.end(), found)


def _of_markdown(source: Source, found: Commented) -> None:
    found.comments += [source.span(m.start(), m.end()) for m in _HTML.finditer(source.text) if MARK in m[0]]
    _of_shell(source, found)
