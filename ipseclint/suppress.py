"""Suppressions: what comments and the configuration take out of a report, and which comments do nothing."""

from __future__ import annotations

import dataclasses
import fnmatch
from collections.abc import Iterable

from ipseclint.config import Config
from ipseclint.directives import OWN, Directive, Word, about_comment
from ipseclint.finding import Edit, Finding, Fix, Silenced
from ipseclint.span import Location


def apply(
    findings: Iterable[Finding], directives: list[Directive], configs: dict[str, Config], config: Config
) -> tuple[list[Finding], list[Silenced]]:
    """What stands, with what is said about comments that did nothing, and what was suppressed."""
    by_path: dict[str, list[Directive]] = {}
    for directive in directives:
        by_path.setdefault(directive.path, []).append(directive)
    used: set[tuple[Directive, Word]] = set()
    standing: list[Finding] = []
    silenced: list[Silenced] = []
    for finding in findings:
        if _ignored_by_file(finding, configs, config):
            silenced.append(Silenced(finding, "configuration"))
            continue
        takers = [] if finding.code in OWN else _takers(finding, by_path)
        used.update(takers)
        valid = [directive for directive, _ in takers if not directive.expired]
        if valid:
            silenced.append(Silenced(finding, "comment", valid[0].reason))
        else:
            standing.append(finding)
    standing += _unused(directives, used, configs, config)
    return standing, silenced


def _takers(finding: Finding, by_path: dict[str, list[Directive]]) -> list[tuple[Directive, Word]]:
    """The comments that take a finding away; one at a related place does too."""
    places = [finding.location, *(related.location for related in finding.related)]
    return [
        (directive, word)
        for place in places
        if place is not None
        for directive in by_path.get(place.path, ())
        if directive.first == 0 or (directive.first <= place.end_line and place.line <= directive.last)
        for word in directive.words
        if finding.code in word.codes
    ]


def _ignored_by_file(finding: Finding, configs: dict[str, Config], config: Config) -> bool:
    if finding.path is None:
        return False
    own = configs.get(finding.path, config)
    return any(finding.code in codes and matches(pattern, finding.path, own) for pattern, codes in own.per_file_ignores)


def matches(pattern: str, path: str, config: Config) -> bool:
    """Whether a path (as reported) matches a glob of the configuration, relative to its folder."""
    from ipseclint.settings_file import shown

    root = shown(config.root.absolute())
    relative = path.removeprefix(f"{root}/") if root not in (".", "") else path
    bare = pattern.removeprefix("./")
    return any(
        fnmatch.fnmatchcase(candidate, form)
        for candidate in (relative, relative.rsplit("/", 1)[-1])
        for form in (bare, bare.replace("**/", "*"), bare.replace("**/", ""), f"{bare.rstrip('/')}/*")
    )


def _unused(
    directives: list[Directive], used: set[tuple[Directive, Word]], configs: dict[str, Config], config: Config
) -> list[Finding]:
    found = []
    for directive in directives:
        own = configs.get(directive.path, config)
        idle = [word for word in directive.words if (directive, word) not in used and _could_count(word, own)]
        if not idle or directive.expired or not directive.asked or not own.wants("IPS007"):
            continue
        if len(idle) == len(directive.words):
            message = f"This comment suppresses nothing: no finding of {_listed(idle)} stands where it speaks."
            found.append(_about(directive, directive.location, message, _whole(directive), own))
        else:
            for word in idle:
                message = f"{word.text} suppresses nothing here: no finding of it stands where this comment speaks."
                found.append(_about(directive, word.location, message, None, own))
    return found


def _could_count(word: Word, config: Config) -> bool:
    return any(config.wants(code) for code in word.codes)


def _listed(words: list[Word]) -> str:
    return " or ".join(word.text for word in words)


def _whole(directive: Directive) -> Fix:
    at = directive.removal
    return Fix("Remove the comment.", (Edit(at.path, at.start, at.end, "", at),))


def _about(directive: Directive, location: Location, message: str, fix: Fix | None, config: Config) -> Finding:
    shown = dataclasses.replace(directive.excerpt, location=location)
    help_ = "Remove it, or move it to the line or block it is meant for."
    return about_comment("IPS007", location, shown, message, help_, config, fix)
