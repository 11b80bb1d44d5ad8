"""Linting from the command line: in this process, in several, or on a cluster."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ipseclint.cli.progress import counted
from ipseclint.engine import lint_files, one_by_one
from ipseclint.outcome import Report
from ipseclint.parallel import WorkerDied, default_jobs, with_executor

if TYPE_CHECKING:
    from ipseclint.cli.check import CheckOptions, Input
    from ipseclint.examine import Keep


def lint_or_tell(given: Input, options: CheckOptions, excerpts: bool, keep: Keep | None) -> Report | None:
    """Lint; when a worker died, say what was and what was not linted, and give nothing. Raises UsageError."""
    try:
        return lint_with(given, options, excerpts, keep)
    except WorkerDied as error:
        _tell(error, given)
        return None


def lint_with(given: Input, options: CheckOptions, excerpts: bool = True, keep: Keep | None = None) -> Report:
    """Lint in this process, in several, or on a cluster. Raises WorkerDied and UsageError."""
    jobs = options.jobs or default_jobs(given.found)
    if options.executor is None and jobs == 1:
        examiner = counted(one_by_one, len(given.found), options.quiet)
        return lint_files(given.found, given.config, given.given, examiner, excerpts, keep=keep)
    from ipseclint.cli.workers import executor_of

    with executor_of(options.executor, jobs) as (executor, width):
        examiner = counted(with_executor(executor, width), len(given.found), options.quiet)
        return lint_files(given.found, given.config, given.given, examiner, excerpts, keep=keep)


def _tell(error: WorkerDied, given: Input) -> None:
    from ipseclint.report import words

    # A cluster that cannot be reached knows of no work.
    missing = error.missing or [item.name for item in given.found] + [text.path for text in given.given]
    done, left = words.counted(len(error.done), "unit"), words.counted(len(missing), "file")
    sys.stderr.write(f"ipseclint: {error}.\nLinted: {done}. Not linted: {left}:\n")
    sys.stderr.writelines(f"  {name}\n" for name in missing[:20])
    if len(missing) > 20:
        sys.stderr.write(f"  and {len(missing) - 20} more\n")
