"""What to say about a key that the Terraform provider does not have at its place."""

from __future__ import annotations

from ipseclint import node
from ipseclint.dialects.provider_names import SCHEMAS, Schema, Spelling
from ipseclint.dialects.tree import Misplaced

_RESOURCES = {"connection": "a connection", "attachment": "an attachment"}
_INHERITED = "An IPsec connection takes its resource group from its VPN gateway."


def about_unknown(
    schema: Schema, spelling: Spelling, place: str, pointer: str, name: str, entry: node.Entry
) -> Misplaced:
    """The finding on an unknown key: which attribute was meant, or where it belongs."""
    meant, advice = _advice(schema, spelling, place, name)
    return Misplaced(pointer, entry.key, entry.key_span, meant, advice)


def _advice(schema: Schema, spelling: Spelling, place: str, name: str) -> tuple[str, str]:
    if name in schema.computed.get(place, ()):
        inherited = name == "resource_group_id"
        return "", _INHERITED if inherited else "The provider reports this value; it cannot be set."
    fields = schema.places[place]
    api = _api_of(name, schema)
    here = _spelt(schema, place, api) if api else None
    if api and here:
        where = f"In `{_block(schema, spelling, place)}` it" if place else "Here it"
        return api, f"{where} is called `{spelling(here)}`."
    near = _near(name, list(fields))
    if near is not None and _plain(near) == _plain(name):
        return fields[near], ""
    elsewhere = _places_of(name, schema)
    if elsewhere:
        blocks = [f"`{_block(schema, spelling, other)}`" if other else "the resource itself" for other in elsewhere]
        return "", f"It belongs in {' or '.join(blocks)}."
    if near is not None:
        return fields[near], ""
    return "", _other_resource(schema, name)


def _api_of(name: str, schema: Schema) -> str | None:
    """The API's name for a provider name, wherever it stands."""
    for other in (schema, *SCHEMAS.values()):
        for fields in other.places.values():
            if name in fields:
                return fields[name]
    return None


def _spelt(schema: Schema, place: str, api: str) -> str | None:
    """What a place calls an API field."""
    return next((name for name, other in schema.places[place].items() if other == api), None)


def _places_of(name: str, schema: Schema) -> list[str]:
    """Places that have an attribute of this name."""
    return [place for place, fields in schema.places.items() if name in fields]


def _block(schema: Schema, spelling: Spelling, place: str) -> str:
    for fields in schema.places.values():
        for name, api in fields.items():
            if api == place:
                return spelling(name)
    return place


def _other_resource(schema: Schema, name: str) -> str:
    for other in SCHEMAS.values():
        if other is not schema and any(name in fields for fields in other.places.values()):
            return f"Only {_RESOURCES[other.kind]} has it."
    return ""


def _plain(name: str) -> str:
    return "".join(char for char in name.lower() if char.isalnum())


def _near(name: str, names: list[str]) -> str | None:
    """The attribute that a misspelt key most likely means."""
    plain = {_plain(known): known for known in names}
    if _plain(name) in plain:
        return plain[_plain(name)]
    from difflib import get_close_matches  # imported for a misspelt key only

    found = get_close_matches(_plain(name), list(plain), 1, 0.8)
    return plain[found[0]] if found else None
