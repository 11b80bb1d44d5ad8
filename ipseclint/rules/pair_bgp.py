"""The two ends of one tunnel, and how their BGP differs (IPS901)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ipseclint.details import BGP_FIELDS, Details, Mark, TunnelDetails, Value
from ipseclint.finding import Severity
from ipseclint.record import Record
from ipseclint.rules.asn import asn as asn_of

Values = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a tunnel: the connection and its tunnel."""

    record: Record
    number: int
    details: Details
    tunnel: TunnelDetails

    @property
    def named(self) -> str:
        return f"the other end, {self.details.label!r}" if self.details.label else "the other end"

    @property
    def shown(self) -> str:
        """What stands at its place."""
        return f"the other end, {self.details.label}" if self.details.label else "the other end"

    @property
    def named_within(self) -> str:
        """The same in the middle of a sentence."""
        return f"{self.named}," if self.details.label else self.named


@dataclass(frozen=True, slots=True)
class Difference:
    """A parameter in which two ends differ: API field, places, and words."""

    field: str
    mine: Mark
    theirs: Mark
    message: str
    help: str
    severity: Severity | None = None


def bgp(left: End, right: End) -> Iterator[Difference]:
    mine = dict(zip(BGP_FIELDS, right.tunnel.bgp, strict=True))
    theirs = dict(zip(BGP_FIELDS, left.tunnel.bgp, strict=True))
    yield from _switches(mine["EnableBgp"], theirs["EnableBgp"], left)
    here, there = right.record.bgp[right.number], left.record.bgp[left.number]
    if here >= 0 and there >= 0:
        yield from _addresses(mine, theirs, left, here == there)
        yield from _numbers(mine["LocalAsn"], theirs["LocalAsn"], left, right)


def _addresses(mine: Values, theirs: Values, left: End, is_shared: bool) -> Iterator[Difference]:
    """Both ends speak in one /30, each with its own address."""
    if not is_shared:
        one, other = mine["TunnelCidr"], theirs["TunnelCidr"]
        yield Difference(
            "TunnelCidr",
            one.mark,
            other.mark,
            f"{one.name} is {one.value} here and {other.value} at {left.named}: the BGP speakers do "
            "not reach each other.",
            "Give both ends the same /30.",
        )
    elif mine["LocalBgpIp"].value is not None and mine["LocalBgpIp"].value == theirs["LocalBgpIp"].value:
        one, other = mine["LocalBgpIp"], theirs["LocalBgpIp"]
        yield Difference(
            "LocalBgpIp",
            one.mark,
            other.mark,
            f"{one.name} is {one.value} at both ends: no BGP session comes up.",
            "Give the two ends the two addresses of the /30.",
        )


def _numbers(asn: Value, answer: Value, left: End, right: End) -> Iterator[Difference]:
    """Each end speaks as the ASN that the other's customer gateway names."""
    help_ = "Give the customer gateway the ASN of the end that it stands for."
    expected = left.tunnel.peer_asn
    if expected and asn.value is not None and _are_two(asn.value, expected):
        message = (
            f"{asn.name} is {asn.value} here, but the customer gateway of {left.named_within} says "
            f"{expected}: the BGP session is refused."
        )
        yield Difference("LocalAsn", asn.mark, left.tunnel.peer, message, help_)
    back = right.tunnel.peer_asn
    if back and answer.value is not None and _are_two(answer.value, back):
        message = (
            f"The customer gateway here has the ASN {back}, but {left.named_within} speaks as "
            f"{answer.value}: the BGP session is refused."
        )
        yield Difference("LocalAsn", right.tunnel.peer, answer.mark, message, help_)


def _are_two(one: object, other: object) -> bool:
    """Whether both are ASNs, and not the same one."""
    left, right = asn_of(one), asn_of(other)
    return left is not None and right is not None and left != right


def _switches(mine: Value, theirs: Value, left: End) -> Iterator[Difference]:
    if mine.value is None or theirs.value is None or mine.value == theirs.value:
        return
    yield Difference(
        "EnableBgp",
        mine.mark,
        theirs.mark,
        f"BGP is {'on' if mine.value else 'off'} here and {'on' if theirs.value else 'off'} at {left.named}: "
        f"no session comes up, and the end that waits for one learns no route.",
        "Switch BGP on at both ends, or at neither.",
    )
