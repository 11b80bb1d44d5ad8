"""`ipseclint check`: options become a configuration, files a report, and the report an exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ipseclint.cli.common import EMPTY, FINDINGS, INTERNAL, OK, UsageError, fail, raw_options
from ipseclint.config import Config, ConfigError
from ipseclint.files import Found, Missing, discover
from ipseclint.settings_file import Configurations
from ipseclint.span import Source, Unreadable

if TYPE_CHECKING:
    from ipseclint.baseline import Entry
    from ipseclint.outcome import Report


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The options of `check`, as the command line gives them."""

    select: list[str] = field(default_factory=list)
    ignore: list[str] = field(default_factory=list)
    extend_select: list[str] = field(default_factory=list)
    extend_ignore: list[str] = field(default_factory=list)
    severity: list[str] = field(default_factory=list)
    profile: list[str] = field(default_factory=list)
    config: Path | None = None
    isolated: bool = False
    formats: list[str] = field(default_factory=list)
    fail_level: str | None = None
    fail_on_undecided: bool = False
    allow_empty: bool = False
    exclude: list[str] = field(default_factory=list)
    force_exclude: bool = False
    stdin_filename: str | None = None
    variables: list[str] = field(default_factory=list)
    var_files: list[str] = field(default_factory=list)
    baseline: str | None = None
    write_baseline: str | None = None
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    statistics: bool = False
    jobs: int | None = None
    executor: str | None = None
    watch: bool = False
    quiet: bool = False
    show_settings: bool = False
    show_files: bool = False
    color: str = "auto"


@dataclass(frozen=True, slots=True)
class Input:
    """What a run looks at: files, standard input, and the configuration of the run itself."""

    found: list[Found]
    given: list[Source | Unreadable]
    config: Config

    def may_matter(self) -> bool:
        """Whether there is anything to lint: a search of bytes, so that files that are nobody's cost little."""
        from ipseclint.load import may_matter

        if self.given or self.config.profiles:
            return True
        return may_matter((item.path, item.name) for item in self.found)

    def path_of(self, name: str) -> Path:
        """The file that reports call by this name."""
        return next((item.path for item in self.found if item.name == name), Path(name))

    def shows(self, name: str, root: Path) -> bool:
        """Whether the run tells what became of a file of this name: it was looked at, or is no longer there."""
        if any(name == item.name for item in self.found) or any(name == text.path for text in self.given):
            return True
        return not (Path(name).exists() or (root / name).exists())


def run_check(paths: list[str], options: CheckOptions) -> int:
    """Lint, report, and say the exit code (see docs: exit codes)."""
    from ipseclint.baseline import NotABaseline

    try:
        return _check(paths, options)
    except (ConfigError, UsageError, Missing, NotABaseline) as error:
        return fail(str(error))


def _check(paths: list[str], options: CheckOptions) -> int:
    from ipseclint.cli.output import outputs_of

    outputs = outputs_of(options)
    given = take(paths, options)
    if options.show_settings:
        return _show_settings(given.found[0].config if paths and given.found else given.config)
    if options.show_files:
        sys.stdout.writelines(f"{item.name}\n" for item in given.found)
        return OK
    if options.watch:
        from ipseclint.cli.watch import watch

        return watch(paths, options)
    if options.fix or options.diff:
        from ipseclint.cli.repair import run_repair

        code = run_repair(given, options)
        if options.diff or code != OK:
            return code
        given = take(paths, options)
    return lint_and_report(paths, given, options, outputs)


def lint_and_report(
    paths: list[str], given: Input, options: CheckOptions, outputs: list[tuple[str, str | None]]
) -> int:
    """Lint once, write the reports, and say the exit code."""
    from ipseclint.cli.output import keep_for, write
    from ipseclint.outcome import Report

    if given.may_matter():
        from ipseclint.cli.linting import lint_or_tell

        found = lint_or_tell(given, options, _needs_excerpts(outputs), keep_for(outputs))
        if found is None:
            return INTERNAL
        report = _baselined(found, given, options)
    else:
        report = _baselined(Report((), (), len(given.found), 0), given, options)
    write(report, outputs, options)
    if not report.judged_any and not report.findings and not options.quiet and ("text", None) not in outputs:
        sys.stderr.write("No planned connection was found.\n")
    return _exit_code(report, paths, options, given.config)


def gather(paths: list[str], options: CheckOptions) -> Report:
    """Read and lint what the paths name, for commands that look at the connections themselves."""
    from ipseclint.engine import lint_files

    given = take(paths, options)
    return lint_files(given.found, given.config, given.given, hold=True)


def take(paths: list[str], options: CheckOptions) -> Input:
    """Find the files that the paths name. Raises ConfigError, UsageError and Missing."""
    if options.config is not None and options.isolated:
        raise UsageError("--config and --isolated exclude each other")
    for name in options.var_files:
        if not Path(name).is_file():
            raise UsageError(f"--var-file {name}: there is no such file, or it is no regular file")
    configurations = Configurations(raw_options(options), options.config, options.isolated)
    named = [Path(path) for path in paths if path != "-"]
    given: list[Source | Unreadable] = []
    if "-" in paths:
        given.append(_stdin(options.stdin_filename or "<stdin>"))
    elif not named:
        named = [Path()]
    found = discover(named, configurations.of_folder, options.force_exclude)
    return Input(found, given, configurations.of_folder(Path.cwd()))


def _stdin(name: str) -> Source | Unreadable:
    try:
        return Source.decode(name, sys.stdin.buffer.read())
    except Unreadable as error:
        error.path = name
        return error


def _needs_excerpts(outputs: list[tuple[str, str | None]]) -> bool:
    from ipseclint.report import WITHOUT_EXCERPTS

    return any(name not in WITHOUT_EXCERPTS for name, _ in outputs)


def _baselined(report: Report, given: Input, options: CheckOptions) -> Report:
    if not options.write_baseline and given.config.baseline is None:
        return report
    from ipseclint.baseline import read_baseline, write_baseline
    from ipseclint.engine import without
    from ipseclint.report.words import counted

    if options.write_baseline:
        count = write_baseline(Path(options.write_baseline), report.findings)
        sys.stderr.write(f"Wrote {counted(count, 'finding')} to {options.write_baseline}.\n")
        return without(report, read_baseline(Path(options.write_baseline)))[0]
    config = given.config
    if config.baseline is None:
        return report
    path = Path(config.baseline)
    path = path if options.baseline or path.is_absolute() else config.root / path
    left, unmet = without(report, read_baseline(path))
    if not options.quiet:
        _tell_fixed([entry for entry in unmet if given.shows(entry.path, path.parent)])
    return left


def _tell_fixed(entries: list[Entry]) -> None:
    for entry in entries:
        sys.stderr.write(f"{entry.path}: {entry.code} of {entry.connection or 'the file'} is fixed.\n")
    if entries:
        can_go = "1 entry" if len(entries) == 1 else f"{len(entries)} entries"
        sys.stderr.write(f"{can_go} of the baseline can go; --write-baseline rewrites it.\n")


def _exit_code(report: Report, paths: list[str], options: CheckOptions, config: Config) -> int:
    worst = report.worst()
    if worst is not None and worst >= config.fail_level:
        return FINDINGS
    if options.fail_on_undecided and report.undecided:
        return FINDINGS
    if not report.judged_any and not report.findings:
        only_files = bool(paths) and not any(Path(path).is_dir() for path in paths if path != "-")
        return OK if only_files or options.allow_empty else EMPTY
    return OK


def _show_settings(config: Config) -> int:
    from ipseclint.cli.catalogue import settings_table

    sys.stdout.write(settings_table(config))
    return OK
