"""What a case expects of a run, read from its `expect.json`, and where a report falls short of it.

    {"args": ["--select", "IPS4"], "files": ["main.tf"], "isolated": true,
     "must": [{"code": "IPS404", "path": "a", "line": 11, "severity": "warning", "pointer": "/IpsecConfig/IpsecPfs"}],
     "may": ["IPS405"], "connections": 1, "undecided": ["IPS301"], "secrets": ["…"], "exit": 1, "why": "…"}

`line` can be a list of lines that are all right, or null for any; `alt` names further places, `or` further codes.
What is not in `must` or `may` may be a note at most. Everything but `must` and `why` can be left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Finding = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Must:
    """One finding that has to be there: its codes, and the lines (None: any) of the files that it may stand in."""

    codes: tuple[str, ...]
    places: tuple[tuple[str | None, frozenset[int] | None], ...]
    severity: str | None
    pointer: str | None

    def fits(self, finding: Finding) -> bool:
        return (
            finding["code"] in self.codes
            and self.severity in (None, finding["severity"])
            and self.pointer in (None, finding["pointer"])
            and self.stands_at(finding)
        )

    def stands_at(self, finding: Finding) -> bool:
        path, line = finding["path"], finding["line"]
        return any((file is None or file == path) and (lines is None or line in lines) for file, lines in self.places)


@dataclass(frozen=True, slots=True)
class Expectation:
    """What one case expects."""

    must: tuple[Must, ...]
    may: frozenset[str]
    raw: dict[str, Any]

    @staticmethod
    def of(folder: Path) -> Expectation:
        raw = json.loads((folder / "expect.json").read_text(encoding="utf-8"))
        return Expectation(tuple(_must(one) for one in raw["must"]), frozenset(raw.get("may", ())), raw)

    def arguments(self, folder: Path) -> list[str]:
        """The words of the command line behind `ipseclint check`, run in the folder of the case."""
        names = self.raw.get("files")
        if names is None:
            files = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
            names = sorted(name for name in files if not name.startswith(".") and name != "expect.json")
        alone = ["--isolated"] if self.raw.get("isolated", True) else []
        return [*alone, "--format", "json", *self.raw.get("args", ()), "--", *names]

    def shortfalls(self, report: dict[str, Any]) -> Iterator[str]:
        """What the report lacks, and what it says too much."""
        left: list[Finding] = list(report["findings"])
        for must in sorted(self.must, key=_breadth):
            found = next((finding for finding in left if must.fits(finding)), None)
            if found is None:
                yield f"missing: {must}"
            else:
                left.remove(found)
        for finding in left:
            if finding["severity"] != "info" and not self._covers(finding):
                place = f"{finding['path']}:{finding['line']}"
                yield f"too much: {finding['code']} {finding['severity']} {place} {finding['message']}"
        expected = self.raw.get("connections")
        if expected is not None and report["summary"]["connections"] != expected:
            yield f"{report['summary']['connections']} connections, not {expected}"
        doubted = {doubt["code"] for doubt in report["undecided"]}
        yield from (f"not undecided: {code}" for code in self.raw.get("undecided", ()) if code not in doubted)

    def _covers(self, finding: Finding) -> bool:
        """Whether a further finding is about a fault that is expected at this very place."""
        return finding["code"] in self.may or any(
            finding["code"] in must.codes and must.stands_at(finding) for must in self.must
        )


def _must(raw: dict[str, Any]) -> Must:
    codes = (raw["code"], *raw.get("or", ()))
    return Must(codes, tuple(_place(one) for one in (raw, *raw.get("alt", ()))), raw["severity"], raw["pointer"])


def _place(raw: dict[str, Any]) -> tuple[str | None, frozenset[int] | None]:
    line = raw["line"]
    lines = line if isinstance(line, list) else [line]
    return raw["path"], None if line is None else frozenset(lines)


def _breadth(must: Must) -> int:
    """How many lines would do: the pickiest expectation chooses first."""
    return sum(len(lines) if lines is not None else 1000 for _, lines in must.places)
