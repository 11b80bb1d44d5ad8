"""The reports: one function for each format, in one table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from ipseclint.report.style import PLAIN, Style

if TYPE_CHECKING:
    from ipseclint.engine import Report

Format = Callable[..., str]
# The name on the command line, and the module and function that write it.
_TABLE = {
    "text": ("text", "render"),
    "concise": ("concise", "render"),
    "json": ("json", "render"),
    "json-lines": ("json_lines", "render"),
    "sarif": ("sarif", "render"),
    "github": ("github", "render"),
    "gitlab": ("gitlab", "render"),
    "junit": ("junit", "render"),
    "checkstyle": ("checkstyle", "render"),
    "rdjson": ("rdjson", "render"),
    "rdjsonl": ("rdjson", "render_lines"),
    "markdown": ("markdown", "render"),
    "html": ("html", "render"),
}


# Formats that show no source lines: a run for these alone need not cut any.
WITHOUT_EXCERPTS = frozenset(
    ("concise", "json", "json-lines", "github", "gitlab", "junit", "checkstyle", "rdjson", "rdjsonl")
)


def _lazy(module: str, function: str) -> Format:
    """A format that imports its module when it is first used."""

    def render(report: Report, style: Style = PLAIN) -> str:
        text: str = getattr(import_module(f"ipseclint.report.{module}"), function)(report, style)
        return text

    return render


FORMATS: dict[str, Format] = {name: _lazy(*where) for name, where in _TABLE.items()}

__all__ = ["FORMATS", "PLAIN", "WITHOUT_EXCERPTS", "Format", "Style"]
