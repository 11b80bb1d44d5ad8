"""What the Terraform provider's own rules say about a resource: old names, forms that it no longer takes."""

from __future__ import annotations

from collections.abc import Iterator

from ipseclint import node
from ipseclint.dialects.provider_names import Schema, Spelling
from ipseclint.dialects.tree import Note, Request


def on_resource(schema: Schema, spelling: Spelling, values: node.Mapping, request: Request) -> Iterator[Note]:
    """Notes on the resource as a whole, whose request has been lifted."""
    if schema.kind == "attachment":
        yield from _single_attachment(spelling, request)
    else:
        yield from _old_name(spelling, values)
    for name in ("local_subnet", "remote_subnet"):
        entry = values.entries.get(name)
        if entry is not None:
            yield from _subnet_form(schema, schema.places[""][name], entry)


def several(entry: node.Entry, items: list[node.Node], pointer: str) -> Note:
    """A block that may stand once stands several times."""
    return Note(
        "IPS003",
        f"`{entry.key}` is given {len(items)} times; the provider takes it once.",
        "Keep one of them.",
        items[1].span,
        pointer,
        related=(node.Place(items[0].span, "first given here"),),
    )


def never_sent(entry: node.Entry) -> Note:
    """`network_type` of a connection."""
    return Note(
        "IPS107",
        f"`{entry.key}` of a connection is never sent: the gateway's own network type decides.",
        f"Remove it; set `{entry.key}` on the VPN gateway.",
        entry.key_span,
        severity="info",
    )


def _single_attachment(spelling: Spelling, request: Request) -> Iterator[Note]:
    if "TunnelOptionsSpecification" in request.body.entries:
        return
    spelt = spelling("tunnel_options_specification")
    yield Note(
        "IPS107",
        "This attachment has the single-tunnel form, which the service has rejected since November 2024.",
        f"Describe both tunnels with `{spelt}`, one with index 1 and one with index 2.",
        request.span,
        severity="error",
    )


def _old_name(spelling: Spelling, values: node.Mapping) -> Iterator[Note]:
    entry = values.entries.get("name")
    if entry is None or node.is_null(entry.value):
        return
    new = spelling("vpn_connection_name")
    alone = node.is_null(values.get("vpn_connection_name"))
    yield Note(
        "IPS107",
        f"`{entry.key}` is deprecated since version 1.216.0 of the provider.",
        f"Write `{new}` instead." if alone else f"Remove it: `{new}` is given too.",
        entry.key_span,
        "/Name",
        severity="info",
        fix=(entry.key_span, new) if alone and entry.key_span.text == entry.key else None,
    )


def _subnet_form(schema: Schema, api: str, entry: node.Entry) -> Iterator[Note]:
    """One resource has lists of CIDRs, the other texts; Terraform refuses the wrong one."""
    value = entry.value
    if schema.subnet_is_list:
        wrong = isinstance(value, node.Scalar) and bool(value.text)
        found, wanted, example = "text", "a list of CIDRs", '["10.0.0.0/16"]'
    else:
        wrong = isinstance(value, node.Sequence)
        found, wanted, example = "a list", "text with commas", '"10.0.0.0/16,10.1.0.0/16"'
    if wrong:
        yield Note(
            "IPS103",
            f"`{entry.key}` is {found}, but this resource takes {wanted}.",
            f"Write {wanted}, such as {example}.",
            value.span,
            f"/{api}",
            related=value.related,
        )
