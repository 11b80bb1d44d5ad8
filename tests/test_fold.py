"""What is said several times of one place is said once."""

from __future__ import annotations

import pytest

from ipseclint.finding import Finding, Severity
from ipseclint.fold import folded
from ipseclint.span import Location


def said_of(*connections: str | None) -> list[Finding]:
    at = Location("site.yaml", 3, 1, 3, 5)
    return [Finding("IPS109", "n", Severity.WARNING, "m", "h", at, connection=one) for one in connections]


@pytest.mark.parametrize(
    ("connections", "named", "others"),
    [
        ((None,), None, 0),
        (("b", "a", "c"), "a", 2),
        (("a", "a"), "a", 0),
        ((None, "a"), "a", 0),
        (("b", None, "a"), "a", 1),
    ],
)
def test_the_first_connection_is_named_and_the_others_counted(
    connections: tuple[str | None, ...], named: str | None, others: int
) -> None:
    (found,) = folded(said_of(*connections))
    assert (found.connection, found.shared_by) == (named, others)
