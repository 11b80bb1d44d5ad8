"""CIDRs as texts: whether each item of a side is an IPv4 network at all (IPS201, IPS202, IPS208, IPS212)."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint.finding import Severity
from ipseclint.model import Connection, Side, Subnet
from ipseclint.node import Sequence
from ipseclint.rules.cidr_text import diagnose, is_ipv6, is_wildcard, shown, without_blanks
from ipseclint.rules.repair import replace_value
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings
from ipseclint.rules.samples import SINGLE
from ipseclint.rules.subnets import doubts, is_text, place, remove, rewrite, sides, told, whole
from ipseclint.unfilled import is_unfilled, is_unfilled_address


def invalid_cidr(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Items that are no strict IPv4 CIDR, and blanks around the commas of a comma string."""
    for side in sides(connection):
        if not side.complete:
            yield from doubts(side)
        if not side.is_list and not _is_empty(side):
            yield from _blanks_around(side)
        broken = [item for item in told(side) if item.range is None]
        if broken and not _is_empty(side):
            for item in broken:
                if is_text(side, item) and not _has_another_fault(item.text.strip()):
                    yield _malformed(side, item)


def _has_another_fault(text: str) -> bool:
    """Whether a more special rule speaks of the text: IPS208 of IPv6, IPS109 of sample values."""
    return is_ipv6(text) or is_unfilled(text) or (is_unfilled_address(text) and not is_wildcard(text))


def _malformed(side: Side, item: Subnet) -> Hit:
    if not item.text.strip():
        message = f"{side.field.name} has an empty item, which names no network: the service refuses the list."
        help_ = "Remove the empty item and its comma."
        span = whole(side, item.index) or item.span
        fix = remove(side, (item,), help_)
        return Hit(message, help_, span, item.pointer, related=item.related, fix=fix)
    found = diagnose(item.text)
    message = (
        f'{side.field.name} has "{shown(item.text)}", which {found.fault}: '
        "it is no IPv4 CIDR, so the request is refused."
    )
    help_ = f"Did you mean {found.meant}?" if found.meant else "Write a.b.c.d/n, with n from 0 to 32."
    if "," in item.text:
        message = f'{side.field.name} has "{shown(item.text)}" as one item: each item is one CIDR, so it is refused.'
        help_ = "Write each CIDR as an item of its own."
    bare = without_blanks(item.text)
    fix = rewrite(side, item, bare, f"Write {bare}.") if bare == found.meant and "/" in bare else ()
    return Hit(message, help_, item.span, item.pointer, related=item.related, fix=fix)


def _blanks_around(side: Side) -> Iterator[Hit]:
    """The warning for blanks beside the commas or at the ends of a comma string; once a side."""
    field = side.field
    if not side.items or not isinstance(field.value, str):
        return
    if len(field.value) == sum(len(item.text) for item in side.items) + len(side.items) - 1:
        return
    if not all(item.text for item in side.items):
        return
    joined = ",".join(item.text for item in side.items)
    where = "beside its commas" if "," in field.value else "around its CIDR"
    message = (
        f"{field.name} has blanks {where}: the text is sent as it stands, and the service need not "
        "take a blank as part of a CIDR."
    )
    help_ = f"Write {shown(joined)} without blanks."
    fix = replace_value(field, joined, "Remove the blanks.", safe=True)
    yield Hit(message, help_, field.span, field.pointer, Severity.WARNING, field.related, fix=fix, subject="blanks")


