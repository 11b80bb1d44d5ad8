"""XML by hand: elements whose texts are escaped, without characters that XML 1.0 cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

HEADER = '<?xml version="1.0" encoding="UTF-8"?>\n'
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


def escaped(text: str) -> str:
    """A text as it may stand in an attribute or between tags."""
    return "".join(_ESCAPES.get(ch, ch) for ch in _FORBIDDEN.sub("\ufffd", text))


def element(name: str, attributes: Mapping[str, object], inside: Iterable[str] = (), text: str = "") -> str:
    """An element on lines of its own; `inside` are finished elements, each indented by one step."""
    pairs = "".join(f' {key}="{escaped(str(value))}"' for key, value in attributes.items())
    if text:
        return f"<{name}{pairs}>{escaped(text)}</{name}>"
    lines = [f"  {line}" for child in inside for line in child.split("\n")]
    if not lines:
        return f"<{name}{pairs}/>"
    return "\n".join([f"<{name}{pairs}>", *lines, f"</{name}>"])
