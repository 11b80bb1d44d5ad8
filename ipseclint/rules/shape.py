"""Shape: fields that are missing, unknown, of the wrong type or outside their lists (IPS101-IPS108)."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint import facts
from ipseclint.dialects.shape import last_step
from ipseclint.dialects.tree import Misplaced, Request
from ipseclint.finding import Severity
from ipseclint.model import Connection
from ipseclint.node import Entry, Mapping, Place, Sequence, is_null
from ipseclint.rules.faults import judged
from ipseclint.rules.rule import Check, Example, Hit, Outcome, Replace, Rule, Settings, Undecided
from ipseclint.rules.samples import DUAL, SINGLE, altered
from ipseclint.rules.spot import one_line, spelt

_ITEMS = {"TunnelOptionsSpecification": "A tunnel", "Tags": "A tag"}
# IPS833 speaks of a health check beside tunnels.
_SINGLE = tuple(name for name in facts.SINGLE_FIELDS if name != "HealthCheckConfig")


def _of_schema(code: str) -> Check:
    """The check of a rule whose findings come from the schema."""

    def check(connection: Connection, settings: Settings) -> Iterator[Outcome]:
        for said_by, hit in judged(connection):
            if said_by == code:
                yield hit

    return check


def unknown_field(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Keys that the API does not have where they stand."""
    for stray in connection.request.misplaced:
        yield _stray(connection.request, stray)


def _stray(request: Request, stray: Misplaced) -> Hit:
    steps = [step for step in stray.pointer.split("/") if step and not step.isdigit()]
    place = steps[-1] if steps else ""
    meant = request.spell(stray.meant, place) if stray.meant else ""
    message = f"{_holder(request, steps)} has no field {one_line(stray.key) or 'without a name'}."
    pointer = f"{stray.pointer}/{stray.meant}" if stray.meant else stray.pointer or None
    numbers = [int(step) for step in stray.pointer.split("/") if step.isdigit()]
    return Hit(
        message,
        _help(request, stray, place, meant),
        stray.key_span,
        pointer,
        tunnel=numbers[0] if numbers and steps[0] == "TunnelOptionsSpecification" else None,
        fix=_rename(request, stray, meant) if meant and not stray.advice else (),
        subject=one_line(stray.key),
    )


def _holder(request: Request, steps: list[str]) -> str:
    """The mapping that a key stands in, as the user spells it."""
    if not steps:
        return "An attachment" if request.kind == "attachment" else "A connection"
    parent = steps[-2] if len(steps) > 1 else ""
    return _ITEMS.get(steps[-1]) or request.spell(steps[-1], parent)


def _help(request: Request, stray: Misplaced, place: str, meant: str) -> str:
    advice = stray.advice[:1].upper() + stray.advice[1:].rstrip(".") + "." if stray.advice else ""
    if advice:
        return advice
    if meant:
        return f"Did you mean {meant}?"
    if not place:
        return "Remove it; nothing like it is known here."
    return f"Remove it; known here are {', '.join(spelt(request, place))}."


def _rename(request: Request, stray: Misplaced, meant: str) -> tuple[Replace, ...]:
    """The edit that writes the field meant, if no other key has its name and the key stands there as such."""
    held = _mapping_at(request.body, stray.pointer)
    taken = held.entries.get(stray.meant) if held is not None else None
    if taken is not None and taken.key_span is not stray.key_span:
        return ()
    span = last_step(stray.key_span, stray.key)
    return (Replace(f"Rename it to {meant}.", span, meant),) if span is not None else ()


def _mapping_at(body: Mapping, pointer: str) -> Mapping | None:
    at: object = body
    for step in pointer.split("/")[1:]:
        if isinstance(at, Mapping):
            at = at.get(step)
        elif isinstance(at, Sequence):
            at = at.items[int(step)]
    return at if isinstance(at, Mapping) else None


