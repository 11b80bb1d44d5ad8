"""The terminal: what it shows, to the letter."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipseclint.map.hubs import address_map
from ipseclint.map.plot import Plot
from ipseclint.map.text import Paper, render
from ipseclint.report.terminal import display_width
from tests.map.kit import TWO, connection, drawn, fleets

UNICODE = """\
2 connections on 1 gateway, 1 overlap.
▒▒ local side   ██ remote side   ╳╳ overlap: two owners

vpn-a ───────────────────────────────────────────────── 2 connections, 1 overlap
                    10.20.0.0/14  in 10.0.0.0/8    172.20.0.0/16
                    │10.20 │10.21 │10.22 │10.23  │ │172.20.0     │172.20.128
osaka               ▒▒▒▒▒▒▒▒ 10.20.0.0/16│       │ ╳████████████████████████████
                    │      │      │      │       │ [1] 172.20.0.0/16
seoul               ▒▒▒▒▒▒▒▒ 10.20.0.0/16│       │ ╳ [1] 172.20.5.0/24
[1]   172.20.5.0/24 remote sides, one gateway, IPS302
      osaka 172.20.0.0/16 × seoul 172.20.5.0/24
"""
ASCII = """\
2 connections on 1 gateway, 1 overlap.
-- local side
## remote side
XX overlap: two owners

vpn-a --------- 2 connections, 1 overlap
10.20.0.0/14  in 10.0.0.0/8
|10.20    |10.21    |10.22    |10.23
osaka     |         |         |
----------|10.20.0.0/16       |
seoul     |         |         |
----------|10.20.0.0/16       |

172.20.0.0/16  in 172.16.0.0/12
|172.20.0           |172.20.128
osaka               |
X#######################################
[1] 172.20.0.0/16   |
seoul               |
X [1] 172.20.5.0/24 |
[1]   172.20.5.0/24 remote sides, one
      gateway, IPS302
      osaka 172.20.0.0/16
      x seoul 172.20.5.0/24
"""


def test_two_connections_in_unicode() -> None:
    assert render(drawn(TWO), Paper(80)) == UNICODE


def test_two_connections_in_ascii_on_a_narrow_terminal() -> None:
    assert render(drawn(TWO), Paper(40, ascii=True)) == ASCII


def test_the_default_route_and_what_is_not_known_are_told_apart() -> None:
    text = connection("a", "10.0.0.0/16", "0.0.0.0/0") + connection("b", "10.0.0.0/16", "${REMOTE}")
    lines = [line.rstrip() for line in render(drawn(text), Paper(80)).splitlines()]
    assert any(line.startswith("a ") and line.endswith("┄remote┄┄┄┄") for line in lines)
    assert any("remote: ${REMOTE} is not known" in line for line in lines)


def test_colours_change_no_character() -> None:
    amap = drawn(TWO)
    painted = render(amap, Paper(80, color=True))
    assert "\x1b[1;31m╳" in painted
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == render(amap, Paper(80))


@settings(deadline=None, max_examples=40)
@given(fleets, st.sampled_from([40, 62, 80, 120, 200]), st.booleans())
def test_no_line_is_wider_than_the_terminal(fleet: list[Plot], width: int, plain: bool) -> None:
    text = render(address_map(fleet), Paper(width, ascii=plain))
    assert all(display_width(line) <= width for line in text.split("\n"))
    assert not plain or text.isascii()


@pytest.mark.parametrize(("name", "shown"), [("Zürich", "Zurich"), ("上海", "????")])
def test_letters_outside_ascii_have_a_stand_in(name: str, shown: str) -> None:
    text = render(drawn(connection(name, "10.0.0.0/16", "172.16.0.0/24")), Paper(80, ascii=True))
    assert f"\n{shown} " in text
