"""`ipseclint diff`: what differs between planned connections and those that exist."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ipseclint.cli import online, options
from ipseclint.cli.common import EMPTY, FINDINGS, OK, UsageError
from ipseclint.cli.online import Online

Format = Annotated[str, typer.Option("--format", metavar="F", help="text or json.")]

if TYPE_CHECKING:
    from ipseclint.cli.check import CheckOptions


def diff(
    paths: options.Paths = None,
    region: online.Region = "",
    format: Format = "text",
    endpoint: online.Endpoint = "",
    timeout: online.Timeout = 30.0,
    retry_wait: online.RetryWait = 3.0,
    max_wait: online.MaxWait = 60.0,
    config: options.ConfigFile = None,
    isolated: options.Isolated = False,
    exclude: options.Exclude = None,
    variables: options.Variables = None,
    var_files: options.VariableFiles = None,
) -> None:
    """Say what differs between the plan and what exists on its gateways."""
    given = Online(region, endpoint, timeout, retry_wait, max_wait)
    from ipseclint.cli.check import CheckOptions

    check = CheckOptions(
        config=config,
        isolated=isolated,
        exclude=exclude or [],
        variables=variables or [],
        var_files=var_files or [],
    )
    raise typer.Exit(online.guarded(lambda: _diff(paths or [], given, check, format)))


def _diff(paths: list[str], given: Online, check: CheckOptions, format: str) -> int:
    from ipseclint.cli.sending import Progress, stopping
    from ipseclint.submit import drift
    from ipseclint.submit.request import plan
    from ipseclint.submit.resolve import resolve_known, secrets
    from ipseclint.submit.tell import clean

    if format not in ("text", "json"):
        raise UsageError(f"--format: there is no format {format!r}; known are text, json")
    report, _ = online.lint(paths, check)
    if not report.held:
        sys.stderr.write("No planned connection was found.\n")
        return EMPTY
    planned, unsendable = plan(report.held, given.region)
    for other in unsendable:
        sys.stderr.write(f"{clean(other.label)}: not compared: {clean('; '.join(other.reasons))}\n")
    planned = [resolve_known(item) for item in planned]
    progress, pace = Progress(), given.pace()
    service = given.service(pace, lambda text: progress.say("asking", text))
    for item in planned:
        service.scrubber.add(secret.reveal() for secret in secrets(item.body))
    with stopping(pace.stop):
        found = drift.drift(planned, service)
    progress.clear()
    sys.stdout.write(drift.as_json(found) if format == "json" else "".join(one.told() for one in found))
    return FINDINGS if found or unsendable else OK
