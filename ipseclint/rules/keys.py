"""Keys and values at hand: which are known, and which are one and the same (for IPS70x and IPS709)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Place, Scalar, Unknown
from ipseclint.rules.rule import Hit
from ipseclint.secret import STARS, Secret

# How the dialects refer to what a resource gives back.
_ATTRIBUTE = re.compile(r"\balicloud_\w+\.|\bGetAtt\b|\$\{\w+\.\w+\}\Z")
# Expressions that name one value; those of a loop stand for another value at each turn.
_NAMES = re.compile(r"\w\.\w|[$#]?\{|<%|Ref\b|Fn::|![A-Z]|\$\w")
_TURNS = re.compile(r"(?<!\beach)\.(?:key|value)\b|\bcount\.index\b")


def literals(connection: Connection) -> Iterator[tuple[Tunnel, Field, str]]:
    """The keys that are known, with their text. An empty one in a plan or in exported state is not set."""
    for tunnel in connection.tunnels:
        field = tunnel.phase1.psk
        if field.written:
            key = text_of(field)
            if key or not connection.request.holds_keys:
                yield tunnel, field, key


def told(field: Field, tunnel: Tunnel, message: str, help_: str, subject: str) -> Hit:
    """A finding about a field of a tunnel."""
    return Hit(message, help_, field.span, field.pointer, related=field.related, tunnel=tunnel.number, subject=subject)


def at_use(hit: Hit) -> Hit:
    """A value that a reference takes from a resource is right where it is written: what is wrong is the reference."""
    use = hit.related[-1] if hit.related else None
    if use is not None and _ATTRIBUTE.search(use.span.text):
        hit.related = (Place(hit.span, "the value stands here"), *hit.related[:-1])
        hit.span = use.span
    return hit


def same_value(one: Field, other: Field) -> bool:
    """Whether two fields surely have one value: the same known one, or the same reference."""
    if one.written and other.written:
        return text_of(one) != "" and text_of(one) == text_of(other)
    return _same_reference(one, other)


def text_of(field: Field) -> str:
    """A known value as text, a secret revealed: for judging and comparing, never for telling."""
    return field.value.reveal() if isinstance(field.value, Secret) else str(field.value)


def _same_reference(one: Field, other: Field) -> bool:
    """Whether two unknown values are one: the same expression that names one value, with nothing around it."""
    a, b = one.node, other.node
    if not (one.unknown and other.unknown and isinstance(a, Unknown) and isinstance(b, Unknown)):
        return False
    if isinstance(a.inner, Scalar) and isinstance(b.inner, Scalar):
        return a.tag == b.tag and a.inner.text == b.inner.text
    text = a.expression
    if text != b.expression or STARS in text or not _NAMES.search(text) or _TURNS.search(text):
        return False
    one_text, other_text = _written(a), _written(b)
    return one_text == other_text or one_text.strip("\"' \t") == other_text.strip("\"' \t") == text.strip()


def _written(node: Unknown) -> str:
    """The text of a value, where it comes through an alias that of its anchor."""
    text = node.span.text
    return node.related[0].span.text if text.startswith("*") and node.related else text
