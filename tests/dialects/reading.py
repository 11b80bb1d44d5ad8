"""What the tests of dialects share: a text is read, and trees become plain values to compare."""

from __future__ import annotations

import re

from ipseclint import node
from ipseclint.config import Config
from ipseclint.dialects.recognise import read_text
from ipseclint.dialects.tree import Reading, Request
from ipseclint.engine import lint
from ipseclint.excerpt import excerpt
from ipseclint.finding import Finding
from ipseclint.secret import Secret
from ipseclint.span import Source, Span

_PLACE = re.compile(r" at [0-9]+:[0-9]+")


def read(text: str, name: str) -> Reading:
    return read_text(Source(name, text)).reading


def only(text: str, name: str) -> Request:
    """The one request of a text that has no fault of its own."""
    reading = read(text, name)
    assert [note.message for note in reading.notes] == []
    assert len(reading.requests) == 1
    return reading.requests[0]


def plain(value: node.Node | None) -> object:
    """A tree as plain values; what is unknown as `?expression`, with `-> resource.attribute` behind a reference;
    a key as `secret:text`. Places in expressions are `L:C`."""
    if isinstance(value, node.Mapping):
        return {key: plain(entry.value) for key, entry in value.entries.items()}
    if isinstance(value, node.Sequence):
        return [plain(item) for item in value.items]
    if isinstance(value, node.Unknown):
        return f"?{_PLACE.sub(' at L:C', value.expression)}" + (
            f" -> {value.refers}.{value.attribute}" if value.refers else ""
        )
    if value is None:
        return None
    return f"secret:{value.value.reveal()}" if isinstance(value.value, Secret) else value.value


def body(text: str, name: str) -> object:
    return plain(only(text, name).body)


def line(span: Span) -> int:
    return span.location().line


def at(request: Request, *path: str | int) -> node.Node:
    """The node that a path leads to in a request."""
    found: node.Node | None = request.body
    for step in path:
        if isinstance(step, int):
            assert isinstance(found, node.Sequence)
            found = found.items[step]
        else:
            assert isinstance(found, node.Mapping)
            found = found.get(step)
    assert found is not None
    return found


def findings(text: str, name: str) -> tuple[Finding, ...]:
    return lint([Source(name, text)], Config()).findings


def shown(text: str, name: str) -> str:
    """All that a report could show of a text: messages, and the excerpts of every place."""
    found = findings(text, name)
    lines = [f"{f.message} {f.help} {f.connection}" for f in found]
    lines.extend(excerpt.text for f in found for excerpt in f.excerpts)
    lines.extend(related.message for f in found for related in f.related)
    return "\n".join(lines)


def every_line(text: str, name: str) -> str:
    """Each line of a text as a report would show it once the text has been read."""
    source = Source(name, text)
    read_text(source)
    return "\n".join(excerpt(source.span(start, start)).text for start in source.lines)
