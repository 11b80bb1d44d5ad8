"""The reports: one function for each format, in one table."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from ipseclint.report.style import PLAIN, Style

if TYPE_CHECKING:
    from ipseclint.engine import Report

Format = Callable[..., str]
# The name on the command line, and the module that holds its `render(report, style)`.
_MODULES = {
    "text": "text",
    "json": "json",
}


def _lazy(module: str) -> Format:
    """A format that imports its module when it is first used."""

    def render(report: Report, style: Style = PLAIN) -> str:
        text: str = import_module(f"ipseclint.report.{module}").render(report, style)
        return text

    return render


FORMATS: dict[str, Format] = {name: _lazy(module) for name, module in _MODULES.items()}

__all__ = ["FORMATS", "PLAIN", "Format", "Style"]
