"""Options of the commands, each with its help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from ipseclint.cli import complete
from ipseclint.cli.complete import Offer, one_of


def _many(name: str, metavar: str, text: str, offer: Offer | None = None) -> Any:
    """An option that may be repeated."""
    return typer.Option(name, metavar=metavar, help=text, show_default=False, autocompletion=offer)


def _flag(name: str, text: str, *more: str) -> Any:
    return typer.Option(name, *more, help=text)


def _one(name: str, metavar: str, text: str, offer: Offer | None = None) -> Any:
    return typer.Option(name, metavar=metavar, help=text, show_default=False, autocompletion=offer)


Words = list[str] | None
LEVELS = one_of("error", "warning", "info")

Paths = Annotated[
    Words,
    typer.Argument(metavar="[PATH]...", help="Files and folders; - is standard input.", show_default=False),
]
Select = Annotated[Words, _many("--select", "RULES", "Only these rules: codes, prefixes, names, ALL.", complete.rules)]
Ignore = Annotated[Words, _many("--ignore", "RULES", "Not these rules.", complete.rules)]
ExtendSelect = Annotated[Words, _many("--extend-select", "RULES", "These rules too.", complete.rules)]
ExtendIgnore = Annotated[Words, _many("--extend-ignore", "RULES", "Not these rules either.", complete.rules)]
SeverityOf = Annotated[Words, _many("--severity", "CODE=LEVEL", "Change a rule's level.")]
Profiles = Annotated[Words, _many("--profile", "NAME", "Judge by a policy profile too.", complete.profiles)]
ConfigFile = Annotated[Path | None, _one("--config", "FILE", "Use this configuration file.")]
Isolated = Annotated[bool, _flag("--isolated", "Use no configuration file.")]
Formats = Annotated[
    Words, _many("--format", "F[:FILE]", "Report format, with a file to write it to.", complete.formats)
]
FailLevel = Annotated[str | None, _one("--fail-level", "LEVEL", "Exit 1 from error, warning or info on.", LEVELS)]
FailOnUndecided = Annotated[bool, _flag("--fail-on-undecided", "Exit 1 if a check stays undecided.")]
AllowEmpty = Annotated[bool, _flag("--allow-empty", "Exit 0 if no file holds a connection.")]
Exclude = Annotated[Words, _many("--exclude", "PATTERN", "Leave out what matches, as in .gitignore.")]
ForceExclude = Annotated[bool, _flag("--force-exclude", "Exclude files that are named too.")]
StdinFilename = Annotated[str | None, _one("--stdin-filename", "NAME", "Call standard input by this name.")]
Variables = Annotated[Words, _many("--var", "NAME=VALUE", "Value of a Terraform variable.")]
VariableFiles = Annotated[Words, _many("--var-file", "FILE", "Read Terraform variables from a file.")]
Baseline = Annotated[str | None, _one("--baseline", "FILE", "Leave out what this baseline holds.")]
WriteBaseline = Annotated[str | None, _one("--write-baseline", "FILE", "Write what is found to a baseline.")]
FixIt = Annotated[bool, _flag("--fix", "Apply the safe fixes.")]
UnsafeFixes = Annotated[
    bool, _flag("--unsafe-fixes", "With --fix or --diff: also those that change what the tunnel negotiates.")
]
Diff = Annotated[bool, _flag("--diff", "Show what --fix would change, and change nothing.")]
Statistics = Annotated[bool, _flag("--statistics", "Count the findings of each rule.")]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N", min=1, help="Processes.", show_default=False)]
ExecutorUrl = Annotated[str | None, _one("--executor", "URL", "dask://HOST:PORT: lint on a cluster.")]
Watch = Annotated[bool, _flag("--watch", "Lint again whenever a file changes.")]
Quiet = Annotated[bool, _flag("--quiet", "Print findings only.", "-q")]
ShowSettings = Annotated[bool, _flag("--show-settings", "Print the settings and where they come from.")]
ShowFiles = Annotated[bool, _flag("--show-files", "Print the files that would be linted.")]
Color = Annotated[
    str,
    typer.Option(
        "--color", metavar="WHEN", help="auto, always or never.", autocompletion=one_of("auto", "always", "never")
    ),
]
