"""Large JSON texts, walked piece by piece."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint import node
from ipseclint.read.json_pieces import Broken, Pieces
from ipseclint.span import Source

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def walk(pieces: Pieces) -> Any:
    """The value at a walk's place, rebuilt by walking."""
    if pieces.text.startswith("{", pieces.at):
        return {key: walk(pieces) for key in pieces.members()}
    if pieces.text.startswith("[", pieces.at):
        return [walk(pieces) for _ in pieces.elements()]
    return pieces.plain()


def take_all(pieces: Pieces) -> None:
    for _ in pieces.members():
        pieces.plain()
    pieces.finish()


@given(VALUES, st.sampled_from([None, 0, 2]))
def test_a_walk_meets_what_the_text_holds(value: Any, indent: int | None) -> None:
    pieces = Pieces(Source("a.json", f" {json.dumps(value, indent=indent)} "))
    assert walk(pieces) == value
    pieces.finish()


@given(VALUES)
def test_values_that_nobody_takes_are_passed(value: Any) -> None:
    pieces = Pieces(Source("a.json", json.dumps({"a": value, "b": [value, 1]})))
    assert list(pieces.members()) == ["a", "b"]
    pieces.finish()


def test_a_tree_stands_where_it_is_written() -> None:
    text = '{"a": [1, {"b": "x"}]}'
    pieces = Pieces(Source("a.json", text))
    for _ in pieces.members():
        for offset in pieces.elements():
            tree = pieces.tree()
            assert tree.span.start == offset
    assert isinstance(tree, node.Mapping)
    value = tree.get("b")
    assert value is not None
    assert value.span.text == '"x"'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1', "',' is missing here"),
        ('{"a" 1}', "':' is missing here"),
        ("{a: 1}", "a key in double quotes is expected here"),
        ('{"a": 1,}', "a comma stands before '}'"),
        ('{"a": [1 2]}', "a comma or ']' is missing in the list"),
        ('{"a": tru}', "no value can begin here"),
        ('{"a": "x}', "a string is never closed"),
        ('{"a": 1} x', "there is more text after the value"),
        ("", "the text ends where a value is expected"),
    ],
)
def test_a_broken_text_is_told_where_it_breaks(text: str, message: str) -> None:
    with pytest.raises(Broken) as caught:
        take_all(Pieces(Source("a.json", text)))
    assert caught.value.note.message == f"This is not JSON: {message}."
    assert caught.value.note.span.end <= len(text)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "9" * 10_000])
def test_hostile_texts_end(text: str) -> None:
    with contextlib.suppress(Broken):
        take_all(Pieces(Source("a.json", f'{{"a": {text}}}')))
