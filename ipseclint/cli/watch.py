"""`--watch`: lint again whenever a file changes."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ipseclint.cli.check import CheckOptions

_PAUSE = 0.3  # seconds between two looks


def watch(paths: list[str], options: CheckOptions) -> int:
    """Lint now and after every change, until interrupted. What others printed is left on the screen."""
    from ipseclint.cli.check import lint_and_report, take
    from ipseclint.cli.output import outputs_of

    outputs = outputs_of(options)
    seen: dict[str, tuple[int, int]] | None = None
    while True:
        given = take(paths, options)
        now = {item.name: _stamp(str(item.path)) for item in given.found}
        if now != seen:
            seen = now
            lint_and_report(paths, given, options, outputs)
            sys.stdout.write(f"--- {time.strftime('%H:%M:%S')}: waiting for changes (Ctrl-C ends)\n")
            sys.stdout.flush()
        time.sleep(_PAUSE)


def _stamp(path: str) -> tuple[int, int]:
    try:
        status = os.stat(path)
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
