"""Paths as URIs: relative ones stay relative, and everything that a URI cannot hold is escaped."""

from __future__ import annotations

import re
from urllib.parse import quote

# What RFC 3986 lets stand in a path segment; `:` is escaped, as it would make a scheme of the first one.
_SAFE = "/!$&'()*+,;=@~"
_DRIVE = re.compile(r"[A-Za-z]:/")


def is_absolute(path: str) -> bool:
    """Whether a path does not depend on the working directory (`/etc/x`, `C:/x`)."""
    return path.startswith("/") or _DRIVE.match(path) is not None


def uri(path: str) -> str:
    """The URI of a path: `sites/a%20b.yaml`, `file:///etc/x.yaml`."""
    if _DRIVE.match(path):
        return f"file:///{path[0]}:{_escaped(path[2:])}"
    return f"file://{_escaped(path)}" if path.startswith("/") else _escaped(path)


def _escaped(path: str) -> str:
    """Percent-encoded UTF-8; bytes of a file name that are no UTF-8 (lone surrogates here) stay what they were."""
    try:
        data = path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = path.encode("utf-8", "surrogatepass")
    return quote(data, safe=_SAFE)
