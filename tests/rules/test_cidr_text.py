"""What a damaged CIDR is told to be, and what it probably means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.address import parse_address, parse_cidr
from ipseclint.rules.cidr_text import Diagnosis, diagnose, is_ipv6, shown


@pytest.mark.parametrize(
    ("text", "fault", "meant"),
    [
        ("10/8", "has 1 of the four parts of an IPv4 address", "10.0.0.0/8"),
        ("172.16/12", "has 2 of the four parts of an IPv4 address", "172.16.0.0/12"),
        ("10.0.0.0.0/8", "has 5 of the four parts of an IPv4 address", ""),
        ("10.1.2.3", "is an address without a prefix length", "10.1.2.3/32"),
        ("10.0.0.0/", "has nothing behind its slash", ""),
        ("10.0.0.0/33", "has the prefix length 33, beyond 32", ""),
        ("10.0.0.0/300", "has the prefix length 300, beyond 32", ""),
        ("10.0.0.0/08", "has a leading zero in its prefix length", "10.0.0.0/8"),
        ("10.0.0.0/x", "has no number from 0 to 32 as prefix length", ""),
        ("10.20.0.0/255.255.0.0", "has a netmask in place of the prefix length", "10.20.0.0/16"),
        ("10.20.0.0/0.0.255.255", "has a netmask in place of the prefix length", "10.20.0.0/16"),
        ("10.020.0.0/16", "has a leading zero, which some tools read as octal", "10.20.0.0/16"),
        ("10.0.0.256/24", "has 256 where at most 255 can stand", ""),
        ("10.0.0.0 /16", "has a blank or an invisible character in it", "10.0.0.0/16"),
        ("10.0.0.0/16\u200b", "has a blank or an invisible character in it", "10.0.0.0/16"),
        ("10.0.0.0/8 10.1.0.0/16", "holds several CIDRs that no comma separates", "10.0.0.0/8,10.1.0.0/16"),
        ("10.0.0.0/8;10.1.0.0/16", "holds several CIDRs that no comma separates", "10.0.0.0/8,10.1.0.0/16"),
        ("10.0.0.0/8,10.1.0.0/16", "is one item with a comma in it, not several CIDRs", ""),
        ('["10.0.0.0/8"]', "holds brackets or quotes as part of the text", ""),
        ("10.0.0.1-10.0.0.9", "is a range of addresses, not a CIDR", ""),
        ("10.1.*.*", "has a wildcard in place of a prefix length", "10.1.0.0/16"),
        ("10.0.0.0\\8", "has a backslash in place of the slash", "10.0.0.0/8"),
        (
            "1\u0660.0.0.0/8",
            "has characters that only look like ASCII digits, dots or a slash",
            "10.0.0.0/8",
        ),
        ("caf\u00e9", "has characters that are not ASCII", ""),
        ("the-vpc", "is no CIDR of the form a.b.c.d/n", ""),
    ],
)
def test_a_damaged_cidr_is_explained(text: str, fault: str, meant: str) -> None:
    assert diagnose(text) == Diagnosis(fault, meant)


@given(st.text(min_size=1, max_size=30) | st.text(alphabet="0123456789./ ,;*-\\[", min_size=1, max_size=24))
def test_any_text_is_explained_and_what_is_meant_is_right(text: str) -> None:
    found = diagnose(text)
    assert found.fault
    for piece in found.meant.split(",") if found.meant else ():
        assert parse_cidr(piece) is not None or parse_address(piece) is not None


@given(st.text(max_size=200))
def test_a_text_is_shown_short_and_visible(text: str) -> None:
    seen = shown(text)
    assert seen.isprintable()
    assert len(seen) <= 10 * 80


@pytest.mark.parametrize("text", ["::/0", "fd00::/8", "2001:db8:1::/48", "fe80::1%eth0/64", "::ffff:10.0.0.0/104"])
def test_ipv6_is_known(text: str) -> None:
    assert is_ipv6(text)


@pytest.mark.parametrize("text", ["10.0.0.0:16", "a:b", "10.0.0.0/16", "", "::g/8", "x::"])
def test_what_is_not_ipv6_is_not_taken_for_it(text: str) -> None:
    assert not is_ipv6(text)
