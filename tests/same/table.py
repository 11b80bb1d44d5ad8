"""The table of connections, and the dialects that they are written in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.same import terraform, writers
from tests.same.names import Tree
from tests.same.writers import Files


@dataclass(frozen=True, slots=True)
class Case:
    """One connection; `says` are the findings expected ("level code pointer"), `undecided` what stays open
    ("code pointer")."""

    name: str
    base: str
    tree: Tree
    says: tuple[str, ...]
    undecided: tuple[str, ...]


def changed(base: Tree, changes: dict[str, Any]) -> Tree:
    """A connection with new values at JSON Pointers; None takes a field, or an item of a list, out."""
    made: Tree = json.loads(json.dumps(base))  # parts that YAML shares become parts of their own
    for pointer, value in changes.items():
        *steps, last = pointer.split("/")[1:]
        at: Any = made
        for step in steps:
            at = at[int(step)] if isinstance(at, list) else at[step]
        key: Any = int(last) if isinstance(at, list) else last
        if value is None:
            del at[key]
        else:
            at[key] = value
    return made


def _cases() -> dict[str, Case]:
    table = yaml.safe_load((Path(__file__).parent / "connections.yaml").read_text(encoding="utf-8"))
    bases = table["bases"]
    return {
        row["name"]: Case(
            name=row["name"],
            base=row["of"],
            tree=changed(bases[row["of"]], row["with"]),
            says=tuple(row["says"]),
            undecided=tuple(row.get("undecided", ())),
        )
        for row in table["connections"]
    }


CASES = _cases()
DIALECTS: dict[str, Callable[[Tree], Files]] = {
    "native-yaml": writers.native_yaml,
    "native-json": writers.native_json,
    "native-document": writers.native_document,
    "request-json": writers.request_json,
    "request-numbered": writers.request_numbered,
    "terraform": terraform.blocks,
    "terraform-0.11": terraform.quoted,
    "terraform-tfvars": terraform.variables,
    "terraform-module": terraform.module,
    "terraform-dynamic": terraform.dynamic,
    "terraform-json": terraform.json_syntax,
    "plan": terraform.plan,
    "ros-yaml": writers.ros_yaml,
    "ros-json": writers.ros_json,
    "pulumi": writers.pulumi,
    "export": writers.export,
    "cli": writers.cli,
    "markdown-shell": writers.markdown_shell,
    "markdown-yaml": writers.markdown_yaml,
    "markdown-json": writers.markdown_json,
    "markdown-hcl": writers.fenced("hcl", terraform.blocks),
}
_PROVIDERS = [name for name in DIALECTS if name.startswith("terraform") or name in ("plan", "pulumi", "markdown-hcl")]
# What a dialect has no word for: by base, or by connection.
CANNOT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_PROVIDERS, ("sm", "sm-without-certificate")),  # the provider has no certificate
    **dict.fromkeys(("native-yaml", "native-json", "native-document", "markdown-yaml"), ("attachment",)),
    **dict.fromkeys(("ros-yaml", "ros-json"), ("barred-tag",)),  # the stack's tags are used
    # State is of one mode, always has its keys, and leaves out what is off.
    "export": ("both-modes", "bgp-off-with-a-block", "health-check-in-dual-mode"),
}


def can_say(dialect: str, case: Case) -> bool:
    cannot = CANNOT.get(dialect, ())
    is_open = dialect == "export" and any(not name.startswith("psk") for name in writers.open_names(case.tree))
    return not is_open and case.base not in cannot and case.name not in cannot
