"""Settings: the values of a configuration file and of the command line become a configuration."""

from __future__ import annotations

import dataclasses
import difflib
import re
from collections.abc import Callable, Mapping
from typing import Any

from ipseclint.config import Config, ConfigError, Raw
from ipseclint.finding import Severity
from ipseclint.tuning import Settings

_SELECTORS = ("select", "ignore", "extend-select", "extend-ignore")


def build(raw: Raw, options: Raw | None = None) -> Config:
    """The configuration of a file, with the command line's options over it. Raises ConfigError."""
    values = dict(raw.values)
    given = options.values if options is not None else {}
    places = {key: raw.place(key) for key in values} | {key: f"command line ({flag(key)})" for key in given}
    merged = {**values, **{key: value for key, value in given.items() if not key.startswith("extend-")}}

    def place(key: str) -> str:
        return options.place(key) if options is not None and key in given else raw.place(key)

    merged["exclude"] = [*values.get("exclude", []), *given.get("exclude", [])]
    return Config(
        selected=_selected(values, given, place),
        severities={
            **_severities(values.get("severity", {}), raw.place),
            **_severities(given.get("severity", {}), lambda key: place("severity")),
        },
        per_file_ignores=_per_file(merged.get("per-file-ignores", {}), place),
        profiles=_profiles(merged.get("profiles", []), place),
        fail_level=_severity(merged.get("fail-level", "warning"), "fail-level", place),
        exclude=tuple(merged["exclude"]),
        respect_gitignore=bool(merged.get("respect-gitignore", True)),
        dialects=_dialects(merged.get("dialects"), place),
        variables={str(key): _text(value) for key, value in given.get("variables", {}).items()},
        fallbacks=dict(values.get("variables", {})),
        var_files=tuple(merged.get("var-files", ())),
        baseline=merged.get("baseline"),
        settings=_settings(merged, place),
        origin=raw.origin,
        root=raw.root,
        sources=places,
    )


def flag(key: str) -> str:
    """The option that stands for a key of the configuration."""
    return {"variables": "--var", "profiles": "--profile", "var-files": "--var-file"}.get(key, f"--{key}")


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, dict)):
        import json

        return json.dumps(value)
    return str(value)


def _selected(
    values: Mapping[str, Any], given: Mapping[str, Any], place: Callable[[str], str]
) -> frozenset[str] | None:
    if not any(key in values or key in given for key in _SELECTORS):
        return None
    from ipseclint.selection import select

    def listed(key: str) -> list[str]:
        return [*values.get(key, []), *given.get(key, [])]

    wanted = [*(given.get("select") or values.get("select") or ["ALL"]), *listed("extend-select")]
    unwanted = [*(given.get("ignore") or values.get("ignore") or []), *listed("extend-ignore")]
    _known_rules(values, given, place)
    return select(wanted, unwanted)


def _known_rules(values: Mapping[str, Any], given: Mapping[str, Any], place: Callable[[str], str]) -> None:
    from ipseclint.selection import UnknownRule, codes_of

    for key in _SELECTORS:
        for word in [*given.get(key, []), *values.get(key, [])]:
            try:
                codes_of(word)
            except UnknownRule as error:
                raise ConfigError(place(key), str(error)) from None


def _severities(table: Mapping[str, str], place: Callable[[str], str]) -> dict[str, Severity]:
    """The level of each code; of several words that name a code, the most specific one decides."""
    found: dict[str, Severity] = {}
    if not table:
        return found
    from ipseclint.selection import UnknownRule, codes_of, weight

    for word, level in sorted(table.items(), key=lambda item: weight(item[0])):
        try:
            codes = codes_of(word)
        except UnknownRule as error:
            raise ConfigError(place(f"severity\0{word}"), str(error)) from None
        for code in codes:
            found[code] = _severity(level, "severity", place)
    return found


def _severity(level: str, key: str, place: Callable[[str], str]) -> Severity:
    try:
        return Severity.parse(level)
    except ValueError as error:
        raise ConfigError(place(key), str(error)) from None


def _per_file(table: Mapping[str, list[str]], place: Callable[[str], str]) -> tuple[tuple[str, frozenset[str]], ...]:
    if not table:
        return ()
    from ipseclint.selection import UnknownRule, codes_of

    rows = []
    for pattern, listed in table.items():
        try:
            codes = frozenset[str]().union(*(codes_of(word) for word in listed))
        except UnknownRule as error:
            raise ConfigError(place(f"per-file-ignores\0{pattern}"), str(error)) from None
        rows.append((pattern, codes))
    return tuple(rows)


def _profiles(names: list[str], place: Callable[[str], str]) -> tuple[str, ...]:
    if not names:
        return ()
    from ipseclint.profiles import NAMES

    for name in names:
        if name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(NAMES)}"
            raise ConfigError(place("profiles"), f"there is no profile {name!r}{hint}")
    return tuple(names)


def _dialects(names: list[str] | None, place: Callable[[str], str]) -> frozenset[str] | None:
    if names is None:
        return None
    from ipseclint.dialects.recognise import NAMES

    for name in names:
        if name not in NAMES:
            raise ConfigError(place("dialects"), f"there is no dialect {name!r}; known are {', '.join(NAMES)}")
    return frozenset(names)


def _settings(merged: Mapping[str, Any], place: Callable[[str], str]) -> Settings:
    base = Settings()
    pattern = merged.get("name-pattern")
    if pattern is not None:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ConfigError(place("name-pattern"), f"the pattern is no regular expression: {error}") from None
    lifetimes = merged.get("lifetimes", {})
    return dataclasses.replace(
        base,
        name_pattern=pattern,
        private_ranges=_ranges(merged.get("private-ranges", []), place),
        max_cidrs=int(merged.get("max-cidrs", base.max_cidrs)),
        ike_lifetime=_bounds(lifetimes.get("ike", {}), base.ike_lifetime),
        ipsec_lifetime=_bounds(lifetimes.get("ipsec", {}), base.ipsec_lifetime),
    )


def _ranges(texts: list[str], place: Callable[[str], str]) -> tuple[str, ...]:
    from ipseclint.address import parse_cidr

    for text in texts:
        if parse_cidr(text) is None:
            raise ConfigError(place("private-ranges"), f"{text!r} is not an IPv4 CIDR")
    return tuple(texts)


def _bounds(table: Mapping[str, int], base: tuple[int, int]) -> tuple[int, int]:
    return int(table.get("min", base[0])), int(table.get("max", base[1]))
