"""What the text of a YAML scalar stands for, and where it begins and ends."""

from __future__ import annotations

import re
from typing import Any

from ipseclint.node import Scalar, Unknown
from ipseclint.secret import Secret
from ipseclint.span import Span

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,18})\Z")
_BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_TOOLS_TAG = re.compile(r"!?![A-Za-z]{2,12}(?:[:.][A-Za-z]{2,12})*\Z")
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s+|\Z))*")
STANDARD = "tag:yaml.org,2002:"
MERGE = f"{STANDARD}merge"
NULLS = frozenset(("", "~", "null", "Null", "NULL"))


def core(text: str) -> str | int | bool | None:
    """A plain scalar by the core schema, integers in decimal form only."""
    if not text or text[0] not in "-0123456789tTfFnN~":
        return text if text else None
    if text in _BOOLEANS:
        return _BOOLEANS[text]
    if text in NULLS:
        return None
    if _INTEGER.match(text) and text != "-0":
        return int(text)
    return text


def tagged(tag: str, text: str, span: Span, style: str, secret: bool) -> Any:
    """The value of a scalar with a tag: standard tags are resolved, others stay unknown."""
    name = tag.removeprefix(STANDARD)
    if name == tag:
        shown = called(tag, secret) if secret or "\n" in text else f"{tag} {text}".strip()
        return Unknown(shown, span, tag=tag, inner=Scalar(Secret(text) if secret else text, span, style))
    if name == "int" and _INTEGER.match(text):
        return int(text)
    if name == "bool" and text in _BOOLEANS:
        return _BOOLEANS[text]
    if name == "null":
        return None
    return text


def called(tag: str, secret: bool) -> str:
    """A tag as an expression shows it. Where a secret belongs, what is no tool's tag may be a key that begins with its
    mark."""
    return tag if not secret or _TOOLS_TAG.match(tag) else "a tag"


def behind_properties(text: str, span: Span) -> int:
    """Where a scalar's text begins behind its anchor and tag."""
    properties = _PROPERTIES.match(text, span.start, span.end)
    return properties.end() if properties else span.start


def block_end(text: str, span: Span) -> int:
    """Where the content of a block scalar ends: its last line end left out."""
    end = span.end
    while end > span.start and text[end - 1] in " \t\r\n":
        end -= 1
    return end
