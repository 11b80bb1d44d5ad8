"""JSON: values as Python's own reader gives them, with the place of each."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.node import Mapping, Node, Scalar, Sequence, walk
from ipseclint.read.json import read_json
from ipseclint.read.place import part, places
from ipseclint.secret import Secret
from ipseclint.span import Source

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NAMES = TEXTS | st.sampled_from(["Psk", "AUTHKEY"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


def plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    assert isinstance(node, Scalar)
    if not isinstance(node.value, Secret):
        return node.value
    # A number that stands for a key is kept as it is written.
    return json.loads(node.value.reveal()) if node.style == "bare" else node.value.reveal()


def read(text: str) -> Node:
    node, notes = read_json(Source("a.json", text))
    assert notes == []
    assert node is not None
    return node


@given(VALUES, st.sampled_from([None, 2]), st.booleans())
def test_values_are_those_of_pythons_reader(value: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert plain(read(text)) == json.loads(text)


@given(VALUES)
def test_the_text_of_every_span_is_the_value_again(value: Any) -> None:
    for node in walk(read(json.dumps(value))):
        if isinstance(node, Scalar) and not isinstance(node.value, Secret):
            assert json.loads(node.span.text) == node.value


@given(TEXTS, st.booleans(), st.data())
def test_every_part_of_a_text_has_its_own_place(text: str, ascii_only: bool, data: st.DataObject) -> None:
    node = read(json.dumps([text], ensure_ascii=ascii_only))
    assert isinstance(node, Sequence)
    scalar = node.items[0]
    assert isinstance(scalar, Scalar)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = part(scalar, start, end)
    assert json.loads(f'"{span.text}"') == text[start:end]


@given(st.text())
def test_nothing_is_ever_raised(text: str) -> None:
    node, notes = read_json(Source("a.json", text))
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        assert node is None or notes
    else:
        # Python takes NaN and Infinity, which are not JSON.
        assert node is not None or "N" in text or "I" in text


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ('{"a": 1,}', 1, 8, "a comma stands before '}'"),
        ("[1 2]", 1, 4, "a comma or ']' is missing in the list"),
        ('{\n  "a": "b\n}', 2, 10, "a line end or control character stands inside a string"),
        ('{"a" 1}', 1, 5, "no colon follows the key 'a'"),
        ("{a: 1}", 1, 2, "a key in double quotes is expected here"),
        ("[1, 2", 1, 1, "this list is never closed"),
        ("{} {}", 1, 4, "there is more text after the value"),
        ("{'a': 1}", 1, 2, "a key in double quotes is expected here"),
        ("[// x\n1]", 1, 2, "it has a comment"),
        ("[01]", 1, 3, "a comma or ']' is missing in the list"),
        ("[True]", 1, 2, "no value can begin here"),
        ('["\\x"]', 1, 3, "a backslash in a string begins no known escape"),
        ("", 1, 1, "the text is empty"),
    ],
)
def test_a_fault_is_told_at_its_place(text: str, line: int, column: int, message: str) -> None:
    node, notes = read_json(Source("a.json", text))
    assert node is None
    (note,) = notes
    assert note.code == "IPS002"
    assert message in note.message
    assert note.span.source.position(note.span.start) == (line, column)


def test_a_surrogate_pair_is_one_character_with_one_place() -> None:
    node = read('["a\\ud83d\\ude80b"]')
    assert isinstance(node, Sequence)
    scalar = node.items[0]
    assert isinstance(scalar, Scalar)
    assert scalar.text == "a\U0001f680b"
    assert part(scalar, 1, 2).text == "\\ud83d\\ude80"
    assert list(places(scalar) or ()) == [2, 3, 15, 16]


def test_keys_have_places_and_duplicates_are_told_with_both() -> None:
    source = Source("a.json", '{"a": 1, "b": 2,\n "a": 3}')
    node, notes = read_json(source)
    assert isinstance(node, Mapping)
    assert plain(node) == {"b": 2, "a": 3}
    (note,) = notes
    assert (note.code, note.span.start, note.related[0].span.start) == ("IPS003", 18, 1)


@pytest.mark.parametrize("depth", [101, 5_000, 200_000])
def test_deep_nesting_ends_within_bounds(depth: int) -> None:
    node, notes = read_json(Source("a.json", "[" * depth + "]" * depth))
    assert node is None
    assert [note.code for note in notes] == ["IPS004"]
