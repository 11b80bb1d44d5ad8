"""The Python API: paths and texts in, a report out; nothing is printed or written, and nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

from ipseclint.config import Config, ConfigError, Raw
from ipseclint.engine import lint_files, one_by_one
from ipseclint.files import Missing, discover
from ipseclint.finding import Doubt, Edit, Finding, Fix, Related, Severity
from ipseclint.outcome import Report
from ipseclint.parallel import WorkerDied, with_executor
from ipseclint.settings_file import Configurations
from ipseclint.span import Location, Source, Unreadable

__all__ = [
    "Config",
    "ConfigError",
    "Doubt",
    "Edit",
    "Finding",
    "Fix",
    "Location",
    "Missing",
    "Related",
    "Report",
    "Severity",
    "WorkerDied",
    "lint",
]


def lint(
    paths: str | Path | Iterable[str | Path] = (),
    *,
    texts: Mapping[str, str | bytes] | None = None,
    settings: Mapping[str, Any] | None = None,
    config: str | Path | None = None,
    discover_config: bool = False,
    executor: Executor | None = None,
    workers: int = 2,
) -> Report:
    """Lint files, folders and texts.

    - `paths`: files and folders, as on the command line.
    - `texts`: texts by name; the name's ending says what they are (`site.yaml`). Line ends and a byte order mark
      are taken as they are.
    - `settings`: keys of the configuration file (`{"select": ["IPS4"], "max-cidrs": 8}`), which win over it.
    - `config`: a configuration file to use. Without one, and without `discover_config`, none is looked for.
    - `executor`: any `concurrent.futures.Executor`, with about so many `workers`; without one, this thread works.

    Returns a `Report`: findings in order of path, line, column and code, and what stayed undecided. Raises
    `Missing` for a path that does not exist, `ConfigError` for settings that make no sense, `WorkerDied` when the
    executor fails, and `TypeError` or `ValueError` for an executor or a number of workers that is none. A text that
    cannot be read or parsed is a finding, not an exception."""
    _check(executor, workers)
    named = [paths] if isinstance(paths, (str, Path)) else list(paths)
    options = Raw(dict(settings or {}), lambda key: f"settings[{key!r}]")
    isolated = config is None and not discover_config
    configurations = Configurations(options, Path(config) if config is not None else None, isolated)
    found = discover([Path(path) for path in named], configurations.of_folder)
    given = [_source(name, text) for name, text in (texts or {}).items()]
    examiner = one_by_one if executor is None else with_executor(executor, workers)
    return lint_files(found, configurations.of_folder(Path.cwd()), given, examiner)


def _check(executor: object, workers: object) -> None:
    if executor is not None and not isinstance(executor, Executor):
        raise TypeError(f"executor must be a concurrent.futures.Executor, not {_kind(executor)}")
    if not isinstance(workers, int) or isinstance(workers, bool):
        raise TypeError(f"workers must be a whole number, not {_kind(workers)}")
    if workers < 1:
        raise ValueError(f"workers must be 1 or more, not {workers}")


def _kind(value: object) -> str:
    return f"the class {value.__name__}" if isinstance(value, type) else f"a value of type {type(value).__name__}"


def _source(name: str, text: str | bytes) -> Source | Unreadable:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    try:
        return Source.decode(name, data)
    except Unreadable as error:
        error.path = name
        return error
