"""What the tests of dialects share: files in an empty working directory."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.same.writers import Files

Write = Callable[[Files], list[Path]]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes files into an empty working directory and gives their paths."""
    monkeypatch.chdir(tmp_path)

    def files(texts: Files) -> list[Path]:
        for name, text in texts.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return [tmp_path / name for name in texts]

    return files
