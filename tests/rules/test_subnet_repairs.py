"""Repairs of LocalSubnet and RemoteSubnet: the text after each safe fix, and that nothing is left to fix."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipseclint.config import Config
from ipseclint.engine import lint
from ipseclint.finding import Finding
from ipseclint.span import Source

HEAD = """\
VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
RemoteSubnet: 172.20.8.0/22
"""
CODES = frozenset(("IPS201", "IPS202", "IPS204", "IPS210"))


def findings(text: str, name: str = "case.yaml") -> list[Finding]:
    return [f for f in lint([Source.decode(name, text.encode())], Config()).findings if f.code in CODES]


def repaired(text: str, name: str = "case.yaml") -> str:
    """The text after its safe fixes, one at a time, until none is left."""
    for _ in range(50):
        fix = next((f.fix for f in findings(text, name) if f.fix is not None and f.fix.safe), None)
        if fix is None:
            return text
        for edit in sorted(fix.edits, key=lambda edit: -edit.start):
            text = text[: edit.start] + edit.text + text[edit.end :]
    raise AssertionError("the fixes do not come to an end")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("LocalSubnet: 10.20.0.0/16, 10.24.0.0/16\n", "LocalSubnet: '10.20.0.0/16,10.24.0.0/16'\n"),
        ("LocalSubnet: '10.20.0.0/16 ,10.24.0.0/16 '\n", "LocalSubnet: '10.20.0.0/16,10.24.0.0/16'\n"),
        ("LocalSubnet: '10.20.0.0/16,,10.24.0.0/16,'\n", "LocalSubnet: '10.20.0.0/16,10.24.0.0/16'\n"),
        ("LocalSubnet: ',10.20.0.0/16'\n", "LocalSubnet: '10.20.0.0/16'\n"),
        ("LocalSubnet: [ 10.20.0.0 /16 ]\n", "LocalSubnet: [ 10.20.0.0/16 ]\n"),
        ("LocalSubnet: 10.20.0.1/16\n", "LocalSubnet: 10.20.0.0/16\n"),
        ("LocalSubnet: ['10.20.9.0/16', 10.24.9.0/16]\n", "LocalSubnet: ['10.20.0.0/16', 10.24.0.0/16]\n"),
        ("LocalSubnet: 10.20.0.0/16,10.20.0.0/16,10.20.9.0/24\n", "LocalSubnet: 10.20.0.0/16\n"),
        ("LocalSubnet: [10.20.9.0/24, 10.20.0.0/16]\n", "LocalSubnet: [10.20.0.0/16]\n"),
        ("LocalSubnet: [10.20.0.0/16, 10.20.9.0/24,]\n", "LocalSubnet: [10.20.0.0/16,]\n"),
        ("LocalSubnet:\n- 10.20.9.0/24\n- 10.20.0.0/16\n", "LocalSubnet:\n- 10.20.0.0/16\n"),
        ("LocalSubnet:\n  - 10.20.0.0/24\n  - '10.20.1.0/24'\n", "LocalSubnet:\n  - 10.20.0.0/23\n"),
        ("LocalSubnet: 10.20.1.0/24,10.9.0.0/16,10.20.0.0/24\n", "LocalSubnet: 10.20.0.0/23,10.9.0.0/16\n"),
    ],
)
def test_a_side_is_repaired_to_what_stands_here(before: str, after: str) -> None:
    assert repaired(HEAD + before) == HEAD + after


@pytest.mark.parametrize(
    "text",
    [
        "LocalSubnet: 10.20.0.9/0\n",
        "LocalSubnet:\n  - 10.20.0.0/16\n  - 10.20.9.0/24  # the servers\n",
        "LocalSubnet: [10.20.0.0/16, # all\n  10.20.9.0/24]\n",
        "LocalSubnet: 10.20.0.0\n",
        "LocalSubnet: 10.20.0.0/08\n",
        "LocalSubnet: >-\n  10.20.0.0/16,\n  10.24.0.0/16\n",
        "x: &net 10.20.0.0/16\nLocalSubnet: [*net, *net]\n",
    ],
)
def test_what_is_in_doubt_is_left_as_it_is(text: str) -> None:
    assert repaired(HEAD + text) == HEAD + text


def test_a_list_in_json_keeps_its_quotes_and_commas() -> None:
    text = (
        '{"VpnGatewayId": "vpn-uf6d3ky11pf86rmjfz6jz", "RemoteSubnet": "172.20.8.0/22",\n'
        ' "LocalSubnet": ["10.20.9.1/24", "10.20.0.0/16",\n   "10.24.0.0/24", "10.24.1.0/24"]}\n'
    )
    assert repaired(text, "case.json") == (
        '{"VpnGatewayId": "vpn-uf6d3ky11pf86rmjfz6jz", "RemoteSubnet": "172.20.8.0/22",\n'
        ' "LocalSubnet": ["10.20.0.0/16",\n   "10.24.0.0/23"]}\n'
    )


ITEMS = st.builds(
    lambda top, low, prefix, pad: f"{pad}10.{top}.{low}.0/{prefix}",
    st.integers(16, 23),
    st.sampled_from((0, 0, 0, 1, 128)),
    st.integers(12, 24),
    st.sampled_from(("", "", "", " ")),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(ITEMS, min_size=1, max_size=7), st.sampled_from(("string", "flow", "block", "json")))
def test_repairs_of_any_side_leave_nothing_to_repair(items: list[str], form: str) -> None:
    if form == "string":
        text, name = HEAD + f"LocalSubnet: '{','.join(items)}'\n", "case.yaml"
    elif form == "flow":
        text, name = HEAD + "LocalSubnet: [" + ", ".join(f"'{item}'" for item in items) + "]\n", "case.yaml"
    elif form == "block":
        text, name = HEAD + "LocalSubnet:\n" + "".join(f'  - "{item}"\n' for item in items), "case.yaml"
    else:
        listed = ", ".join(f'"{item}"' for item in items)
        text, name = f'{{"VpnGatewayId": "x", "RemoteSubnet": "172.20.8.0/22", "LocalSubnet": [{listed}]}}', "case.json"
    assert findings(repaired(text, name), name) == []
