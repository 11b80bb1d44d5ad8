"""The real SDK against the test server, in one process."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.submit import kit
from tests.submit.runner import Runner

# These need fork, file modes or a pseudo-terminal.
collect_ignore = ["test_command.py", "test_journal.py", "test_killed.py", "test_send.py"] if os.name == "nt" else []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without the SDK these tests are skipped, and say how to get it."""
    if importlib.util.find_spec("alibabacloud_tea_openapi") is not None:
        return
    skip = pytest.mark.skip(reason="the SDK is not installed: pip install 'ipseclint[submit]'")
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents and "without_the_sdk" not in item.name:
            item.add_marker(skip)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The server's account, and nothing of the user's own."""
    for name in list(os.environ):
        if name not in kit.clean_environment():
            monkeypatch.delenv(name)
    for name, value in kit.clean_environment().items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    started = Runner.start()
    yield started
    started.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    from tests.submit.figures import FIGURES

    lines = FIGURES.lines()
    if lines:
        terminalreporter.section("submitting exactly once")
        for line in lines:
            terminalreporter.write_line(line)
