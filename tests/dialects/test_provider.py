"""The lift from the provider's names to the API's."""

from __future__ import annotations

import pytest

from ipseclint import node
from ipseclint.dialects.masking import mask_expression
from ipseclint.dialects.provider import ATTACHMENT, CONNECTION, Style, known, lift
from ipseclint.dialects.tree import Request
from ipseclint.secret import Secret
from ipseclint.span import Source, Span

TERRAFORM = Style("terraform")


def tree(value: object, source: Source) -> node.Node:
    """A node tree of plain values; each text that stands in the source has its place there."""
    if isinstance(value, node.Unknown):
        return value
    if isinstance(value, dict):
        entries = {key: node.Entry(key, place(source, key), tree(item, source)) for key, item in value.items()}
        return node.Mapping(entries, source.span(0, 0))
    if isinstance(value, list):
        return node.Sequence([tree(item, source) for item in value], source.span(0, 0))
    assert value is None or isinstance(value, str | int | bool)
    return node.Scalar(value, place(source, str(value)), "bare")


def place(source: Source, text: str) -> Span:
    at = source.text.find(text)
    return source.span(max(at, 0), max(at, 0) + (len(text) if at >= 0 else 0))


def lifted(kind: str, values: dict[str, object], text: str = "", style: Style = TERRAFORM) -> Request:
    source = Source("main.tf", text)
    mapping = tree(values, source)
    assert isinstance(mapping, node.Mapping)
    return lift(kind, mapping, style=style, address=f"{kind}.x", span=source.span(0, 0))


def plain(value: node.Node | None) -> object:
    if isinstance(value, node.Mapping):
        return {key: plain(entry.value) for key, entry in value.entries.items()}
    if isinstance(value, node.Sequence):
        return [plain(item) for item in value.items]
    if isinstance(value, node.Unknown):
        return f"?{value.expression}"
    return value.value if value is not None else None


TUNNEL = {"role": "master", "tunnel_ike_config": {"local_id": "a", "psk": "k"}}


def test_names_become_the_names_of_the_api() -> None:
    values: dict[str, object] = {
        "vpn_connection_name": "edge",
        "local_subnet": ["10.0.0.0/8"],
        "ike_config": [{"ike_local_id": "a", "ike_lifetime": "3600"}],
        "bgp_config": {"enable": True, "local_asn": "65001"},
        "health_check_config": [{"enable": True, "dip": "10.0.0.1"}],
        "tags": {"team": "net"},
    }
    assert plain(lifted(CONNECTION, values).body) == {
        "Name": "edge",
        "LocalSubnet": ["10.0.0.0/8"],
        "IkeConfig": {"LocalId": "a", "IkeLifetime": "3600"},
        "BgpConfig": {"EnableBgp": True, "LocalAsn": "65001"},
        "HealthCheckConfig": {"enable": True, "dip": "10.0.0.1"},
        "Tags": [{"Key": "team", "Value": "net"}],
    }


def test_tunnels_are_a_list_also_when_there_is_one() -> None:
    body = lifted(CONNECTION, {"tunnel_options_specification": TUNNEL}).body
    assert plain(body) == {
        "TunnelOptionsSpecification": [{"Role": "master", "TunnelIkeConfig": {"LocalId": "a", "Psk": Secret("k")}}]
    }


def test_nulls_empty_texts_and_empty_blocks_are_left_out() -> None:
    values: dict[str, object] = {
        "ike_config": [],
        "tunnel_options_specification": [],
        "customer_gateway_id": "",
        "vpn_gateway_id": None,
        "remote_subnet": [],
        "ipsec_config": {"ipsec_pfs": ""},
    }
    assert plain(lifted(CONNECTION, values).body) == {"RemoteSubnet": [], "IpsecConfig": {}}


def test_a_key_is_secret_and_its_text_hidden() -> None:
    source_text = 'psk = "abcDEF123"'
    request = lifted(CONNECTION, {"ike_config": {"psk": "abcDEF123"}}, source_text)
    assert isinstance(request.body.get("IkeConfig"), node.Mapping)
    assert "abcDEF123" not in repr(plain(request.body))
    assert request.span.source.secrets == {(7, 16)}


def test_an_unknown_key_keeps_no_text_of_its_parts() -> None:
    source = Source("main.tf", 'psk = "abc${var.x}"')
    unknown = node.Unknown('"abc${var.x}"', source.span(6, 19))
    mapping = tree({"ike_config": {"psk": unknown}}, source)
    assert isinstance(mapping, node.Mapping)
    body = lift(CONNECTION, mapping, style=TERRAFORM, address="x", span=source.span(0, 0)).body
    assert plain(body) == {"IkeConfig": {"Psk": '?"********${var.x}"'}}
    assert source.secrets == {(6, 19)}


