"""The house: imports go down only, nothing below the command line prints, nothing outside submit opens a socket."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ipseclint"

# Modules and folders in the order of the way from text to report: an import goes to the same or a lower number.
LAYERS: dict[str, int] = {
    "span": 0,
    "secret": 0,
    "write": 0,
    "address": 0,
    "sweep": 0,
    "facts": 0,
    "certificate": 0,
    "unfilled": 0,
    "finding": 1,
    "fold": 1,
    "pile": 1,
    "node": 1,
    "note": 1,
    "excerpt": 1,
    "read": 2,
    "dialects": 3,
    "load": 3,
    "model": 4,
    "schema": 4,
    "sides": 4,
    "effective": 4,
    "details": 4,
    "ends": 4,
    "record": 4,
    "views": 4,
    "rules": 5,
    "profiles": 5,
    "selection": 6,
    "config": 6,
    "tuning": 0,
    "settings": 6,
    "settings_file": 6,
    "files": 6,
    "directives": 6,
    "suppress": 6,
    "baseline": 6,
    "policy": 6,
    "judge": 6,
    "modules": 6,
    "examine": 7,
    "units": 7,
    "across": 7,
    "unmeetable": 7,
    "outcome": 5,
    "engine": 8,
    "parallel": 8,
    "api": 9,
    "report": 9,
    "fix": 9,
    "explain": 9,
    "map": 9,
    "submit": 10,
    "cli": 11,
    "__main__": 12,
    "__init__": 12,
}
MODULES = sorted(PACKAGE.rglob("*.py"))
# Written out by the command `python -m ipseclint.explain`.
PRINTS = {"explain.py"}


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(tree: ast.AST) -> Iterator[str]:
    """What a module imports when it runs: imports for annotations alone are left out."""
    stack: list[ast.AST] = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            stack.extend(node.orelse)
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names if node.module == "ipseclint")
        stack.extend(ast.iter_child_nodes(node))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_from_its_own_or_a_lower_layer(path: Path) -> None:
    own = LAYERS[room(path)]
    wrong = []
    for name in imports(ast.parse(path.read_text(encoding="utf-8"))):
        parts = name.split(".")
        if parts[0] == "ipseclint" and len(parts) > 1 and parts[1] in LAYERS and LAYERS[parts[1]] > own:
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    if room(path) in ("cli", "__main__") or path.name in PRINTS:
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    assert [name for name in calls if name in ("print", "exit", "sys.exit", "sys.stdout.write", "input")] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_submit_opens_sockets(path: Path) -> None:
    if room(path) == "submit" or path.name == "workers.py":  # workers.py connects to a cluster that was asked for
        return
    network = {"socket", "ssl", "http", "urllib.request", "requests", "aiohttp", "Tea", "distributed"}
    names = set(imports(ast.parse(path.read_text(encoding="utf-8"))))
    assert {name for name in names if name in network or name.split(".")[0] in network - {"http"}} == set()


def test_every_room_has_its_layer() -> None:
    assert {room(path) for path in MODULES} - LAYERS.keys() == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_says_what_it_owns_and_stays_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module opens with one sentence on what it owns"
    assert len(text.splitlines()) <= 320, "over 300 lines a module wants splitting"
