"""The reports: one function for each format, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any

from ipseclint.report.style import PLAIN, Style

if TYPE_CHECKING:
    from ipseclint.outcome import Report

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


def _lazy(module: str, function: str) -> Callable[..., Any]:
    """A format that imports its module when it is first used."""

    def render(report: Report, style: Style = PLAIN) -> Any:
        return getattr(import_module(f"ipseclint.report.{module}"), function)(report, style)

    return render


FORMATS: dict[str, Format] = {name: _lazy(*where) for name, where in _TABLE.items()}
# Formats that come in pieces too, for reports of any length.
CHUNKS: dict[str, Callable[..., Iterator[str]]] = {
    name: _lazy(_TABLE[name][0], "chunks") for name in ("concise", "json", "json-lines")
}

__all__ = ["CHUNKS", "FORMATS", "PLAIN", "WITHOUT_EXCERPTS", "Format", "Style"]