def host_bits_set(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """CIDRs whose address is not the network's own."""
    for side in sides(connection):
        if not side.complete:
            yield from doubts(side)
        for item in told(side):
            if item.host_bits:
                yield _host_bits(side, item)


def _host_bits(side: Side, item: Subnet) -> Hit:
    message = (
        f"{side.field.name} has {item.text}, an address within the network {item.range}: some tools cut the "
        "host bits silently, others refuse the CIDR, and the two ends then disagree."
    )
    help_ = f"Write the network, {item.range}, or the prefix length that was meant."
    if item.range is not None and item.range.is_default:
        help_ = "Write the prefix length that was meant, or 0.0.0.0/0."
    # A very short prefix is a slip itself: then the address is what was meant.
    meant = item.range is not None and item.range.prefix >= 8
    fix = rewrite(side, item, str(item.range), f"Write the network {item.range}.") if meant else ()
    return Hit(message, help_, item.span, item.pointer, related=item.related, fix=fix)


def ipv6_cidr(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """IPv6 in a side: IPsec connections of this API carry IPv4 alone."""
    for side in sides(connection):
        if not side.complete:
            yield from doubts(side)
        for item in told(side):
            if item.range is None and is_ipv6(item.text.strip()):
                message = (
                    f"{side.field.name} has the IPv6 network {shown(item.text)}, but an IPsec connection "
                    "carries IPv4 alone: the request is refused."
                )
                help_ = "Write the IPv4 CIDRs of both sites; route IPv6 another way."
                yield Hit(message, help_, item.span, item.pointer, related=item.related)


def empty_subnet(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Sides that are written and name nothing."""
    for side in sides(connection):
        if side.field.unknown:
            yield from doubts(side)
        elif _is_empty(side):
            message = (
                f"{side.field.name} is empty: the connection has no network to protect on this side, "
                "and the request is refused."
            )
            help_ = "Write the CIDRs of the site, or 0.0.0.0/0 on both sides to choose by routes."
            yield Hit(message, help_, place(side), side.field.pointer, related=side.field.related)


def _is_empty(side: Side) -> bool:
    """Whether a side is written and has no item with a text."""
    field = side.field
    if side.items and side.items[0].range is not None:
        return False
    if not field.written or side.unknown or any(item.text.strip() for item in side.items):
        return False
    if isinstance(field.node, Sequence):
        return len(field.node.items) == len(side.items)
    return True


_FACTS = "CreateVpnConnection, Vpc API 2016-04-28: LocalSubnet and RemoteSubnet (SDK 6.15.0, 2026-01-15)"

RULES: tuple[Rule, ...] = (
    Rule(
        code="IPS201",
        name="invalid-cidr",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="fix",
        summary="An item of LocalSubnet or RemoteSubnet is not a strict IPv4 CIDR.",
        why="The service answers IllegalParam.LocalSubnet or IllegalParam.RemoteSubnet, after everything "
        "before the call was built. Tools differ in what they let pass (bare addresses, `/08`, blanks, "
        "digits of other alphabets), so this rule takes `a.b.c.d/n` in ASCII without leading zeros alone. "
        "Blanks beside the commas of a comma string are a warning: the list is readable, but no page says "
        "that blanks are accepted.",
        source=f"{_FACTS}; RFC 4632 section 3.1",
        how="Write the network address and the prefix length; separate CIDRs with commas alone.",
        bad=Example(SINGLE.replace("172.20.8.0/22", "172.20.8.0/33")),
        good=Example(SINGLE),
        check=invalid_cidr,
    ),
    Rule(
        code="IPS202",
        name="host-bits-set",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="fix",
        summary="The address of a CIDR is not the network's own.",
        why="`10.20.0.1/16` names either the network 10.20.0.0/16 or a typing error in the prefix length. "
        "The Terraform provider refuses it; peers that mask it silently agree with one that does not only "
        "by luck.",
        source=f"{_FACTS}; Terraform provider 1.289 (2026-08-21), validateCIDRNetworkAddress",
        how="Write the network address, or correct the prefix length.",
        bad=Example(SINGLE.replace("10.20.0.0/16", "10.20.0.1/16")),
        good=Example(SINGLE),
        check=host_bits_set,
    ),
    Rule(
        code="IPS208",
        name="ipv6-cidr",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="A side names an IPv6 network.",
        why="IPsec connections of this API are IPv4: every page and example is, and no field takes IPv6.",
        source=_FACTS,
        how="Write the IPv4 CIDRs of the two sites.",
        bad=Example(SINGLE.replace("172.20.8.0/22", '"fd00:20:8::/48"')),
        good=Example(SINGLE),
        check=ipv6_cidr,
    ),
    Rule(
        code="IPS212",
        name="empty-subnet",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="LocalSubnet or RemoteSubnet is there but empty.",
        why="Both are required: without a CIDR there is no traffic selector to negotiate. Peers that are "
        "given an empty selector propose their own host address, and phase 2 ends in TS_UNACCEPTABLE.",
        source=_FACTS,
        how="Write at least one CIDR, or 0.0.0.0/0 on both sides to choose by routes.",
        bad=Example(SINGLE.replace("172.20.8.0/22", "[]")),
        good=Example(SINGLE),
        check=empty_subnet,
    ),
)
