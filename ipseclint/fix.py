"""Fixes: text edits on the places of findings; nothing else of a file changes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ipseclint.excerpt import masked_text
from ipseclint.finding import Edit, Finding
from ipseclint.span import BOM, Source
from ipseclint.write import write_atomically

MAX_ROUNDS = 10


@dataclass(slots=True, eq=False)
class Repaired:
    """What fixing did: the old and new text of each file, how many findings went, and what was skipped.
    The sources after it know their secrets, those before it once they were linted."""

    before: dict[str, Source] = field(default_factory=dict)
    after: dict[str, Source] = field(default_factory=dict)
    fixed: int = 0
    skipped: list[str] = field(default_factory=list)


def choose(findings: Iterable[Finding], unsafe: bool) -> tuple[dict[str, list[Edit]], int]:
    """Edits by file that do not touch each other, first come first served, and how many findings they mend."""
    chosen: dict[str, list[Edit]] = {}
    mended = 0
    for finding in findings:
        fix = finding.fix
        if fix is None or not fix.edits or (not fix.safe and not unsafe):
            continue
        new = [edit for edit in fix.edits if edit not in chosen.get(edit.path, ())]
        if any(_touches(edit, other) for edit in new for other in chosen.get(edit.path, ())):
            continue
        for edit in new:
            chosen.setdefault(edit.path, []).append(edit)
        mended += 1
    return chosen, mended


def _touches(one: Edit, other: Edit) -> bool:
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made."""
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


def repair(
    lint: Callable[[dict[str, Source]], list[Finding]], load: Callable[[str], Source | None], unsafe: bool
) -> Repaired:
    """Fix to a fixed point, in memory. `lint` judges the files with the given ones in place of those on disk;
    `load` gives a file as it stands. A fix after which a file no longer parses is taken back."""
    done = Repaired()
    current: dict[str, Source] = {}
    refused: set[str] = set()
    findings = lint(current)
    for _ in range(MAX_ROUNDS):
        wanted = [finding for finding in findings if finding.fingerprint not in refused]
        chosen, mended = choose(wanted, unsafe)
        changed = _changed(chosen, current, load, done)
        if not changed:
            break
        trial = {**current, **changed}
        after = lint(trial)
        broken = _newly_broken(findings, after) & set(changed)
        if broken:
            for finding in wanted:
                if finding.fix is not None and any(edit.path in broken for edit in finding.fix.edits):
                    refused.add(finding.fingerprint)
                    done.skipped.append(f"{finding.path}: a fix of {finding.code} would break the file; skipped")
            continue
        current, findings = trial, after
        done.fixed += mended
    done.after = current
    return done


def _changed(
    chosen: dict[str, list[Edit]],
    current: dict[str, Source],
    load: Callable[[str], Source | None],
    done: Repaired,
) -> dict[str, Source]:
    changed = {}
    for path, edits in chosen.items():
        source = current.get(path) or load(path)
        if source is None:
            continue
        done.before.setdefault(path, source)
        text = edited(source.text, edits)
        if text != source.text:
            changed[path] = Source(path, text, bom=source.bom)
    return changed


def _newly_broken(before: Iterable[Finding], after: Iterable[Finding]) -> set[str]:
    """Files with a syntax error that had none."""
    old = {finding.path for finding in before if finding.code == "IPS002"}
    return {finding.path or "" for finding in after if finding.code == "IPS002"} - {path or "" for path in old}


def write_back(done: Repaired, path_of: Callable[[str], Path]) -> list[str]:
    """Write the new texts; what could not be written, in words."""
    failed = []
    for name, source in done.after.items():
        data = ((BOM if source.bom else "") + source.text).encode("utf-8")
        try:
            write_atomically(path_of(name), data)
        except OSError as error:
            failed.append(f"{name}: not fixed: cannot be written: {error.strerror}")
    return failed


def diff(done: Repaired) -> str:
    """A unified diff of what would change, secrets masked: of texts that were linted, with all they lead to."""
    parts = []
    for name in sorted(done.after):
        before, after = masked_text(done.before[name]), masked_text(done.after[name])
        lines = difflib.unified_diff(before.splitlines(True), after.splitlines(True), name, name)
        parts += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
    return "".join(parts)