def test_masking_leaves_references_only() -> None:
    assert mask_expression('var.a == "x" ? "s3" : var.b["k"]') == (
        'var.a == "********" ? "********" : var.b["********"]'
    )
    assert mask_expression('"${var.a == "x" ? "s3" : upper("t")}-u"') == (
        '"${var.a == "********" ? "********" : upper("********")}********"'
    )
    assert mask_expression("abc${x.y}d", template=True) == "********${x.y}********"
    assert mask_expression("<<EOT\nabc\nEOT") == "********"


@pytest.mark.parametrize("kind", [CONNECTION, ATTACHMENT])
def test_the_provider_says_what_it_sends(kind: str) -> None:
    sent = lifted(kind, {}).sent
    assert sent["TunnelOptionsSpecification/*/EnableDpd"].value is False
    assert sent["TunnelOptionsSpecification/*/TunnelIkeConfig/IkeLifetime"].value == 0
    assert sent["IpsecConfig/IpsecLifetime"].value == 0


def test_fields_are_spelt_as_the_resource_has_them() -> None:
    connection, attachment = lifted(CONNECTION, {}).spell, lifted(ATTACHMENT, {}).spell
    assert connection("Name", "") == "vpn_connection_name"
    assert connection("RemoteId", "IkeConfig") == "ike_remote_id"
    assert connection("RemoteId", "TunnelIkeConfig") == "remote_id"
    assert attachment("RemoteId", "IkeConfig") == "remote_id"
    assert attachment("Name", "") == "vpn_attachment_name"
    assert connection("ClientToken", "") == "ClientToken"


def test_a_key_of_another_place_says_where_it_belongs() -> None:
    values: dict[str, object] = {
        "ike_config": {"remote_id": "x", "ipsec_pfs": "group14", "IkeVersion": "ikev2"},
        "zone-id": "z",
        "psk": "k",
        "tunnel_bandwidth": "Large",
        "resource_group_id": "rg",
        "local_subnets": ["10.0.0.0/8"],
    }
    found = [(m.pointer, m.key, m.meant, m.advice) for m in lifted(CONNECTION, values).misplaced]
    assert found == [
        ("/IkeConfig", "remote_id", "RemoteId", "In `ike_config` it is called `ike_remote_id`."),
        ("/IkeConfig", "ipsec_pfs", "", "It belongs in `ipsec_config` or `tunnel_ipsec_config`."),
        ("/IkeConfig", "IkeVersion", "IkeVersion", ""),
        ("", "zone-id", "", ""),
        ("", "psk", "", "It belongs in `ike_config` or `tunnel_ike_config`."),
        ("", "tunnel_bandwidth", "", "Only an attachment has it."),
        ("", "resource_group_id", "", "An IPsec connection takes its resource group from its VPN gateway."),
        ("", "local_subnets", "LocalSubnet", ""),
    ]


def test_a_plan_lists_computed_attributes_without_fault() -> None:
    values: dict[str, object] = {"status": "x", "id": None, "timeouts": None, "network_type": None}
    request = lifted(CONNECTION, values, style=Style("plan", complete=True))
    assert (request.misplaced, request.notes) == ([], [])


def test_setting_a_computed_attribute_is_told_unless_it_sets_nothing() -> None:
    source = Source("main.tf", "")
    open_ = node.Unknown("var.x", source.span(0, 0))
    values: dict[str, object] = {"status": "up", "create_time": None, "id": open_}
    assert [m.key for m in lifted(CONNECTION, values).misplaced] == ["status"]


def test_old_names_and_forms_are_told() -> None:
    values: dict[str, object] = {"name": "edge", "network_type": "public", "local_subnet": "10.0.0.0/8"}
    notes = lifted(CONNECTION, values, "name").notes
    assert [(n.code, n.severity, n.fix is not None) for n in notes] == [
        ("IPS107", "info", False),
        ("IPS107", "info", True),
        ("IPS103", None, False),
    ]
    assert [n.severity for n in lifted(ATTACHMENT, {"local_subnet": ["10.0.0.0/8"]}).notes] == ["error", None]
    assert lifted(ATTACHMENT, {"tunnel_options_specification": [{"role": "master"}]}).notes == []


def test_the_newer_name_counts_where_both_are_given() -> None:
    for values in ({"name": "a", "vpn_connection_name": "b"}, {"vpn_connection_name": "b", "name": "a"}):
        assert plain(lifted(CONNECTION, dict(values)).body) == {"Name": "b"}


def test_gateways_are_known_by_what_rules_compare() -> None:
    source = Source("main.tf", "")
    values = tree({"ip_address": "1.2.3.4", "asn": None, "tags": {}}, source)
    assert isinstance(values, node.Mapping)
    found = known("alicloud_vpn_customer_gateway", values, identity="a", span=source.span(0, 0))
    assert found is not None
    assert (found.kind, {k: plain(v) for k, v in found.fields.items()}) == (
        "customer_gateway",
        {"IpAddress": "1.2.3.4"},
    )
    assert known("alicloud_vswitch", values, identity="a", span=source.span(0, 0)) is None
