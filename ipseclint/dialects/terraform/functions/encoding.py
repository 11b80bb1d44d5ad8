"""JSON, YAML and Base64."""

from __future__ import annotations

import base64
import binascii
import json
import re

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.convert import need_string
from ipseclint.dialects.terraform.functions.kit import Function, known
from ipseclint.dialects.terraform.values import EvalError, made, number_of, plain, sorted_entries, text_of, unknown
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown, walk
from ipseclint.read.place import embed
from ipseclint.span import Source, Span

_MAX_TEXT = 200_000
_MAX_ALIASES = 12
_ALIAS = re.compile(r"[\s\[{,:]\*\w")
_FRACTION = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?\Z")
# As Terraform writes them, so that the text can stand in a page.
_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


def encoded(value: Node, budget: Budget) -> str:
    """A value as compact JSON, keys sorted. Raises EvalError where a part of it is unknown."""
    budget.measure(value)
    text = _encode(value)
    budget.text(len(text))
    return text


def _encode(value: Node) -> str:
    if isinstance(value, Scalar):
        content = plain(value)
        if content is None:
            return "null"
        if isinstance(content, str):
            text = json.dumps(content, ensure_ascii=False)
            return "".join(_ESCAPED.get(char, char) for char in text)
        return text_of(content)
    if isinstance(value, Sequence):
        return f"[{','.join(_encode(item) for item in value.items)}]"
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(key, ensure_ascii=False)}:{_encode(e.value)}" for key, e in sorted_entries(value))
        return f"{{{','.join(pairs)}}}"
    raise EvalError("a part is unknown")


def _jsonencode(arguments: list[Node], span: Span, budget: Budget) -> Node:
    budget.measure(arguments[0])
    if any(isinstance(part, Unknown) for part in walk(arguments[0])):
        return unknown(span)
    return made(encoded(arguments[0], budget), span)


def _jsondecode(arguments: list[Node], span: Span, budget: Budget) -> Node:
    from ipseclint.read.json import read_json

    value, notes = read_json(_source(arguments[0], span, budget))
    if value is None or any(note.code == "IPS002" for note in notes):
        raise EvalError("no JSON")
    budget.measure(value)
    return value


def _yamldecode(arguments: list[Node], span: Span, budget: Budget) -> Node:
    from ipseclint.read.yaml import read_yaml

    source = _source(arguments[0], span, budget)
    if len(_ALIAS.findall(source.text)) > _MAX_ALIASES:
        return unknown(span)
    documents, notes = read_yaml(source)
    if len(documents) != 1 or any(note.code in ("IPS002", "IPS004") for note in notes):
        raise EvalError("no YAML document")
    budget.measure(documents[0])
    return _with_fractions(documents[0])


def _with_fractions(value: Node) -> Node:
    """YAML as Terraform reads it: plain fractions are numbers, tags of one's own are refused."""
    if isinstance(value, Unknown):
        raise EvalError("a tag that Terraform does not know")
    if isinstance(value, Sequence):
        return Sequence([_with_fractions(item) for item in value.items], value.span)
    if isinstance(value, Mapping):
        entries = {k: Entry(e.key, e.key_span, _with_fractions(e.value)) for k, e in value.entries.items()}
        return Mapping(entries, value.span)
    if value.style == "plain" and isinstance(value.value, str) and _FRACTION.match(value.value):
        return Scalar(number_of(value.value), value.span, "plain")
    return value


def _source(text: Node, span: Span, budget: Budget) -> Source:
    """The text as a source of its own, at its place where it is written out, else at the call."""
    content = need_string(text)
    if len(content) > _MAX_TEXT:
        raise EvalError("the text is too long")
    budget.spend(len(content) // 10)
    inner = embed(text) if isinstance(text, Scalar) and isinstance(text.value, str) else None
    return inner or span.source.embed(content, [span.start] * len(content) + [span.end])


def _base64encode(arguments: list[Node], span: Span, budget: Budget) -> Node:
    text = need_string(arguments[0])
    budget.text(2 * len(text))
    return made(base64.b64encode(text.encode("utf-8", "replace")).decode(), span)


def _base64decode(arguments: list[Node], span: Span, budget: Budget) -> Node:
    try:
        return made(base64.b64decode(need_string(arguments[0]), validate=True).decode("utf-8"), span)
    except (binascii.Error, ValueError):
        raise EvalError("no Base64 of a text") from None


ENCODING: dict[str, Function] = {
    "base64decode": known(_base64decode, 1, 1),
    "base64encode": known(_base64encode, 1, 1),
    "jsondecode": known(_jsondecode, 1, 1),
    "jsonencode": known(_jsonencode, 1, 1),
    "yamldecode": known(_yamldecode, 1, 1),
}
