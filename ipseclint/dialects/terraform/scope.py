"""One instance of a module: its variables, locals, resources and child modules, evaluated when asked for."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ipseclint.dialects.terraform.blocks import guarded
from ipseclint.dialects.terraform.evaluate import evaluate
from ipseclint.dialects.terraform.expand import Expansion, expand
from ipseclint.dialects.terraform.frame import Context, Frame, Nowhere, Thing, unknown_at
from ipseclint.dialects.terraform.module import Loader, Module
from ipseclint.dialects.terraform.places import at_home, hide_all, moved, passed
from ipseclint.dialects.terraform.resources import grouped, things
from ipseclint.dialects.terraform.sources import child_folder
from ipseclint.dialects.terraform.types import Type, read_type
from ipseclint.dialects.terraform.values import EvalError, made
from ipseclint.node import Node, Scalar, Unknown
from ipseclint.note import Note
from ipseclint.read.hcl_secret import looks_secret
from ipseclint.read.hcl_syntax import Block, Expr, Literal
from ipseclint.span import Span

MAX_TRACED = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Given:
    """A value for a variable: computed when asked for. `floating` says that it stands in no file."""

    compute: Callable[[], Node]
    floating: bool = False


@dataclass(slots=True, eq=False)
class ModuleScope:
    """`folders` are those of this module and its callers, outermost first."""

    module_: Module
    loader: Loader
    context: Context
    given: Mapping[str, Given]
    folders: tuple[str, ...]
    address: str = ""
    _values: dict[str, Node] = field(default_factory=dict)
    _traces: dict[str, list[Scalar]] = field(default_factory=dict)
    _expansions: dict[Block, Expansion] = field(default_factory=dict)
    _children: dict[str, list[ModuleScope]] = field(default_factory=dict)

    @property
    def frame(self) -> Frame:
        return Frame(self, self.context)

    def variable(self, name: str, span: Span) -> Node | None:
        block = self.module_.variables.get(name)
        if block is None:
            return None
        given = self.given.get(name)
        if given is None and block.body.value("default") is None:
            return Unknown(f"var.{name}", span)
        value = self.remember(f"var.{name}", lambda: self._variable(block, given), block.header)
        return moved(value, span) if given is not None and given.floating else value

    def _variable(self, block: Block, given: Given | None) -> Node:
        default = block.body.value("default")
        value = given.compute() if given is not None else made(None, block.header)
        null = isinstance(value, Scalar) and value.value is None
        if default is not None and null and (given is None or _is(block.body.value("nullable"), "false")):
            value = guarded(default, constants(self.context))
        with contextlib.suppress(EvalError):
            value = self._type(block).convert(value)
        if is_sensitive(block) or looks_secret(block.labels[0]):
            self.context.budget.measure(value)
            hide_all(value)
        return value

    def _type(self, block: Block) -> Type:
        types = self.module_.types
        name = block.labels[0]
        if name not in types:
            frame = constants(self.context)
            types[name] = read_type(block.body.value("type"), lambda expr: guarded(expr, frame))
        return types[name]

    def local(self, name: str) -> Node | None:
        attribute = self.module_.locals.get(name)
        if attribute is None:
            return None
        expr = attribute.value
        return self.remember(f"local.{name}", lambda: _evaluated(expr, self.frame), attribute.name_span)

    def output(self, name: str) -> Node | None:
        block = self.module_.outputs.get(name)
        value = block.body.value("value") if block is not None else None
        if block is None or value is None:
            return None
        return self.remember(f"output.{name}", lambda: _evaluated(value, self.frame), block.header)

    def resource(self, kind: str, name: str) -> Node | None:
        block = self.module_.resources.get((kind, name))
        if block is None:
            return None
        return self.remember(f"{kind}.{name}", lambda: things(block, self.expansion(block)), block.header)

    def module(self, name: str) -> Node | None:
        block = self.module_.modules.get(name)
        if block is None or not self.children(name):
            return None
        return self.remember(f"module.{name}", lambda: self._module(name, block), block.header)

    def _module(self, name: str, block: Block) -> Node:
        expansion = self.expansion(block)
        pairs = zip(expansion.instances, self.children(name), strict=True)
        return grouped({i.key: ModuleThing(child, f"module.{name}{i.key}") for i, child in pairs}, expansion, block)

    def expansion(self, block: Block) -> Expansion:
        """The instances of a resource or module block of this module."""
        if block not in self._expansions:
            self._expansions[block] = expand(block.body, self.frame)
        return self._expansions[block]

    def children(self, name: str) -> list[ModuleScope]:
        """The instances of a local module that is called; none for a remote one."""
        if name not in self._children:
            self._children[name] = []
            block = self.module_.modules[name]
            folder = child_folder(block, self.folders, self.loader, self.context)
            module = self.loader.module(folder) if folder is not None else None
            if module is not None:
                self._children[name] = self._called(name, block, module)
        return self._children[name]

    def _called(self, name: str, block: Block, module: Module) -> list[ModuleScope]:
        scopes = []
        for instance in self.expansion(block).instances:
            label = f"module.{name}{instance.key}"
            given = {
                argument: _argument(attribute.value, instance.frame, label, self.address)
                for argument, attribute in block.body.attributes.items()
                if argument in module.variables
            }
            folders = (*self.folders, module.folder)
            scopes.append(ModuleScope(module, self.loader, self.context, given, folders, f"{self.address}{label}."))
        return scopes

    def all(self) -> Iterator[ModuleScope]:
        """This instance and all below it."""
        yield self
        for name in self.module_.modules:
            for child in self.children(name):
                yield from child.all()

    def remember(self, key: str, compute: Callable[[], Node], span: Span) -> Node:
        if self.context.trace is not None:
            self._retrace(key, compute, span)
        if key not in self._values:
            self._values[key] = self._once(key, compute, span)
        return self._values[key]

    def _once(self, key: str, compute: Callable[[], Node], span: Span) -> Node:
        """Compute a value; one that leads back to itself is Unknown."""
        chain = self.context.chain
        here = (self, key)
        if here in chain:
            names = [name for _, name in chain[chain.index(here) :]]
            self.context.tell(_circle([*names, key], span))
            return Unknown(key, span)
        chain.append((self, key))
        try:
            return compute()
        finally:
            chain.pop()

    def _retrace(self, key: str, compute: Callable[[], Node], span: Span) -> None:
        """Add the literals that a remembered value is made of to those being collected."""
        outer = self.context.trace
        assert outer is not None
        if key not in self._traces:
            self.context.trace = self._traces[key] = []
            try:
                self._once(key, compute, span)
            finally:
                self.context.trace = outer
        if len(outer) < MAX_TRACED:
            outer.extend(self._traces[key])


class ModuleThing(Thing):
    """One instance of a module that is called: its outputs are its attributes."""

    __slots__ = ("scope",)

    def __init__(self, scope: ModuleScope, label: str) -> None:
        super().__init__(label, next(iter(scope.module_.files)).source.span(0, 0))
        self.scope = scope

    def attribute_of(self, name: str, span: Span) -> Node:
        found = self.scope.output(name)
        if found is None:
            return Unknown(f"{self.expression}.{name}", span)
        self.scope.context.budget.measure(found)
        return at_home(found, self.scope.address)


def constants(context: Context) -> Frame:
    """The frame of expressions that see nothing: defaults of variables, files of variables."""
    return Frame(Nowhere(), context)


def _evaluated(expr: Expr, frame: Frame) -> Node:
    try:
        return evaluate(expr, frame)
    except EvalError:
        return unknown_at(expr)


def _argument(expr: Expr, frame: Frame, label: str, home: str) -> Given:
    def compute() -> Node:
        value = passed(_evaluated(expr, frame), expr.span, f"passed to {label} here", frame.context.budget)
        return at_home(value, home)

    return Given(compute)


def is_sensitive(block: Block) -> bool:
    """Whether a variable is marked sensitive."""
    return _is(block.body.value("sensitive"), "true")


def _is(expr: Expr | None, word: str) -> bool:
    return isinstance(expr, Literal) and expr.scalar.text == word


def _circle(names: list[str], span: Span) -> Note:
    return Note(
        "IPS006",
        f"`{names[0]}` is defined by itself: {' -> '.join(names)}.",
        "Break the circle: give one of them a value of its own.",
        span,
    )
