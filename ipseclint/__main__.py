"""The program: a front door for plain file names, else the Typer application."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and exit with its code. Never a traceback."""
    from ipseclint.cli.guard import guarded

    sys.exit(guarded(_run))


def _run() -> int:
    words = sys.argv[1:]
    if words[:1] == ["check"] and not any(word.startswith("-") and word != "-" for word in words):
        # Nothing to parse: start without the parser.
        from ipseclint.cli.check import CheckOptions, run_check

        return run_check(words[1:], CheckOptions())
    from ipseclint.cli.app import run

    return run()


if __name__ == "__main__":
    main()
