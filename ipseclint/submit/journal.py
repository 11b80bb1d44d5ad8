"""The journal: an append-only record of what was asked and answered, on disk before the next step is taken.

One JSON object a line, no secrets. A run that was killed left either a whole line or a torn last one, and a
later run reads from it what is still in doubt."""

from __future__ import annotations

import contextlib
import datetime
import json
import os
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipseclint.submit.request import Planned

DEFAULT = Path(".ipseclint") / "submit.jsonl"
_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_VERSION = 1


class JournalError(Exception):
    """The journal cannot be kept, so nothing more may be sent; the message is one line."""


@dataclass(slots=True)
class Record:
    """What the journal knows of one plan.

    - `doubt`: a create was sent and nothing certain is known of it.
    - `made`: the id that came of it; `seen`: that connection was read back, so it did exist.
    - `generation`: how often the connection had been deleted and was made anew."""

    doubt: bool = False
    made: str = ""
    seen: bool = False
    generation: int = 0


class Journal:
    """An open, locked journal. Safe for several threads."""

    def __init__(self, path: Path, descriptor: int) -> None:
        self.path = path
        self._descriptor = descriptor
        self._lock = threading.Lock()
        self._records: dict[str, Record] = {}
        self.unreadable = 0

    def record(self, planned: Planned) -> Record:
        """What is known of a plan; a new record if nothing is."""
        with self._lock:
            return self._records.setdefault(planned.key, Record())

    def write(self, event: str, planned: Planned | None = None, **more: str | int | bool) -> None:
        """Append one event and have it on disk. Raises JournalError."""
        entry: dict[str, Any] = {"v": _VERSION, "at": _now(), "event": event}
        if planned is not None:
            entry |= {"key": planned.key, "region": planned.region, "gateway": planned.gateway}
            entry["name"] = planned.name
        entry |= more
        line = json.dumps(entry, ensure_ascii=True, separators=(",", ":")) + "\n"
        with self._lock:
            self._append(line.encode("ascii"))
            self._learn(entry)

    def close(self) -> None:
        """Give the lock back."""
        with contextlib.suppress(OSError):
            os.close(self._descriptor)

    def _append(self, data: bytes) -> None:
        try:
            if os.write(self._descriptor, data) != len(data):
                raise JournalError(f"{self.path}: the journal cannot be written: the disk is full")
            os.fsync(self._descriptor)
        except OSError as error:
            raise JournalError(f"{self.path}: the journal cannot be written: {error.strerror}") from None

    def _learn(self, entry: dict[str, Any]) -> None:
        key = entry.get("key")
        if isinstance(key, str):
            apply(self._records.setdefault(key, Record()), entry)

    def _load(self) -> None:
        """Read what earlier runs wrote, and end a line that was torn."""
        data = b""
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        while chunk := os.read(self._descriptor, 1 << 20):
            data += chunk
        for line in data.split(b"\n"):
            entry = _entry(line)
            if entry is not None:
                self._learn(entry)
            elif line.strip():
                self.unreadable += 1
        if data and not data.endswith(b"\n"):
            self._append(b"\n")


def apply(record: Record, entry: dict[str, Any]) -> None:
    """Learn from one event."""
    event = entry.get("event")
    if event == "sending":
        record.doubt = True
    elif event in ("refused", "busy"):
        record.doubt = bool(entry.get("doubt"))
    elif event in ("made", "found"):
        record.doubt, record.made, record.seen = False, str(entry.get("id", "")), event == "found"
    elif event == "seen":
        record.made, record.seen = str(entry.get("id", "")), True
    elif event == "gone":
        record.doubt, record.made, record.seen = False, "", False
        record.generation += 1


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Journal]:
    """The journal at a path, made if need be, for this process only. Raises JournalError."""
    descriptor = _open(path)
    journal = Journal(path, descriptor)
    try:
        _lock(path, descriptor)
        journal._load()
        yield journal
    finally:
        journal.close()


def _open(path: Path) -> int:
    try:
        if not path.parent.exists():
            path.parent.mkdir(mode=0o700, parents=True)
            (path.parent / ".gitignore").write_text("*\n")
        descriptor = os.open(path, _FLAGS, 0o600)
        if os.name == "posix":
            os.fchmod(descriptor, 0o600)
            _sync_folder(path.parent)
        return descriptor
    except OSError as error:
        raise JournalError(f"{path}: the journal cannot be opened: {error.strerror}; see --journal") from None


def _sync_folder(folder: Path) -> None:
    """Have the file's own entry on disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock(path: Path, descriptor: int) -> None:
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise JournalError(f"{path}: another run holds the journal; wait until it has ended") from None
    except OSError as error:
        raise JournalError(f"{path}: the journal cannot be locked: {error.strerror}") from None


def _entry(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and entry.get("v") == _VERSION else None


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
