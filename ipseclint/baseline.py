"""Baselines: findings that are known and left out, by fingerprints without paths and line numbers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipseclint.finding import Finding, Silenced
from ipseclint.write import write_atomically

VERSION = 1
_KIND = "ipseclint-baseline"


class NotABaseline(Exception):
    """A file that is no baseline of ours; the message says what it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One known finding. Path and connection are for readers; only the fingerprint is compared."""

    fingerprint: str
    code: str
    path: str
    connection: str


def read_baseline(path: Path) -> list[Entry]:
    """The entries of a baseline file. Raises NotABaseline."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise NotABaseline(f"{path.as_posix()}: cannot be read: {error.strerror}") from None
    except ValueError:
        raise NotABaseline(f"{path.as_posix()}: is no baseline of ipseclint: it is not JSON") from None
    if not isinstance(data, dict) or data.get("kind") != _KIND:
        raise NotABaseline(f"{path.as_posix()}: is no baseline of ipseclint")
    if data.get("version") != VERSION:
        raise NotABaseline(f"{path.as_posix()}: has version {data.get('version')!r}; this program reads {VERSION}")
    return [_entry(item, path) for item in data.get("findings", [])]


def _entry(item: Any, path: Path) -> Entry:
    try:
        return Entry(item["fingerprint"], item["code"], item.get("path", ""), item.get("connection", ""))
    except (TypeError, KeyError, AttributeError):
        raise NotABaseline(f"{path.as_posix()}: has an entry without code or fingerprint") from None


def write_baseline(path: Path, findings: Iterable[Finding]) -> int:
    """Write what is found; how many entries. A file that is no baseline is refused. Raises NotABaseline."""
    if path.exists():
        read_baseline(path)
    entries = [
        {
            "code": finding.code,
            "fingerprint": finding.fingerprint,
            "path": finding.path or "",
            "connection": finding.connection or "",
        }
        for finding in findings
    ]
    entries.sort(key=lambda entry: tuple(entry.values()))
    text = json.dumps({"kind": _KIND, "version": VERSION, "findings": entries}, indent=1, ensure_ascii=False)
    try:
        write_atomically(path, (text + "\n").encode("utf-8"))
    except OSError as error:
        raise NotABaseline(f"{path.as_posix()}: cannot be written: {error.strerror}") from None
    return len(entries)


def take_out(
    findings: Iterable[Finding], entries: Iterable[Entry]
) -> tuple[list[Finding], list[Silenced], list[Entry]]:
    """What stands, what the baseline takes away (as often as it holds it), and entries that are fixed."""
    entries = list(entries)
    left = Counter(entry.fingerprint for entry in entries)
    standing: list[Finding] = []
    silenced: list[Silenced] = []
    for finding in findings:
        if left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            silenced.append(Silenced(finding, "baseline"))
        else:
            standing.append(finding)
    fixed = []
    for entry in reversed(entries):
        if left[entry.fingerprint] > 0:
            left[entry.fingerprint] -= 1
            fixed.append(entry)
    return standing, silenced, fixed[::-1]
