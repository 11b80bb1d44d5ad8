"""Functions on texts. Parts that `split` takes out of a written text keep their own places."""

from __future__ import annotations

import re

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.convert import need_integer, need_items, need_string
from ipseclint.dialects.terraform.functions.format import formatted
from ipseclint.dialects.terraform.functions.kit import Function, known, known_inside
from ipseclint.dialects.terraform.values import EvalError, List, made, unknown
from ipseclint.node import Node, Scalar, Sequence
from ipseclint.read.place import part
from ipseclint.span import Span


def _join(arguments: list[Node], span: Span, budget: Budget) -> Node:
    separator = need_string(arguments[0])
    pieces = [need_string(item) for argument in arguments[1:] for item in need_items(argument)]
    budget.text(sum(len(piece) + len(separator) for piece in pieces))
    return made(separator.join(pieces), span)


def _split(arguments: list[Node], span: Span, budget: Budget) -> Node:
    separator, text = need_string(arguments[0]), need_string(arguments[1])
    budget.items(text.count(separator) if separator else len(text))
    pieces = text.split(separator) if separator else list(text)
    items: list[Node] = []
    at = 0
    for piece in pieces:
        items.append(_piece(arguments[1], piece, at, span))
        at += len(piece) + len(separator)
    return List(items, span)


def _piece(whole: Node, piece: str, at: int, span: Span) -> Node:
    """A part of a text; where the text is written out, it stands at its own place."""
    if isinstance(whole, Scalar) and isinstance(whole.value, str) and whole.style in ("hcl", "bare", "json"):
        place = part(whole, at, at + len(piece))
        if place is not whole.span:
            return Scalar(piece, place, "bare" if place.text == piece else "made", whole.related)
    return made(piece, span)


def _lower(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[0]).lower(), span)


def _upper(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[0]).upper(), span)


def _title(arguments: list[Node], span: Span, budget: Budget) -> Node:
    text = need_string(arguments[0])
    return made(re.sub(r"(?<![\w'])\w", lambda match: match[0].upper(), text), span)


def _trimspace(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[0]).strip(), span)


def _trim(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[0]).strip(need_string(arguments[1]) or "\0"), span)


def _trimprefix(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[0]).removeprefix(need_string(arguments[1])), span)


def _trimsuffix(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[0]).removesuffix(need_string(arguments[1])), span)


def _startswith(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[0]).startswith(need_string(arguments[1])), span)


def _endswith(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[0]).endswith(need_string(arguments[1])), span)


def _strcontains(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[1]) in need_string(arguments[0]), span)


def _replace(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """Text for text; a pattern between slashes is a regular expression of another dialect: Unknown."""
    text, old, new = (need_string(argument) for argument in arguments)
    if len(old) > 1 and old.startswith("/") and old.endswith("/"):
        return unknown(span)
    count = text.count(old) if old else len(text) + 1
    budget.text(len(text) + count * len(new))
    return made(text.replace(old, new), span)


def _substr(arguments: list[Node], span: Span, budget: Budget) -> Node:
    text, start, length = need_string(arguments[0]), need_integer(arguments[1]), need_integer(arguments[2])
    start = max(len(text) + start, 0) if start < 0 else start
    return made(text[start:] if length < 0 else text[start : start + length], span)


def _strrev(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[0])[::-1], span)


def _chomp(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(need_string(arguments[0]).rstrip("\r\n"), span)


def _indent(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """All lines but the first moved to the right."""
    width, text = need_integer(arguments[0]), need_string(arguments[1])
    if width < 0:
        raise EvalError("an indentation is not negative")
    budget.text(len(text) + width * (text.count("\n") + 1))
    return made(text.replace("\n", "\n" + " " * width), span)


def _format(arguments: list[Node], span: Span, budget: Budget) -> Node:
    return made(formatted(need_string(arguments[0]), arguments[1:], budget), span)


def _formatlist(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """The format for each item of the lists; what is no list stands in each."""
    template = need_string(arguments[0])
    lengths = {len(argument.items) for argument in arguments[1:] if isinstance(argument, Sequence)}
    if len(lengths) != 1:
        if lengths:
            raise EvalError("the lists differ in length")
        return List([made(formatted(template, arguments[1:], budget), span)], span)
    items: list[Node] = []
    for place in range(lengths.pop()):
        given = [a.items[place] if isinstance(a, Sequence) else a for a in arguments[1:]]
        items.append(made(formatted(template, given, budget), span))
    return List(items, span)


STRINGS: dict[str, Function] = {
    "chomp": known(_chomp, 1, 1),
    "endswith": known(_endswith, 2, 2),
    "format": known_inside(_format),
    "formatlist": known_inside(_formatlist),
    "indent": known(_indent, 2, 2),
    "join": known_inside(_join, 2),
    "lower": known(_lower, 1, 1),
    "replace": known(_replace, 3, 3),
    "split": known(_split, 2, 2),
    "startswith": known(_startswith, 2, 2),
    "strcontains": known(_strcontains, 2, 2),
    "strrev": known(_strrev, 1, 1),
    "substr": known(_substr, 3, 3),
    "title": known(_title, 1, 1),
    "trim": known(_trim, 2, 2),
    "trimprefix": known(_trimprefix, 2, 2),
    "trimspace": known(_trimspace, 1, 1),
    "trimsuffix": known(_trimsuffix, 2, 2),
    "upper": known(_upper, 1, 1),
}
