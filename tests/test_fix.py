"""Fixes: every fix of every bad case mends its finding, makes no new one, and leaves all other bytes alone."""

from __future__ import annotations

import os
import stat
from collections import Counter
from pathlib import Path

import pytest

from ipseclint.config import Config
from ipseclint.engine import lint_files
from ipseclint.files import Found
from ipseclint.finding import Edit, Finding, Severity
from ipseclint.fix import choose, diff, edited, repair
from ipseclint.load import load
from ipseclint.rules.rule import Settings
from ipseclint.settings_file import shown
from ipseclint.span import Source
from tests.conftest import Run

CASES = sorted(
    path for path in (Path(__file__).parent / "rules").glob("IPS*/bad/*") if path.suffix in (".yaml", ".json", ".tf")
)
CONFIG = Config(settings=Settings(today="2026-11-25"))


def lint(path: Path, texts: dict[str, Source] | None = None) -> list[Finding]:
    found = [Found(path, shown(path), CONFIG, explicit=True)]
    return list(lint_files(found, CONFIG, excerpts=False, texts=texts).findings)


def fixable(path: Path) -> list[Finding]:
    return [finding for finding in lint(path) if finding.fix is not None and finding.fix.edits]


FIXABLE = [path for path in CASES if fixable(path)]


def serious(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(f.code, f.pointer) for f in findings if f.severity is not Severity.INFO]


# A value that was none is judged once it is spelt right: 3DES becomes 3des, which is weak.
UNREAD = frozenset(("IPS104", "IPS105"))


def loaded(path: Path) -> Source:
    source = load(path, shown(path))
    assert isinstance(source, Source)
    return source


def test_there_are_cases_with_fixes() -> None:
    assert len(FIXABLE) > 60


@pytest.mark.parametrize("path", FIXABLE, ids=lambda path: "/".join(path.parts[-3:]))
def test_each_fix_alone_mends_its_finding(path: Path) -> None:
    before = lint(path)
    source = loaded(path)
    for finding in before:
        if finding.fix is None or not finding.fix.edits:
            continue
        text = edited(source.text, finding.fix.edits)
        after = lint(path, {source.path: Source(source.path, text, bom=source.bom)})
        same = [f for f in after if (f.code, f.pointer, f.message) == (finding.code, finding.pointer, finding.message)]
        times = sum((f.code, f.pointer, f.message) == (finding.code, finding.pointer, finding.message) for f in before)
        assert len(same) < times, finding.message


@pytest.mark.parametrize("path", FIXABLE, ids=lambda path: "/".join(path.parts[-3:]))
def test_fixing_ends_at_a_fixed_point_with_nothing_new(path: Path) -> None:
    name = shown(path)

    def relint(texts: dict[str, Source]) -> list[Finding]:
        return lint(path, texts)

    def again(name: str) -> Source:
        return loaded(path)

    done = repair(relint, again, unsafe=True)
    assert done.skipped == []
    after = done.after[name]
    left = lint(path, {name: after})
    assert not [f for f in left if f.fix is not None and f.fix.edits]
    unread = {f.pointer for f in lint(path) if f.code in UNREAD}
    new = Counter(code for code, pointer in serious(left) if pointer not in unread)
    assert not new - Counter(code for code, _ in serious(lint(path)))
    second = repair(lambda texts: lint(path, texts or {name: after}), lambda _: after, unsafe=True)
    assert second.after == {}
    kept_lines = set(done.before[name].text.splitlines())
    changed = [line for line in done.after[name].text.splitlines() if line not in kept_lines]
    assert len(changed) <= 4 * max(1, done.fixed)


def test_edits_touch_only_their_own_bytes() -> None:
    text = "a: 1  # one\r\nb: 22\r\n"
    edits = [Edit("x", 3, 4, "333"), Edit("x", 16, 18, "")]
    assert edited(text, edits) == "a: 333  # one\r\nb: \r\n"


