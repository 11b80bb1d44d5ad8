"""HCL text to syntax."""

from __future__ import annotations

import pytest

from ipseclint.read.hcl import read_hcl, read_template
from ipseclint.read.hcl_syntax import (
    Call,
    Conditional,
    Expr,
    File,
    For,
    GetAttr,
    Index,
    Literal,
    Object,
    Splat,
    Template,
    Traversal,
    Tuple,
)
from ipseclint.span import Source


def file(text: str) -> File:
    return read_hcl(Source("main.tf", text))


def value(text: str) -> Expr:
    read = file(f"a = {text}\n")
    assert read.notes == []
    return read.body.attributes["a"].value


def faults(text: str) -> list[tuple[str, int, int]]:
    """Code, line and column of each note."""
    places = [(note.code, note.span.location()) for note in file(text).notes]
    return [(code, at.line, at.column) for code, at in places]


def test_blocks_have_labels_and_a_header() -> None:
    block = file('resource "a_b" "c" {\n  x {\n    y = 1\n  }\n}\n').body.blocks[0]
    assert (block.type, block.labels, block.header.text) == ("resource", ["a_b", "c"], 'resource "a_b" "c"')
    inner = block.body.blocks[0]
    assert (inner.type, inner.type_span.location().line) == ("x", 2)
    assert list(inner.body.attributes) == ["y"]


def test_a_text_knows_its_place_in_code_points() -> None:
    literal = value('[ "größe", "ü" ]')
    assert isinstance(literal, Tuple)
    second = literal.items[1]
    assert (second.span.text, second.span.location().column) == ('"ü"', 16)


def test_lines_end_at_line_feeds_and_carriage_returns_only() -> None:
    read = file("# \u2028\u0085\u2029\r\na = 1\rb = 2\n")
    places = [attribute.name_span.location().line for attribute in read.body.attributes.values()]
    assert places == [2, 3]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r'"q\"u\n\t\\ \u00e9"', 'q"u\n\t\\ é'),
        ('"$${x} %%{y} $ % $$ %%"', "${x} %{y} $ % $$ %%"),
        ("<<EOT\n  x\n \\n $${y}\nEOT", "  x\n \\n ${y}\n"),
        ("<<-EOT\n    x\n\n      y\n    EOT", "x\n\n  y\n"),
        ("<<EOT\nEOT", ""),
        ('"\\ud800"', "\ufffd"),
        ("0123", 123),
        ("1.5e3", 1500),
        ("-0.5", None),
        ("true", True),
        ("null", None),
    ],
)
def test_literals_have_their_value(written: str, expected: object) -> None:
    literal = value(written)
    if written != "-0.5":
        assert isinstance(literal, Literal)
        assert literal.scalar.value == expected


def test_trim_markers_take_the_blanks_next_to_them() -> None:
    template = value('"a ${~ x ~} b %{ if y ~} c %{ endif }d"')
    assert isinstance(template, Template)
    assert [part for part in template.parts if isinstance(part, str)] == ["a", "b ", "d"]


def test_lines_of_an_indented_heredoc_lose_what_they_share() -> None:
    template = value("<<-EOT\n    a\n      ${x} b\n    EOT")
    assert isinstance(template, Template)
    assert [part for part in template.parts if isinstance(part, str)] == ["a\n", "  ", " b\n"]


def test_a_template_of_one_reference_is_that_reference() -> None:
    template = value('"${var.x}"')
    assert isinstance(template, Template)
    assert isinstance(template.only, Traversal)


def test_conditionals_in_a_row_group_to_the_right() -> None:
    outer = value("a ? 1 : b ? 2 : 3")
    assert isinstance(outer, Conditional)
    assert isinstance(outer.otherwise, Conditional)
    assert outer.otherwise.span.text == "b ? 2 : 3"


def test_a_full_splat_takes_all_steps_and_an_attribute_splat_the_attributes() -> None:
    full, attributes = value("x[*].a[0].b"), value("x.*.a[0]")
    assert isinstance(full, Traversal)
    assert isinstance(full.steps[0], Splat)
    assert len(full.steps[0].steps) == 3
    assert isinstance(attributes, Traversal)
    assert [type(step) for step in attributes.steps] == [Splat, Index]


def test_old_indexes_with_a_dot_are_read() -> None:
    traversal = value("x.0.a")
    assert isinstance(traversal, Traversal)
    assert [type(step) for step in traversal.steps] == [Index, GetAttr]


def test_for_expressions_and_calls_have_their_parts() -> None:
    groups = value("{ for k, v in m : v => k... if v != null }")
    assert isinstance(groups, For)
    assert (groups.key, groups.value, groups.groups, groups.condition is not None) == ("k", "v", True, True)
    call = value("f(1, x...)")
    assert isinstance(call, Call)
    assert (call.name, len(call.arguments), call.expands) == ("f", 2, True)


