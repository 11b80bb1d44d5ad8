"""Whatever a Terraform file holds, reading it ends: within bounds, as a note, never as an exception."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipseclint.dialects.terraform.files import TextFiles
from ipseclint.dialects.terraform.read import read_folders
from ipseclint.dialects.tree import Reading
from ipseclint.read.hcl import read_hcl
from ipseclint.span import Source

PIECES = (
    *'{}[]()"\n =,:.?*~#',
    *("${", "%{", "<<EOT\n", "<<-EOT\n", "EOT\n", "//", "/*", "*/", "...", "=>", "==", "&&", "||", "!", "-", "%"),
    *("resource", "variable", "locals", "module", "dynamic", "content", "for_each", "count", "source", "default"),
    *("for", "in", "if", "else", "endif", "endfor", "true", "null", "var", "local", "each", "value", "key", "self"),
    *("alicloud_vpn_connection", '"alicloud_vpn_connection"', '"x"', "psk", "local_subnet", "ike_config", "./m"),
    *("1", "0.5", "1e9", '"10.0.0.0/8"', "\\", "\\u00e9", "é", "\r\n", "\u2028", "\t", "'", ";", "@"),
    *("length", "merge", "cidrsubnet", "jsondecode", "format", "flatten", "toset", "try", "lookup"),
)
ATOMS = st.sampled_from(
    ['"a"', '"10.0.0.0/8"', "1", "-2", "true", "null", "var.u", "local.l", "local.m", "each.value", "count.index"]
)
WORDS = (
    "length keys values merge concat flatten toset tolist tomap lookup element join split format cidrsubnet cidrhost "
    "jsonencode jsondecode yamldecode coalesce try can one setproduct slice sort index range zipmap max tonumber "
    "substr replace contains formatlist chunklist transpose parseint distinct compact reverse sum nothing"
)
FUNCTIONS = st.sampled_from(WORDS.split())
OPERATORS = st.sampled_from(["+", "-", "*", "/", "%", "==", "!=", "<", "&&", "||"])


def _bigger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(inner, max_size=3).map(
            lambda items: "{ " + ", ".join(f"k{n} = {i}" for n, i in enumerate(items)) + " }"
        ),
        st.tuples(FUNCTIONS, st.lists(inner, max_size=3)).map(lambda call: f"{call[0]}({', '.join(call[1])})"),
        st.tuples(inner, OPERATORS, inner).map(" ".join),
        st.tuples(inner, inner, inner).map(lambda parts: f"({parts[0]} ? {parts[1]} : {parts[2]})"),
        st.tuples(inner, inner).map(lambda parts: f"{parts[0]}[{parts[1]}]"),
        st.tuples(inner, st.sampled_from([".k0", "[*].k1", "[*]", ".*.k0", ".0"])).map("".join),
        st.tuples(inner, inner).map(lambda parts: f"[for k, v in {parts[0]} : {parts[1]} if v != k]"),
        st.tuples(inner, inner).map(lambda parts: "{for k, v in " + f"{parts[0]} : k => {parts[1]}...}}"),
        inner.map(lambda part: '"x-${' + part + '}%{ if true }y%{ endif }"'),
    )


EXPRESSIONS = st.recursive(ATOMS, _bigger, max_leaves=12)


def reading(texts: dict[str, str]) -> Reading:
    files = TextFiles({path: Source(path, text) for path, text in texts.items()})
    found = Reading()
    for root in read_folders(files, {path.rpartition("/")[0] for path in texts}):
        found.requests += root.reading.requests
        found.notes += root.reading.notes
    return found


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_text_is_read_without_an_exception(text: str) -> None:
    file = read_hcl(Source("main.tf", text))
    for note in file.notes:
        assert 0 <= note.span.start <= note.span.end <= len(text)
    reading({"main.tf": text + '\nresource "alicloud_vpn_connection" "x" {\n}\n'})


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_body_is_read_without_an_exception(text: str) -> None:
    reading({"main.tf": f'resource "alicloud_vpn_connection" "x" {{\n{text}\n}}\n', "terraform.tfvars": text})


@settings(max_examples=200, deadline=None)
@given(EXPRESSIONS, EXPRESSIONS)
def test_any_expression_is_evaluated_without_an_exception(first: str, second: str) -> None:
    found = reading(
        {
            "main.tf": f"""
