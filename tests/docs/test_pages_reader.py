"""How pages are read, compared and renewed."""

from __future__ import annotations

from pathlib import Path

from tests.docs.pages import matches, renewed, sections, steps

PAGE = """\
# Title
## One
```yaml title="a.yaml"
x: 1
```
```console
$ first \\
> and more
output
$ second
```
## Two
```sh
not run
```
"""


def test_sections_with_commands_are_followed_with_the_files_they_show(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE)
    (blocks,) = sections(page).values()
    assert [(block.title, block.text) for block in blocks[:1]] == [("a.yaml", "x: 1\n")]
    assert [(step.command, step.shown) for step in steps(blocks[1])] == [
        ("first \\\nand more", ["output"]),
        ("second", []),
    ]


def test_an_ellipsis_stands_for_any_lines() -> None:
    assert matches(["a", "…", "d"], ["a", "b", "c", "d"])
    assert matches(["a", "…"], ["a"])
    assert not matches(["a", "…", "d"], ["a", "d", "e"])
    assert not matches(["a"], ["a", "b"])


def test_renewing_keeps_as_much_as_was_shown() -> None:
    real = ["head", "", "error[X] a: new words", "  help", "", "error[Y] b", "", "tail"]
    assert renewed(["old", "…", "old"], real) == ["head", "…", "tail"]
    assert renewed(["…", "error[X] a: old words", "…", "old"], real) == ["…", *real[2:4], "…", "tail"]
    assert renewed(["old"], real) == real
