"""`ipseclint check`: options become a configuration, files a report, and the report an exit code."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from ipseclint.cli.common import EMPTY, FINDINGS, OK, USAGE, UsageError, fail, raw_options
from ipseclint.config import Config, ConfigError
from ipseclint.engine import Report, lint_files
from ipseclint.files import Found, Missing, discover
from ipseclint.settings_file import Configurations
from ipseclint.span import Source, Unreadable


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


def run_check(paths: list[str], options: CheckOptions) -> int:
    """Lint, report, and say the exit code (see docs: exit codes)."""
    try:
        return _check(paths, options)
    except (ConfigError, UsageError, Missing) as error:
        return fail(str(error))


def _check(paths: list[str], options: CheckOptions) -> int:
    if options.config is not None and options.isolated:
        raise UsageError("--config and --isolated exclude each other")
    outputs = _outputs(options)
    configurations = Configurations(raw_options(options), options.config, options.isolated)
    run_config = configurations.of_folder(Path.cwd())
    found, stdin = _inputs(paths, options, configurations)
    if options.show_settings:
        return _show_settings(run_config)
    if options.show_files:
        sys.stdout.writelines(f"{item.name}\n" for item in found)
        return OK
    report = lint_files(found, run_config, stdin)
    _write(report, outputs, options)
    return _exit_code(report, paths, options, run_config)


def gather(paths: list[str], options: CheckOptions) -> Report:
    """Read and lint what the paths name, for commands that look at the connections themselves."""
    configurations = Configurations(raw_options(options), options.config, options.isolated)
    found, stdin = _inputs(paths, options, configurations)
    return lint_files(found, configurations.of_folder(Path.cwd()), stdin)


def _inputs(
    paths: list[str], options: CheckOptions, configurations: Configurations
) -> tuple[list[Found], list[Source | Unreadable]]:
    """The files to lint, and the text of standard input when `-` is given."""
    named = [Path(path) for path in paths if path != "-"]
    stdin: list[Source | Unreadable] = []
    if "-" in paths:
        stdin.append(_stdin(options.stdin_filename or "<stdin>"))
    elif not named:
        named = [Path()]
    return discover(named, configurations.of_folder, options.force_exclude), stdin


def _stdin(name: str) -> Source | Unreadable:
    try:
        return Source.decode(name, sys.stdin.buffer.read())
    except Unreadable as error:
        error.path = name
        return error


def _outputs(options: CheckOptions) -> list[tuple[str, str | None]]:
    from ipseclint.report import FORMATS

    outputs = []
    for word in options.formats or ["text"]:
        name, _, file = word.partition(":")
        if name not in FORMATS:
            raise UsageError(f"--format: there is no format {name!r}; known are {', '.join(FORMATS)}")
        outputs.append((name, file or None))
    if sum(file is None for _, file in outputs) > 1:
        raise UsageError(
            "--format: only one format can go to standard output; give the others a file (F:FILE)"
        )
    if options.color not in ("auto", "always", "never"):
        raise UsageError(f"--color: {options.color!r} is not auto, always or never")
    return outputs


def _write(report: Report, outputs: list[tuple[str, str | None]], options: CheckOptions) -> None:
    from ipseclint.cli.common import use_color
    from ipseclint.report import FORMATS, Style

    for name, file in outputs:
        style = Style(
            color=file is None and use_color(options.color),
            quiet=options.quiet,
            statistics=options.statistics,
        )
        text = FORMATS[name](report, style)
        if file is None:
            sys.stdout.write(text)
            continue
        try:
            Path(file).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise UsageError(f"{file}: cannot be written: {error.strerror}") from None


def _exit_code(report: Report, paths: list[str], options: CheckOptions, config: Config) -> int:
    worst = report.worst()
    if worst is not None and worst >= config.fail_level:
        return FINDINGS
    if options.fail_on_undecided and report.undecided:
        return FINDINGS
    if report.connections == 0 and not report.findings:
        only_files = bool(paths) and not any(Path(path).is_dir() for path in paths if path != "-")
        if not options.quiet:
            sys.stderr.write("No planned connection was found.\n")
        return OK if only_files or options.allow_empty else EMPTY
    return OK


def _show_settings(config: Config) -> int:
    from ipseclint.cli.catalogue import settings_table

    sys.stdout.write(settings_table(config))
    return OK


__all__ = ["USAGE", "CheckOptions", "run_check"]
