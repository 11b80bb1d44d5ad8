"""Texts and templates of HCL: escapes, heredocs, indentation, trim markers, directives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ipseclint.node import Scalar
from ipseclint.note import Note
from ipseclint.read.hcl_broken import Broken
from ipseclint.read.hcl_syntax import Expr, Literal, Part, Template, TemplateFor, TemplateIf
from ipseclint.span import Span

if TYPE_CHECKING:
    from tree_sitter import Node

    from ipseclint.read.hcl_convert import Convert

_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)|\$\$(?=\{)|%%(?=\{)", re.S)
_DOUBLED = re.compile(r"\$\$(?=\{)|%%(?=\{)")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\"}
_PIECE = re.compile(r"[^\n]*\n|[^\n]+")
_TOKENS = frozenset(
    {
        "template_interpolation",
        "template_if_intro",
        "template_else_intro",
        "template_if_end",
        "template_for_start",
        "template_for_end",
    }
)
_INSIDE = frozenset({"template_directive", "template_if", "template_for"})


@dataclass(slots=True, eq=False)
class _Token:
    """A piece of a template: text, or a node of `kind` with its trim markers."""

    text: str = ""
    node: Node | None = None
    trims_left: bool = False
    trims_right: bool = False

    @property
    def kind(self) -> str:
        return self.node.type if self.node is not None else "text"


def text_literal(convert: Convert, node: Node) -> Expr:
    """A quoted text without anything to fill in."""
    span = convert.span(node)
    raw = span.text[1:-1]
    if "\n" in raw or "\r" in raw:
        raise Broken(_broken_line(span))
    return Literal(span, Scalar(_unescaped(raw), span, "hcl"))


def template(convert: Convert, node: Node) -> Expr:
    """A quoted template or a heredoc."""
    span = convert.span(node)
    if node.type == "quoted_template":
        if "\n" in span.text and _breaks(convert, node, span):
            raise Broken(_broken_line(span))
        tokens = _tokens(convert, node, span.start + 1, span.end - 1, quoted=True)
        return _whole(convert, tokens, span, "hcl")
    start, end, flush = _heredoc_content(span)
    tokens = _tokens(convert, node, start, end, quoted=False)
    if flush:
        _flush(tokens)
    return _whole(convert, tokens, span, "heredoc")


def bare_template(convert: Convert, node: Node, span: Span) -> Expr:
    """A heredoc node that stands for a text of another format (JSON): all of `span` is the template."""
    return _whole(convert, _tokens(convert, node, span.start, span.end, quoted=False), span, "made")


def _heredoc_content(span: Span) -> tuple[int, int, bool]:
    """Where the lines of a heredoc stand, without the one that ends it; whether it is `<<-`."""
    raw = span.text
    head = raw.find("\n") + 1
    last = raw.rfind("\n") + 1
    return span.start + head, span.start + max(last, head), raw.startswith("<<-")


def _tokens(convert: Convert, node: Node, start: int, end: int, *, quoted: bool) -> list[_Token]:
    """The pieces of a template in order, trim markers applied. Text of a heredoc is cut into its lines."""
    tokens: list[_Token] = []
    at = start
    for found in _marks(node):
        begin, stop = convert.at(found.start_byte), convert.at(found.end_byte)
        _add_text(convert, tokens, at, begin, quoted)
        raw = convert.source.text[begin:stop]
        tokens.append(_Token(node=found, trims_left=raw[2:3] == "~", trims_right=raw[-2:-1] == "~"))
        at = stop
    _add_text(convert, tokens, at, end, quoted)
    for before, after in pairwise(tokens):
        if before.trims_right and after.node is None:
            after.text = after.text.lstrip()
        if after.trims_left and before.node is None:
            before.text = before.text.rstrip()
    return tokens


def _marks(node: Node) -> list[Node]:
    """The interpolations and directive marks of a template in the order of the text."""
    found: list[Node] = []
    stack = list(reversed(node.children))
    while stack:
        child = stack.pop()
        if child.type in _TOKENS:
            found.append(child)
        elif child.type in _INSIDE:
            stack.extend(reversed(child.children))
    return found


def _add_text(convert: Convert, tokens: list[_Token], start: int, end: int, quoted: bool) -> None:
    raw = convert.source.text[start:end]
    if not raw:
        return
    if quoted:
        tokens.append(_Token(_unescaped(raw)))
        return
    pieces = _PIECE.findall(raw)
    tokens.extend(_Token(_DOUBLED.sub(lambda match: match[0][0], piece)) for piece in pieces)


def _flush(tokens: list[_Token]) -> None:
    """Take the indentation that all lines of a `<<-` heredoc share from each of them."""
    starts: list[_Token] = []
    shortest: int | None = None
    begins = True
    for token in tokens:
        if begins:
            indent = len(token.text) - len(token.text.lstrip())
            blank = token.node is None and not token.text.strip() and token.text.endswith("\n")
            if not blank:
                shortest = indent if shortest is None else min(shortest, indent)
                starts.append(token)
        begins = token.node is None and token.text.endswith("\n")
    for token in starts:
        token.text = token.text[shortest or 0 :]


def _whole(convert: Convert, tokens: list[_Token], span: Span, style: str) -> Expr:
    if all(token.node is None for token in tokens):
        text = "".join(token.text for token in tokens)
        return Literal(span, Scalar(text, span, style))
    parts, rest = _parts(convert, tokens, 0, ())
    if rest != len(tokens):
        raise Broken
    return Template(span, parts)


def _parts(convert: Convert, tokens: list[_Token], at: int, ends: tuple[str, ...]) -> tuple[list[Part], int]:
    """Parts up to one of the marks `ends`, and where that stands."""
    parts: list[Part] = []
    while at < len(tokens) and tokens[at].kind not in ends:
        token = tokens[at]
        at += 1
        if token.node is None:
            if token.text:
                parts.append(token.text)
        elif token.kind == "template_interpolation":
            parts.append(_inner(convert, token.node))
        elif token.kind in _DIRECTIVES:
            convert.deeper(token.node)
            part, at = _DIRECTIVES[token.kind](convert, tokens, token.node, at)
            convert.depth -= 1
            parts.append(part)
        else:
            raise Broken
    if ends and at >= len(tokens):
        raise Broken
    return parts, at


def _if(convert: Convert, tokens: list[_Token], node: Node, at: int) -> tuple[Part, int]:
    then, at = _parts(convert, tokens, at, ("template_else_intro", "template_if_end"))
    otherwise: list[Part] = []
    if tokens[at].kind == "template_else_intro":
        otherwise, at = _parts(convert, tokens, at + 1, ("template_if_end",))
    return TemplateIf(_inner(convert, node), then, otherwise), at + 1


def _for(convert: Convert, tokens: list[_Token], node: Node, at: int) -> tuple[Part, int]:
    body, at = _parts(convert, tokens, at, ("template_for_end",))
    names, collection = convert.for_head(node)
    return TemplateFor(names[0], names[1], collection, body), at + 1


_DIRECTIVES = {"template_if_intro": _if, "template_for_start": _for}


def _inner(convert: Convert, node: Node) -> Expr:
    inner = next((child for child in node.children if child.type == "expression"), None)
    if inner is None:
        raise Broken
    return convert.expression(inner)


def _breaks(convert: Convert, node: Node, span: Span) -> bool:
    """Whether a line ends in the text of a quoted template, outside what it fills in."""
    at = span.start
    for mark in _marks(node):
        if "\n" in convert.source.text[at : convert.at(mark.start_byte)]:
            return True
        at = convert.at(mark.end_byte)
    return "\n" in convert.source.text[at : span.end]


def _unescaped(raw: str) -> str:
    """The text that a quoted text's characters stand for."""
    if "\\" not in raw and "{" not in raw:
        return raw

    def replaced(match: re.Match[str]) -> str:
        code = match[1]
        if code is None:
            return match[0][0]
        if len(code) > 1:
            value = int(code[1:], 16)
            return "\ufffd" if 0xD800 <= value < 0xE000 or value > 0x10FFFF else chr(value)
        return _PLAIN.get(code, match[0])

    return _ESCAPE.sub(replaced, raw)


def _broken_line(span: Span) -> Note:
    start = Span(span.source, span.start, span.start + 1)
    return Note(
        "IPS002",
        "This text does not end on its line: the closing quotation mark is missing.",
        "Close it, or write a text of several lines as a heredoc (<<EOT).",
        start,
    )
