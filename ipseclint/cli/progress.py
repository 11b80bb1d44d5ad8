"""Progress: a line on standard error when a run takes longer than a second and somebody watches."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

from ipseclint.examine import Examined, Task, Unit

_WIDTH = 30


def counted(
    examiner: Callable[[list[Unit], Task], Iterator[Examined]], total: int, quiet: bool
) -> Callable[[list[Unit], Task], Iterator[Examined]]:
    """The examiner, counted on standard error."""
    if quiet or not sys.stderr.isatty():
        return examiner

    def watched(units: list[Unit], task: Task) -> Iterator[Examined]:
        begin = shown = time.monotonic()
        drawn = False
        for number, one in enumerate(examiner(units, task), 1):
            yield one
            now = time.monotonic()
            if now - begin > 1 and now - shown > 0.1:
                shown, drawn = now, True
                sys.stderr.write(f"\r{_bar(number, len(units))}")
                sys.stderr.flush()
        if drawn:
            sys.stderr.write("\r\x1b[2K")
            sys.stderr.flush()

    return watched


def _bar(number: int, total: int) -> str:
    filled = _WIDTH * number // max(total, 1)
    return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] {number} of {total} files"
