"""Text as HTML: escaped, and without characters that hide or turn what follows."""

from __future__ import annotations

from html import escape

from ipseclint.report.terminal import harmless


def text(value: str) -> str:
    """A text for an element or a quoted attribute."""
    return escape(harmless(value), quote=True)


def tag(name: str, value: str, role: str = "", **attributes: str) -> str:
    """An element with a text; `role` is its class."""
    pairs = {"class": role, **attributes} if role else attributes
    written = "".join(f' {key}="{text(item)}"' if item else f" {key}" for key, item in pairs.items())
    return f"<{name}{written}>{text(value)}</{name}>"
