"""What commands share: exit codes, colour, and options as a configuration."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipseclint.cli.check import CheckOptions
    from ipseclint.config import Raw

OK, FINDINGS, USAGE, EMPTY, INTERNAL = 0, 1, 2, 3, 4


class UsageError(Exception):
    """A command line that makes no sense; the message says what to do."""


def fail(message: str) -> int:
    """Say one line on standard error; the exit code for usage errors."""
    sys.stderr.write(f"ipseclint: {message}\n")
    return USAGE


def use_color(when: str) -> bool:
    """Whether to colour standard output: the option, then NO_COLOR and FORCE_COLOR, then the terminal."""
    if when != "auto":
        return when == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def pairs(option: str, values: Iterable[str]) -> dict[str, str]:
    """NAME=VALUE words as a table. Raises UsageError."""
    table = {}
    for word in values:
        name, equals, value = word.partition("=")
        if not equals or not name:
            raise UsageError(f"{option}: {name!r} is not NAME=VALUE")
        table[name.strip()] = value
    return table


def words(values: Iterable[str]) -> list[str]:
    """Single words out of repeated options and comma lists."""
    return [word.strip() for value in values for word in value.split(",") if word.strip()]


def raw_options(options: CheckOptions) -> Raw:
    """The options that stand for keys of the configuration."""
    from ipseclint.config import Raw
    from ipseclint.settings import flag

    values: dict[str, Any] = {
        "select": words(options.select),
        "ignore": words(options.ignore),
        "extend-select": words(options.extend_select),
        "extend-ignore": words(options.extend_ignore),
        "severity": pairs("--severity", words(options.severity)),
        "profiles": words(options.profile),
        "exclude": options.exclude,
        "fail-level": options.fail_level,
        "variables": pairs("--var", options.variables),
        "var-files": options.var_files,
        "baseline": options.baseline,
    }
    return Raw({key: value for key, value in values.items() if value}, lambda key: f"option {flag(key)}")
