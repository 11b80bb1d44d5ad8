"""What the Terraform provider and Pulumi call the fields of a connection (provider 1.289, Pulumi 4.0.0)."""

from __future__ import annotations

import re
from typing import Any

Tree = dict[str, Any]

_WORD = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# Names that do not follow from the API's: by the block that a field stands in, or anywhere ("*").
_CONNECTION = {
    ("", "Name"): "vpn_connection_name",
    ("IkeConfig", "LocalId"): "ike_local_id",
    ("IkeConfig", "RemoteId"): "ike_remote_id",
    ("BgpConfig", "EnableBgp"): "enable",
}
_ATTACHMENT = {("", "Name"): "vpn_attachment_name", ("BgpConfig", "EnableBgp"): "enable"}
_PLURALS = {"localSubnet": "localSubnets", "remoteSubnet": "remoteSubnets"}


def is_attachment(connection: Tree) -> bool:
    """An attachment goes to a transit router, not to a VPN gateway."""
    return "NetworkType" in connection


def snake(name: str) -> str:
    return _WORD.sub("_", name).lower()


def provided(connection: Tree) -> Tree:
    """A connection in the provider's names: a block is a list of mappings."""
    attachment = is_attachment(connection)
    made = _provided(connection, "", _ATTACHMENT if attachment else _CONNECTION)
    if attachment:
        for name in ("local_subnet", "remote_subnet"):
            made[name] = ",".join(made[name])
    if "tags" in made:
        made["tags"] = {tag["Key"]: tag["Value"] for tag in connection["Tags"]}
    return made


def _provided(fields: Tree, place: str, other: dict[tuple[str, str], str]) -> Tree:
    made: Tree = {}
    for api, value in fields.items():
        name = other.get((place, api)) or snake(api)
        if isinstance(value, dict):
            value = [_provided(value, api, other)]
        elif api == "TunnelOptionsSpecification":
            value = [_provided(tunnel, api, other) for tunnel in value]
        made[name] = value
    return made


def is_block(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def camel(fields: Tree, attachment: bool) -> Tree:
    """Provider names as Pulumi has them: lists have plural names, single blocks are mappings."""
    made: Tree = {}
    for name, value in fields.items():
        spelt = re.sub(r"_([a-z])", lambda match: match[1].upper(), name)
        if name == "tunnel_options_specification":
            made[spelt + "s"] = [camel(tunnel, attachment) for tunnel in value]
        elif is_block(value):
            made[spelt] = camel(value[0], attachment)
        else:
            made[spelt if attachment else _PLURALS.get(spelt, spelt)] = value
    return made
