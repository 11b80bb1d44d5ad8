"""What the schema refuses, and which rule speaks of it (IPS101, IPS103-IPS106, or one elsewhere)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ipseclint import facts
from ipseclint.dialects.shape import LISTS, PLACES
from ipseclint.dialects.tree import Request
from ipseclint.effective import integer
from ipseclint.model import Connection, State
from ipseclint.node import Mapping, Scalar, Sequence
from ipseclint.rules.choices import LISTS as CHOICES
from ipseclint.rules.choices import OUTDATED
from ipseclint.rules.rule import Hit
from ipseclint.rules.spot import Spot, locate, text_of
from ipseclint.rules.telling import TELLERS, missing
from ipseclint.schema import Fault, faults

# The rule that speaks of a value that the schema refuses, by field. Fields with a closed list are not here
# (IPS104, IPS105); a value of the wrong form (a list for text, text for a mapping) is IPS103 in every field.
SAID_BY: dict[str, str] = {
    **dict.fromkeys(facts.BOOLEAN_FIELDS, "IPS103"),
    "interval": "IPS103",
    "retry": "IPS103",
    "RemoteCaCertificate": "IPS103",
    "RemoteCaCert": "IPS103",
    "ClientToken": "IPS106",
    "ResourceGroupId": "IPS106",
    "Key": "IPS106",
    "Value": "IPS106",
    "Tags": "IPS106",
    "VpnGatewayId": "IPS110",
    "CustomerGatewayId": "IPS110",
    "LocalSubnet": "IPS201",
    "RemoteSubnet": "IPS201",
    "IkeLifetime": "IPS501",
    "IpsecLifetime": "IPS501",
    "Name": "IPS601",
    "Psk": "IPS704",
    "LocalId": "IPS708",
    "RemoteId": "IPS708",
    "TunnelOptionsSpecification": "IPS801",
    "TunnelCidr": "IPS811",
    "LocalBgpIp": "IPS812",
    "LocalAsn": "IPS814",
    "dip": "IPS831",
    "sip": "IPS831",
}
# The rule that speaks of a required field that is absent, where it is not IPS101.
MISSING_SAID_BY = {"Role": "IPS802", "TunnelIndex": "IPS802", "dip": "IPS831", "sip": "IPS831"}
_IDS = frozenset(("VpnGatewayId", "CustomerGatewayId"))
_SUBNETS = frozenset(("LocalSubnet", "RemoteSubnet"))


@lru_cache(maxsize=1)
def judged(connection: Connection) -> tuple[tuple[str, Hit], ...]:
    """What the schema says of a connection, with the code that says it. The rules of this family ask one
    after the other, so the last answer is kept."""
    return tuple(_told(connection.request))


def _told(request: Request) -> Iterator[tuple[str, Hit]]:
    for fault in faults(request):
        spot = locate(request, fault.path)
        code = code_of(spot, fault)
        hit = missing(spot, fault.missing) if fault.missing else None
        if not fault.missing and code in TELLERS:
            hit = TELLERS[code](spot, fault.keyword)
        if hit is not None and code in TELLERS:
            yield code, hit


def code_of(spot: Spot, fault: Fault) -> str:
    """The rule that speaks of what the schema refuses at a spot."""
    if fault.missing:
        return MISSING_SAID_BY.get(fault.missing, "IPS101")
    if not _has_form(spot):
        return "IPS103"
    if spot.field in _IDS and fault.keyword in ("minLength", "maxLength"):
        return "IPS101" if fault.keyword == "minLength" else "IPS106"
    if spot.field in CHOICES:
        return "IPS105" if text_of(spot.node) in OUTDATED.get(spot.field, ()) else "IPS104"
    if spot.field in facts.INTEGER_FIELDS and isinstance(spot.node, Scalar):
        return "IPS005" if integer(spot.node)[1] is State.UNKNOWN else SAID_BY[spot.field]
    return SAID_BY[spot.field]


def _has_form(spot: Spot) -> bool:
    """Whether a value is at least of the form that its field takes: a mapping, a list, or one value."""
    node = spot.node
    if spot.field in _SUBNETS:
        is_text = isinstance(node, Scalar) and isinstance(node.value, str)
        return is_text or (spot.item is None and isinstance(node, Sequence))
    if spot.field in LISTS and spot.item is None:
        return isinstance(node, Sequence)
    if spot.field in PLACES:
        return isinstance(node, Mapping)
    if not isinstance(node, Scalar):
        return False
    takes_number = spot.field in facts.INTEGER_FIELDS or spot.field == "LocalAsn"
    return not (takes_number and isinstance(node.value, bool))
