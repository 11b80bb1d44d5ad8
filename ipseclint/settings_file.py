"""Configuration files: found upward, read with positions, checked by the schema."""

from __future__ import annotations

import dataclasses
import difflib
import re
from pathlib import Path
from typing import Any

from ipseclint import node
from ipseclint.config import Config, ConfigError, Raw
from ipseclint.secret import Secret
from ipseclint.settings import build
from ipseclint.span import Source, Unreadable

FILE_NAMES = (".ipseclint.yaml", ".ipseclint.yml")
PROJECT_FILE = "pyproject.toml"
KEYS = (
    "select",
    "ignore",
    "extend-select",
    "extend-ignore",
    "severity",
    "per-file-ignores",
    "profiles",
    "exclude",
    "respect-gitignore",
    "fail-level",
    "name-pattern",
    "private-ranges",
    "max-cidrs",
    "lifetimes",
    "dialects",
    "variables",
    "baseline",
)


def find(folder: Path) -> Path | None:
    """The configuration file that holds for a folder: the nearest one upward."""
    for place in (folder, *folder.parents):
        for name in FILE_NAMES:
            if (place / name).is_file():
                return place / name
        project = place / PROJECT_FILE
        if project.is_file() and _has_table(project):
            return project
    return None


def _has_table(project: Path) -> bool:
    try:
        return b"tool.ipseclint" in project.read_bytes()
    except OSError:
        return False


def load(path: Path, name: str) -> Raw:
    """Read and check a configuration file. Raises ConfigError with the position."""
    try:
        source = Source.read(path, name)
    except Unreadable as error:
        raise ConfigError(name, f"the file {error}") from None
    raw = _load_toml(source) if path.suffix == ".toml" else _load_yaml(source)
    raw = dataclasses.replace(raw, origin=name, root=path.parent)
    _check(raw)
    return raw


def _load_yaml(source: Source) -> Raw:
    from ipseclint.read.yaml import read_yaml

    documents, notes = read_yaml(source)
    if notes:
        raise ConfigError(_at(notes[0].span), f"{notes[0].message} {notes[0].help}")
    if not documents or node.is_null(documents[0]):
        return Raw({}, lambda key: source.path)
    root = documents[0]
    if not isinstance(root, node.Mapping):
        raise ConfigError(_at(root.span), "a configuration is a mapping of keys to values")

    def place(key: str) -> str:
        entry = _entry(root, key)
        return _at(entry.key_span) if entry is not None else source.path

    return Raw(_plain(root), place)


def _entry(root: node.Mapping, key: str) -> node.Entry | None:
    """The entry of a dotted key, or of the longest part of it that is there."""
    found, at = None, root
    for step in key.split("\0"):
        entry = at.entries.get(step)
        if entry is None:
            break
        found = entry
        if not isinstance(entry.value, node.Mapping):
            break
        at = entry.value
    return found


def _at(span: Any) -> str:
    place = span.location()
    return f"{place.path}:{place.line}:{place.column}"


def _plain(item: node.Node) -> Any:
    if isinstance(item, node.Mapping):
        return {key: _plain(entry.value) for key, entry in item.entries.items()}
    if isinstance(item, node.Sequence):
        return [_plain(child) for child in item.items]
    if isinstance(item, node.Scalar):
        return item.value.reveal() if isinstance(item.value, Secret) else item.value
    return item.expression


def _load_toml(source: Source) -> Raw:
    import tomllib

    try:
        table = tomllib.loads(source.text).get("tool", {}).get("ipseclint", {})
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(source.path, f"this is not TOML: {error}") from None

    def place(key: str) -> str:
        return f"{source.path}:{_toml_line(source.text, key)}:1"

    return Raw(table, place)


def _toml_line(text: str, key: str) -> int:
    """The line on which a key of [tool.ipseclint] stands, else that of the table."""
    step = key.split("\0")[-1]
    inside, table = False, 1
    for number, line in enumerate(text.splitlines(), 1):
        header = re.match(r"\s*\[\s*tool\.ipseclint(?P<below>[\w.\-\"' ]*)\]", line)
        if header:
            inside, table = True, number
            if step in header["below"]:
                return number
        elif re.match(r"\s*\[", line):
            inside = False
        elif inside and re.match(rf"""\s*["']?{re.escape(step)}["']?\s*=""", line):
            return number
    return table


def _check(raw: Raw) -> None:
    for key in raw.values:
        if key not in KEYS:
            near = difflib.get_close_matches(key.replace("_", "-"), KEYS, n=1, cutoff=0.6)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(KEYS)}"
            raise ConfigError(raw.place(key), f"there is no key {key!r}{hint}")
    from ipseclint.schema import config_fault

    fault = config_fault(raw.values)
    if fault is not None:
        path, message = fault
        raise ConfigError(raw.place("\0".join(path)), message)


class Configurations:
    """The configuration for each path: one for all when a file or none was named, else the nearest upward."""

    def __init__(self, options: Raw, named: Path | None = None, isolated: bool = False) -> None:
        self._options = options
        self._fixed: Config | None = None
        self._by_folder: dict[Path, Config] = {}
        self._by_file: dict[Path, Config] = {}
        if isolated:
            self._fixed = build(Raw({}, lambda key: "defaults"), options)
        elif named is not None:
            self._fixed = build(load(named, named.as_posix()), options)

    def of_folder(self, folder: Path) -> Config:
        """The configuration that holds in a folder (absolute path). Raises ConfigError."""
        if self._fixed is not None:
            return self._fixed
        known = self._by_folder.get(folder)
        if known is None:
            known = self._by_folder[folder] = self._load(find(folder))
        return known

    def _load(self, path: Path | None) -> Config:
        key = path or Path()
        known = self._by_file.get(key)
        if known is None:
            raw = load(path, shown(path)) if path is not None else Raw({}, lambda key: "defaults")
            known = self._by_file[key] = build(raw, self._options)
        return known


def shown(path: Path) -> str:
    """A path as reports show it: relative to the working directory where it lies below it, with `/`."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()
