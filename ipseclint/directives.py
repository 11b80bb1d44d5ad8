"""Directives: what comments say to this program, and which of them say nothing sensible."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ipseclint.config import Config
from ipseclint.excerpt import excerpt
from ipseclint.finding import Excerpt, Finding, Fix, fingerprint
from ipseclint.read.comments import Commented, commented
from ipseclint.rules import BY_CODE
from ipseclint.selection import UnknownRule, codes_of
from ipseclint.span import Location, Source, Span

_DIRECTIVE = re.compile(
    r"ipseclint:\s*(?P<kind>ignore-next-line|ignore-next|ignore-file|ignore|[\w-]*)\s*(?:\[(?P<codes>[^\]\r\n]*)\])?"
    r"(?P<rest>.*)",
    re.S,
)
_UNTIL = re.compile(r"\buntil=(?P<date>\S+)")
_KINDS = {"ignore": "line", "ignore-next": "next", "ignore-next-line": "next", "ignore-file": "file"}
# What is said about suppressions themselves cannot be suppressed by them.
OWN = frozenset(("IPS007", "IPS008", "IPS009"))
_EXAMPLE = "ipseclint: ignore[IPS406] the peer is end of life until=2027-03-31"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a comment's list: the codes it names, and its place."""

    text: str
    codes: frozenset[str]
    location: Location


@dataclass(frozen=True, slots=True)
class Directive:
    """One comment that takes findings away: those on lines `first` to `last` of its file (0: the whole file).

    `removal` is the text that goes when the comment does; `asked` is false in a file that is read only because one
    asked for calls it."""

    path: str
    first: int
    last: int
    words: tuple[Word, ...]
    location: Location
    excerpt: Excerpt
    removal: Location
    reason: str = ""
    expired: bool = False
    asked: bool = True


@dataclass(slots=True, eq=False)
class Spoken:
    """What the comments of a unit say, and the findings about comments that say nothing sensible."""

    directives: list[Directive] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def listen(source: Source, format: str, config: Config, spoken: Spoken) -> None:
    """Read the comments of a text that speak to this program."""
    found = commented(source, format)
    for span in found.comments:
        _directive(span, found, config, spoken)


def _directive(span: Span, found: Commented, config: Config, spoken: Spoken) -> None:
    match = _DIRECTIVE.search(span.text)
    kind = _KINDS.get(match["kind"]) if match else None
    if match is None or kind is None:
        message = "This comment speaks to ipseclint but says none of ignore, ignore-next, ignore-file."
        _say("IPS008", span, message, f"Write `{_EXAMPLE}`.", config, spoken)
        return
    words = _words(span, match, config, spoken)
    if not words:
        return
    expired = _expired(span, match["rest"], config, spoken)
    first, last = _lines(span, kind, found)
    spoken.directives.append(
        Directive(
            span.source.path,
            first,
            last,
            words,
            span.location(),
            excerpt(span),
            _removal(span),
            _reason(match["rest"]),
            expired,
        )
    )


def _words(span: Span, match: re.Match[str], config: Config, spoken: Spoken) -> tuple[Word, ...]:
    listed = match["codes"]
    if listed is None or not listed.strip():
        message = "This comment names no rule, so it suppresses nothing."
        _say("IPS008", span, message, f"Name the rules: `{_EXAMPLE}`.", config, spoken)
        return ()
    words = []
    at = span.start + match.start("codes")
    for piece in listed.split(","):
        text = piece.strip()
        start = at + len(piece) - len(piece.lstrip())
        at += len(piece) + 1
        if not text:
            continue
        place = Span(span.source, start, start + len(text))
        try:
            words.append(Word(text, codes_of(text) - OWN, place.location()))
        except UnknownRule as error:
            message = f"This name suppresses nothing: {error}".removesuffix("?") + "."
            _say("IPS008", place, message, "Write the code or name of a rule.", config, spoken)
    return tuple(words)


def _expired(span: Span, rest: str, config: Config, spoken: Spoken) -> bool:
    until = _UNTIL.search(rest)
    if until is None:
        return False
    start = span.start + span.text.rfind(until[0])
    place = Span(span.source, start, start + len(until[0]))
    text = until["date"].rstrip(".,;)>*/-")
    try:
        day = date.fromisoformat(text)
    except ValueError:
        _say("IPS008", place, f"{until[0]!r} is no date.", "Write until=YYYY-MM-DD.", config, spoken)
        return False
    today = date.fromisoformat(config.settings.today) if config.settings.today else date.today()
    if day >= today:
        return False
    message = f"This suppression ended on {day.isoformat()}; what it hid is told again."
    _say("IPS009", place, message, "Mend what it hid, or set a new date if it must stay.", config, spoken)
    return True


def _reason(rest: str) -> str:
    """What the comment's author says for it."""
    return " ".join(_UNTIL.sub("", rest).removesuffix("-->").removesuffix("*/").split())


def _lines(span: Span, kind: str, found: Commented) -> tuple[int, int]:
    """The lines a comment speaks about. One on a block's opening line covers the block, and a comment on a
    line of its own above `ignore-next` lines is skipped."""
    line = span.location().line
    if kind == "file":
        return 0, 0
    if kind == "next":
        line = _next_line(span)
    return line, max(found.blocks.get(line, line), line)


def _next_line(span: Span) -> int:
    """The next line that holds something other than blanks and comments."""
    source = span.source
    line = source.position(span.end)[0] + 1
    while line <= len(source.lines):
        start, end = source.line_range(line)
        text = source.text[start:end].strip()
        if text and not text.startswith(("#", "//", "/*", "<!--", "```")):
            return line
        line += 1
    return line


def _removal(span: Span) -> Location:
    """The range to cut when the comment goes: the whole line if nothing else stands on it."""
    source = span.source
    line = source.position(span.start)[0]
    begin, end = source.line_range(line)
    before = source.text[begin : span.start]
    if before.strip() or source.text[span.end : end].strip():
        return source.span(span.start - (len(before) - len(before.rstrip())), span.end).location()
    stop = source.lines[line] if line < len(source.lines) else end
    return source.span(begin, stop).location()


def _say(code: str, span: Span, message: str, help_: str, config: Config, spoken: Spoken) -> None:
    if config.wants(code):
        spoken.findings.append(about_comment(code, span.location(), excerpt(span), message, help_, config))


def about_comment(
    code: str, location: Location, shown: Excerpt, message: str, help_: str, config: Config, fix: Fix | None = None
) -> Finding:
    rule = BY_CODE[code]
    return Finding(
        code=code,
        name=rule.name,
        severity=config.severities.get(code, rule.severity),
        message=message,
        help=help_,
        location=location,
        fix=fix,
        fingerprint=fingerprint(code, None, None, message),
        excerpts=(shown,),
    )
