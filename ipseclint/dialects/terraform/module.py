"""A module as it is written: what the files of one folder declare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ipseclint.dialects.terraform.files import Files, join
from ipseclint.dialects.terraform.json_syntax import read_json_file
from ipseclint.dialects.terraform.types import Type
from ipseclint.note import Note
from ipseclint.read.hcl import read_hcl
from ipseclint.read.hcl_syntax import Attribute, Block, Body, Expr, File, Literal, Template


@dataclass(slots=True, eq=False)
class Module:
    """Declarations by name; `repeated` are resources whose address is taken, `types` are the constraints of
    variables that have been read so far. `whole` is false where a file could not be read in full, so that a
    name that is not found may still be declared."""

    folder: str
    files: list[File] = field(default_factory=list)
    variables: dict[str, Block] = field(default_factory=dict)
    locals: dict[str, Attribute] = field(default_factory=dict)
    outputs: dict[str, Block] = field(default_factory=dict)
    modules: dict[str, Block] = field(default_factory=dict)
    resources: dict[tuple[str, str], Block] = field(default_factory=dict)
    repeated: list[Block] = field(default_factory=list)
    types: dict[str, Type] = field(default_factory=dict)
    whole: bool = True

    @property
    def notes(self) -> Iterable[Note]:
        return (note for file in self.files for note in file.notes)


@dataclass(slots=True, eq=False)
class Loader:
    """Modules by folder, each read once however many call it."""

    files: Files
    loaded: dict[str, Module | None] = field(default_factory=dict)

    def module(self, folder: str) -> Module | None:
        """The module of a folder; None where the folder holds none."""
        if folder not in self.loaded:
            self.loaded[folder] = self._load(folder)
        return self.loaded[folder]

    def _load(self, folder: str) -> Module | None:
        names = [name for name in self.files.names(folder) or () if is_configuration(name)]
        if not names:
            return None
        module = Module(folder)
        for name in sorted(names, key=lambda name: (is_override(name), name)):
            source = self.files.source(join(folder, name))
            if source is None:
                module.whole = False
                continue
            file = read_json_file(source) if name.endswith(".json") else read_hcl(source)
            module.files.append(file)
            module.whole = module.whole and file.whole
            for block in file.body.blocks:
                _declare(module, block, is_override(name))
        return module


def is_configuration(name: str) -> bool:
    """Whether Terraform reads a file of this name as part of the folder's module."""
    return name.endswith((".tf", ".tf.json")) and not name.startswith((".", "#"))


def is_override(name: str) -> bool:
    """Whether a file's blocks are laid over those of the others."""
    stem = name.removesuffix(".json").removesuffix(".tf")
    return stem == "override" or stem.endswith("_override")


def _declare(module: Module, block: Block, overrides: bool) -> None:
    if block.type == "locals":
        module.locals.update(block.body.attributes)
    elif block.type == "resource" and len(block.labels) == 2:
        key = (block.labels[0], block.labels[1])
        before = module.resources.get(key)
        if before is None:
            module.resources[key] = block
        elif overrides:
            _overlay(before, block)
        else:
            module.repeated.append(block)
    elif len(block.labels) == 1:
        table = {"variable": module.variables, "output": module.outputs, "module": module.modules}.get(block.type)
        if table is not None:
            if overrides and block.labels[0] in table:
                _overlay(table[block.labels[0]], block)
            else:
                table.setdefault(block.labels[0], block)


def _overlay(block: Block, over: Block) -> None:
    """Lay an override over a block: its attributes and its kinds of nested blocks replace those before."""
    kinds = {inner.type for inner in over.body.blocks}
    kept = [inner for inner in block.body.blocks if inner.type not in kinds]
    block.body = Body({**block.body.attributes, **over.body.attributes}, [*kept, *over.body.blocks])


def local_source(block: Block) -> str | None:
    """The folder that a module block names, relative to its own or absolute; None for a remote module."""
    source = literal_text(block.body.value("source"))
    return source if source is not None and source.startswith(("./", "../", "/")) else None


def literal_text(expr: Expr | None) -> str | None:
    if isinstance(expr, Template) and expr.only is not None:
        expr = expr.only
    return expr.scalar.text if isinstance(expr, Literal) and isinstance(expr.scalar.value, str) else None