def test_keys_of_objects_are_words_texts_or_expressions() -> None:
    made = value('{ a = 1, "b" : 2, (c) = 3, "d-${e}" = 4 }')
    assert isinstance(made, Object)
    assert [type(key).__name__ for key, _ in made.items] == ["Literal", "Literal", "Paren", "Template"]


def test_a_duplicate_attribute_is_told_with_both_places() -> None:
    note = file("a = 1\nb {\n  c = 1\n  c = 2\n}\n").notes[0]
    assert note.code == "IPS003"
    assert [note.span.location().line, note.related[0].span.location().line] == [4, 3]


def test_intact_blocks_around_a_broken_one_are_read() -> None:
    text = 'variable "a" {}\nresource "x" "y" {\n  z = [1\n  w = [2]\n}\nresource "x" "z" {\n  a = 1\n}\n'
    read = file(text)
    assert [block.labels for block in read.body.blocks] == [["a"], ["x", "z"]]
    assert not read.whole
    assert faults(text) == [("IPS002", 3, 7)]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ('locals {\n  a = "x\n  b = "y"\n}\n', 2, 7),
        ("locals {\n  a = <<EOT\n x\n}\n", 2, 7),
        ("resource a b {\n  c {\n    d = 1\n  e = 2\n}\n", 2, 5),
        ("locals {\n  a = 1\n}\n}\n", 4, 1),
        ("locals {\n  a = f(1\n}\n", 2, 8),
        ("locals {\n  a = f(1))\n}\n", 2, 11),
        ("locals {\n  a = [1)]\n}\n", 2, 9),
        ('locals {\n  "a" = 1\n}\n', 2, 3),
        ("locals {\n  a : 1\n}\n", 2, 3),
        ("locals {\n  a =\n}\n", 2, 3),
        ('locals {\n  a "b"\n}\n', 2, 3),
        ("locals {\n  a = 1,\n  b = 2\n}\n", 2, 3),
        ("locals {\n  a = 'x'\n}\n", 2, 7),
        ('locals {\n  a = "\\d"\n}\n', 2, 8),
        ("locals {\n  a = @\n}\n", 2, 3),
        ("locals {\n  a = [1,,2]\n}\n", 2, 3),
        ('locals {\n  a = [\n    "x"\n    "y"\n  ]\n}\n', 4, 5),
        ("locals {\n  a = 1\n  word\n}\n", 3, 3),
        ("locals {\n  a = 10.0.0.0/8\n}\n", 2, 7),
        ("locals {\n<<<<<<< HEAD\n  a = 1\n=======\n}\n", 2, 1),
        ("locals {\n  a = \u201cx\u201d\n}\n", 2, 7),
        ("locals {\n\u00a0 a = 1\n}\n", 2, 1),
        ("/* a\nlocals {\n}\n", 1, 1),
        ('{ "a": 1 }\n', 1, 1),
    ],
)
def test_a_fault_is_told_where_it_is(text: str, line: int, column: int) -> None:
    assert faults(text) == [("IPS002", line, column)]


def test_commented_blocks_of_a_broken_file_stay_silent() -> None:
    text = '/*\nresource "a" "b" {\n}\n*/\nlocals {\n  a = [\n}\n'
    assert file(text).body.blocks == []


def test_nesting_beyond_the_bound_is_a_note() -> None:
    assert faults("locals {\n  a = " + "[" * 200 + "]" * 200 + "\n}\n") == [("IPS004", 2, 106)]


def test_comments_are_given_when_they_speak_to_the_program() -> None:
    text = "# ipseclint: ignore[IPS301]\nlocals { # x\n  a = 1 /* y */\n}\n"
    assert [span.text for span in file(text).comments] == ["# ipseclint: ignore[IPS301]", "# x", "/* y */"]
    assert file("# nothing\n").comments == []


def test_literals_behind_secret_names_are_hidden() -> None:
    text = 'variable "db_psk" {\n  default = "aaa"\n}\nlocals {\n  psks = { hq = "bbb" }\n  x = "ccc"\n}\n'
    source = file(text).source
    assert sorted(source.text[a:b] for a, b in source.secrets) == ['"aaa"', '"bbb"']


def test_a_text_of_another_format_is_read_as_a_template() -> None:
    outer = Source("main.tf.json", '{"a": "x \\"${var.b}\\" \\n"}')
    inner = outer.embed('x "${var.b}" \n', [7, 8, 9, *range(11, 19), 19, 21, 22, 24])
    expr, notes = read_template(inner)
    assert notes == []
    assert isinstance(expr, Template)
    assert [part if isinstance(part, str) else "ref" for part in expr.parts] == ['x "', "ref", '" \n']
    assert isinstance(expr.parts[1], Traversal)
    assert expr.parts[1].span.location().column == 14
    assert isinstance(read_template(Source("x", "a\\nb"))[0], Literal)
