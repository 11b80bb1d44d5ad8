"""References that cannot exist: names that a module does not declare, seen without evaluating anything."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ipseclint.dialects.provider import KNOWN
from ipseclint.dialects.provider_names import SCHEMAS
from ipseclint.dialects.terraform.blocks import META_BLOCKS, iterator_of
from ipseclint.dialects.terraform.module import Module
from ipseclint.note import Note
from ipseclint.read.hcl_syntax import (
    Block,
    Body,
    Expr,
    For,
    GetAttr,
    Name,
    Part,
    Template,
    TemplateFor,
    TemplateIf,
    Traversal,
    children,
)
from ipseclint.span import Span

READ = frozenset(SCHEMAS) | frozenset(KNOWN)
# Arguments whose words are no references to values.
_NOT_VALUES = frozenset({"provider", "providers", "depends_on", "source", "version"})
_MAX_DEPTH = 120
# `"${VPN_PSK}"`: another tool fills it in before Terraform sees the file.
_PLACEHOLDER = re.compile(r"[A-Z][A-Z0-9_]*\Z")


def check(module: Module) -> Iterator[Note]:
    """Notes on what locals, local module calls and the resources that are read refer to in vain."""
    if not module.whole:
        return
    for attribute in module.locals.values():
        yield from _Checking(module).expression(attribute.value, frozenset(), 0)
    blocks = [block for (kind, _), block in module.resources.items() if kind in READ]
    for block in [*blocks, *(b for b in module.repeated if b.labels[0] in READ), *module.modules.values()]:
        checking = _Checking(module, "for_each" in block.body.attributes, "count" in block.body.attributes)
        yield from checking.body(block.body, frozenset(), top=True)


@dataclass(slots=True, eq=False)
class _Checking:
    module: Module
    has_each: bool = False
    has_count: bool = False
    told: set[int] = field(default_factory=set)

    def body(self, body: Body, names: frozenset[str], *, top: bool = False, depth: int = 0) -> Iterator[Note]:
        for name, attribute in body.attributes.items():
            if not (top and name in _NOT_VALUES):
                yield from self.expression(attribute.value, names, 0)
        for block in body.blocks:
            if depth < _MAX_DEPTH and not (top and block.type in META_BLOCKS):
                yield from self._block(block, names, depth)

    def _block(self, block: Block, names: frozenset[str], depth: int) -> Iterator[Note]:
        if block.type != "dynamic" or not block.labels:
            yield from self.body(block.body, names, depth=depth + 1)
            return
        each = block.body.value("for_each")
        if each is not None:
            yield from self.expression(each, names, 0)
        inner = names | {iterator_of(block)}
        for content in block.body.of_type("content"):
            yield from self.body(content.body, inner, depth=depth + 1)

    def expression(self, expr: Expr, names: frozenset[str], depth: int) -> Iterator[Note]:
        if depth > _MAX_DEPTH:
            return
        if isinstance(expr, Name):
            yield from self._bare(expr, names)
        elif isinstance(expr, Traversal) and isinstance(expr.head, Name):
            if expr.head.name not in names:
                yield from self._reference(expr.head.name, expr)
            parts = [part for part in children(expr) if part is not expr.head]
            yield from self._each(parts, names, depth)
        elif isinstance(expr, For):
            yield from self.expression(expr.collection, names, depth + 1)
            inner = names | {expr.key, expr.value}
            parts = [p for p in (expr.result_key, expr.result, expr.condition) if p is not None]
            yield from self._each(parts, inner, depth)
        elif isinstance(expr, Template):
            yield from self._parts(expr.parts, names, depth)
        else:
            yield from self._each(children(expr), names, depth)

    def _each(self, parts: Iterable[Expr], names: frozenset[str], depth: int) -> Iterator[Note]:
        for part in parts:
            yield from self.expression(part, names, depth + 1)

    def _parts(self, parts: list[Part], names: frozenset[str], depth: int) -> Iterator[Note]:
        for part in parts:
            if isinstance(part, TemplateIf):
                yield from self.expression(part.condition, names, depth + 1)
                yield from self._parts([*part.then, *part.otherwise], names, depth + 1)
            elif isinstance(part, TemplateFor):
                yield from self.expression(part.collection, names, depth + 1)
                yield from self._parts(part.body, names | {part.key, part.value}, depth + 1)
            elif isinstance(part, Expr) and not (isinstance(part, Name) and _PLACEHOLDER.match(part.name)):
                yield from self.expression(part, names, depth + 1)

    def _bare(self, expr: Name, names: frozenset[str]) -> Iterator[Note]:
        if expr.name in names or expr.span.start in self.told:
            return
        self.told.add(expr.span.start)
        if expr.name == "index":
            help_ = "Write count.index, the number of the instance."
        elif expr.name in self.module.variables:
            help_ = f"Write var.{expr.name} for the variable."
        elif expr.name in self.module.locals:
            help_ = f"Write local.{expr.name} for the local value."
        else:
            help_ = "Put it in quotation marks if it is a text, or write what it belongs to (var., local.)."
        yield Note("IPS006", f"`{expr.name}` alone refers to nothing.", help_, expr.span)

    def _reference(self, root: str, expr: Traversal) -> Iterator[Note]:
        first = expr.steps[0]
        if not isinstance(first, GetAttr):
            return
        span = Span(expr.span.source, expr.span.start, first.span.end)
        missing = self._missing(root, first.name)
        if missing is not None and span.start not in self.told:
            self.told.add(span.start)
            yield Note("IPS006", missing[0], missing[1], span)

    def _missing(self, root: str, name: str) -> tuple[str, str] | None:
        """What is wrong with a reference, and what to do."""
        module = self.module
        if root == "var" and name not in module.variables:
            return f"The variable `{name}` is not declared.", _near(name, module.variables, "var.", "Declare it.")
        if root == "local" and name not in module.locals:
            return f"The local value `{name}` is not declared.", _near(name, module.locals, "local.", "Declare it.")
        if root == "module" and name not in module.modules:
            return f"No module `{name}` is called here.", _near(name, module.modules, "module.", "Call it.")
        if root == "each" and not self.has_each:
            return f"`each.{name}` needs for_each, which this block does not have.", "Add for_each."
        if root == "count" and not self.has_count:
            return f"`count.{name}` needs count, which this block does not have.", "Add count."
        if root in READ and (root, name) not in module.resources:
            near = [other for kind, other in module.resources if kind == root]
            return f"No resource `{root}.{name}` is declared.", _near(name, near, f"{root}.", "Declare it.")
        return None


def _near(name: str, names: Iterable[str], prefix: str, otherwise: str) -> str:
    from difflib import get_close_matches  # for a name that is misspelt

    found = get_close_matches(name, list(names), 1, 0.7)
    return f"Did you mean {prefix}{found[0]}?" if found else otherwise
