"""`profiles`: the policy profiles, and every verdict of one with its clause and how it was checked."""

from __future__ import annotations

import difflib
import json
import sys
import textwrap
from collections.abc import Iterator
from typing import Any

from ipseclint.cli.common import OK, fail
from ipseclint.profiles import CHECKED, NAMES, Profile, Verdict, load

_WIDTH = 96
# Fields in the order of the API's page; profiles list verdicts as their documents do.
_FIELDS = (
    "IkeVersion",
    "IkeMode",
    "IkeEncAlg",
    "IkeAuthAlg",
    "IkePfs",
    "IkeLifetime",
    "IpsecEncAlg",
    "IpsecAuthAlg",
    "IpsecPfs",
    "IpsecLifetime",
    "Psk",
)


def run_profiles(name: str | None, format: str) -> int:
    """List the profiles, or tell one."""
    if format not in ("text", "json"):
        return fail(f"profiles --format: there is no format {format!r}; known are text, json")
    if name is None:
        chosen = [load(known) for known in NAMES]
        sys.stdout.write(_dump([_summary(profile) for profile in chosen]) if format == "json" else _list(chosen))
        return OK
    if name not in NAMES:
        near = difflib.get_close_matches(name, NAMES, n=1, cutoff=0.5)
        hint = f"; did you mean {near[0]!r}?" if near else f"; known are {', '.join(NAMES)}"
        return fail(f"profiles: there is no profile {name!r}{hint}")
    profile = load(name)
    sys.stdout.write(_dump(_whole(profile)) if format == "json" else "\n".join(_page(profile)) + "\n")
    return OK


def _met(profile: Profile) -> str:
    """Whether this API can meet a profile."""
    if profile.blockers:
        return "no"
    return "in part" if profile.gaps else "yes"


def _list(profiles: list[Profile]) -> str:
    rows = [("profile", "can be met", "what it is")]
    rows += [(profile.name, _met(profile), profile.title) for profile in profiles]
    widths = [max(len(row[column]) for row in rows) for column in (0, 1)]
    return "".join(f"{row[0].ljust(widths[0])}  {row[1].ljust(widths[1])}  {row[2]}\n" for row in rows)


def _page(profile: Profile) -> Iterator[str]:
    yield f"{profile.name}: {profile.title}"
    yield from _wrapped(profile.about, "  ")
    yield from _wrapped(f"Binds {profile.binds}.", "  ")
    yield ""
    yield "DOCUMENTS"
    for document in profile.documents:
        yield from _wrapped(f"{document.name}: {document.title} ({document.date})", "  ")
    if profile.gaps:
        yield ""
        yield "WHAT THIS API DOES NOT HAVE"
        for gap in profile.gaps:
            way = "blocks" if gap.blocks else "tolerated"
            yield from _wrapped(f"- {way}: {gap.needs} ({gap.clause}; {CHECKED[gap.clause.checked]})", "  ")
    yield ""
    yield "VERDICTS"
    yield from _verdicts(profile)
    if profile.silent:
        yield ""
        yield "NOT JUDGED"
        for name, why in profile.silent.items():
            yield from _wrapped(f"{name}: {why}", "  ")
    if profile.notes:
        yield ""
        yield "NOTES"
        for note in profile.notes:
            yield from _wrapped(note, "  ")


def _verdicts(profile: Profile) -> Iterator[str]:
    for name in _FIELDS:
        verdicts = [verdict for verdict in profile.verdicts if verdict.field == name]
        if verdicts:
            yield f"  {name}"
        for verdict in verdicts:
            yield from _wrapped(f"{_level(verdict):<8} {_subject(verdict)}: {verdict.says}", "    ", " " * 13)
            yield from _wrapped(f"{verdict.clause}; {CHECKED[verdict.clause.checked]}", " " * 13)


def _level(verdict: Verdict) -> str:
    if verdict.level is None:
        return "nearest" if verdict.nearest else "ok"
    return str(verdict.level)


def _subject(verdict: Verdict) -> str:
    """The values that a verdict is on, or what lies beyond its bound."""
    if verdict.bits is not None:
        return f"less than {verdict.bits} bits"
    if verdict.exactly is not None:
        return f"other than {verdict.exactly} s"
    if verdict.most is not None:
        return f"more than {verdict.most} s"
    return ", ".join(verdict.values)


def _summary(profile: Profile) -> dict[str, Any]:
    return {"name": profile.name, "title": profile.title, "met": _met(profile), "binds": profile.binds}


def _whole(profile: Profile) -> dict[str, Any]:
    return {
        **_summary(profile),
        "about": profile.about,
        "ike": sorted(profile.ike),
        "documents": [{"name": d.name, "title": d.title, "date": d.date} for d in profile.documents],
        "gaps": [{"needs": gap.needs, "blocks": gap.blocks, **_clause(gap)} for gap in profile.gaps],
        "verdicts": [_row(verdict) for verdict in profile.verdicts],
        "silent": dict(profile.silent),
        "notes": list(profile.notes),
    }


def _row(verdict: Verdict) -> dict[str, Any]:
    bounds = {"most": verdict.most, "exactly": verdict.exactly, "bits": verdict.bits}
    bound = {key: value for key, value in bounds.items() if value is not None}
    values = {"values": list(verdict.values)} if verdict.values else bound
    return {"field": verdict.field, **values, "level": _level(verdict), "says": verdict.says, **_clause(verdict)}


def _clause(item: Any) -> dict[str, Any]:
    clause = item.clause
    return {"clause": str(clause), "date": clause.document.date, "checked": clause.checked}


def _dump(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _wrapped(text: str, indent: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if rest is None else rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
