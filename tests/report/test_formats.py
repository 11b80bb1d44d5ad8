"""Every format of the sample report, to the letter. `UPDATE_REPORTS=1 pytest tests/report` writes the files.

What changes with the version or with the prose of the rules is left out of the files, and tested elsewhere."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ipseclint import __version__
from ipseclint.engine import Report
from ipseclint.report import FORMATS, Style
from tests.report.sample import EMPTY, REPORT

EXPECTED = Path(__file__).parent / "expected"


def steady_sarif(text: str) -> str:
    log = json.loads(text)
    driver = log["runs"][0]["tool"]["driver"]
    driver["rules"] = [rule["id"] for rule in driver["rules"]]
    return json.dumps(log, ensure_ascii=False, indent=2).replace(f'"{__version__}"', '"VERSION"') + "\n"


def steady_html(text: str) -> str:
    text = re.sub(r"(?s)<(style|script)>.*?</\1>", r"<\1></\1>", text)
    return text.replace(f"ipseclint {__version__} ", "ipseclint VERSION ")


def steady(text: str) -> str:
    return text.replace(f'"version": "{__version__}"', '"version": "VERSION"')


STEADY: dict[str, Callable[[str], str]] = {"sarif": steady_sarif, "html": steady_html}
ENDINGS = {"json": ".json", "sarif": ".sarif", "html": ".html", "markdown": ".md", "junit": ".xml"}
STYLES = {
    "text-color-60": Style(color=True, width=60),
    "text-statistics": Style(statistics=True),
    "text-quiet": Style(quiet=True, show_fixes=False),
    "concise-color": Style(color=True),
}


def hold(name: str, text: str) -> None:
    """The text is what the file says."""
    path = EXPECTED / name
    if os.environ.get("UPDATE_REPORTS"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    assert text == path.read_bytes().decode("utf-8")


@pytest.mark.parametrize(("kind", "report"), [("sample", REPORT), ("empty", EMPTY)])
@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_what_is_written_in_the_folder_of_expected_ones(name: str, kind: str, report: Report) -> None:
    text = FORMATS[name](report)
    hold(f"{name}-{kind}{ENDINGS.get(name, '.txt')}", STEADY.get(name, steady)(text))


@pytest.mark.parametrize("name", STYLES)
def test_a_style_is_what_is_written_in_the_folder_of_expected_ones(name: str) -> None:
    hold(f"{name}.txt", FORMATS[name.partition("-")[0]](REPORT, STYLES[name]))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name](REPORT) == FORMATS[name](REPORT)


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_with_findings_ends_with_one_line_end(name: str) -> None:
    text = FORMATS[name](REPORT)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_shows_the_key_that_stands_in_the_file(name: str) -> None:
    assert "correct-horse" not in FORMATS[name](REPORT)


def test_no_file_of_an_expected_report_is_left_over() -> None:
    known = {f"{n}-{k}{ENDINGS.get(n, '.txt')}" for n in FORMATS for k in ("sample", "empty")}
    known |= {f"{name}.txt" for name in STYLES}
    assert {path.name for path in EXPECTED.iterdir()} == known


def test_looking_up_a_format_imports_none_of_the_others() -> None:
    code = (
        "import sys; from ipseclint.report import FORMATS; from ipseclint.engine import Report;"
        "FORMATS['concise'](Report((), (), 0, 0));"
        "print(sorted(m for m in sys.modules if m.startswith('ipseclint.report.')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert eval(ran.stdout) == [
        "ipseclint.report.concise",
        "ipseclint.report.style",
        "ipseclint.report.terminal",
    ]
