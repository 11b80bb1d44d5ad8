"""`ipseclint submit`: its options, and the way from files to connections."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from ipseclint.cli import online, options
from ipseclint.cli.online import Online


def _flag(name: str, text: str, *more: str) -> typer.models.OptionInfo:
    made: typer.models.OptionInfo = typer.Option(name, *more, help=text)
    return made


Accept = Annotated[
    list[str] | None,
    typer.Option("--accept", metavar="CODE", help="Submit in spite of this warning.", show_default=False),
]
JournalFile = Annotated[
    Path | None,
    typer.Option("--journal", metavar="FILE", help="Journal (default: .ipseclint/submit.jsonl).", show_default=False),
]
Format = Annotated[str, typer.Option("--format", metavar="F", help="text or json.")]
Jobs = Annotated[int, typer.Option("--jobs", metavar="N", min=1, help="Gateways side by side.")]


@dataclass(frozen=True, slots=True)
class SubmitOptions:
    """The options of `submit` beside those of the lint."""

    online: Online = field(default_factory=Online)
    accept: frozenset[str] = frozenset()
    plan: bool = False
    dry_run: bool = False
    offline: bool = False
    yes: bool = False
    format: str = "text"
    jobs: int = 4
    fail_fast: bool = False
    journal: Path | None = None
    quiet: bool = False
    stdin: bool = False


def submit(
    paths: options.Paths = None,
    plan: Annotated[bool, _flag("--plan", "Show what would be done, and stop.")] = False,
    dry_run: Annotated[bool, _flag("--dry-run", "Have the service check each request; create nothing.")] = False,
    offline: Annotated[bool, _flag("--offline", "Print the requests, without any network.")] = False,
    yes: Annotated[bool, _flag("--yes", "Do not ask.", "-y")] = False,
    accept: Accept = None,
    region: online.Region = "",
    endpoint: online.Endpoint = "",
    format: Format = "text",
    jobs: Jobs = 4,
    fail_fast: Annotated[bool, _flag("--fail-fast", "Begin nothing more after the first failure.")] = False,
    journal: JournalFile = None,
    timeout: online.Timeout = 30.0,
    retry_wait: online.RetryWait = 3.0,
    max_wait: online.MaxWait = 300.0,
    quiet: Annotated[bool, _flag("--quiet", "Tell no progress.", "-q")] = False,
    select: options.Select = None,
    ignore: options.Ignore = None,
    severity: options.SeverityOf = None,
    profile: options.Profiles = None,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    fail_level: options.FailLevel = None,
    exclude: options.Exclude = None,
    variables: options.Variables = None,
    var_files: options.VariableFiles = None,
    baseline: options.Baseline = None,
) -> None:
    """Create the planned connections that lint clean, each exactly once."""
    from ipseclint.cli.check import CheckOptions
    from ipseclint.cli.submission import run_submit

    given = SubmitOptions(
        online=Online(region, endpoint, timeout, retry_wait, max_wait),
        accept=frozenset(word.strip() for text in accept or [] for word in text.split(",")),
        plan=plan,
        dry_run=dry_run,
        offline=offline,
        yes=yes,
        format=format,
        jobs=jobs,
        fail_fast=fail_fast,
        journal=journal,
        quiet=quiet,
        stdin="-" in (paths or []),
    )
    check = CheckOptions(
        select=select or [],
        ignore=ignore or [],
        severity=severity or [],
        profile=profile or [],
        config=config,
        isolated=isolated,
        fail_level=fail_level,
        exclude=exclude or [],
        variables=variables or [],
        var_files=var_files or [],
        baseline=baseline,
    )
    raise typer.Exit(run_submit(paths or [], given, check))
