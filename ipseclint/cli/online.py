"""What submit, export and diff share: options for talking to the service, and their faults as one line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ipseclint.cli.common import FINDINGS, UsageError, fail

if TYPE_CHECKING:
    from ipseclint.cli.check import CheckOptions
    from ipseclint.config import Config
    from ipseclint.outcome import Report
    from ipseclint.submit.pace import Pace
    from ipseclint.submit.service import Service

INTERRUPTED = 130

Region = Annotated[
    str, typer.Option("--region", metavar="ID", help="Region of those that name none.", show_default=False)
]
Endpoint = Annotated[
    str,
    typer.Option("--endpoint", metavar="URL", help="Ask this host instead of the region's.", show_default=False),
]
Timeout = Annotated[float, typer.Option("--timeout", metavar="SECONDS", min=0.01, help="Wait for an answer.")]
RetryWait = Annotated[
    float, typer.Option("--retry-wait", metavar="SECONDS", min=0.0, help="First wait between attempts; it grows.")
]
MaxWait = Annotated[
    float, typer.Option("--max-wait", metavar="SECONDS", min=0.0, help="Longest wait for one connection.")
]


@dataclass(frozen=True, slots=True)
class Online:
    """How to talk to the service; times in seconds."""

    region: str = ""
    endpoint: str = ""
    timeout: float = 30.0
    retry_wait: float = 3.0
    max_wait: float = 300.0

    def pace(self) -> Pace:
        from ipseclint.submit.pace import Pace

        return Pace(first=self.retry_wait, longest=max(self.retry_wait, 20.0), limit=self.max_wait)

    def service(self, pace: Pace, tell: Callable[[str], None]) -> Service:
        """The service, once credentials are found. Raises SetUp."""
        from ipseclint.submit.client import Client
        from ipseclint.submit.service import Service

        return Service(Client(self.endpoint, min(5.0, self.timeout), self.timeout), pace, tell)


def guarded(command: Callable[[], int]) -> int:
    """Run a command that talks to the service; every foreseeable fault is one line and an exit code."""
    from ipseclint.config import ConfigError
    from ipseclint.files import Missing
    from ipseclint.submit.journal import JournalError
    from ipseclint.submit.pace import Stopped
    from ipseclint.submit.resolve import Unresolved
    from ipseclint.submit.trouble import SetUp, Trouble

    try:
        return command()
    except (ConfigError, UsageError, Missing, SetUp, Unresolved, JournalError) as error:
        return fail(str(error))
    except Trouble as trouble:
        fail(trouble.told())
        return FINDINGS
    except Stopped:
        fail("stopped; nothing was sent")
        return INTERRUPTED


def lint(paths: list[str], options: CheckOptions) -> tuple[Report, Config]:
    """Lint as `check` does, and keep the connections."""
    from ipseclint.cli.check import take
    from ipseclint.engine import lint_files

    given = take(paths, options)
    report = lint_files(given.found, given.config, given.given, hold=True)
    return _baselined(report, given.config, options), given.config


def _baselined(report: Report, config: Config, options: CheckOptions) -> Report:
    """The report without what its baseline holds."""
    from ipseclint.baseline import read_baseline
    from ipseclint.engine import without

    if config.baseline is None:
        return report
    path = Path(config.baseline)
    path = path if options.baseline or path.is_absolute() else config.root / path
    return without(report, read_baseline(path))[0]
