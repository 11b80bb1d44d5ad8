"""What is seen while the service is asked: progress on standard error, and a Ctrl-C that ends calls first."""

from __future__ import annotations

import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ipseclint.submit.tell import clean

_ERASE = "\r\x1b[K"


class Progress:
    """What is being done, for whoever watches. Safe for several threads; `quiet` says nothing."""

    def __init__(self, quiet: bool = False) -> None:
        self._stream = sys.stderr
        self._live = self._stream.isatty()
        self._quiet = quiet
        self._lock = threading.Lock()
        self._now: dict[str, str] = {}

    def say(self, who: str, text: str) -> None:
        """Who does what now; what was said already is not said again."""
        with self._lock:
            if self._quiet or self._now.get(who) == text:
                return
            self._now[who] = text
            if self._live:
                self._draw()
            else:
                self._stream.write(f"{clean(who)}: {clean(text)}\n")
                self._stream.flush()

    def clear(self) -> None:
        """Take the changing line away."""
        with self._lock:
            if self._live and self._now:
                self._stream.write(_ERASE)
                self._stream.flush()
            self._now.clear()

    def _draw(self) -> None:
        width = shutil.get_terminal_size().columns - 1
        line = " | ".join(f"{clean(who)}: {clean(text)}" for who, text in reversed(self._now.items()))
        self._stream.write(_ERASE + line[:width])
        self._stream.flush()


@contextmanager
def stopping(stop: threading.Event) -> Iterator[None]:
    """Have Ctrl-C and SIGTERM set the event instead of breaking off; a second Ctrl-C breaks off."""

    def handle(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            signal.signal(signal.SIGINT, signal.default_int_handler)
        stop.set()
        sys.stderr.write("\nStopping after the calls under way. To go on, run the same command again.\n")

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def breakable() -> Iterator[None]:
    """Within `stopping`, while a person is asked: Ctrl-C breaks off as usual."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
