"""YAML: values and places in one walk, whatever the text."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ipseclint.node import Mapping, Node, Scalar, Sequence, Unknown, walk
from ipseclint.read.place import embed, part
from ipseclint.read.yaml import read_yaml
from ipseclint.secret import Secret
from ipseclint.span import Source

TEXTS = st.text(st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=30)
NAMES = TEXTS | st.sampled_from(["Psk", "AUTHKEY"])
VALUES = st.recursive(
    TEXTS | st.integers(0, 10**9) | st.booleans() | st.none(),
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
    # What stands for a key without quotes is kept as it is written.
    return yaml.safe_load(node.value.reveal()) if node.style == "plain" else node.value.reveal()


def one(text: str) -> Node:
    documents, notes = read_yaml(Source("a.yaml", text))
    assert notes == []
    (document,) = documents
    return document


@given(VALUES, st.sampled_from([None, True, False]), st.integers(20, 200))
def test_what_is_dumped_is_read(value: Any, flow: bool | None, width: int) -> None:
    text = yaml.safe_dump(value, default_flow_style=flow, allow_unicode=True, width=width)
    read = plain(one(text))
    expected = yaml.safe_load(text)
    assert _texts(read) == _texts(expected)


def _texts(value: Any) -> Any:
    """Values with keys as text and without the readings of YAML 1.1."""
    if isinstance(value, dict):
        return {str(key) if key is not None else "": _texts(item) for key, item in value.items()}
    return [_texts(item) for item in value] if isinstance(value, list) else value


@given(TEXTS, st.sampled_from(["'", '"', ""]), st.data())
def test_every_part_of_a_text_has_its_own_place(text: str, quote: str, data: st.DataObject) -> None:
    style = {"'": "'", '"': '"', "": None}[quote]
    dumped = yaml.safe_dump([text], default_style=style, allow_unicode=True, width=10_000)
    node = one(dumped)
    assert isinstance(node, Sequence)
    scalar = node.items[0]
    if not isinstance(scalar, Scalar) or scalar.text != text:
        return
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown = part(scalar, start, end).text
    if scalar.style == "single":
        assert shown.replace("''", "'") == text[start:end]
    elif scalar.style == "double":
        assert yaml.safe_load(f'"{shown}"') == text[start:end]
    else:
        assert shown == text[start:end]


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-?[]{},&*!|>'\"#%@` \t\n\r\x85\u2028\U0001f680\x00<")))
def test_nothing_is_ever_raised(text: str) -> None:
    documents, notes = read_yaml(Source("a.yaml", text))
    for document in documents:
        for node in walk(document):
            assert 0 <= node.span.start <= node.span.end <= len(text)
    assert all(note.code in ("IPS002", "IPS003", "IPS004", "IPS006") for note in notes)


@given(st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=3, max_size=3), st.booleans())
def test_lines_end_at_lf_crlf_and_cr_only(ends: list[str], separators: bool) -> None:
    noise = "x\u2028y\x85z" if separators else "xyz"
    text = f"# {noise}{ends[0]}a: 1{ends[1]}b: '{noise}'{ends[2]}c: 3\n"
    node = one(text)
    assert isinstance(node, Mapping)
    assert plain(node) == {"a": 1, "b": noise, "c": 3}
    assert [entry.value.span.location().line for entry in node.entries.values()] == [2, 3, 4]


def test_an_alias_is_told_where_it_is_used_with_the_anchor_beside_it() -> None:
    node = one("base: &b\n  v: ikev2\nuse: *b\nmerged:\n  <<: *b\n  w: 1\n")
    assert isinstance(node, Mapping)
    used, merged = node.get("use"), node.get("merged")
    assert isinstance(used, Mapping)
    assert isinstance(merged, Mapping)
    for value, line in ((used.get("v"), 3), (merged.get("v"), 5)):
        assert isinstance(value, Scalar)
        assert value.span.location().line == line
        assert [place.span.location().line for place in value.related] == [2]


def test_written_keys_win_over_merged_ones_and_earlier_sources_over_later() -> None:
    node = one("a: &a {x: 1, y: 1}\nb: &b {y: 2, z: 2}\nc:\n  z: 3\n  <<: [*a, *b]\n")
    assert isinstance(node, Mapping)
    assert plain(node.get("c") or node) == {"z": 3, "x": 1, "y": 1}


def test_a_merge_key_may_say_so_by_its_tag() -> None:
    node = one("a: &a {x: 1}\nb:\n  !!merge <<: *a\n  y: 2\n")
    assert isinstance(node, Mapping)
    assert plain(node.get("b") or node) == {"y": 2, "x": 1}


def test_what_is_no_mapping_is_not_merged_but_told() -> None:
    documents, notes = read_yaml(
        Source("a.yaml", "a: &a {x: 1}\nb: {<<: text}\nc: {<<: [*a, 3, !x y]}\nd: {<<: !x y}\n")
    )
    assert isinstance(documents[0], Mapping)
    assert plain(documents[0].get("c") or documents[0]) == {"x": 1}
    assert [(note.code, note.span.text) for note in notes] == [("IPS103", "text"), ("IPS103", "3")]


def test_keys_that_are_collections_are_told_apart() -> None:
    node = one("[a]: 1\n{b: c}: 2\n[d]: 3\n'': 4\n")
    assert isinstance(node, Mapping)
    assert list(plain(node).values()) == [1, 2, 3, 4]


def test_standard_tags_are_resolved_and_others_are_unknown() -> None:
    node = one("a: !!str 12\nb: !!int '12'\nc: !vault |\n  x\nd: !Ref Gw\ne: !Sub [a, b]\nf: ! 12\n")
    assert isinstance(node, Mapping)
    assert [getattr(node.get(key), "value", None) for key in "abf"] == ["12", 12, "12"]
    tags = [node.get(key) for key in "cde"]
    assert [tag.tag for tag in tags if isinstance(tag, Unknown)] == ["!vault", "!Ref", "!Sub"]
    assert isinstance(tags[2], Unknown)
    assert isinstance(tags[2].inner, Sequence)


def test_yaml_1_1_readings_stay_text() -> None:
    node = one("[0123, 1_000, 12:30:00, on, no, 2024-01-01, 1e5, 0x1f, .5, 1.50, '12', 12, true, ~]")
    assert plain(node) == [
        "0123", "1_000", "12:30:00", "on", "no", "2024-01-01", "1e5", "0x1f", ".5", "1.50", "12", 12, True, None,
    ]  # fmt: skip


def test_characters_of_a_block_scalar_keep_their_places() -> None:
    source = Source("a.yaml", "a:\n  main.tf: |-\n    one\n      two\n\n    three\nb: 1\n")
    documents, _ = read_yaml(source)
    root = documents[0]
    assert isinstance(root, Mapping)
    inner = root.get("a")
    assert isinstance(inner, Mapping)
    scalar = inner.get("main.tf")
    assert isinstance(scalar, Scalar)
    text = embed(scalar)
    assert text is not None
    for word, line, column in (("one", 3, 5), ("two", 4, 7), ("three", 6, 5)):
        at = scalar.text.index(word)
        place = text.span(at, at + len(word)).location()
        assert (place.line, place.column, source.text[place.start : place.end]) == (line, column, word)


def test_an_alias_bomb_ends() -> None:
    lines = ["x0: &k0 [a, b]"] + [f"x{n}: &k{n} [{', '.join([f'*k{n - 1}'] * 9)}]" for n in range(1, 60)]
    _, notes = read_yaml(Source("a.yaml", "\n".join(lines)))
    assert [note.code for note in notes] == ["IPS004"]


def test_the_pure_parser_gives_the_same_values_and_places(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "- &a {x: 'it''s', y: \"\\u0041\"}\n- <<: *a\n  z: |\n    b\n- !t v\n---\n- \U0001f680: 1 # c\n"

    def shape() -> list[tuple[str, int, int]]:
        documents, notes = read_yaml(Source("a.yaml", text))
        assert notes == []
        return [(type(n).__name__, n.span.start, n.span.end) for d in documents for n in walk(d)]

    quick = shape()
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert shape() == quick


def test_keys_in_a_list_are_secrets_too() -> None:
    node = one("a: &a abcdef\npsk: [ghijkl, 'mnopqr', *a, [stuvwx]]\n")
    assert isinstance(node, Mapping)
    listed = node.get("psk")
    assert isinstance(listed, Sequence)
    values = [item.value for found in listed.items for item in walk(found) if isinstance(item, Scalar)]
    assert [type(value) for value in values] == [Secret] * 4
    source = node.span.source
    for word in ("abcdef", "ghijkl", "mnopqr", "stuvwx"):
        assert source.hidden(source.text.index(word), source.text.index(word) + 6)
