"""Pages of the documentation: their fenced blocks, the commands in them, and what is shown of their output.

A `console` block shows commands after `$ `, with their output below. A block with a title (```yaml title="a.yaml")
is a file. Each section (from one `## ` to the next) starts in a fresh folder that holds a copy of examples/."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import ROOT

DOCS = ROOT / "docs"
# A line of its own that stands for any number of lines of output.
ELLIPSIS = "…"
_OPENING = re.compile(r"(?P<fence>`{3,}|~{3,})(?P<language>[\w-]*)(?:\s+title=\"(?P<title>[^\"]+)\")?\s*\Z")
_HEADING = re.compile(r"#{1,6} ")


@dataclass(frozen=True)
class Fence:
    """A fenced block: `line` is the number of its first content line, `section` counts the `## ` headings before it."""

    language: str
    title: str
    lines: tuple[str, ...]
    line: int
    section: int

    @property
    def text(self) -> str:
        return "".join(f"{line}\n" for line in self.lines)


@dataclass
class Step:
    """A command, and what the page shows below it. Numbers are lines of the page, `first` and `last` those of
    the output (last excluded)."""

    command: str
    first: int
    last: int
    shown: list[str] = field(default_factory=list)


def pages() -> list[Path]:
    """README.md and the pages written by hand."""
    return [ROOT / "README.md", *sorted(path for path in DOCS.glob("*.md"))]


def fences(page: Path) -> Iterator[Fence]:
    """The fenced blocks of a page, in order."""
    opening: re.Match[str] | None = None
    held: list[str] = []
    begin = section = 0
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if opening is None:
            section += line.startswith("## ")
            opening = _OPENING.match(line)
            held, begin = [], number + 1
        elif line.strip() == opening["fence"]:
            yield Fence(opening["language"], opening["title"] or "", tuple(held), begin, section)
            opening = None
        else:
            held.append(line)
    assert opening is None, f"{page.name}: the block of line {begin} is never closed"


def headings(page: Path) -> list[str]:
    """The texts of a page's headings, those in fenced blocks left out."""
    inside: set[int] = set()
    for fence in fences(page):
        inside.update(range(fence.line, fence.line + len(fence.lines)))
    lines = enumerate(page.read_text(encoding="utf-8").splitlines(), 1)
    return [line.lstrip("#").strip() for number, line in lines if number not in inside and _HEADING.match(line)]


def steps(fence: Fence) -> list[Step]:
    """The commands of a console block. A line that ends in a backslash goes on after `> `."""
    found: list[Step] = []
    lines = iter(enumerate(fence.lines, fence.line))
    for number, line in lines:
        if line.startswith("$ "):
            command = line[2:]
            while command.endswith("\\"):
                number, more = next(lines)
                command = f"{command}\n{more.removeprefix('> ')}"
            found.append(Step(command, number + 1, number + 1))
        else:
            assert found, f"line {number}: output stands before the first command"
            found[-1].shown.append(line)
            found[-1].last = number + 1
    return found


def sections(page: Path) -> dict[int, list[Fence]]:
    """The blocks that a test follows, by section; sections without a command are left out."""
    found: dict[int, list[Fence]] = {}
    for fence in fences(page):
        if fence.title or fence.language == "console":
            found.setdefault(fence.section, []).append(fence)
    return {at: blocks for at, blocks in found.items() if any(b.language == "console" for b in blocks)}


def matches(shown: list[str], real: list[str]) -> bool:
    """Whether real output is what is shown, where an ellipsis stands for any lines."""
    pattern = "".join(".*" if line == ELLIPSIS else re.escape(f"{line}\n") for line in shown)
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in real), re.S) is not None


def renewed(shown: list[str], real: list[str]) -> list[str]:
    """The output to show instead: around ellipses as much of its beginning and end as was shown, and the same
    paragraphs in between."""
    if ELLIPSIS not in shown:
        return real
    *earlier, tail = "\n".join(shown).split(ELLIPSIS)
    head, *middles = ([line for line in piece.strip("\n").split("\n") if piece.strip("\n")] for piece in earlier)
    found = real[: len(head)]
    for middle in middles:
        found += [ELLIPSIS, *_same_paragraphs(middle, real)]
    after = len(tail.strip("\n").split("\n")) if tail.strip("\n") else 0
    return [*found, ELLIPSIS, *(real[-after:] if after else [])]


def _same_paragraphs(middle: list[str], real: list[str]) -> list[str]:
    """The paragraphs of the output that begin as those shown; what was shown when none does."""
    start = next((n for n, line in enumerate(real) if line.split()[:2] == middle[0].split()[:2]), None)
    if start is None:
        return middle
    ends = [n for n, line in enumerate(real) if n >= start and not line] + [len(real)]
    return real[start : ends[middle.count("")]]
