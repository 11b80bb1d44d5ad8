"""The Typer application: commands and their options."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ipseclint import __version__
from ipseclint.cli import complete, diff, export, options, submit
from ipseclint.cli import map as address_map

SCHEMAS = complete.one_of("connection", "document", "config", "report")

app = typer.Typer(
    name="ipseclint",
    help="Lint planned Alibaba Cloud IPsec connections before anything is created.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run() -> int:
    """Run the application; its exit code."""
    result = app(standalone_mode=True, prog_name="ipseclint")
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


@app.command()
def check(
    paths: options.Paths = None,
    select: options.Select = None,
    ignore: options.Ignore = None,
    extend_select: options.ExtendSelect = None,
    extend_ignore: options.ExtendIgnore = None,
    severity: options.SeverityOf = None,
    profile: options.Profiles = None,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    formats: options.Formats = None,
    fail_level: options.FailLevel = None,
    fail_on_undecided: options.FailOnUndecided = False,
    allow_empty: options.AllowEmpty = False,
    exclude: options.Exclude = None,
    force_exclude: options.ForceExclude = False,
    stdin_filename: options.StdinFilename = None,
    variables: options.Variables = None,
    var_files: options.VariableFiles = None,
    baseline: options.Baseline = None,
    write_baseline: options.WriteBaseline = None,
    fix: options.FixIt = False,
    unsafe_fixes: options.UnsafeFixes = False,
    diff: options.Diff = False,
    statistics: options.Statistics = False,
    jobs: options.Jobs = None,
    executor: options.ExecutorUrl = None,
    watch: options.Watch = False,
    quiet: options.Quiet = False,
    show_settings: options.ShowSettings = False,
    show_files: options.ShowFiles = False,
    color: options.Color = "auto",
) -> None:
    """Lint files and folders (default: the current folder)."""
    from ipseclint.cli.check import CheckOptions, run_check

    given = CheckOptions(
        select=select or [],
        ignore=ignore or [],
        extend_select=extend_select or [],
        extend_ignore=extend_ignore or [],
        severity=severity or [],
        profile=profile or [],
        config=config,
        isolated=isolated,
        formats=formats or [],
        fail_level=fail_level,
        fail_on_undecided=fail_on_undecided,
        allow_empty=allow_empty,
        exclude=exclude or [],
        force_exclude=force_exclude,
        stdin_filename=stdin_filename,
        variables=variables or [],
        var_files=var_files or [],
        baseline=baseline,
        write_baseline=write_baseline,
        fix=fix,
        unsafe_fixes=unsafe_fixes,
        diff=diff,
        statistics=statistics,
        jobs=jobs,
        executor=executor,
        watch=watch,
        quiet=quiet,
        show_settings=show_settings,
        show_files=show_files,
        color=color,
    )
    raise typer.Exit(run_check(paths or [], given))


@app.command()
def rules(
    format: Annotated[str, typer.Option(metavar="F", help="text, json or markdown.")] = "text",
) -> None:
    """List every rule."""
    from ipseclint.cli.catalogue import run_rules

    raise typer.Exit(run_rules(format))


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(metavar="CODE-OR-NAME", show_default=False, autocompletion=complete.rule)],
) -> None:
    """Explain one rule: what, why, examples, how to fix, how to configure."""
    from ipseclint.cli.catalogue import run_explain

    raise typer.Exit(run_explain(rule))


@app.command()
def profiles(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", show_default=False, autocompletion=complete.profiles)
    ] = None,
    format: Annotated[str, typer.Option(metavar="F", help="text or json.")] = "text",
) -> None:
    """List the policy profiles, or one profile's verdicts with their clauses."""
    from ipseclint.cli.profiles import run_profiles

    raise typer.Exit(run_profiles(name, format))


@app.command()
def schema(
    name: Annotated[
        str, typer.Argument(metavar="[connection|document|config|report]", autocompletion=SCHEMAS)
    ] = "document",
) -> None:
    """Print a JSON Schema for editors."""
    from ipseclint.cli.catalogue import run_schema

    raise typer.Exit(run_schema(name))


@app.command()
def show(
    paths: options.Paths = None,
    format: Annotated[str, typer.Option(metavar="F", help="text or json.")] = "text",
    variables: options.Variables = None,
    var_files: options.VariableFiles = None,
    stdin_filename: options.StdinFilename = None,
) -> None:
    """Show every connection as it would be sent, with defaults filled in and marked."""
    from ipseclint.cli.show import run_show

    raise typer.Exit(run_show(paths or [], format, variables or [], var_files or [], stdin_filename))


@app.command()
def init() -> None:
    """Write a commented starter connection and .ipseclint.yaml; nothing is overwritten."""
    from ipseclint.cli.init import run_init

    raise typer.Exit(run_init())


app.command()(submit.submit)
app.command()(export.export)
app.command()(diff.diff)
app.command(name="map")(address_map.draw)
