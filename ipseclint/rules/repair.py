"""Repairs: how the text of one value or one entry is edited so that quotes, commas and escapes stay right."""

from __future__ import annotations

import re
from itertools import pairwise

from ipseclint.model import Field
from ipseclint.node import Node, Scalar
from ipseclint.rules.rule import Replace
from ipseclint.span import Span

_QUOTED = frozenset(("json", "hcl", "double", "single"))
# Text that needs no quotes in YAML, wherever it stands, and that no reader takes for anything but text or a
# decimal number.
_PLAIN = re.compile(r"(?:[A-Za-z][A-Za-z0-9_./-]*|[1-9][0-9.]*(?:/[0-9]+)?|[0-9]|[0-9][A-Za-z][A-Za-z0-9_-]*)\Z")
_NOT_TEXT = re.compile(r"(?i:true|false|yes|no|on|off|y|n|null|[0-9]+e[0-9]+)\Z")
_NUMBER_OR_WORD = re.compile(r"(?:0|[1-9][0-9]*|true|false)\Z")
_NEEDS_ESCAPE = re.compile(r"[\"'\\$%\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BLANKS_AND_COMMA = re.compile(r"[ \t]*,[ \t]*")
_COMMA_BEFORE = re.compile(r",\s*\Z")
_BETWEEN = re.compile(r"[\"']?\s*[:=]\s*\Z")


def replace_value(field: Field, new: str, title: str, safe: bool = False) -> tuple[Replace, ...]:
    """The edit that makes `new` of a written field; none where the value does not stand in the text as such
    (a default, an alias, a block scalar, something computed)."""
    return replace_node(field.node, new, title, safe) if field.written else ()


def replace_node(node: Node | None, new: str, title: str, safe: bool = False) -> tuple[Replace, ...]:
    """The edit that makes `new` of a scalar, in the quotes that it has; none where that cannot be done."""
    if not isinstance(node, Scalar):
        return ()
    span, text = node.span, new
    if node.style in _QUOTED:
        quote = span.text[:1]
        if quote not in ('"', "'") or span.text[-1:] != quote or len(span.text) < 2 or _NEEDS_ESCAPE.search(new):
            return ()
        span = Span(span.source, span.start + 1, span.end - 1)
    elif node.style == "plain" and not isinstance(node.value, bool):
        text = new if _PLAIN.match(new) and not _NOT_TEXT.match(new) else "'" + new.replace("'", "''") + "'"
    elif node.style not in ("bare", "plain") or not (isinstance(node.value, str) or _NUMBER_OR_WORD.match(new)):
        return ()
    return (Replace(title, span, text, safe),) if _stands_as_such(span) else ()


def remove_entry(field: Field, title: str, safe: bool = True) -> tuple[Replace, ...]:
    """The edit that takes a written field out of its mapping, with its comma or its line; none where what is
    around it leaves doubt. The caller knows that the mapping has other entries."""
    node, key = field.node, field.key_span
    if not field.written or not isinstance(node, Scalar) or key is None or key.source is not node.span.source:
        return ()
    text, start, end = key.source.text, key.start, node.span.end
    plain_text = node.style == "bare" and isinstance(node.value, str)
    if node.style not in (*_QUOTED, "plain", "bare") or plain_text:
        return ()
    if not _BETWEEN.match(text, key.end, node.span.start):
        return ()
    found = _with_comma(text, start, end) or _whole_line(text, start, end)
    if found is None:
        return ()
    span = Span(key.source, *found)
    return (Replace(title, span, "", safe),) if _stands_as_such(span) else ()


def _with_comma(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range of an entry and the comma behind it; of a last entry, the comma before it."""
    comma = _BLANKS_AND_COMMA.match(text, end)
    if comma:
        return _whole_line(text, start, comma.end()) or (start, comma.end())
    before = _COMMA_BEFORE.search(text, max(0, start - 400), start)
    if before and text[end:].lstrip()[:1] == "}":
        return before.start(), end
    return None


def _whole_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The range of the line, its end included, if nothing else stands on it."""
    begin = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    stop = end
    while stop < len(text) and text[stop] in " \t":
        stop += 1
    if text[begin:start].strip(" \t") or (stop < len(text) and text[stop] not in "\r\n"):
        return None
    if text.startswith("\r\n", stop):
        return begin, stop + 2
    return begin, min(stop + 1, len(text))


def _stands_as_such(span: Span) -> bool:
    """Whether every character of the span has a place of its own in the file: in a text that was put together
    from several lines it has not."""
    source, start, end = span.source, span.start, span.end
    while source.outer is not None and source.offsets is not None:
        offsets = source.offsets[start : end + 1]
        if len(offsets) != end + 1 - start or any(a >= b for a, b in pairwise(offsets)):
            return False
        source, start, end = source.outer, offsets[0], offsets[-1]
    return True
