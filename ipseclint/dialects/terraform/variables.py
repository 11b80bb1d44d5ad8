"""Values of a root module's variables, in Terraform's order of precedence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from ipseclint.dialects.terraform.blocks import guarded
from ipseclint.dialects.terraform.files import join
from ipseclint.dialects.terraform.frame import Context
from ipseclint.dialects.terraform.module import Loader, Module
from ipseclint.dialects.terraform.places import hide_all
from ipseclint.dialects.terraform.scope import Given, constants, is_sensitive
from ipseclint.dialects.terraform.values import made
from ipseclint.node import Entry, Node, Sequence
from ipseclint.node import Mapping as MappingNode
from ipseclint.note import Note
from ipseclint.read.hcl import read_hcl
from ipseclint.read.hcl_secret import looks_secret
from ipseclint.read.hcl_syntax import Call, Expr, File, Name
from ipseclint.read.json import read_json
from ipseclint.span import Source, Span

_SIMPLE = frozenset({"string", "number", "bool"})


@dataclass(frozen=True, slots=True)
class Settings:
    """What the command line and the configuration give: `variables` win over all files, `var_files` over
    those that Terraform finds by itself; `fallback` stands in for variables without any value."""

    variables: Mapping[str, str] = field(default_factory=dict)
    var_files: tuple[str, ...] = ()
    fallback: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Values:
    """Values by variable, and where each name was given that nobody declares."""

    given: dict[str, Given] = field(default_factory=dict)
    undeclared: list[tuple[str, Span]] = field(default_factory=list)


def root_values(module: Module, loader: Loader, settings: Settings, context: Context) -> Values:
    """The values of a root module's variables: later ones replace earlier ones."""
    values = Values()
    for name, value in settings.fallback.items():
        block = module.variables.get(name)
        if block is not None and block.body.value("default") is None:
            values.given[name] = Given(_constant(_node_of(value, block.header)), floating=True)
    for path in _automatic(module, loader):
        _take(path, loader, module, values, context)
    for path in settings.var_files:
        _take(path, loader, module, values, context)
    for name, text in settings.variables.items():
        block = module.variables.get(name)
        if block is not None:
            node = _option(text, block.body.value("type"), block.header, context)
            values.given[name] = Given(_constant(node), floating=True)
    return values


def _automatic(module: Module, loader: Loader) -> Iterator[str]:
    """The files that Terraform reads by itself, in its order."""
    names = loader.files.names(module.folder) or ()
    found = [name for name in ("terraform.tfvars", "terraform.tfvars.json") if name in names]
    found += sorted(name for name in names if name.endswith((".auto.tfvars", ".auto.tfvars.json")))
    return (join(module.folder, name) for name in found)


def _take(path: str, loader: Loader, module: Module, values: Values, context: Context) -> None:
    source = loader.files.source(path)
    if source is None:
        return
    entries, notes = read_variables(source, path.endswith(".json"), context)
    context.notes.extend(notes)
    for name, entry in entries.items():
        block = module.variables.get(name)
        if looks_secret(name) or (block is not None and is_sensitive(block)):
            context.budget.measure(entry.value)
            hide_all(entry.value)
        if block is not None:
            values.given[name] = Given(_constant(entry.value))
        elif module.whole:
            values.undeclared.append((name, entry.key_span))


def read_variables(source: Source, is_json: bool, context: Context) -> tuple[dict[str, Entry], list[Note]]:
    """The values that a file of variables gives, and what is wrong with it."""
    if is_json:
        root, notes = read_json(source)
        return (root.entries if isinstance(root, MappingNode) else {}), notes
    file: File = read_hcl(source, variables=True)
    frame = constants(context)
    entries = {
        name: Entry(name, attribute.name_span, guarded(attribute.value, frame))
        for name, attribute in file.body.attributes.items()
    }
    return entries, file.notes


def _constant(node: Node) -> Callable[[], Node]:
    return lambda: node


def _option(text: str, type_: Expr | None, span: Span, context: Context) -> Node:
    """The value of `--var NAME=TEXT`: text for a variable of a simple type, an expression for others."""
    if isinstance(type_, Call) or (isinstance(type_, Name) and type_.name not in _SIMPLE):
        file = read_hcl(Source("--var", f"value = {text}\n"), variables=True)
        value = file.body.value("value")
        if value is not None and not file.notes:
            return guarded(value, constants(context))
    return made(text, span)


def _node_of(value: object, span: Span) -> Node:
    """A plain value of the configuration as a node."""
    if isinstance(value, Mapping):
        entries = {str(k): Entry(str(k), span, _node_of(v, span)) for k, v in value.items()}
        return MappingNode(entries, span)
    if isinstance(value, list | tuple):
        return Sequence([_node_of(item, span) for item in value], span)
    if value is None or isinstance(value, str | int | float | bool):
        return made(value, span)
    return made(str(value), span)


def undeclared_note(name: str, span: Span) -> Note:
    return Note(
        "IPS006",
        f"No variable `{name}` is declared: this value is used nowhere.",
        "Declare the variable, or correct the name.",
        span,
        severity="warning",
    )
