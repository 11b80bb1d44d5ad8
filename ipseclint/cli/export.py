"""`ipseclint export`: what exists in a region or on a gateway, as a native file without keys."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ipseclint.cli import online
from ipseclint.cli.common import OK, UsageError
from ipseclint.cli.online import Online

Gateways = Annotated[
    list[str] | None,
    typer.Option("--gateway", metavar="ID", help="Only connections of this VPN gateway.", show_default=False),
]
Format = Annotated[str, typer.Option("--format", metavar="F", help="yaml or json.")]
Region = Annotated[str, typer.Option("--region", metavar="ID", help="The region.", show_default=False)]


def export(
    region: Region,
    gateway: Gateways = None,
    format: Format = "yaml",
    endpoint: online.Endpoint = "",
    timeout: online.Timeout = 30.0,
    retry_wait: online.RetryWait = 3.0,
    max_wait: online.MaxWait = 60.0,
) -> None:
    """Write the connections that exist as a native file, so that they can be linted."""
    given = Online(region, endpoint, timeout, retry_wait, max_wait)
    raise typer.Exit(online.guarded(lambda: _export(given, gateway or [], format)))


def _export(given: Online, gateways: list[str], format: str) -> int:
    from ipseclint.cli.sending import Progress, stopping
    from ipseclint.submit import export as native

    if format not in ("yaml", "json"):
        raise UsageError(f"--format: there is no format {format!r}; known are yaml, json")
    progress, pace = Progress(), given.pace()
    service = given.service(pace, lambda text: progress.say("asking", text))
    with stopping(pace.stop):
        found = [item for gateway in gateways or [""] for item in service.connections(given.region, gateway)]
        kept = [item for item in found if item.gateway]
        full = [item for one in kept if (item := service.connection(given.region, one.id)) is not None]
    progress.clear()
    document = native.document(full)
    sys.stdout.write(native.as_yaml(document) if format == "yaml" else native.as_json(document))
    if len(kept) < len(found):
        sys.stderr.write(f"{len(found) - len(kept)} attachments to transit routers were left out.\n")
    return OK
