"""Loading: bytes of a file become a source, or the finding that says why they cannot."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ipseclint.dialects.recognise import is_terraform, may_hold, may_inform
from ipseclint.note import Note
from ipseclint.span import MAX_BYTES, Source, Unreadable, limit_at

_CHUNK = 8 * 1024 * 1024
_OVERLAP = 64


def load(path: Path, name: str) -> Source | Note | None:
    """The file's text; None when it can hold nothing of ours; a note when it cannot be read. Never raises."""
    try:
        if not path.is_file():
            raise Unreadable("is not a regular file")
        if path.stat().st_size > limit_at(path):
            return unreadable(name, _too_large(path)) if _large_may_hold(path) else None
        data = path.read_bytes()
    except Unreadable as error:
        return unreadable(name, error)
    except OSError as error:
        return unreadable(name, Unreadable(f"cannot be read: {error.strerror or type(error).__name__}"))
    return decode(name, data)


def may_matter(files: Iterable[tuple[Path, str]]) -> bool:
    """Whether linting files (paths, and names to tell them by) can say anything: a search of their bytes, for runs
    over files that are nobody's. A Terraform file is read as part of its folder, so that its neighbours count too."""
    folders: dict[Path, None] = {}
    seen = set()
    for path, name in files:
        if _may_matter(path, name):
            return True
        seen.add(path)
        if is_terraform(name):
            folders[path.parent] = None
    return any(
        _may_matter(path, path.name)
        for folder in folders
        for path in sorted(folder.iterdir())
        if path not in seen and path.name.endswith((".tf", ".tf.json")) and path.is_file()
    )


def _may_matter(path: Path, name: str) -> bool:
    """What cannot be read matters, and so does a Terraform file that calls modules, which may lie elsewhere."""
    try:
        if path.stat().st_size > MAX_BYTES:
            return True
        data = path.read_bytes()
    except OSError:
        return True
    return may_hold(data) or may_inform(data) or (is_terraform(name) and b"module" in data)


def decode(name: str, data: bytes) -> Source | Note | None:
    """The same for bytes at hand."""
    ours = may_hold(data)
    if not ours and not may_inform(data):
        return None
    try:
        return Source.decode(name, data)
    except Unreadable as error:
        return unreadable(name, error) if ours else None


def unreadable(name: str, error: Unreadable) -> Note:
    """The finding for a file that cannot be read, at the place where reading stopped."""
    source = Source(name, error.text_before)
    at = len(error.text_before)
    span = source.span(at, at)
    return Note("IPS001", f"The file {error.reason}.", _help(error.reason), span)


def _help(reason: str) -> str:
    if "UTF" in reason or "NUL" in reason:
        return "Save it as UTF-8 text."
    if "MiB" in reason:
        return "Split it into smaller files."
    if "regular" in reason:
        return "Name a file; pipes and devices are read through `-`."
    return "Give read permission, or exclude it."


def _too_large(path: Path) -> Unreadable:
    size = path.stat().st_size / 2**20
    return Unreadable(f"is {size:.0f} MiB long; the limit is {MAX_BYTES // 2**20} MiB")


def _large_may_hold(path: Path) -> bool:
    """Whether a large file can hold a connection, searched piece by piece."""
    with path.open("rb") as file:
        tail = b""
        while chunk := file.read(_CHUNK):
            if may_hold(tail + chunk):
                return True
            tail = chunk[-_OVERLAP:]
    return False
