"""Terraform folders to requests: each root module with the modules that it calls, as a plan would see them.

A folder is one module: whoever passes one file of it passes the folder's name, and reports what stands in that
file, or is used in it (the related places of a note or value say where it is used)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ipseclint.dialects import provider
from ipseclint.dialects.provider_names import SCHEMAS
from ipseclint.dialects.terraform.blocks import values_of
from ipseclint.dialects.terraform.budget import TooComplex
from ipseclint.dialects.terraform.check import READ, check
from ipseclint.dialects.terraform.files import Files, TextFiles
from ipseclint.dialects.terraform.frame import Context
from ipseclint.dialects.terraform.module import Loader, Module
from ipseclint.dialects.terraform.scope import ModuleScope
from ipseclint.dialects.terraform.survey import Survey
from ipseclint.dialects.terraform.variables import Settings, Values, root_values, undeclared_note
from ipseclint.dialects.tree import Reading
from ipseclint.note import Note
from ipseclint.read.hcl_syntax import Block
from ipseclint.span import Source


@dataclass(frozen=True, slots=True, eq=False)
class Root:
    """What one root folder gave. `folders` are those that its modules stand in."""

    folder: str
    reading: Reading
    folders: tuple[str, ...]


def read_folders(files: Files, folders: Iterable[str], settings: Settings | None = None) -> list[Root]:
    """Read every folder that is a root module. A folder that another one of them calls is read through its
    caller, with the caller's arguments, and not by itself. Folders without a connection are left out."""
    survey = Survey(files)
    loader = Loader(files)
    given = settings or Settings()
    roots = [folder for folder in survey.roots(folders) if survey.holds(folder)]
    found = [_root(loader, folder, given) for folder in roots]
    _tell_undeclared(found, given)
    return [root for root, _ in found]


def read_texts(texts: Mapping[str, Source], *, dialect: str = "terraform", whole: bool = True) -> Reading:
    """Read texts that stand in other files, by the names that they have there ("main.tf"). `whole` says that
    they are all of a module; of a fragment, names that it does not declare are only Unknown."""
    files = TextFiles(texts)
    survey = Survey(files)
    reading = Reading()
    for folder in survey.roots({posixpath.dirname(path) for path in texts}):
        if survey.holds(folder):
            part = _root(Loader(files), folder, Settings(), dialect, whole)[0].reading
            reading.requests += part.requests
            reading.known += part.known
            reading.notes += part.notes
    return reading


def _root(
    loader: Loader, folder: str, settings: Settings, dialect: str = "terraform", whole: bool = True
) -> tuple[Root, Values]:
    context = Context()
    reading = Reading()
    module = loader.module(folder)
    if module is None or not module.files:
        return Root(folder, reading, ()), Values()
    module.whole = module.whole and whole
    reader = _Reader(provider.Style(dialect), f"{folder or '.'}#", reading)
    values = Values()
    try:
        values = root_values(module, loader, settings, context)
        for instance in ModuleScope(module, loader, context, values.given, (folder,)).all():
            reader.instance(instance)
    except TooComplex as bound:
        context.notes.append(_bound(str(bound), module))
    except RecursionError:
        context.notes.append(_bound("These modules are nested too deep.", module))
    reading.notes.extend(context.notes)
    return Root(folder, reading, tuple(reader.visited)), values


@dataclass(slots=True, eq=False)
class _Reader:
    """Takes the resources of module instances into a reading; `visited` are the folders seen."""

    style: provider.Style
    prefix: str
    reading: Reading
    visited: dict[str, None] = field(default_factory=dict)

    def instance(self, scope: ModuleScope) -> None:
        module = scope.module_
        if module.folder not in self.visited:
            self.visited[module.folder] = None
            self.reading.notes.extend(module.notes)
            self.reading.notes.extend(check(module))
        for block in (*module.resources.values(), *module.repeated):
            if block.labels[0] in READ:
                self._resource(block, scope)

    def _resource(self, block: Block, scope: ModuleScope) -> None:
        expansion = scope.expansion(block)
        kind, local = block.labels[0], ".".join(block.labels)
        for instance in expansion.instances:
            address = f"{scope.address}{local}{instance.key}"
            values = values_of(block.body, instance.frame, block.header)
            if kind in SCHEMAS:
                request = provider.lift(
                    kind, values, style=self.style, address=address, span=block.header, scope=self.prefix
                )
                self.reading.requests.append(request)
                continue
            if expansion.open and expansion.kind == "count":
                address += "[0]"  # how a resource that may be there is referred to
            found = provider.known(kind, values, identity=self.prefix + address, span=block.header)
            if found is not None:
                self.reading.known.append(found)


def _tell_undeclared(found: list[tuple[Root, Values]], settings: Settings) -> None:
    """Tell names in files of variables that no root that reads the file declares."""
    counts: dict[tuple[str, int], int] = {}
    for _, values in found:
        for _, span in values.undeclared:
            key = (span.source.path, span.start)
            counts[key] = counts.get(key, 0) + 1
    for root, values in found:
        for name, span in values.undeclared:
            readers = len(found) if span.source.path in settings.var_files else 1
            if counts.pop((span.source.path, span.start), 0) == readers:
                root.reading.notes.append(undeclared_note(name, span))


def _bound(message: str, module: Module) -> Note:
    """A bound that is met outside of any expression: told at the module's first file."""
    span = module.files[0].source.span(0, 0)
    return Note("IPS004", message, "Split the configuration, or lint its modules apart.", span)
