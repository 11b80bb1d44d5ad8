"""Every command that README and docs show is run, and prints what they show.

`UPDATE_DOCS=1 pytest tests/docs -n 0` writes what the commands print today into the pages, one section after the
other."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.docs.pages import Fence, Step, matches, pages, renewed, sections, steps

try:
    from tests.docs import terminal
except ImportError:  # no pseudo terminals here
    terminal = None  # type: ignore[assignment]

pytestmark = [
    pytest.mark.skipif(terminal is None, reason="commands are run on a terminal; use Linux or macOS"),
    pytest.mark.skipif(shutil.which("bash") is None, reason="commands are run by bash: install the package bash"),
]

UPDATE = bool(os.environ.get("UPDATE_DOCS"))
PLACES = [(page, at) for page in pages() for at in sections(page)]


@dataclass
class Setting:
    """Where a section's commands run, and with what environment."""

    folder: Path
    environment: dict[str, str]


@pytest.fixture
def setting(tmp_path: Path, request: pytest.FixtureRequest) -> Setting:
    folder = tmp_path / "site"
    folder.mkdir()
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("ci", "__pycache__"))
    page: Path = request.getfixturevalue("page")
    online = request.getfixturevalue("service") if page.name == "submit.md" else {}
    return Setting(folder, {"HOME": str(tmp_path), "UPDATE_DOCS": "", **online})


@pytest.mark.parametrize(("page", "at"), PLACES, ids=[f"{page.stem}-{at}" for page, at in PLACES])
def test_what_a_page_shows_is_what_its_commands_print(page: Path, at: int, setting: Setting) -> None:
    assert not (UPDATE and "PYTEST_XDIST_WORKER" in os.environ), "pages are renewed one after the other: -n 0"
    blocks = sections(page)[at]
    faults: list[str] = []
    news: list[tuple[Step, list[str]]] = []
    for step, real, code, asked in _followed(blocks, setting):
        if not matches(step.shown, real):
            news.append((step, renewed(step.shown, real)))
            faults.append(f"$ {step.command}\n" + "\n".join(real))
        assert "IPS010" not in "".join(real), "\n".join(real)
        allowed = (0, 1, 2, 3) if asked else (0, 1)
        assert code in allowed, f"{page.name}: `{step.command}` ends with {code}: " + "\n".join(real)
    if UPDATE and news:
        _rewrite(page, news)
    assert not faults, (
        f"{page.name} shows something else; UPDATE_DOCS=1 pytest tests/docs -n 0 renews it:\n" + "\n".join(faults)
    )


def _followed(blocks: list[Fence], setting: Setting) -> Iterator[tuple[Step, list[str], int, bool]]:
    """Each command of a section with its output and exit code, and whether the page asks for the code next."""
    todo: list[Step] = []
    script: list[str] = []
    for block in blocks:
        if block.title:
            script.append(_writing(block))
        else:
            todo += steps(block)
            script += [step.command for step in steps(block)]
    answers = terminal.run(script, setting.folder, **setting.environment)
    shown = [answer for command, answer in zip(script, answers, strict=True) if not command.startswith(_WRITE)]
    for number, (step, answer) in enumerate(zip(todo, shown, strict=True)):
        following = todo[number + 1].command if number + 1 < len(todo) else ""
        yield step, answer.lines, answer.code, following == "echo $?"


_WRITE = ": write a file;"


def _writing(block: Fence) -> str:
    """A command that writes a file that the page shows."""
    folder = Path(block.title).parent.as_posix()
    return f"{_WRITE} mkdir -p '{folder}' && cat > '{block.title}' <<'END-OF-FILE'\n{block.text}END-OF-FILE"


def _rewrite(page: Path, news: list[tuple[Step, list[str]]]) -> None:
    lines = page.read_text(encoding="utf-8").splitlines()
    for step, output in reversed(news):
        lines[step.first - 1 : step.last - 1] = output
    page.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")


@pytest.fixture
def service(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A stand-in for the service, asked by every command that would ask the real one."""
    pytest.importorskip("alibabacloud_tea_openapi", reason="the SDK is missing: pip install 'ipseclint[submit]'")
    from tests.docs.online import standing_in

    with standing_in(tmp_path / "bin") as environment:
        yield environment
