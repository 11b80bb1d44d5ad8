"""Submissions in processes of their own, which can be killed: `python -m tests.submit.runner`.

The SDK is imported once; each job, one JSON line on standard input, runs in a fork. A job's answer is one line:
how the process ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipseclint.submit.client import _load as load
from ipseclint.submit.journal import Journal
from tests.submit import kit

PLACES = ("before", "torn", "after")


def die_at(write: int, place: str) -> None:
    """Have this process killed at its journal write of this number (from 0): before it, amid it, or after."""
    append = Journal._append
    count = 0

    def deadly(self: Journal, data: bytes) -> None:
        nonlocal count
        count += 1
        if count - 1 != write:
            return append(self, data)
        if place == "torn":
            os.write(self._descriptor, data[: len(data) // 2])
        elif place == "after":
            append(self, data)
        os.kill(os.getpid(), signal.SIGKILL)

    Journal._append = deadly  # type: ignore[method-assign]


def run(job: dict[str, Any]) -> None:
    if job["place"]:
        die_at(job["write"], job["place"])
    Path(job["pid"]).write_text(str(os.getpid()))
    api = kit.Client(job["endpoint"], connect=2.0, read=5.0)
    kit.submit(kit.plans(*kit.THREE), api, Path(job["journal"]))


def main() -> None:
    load()
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            try:
                run(job)
            except BaseException as error:
                sys.stderr.write(f"{type(error).__name__}: {error}\n")
                os._exit(1)
            os._exit(0)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(json.dumps(status) + "\n")
        sys.stdout.flush()


@dataclass
class Runner:
    """The other side: hands jobs to the process and hears how they ended."""

    process: subprocess.Popen[str]

    @staticmethod
    def start() -> Runner:
        command = [sys.executable, "-m", "tests.submit.runner"]
        pipe = subprocess.PIPE
        env = kit.clean_environment()
        return Runner(subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, env=env))

    def run(self, endpoint: str, journal: Path, write: int = 0, place: str = "") -> int:
        """The exit code of one submission; negative for a signal."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        job = {"endpoint": endpoint, "journal": str(journal), "write": write, "place": place}
        job["pid"] = str(journal.with_name("pid"))
        self.process.stdin.write(json.dumps(job) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def stop(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


if __name__ == "__main__":
    main()
