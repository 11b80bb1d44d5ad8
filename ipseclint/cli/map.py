"""`ipseclint map`: a picture of the address space that connections use, with what overlaps in red."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipseclint.cli import options
from ipseclint.cli.common import EMPTY, FINDINGS, INTERNAL, OK, UsageError, fail, use_color

if TYPE_CHECKING:
    from ipseclint.cli.check import CheckOptions
    from ipseclint.map.hubs import AddressMap
    from ipseclint.outcome import Report

FORMATS = ("text", "svg", "html")
# What is said of a file that could not be read or parsed.
_BROKEN = ("IPS001", "IPS002", "IPS004")

Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="A .svg or .html file to write.", show_default=False),
]
Format = Annotated[
    str | None,
    typer.Option("--format", metavar="F", help="text, svg or html; else by the file's ending.", show_default=False),
]
Width = Annotated[
    int | None,
    typer.Option("--width", metavar="N", min=40, help="Columns of text, or pixels of SVG.", show_default=False),
]
Ascii = Annotated[bool, typer.Option("--ascii", help="Text in ASCII only.")]
Unfold = Annotated[bool, typer.Option("--unfold", help="Draw every connection, however many there are.")]


def draw(
    paths: options.Paths = None,
    output: Output = None,
    format: Format = None,
    width: Width = None,
    ascii: Ascii = False,
    unfold: Unfold = False,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    exclude: options.Exclude = None,
    variables: options.Variables = None,
    var_files: options.VariableFiles = None,
    stdin_filename: options.StdinFilename = None,
    jobs: options.Jobs = None,
    color: options.Color = "auto",
) -> None:
    """Draw the address space of all connections, with what overlaps in red."""
    from ipseclint.cli.check import CheckOptions
    from ipseclint.config import ConfigError
    from ipseclint.files import Missing

    given = CheckOptions(
        select=list(_BROKEN),  # findings are not shown, so that rules need not run
        config=config,
        isolated=isolated,
        exclude=exclude or [],
        variables=variables or [],
        var_files=var_files or [],
        stdin_filename=stdin_filename,
        jobs=jobs,
        color=color,
    )
    try:
        code = _run(paths or [], given, output, _chosen(format, output), width, ascii, unfold)
    except (ConfigError, UsageError, Missing) as error:
        code = fail(str(error))
    raise typer.Exit(code)


def _chosen(format: str | None, output: str | None) -> str:
    """The format that was asked for, else the one of the file's ending. Raises UsageError."""
    if format is not None and format not in FORMATS:
        raise UsageError(f"map --format: there is no format {format!r}; known are {', '.join(FORMATS)}")
    if format is not None or output is None:
        return format or "text"
    ending = Path(output).suffix.lower().removeprefix(".")
    ending = {"htm": "html", "txt": "text"}.get(ending, ending)
    if ending not in FORMATS:
        raise UsageError(f"map --output: {output!r} ends in neither .svg nor .html; or choose with --format")
    return ending


def _run(
    paths: list[str],
    given: CheckOptions,
    output: str | None,
    format: str,
    width: int | None,
    ascii: bool,
    unfold: bool,
) -> int:
    from ipseclint.cli.check import take
    from ipseclint.cli.linting import lint_with
    from ipseclint.map.hubs import address_map
    from ipseclint.map.plot import Plot, plot
    from ipseclint.parallel import WorkerDied

    if given.color not in ("auto", "always", "never"):
        raise UsageError(f"--color: {given.color!r} is not auto, always or never")
    try:
        report = lint_with(take(paths, given), given, excerpts=False, keep=plot)
    except WorkerDied as error:
        sys.stderr.write(f"ipseclint: {error}; nothing was drawn.\n")
        return INTERNAL
    broken = _tell_broken(report)
    amap = address_map([kept for kept in report.kept if isinstance(kept, Plot)])
    if not amap.plots:
        return _nothing(paths, output, broken)
    if format == "text":
        text = _text(amap, output, width, ascii, unfold, given.color)
    else:
        text = _picture(amap, format, width, unfold)
    _write(text, output)
    return OK


def _tell_broken(report: Report) -> bool:
    """Files that could not be read are not on the map, and their connections neither; whether there are any."""
    broken = False
    for finding in report.findings:
        if finding.code in _BROKEN and finding.location is not None:
            at = finding.location
            sys.stderr.write(f"{at.path}:{at.line}: not on the map: {finding.message}\n")
            broken = True
    return broken


def _nothing(paths: list[str], output: str | None, broken: bool) -> int:
    """Say that nothing is drawn, so that no file is written; the exit code is the one that `check` has."""
    unwritten = "" if output is None else f"; {output} is not written"
    sys.stderr.write(f"No planned connection was found{unwritten}.\n")
    if broken:
        return FINDINGS
    return EMPTY if not paths or any(Path(path).is_dir() for path in paths if path != "-") else OK


def _picture(amap: AddressMap, format: str, width: int | None, unfold: bool) -> str:
    if format == "html":
        from ipseclint.map.html import page

        return page(amap)
    from ipseclint.map.drawing import screen
    from ipseclint.map.sheet import render

    return render(amap, screen(width), unfold)


def _text(amap: AddressMap, output: str | None, width: int | None, ascii: bool, unfold: bool, color: str) -> str:
    import locale
    import shutil

    from ipseclint.map.text import LEAST, Paper, render

    columns = width or max(LEAST, shutil.get_terminal_size().columns)
    plain = ascii or (output is None and "utf" not in locale.getencoding().lower())
    return render(amap, Paper(columns, output is None and use_color(color), plain), unfold)


def _write(text: str, output: str | None) -> None:
    """Write to standard output or to a file. Raises UsageError."""
    if output is None:
        sys.stdout.write(text)
        return
    from ipseclint.write import write_atomically

    try:
        write_atomically(Path(output), text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"map --output: {output} cannot be written: {error.strerror}") from None
