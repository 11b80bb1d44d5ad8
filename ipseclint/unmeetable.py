"""Unmeetable: what the chosen profiles ask for and this API has not, said once a run (IPS421)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from ipseclint.config import Config
from ipseclint.excerpt import excerpt
from ipseclint.finding import Excerpt, Finding, Severity, fingerprint
from ipseclint.profiles import Gap, Profile, load
from ipseclint.rules import BY_CODE
from ipseclint.span import Location, Source, Unreadable

_RULE = BY_CODE["IPS421"]
_PLACE = re.compile(r"(?P<path>.*):(?P<line>\d+):(?P<column>\d+)\Z", re.S)


def unmeetable(configs: Iterable[Config]) -> list[Finding]:
    """A finding for each profile with gaps, at each place that chose it. `configs` are those that connections were
    judged by."""
    found: dict[tuple[str, Location | None], Finding] = {}
    for config in configs:
        if not config.wants(_RULE.code):
            continue
        for name in config.profiles:
            profile = load(name)
            if profile.gaps:
                at, shown = _chosen_at(config, name)
                found.setdefault((name, at), _finding(profile, config, at, shown))
    return list(found.values())


def _finding(profile: Profile, config: Config, at: Location | None, shown: tuple[Excerpt, ...]) -> Finding:
    name, gaps = profile.name, profile.blockers or profile.gaps
    needs = _listed([gap.needs for gap in gaps])
    if profile.blockers:
        severity = Severity.ERROR
        message = f"The profile {name} cannot be met by any connection of this API: it asks for {needs}."
        help_ = (
            f"Choose a profile that can be met (`ipseclint profiles` tells which), or ignore {_RULE.code}: values are "
            "judged against the nearest that the API has."
        )
    else:
        severity = Severity.INFO
        message = f"The profile {name} is met but for what this API does not have, or does not show: {needs}."
        help_ = f"Nothing to do here: `ipseclint profiles {name}` tells what is tolerated."
    return Finding(
        code=_RULE.code,
        name=_RULE.name,
        severity=config.severities.get(_RULE.code) or severity,
        message=message,
        help=help_,
        location=at,
        profile=f"{name}: {_clauses(gaps)}",
        fingerprint=fingerprint(_RULE.code, None, None, name),
        excerpts=shown,
    )


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{'; '.join(words[:-1])}; and {words[-1]}"


def _clauses(gaps: tuple[Gap, ...]) -> str:
    return "; ".join(dict.fromkeys(gap.clause.cited for gap in gaps))


def _chosen_at(config: Config, name: str) -> tuple[Location | None, tuple[Excerpt, ...]]:
    """Where a configuration file names the profile, with its line; nowhere when the command line chose it."""
    match, origin = _PLACE.match(config.sources.get("profiles", "")), config.origin
    if match is None or origin is None or match["path"] != origin:
        return None, ()
    line, column = int(match["line"]), int(match["column"])
    try:
        source = Source.read(config.root / Path(origin).name, origin)
    except Unreadable:
        return Location(origin, line, column, line, column), ()
    return _named(source, line, column, name)


def _named(source: Source, line: int, column: int, name: str) -> tuple[Location, tuple[Excerpt, ...]]:
    """The name in the text behind the key, or the key itself."""
    start = source.line_range(min(line, len(source.lines)))[0] + column - 1
    word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
    found = word.search(source.text, start)
    span = source.span(*found.span()) if found else source.span(start, start + len("profiles"))
    return span.location(), (excerpt(span),)
