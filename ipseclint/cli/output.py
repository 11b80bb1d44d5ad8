"""Where reports go: formats and files of `--format`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ipseclint.cli.common import UsageError, use_color

if TYPE_CHECKING:
    from ipseclint.cli.check import CheckOptions
    from ipseclint.examine import Keep
    from ipseclint.outcome import Report


def outputs_of(options: CheckOptions) -> list[tuple[str, str | None]]:
    """Formats, each with the file it goes to (None is standard output). Raises UsageError."""
    from ipseclint.report import FORMATS

    outputs = []
    for word in options.formats or ["text"]:
        name, _, file = word.partition(":")
        if name not in FORMATS:
            raise UsageError(f"--format: there is no format {name!r}; known are {', '.join(FORMATS)}")
        outputs.append((name, file or None))
    if sum(file is None for _, file in outputs) > 1:
        raise UsageError("--format: only one format can go to standard output; give the others a file (F:FILE)")
    if options.color not in ("auto", "always", "never"):
        raise UsageError(f"--color: {options.color!r} is not auto, always or never")
    return outputs


def keep_for(outputs: list[tuple[str, str | None]]) -> Keep | None:
    """What these formats need of each connection: a place on the address map, or nothing."""
    if all(name != "html" for name, _ in outputs):
        return None
    from ipseclint.map.plot import plot

    return plot


def write(report: Report, outputs: list[tuple[str, str | None]], options: CheckOptions) -> None:
    """Write the report in every format that was asked for. Raises UsageError."""
    from ipseclint.report import CHUNKS, FORMATS, Style
    from ipseclint.write import write_atomically

    for name, file in outputs:
        style = Style(
            color=file is None and use_color(options.color),
            width=shutil.get_terminal_size().columns if file is None and sys.stdout.isatty() else 0,
            quiet=options.quiet,
            statistics=options.statistics,
            map_svg=_map(report) if name == "html" else "",
        )
        pieces = CHUNKS[name](report, style) if name in CHUNKS else iter((FORMATS[name](report, style),))
        if file is None:
            sys.stdout.writelines(pieces)
            continue
        try:
            write_atomically(Path(file), (piece.encode("utf-8") for piece in pieces))
        except OSError as error:
            raise UsageError(f"--format: {file} cannot be written: {error.strerror}") from None


def _map(report: Report) -> str:
    """The address map of the connections that were kept."""
    from ipseclint.map.html import fragment
    from ipseclint.map.hubs import address_map
    from ipseclint.map.plot import Plot

    plots = [kept for kept in report.kept if isinstance(kept, Plot)]
    return fragment(address_map(plots)) if plots else ""
