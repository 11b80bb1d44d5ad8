"""Submissions and commands in processes of their own, which can be killed: `python -m tests.submit.runner`.

The program and the SDK are imported once; each job, one JSON line on standard input, runs in a fork. A job's
answer is one line: how the process ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
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


def command(job: dict[str, Any]) -> None:
    """The program's own entry point, with its streams, folder and environment as the job wants them."""
    from ipseclint.__main__ import main

    os.chdir(job["folder"])
    os.environ.clear()
    os.environ.update(job["environment"])
    streams = Path(job["streams"])
    for number, name in enumerate(("in", "out", "err")):
        opened = os.open(streams / name, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(opened, number)
    # These live as long as the process.
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.argv = ["ipseclint", *job["words"]]
    main()


def do(job: dict[str, Any]) -> int:
    """Do a job; the exit code."""
    try:
        command(job) if "words" in job else run(job)
    except SystemExit as error:
        return int(error.code or 0)
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        return 99
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def preload() -> None:
    """Import what every job needs."""
    import ipseclint.cli.app
    import ipseclint.cli.submission
    import ipseclint.report.text  # noqa: F401
    from ipseclint.config import Config
    from ipseclint.engine import lint
    from ipseclint.span import Source

    load()
    lint([Source("plan.yaml", kit.THREE[0].replace("aes256", "rot13"))], Config())


def main() -> None:
    preload()
    for line in sys.stdin:
        job = json.loads(line)
        child = os.fork()
        if child == 0:
            os._exit(do(job))
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
        job = {"endpoint": endpoint, "journal": str(journal), "write": write, "place": place}
        return self._do(job | {"pid": str(journal.with_name("pid"))})

    def command(
        self, folder: Path, words: tuple[str, ...], stdin: str, environment: dict[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """One command in a folder, as `subprocess.run` would tell it."""
        with tempfile.TemporaryDirectory() as streams:
            (Path(streams) / "in").write_text(stdin)
            job = {"folder": str(folder), "words": words, "environment": environment, "streams": streams}
            code = self._do(job)
            out, err = ((Path(streams) / name).read_text() for name in ("out", "err"))
        return subprocess.CompletedProcess(words, code, out, err)

    def _do(self, job: dict[str, Any]) -> int:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
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
