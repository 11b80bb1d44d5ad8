"""Start-up: what a run imports, seen from outside."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPORT = (
    "import sys, json, atexit\n"
    "atexit.register(lambda: sys.stderr.write('\\nMODULES ' + json.dumps(sorted(sys.modules))))\n"
    "sys.argv = ['ipseclint', *sys.argv[1:]]\n"
    "from ipseclint.__main__ import main\n"
    "main()\n"
)


def modules(cwd: Path, *words: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", REPORT, *words], cwd=cwd, capture_output=True, text=True, timeout=60)
    return set(json.loads(done.stderr.rsplit("MODULES ", 1)[1]))


@pytest.fixture
def unrelated(tmp_path: Path) -> Path:
    (tmp_path / "compose.yaml").write_text("services: {web: {image: nginx}}\n")
    (tmp_path / "main.tf").write_text('resource "alicloud_vpc" "main" {}\n')
    return tmp_path


def test_a_file_without_a_connection_costs_no_dependency(unrelated: Path) -> None:
    loaded = modules(unrelated, "check", "compose.yaml", "main.tf")
    for name in ("yaml", "jsonschema", "jsonschema_rs", "netaddr", "tree_sitter", "typer", "rich", "ipseclint.rules"):
        assert name not in loaded, name


def test_a_clean_connection_needs_neither_jsonschema_nor_netaddr(tmp_path: Path, good: str) -> None:
    (tmp_path / "a.yaml").write_text(good)
    loaded = modules(tmp_path, "check", "a.yaml")
    assert "yaml" in loaded
    for name in ("jsonschema", "netaddr", "tree_sitter", "typer", "rich", "alibabacloud_tea_openapi", "distributed"):
        assert name not in loaded, name


def test_options_load_the_parser_but_never_rich(unrelated: Path) -> None:
    loaded = modules(unrelated, "check", "--isolated", "compose.yaml")
    assert "typer" in loaded
    assert "rich" not in loaded


def test_help_loads_neither_rules_nor_readers(tmp_path: Path) -> None:
    loaded = modules(tmp_path, "--help")
    for name in ("rich", "yaml", "jsonschema", "netaddr", "ipseclint.rules", "ipseclint.engine"):
        assert name not in loaded, name


def test_importing_the_package_imports_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import ipseclint; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.replace("'", '"')) == ["ipseclint"]
