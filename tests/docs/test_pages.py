"""The pages name what there is, all of it, and link to what exists."""

from __future__ import annotations

import ast
import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer.main

import ipseclint
from ipseclint import __version__
from ipseclint.cli.app import app
from ipseclint.explain import pages as rule_pages
from ipseclint.profiles import NAMES
from ipseclint.report import FORMATS
from ipseclint.rules import BY_CODE, BY_NAME
from ipseclint.settings_file import KEYS
from tests.conftest import ROOT
from tests.docs.pages import DOCS, fences, headings, pages

PAGES = pages()
LINKED = [*PAGES, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", DOCS / "rules" / "README.md"]
_LINK = re.compile(r"(?<!\\)\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"`[^`]+`")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_CALL = re.compile(r"\bipseclint ([a-z]+)\b([^|`\n]*)")
_RULE = re.compile(r"\bIPS\d{3}\b")
# Options of other programs, and those that the command line's framework has.
_OTHERS = frozenset(("--install-completion", "--show-completion", "--version", "--throttled", "--unclear"))


def commands() -> dict[str, set[str]]:
    """The options of every command."""
    group = typer.main.get_command(app)
    found: dict[str, typer.core.TyperCommand] = group.commands  # type: ignore[attr-defined]
    return {
        name: {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
        for name, command in found.items()
    }


def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """The page without its fenced blocks."""
    inside = {fence.line + n for fence in fences(page) for n in range(-1, len(fence.lines) + 1)}
    return "\n".join(line for number, line in enumerate(text(page).splitlines(), 1) if number not in inside)


def calls() -> Iterator[tuple[Path, str, str]]:
    """Every call of the command on any page: the page, the subcommand and its words."""
    for page in PAGES:
        for call in _CALL.finditer(text(page).replace("\\\n", " ")):
            if call[1] in commands():
                yield page, call[1], call[2]


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.name)
def test_links_lead_to_files_and_headings_that_exist(page: Path) -> None:
    for target in _LINK.findall(prose(page)):
        if "://" in target:
            continue
        name, _, anchor = unquote(target).partition("#")
        path = (page.parent / name).resolve() if name else page
        assert path.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in {_anchor(heading) for heading in headings(path)}, f"{page.name}: {target}"


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def test_every_page_is_reached_from_the_index() -> None:
    linked = {(DOCS / target).resolve() for target in _LINK.findall(prose(DOCS / "index.md"))}
    assert {page for page in PAGES if page.parent == DOCS} - linked == {DOCS / "index.md"}


def test_calls_on_the_pages_use_options_that_their_command_has() -> None:
    known = commands()
    wrong = [
        f"{page.name}: ipseclint {name} {option}"
        for page, name, words in calls()
        for option in _OPTION.findall(words)
        if option not in known[name]
    ]
    assert wrong == []


def test_options_named_in_the_prose_exist() -> None:
    every = set().union(*commands().values()) | _OTHERS
    named = {
        (page.name, option) for page in PAGES for code in _CODE.findall(prose(page)) for option in _OPTION.findall(code)
    }
    assert {(page, option) for page, option in named if option not in every} == set()


def test_every_option_of_check_is_documented() -> None:
    everything = "".join(text(page) for page in PAGES)
    assert [option for option in sorted(commands()["check"]) if option not in everything] == []


def test_every_command_is_documented() -> None:
    everything = "".join(text(page) for page in PAGES)
    assert [name for name in commands() if f"ipseclint {name}" not in everything] == []


def test_every_key_of_the_configuration_has_a_place_of_its_own() -> None:
    words = {word for heading in headings(DOCS / "configuration.md") for word in re.findall(r"`([a-z-]+)`", heading)}
    assert {key for key in KEYS if key not in words} == {"extend-select", "extend-ignore"}
    assert "`extend-select` and `extend-ignore`" in text(DOCS / "configuration.md")


def test_versions_to_pin_are_the_one_of_this_checkout() -> None:
    pages = [*PAGES, *(ROOT / "examples" / "ci").iterdir()]
    named = {version for page in pages for version in re.findall(r"\bv(\d+\.\d+\.\d+)\b", text(page))}
    assert named == {__version__}


def test_every_format_and_profile_is_named() -> None:
    assert [name for name in FORMATS if f"`{name}`" not in text(DOCS / "formats.md")] == []
    assert [name for name in NAMES if f"`{name}`" not in text(DOCS / "configuration.md")] == []


def test_the_api_is_documented_as_it_is() -> None:
    page = DOCS / "python-api.md"
    shown = next(fence.text for fence in fences(page) if fence.text.startswith("def lint("))
    (function,) = ast.parse(shown).body
    assert isinstance(function, ast.FunctionDef)
    named = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
    assert named == list(inspect.signature(ipseclint.lint).parameters)
    assert [name for name in ipseclint.__all__ if name not in text(page)] == ["__version__"]


def test_rules_that_the_pages_name_exist() -> None:
    named = {(page.name, code) for page in PAGES for code in _RULE.findall(text(page)) if code != "IPS999"}
    assert {(page, code) for page, code in named if code not in BY_CODE} == set()
    assert {"weak-integrity", "name-missing", "weak-dh-group", "psk-in-plain-text"} <= BY_NAME.keys()


def test_pages_of_the_rules_are_fresh() -> None:
    folder = DOCS / "rules"
    there = {path.name: text(path) for path in folder.iterdir()}
    stale = sorted({name for name, page in rule_pages().items() if there.get(name) != page})
    assert (stale, sorted(there.keys() - rule_pages().keys())) == ([], []), (
        "python -m ipseclint.explain docs/rules renews the pages"
    )


def test_examples_for_ci_are_shown_as_they_are() -> None:
    shown = {fence.text for fence in fences(DOCS / "ci.md")}
    files = sorted((ROOT / "examples" / "ci").iterdir())
    assert [file.name for file in files if text(file) not in shown] == []


def test_editor_settings_name_schemas_that_the_page_writes() -> None:
    settings = json.loads(text(ROOT / "examples" / "ci" / "vscode-settings.json"))
    named = {*settings["yaml.schemas"], *(entry["url"].removeprefix("./") for entry in settings["json.schemas"])}
    written = re.findall(r"^\$ ipseclint schema \w+ > (\S+)$", text(DOCS / "ci.md"), re.M)
    assert named == set(written)
