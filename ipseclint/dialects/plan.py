"""To come."""

from __future__ import annotations

from ipseclint.dialects.tree import Reading
from ipseclint.span import Source


def read_plan(source: Source) -> Reading | None:
    return None
