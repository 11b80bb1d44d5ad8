"""The Typer application: commands and their options."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from ipseclint import __version__

app = typer.Typer(
    name="ipseclint",
    help="Lint planned Alibaba Cloud IPsec connections before anything is created.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help="Files and folders; - is standard input.", show_default=False),
]


def run() -> int:
    """Run the application; its exit code."""
    result = app(standalone_mode=True)
    return result if isinstance(result, int) else 0


def _version(wanted: bool) -> None:
    if wanted:
        sys.stdout.write(f"ipseclint {__version__}\n")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Lint planned Alibaba Cloud IPsec connections before anything is created."""


def _many(*names: str, metavar: str, help: str) -> object:
    return typer.Option(*names, metavar=metavar, help=help, show_default=False)


@app.command()
def check(
    paths: Paths = None,
    select: Annotated[list[str] | None, _many("--select", metavar="RULES", help="Only these rules: codes, prefixes, names, ALL.")] = None,
    ignore: Annotated[list[str] | None, _many("--ignore", metavar="RULES", help="Not these rules.")] = None,
    extend_select: Annotated[list[str] | None, _many("--extend-select", metavar="RULES", help="These rules too.")] = None,
    extend_ignore: Annotated[list[str] | None, _many("--extend-ignore", metavar="RULES", help="Not these rules either.")] = None,
    severity: Annotated[list[str] | None, _many("--severity", metavar="CODE=LEVEL", help="Change a rule's level.")] = None,
    profile: Annotated[list[str] | None, _many("--profile", metavar="NAME", help="Judge by a policy profile too.")] = None,
    config: Annotated[Optional[Path], typer.Option(metavar="FILE", help="Use this configuration file.", show_default=False)] = None,  # noqa: UP045
    isolated: Annotated[bool, typer.Option("--isolated", help="Use no configuration file.")] = False,
    format: Annotated[list[str] | None, _many("--format", metavar="F[:FILE]", help="Report format, with a file to write it to.")] = None,
    fail_level: Annotated[Optional[str], typer.Option(metavar="LEVEL", help="Exit 1 from this level on: error, warning or info.", show_default=False)] = None,  # noqa: UP045
    fail_on_undecided: Annotated[bool, typer.Option("--fail-on-undecided", help="Exit 1 if a check could not be decided.")] = False,
    allow_empty: Annotated[bool, typer.Option("--allow-empty", help="Exit 0 if no file holds a connection.")] = False,
    exclude: Annotated[list[str] | None, _many("--exclude", metavar="PATTERN", help="Leave out what matches (as in .gitignore).")] = None,
    force_exclude: Annotated[bool, typer.Option("--force-exclude", help="Exclude files that are named too.")] = False,
    stdin_filename: Annotated[Optional[str], typer.Option(metavar="NAME", help="Call standard input by this name.", show_default=False)] = None,  # noqa: UP045
    var: Annotated[list[str] | None, _many("--var", metavar="NAME=VALUE", help="Value of a Terraform variable.")] = None,
    var_file: Annotated[list[str] | None, _many("--var-file", metavar="FILE", help="Read Terraform variables from a file.")] = None,
    baseline: Annotated[Optional[str], typer.Option(metavar="FILE", help="Leave out what this baseline holds.", show_default=False)] = None,  # noqa: UP045
    write_baseline: Annotated[Optional[str], typer.Option(metavar="FILE", help="Write what is found to a baseline.", show_default=False)] = None,  # noqa: UP045
    fix: Annotated[bool, typer.Option("--fix", help="Apply the safe fixes.")] = False,
    unsafe_fixes: Annotated[bool, typer.Option("--unsafe-fixes", help="With --fix or --diff: those too that change what the tunnel negotiates.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would change, and change nothing.")] = False,
    statistics: Annotated[bool, typer.Option("--statistics", help="Count the findings of each rule.")] = False,
    jobs: Annotated[Optional[int], typer.Option(metavar="N", min=1, help="Processes to use.", show_default=False)] = None,  # noqa: UP045
    executor: Annotated[Optional[str], typer.Option(metavar="URL", help="dask://HOST:PORT: lint on a cluster.", show_default=False)] = None,  # noqa: UP045
    watch: Annotated[bool, typer.Option("--watch", help="Lint again whenever a file changes.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print findings only.")] = False,
    show_settings: Annotated[bool, typer.Option("--show-settings", help="Print the settings and where they come from.")] = False,
    show_files: Annotated[bool, typer.Option("--show-files", help="Print the files that would be linted.")] = False,
    color: Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")] = "auto",
) -> None:  # fmt: skip
    """Lint files and folders (default: the current folder)."""
    from ipseclint.cli.check import CheckOptions, run_check

    if var_file is None:
        var_file = []
    if var is None:
        var = []
    if exclude is None:
        exclude = []
    if format is None:
        format = []
    if profile is None:
        profile = []
    if severity is None:
        severity = []
    if extend_ignore is None:
        extend_ignore = []
    if extend_select is None:
        extend_select = []
    if ignore is None:
        ignore = []
    if select is None:
        select = []
    options = CheckOptions(
        select=select, ignore=ignore, extend_select=extend_select, extend_ignore=extend_ignore,
        severity=severity, profile=profile, config=config, isolated=isolated, formats=format,
        fail_level=fail_level, fail_on_undecided=fail_on_undecided, allow_empty=allow_empty,
        exclude=exclude, force_exclude=force_exclude, stdin_filename=stdin_filename,
        variables=var, var_files=var_file, baseline=baseline, write_baseline=write_baseline,
        fix=fix, unsafe_fixes=unsafe_fixes, diff=diff, statistics=statistics, jobs=jobs,
        executor=executor, watch=watch, quiet=quiet, show_settings=show_settings,
        show_files=show_files, color=color,
    )  # fmt: skip
    raise typer.Exit(run_check(paths or [], options))


