"""HCL: text to syntax with every position, its comments, and what is intact of a broken file."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from ipseclint.node import Scalar
from ipseclint.note import Note
from ipseclint.read.hcl_broken import MAX_DEPTH, Broken, TooDeep
from ipseclint.read.hcl_convert import Convert
from ipseclint.read.hcl_fault import fault
from ipseclint.read.hcl_syntax import Body, Expr, File, Literal
from ipseclint.read.hcl_template import bare_template
from ipseclint.read.hcl_tokens import heads
from ipseclint.span import Source, Span

if TYPE_CHECKING:
    from tree_sitter import Node, Parser, Tree

MAX_TEXT = 8 * 1024 * 1024
# A file in which nothing speaks to this program needs no list of its comments.
_SPEAKS = "ipseclint"
_EXPONENT = re.compile(rb"(?<![\w.$])[0-9]+[eE][-+]?[0-9]+(?![\w.])")

_parser: Parser | None = None


def read_hcl(source: Source, *, variables: bool = False) -> File:
    """The syntax of a `.tf` text, or of a `.tfvars` text with `variables`. Never raises: parts that do not
    parse are left out with a note, and `whole` tells so."""
    file = File(source, Body())
    if len(source.text) > MAX_TEXT:
        file.notes.append(_too_long(source))
        file.whole = False
        return file
    tree, at = _parse(source, 0, len(source.text))
    if not tree.root_node.has_error:
        _take(file, tree.root_node, at)
        _refuse_object(file, tree.root_node, at)
    else:
        for start, end in _parts(source.text, variables):
            part, at = _parse(source, start, end)
            if part.root_node.has_error:
                file.whole = False
                file.notes.append(fault(source, start, end, _is_broken))
            else:
                _take(file, part.root_node, at)
    return file


def read_template(source: Source) -> tuple[Expr, list[Note]]:
    """The expression that a whole text stands for as a template (`a-${var.x}`), as the strings of `.tf.json`
    are read: backslashes mean themselves."""
    span = Span(source, 0, len(source.text))
    literal = Literal(span, Scalar(source.text, span, "bare"))
    if "${" not in source.text and "%{" not in source.text:
        return literal, []
    marker = "EOT"
    while marker in source.text:
        marker += "T"
    head = f"a=<<{marker}\n"
    wrapped = f"{head}{source.text}\n{marker}\n"
    tree, place = _parse_text(wrapped)
    inner = Source(source.path, wrapped, outer=source, offsets=_shifted(len(head), source.text, wrapped))
    convert = Convert(inner, place)
    node = _heredoc(tree.root_node)
    if node is None or tree.root_node.has_error:
        return literal, [_unreadable(span)]
    content = Span(inner, len(head), len(head) + len(source.text))
    try:
        return bare_template(convert, node, content), convert.notes
    except (Broken, TooDeep):
        return literal, [_unreadable(span)]


def _shifted(head: int, text: str, wrapped: str) -> list[int]:
    """Offsets in a text for each character of the same text within its wrapping."""
    return [min(max(index - head, 0), len(text)) for index in range(len(wrapped) + 1)]


def _heredoc(root: Node) -> Node | None:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "heredoc_template":
            return node
        stack.extend(reversed(node.children))
    return None


def _parse(source: Source, start: int, end: int) -> tuple[Tree, Callable[[int], int]]:
    """The parse of a part of a source, and how its byte offsets turn into offsets of the source."""
    tree, place = _parse_text(source.text[start:end])
    last = end - start
    return tree, lambda offset: start + min(place(offset), last)


def _parse_text(text: str) -> tuple[Tree, Callable[[int], int]]:
    global _parser
    if _parser is None:
        import tree_sitter
        import tree_sitter_hcl

        _parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language()))
    # A heredoc that ends the text needs a line end behind its marker.
    data = (text + "\n").encode("utf-8", "replace")
    tree = _parser.parse(data)
    if tree.root_node.has_error and _EXPONENT.search(data):
        # The grammar has no exponents without a fraction; their digits are read from the text anyway.
        tree = _parser.parse(_EXPONENT.sub(lambda match: b"9" * len(match[0]), data))
    return tree, _places(text, len(data) - 1)


def _is_broken(text: str) -> bool:
    return _parse_text(text)[0].root_node.has_error


def _places(text: str, size: int) -> Callable[[int], int]:
    """How byte offsets turn into offsets in code points."""
    if size == len(text):
        return lambda offset: offset
    ends: list[int] = []
    surplus: list[int] = [0]
    byte = 0
    for char in text:
        width = len(char.encode("utf-8", "replace"))
        byte += width
        if width > 1:
            ends.append(byte)
            surplus.append(surplus[-1] + width - 1)
    return lambda offset: offset - surplus[bisect.bisect_right(ends, offset)]


def _take(file: File, root: Node, at: Callable[[int], int]) -> None:
    """Convert what stands at the top of a parsed text into the file."""
    for node in _top(root):
        convert = Convert(file.source, at)
        try:
            body = convert.top(node)
        except Broken as broken:
            file.whole = False
            file.notes.append(broken.note or _unreadable(convert.span(node)))
            continue
        except TooDeep as deep:
            file.whole = False
            file.notes.append(_too_deep(deep.span))
            continue
        file.notes.extend(convert.notes)
        file.body.blocks.extend(body.blocks)
        for name, attribute in body.attributes.items():
            file.body.attributes[name] = attribute
    if _SPEAKS in file.source.text:
        file.comments.extend(Span(file.source, at(n.start_byte), at(n.end_byte)) for n in _comments(root))


def _refuse_object(file: File, root: Node, at: Callable[[int], int]) -> None:
    """The grammar takes an object for a whole file; Terraform does not."""
    for child in root.children:
        if child.type not in ("body", "comment"):
            file.whole = False
            start = at(child.start_byte)
            span = Span(file.source, start, start + 1)
            file.notes.append(Note("IPS002", "This is JSON, not HCL.", "Name a file of JSON `.tf.json`.", span))


def _top(root: Node) -> Iterator[Node]:
    for child in root.children:
        if child.type == "body":
            yield from (node for node in child.children if node.type in ("attribute", "block"))


def _comments(root: Node) -> Iterator[Node]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "comment":
            yield node
        stack.extend(reversed(node.children))


def _parts(text: str, variables: bool) -> Iterator[tuple[int, int]]:
    """The parts of a broken text that can be read by themselves."""
    cuts = [0, *heads(text, variables), len(text)]
    for start, end in pairwise(cuts):
        if text[start:end].strip():
            yield start, end


def _too_long(source: Source) -> Note:
    return Note(
        "IPS004",
        f"This file is longer than {MAX_TEXT // 2**20} MiB, the most that is read of HCL.",
        "Split it.",
        source.span(0, 0),
    )


def _too_deep(span: Span) -> Note:
    start = Span(span.source, span.start, min(span.start + 1, span.end))
    return Note(
        "IPS004",
        f"Expressions are nested deeper than {MAX_DEPTH} levels.",
        "Split the expression with locals.",
        start,
    )


def _unreadable(span: Span) -> Note:
    line = span.text.find("\n")
    end = span.start + line if line > 0 else span.end
    return Note(
        "IPS002",
        "A part of this is not HCL.",
        "Terraform would refuse the file at this place.",
        Span(span.source, span.start, end),
    )
