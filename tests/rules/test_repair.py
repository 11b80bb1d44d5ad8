"""Repairs: edits that leave quotes, commas, lines and escapes right, or none at all."""

from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ipseclint import effective
from ipseclint.dialects.recognise import read_text
from ipseclint.model import Connection, Field, Inventory
from ipseclint.node import Scalar
from ipseclint.read.json import read_json
from ipseclint.read.yaml import read_yaml
from ipseclint.rules.repair import remove_entry, replace_node, replace_value
from ipseclint.rules.rule import Replace
from ipseclint.span import Source, outermost

HEAD = "VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz\nLocalSubnet: 10.20.0.0/16\n"


def read(text: str, name: str = "plan.yaml") -> Connection:
    reading = read_text(Source(name, text)).reading
    return effective.connection(reading.requests[0], Inventory())


def applied(text: str, repairs: tuple[Replace, ...]) -> str:
    for repair in repairs:
        _, start, end = outermost(repair.span.source, repair.span.start, repair.span.end)
        text = text[:start] + repair.text + text[end:]
    return text


def hash_of(text: str) -> Field:
    return read(text).tunnels[0].phase1.integrity


def mode_of(text: str, name: str = "plan.yaml") -> Field:
    return read(text, name).tunnels[0].phase1.mode


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("IkeConfig: {IkeAuthAlg: md5}\n", "IkeConfig: {IkeAuthAlg: sha256}\n"),
        ("IkeConfig: {IkeAuthAlg: 'md5'}\n", "IkeConfig: {IkeAuthAlg: 'sha256'}\n"),
        ('IkeConfig:\n  IkeAuthAlg: "md5" # old\n', 'IkeConfig:\n  IkeAuthAlg: "sha256" # old\n'),
        ('IkeConfig:\n  IkeAuthAlg: "m\\x645"\n', 'IkeConfig:\n  IkeAuthAlg: "sha256"\n'),
        ('IkeConfig: \'{"IkeAuthAlg": "md5"}\'\n', 'IkeConfig: \'{"IkeAuthAlg": "sha256"}\'\n'),
        ('IkeConfig: "{\\"IkeAuthAlg\\": \\"md5\\"}"\n', 'IkeConfig: "{\\"IkeAuthAlg\\": \\"sha256\\"}"\n'),
        ('IkeConfig: |\n  {"IkeAuthAlg":\n   "md5"}\n', 'IkeConfig: |\n  {"IkeAuthAlg":\n   "sha256"}\n'),
        ("IkeConfig: &i {IkeAuthAlg: md5}\n", "IkeConfig: &i {IkeAuthAlg: sha256}\n"),
    ],
)
def test_a_value_keeps_its_quotes(before: str, after: str) -> None:
    assert applied(HEAD + before, replace_value(hash_of(HEAD + before), "sha256", "Use sha256.")) == HEAD + after


@pytest.mark.parametrize(
    "text",
    [
        "IkeConfig: {IkeVersion: ikev2}\n",  # a default
        "IkeConfig: {IkeEncAlg: &a md5, IkeAuthAlg: *a}\n",  # an alias
        "IkeConfig:\n  IkeAuthAlg: |-\n    md5\n",  # a block scalar
        "IkeConfig: {IkeAuthAlg: '{HASH}'}\n",  # unknown
        "IkeConfig: {IkeAuthAlg: [md5]}\n",  # of a wrong type
        'IkeConfig: "{\\"IkeAuthAlg\\":\n  \\"md5\\"}"\n',  # folded, so that no character's place is known
    ],
)
def test_a_value_that_does_not_stand_as_such_is_not_edited(text: str) -> None:
    assert replace_value(hash_of(HEAD + text), "sha256", "Use sha256.") == ()


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=12))
def test_a_plain_value_reads_back_as_what_was_written(new: str) -> None:
    text = "{a: x, b: y}\n"
    documents, _ = read_yaml(Source("a.yaml", text))
    repairs = replace_node(documents[0].get("a"), new, "Write it.")  # type: ignore[union-attr]
    read_back = yaml.safe_load(applied(text, repairs))
    assert str(read_back["a"]) == new
    assert read_back["b"] == "y"