@app.command()
def rules(
    format: Annotated[str, typer.Option(metavar="F", help="text, json or markdown.")] = "text",
) -> None:
    """List every rule."""
    from ipseclint.cli.catalogue import run_rules

    raise typer.Exit(run_rules(format))


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="CODE-OR-NAME", show_default=False)],
) -> None:
    """Explain one rule: what, why, examples, how to fix, how to configure."""
    from ipseclint.cli.catalogue import run_explain

    raise typer.Exit(run_explain(rule))


@app.command()
def schema(
    name: Annotated[str, typer.Argument(metavar="[connection|document|config|report]")] = "document",
) -> None:
    """Print a JSON Schema for editors."""
    from ipseclint.cli.catalogue import run_schema

    raise typer.Exit(run_schema(name))


@app.command()
def show(
    paths: Paths = None,
    format: Annotated[str, typer.Option(metavar="F", help="text or json.")] = "text",
    var: Annotated[list[str] | None, _many("--var", metavar="NAME=VALUE", help="Value of a Terraform variable.")] = None,
    var_file: Annotated[list[str] | None, _many("--var-file", metavar="FILE", help="Read Terraform variables from a file.")] = None,
    stdin_filename: Annotated[Optional[str], typer.Option(metavar="NAME", help="Call standard input by this name.", show_default=False)] = None,  # noqa: UP045
    color: Annotated[str, typer.Option(metavar="WHEN", help="auto, always or never.")] = "auto",
) -> None:  # fmt: skip
    """Show every connection as it would be sent, with defaults filled in and marked."""
    from ipseclint.cli.show import run_show

    if var_file is None:
        var_file = []
    if var is None:
        var = []
    raise typer.Exit(run_show(paths or [], format, var, var_file, stdin_filename, color))


@app.command()
def init() -> None:
    """Write a commented starter connection and .ipseclint.yaml; nothing is overwritten."""
    from ipseclint.cli.init import run_init

    raise typer.Exit(run_init())
