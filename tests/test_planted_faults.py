"""Connections with one planted fault: a valid one has no finding above a note, and each fault is told by its own
codes at its own place, whatever else is true of the connection."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ipseclint.api import Report, Severity, lint
from ipseclint.rules import CONNECTION_RULES
from tests.planted.connections import CONNECTIONS, Tree, duals, singles, watched
from tests.planted.faults import FAULTS, GONE, TUNNELS, Fault

# Blocks of a single-tunnel connection by what a tunnel calls them.
BLOCKS = {"IkeConfig": "TunnelIkeConfig", "IpsecConfig": "TunnelIpsecConfig"}
_FIRST_KEY = re.compile(r"\{\s*[\"']?(\w+)[\"']?:")

Style = tuple[str, Callable[[Tree], str]]
MODES = {"single": singles(), "dual": duals(), "": CONNECTIONS}


def _block(connection: Tree) -> str:
    return yaml.safe_dump(connection, sort_keys=False, allow_unicode=True, width=1000)


def _flow(connection: Tree) -> str:
    return yaml.safe_dump(connection, sort_keys=False, allow_unicode=True, width=1000, default_flow_style=True)


def _json(connection: Tree) -> str:
    return json.dumps(connection, indent=2, ensure_ascii=False)


# How a native connection is written: a file's name, and its text.
STYLES = st.sampled_from((("block.yaml", _block), ("flow.yml", _flow), ("connection.json", _json)))


def report(name: str, text: str) -> Report:
    return lint(texts={name: text})


def loud(found: Report) -> list[str]:
    return [f"{one.code} {one.pointer} {one.message}" for one in found.findings if one.severity is not Severity.INFO]


@settings(deadline=None, max_examples=120)
@given(CONNECTIONS | watched(), STYLES)
def test_of_a_valid_connection_nothing_above_a_note_is_said(connection: Tree, style: Style) -> None:
    name, write = style
    found = report(name, write(connection))
    assert found.connections == 1
    assert loud(found) == []


def in_tunnels(pointer: str | None, connection: Tree) -> list[str | None]:
    """A pointer of a single-tunnel connection where this connection has it: in both tunnels of a dual one."""
    first = pointer.split("/")[1] if pointer else ""
    if pointer is None or first not in BLOCKS or "TunnelOptionsSpecification" not in connection:
        return [pointer]
    inside = pointer.replace(first, BLOCKS[first], 1)
    return [f"{TUNNELS}/{number}{inside}" for number in (0, 1)]


def planted(connection: Tree, changes: Tree) -> Tree:
    made = copy.deepcopy(connection)
    for pointer, value in changes.items():
        for place in in_tunnels(pointer, connection):
            assert place is not None
            _set(made, place, copy.deepcopy(value))
    return made


def _set(made: Tree, pointer: str, value: Any) -> None:
    *steps, last = pointer.split("/")[1:]
    at: Any = made
    for step in steps:
        at = at[int(step)] if isinstance(at, list) else at[step]
    if isinstance(at, list):
        del at[int(last)]
    elif value is GONE:
        at.pop(last, None)
    else:
        at[last] = value


def expected(fault: Fault, connection: Tree) -> list[tuple[str, str | None, str]]:
    """What a fault says of this connection; the key of a tunnel's block is the block's own name."""
    return sorted(
        (
            (code, place, BLOCKS.get(text, text) if place != pointer else text)
            for code, pointer, text in fault.says
            for place in in_tunnels(pointer, connection)
        ),
        key=str,
    )


def told(name: str, text: str, fault: Fault) -> list[tuple[str, str | None, str]]:
    """What is said above a note, and what notes of the fault's own codes: with the text at the place."""
    codes = {code for code, _, _ in fault.says}
    found = []
    for one in report(name, text).findings:
        if one.severity is not Severity.INFO or one.code in codes:
            assert one.location is not None
            found.append((one.code, one.pointer, _at(text, one.location.start, one.location.end)))
    return sorted(found, key=str)


def _at(text: str, start: int, end: int) -> str:
    """What stands at a place, without quotes; of a tunnel in braces, its first key."""
    place = text[start:end].strip("\"'")
    first = _FIRST_KEY.match(place)
    return first[1] if first else place


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_told_by_its_codes_at_its_place(fault: Fault) -> None:
    @settings(deadline=None, max_examples=5)
    @given(MODES[fault.mode], STYLES)
    def check(connection: Tree, style: Style) -> None:
        name, write = style
        sound = planted(connection, fault.given)
        assert loud(report(name, write(sound))) == []
        assert told(name, write(planted(sound, fault.sets)), fault) == expected(fault, connection)

    check()


# Faults of the text: what is put at its end, and what is said then (code, text at the place).
TEXTS = [
    ("Name: another\n", [("IPS003", "Name")]),
    ("RegionId: *nowhere\n", [("IPS006", "*nowhere")]),
    ("RegionId: [cn-shanghai\n", [("IPS002", "")]),
    ("ClientToken: 12:30:00\n", [("IPS005", "12:30:00")]),
    ("? [a, b]\n: c\n", [("IPS102", "[a, b]")]),
]


@pytest.mark.parametrize(("more", "says"), TEXTS, ids=[more.split()[0] for more, _ in TEXTS])
def test_a_fault_of_the_text_is_told_at_its_place(more: str, says: list[tuple[str, str]]) -> None:
    @settings(deadline=None, max_examples=5)
    @given(CONNECTIONS)
    def check(connection: Tree) -> None:
        text = _block(connection) + more
        found = [one for one in report("block.yaml", text).findings if one.severity is not Severity.INFO]
        places = [text[one.location.start : one.location.end] for one in found if one.location]
        assert list(zip([one.code for one in found], places, strict=True)) == says

    check()


# What no field of a connection alone can be at fault for: what other resources, a profile or a house pattern say of
# it, and what is true of every strong connection.
BEYOND = {"IPS211", "IPS304", "IPS409", "IPS420", "IPS605", "IPS711"}


def test_a_fault_is_planted_for_every_rule_about_one_connection() -> None:
    in_fields = {code for fault in FAULTS for code, _, _ in fault.says}
    in_texts = {code for _, says in TEXTS for code, _ in says}
    assert {rule.code for rule in CONNECTION_RULES} - in_fields - in_texts <= BEYOND
    assert len(FAULTS) >= 90
