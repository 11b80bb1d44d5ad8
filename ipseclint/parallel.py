"""Parallel runs: units go out in chunks and come back in order, whatever executes them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future

from ipseclint.examine import Examined, Task, Unit, examine_all
from ipseclint.files import Found

# Below this, starting processes costs more than it brings.
FEW_FILES = 24
FEW_BYTES = 4 * 1024 * 1024
_CHUNK_BYTES = 1024 * 1024
_CHUNK_UNITS = 64


class WorkerDied(Exception):
    """Work that did not come back. `missing` are the names of the files and texts that were not linted, and `done`
    is what came back before."""

    def __init__(self, reason: str, done: list[Examined], missing: list[str]) -> None:
        super().__init__(reason)
        self.done, self.missing = done, missing


def default_jobs(found: list[Found]) -> int:
    """How many processes a run uses by itself: one for little work, else one a core."""
    size = sum(_size(item) for item in found)
    if len(found) < FEW_FILES and size < FEW_BYTES:
        return 1
    return max(1, min(os.cpu_count() or 1, len(found)))


def with_executor(executor: Executor, width: int) -> Callable[[list[Unit], Task], Iterator[Examined]]:
    """An examiner that sends chunks of units to an executor, at most a few for each of its `width` workers at a
    time. Raises WorkerDied."""

    def examine_units(units: list[Unit], task: Task) -> Iterator[Examined]:
        chunks = deque(chunked(units))
        running: deque[tuple[list[Unit], Future[list[Examined]]]] = deque()
        done: list[Examined] = []
        while chunks or running:
            reason = "a worker gave back something else than its results"
            try:
                while chunks and len(running) < 2 * width + 1:
                    running.append((chunks[0], executor.submit(examine_all, chunks[0], task)))
                    chunks.popleft()
                results = running[0][1].result()
            except Exception as error:
                results, reason = [], f"a worker died or could not be reached ({type(error).__name__})"
            if not _are_of(running[0][0] if running else chunks[0], results):
                missing = [unit for chunk, _ in running for unit in chunk] + [u for c in chunks for u in c]
                raise WorkerDied(reason, done, [name for unit in missing for name in unit.names])
            running.popleft()
            done += results
            yield from results

    return examine_units


def _are_of(units: list[Unit], results: object) -> bool:
    """Whether an executor gave back what examining these units gives."""
    if not isinstance(results, list) or not all(isinstance(one, Examined) for one in results):
        return False
    return [one.unit for one in results] == [unit.number for unit in units]


def chunked(units: list[Unit]) -> Iterator[list[Unit]]:
    """Units in chunks of about one mebibyte, so that small files do not cost a message each."""
    chunk: list[Unit] = []
    size = 0
    for unit in units:
        chunk.append(unit)
        size += sum(_size(item) for item in unit.found)
        if size >= _CHUNK_BYTES or len(chunk) >= _CHUNK_UNITS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _size(item: Found) -> int:
    try:
        return os.path.getsize(item.path)
    except OSError:
        return 0
