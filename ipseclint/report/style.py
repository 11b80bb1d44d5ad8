"""How a report is to look: what the command line lets a reader choose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Style:
    """Choices for the formats that people read; formats for programs look at none of them.

    - `color`: ANSI colours. `width`: columns of the terminal; 0 is not a terminal, and nothing is wrapped.
    - `show_fixes`: say how each finding can be repaired. `quiet`: no summary.
    - `statistics`: counts for each code instead of the findings.
    - `map_svg`: an address map to put into the HTML report, as SVG or HTML.
    """

    color: bool = False
    width: int = 0
    show_fixes: bool = True
    quiet: bool = False
    statistics: bool = False
    map_svg: str = ""


PLAIN = Style()
