"""Files: which ones a run looks at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ipseclint.config import Config
from ipseclint.settings_file import shown

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

ENDINGS = (".yaml", ".yml", ".json", ".tf", ".tfvars", ".sh", ".bash", ".md", ".markdown", ".template")
# Folders that hold other people's files, caches, or a tool's own.
SKIPPED = frozenset(
    (
        ".git",
        ".hg",
        ".svn",
        ".terraform",
        ".terragrunt-cache",
        ".tox",
        ".nox",
        ".venv",
        "venv",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        "__pycache__",
        "node_modules",
        ".idea",
        ".vscode",
    )
)
OWN = frozenset((".ipseclint.yaml", ".ipseclint.yml"))


class Missing(Exception):
    """A path that does not exist."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file to look at. `explicit` tells a file that was named from one found in a folder."""

    path: Path
    name: str
    config: Config
    explicit: bool


def discover(paths: list[Path], config_of: Callable[[Path], Config], force_exclude: bool = False) -> list[Found]:
    """The files that the paths name, each once, in order of their names. Raises Missing and ConfigError."""
    found: dict[Path, Found] = {}
    for path in paths:
        if not os.path.lexists(path) or not path.exists():
            raise Missing(f"{path.as_posix()}: there is no such file or folder")
        whole = Path(os.path.abspath(path))
        if whole.is_dir():
            for item in _walk(whole, config_of):
                found.setdefault(item.path, item)
        else:
            config = config_of(whole.parent)
            if not (force_exclude and is_excluded(whole, False, config)):
                found[whole] = Found(whole, shown(whole), config, explicit=True)
    return sorted(found.values(), key=lambda item: item.name)


def _walk(folder: Path, config_of: Callable[[Path], Config]) -> Iterator[Found]:
    for place, folders, names in os.walk(folder):
        here = Path(place)
        config = config_of(here)
        folders[:] = sorted(
            name for name in folders if name not in SKIPPED and not is_excluded(here / name, True, config)
        )
        for name in sorted(names):
            path = here / name
            if name.endswith(ENDINGS) and name not in OWN and not is_excluded(path, False, config):
                yield Found(path, shown(path), config, explicit=False)


def is_excluded(path: Path, is_folder: bool, config: Config) -> bool:
    """Whether the configuration or a .gitignore leaves the path out."""
    if config.exclude and _matches(_spec(config.exclude), path, _exclude_root(config), is_folder):
        return True
    return config.respect_gitignore and _is_git_ignored(path, is_folder)


def _exclude_root(config: Config) -> Path:
    return Path(os.path.abspath(config.root))


@lru_cache(maxsize=64)
def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines([pattern.removeprefix("./") for pattern in patterns])


def _matches(spec: GitIgnoreSpec, path: Path, root: Path, is_folder: bool) -> bool:
    try:
        relative = path.relative_to(root).as_posix()
    except ValueError:
        return False
    parts = relative.split("/")
    steps = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    return any(spec.match_file(step + "/" if n < len(steps) - 1 or is_folder else step) for n, step in enumerate(steps))


def _is_git_ignored(path: Path, is_folder: bool) -> bool:
    repository = repository_of(path.parent)
    if repository is None:
        return False
    for folder in (path.parent, *path.parent.parents):
        spec = _git_ignore(folder)
        if spec is not None and _matches(spec, path, folder, is_folder):
            return True
        if folder == repository:
            return False
    return False


@lru_cache(maxsize=4096)
def repository_of(folder: Path) -> Path | None:
    """The top of the git repository that a folder is in; None outside of any."""
    if (folder / ".git").exists():
        return folder
    return repository_of(folder.parent) if folder.parent != folder else None


@lru_cache(maxsize=4096)
def _git_ignore(folder: Path) -> GitIgnoreSpec | None:
    file = folder / ".gitignore"
    try:
        text = file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    return _spec(tuple(text.splitlines()))
