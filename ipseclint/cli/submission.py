"""The steps of `submit`: lint, plan, secrets, look, ask, send, tell. It prints and decides the exit code."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Sequence

from ipseclint.cli import online
from ipseclint.cli.check import CheckOptions
from ipseclint.cli.common import EMPTY, FINDINGS, OK, UsageError
from ipseclint.cli.online import INTERRUPTED
from ipseclint.cli.sending import Progress, breakable, stopping
from ipseclint.cli.submit import SubmitOptions
from ipseclint.config import Config
from ipseclint.finding import Finding
from ipseclint.outcome import Report
from ipseclint.submit import flow, gate, tell, wire
from ipseclint.submit.journal import DEFAULT
from ipseclint.submit.look import Looked, look
from ipseclint.submit.request import Planned, Unsendable, plan
from ipseclint.submit.resolve import Unresolved, resolve, resolve_known, secrets
from ipseclint.submit.run import rehearse, standing
from ipseclint.submit.send import Outcome
from ipseclint.submit.service import Service


def run_submit(paths: list[str], options: SubmitOptions, check: CheckOptions) -> int:
    """Submit, and say the exit code: 0 when every planned connection exists as planned."""
    return online.guarded(lambda: _submit(paths, options, check))


def _submit(paths: list[str], options: SubmitOptions, check: CheckOptions) -> int:
    _check_options(options)
    report, config = online.lint(paths, check)
    if not report.held:
        sys.stderr.write("No planned connection was found.\n")
        return EMPTY
    stopped = gate.stopping(report.findings, config.fail_level, options.accept)
    planned, unsendable = plan(report.held, options.online.region)
    if _stops(stopped, report, unsendable):
        return FINDINGS
    if options.offline:
        return _print_requests(planned)
    return _Submission(planned, unsendable, options, report, config).go()


def _check_options(options: SubmitOptions) -> None:
    if options.format not in ("text", "json"):
        raise UsageError(f"--format: there is no format {options.format!r}; known are text, json")
    if sum((options.plan, options.dry_run, options.offline)) > 1:
        raise UsageError("--plan, --dry-run and --offline exclude each other")
    sends = not (options.plan or options.dry_run or options.offline)
    if sends and not options.yes and (options.stdin or not sys.stdin.isatty()):
        raise UsageError("nobody can be asked here; give --yes to send, or --plan to look only")


def _stops(findings: list[Finding], report: Report, unsendable: Sequence[Unsendable]) -> bool:
    """Tell what keeps the plan from being sent, if anything does. Attachments alone do not."""
    from ipseclint.report import FORMATS

    if findings:
        told = dataclasses.replace(report, findings=tuple(findings), undecided=())
        sys.stderr.write(FORMATS["text"](told))
    blocked = [item for item in unsendable if not item.connection.is_attachment]
    for item in blocked:
        for reason in item.reasons:
            sys.stderr.write(f"{tell.clean(item.label)}: {tell.clean(reason)}\n")
    if findings or blocked:
        sys.stderr.write("Nothing was sent.\n")
    return bool(findings or blocked)


def _print_requests(planned: Sequence[Planned]) -> int:
    requests = [{"Action": "CreateVpnConnection", **wire.masked(item, item.token())} for item in planned]
    sys.stdout.write(json.dumps(requests, indent=2, ensure_ascii=False) + "\n")
    return OK


class _Submission:
    """One run of the command, from the secrets on."""

    def __init__(
        self,
        planned: list[Planned],
        unsendable: list[Unsendable],
        options: SubmitOptions,
        report: Report,
        config: Config,
    ) -> None:
        self.planned = planned
        self.left_out = tell.unsent(unsendable)
        self.options = options
        self.report, self.config = report, config
        self.progress = Progress(options.quiet)
        self.pace = options.online.pace()

    def go(self) -> int:
        self._resolve()
        found = gate.judged_again(self.planned, self.report, self.config)
        if _stops(gate.stopping(found, self.config.fail_level, self.options.accept), self.report, ()):
            return FINDINGS
        service = self.options.online.service(self.pace, lambda text: self.progress.say("asking", text))
        for item in self.planned:
            service.scrubber.add(secret.reveal() for secret in secrets(item.body))
        with stopping(self.pace.stop):
            outcomes = self._outcomes(service)
        self.progress.clear()
        if outcomes is None:
            sys.stderr.write("Nothing was sent.\n")
            return FINDINGS
        return self._end(outcomes)

    def _resolve(self) -> None:
        """Secrets are read now; where nothing is sent, one that is missing is no fault."""
        problems = []
        for index, item in enumerate(self.planned):
            try:
                self.planned[index] = resolve_known(item) if self.options.plan else resolve(item)
            except Unresolved as error:
                problems.append(f"{item.label}: {error}")
        if problems:
            raise Unresolved("\n  ".join(["secrets are missing; nothing was sent", *problems]))

    def _outcomes(self, service: Service) -> list[Outcome] | None:
        if self.options.plan:
            return [standing(one) for one in look(self.planned, service, self.options.jobs)]
        if self.options.dry_run:
            return rehearse(look(self.planned, service, self.options.jobs), service, self._tell)
        return flow.submit(
            self.planned,
            service,
            self.options.journal or DEFAULT,
            self._consent,
            self._tell,
            self.options.jobs,
            self.options.fail_fast,
        )

    def _tell(self, planned: Planned, text: str) -> None:
        self.progress.say(planned.label, text)

    def _consent(self, looked: Sequence[Looked]) -> flow.Answer:
        """Show the plan and ask, unless nothing is new or asking is not wanted."""
        self.progress.clear()
        new = sum(one.new for one in looked)
        stream = sys.stdout if self.options.format == "text" else sys.stderr
        asks = bool(new) and not self.options.yes
        stream.write(tell.table(self._rows([standing(one) for one in looked]), reasons=asks))
        stream.flush()
        if not asks:
            return flow.Answer(go=True)
        sys.stderr.write(f"Create {new} connection{'s' if new > 1 else ''}? [y/N] ")
        sys.stderr.flush()
        with breakable():
            answer = sys.stdin.readline().strip().lower()
        return flow.Answer(go=answer in ("y", "yes"), slow=True)

    def _rows(self, outcomes: Sequence[Outcome]) -> list[tell.Row]:
        made = [tell.Row(item, outcome) for item, outcome in zip(self.planned, outcomes, strict=True)]
        return [*made, *self.left_out]

    def _end(self, outcomes: Sequence[Outcome]) -> int:
        rows = self._rows(outcomes)
        if self.options.format == "json":
            sys.stdout.write(tell.as_json(rows))
        else:
            sys.stdout.write(tell.table(rows) if self.options.plan else tell.summary(rows))
        if self.pace.stop.is_set():
            return INTERRUPTED
        return OK if all(row.good for row in rows) else FINDINGS
