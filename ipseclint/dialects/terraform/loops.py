"""For expressions and the directives of templates."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ipseclint.dialects.terraform.convert import need_bool, need_string
from ipseclint.dialects.terraform.frame import Frame, unknown_at
from ipseclint.dialects.terraform.values import EvalError, Set, sorted_entries
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.read.hcl_syntax import Expr, For, Part, TemplateFor, TemplateIf

Evaluate = Callable[[Expr, Frame], Node]


def pairs(value: Node) -> Iterator[tuple[Node, Node]] | None:
    """Keys and values of a collection in Terraform's order; None where they are unknown. Raises EvalError
    for what is no collection."""
    if isinstance(value, Unknown):
        return None
    if isinstance(value, Set):
        if any(isinstance(item, Unknown) for item in value.items):
            return None
        return ((item, item) for item in value.items)
    if isinstance(value, Sequence):
        return ((Scalar(i, item.span, "made"), item) for i, item in enumerate(value.items))
    if isinstance(value, Mapping):
        return (
            (Scalar(key, entry.key_span, _key_style(key, entry)), entry.value) for key, entry in sorted_entries(value)
        )
    raise EvalError("a collection is expected")


def _key_style(key: str, entry: Entry) -> str:
    """How a key's text stands where its span says: quoted, bare, or elsewhere."""
    length = entry.key_span.end - entry.key_span.start
    if length == len(key):
        return "bare" if entry.key_span.text == key else "made"
    return "hcl" if length == len(key) + 2 and entry.key_span.text[1:-1] == key else "made"


def size(value: Node) -> int:
    if isinstance(value, Sequence):
        return len(value.items)
    return len(value.entries) if isinstance(value, Mapping) else 0


def comprehend(expr: For, frame: Frame, evaluate: Evaluate) -> Node:
    """A for expression. Unknown where its collection, a condition or a key is. Raises EvalError."""
    collection = evaluate(expr.collection, frame)
    found = pairs(collection)
    if found is None:
        return unknown_at(expr)
    frame.context.budget.items(size(collection))
    items: list[Node] = []
    entries: dict[str, Entry] = {}
    groups: dict[str, list[Node]] = {}
    for key, value in found:
        inner = frame.with_names({expr.value: value, expr.key: key} if expr.key else {expr.value: value})
        if expr.condition is not None:
            wanted = evaluate(expr.condition, inner)
            if isinstance(wanted, Unknown):
                return unknown_at(expr)
            if not need_bool(wanted):
                continue
        if expr.result_key is None:
            items.append(evaluate(expr.result, inner))
            continue
        name = evaluate(expr.result_key, inner)
        if isinstance(name, Unknown):
            return unknown_at(expr)
        text, result = need_string(name), evaluate(expr.result, inner)
        if expr.groups:
            groups.setdefault(text, []).append(result)
        elif text in entries:
            raise EvalError("two items have one key")
        entries[text] = Entry(text, name.span, result)
    if expr.result_key is None:
        return Sequence(items, expr.span)
    for text, members in groups.items():
        entries[text] = Entry(text, entries[text].key_span, Sequence(members, expr.span))
    return Mapping(entries, expr.span)


def render(parts: list[Part], frame: Frame, evaluate: Evaluate) -> str | None:
    """The text of a template's parts, None where one is unknown. Raises EvalError."""
    pieces: list[str] = []
    length = 0
    open_ = False
    for part in parts:
        piece = part if isinstance(part, str) else _part(part, frame, evaluate)
        if piece is None:
            if frame.context.trace is None:
                return None
            open_, piece = True, ""
        length += len(piece)
        frame.context.budget.text(length, len(piece))
        pieces.append(piece)
    return None if open_ else "".join(pieces)


def _part(part: Expr | TemplateIf | TemplateFor, frame: Frame, evaluate: Evaluate) -> str | None:
    if isinstance(part, TemplateIf):
        condition = evaluate(part.condition, frame)
        if isinstance(condition, Unknown):
            return None
        return render(part.then if need_bool(condition) else part.otherwise, frame, evaluate)
    if isinstance(part, TemplateFor):
        return _for_part(part, frame, evaluate)
    value = evaluate(part, frame)
    return None if isinstance(value, Unknown) else need_string(value)


def _for_part(part: TemplateFor, frame: Frame, evaluate: Evaluate) -> str | None:
    collection = evaluate(part.collection, frame)
    found = pairs(collection)
    if found is None:
        return None
    frame.context.budget.items(size(collection))
    pieces: list[str] = []
    length = 0
    for key, value in found:
        names = {part.value: value, part.key: key} if part.key else {part.value: value}
        piece = render(part.body, frame.with_names(names), evaluate)
        if piece is None:
            return None
        length += len(piece)
        frame.context.budget.text(length, len(piece))
        pieces.append(piece)
    return "".join(pieces)
