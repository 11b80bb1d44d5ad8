"""Expressions have the values that Terraform's documentation gives them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from ipseclint.dialects.terraform.evaluate import evaluate
from ipseclint.dialects.terraform.files import TextFiles
from ipseclint.dialects.terraform.frame import Context
from ipseclint.dialects.terraform.module import Loader
from ipseclint.dialects.terraform.scope import ModuleScope, constants
from ipseclint.dialects.terraform.types import read_type
from ipseclint.dialects.terraform.values import EvalError
from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown
from ipseclint.read.hcl import read_hcl
from ipseclint.read.hcl_syntax import Expr
from ipseclint.span import Source

HERE = Path(__file__).parent
MODULE = """
variable "unknown" {}
locals {
  list    = ["a", "b", "c"]
  map     = { k1 = "v1", k2 = "v2" }
  set     = toset(["y", "x"])
  objects = [{ name = "one", n = 1 }, { name = "two", n = 2 }]
  text    = "mixed Text"
}
"""


def lines(name: str) -> list[Any]:
    return list(yaml.safe_load((HERE / name).read_text(encoding="utf-8")))


def parsed(text: str) -> Expr:
    file = read_hcl(Source("expression.tf", f"value = {text}\n"))
    assert file.notes == [], [note.message for note in file.notes]
    return file.body.attributes["value"].value


def scope() -> ModuleScope:
    loader = Loader(TextFiles({"main.tf": Source("main.tf", MODULE)}))
    module = loader.module("")
    assert module is not None
    return ModuleScope(module, loader, Context(), {}, ("",))


def plain(value: Node) -> object:
    if isinstance(value, Mapping):
        return {key: plain(entry.value) for key, entry in value.entries.items()}
    if isinstance(value, Sequence):
        return [plain(item) for item in value.items]
    if isinstance(value, Unknown):
        return "<unknown>"
    return value.value if isinstance(value, Scalar) else value


def typed(value: object) -> object:
    """A value with its types, as 1, 1.0 and true are equal to Python."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [typed(item) for item in value]
    return (type(value).__name__, value)


@pytest.mark.parametrize(("page", "text", "expected"), lines("conformance.yaml"), ids=lambda value: str(value)[:60])
def test_an_expression_has_its_documented_value(page: str, text: str, expected: object) -> None:
    try:
        found = plain(evaluate(parsed(text), scope().frame))
    except EvalError:
        found = "<error>"
    assert typed(found) == typed(expected), page


@pytest.mark.parametrize(("type_", "text", "expected"), lines("conversions.yaml"), ids=lambda value: str(value)[:60])
def test_a_type_constraint_converts_as_documented(type_: str, text: str, expected: object) -> None:
    frame = constants(Context())
    constraint = read_type(parsed(type_), lambda expr: evaluate(expr, frame))
    try:
        found = plain(constraint.convert(evaluate(parsed(text), frame)))
    except EvalError:
        found = "<error>"
    assert typed(found) == typed(expected)


def test_the_table_is_long_enough_to_mean_something() -> None:
    table = lines("conformance.yaml")
    assert len(table) >= 250
    assert all(page.startswith(("expressions/", "functions/")) for page, _, _ in table)
