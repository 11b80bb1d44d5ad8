"""Which files the hooks of .pre-commit-hooks.yaml are given."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from ipseclint.files import ENDINGS
from tests.conftest import ROOT

HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


def is_given(path: str) -> bool:
    """As pre-commit decides: `files` finds it and `exclude` does not."""
    (given,) = {bool(re.search(hook["files"], path)) and not re.search(hook["exclude"], path) for hook in HOOKS}
    return given


@pytest.mark.parametrize(
    "path",
    [
        "vpn/hq.yaml",
        "vpn/hq.yml",
        "request.json",
        "main.tf",
        "infra/modules/vpn/variables.tf",
        "terraform.tfvars",
        "vpn.auto.tfvars",
        "main.tf.json",
        "create.sh",
        "stack.template",
        "compose-of-tunnels.json",
        "docs/composed.yaml",
        "package/site.json",
        "github/hq.yaml",
    ],
)
def test_what_may_hold_a_connection_is_given(path: str) -> None:
    assert is_given(path)


@pytest.mark.parametrize(
    "path",
    [
        ".pre-commit-config.yaml",
        "sub/.pre-commit-hooks.yaml",
        ".ipseclint.yaml",
        "vpn/.ipseclint.yml",
        ".github/workflows/ci.yml",
        ".gitlab-ci.yml",
        ".gitlab/ci/lint.yml",
        ".vscode/settings.json",
        "docker-compose.yml",
        "compose.override.yaml",
        "mkdocs.yml",
        "package.json",
        "web/package-lock.json",
        "tsconfig.build.json",
        "node_modules/x/y.json",
        ".terraform/modules/modules.json",
        "main.py",
        "README.rst",
        "image.png",
        "yaml",
        "shell.shx",
    ],
)
def test_what_cannot_hold_one_is_passed_over(path: str) -> None:
    assert not is_given(path)


def test_hooks_look_at_no_kind_of_file_that_the_command_passes_over() -> None:
    pattern = re.compile(HOOKS[0]["files"])
    assert [ending for ending in ENDINGS if not pattern.search(f"x{ending}")] == [".md", ".markdown"]


def test_the_hook_over_everything_takes_no_names_and_runs_once() -> None:
    changed, whole = HOOKS
    assert (changed["id"], whole["id"]) == ("ipseclint", "ipseclint-all")
    assert (whole["pass_filenames"], whole["require_serial"]) == (False, True)
    assert "pass_filenames" not in changed
    assert all("--force-exclude" in hook["entry"] for hook in HOOKS)
    assert changed["language"] == whole["language"] == "python"