@given(st.text(max_size=8) | st.sampled_from(["1", "0", "01", "true", "null"]))
def test_a_json_value_reads_back_as_what_was_written_or_is_left(new: str) -> None:
    text = json.dumps({"k": "x", "n": 5})
    document, _ = read_json(Source("a.json", text))
    for key in ("k", "n"):
        repairs = replace_node(document.get(key), new, "Write it.")  # type: ignore[union-attr]
        read_back = json.loads(applied(text, repairs))
        assert not repairs or read_back[key] == new or json.dumps(read_back[key]) == new


def test_a_number_stays_a_number() -> None:
    text = '{"n": 100000}'
    document, _ = read_json(Source("a.json", text))
    assert applied(text, replace_node(document.get("n"), "28800", "Shorten it.")) == '{"n": 28800}'  # type: ignore[union-attr]


def test_a_terraform_value_keeps_its_quotes() -> None:
    source = Source("main.tf", 'ike_auth_alg = "md5"')
    node = Scalar("md5", source.span(15, 20), "hcl")
    assert applied(source.text, replace_node(node, "sha256", "Use sha256.")) == 'ike_auth_alg = "sha256"'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("IkeConfig:\n  IkeMode: main\n  IkePfs: group14\n", "IkeConfig:\n  IkePfs: group14\n"),
        ("IkeConfig:\r\n  IkePfs: group14\r\n  IkeMode: main\r\n", "IkeConfig:\r\n  IkePfs: group14\r\n"),
        ("IkeConfig:\n  IkePfs: group14\n  IkeMode: main", "IkeConfig:\n  IkePfs: group14\n"),
        ("IkeConfig: {IkeMode: main, IkePfs: group14}\n", "IkeConfig: {IkePfs: group14}\n"),
        ("IkeConfig: {IkePfs: group14, IkeMode: main}\n", "IkeConfig: {IkePfs: group14}\n"),
        (
            "IkeConfig: {IkePfs: group14, 'IkeMode' : 'main' , IkeVersion: ikev2}\n",
            "IkeConfig: {IkePfs: group14, IkeVersion: ikev2}\n",
        ),
        (
            "IkeConfig: {IkePfs: group14,\n  IkeMode: main,\n  IkeVersion: ikev2}\n",
            "IkeConfig: {IkePfs: group14,\n  IkeVersion: ikev2}\n",
        ),
        ('IkeConfig: \'{"IkePfs": "group14", "IkeMode": "main"}\'\n', 'IkeConfig: \'{"IkePfs": "group14"}\'\n'),
        (
            'IkeConfig: "{\\"IkeMode\\": \\"main\\", \\"IkePfs\\": \\"group14\\"}"\n',
            'IkeConfig: "{\\"IkePfs\\": \\"group14\\"}"\n',
        ),
        ("IkeConfig:\n  IkeMode: main # kept\n  IkePfs: group14\n", None),
        ("IkeConfig:\n  ? IkeMode\n  : main\n  ? IkePfs\n  : group14\n", None),
        ("IkeConfig: {IkePfs: group14, IkeMode: main # kept\n  }\n", None),
    ],
)
def test_an_entry_goes_with_its_comma_or_its_line(before: str, after: str | None) -> None:
    repairs = remove_entry(mode_of(HEAD + before), "Remove it.")
    assert (applied(HEAD + before, repairs) if repairs else None) == (HEAD + after if after else None)


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_entry_of_a_json_object_goes_wherever_it_stands(indent: int | None, place: int) -> None:
    ike = [("IkePfs", "group14"), ("IkeVersion", "ikev2")]
    ike.insert(place, ("IkeMode", "main"))
    plan = {"VpnGatewayId": "vpn-uf6d3ky11pf86rmjfz6jz", "LocalSubnet": "10.20.0.0/16", "IkeConfig": dict(ike)}
    text = json.dumps(plan, indent=indent)
    read_back = json.loads(applied(text, remove_entry(mode_of(text, "plan.json"), "Remove it.")))
    del plan["IkeConfig"]["IkeMode"]  # type: ignore[attr-defined]
    assert read_back == plan
