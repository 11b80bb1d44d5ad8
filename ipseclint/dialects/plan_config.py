"""The configuration in a Terraform plan: what an attribute that is not known yet refers to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from ipseclint.read.json_pieces import Pieces

_MODULE = re.compile(r'module\.([\w-]+)(?:\[(?:"(?:[^"\\]|\\.)*"|[0-9]+)\])?\.')
_INDEX = re.compile(r'\[(?:"(?:[^"\\]|\\.)*"|[0-9]+)\]\Z')
_ATTRIBUTE = re.compile(r'(alicloud_\w+\.[\w-]+(?:\[(?:"(?:[^"\\]|\\.)*"|[0-9]+)\])?)\.([\w.]+)\Z')
_OUTPUT = re.compile(r"module\.([\w-]+)\.([\w-]+)\Z")
_MAX_STEPS = 20
_MAX_MODULES = 50

Path = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Module:
    """One module as it is written: expressions of its resources by address, and of its outputs; `arguments` are
    those that its caller gives."""

    resources: dict[str, dict[str, Any]] = field(default_factory=dict)
    outputs: dict[str, Any] = field(default_factory=dict)
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Configuration:
    """The modules of a plan's configuration by their names from the root."""

    modules: dict[Path, Module] = field(default_factory=dict)

    def take_module(self, pieces: Pieces, path: Path, types: Collection[str]) -> None:
        """Take the module at the walk's place. Raises Broken."""
        module = self.modules.setdefault(path, Module())
        for key in pieces.members():
            if key == "resources":
                for _ in pieces.elements():
                    _take_resource(pieces.plain(), module, types)
            elif key == "outputs":
                outputs = pieces.plain()
                if isinstance(outputs, dict):
                    module.outputs = {name: _inner(item, "expression") for name, item in outputs.items()}
            elif key == "module_calls" and len(path) < _MAX_MODULES:
                for name in pieces.members():
                    self._take_call(pieces, (*path, name), types)

    def _take_call(self, pieces: Pieces, path: Path, types: Collection[str]) -> None:
        module = self.modules.setdefault(path, Module())
        for key in pieces.members():
            if key == "expressions":
                arguments = pieces.plain()
                module.arguments = arguments if isinstance(arguments, dict) else {}
            elif key == "module":
                self.take_module(pieces, path, types)

    def expressions(self, address: str) -> dict[str, Any] | None:
        """The expressions of a resource's attributes; None when the configuration does not tell."""
        prefix, local = split_address(address)
        module = self.modules.get(names_of(prefix))
        return module.resources.get(_INDEX.sub("", local)) if module is not None else None

    def target(self, address: str, expression: object) -> tuple[str, str]:
        """The resource's address and the attribute that an expression refers to, or two empty texts."""
        prefix, _ = split_address(address)
        for _ in range(_MAX_STEPS):
            references = _references(expression)
            for reference in references:
                match = _ATTRIBUTE.match(reference)
                if match:
                    return prefix + match[1], match[2]
            step = next(self._steps(prefix, references), None)
            if step is None:
                return "", ""
            prefix, expression = step
        return "", ""

    def _steps(self, prefix: str, references: list[str]) -> Iterator[tuple[str, object]]:
        """Where a reference to a variable or to a module's output leads."""
        names = names_of(prefix)
        for reference in references:
            if reference.startswith("var."):
                module = self.modules.get(names)
                name = reference.removeprefix("var.").partition(".")[0].partition("[")[0]
                if module is not None and names and name in module.arguments:
                    yield parent_of(prefix), module.arguments[name]
            match = _OUTPUT.match(reference)
            if match:
                called = self.modules.get((*names, match[1]))
                if called is not None and match[2] in called.outputs:
                    yield f"{prefix}module.{match[1]}.", called.outputs[match[2]]


def _take_resource(found: object, module: Module, types: Collection[str]) -> None:
    if isinstance(found, dict) and str(found.get("type")) in types:
        expressions = found.get("expressions")
        module.resources[str(found.get("address"))] = expressions if isinstance(expressions, dict) else {}


def _inner(item: object, key: str) -> object:
    return item.get(key) if isinstance(item, dict) else None


def _references(expression: object) -> list[str]:
    found = _inner(expression, "references")
    return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []


def shown(expression: object) -> str:
    """An expression by the name of what it refers to first."""
    references = _references(expression)
    return references[0] if references else ""


def split_address(address: str) -> tuple[str, str]:
    """The modules of an address, each with its dot, and the rest."""
    at = 0
    while match := _MODULE.match(address, at):
        at = match.end()
    return address[:at], address[at:]


def names_of(prefix: str) -> Path:
    """The names of the modules of a prefix, without the instances."""
    return tuple(match[1] for match in _MODULE.finditer(prefix))


def parent_of(prefix: str) -> str:
    """The prefix without its last module."""
    last = 0
    for match in _MODULE.finditer(prefix):
        last = match.start()
    return prefix[:last]
