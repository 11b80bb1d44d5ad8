"""CIDRs as ranges: which networks a side may name, how many, and of which kind (IPS203-IPS206)."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint import facts
from ipseclint.address import Range, cidr, parse_address, parse_cidr, redundant
from ipseclint.finding import Severity
from ipseclint.model import Connection, Side, Subnet
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings
from ipseclint.rules.samples import SINGLE
from ipseclint.rules.subnets import beside, doubts, place, remove, sides, told

# IANA IPv4 Special-Purpose Address Registry (RFC 6890) and RFC 5771: never a site's network.
_RESERVED = (
    (cidr("0.0.0.0/8"), "this network"),
    (cidr("127.0.0.0/8"), "loopback"),
    (cidr("169.254.0.0/16"), "link-local"),
    (cidr("224.0.0.0/4"), "multicast"),
    (cidr("240.0.0.0/4"), "reserved"),
)
# The platform's own services stand here; routes to it break them (CreateVcoRouteEntry page, 2026-01-08).
_PLATFORM = cidr("100.64.0.0/10")
# RFC 1918, and ranges that are neither public nor anybody's (RFC 2544, RFC 6890).
_PRIVATE = tuple(map(cidr, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_NOT_PUBLIC = (*_PRIVATE, *map(cidr, ("198.18.0.0/15", "192.0.0.0/24")))
_DOCUMENTATION = tuple(map(cidr, facts.DOCUMENTATION_RANGES))
# Public ranges that are one typing error away from a private one.
_SLIPS = (
    (cidr("172.32.0.0/11"), _PRIVATE[1]),
    (cidr("172.64.0.0/10"), _PRIVATE[1]),
    (cidr("172.128.0.0/9"), _PRIVATE[1]),
    (cidr("192.160.0.0/12"), _PRIVATE[2]),
    (cidr("92.168.0.0/16"), _PRIVATE[2]),
)


def too_many_cidrs(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """More CIDRs on one side than the service or the tools take."""
    limit = max(facts.MAX_CIDRS, settings.max_cidrs)
    for side in sides(connection):
        count = len({item.text for item in side.items if item.text.strip()})
        if count > limit:
            yield _too_many(side, count, limit, Severity.ERROR)
        elif count > settings.max_cidrs:
            yield _too_many(side, count, settings.max_cidrs, Severity.WARNING)
        elif side.field.unknown or count + len(side.unknown) > settings.max_cidrs:
            yield from doubts(side)


def _too_many(side: Side, count: int, limit: int, severity: Severity) -> Hit:
    told = "the request is" if severity is Severity.ERROR else "where the quota is not raised, the request is"
    message = f"{side.field.name} has {count} CIDRs, more than {limit} on one side: {told} refused."
    help_ = "Name one CIDR that holds them, or use 0.0.0.0/0 on both sides and choose by routes."
    return Hit(message, help_, place(side), side.field.pointer, severity, side.field.related, subject="count")


def duplicate_cidr(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """CIDRs that another one of the same side holds already."""
    for side in sides(connection):
        if not side.complete:
            yield from doubts(side)
        if len(side.items) > 1:
            yield from _duplicates(side)


def _duplicates(side: Side) -> Iterator[Hit]:
    held = [item for item in told(side) if item.range is not None]
    defaults = [item for item in held if item.range is not None and item.range.is_default]
    others = [item for item in held if item.range is not None and not item.range.is_default]
    for items in (defaults, others):
        for index, holder in redundant([item.range for item in items if item.range is not None]):
            yield _duplicate(side, items[index], items[holder])


def _duplicate(side: Side, item: Subnet, holder: Subnet) -> Hit:
    if item.text == holder.text:
        message = f"{side.field.name} has {item.text} twice: the second adds nothing and costs a policy route."
    elif item.range == holder.range:
        message = f"{side.field.name} has {item.text}, the same network as {holder.text}: it adds nothing."
    else:
        message = (
            f"{side.field.name} has {item.range}, which lies within {holder.range} of the same side: "
            "two selectors match the same traffic."
        )
    help_ = f"Remove {item.text}, or write the smaller networks that were meant."
    fix = remove(side, (item,), f"Remove {item.text}.")
    related = beside(holder, f"{holder.text} stands here")
    return Hit(message, help_, item.span, item.pointer, related=related, fix=fix)


def _is_private(held: Range) -> bool:
    for private in _PRIVATE:  # noqa: SIM110 (any() takes twice as long, for every item of a fleet)
        if private.first <= held.first and held.last <= private.last:
            return True
    return False


def reserved_range(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """CIDRs in ranges that no site can have."""
    for side in sides(connection):
        if not side.complete:
            yield from doubts(side)
        for item in told(side):
            if item.range is not None and item.range.prefix and not _is_private(item.range):
                yield from _reserved(side, item, item.range)


def _reserved(side: Side, item: Subnet, held: Range) -> Iterator[Hit]:
    for reserved, what in _RESERVED:
        if reserved.contains(held):
            message = (
                f"{side.field.name} has {held}, which lies in {reserved} ({what}): such addresses are "
                "never routed, so nothing can pass."
            )
            yield _at(item, message, "Write the networks that the site really uses.", Severity.ERROR)
            return
    if _PLATFORM.overlaps(held):
        message = (
            f"{side.field.name} has {held}{_relation(held)}, where Alibaba Cloud has its own services: "
            "routes to it break them or keep the tunnel from coming up."
        )
        yield _at(item, message, "Write networks without 100.64.0.0/10.", Severity.WARNING)
        return
    inside = [f"{reserved} ({what})" for reserved, what in _RESERVED if held.contains(reserved)]
    if inside:
        message = f"{side.field.name} has {held}, which holds {' and '.join(inside)}: these are never routed."
        yield _at(item, message, "Write the networks that the site really uses.", Severity.WARNING)


def _relation(held: Range) -> str:
    if held == _PLATFORM:
        return ""
    return f", {'part of' if _PLATFORM.contains(held) else 'which holds'} {_PLATFORM}"


def _at(item: Subnet, message: str, help_: str, severity: Severity) -> Hit:
    return Hit(message, help_, item.span, item.pointer, severity, item.related)


def public_range(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """CIDRs of public address space."""
    for side in sides(connection):
        if not side.complete:
            yield from doubts(side)
        for item in told(side):
            if item.range is not None and not _is_private(item.range) and _is_public(item.range, settings):
                yield _public(side, item, item.range)


def _is_public(held: Range, settings: Settings) -> bool:
    if any(known.contains(held) for known in _NOT_PUBLIC) or held.is_default:
        return False
    if any(known.contains(held) for known in _own(settings)) or _PLATFORM.overlaps(held):
        return False
    if any(known.contains(held) for known in _DOCUMENTATION):
        return False
    return not any(reserved.overlaps(held) for reserved, _ in _RESERVED)


def _own(settings: Settings) -> Iterator[Range]:
    """The ranges that the configuration calls private."""
    for text in settings.private_ranges:
        address = parse_address(text)
        if address is not None:
            yield Range(address, address, 32)
        elif parse_cidr(text) is not None:
            yield cidr(text)


def _public(side: Side, item: Subnet, held: Range) -> Hit:
    for slip, private in _SLIPS:
        if slip.contains(held):
            message = (
                f"{side.field.name} has {held}, which is public address space beside the private {private}: "
                "hosts with Internet access send this traffic to the Internet, not into the tunnel."
            )
            help_ = f"Write a network of {private}, or name this one in private-ranges of the configuration."
            return _at(item, message, help_, Severity.WARNING)
    partly = next((private for private in _PRIVATE if held.contains(private)), None)
    what = f"reaches beyond the private {partly} into" if partly else "is"
    message = (
        f"{side.field.name} has {held}, which {what} public address space: hosts with Internet access may "
        "reach these addresses through the Internet, not through the tunnel."
    )
    help_ = "If the site owns this network, name it in private-ranges of the configuration."
    return _at(item, message, help_, Severity.INFO)


RULES: tuple[Rule, ...] = (
    Rule(
        code="IPS203",
        name="too-many-cidrs",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="A side has more CIDRs than one connection takes.",
        why="The Terraform provider takes at most 10 a side; the page of limits named 5 in 2021, so more "
        "than 5 is a warning. Each pair of a local and a remote CIDR makes a policy route, of which a "
        "gateway has 20.",
        source="Terraform provider 1.289 (2026-08-21); limits page of VPN Gateway (2021-03)",
        how="Aggregate the networks, or choose by routes with 0.0.0.0/0 on both sides.",
        configure="max-cidrs",
        bad=Example(SINGLE.replace("172.20.8.0/22", ",".join(f"172.20.{8 * i}.0/24" for i in range(11)))),
        good=Example(SINGLE),
        check=too_many_cidrs,
    ),
    Rule(
        code="IPS204",
        name="duplicate-cidr",
        severity=Severity.WARNING,
        scope="connection",
        since="0.1.0",
        repair="fix",
        summary="A CIDR equals another one of its side, or lies within it.",
        why="Selectors that overlap match the same traffic twice: peers differ in which they take, and each "
        "one costs a policy route and, with many peers, a child SA.",
        source="RFC 4301 section 4.4.1 (ordered policies); limits page of VPN Gateway (2021-03)",
        how="Remove the narrower CIDR, or write the parts that were meant.",
        bad=Example(SINGLE.replace("172.20.8.0/22", "172.20.8.0/22,172.20.9.0/24")),
        good=Example(SINGLE.replace("172.20.8.0/22", "172.20.8.0/22,172.20.16.0/24")),
        check=duplicate_cidr,
    ),
    Rule(
        code="IPS205",
        name="reserved-range",
        severity=Severity.ERROR,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="A CIDR lies in a range that cannot be a site's network.",
        why="Loopback, link-local, multicast and reserved addresses are not routed. 100.64.0.0/10 (part or "
        "whole) holds the platform's own services: a route to it breaks status display or negotiation, "
        "which is a warning here.",
        source="RFC 6890; RFC 5771; CreateVcoRouteEntry page (2026-01-08)",
        how="Write the networks that the sites really use.",
        bad=Example(SINGLE.replace("172.20.8.0/22", "169.254.8.0/24")),
        good=Example(SINGLE),
        check=reserved_range,
    ),
    Rule(
        code="IPS206",
        name="public-range",
        severity=Severity.INFO,
        scope="connection",
        since="0.1.0",
        repair="-",
        summary="A CIDR is public address space.",
        why="Phase 2 comes up, but hosts with Internet access send this traffic to the Internet. Networks "
        "beside the private ranges (172.32 to 172.255, 192.160 to 192.175, 92.168) are mostly typing "
        "errors: a warning.",
        source="RFC 1918; VPN Gateway FAQ, phase 2 item 3",
        how="Correct the network; name ranges that the company owns in private-ranges.",
        configure="private-ranges",
        bad=Example(SINGLE.replace("172.20.8.0/22", "172.40.8.0/22")),
        good=Example(SINGLE),
        check=public_range,
    ),
)