def mixed_modes(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """Fields of a single tunnel beside the list of two."""
    if not connection.dual:
        return
    body = connection.request.body.entries
    given = [(name, body[name]) for name in _SINGLE if name in body and not is_null(body[name].value)]
    if not given:
        return
    tunnels = connection.tunnel_list
    if tunnels.unknown:
        yield Undecided(tunnels)
    elif not isinstance(tunnels.node, Sequence) or tunnels.node.items:
        yield _mixed(connection, sorted(given, key=lambda item: item[1].key_span.start))


def _mixed(connection: Connection, given: list[tuple[str, Entry]]) -> Hit:
    name, first = given[0]
    names = [entry.key or connection.request.spell(name, "") for name, entry in given]
    listed = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    tunnels = connection.tunnel_list
    message = (
        f"{listed} {'belongs' if len(names) == 1 else 'belong'} to a single tunnel, but {tunnels.name} is for "
        "two: what the service does with both is not documented."
    )
    help_ = f"Write these values into the tunnels of {tunnels.name} and remove them here."
    related = [Place(entry.key_span, "also of a single tunnel") for _, entry in given[1:]]
    if tunnels.key_span is not None:
        related.append(Place(tunnels.key_span, "for two tunnels"))
    return Hit(message, help_, first.key_span, f"/{name}", related=tuple(related), subject="mixed")


_API = "CreateVpnConnection, Vpc API 2016-04-28 (SDK 7.2.2, 2026-09-15; SDK 6.15.0, 2026-01-15)"
_OLD = "page of CreateVpnConnection of 2019-09-06; ROS 1.15 (2026-09-04) still lists group24"
_CGW = "CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9\n"
_TF = """\
resource "alicloud_vpn_connection" "hq" {
  name                = "hq-to-shanghai"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
}
"""

RULES: tuple[Rule, ...] = (
    Rule(
        "IPS101",
        "missing-field",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="A field that the API requires is absent or empty.",
        why="The API rejects a request without VpnGatewayId, LocalSubnet or RemoteSubnet, and one whose peer is not "
        "named: by CustomerGatewayId of the connection (one tunnel) or of each tunnel (two).",
        source=_API,
        how="Add the field that is named.",
        bad=Example(altered(SINGLE, ("RemoteSubnet: 172.20.8.0/22\n", ""))),
        good=Example(SINGLE),
        check=_of_schema("IPS101"),
    ),
    Rule(
        "IPS102",
        "unknown-field",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "fix",
        summary="A key is none that the API, or the tool, has at this place.",
        why="Most tools drop such a key in silence, so that the value meant never arrives and a default, often a weak "
        "one, stands in its place. Fields of neighbouring calls (ResourceGroupId, TunnelIndex, NetworkType) do not "
        "exist here.",
        source=_API,
        how="Correct the spelling, or write the key where it belongs.",
        bad=Example(altered(SINGLE, ("IkeEncAlg", "IkeEncryptionAlg"))),
        good=Example(SINGLE),
        check=unknown_field,
    ),
    Rule(
        "IPS103",
        "wrong-type",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="A value is of another type than its field: text for a mapping, a list for text.",
        why="The request cannot be made from it, or the API rejects it. Subnets may be lists or text with commas, and "
        "numbers, true and false may be written as text; IkeConfig and its like may be the text of a JSON object.",
        source=_API,
        how="Write the value in the type that is named.",
        bad=Example(altered(SINGLE, ("Name: hq-to-shanghai", "Name: [hq, shanghai]"))),
        good=Example(altered(SINGLE, ("IpsecLifetime: 28800", 'IpsecLifetime: "28800"'))),
        check=_of_schema("IPS103"),
    ),
    Rule(
        "IPS104",
        "invalid-value",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "fix",
        summary="A value is not in its field's closed list.",
        why="The API compares exactly: AES256, SHA1 or IKEv2 are not aes256, sha1, ikev2, and names of other products "
        "(AES-128-CBC, modp2048) are not known. It has no AES-GCM and no group above group14.",
        source=_API,
        how="Write the value of the list that is meant, in lower case.",
        bad=Example(altered(SINGLE, ("IkeEncAlg: aes256", "IkeEncAlg: AES-256-CBC"))),
        good=Example(SINGLE),
        check=_of_schema("IPS104"),
    ),
    Rule(
        "IPS105",
        "outdated-value",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "fix",
        summary="A value or key that was right in 2019 and is not in today's API.",
        why="group24 is gone from the API's lists, versions are written ikev1 and ikev2 today, and LocalIdIPsec is "
        "LocalId. Whether the service still takes the old ones is documented nowhere.",
        source=f"{_OLD}; {_API}",
        how="Write today's spelling; for group24 take group14, on both ends.",
        bad=Example(altered(SINGLE, ("IkeVersion: ikev2", "IkeVersion: Ikev2"))),
        good=Example(SINGLE),
        check=_of_schema("IPS105"),
    ),
    Rule(
        "IPS106",
        "invalid-length",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="A text is longer, shorter or made of other characters than its field takes.",
        why="Ids have up to 100 characters, ClientToken 1 to 64 of ASCII. Up to 20 tags: keys of 1 to 64 characters, "
        "values of up to 128, neither beginning with aliyun or acs: nor holding http:// or https://.",
        source=_API,
        how="Shorten or rewrite the text.",
        bad=Example(SINGLE + "Tags: [{Key: acs:team, Value: network}]\n"),
        good=Example(SINGLE + "Tags: [{Key: team, Value: network}]\n"),
        check=_of_schema("IPS106"),
    ),
    Rule(
        "IPS107",
        "deprecated-field",
        Severity.INFO,
        "connection",
        "0.1.0",
        "fix",
        summary="A field that the tool keeps for old files only.",
        why="The Terraform provider calls the name vpn_connection_name since 1.216.0 and never sends network_type. An "
        "attachment in single-tunnel form is rejected by the service since November 2024: that is an error.",
        source="Terraform provider 1.289 (2026-08-21); CreateVpnAttachment (2026-02-11)",
        how="Write the field of today.",
        bad=Example(_TF, "main.tf"),
        good=Example(SINGLE),
    ),
    Rule(
        "IPS108",
        "mixed-modes",
        Severity.WARNING,
        "connection",
        "0.1.0",
        "-",
        summary="Fields of a single tunnel stand beside the list of two tunnels.",
        why="The gateway has either one tunnel a connection or two, and takes the fields of that mode only. What "
        "happens to the others is not documented; values written there may never be used.",
        source="CreateVpnConnection, help page (zh, 2026); " + _API,
        how="Write the values into the tunnels, and remove them from the connection itself.",
        bad=Example(altered(DUAL, ("LocalSubnet:", _CGW + "LocalSubnet:"))),
        good=Example(DUAL),
        check=mixed_modes,
    ),
)
