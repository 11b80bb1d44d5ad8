"""The guard around every command: pipes, Ctrl-C and faults of our own end in an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

INTERNAL_ERROR = 4
INTERRUPTED = 130


def guarded(command: Callable[[], int]) -> int:
    """Run a command; its exit code, whatever happens. Output is UTF-8 whatever the locale."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    try:
        code = command()
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return _quiet_pipe()
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted.\n")
        return INTERRUPTED
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 0 if error.code is None else 2
    except Exception as error:
        # The text of the error may hold values from a file, so only its kind and place are told.
        sys.stderr.write(f"ipseclint: internal error: {type(error).__name__} in {_where(error)}.\n")
        sys.stderr.write("Nothing was changed. Please report this line and the shape of the input.\n")
        if os.environ.get("IPSECLINT_DEBUG"):
            raise
        return INTERNAL_ERROR


def _where(error: Exception) -> str:
    """Module and line of ours in which an error arose."""
    place, trace = "ipseclint", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_globals.get("__name__", "")
        if name.startswith("ipseclint"):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def _quiet_pipe() -> int:
    """Whoever read our output has gone: say nothing more, not even at exit."""
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, sys.stdout.fileno())
    return 0