variable "u" {{}}
locals {{
  l = [{second}, "b"]
  m = {{ k0 = {second}, k1 = local.l }}
  made = {first}
}}
resource "alicloud_vpn_connection" "x" {{
  count = length(local.l)
  vpn_connection_name = {first}
  local_subnet = local.made
  tags = {second}
  ike_config {{
    psk = {first}
  }}
  dynamic "tunnel_options_specification" {{
    for_each = local.made
    content {{
      role = tunnel_options_specification.value
    }}
  }}
}}
"""
        }
    )
    assert [note for note in found.notes if note.code not in ("IPS006", "IPS002")] == []


TAIL = '\nresource "alicloud_vpn_connection" "x" {\n  local_subnet = local.a\n  vpn_connection_name = local.b\n}\n'


def doubling(first: str, step: str, count: int) -> str:
    """Locals each of which holds the one before it twice."""
    lines = [f"  v0 = {first}"] + [f"  v{n} = {step.replace('@', f'local.v{n - 1}')}" for n in range(1, count)]
    return "locals {\n" + "\n".join(lines) + f"\n  a = local.v{count - 1}\n  b = local.v{count - 1}\n}}\n" + TAIL


HOSTILE = {
    "nested lists": "locals {\n a = " + "[" * 5000 + "]" * 5000 + "\n b = 1\n}\n" + TAIL,
    "nested lists that stay open": "locals {\n a = " + "[" * 50000 + "\n}\n" + TAIL,
    "nested calls": "locals {\n a = " + "f(" * 5000 + ")" * 5000 + "\n b = 1\n}\n" + TAIL,
    "nested blocks": "a {\n" * 5000 + "}\n" * 5000 + TAIL,
    "nested templates": 'locals {\n a = "' + '${"' * 300 + '"}' * 300 + '"\n b = 1\n}\n' + TAIL,
    "a long sum": "locals {\n a = 1" + " + 1" * 20000 + "\n b = 1\n}\n" + TAIL,
    "a long chain of steps": "locals {\n a = var.x" + ".y" * 20000 + "\n b = 1\n}\n" + TAIL,
    "lists that double": doubling("[1]", "[@, @]", 60),
    "texts that double": doubling('"ab"', '"${@}${@}"', 60),
    "joined texts that double": doubling('"ab"', 'join("", [@, @])', 60),
    "concatenated lists that double": doubling("[1]", "concat(@, @)", 60),
    "maps that double": doubling("{}", "{ a = @, b = @ }", 60),
    "flattened lists that double": doubling("[1]", "flatten([@, @])", 60),
    "values in JSON that double": doubling('"a"', "jsonencode([@, @])", 60),
    "a long chain of locals": doubling('"a"', '"${@}"', 3000),
    "a product of sets": "locals {\n s = range(500)\n a = setproduct(local.s, local.s, local.s)\n b = 1\n}\n" + TAIL,
    "loops in loops": "locals {\n s = range(1000)\n a = [for x in local.s : [for y in local.s : x * y]]\n b = 1\n}\n"
    + TAIL,
    "a huge count": 'resource "alicloud_vpn_connection" "x" {\n  count = 1000000000\n}\n',
    "a huge for_each": "locals {\n  s = setproduct(range(200), range(200))\n}\n"
    'resource "alicloud_vpn_connection" "x" {\n  for_each = toset([for p in local.s : join("-", p)])\n}\n',
    "huge counts of modules": 'module "m" {\n  source = "./m"\n  count = 100000\n}\n',
    "a wide format": 'locals {\n a = format("%999999d%999999d", 1, 1)\n b = format("%s", "x")\n}\n' + TAIL,
    "a huge power": "locals {\n a = pow(10, 400) * pow(10, 400) * pow(10, 400)\n b = 1e999\n}\n" + TAIL,
    "a circle of locals": "locals {\n a = [local.b]\n b = [local.a]\n}\n" + TAIL,
    "a resource that names itself": 'resource "alicloud_vpn_connection" "x" {\n'
    "  count = length(alicloud_vpn_connection.x)\n}\n",
    "a flood of heredocs": "<<A\n" * 20000 + TAIL,
    "a flood of comments": "/*" * 50000 + TAIL,
    "a flood of quotes": 'a = "' * 20000 + TAIL,
    "a flood of brackets": "}{)(=][" * 20000 + TAIL,
    "many conditionals": "locals {\n a = " + "true ? " * 3000 + "1" + " : 2" * 3000 + "\n b = 1\n}\n" + TAIL,
    "many directives": 'locals {\n a = "' + "%{ if true }" * 3000 + "%{ endif }" * 3000 + '"\n b = 1\n}\n' + TAIL,
    "an alias bomb": "locals {\n a = yamldecode(<<EOT\na: &a [x]\n"
    + "".join(f"b{n}: &b{n} [*b{n - 1}, *b{n - 1}]\n" for n in range(1, 40)).replace("*b0", "*a")
    + "EOT\n  )\n b = 1\n}\n"
    + TAIL,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_within_bounds(name: str) -> None:
    texts = {"main.tf": HOSTILE[name]}
    if "./m" in HOSTILE[name]:
        texts["m/main.tf"] = 'resource "alicloud_vpn_connection" "x" {\n}\n'
    start = time.process_time()
    found = reading(texts)
    assert time.process_time() - start < 20
    assert len(found.requests) <= 10_000
    assert {note.code for note in found.notes} <= {"IPS002", "IPS004", "IPS006"}


@pytest.mark.parametrize(
    "name",
    [
        "lists that double",
        "texts that double",
        "a long chain of locals",
        "a huge count",
        "loops in loops",
        "nested lists",
    ],
)
def test_a_bound_that_is_met_is_told(name: str) -> None:
    assert "IPS004" in {note.code for note in reading({"main.tf": HOSTILE[name]}).notes}


def test_modules_that_call_each_other_end() -> None:
    call = 'module "m" {\n  source = "../%s"\n}\nresource "alicloud_vpn_connection" "x" {\n}\n'
    found = reading({"a/main.tf": call % "b", "b/main.tf": call % "a"})
    assert [note.code for note in found.notes] == ["IPS004"]
    assert len(found.requests) == 2


def test_the_rest_of_a_module_is_read_when_a_bound_is_met() -> None:
    found = reading({"main.tf": HOSTILE["lists that double"] + TAIL.replace('"x"', '"y"').replace("local.b", '"name"')})
    assert len(found.requests) == 2
