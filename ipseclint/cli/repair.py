"""`--fix` and `--diff`: repair in memory, then write or show."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from ipseclint.cli.common import FINDINGS, OK, USAGE
from ipseclint.engine import lint_files
from ipseclint.finding import Finding
from ipseclint.fix import Repaired, diff, repair, write_back
from ipseclint.report.words import counted
from ipseclint.span import Source, Unreadable

if TYPE_CHECKING:
    from ipseclint.cli.check import CheckOptions, Input


def run_repair(given: Input, options: CheckOptions) -> int:
    """Fix what can be fixed. With --diff nothing is written, and a difference is exit 1."""
    names = {item.name for item in given.found}

    def lint(texts: dict[str, Source]) -> list[Finding]:
        report = lint_files(given.found, given.config, given.given, excerpts=False, texts=texts)
        return list(report.findings)

    def load_again(name: str) -> Source | None:
        try:
            return Source.read(given.path_of(name), name) if name in names else None
        except Unreadable:
            return None

    done = repair(lint, load_again, options.unsafe_fixes)
    sys.stderr.writelines(f"{line}\n" for line in done.skipped)
    if options.diff:
        lint(done.before)  # which makes its secrets known: what a key leads to can stand in several files
        sys.stdout.write(diff(done))
        return FINDINGS if done.after else OK
    return _write(done, given, options)


def _write(done: Repaired, given: Input, options: CheckOptions) -> int:
    failed = write_back(done, given.path_of)
    sys.stderr.writelines(f"{line}\n" for line in failed)
    if done.fixed and not options.quiet:
        files = len(done.after) - len(failed)
        sys.stderr.write(f"Fixed {counted(done.fixed, 'finding')} in {counted(files, 'file')}.\n")
    return USAGE if failed else OK