def test_of_fixes_that_touch_each_other_the_first_is_made() -> None:
    from ipseclint.finding import Fix

    def finding(start: int, end: int) -> Finding:
        fix = Fix("x", (Edit("a", start, end, "y"),))
        return Finding("IPS401", "weak-encryption", Severity.ERROR, "m", "h", None, fix=fix)

    chosen, mended = choose([finding(0, 5), finding(3, 8), finding(5, 6), finding(0, 5)], unsafe=False)
    assert chosen == {"a": [Edit("a", 0, 5, "y"), Edit("a", 5, 6, "y")]}
    assert mended == 3


def test_safe_fixes_are_applied_and_unsafe_ones_wait(ipseclint: Run, tmp_path: Path, good: str) -> None:
    text = good.replace("IkeEncAlg: aes256", "IkeEncAlg: AES256  # strong").replace("IkePfs: group14", "IkePfs: group2")
    (tmp_path / "a.yaml").write_text(text)
    done = ipseclint("check", "--fix")
    assert "Fixed 1 finding" in done.stderr
    assert (tmp_path / "a.yaml").read_text() == text.replace("AES256", "aes256")
    assert done.returncode == 1
    done = ipseclint("check", "--fix", "--unsafe-fixes")
    assert done.returncode == 0
    assert (tmp_path / "a.yaml").read_text() == good.replace("aes256", "aes256  # strong", 1)


def test_diff_shows_and_changes_nothing(ipseclint: Run, tmp_path: Path, good: str) -> None:
    text = good.replace("aes256", "AES256", 1)
    (tmp_path / "a.yaml").write_text(text)
    done = ipseclint("check", "--diff")
    assert done.returncode == 1
    assert "-  IkeEncAlg: AES256\n+  IkeEncAlg: aes256\n" in done.stdout
    assert (tmp_path / "a.yaml").read_text() == text
    (tmp_path / "a.yaml").write_text(good)
    assert ipseclint("check", "--diff").returncode == 0


def test_line_ends_and_byte_order_mark_stay(ipseclint: Run, tmp_path: Path, good: str) -> None:
    data = b"\xef\xbb\xbf" + good.replace("aes256", "AES256", 1).replace("\n", "\r\n").encode()
    (tmp_path / "a.yaml").write_bytes(data)
    ipseclint("check", "--fix")
    assert (tmp_path / "a.yaml").read_bytes() == data.replace(b"AES256", b"aes256")


def test_links_and_modes_stay(ipseclint: Run, tmp_path: Path, good: str) -> None:
    real = tmp_path / "real.yaml"
    real.write_text(good.replace("aes256", "AES256", 1))
    real.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to("real.yaml")
    ipseclint("check", "--fix", "link.yaml")
    assert link.is_symlink()
    assert real.read_text() == good
    assert stat.S_IMODE(os.stat(real).st_mode) == 0o640


def test_the_literal_of_a_terraform_variable_is_edited_where_it_stands(ipseclint: Run, tmp_path: Path) -> None:
    examples = Path(__file__).parent.parent / "examples" / "terraform"
    for file in examples.iterdir():
        (tmp_path / file.name).write_text(file.read_text())
    ipseclint("check", "--fix", "--unsafe-fixes")
    assert 'default = "sha256" # weak, and far away' in (tmp_path / "variables.tf").read_text()
    assert (tmp_path / "main.tf").read_text() == (examples / "main.tf").read_text()


def test_a_fix_after_which_a_file_is_broken_is_taken_back() -> None:
    from ipseclint.finding import Fix, Location

    at = Location("a.yaml", 1, 1, 1, 2)
    fixed = Finding(
        "IPS104",
        "invalid-value",
        Severity.ERROR,
        "m",
        "h",
        at,
        fingerprint="1",
        fix=Fix("x", (Edit("a.yaml", 0, 1, "["),)),
    )
    broken = Finding("IPS002", "syntax-error", Severity.ERROR, "m", "h", at)

    def relint(texts: dict[str, Source]) -> list[Finding]:
        return [broken] if texts else [fixed]

    done = repair(relint, lambda name: Source(name, "x: 1\n"), unsafe=False)
    assert (done.after, done.fixed) == ({}, 0)
    assert done.skipped == ["a.yaml: a fix of IPS104 would break the file; skipped"]
    assert diff(done) == ""
