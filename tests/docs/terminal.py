"""A terminal of a fixed width: commands run in one shell, and each one's output and exit code are told apart."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import tempfile
import termios
import time
from dataclasses import dataclass
from pathlib import Path

WIDTH = 100
_TIMEOUT = 120.0
_ERASED = re.compile(r"[^\n]*\r(?:\x1b\[\d?K)+")
# After each command: its exit code between two NULs, and `$?` as it was.
_PRELUDE = "set +m\n__mark() { local status=$?; printf '\\0%d\\0' \"$status\"; return $status; }\n"


@dataclass(frozen=True)
class Answer:
    """What a command printed, line by line, and its exit code."""

    lines: list[str]
    code: int


def run(commands: list[str], folder: Path, **more: str) -> list[Answer]:
    """Run commands in one bash. Output is what stays on the screen: progress that was wiped off is left out."""
    with tempfile.TemporaryDirectory() as place:
        script = Path(place, "script")
        script.write_text(_PRELUDE + "".join(f"{command}\n__mark\n" for command in commands), encoding="utf-8")
        path = os.pathsep.join([more.pop("bin", ""), str(Path(sys.executable).parent), os.environ["PATH"]])
        environment = {**os.environ, "PATH": path.lstrip(os.pathsep), "TERM": "xterm", "LC_ALL": "C.UTF-8"}
        environment.pop("COLUMNS", None)  # what pytest-xdist takes for a terminal's width is none
        output = _screen(["bash", str(script)], folder, {**environment, **more})
    pieces = output.split("\0")
    answers = [
        Answer(_ERASED.sub("", text).splitlines(), int(code))
        for text, code in zip(pieces[:-1:2], pieces[1::2], strict=True)
    ]
    assert len(answers) == len(commands), output
    return answers


def _screen(words: list[str], folder: Path, environment: dict[str, str]) -> str:
    """All that a process writes to a terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, WIDTH, 0, 0))
    modes = termios.tcgetattr(theirs)
    modes[1] &= ~termios.OPOST
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    process = subprocess.Popen(
        words, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    try:
        return _all_of(ours).decode("utf-8")
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _all_of(descriptor: int) -> bytes:
    data, until = b"", time.monotonic() + _TIMEOUT
    while select.select([descriptor], [], [], max(0.0, until - time.monotonic()))[0]:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # Linux: nobody has the other end open any more
            return data
        if not piece:
            return data
        data += piece
    raise TimeoutError(data.decode("utf-8", "replace"))
