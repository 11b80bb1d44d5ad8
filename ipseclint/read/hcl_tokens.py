"""Tokens of HCL that can be told without a grammar: for texts that the grammar refuses."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n]* | //[^\n]* )
    | (?P<open_comment> /\* )
    | (?P<open_heredoc> <<-? (?P<mark>[^\W\d][\w-]*) )
    | (?P<text> "(?:[^"\\\n]|\\[^\n])*" )
    | (?P<quote> " )
    | (?P<single> ' )
    | (?P<bracket> [\[\](){}] )
    | (?P<word> [^\W\d][\w-]* )
    | (?P<equals> == | => | = )
    | (?P<blank> [^\S \t\r\n\f\v] )
    | (?P<other> \S )
    """,
    re.X,
)
_HEADS = "resource|data|ephemeral|variable|output|module|locals|provider|terraform|moved|import|removed|check"
_HEAD = re.compile(rf'^([ \t]*)(?:{_HEADS})(?:[ \t]+(?:"[^"\n]*"|[\w-]+))*[ \t]*\{{', re.M)
_ASSIGNED = re.compile(r"^()[^\W\d][\w-]*[ \t]*=", re.M)
CLOSING = {"[": "]", "(": ")", "{": "}"}


def heads(text: str, assignments: bool = False) -> list[int]:
    """Where the top-level blocks of a text begin (of a variables file: its assignments), judged by their
    first lines alone; texts and comments are passed over."""
    found = [(len(m[1]), m.start()) for m in (_ASSIGNED if assignments else _HEAD).finditer(text)]
    if not found:
        return []
    level = min(indent for indent, _ in found)
    covered = _covered(text)
    starts = [start for start, _ in covered]

    def is_covered(at: int) -> bool:
        before = bisect.bisect_left(starts, at) - 1
        return before >= 0 and at < covered[before][1]

    return [at for indent, at in found if indent == level and not is_covered(at)]


def _covered(text: str) -> list[tuple[int, int]]:
    """Ranges of comments and heredocs of several lines, in order."""
    return [(start, end) for kind, start, end in tokens(text) if kind in ("comment", "heredoc")]


def tokens(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind, start and end of each token; a comment or heredoc that never ends is `open_...`."""
    at = 0
    endless: set[str] = set()
    while (match := _TOKEN.search(text, at)) is not None:
        kind, start, at = match.lastgroup or "", match.start(), match.end()
        if kind == "mark":
            kind = "open_heredoc"
        if kind in ("open_heredoc", "open_comment"):
            mark = match["mark"] or "*/"
            end = -1 if mark in endless else _end_of(text, at, match["mark"])
            if end < 0:
                endless.add(mark)
            else:
                kind, at = kind.removeprefix("open_"), end
        yield kind, start, at


def _end_of(text: str, at: int, mark: str | None) -> int:
    """Where a block comment (without mark) or a heredoc ends that begins before `at`; -1 if nowhere."""
    if mark is None:
        end = text.find("*/", at)
        return end + 2 if end >= 0 else -1
    ends = re.compile(rf"^[ \t]*{re.escape(mark)}[ \t\r]*$", re.M)
    found = ends.search(text, text.find("\n", at) + 1) if "\n" in text[at:] else None
    return found.end() if found is not None else -1


def completion(text: str) -> str:
    """What closes everything that is open at the end of a text."""
    stack: list[str] = []
    first = ""
    for kind, start, end in tokens(text):
        word = text[start:end]
        if kind == "open_heredoc":
            first = f"\n{word.lstrip('<-')}\n"
            break
        if kind == "open_comment":
            first = "*/"
            break
        if kind == "bracket":
            if word in CLOSING:
                stack.append(word)
            elif stack:
                stack.pop()
    return first + "".join(CLOSING[bracket] for bracket in reversed(stack))
