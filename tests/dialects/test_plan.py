"""Terraform plans: what stands after they are applied, what is known only then, and what is never shown."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

import pytest

from ipseclint import facts
from ipseclint.dialects.plan import read_plan
from ipseclint.span import MAX_BYTES, Source, Unreadable
from tests.dialects.reading import at, every_line, findings, line, only, plain, read, shown

CONNECTION = "alicloud_vpn_connection"
VALUES: dict[str, Any] = {
    "vpn_gateway_id": "vpn-1",
    "customer_gateway_id": "cgw-1",
    "local_subnet": ["10.0.0.0/8"],
    "remote_subnet": ["172.16.0.0/12"],
    "vpn_connection_name": "edge",
    "name": "edge",
    "network_type": None,
    "tags": None,
    "status": None,
    "ike_config": [{"psk": "Zk3vSecretKeyValue", "ike_version": "ikev2", "ike_lifetime": None}],
    "bgp_config": [],
    "tunnel_options_specification": [],
}


def resource(address: str, values: Any, kind: str = CONNECTION, **more: Any) -> dict[str, Any]:
    return {"address": address, "mode": "managed", "type": kind, "name": "x", "values": values, **more}


def change(address: str, actions: list[str], kind: str = CONNECTION, **parts: Any) -> dict[str, Any]:
    return {"address": address, "mode": "managed", "type": kind, "change": {"actions": actions, **parts}}


def plan(
    resources: list[Any] | None = None,
    changes: list[Any] | None = None,
    configuration: Any = None,
    children: list[Any] | None = None,
    indent: int | None = 1,
    **more: Any,
) -> str:
    document: dict[str, Any] = {"format_version": "1.2", "terraform_version": "1.11.4", **more}
    if resources is not None:
        root: dict[str, Any] = {"resources": resources}
        if children is not None:
            root["child_modules"] = children
        document["planned_values"] = {"root_module": root}
    if changes is not None:
        document["resource_changes"] = changes
    if configuration is not None:
        document["configuration"] = {"root_module": configuration}
    return json.dumps(document, indent=indent)


def expressions(kind: str, **parts: Any) -> dict[str, Any]:
    return {"address": f"{kind}.x", "mode": "managed", "type": kind, "name": "x", "expressions": parts}


def refers(*names: str) -> dict[str, Any]:
    return {"references": list(names)}


ADDRESS = f"{CONNECTION}.x"


def test_planned_values_become_the_request_that_is_sent() -> None:
    request = only(plan([resource(ADDRESS, VALUES)], []), "plan.json")
    assert plain(request.body) == {
        "VpnGatewayId": "vpn-1",
        "CustomerGatewayId": "cgw-1",
        "LocalSubnet": ["10.0.0.0/8"],
        "RemoteSubnet": ["172.16.0.0/12"],
        "Name": "edge",
        "IkeConfig": {"Psk": "secret:Zk3vSecretKeyValue", "IkeVersion": "ikev2"},
    }
    assert (request.dialect, request.address, request.holds_keys) == ("plan", ADDRESS, True)
    assert request.sent["IkeConfig/IkeLifetime"].value == 0
    assert (request.misplaced, request.notes) == ([], [])


def test_values_are_told_where_they_are_planned() -> None:
    text = plan([resource(ADDRESS, VALUES)], [change(ADDRESS, ["create"], after=VALUES)])
    request = only(text, "plan.json")
    rows = text.splitlines()
    assert rows[line(request.span) - 1].strip() == f'"address": "{ADDRESS}",'
    assert rows[line(at(request, "IkeConfig", "IkeVersion").span) - 1].strip() == '"ike_version": "ikev2",'
    assert line(at(request, "IkeConfig", "IkeVersion").span) < text.index("resource_changes")


def test_modules_and_instances_are_read_with_their_addresses() -> None:
    deep = {"address": "module.a.module.b", "resources": [resource(f'module.a.module.b.{CONNECTION}.x["k"]', VALUES)]}
    child = {
        "address": "module.a",
        "resources": [resource(f"module.a.{CONNECTION}.x[0]", VALUES)],
        "child_modules": [deep],
    }
    reading = read(plan([], children=[child]), "plan.json")
    assert [request.address for request in reading.requests] == [
        f"module.a.{CONNECTION}.x[0]",
        f'module.a.module.b.{CONNECTION}.x["k"]',
    ]


def test_data_sources_and_other_resources_are_left_alone() -> None:
    resources = [
        resource("data.x", VALUES, mode="data") | {"mode": "data"},
        resource("alicloud_db_instance.x", {"password": "p"}, "alicloud_db_instance"),
        {"address": "broken", "type": CONNECTION, "mode": "managed"},
        resource("text", "values", CONNECTION),
        "nothing",
        None,
    ]
    reading = read(plan(resources), "plan.json")
    assert (reading.requests, reading.notes) == ([], [])


@pytest.mark.parametrize(
    ("actions", "count"),
    [
        (["create"], 1),
        (["update"], 1),
        (["delete", "create"], 1),
        (["create", "delete"], 1),
        (["no-op"], 1),
        (["delete"], 0),
        (["forget"], 0),
    ],
    ids=["create", "update", "replace", "replace-first", "no-op", "delete", "forget"],
)
def test_a_plan_without_planned_values_is_read_from_its_changes(actions: list[str], count: int) -> None:
    after = VALUES if count else None
    text = plan(None, [change(ADDRESS, actions, after=after, before=VALUES)])
    reading = read(text, "plan.json")
    assert [request.address for request in reading.requests] == [ADDRESS] * count
    assert reading.notes == []


def test_a_delete_is_no_plan() -> None:
    text = plan([], [change(ADDRESS, ["delete"], after=None, before=VALUES)])
    assert read(text, "plan.json").requests == []


def test_a_deposed_object_is_no_plan() -> None:
    gone = change(ADDRESS, ["delete"], after=None) | {"deposed": "abc"}
    text = plan(
        [resource(ADDRESS, VALUES)], [change(ADDRESS, ["create"], after_unknown={"vpn_gateway_id": True}), gone]
    )
    assert plain(only(text, "plan.json").body.get("VpnGatewayId")) == "?vpn_gateway_id (known after apply)"


def unknown(flags: Any, values: Any = VALUES, configuration: Any = None, kind: str = CONNECTION) -> Any:
    address = f"{kind}.x"
    text = plan(
        [resource(address, values, kind)], [change(address, ["create"], kind, after_unknown=flags)], configuration
    )
    return only(text, "plan.json")


def test_what_is_known_only_after_apply_is_unknown() -> None:
    values = {**VALUES, "vpn_gateway_id": None, "local_subnet": [None, "10.1.0.0/16"], "ike_config": [{}]}
    del values["customer_gateway_id"]
    flags = {
        "vpn_gateway_id": True,
        "customer_gateway_id": True,
        "local_subnet": [True, False],
        "ike_config": [{"psk": True}],
        "id": True,
        "status": True,
    }
    body = plain(unknown(flags, values).body)
    assert isinstance(body, dict)
    assert body["VpnGatewayId"] == "?vpn_gateway_id (known after apply)"
    assert body["CustomerGatewayId"] == "?customer_gateway_id (known after apply)"
    assert body["LocalSubnet"] == ["?local_subnet[0] (known after apply)", "10.1.0.0/16"]
    assert body["IkeConfig"] == {"Psk": "?ike_config[0].psk (known after apply)"}
    assert "status" not in body


def test_an_unknown_value_keeps_what_the_configuration_says_it_refers_to() -> None:
    configuration = {
        "resources": [
            expressions(
                CONNECTION,
                vpn_gateway_id=refers("alicloud_vpn_gateway.gw.id", "alicloud_vpn_gateway.gw"),
                customer_gateway_id=refers("var.cgw"),
                ike_config=[{"psk": refers("random_password.k.result", "random_password.k")}],
            )
        ]
    }
    flags = {"vpn_gateway_id": True, "customer_gateway_id": True, "ike_config": [{"psk": True}]}
    body = plain(unknown(flags, VALUES, configuration).body)
    assert isinstance(body, dict)
    assert body["VpnGatewayId"] == "?alicloud_vpn_gateway.gw.id -> alicloud_vpn_gateway.gw.id"
    assert body["CustomerGatewayId"] == "?customer_gateway_id (var.cgw, known after apply)"
    assert body["IkeConfig"] == {
        "Psk": "?ike_config[0].psk (random_password.k.result, known after apply)",
        "IkeVersion": "ikev2",
    }


def test_a_reference_is_followed_through_arguments_and_outputs_of_modules() -> None:
    address = f"module.vpn[0].{CONNECTION}.x"
    child = {"address": "module.vpn[0]", "resources": [resource(address, VALUES)]}
    configuration = {
        "resources": [],
        "module_calls": {
            "vpn": {
                "expressions": {"gateway": refers("module.net.gateway_id", "module.net")},
                "module": {"resources": [expressions(CONNECTION, vpn_gateway_id=refers("var.gateway"))]},
            },
            "net": {"module": {"outputs": {"gateway_id": {"expression": refers("alicloud_vpn_gateway.gw.id")}}}},
        },
    }
    changes = [change(address, ["create"], after_unknown={"vpn_gateway_id": True})]
    request = only(plan([], changes, configuration, [child]), "plan.json")
    assert plain(request.body.get("VpnGatewayId")) == "?var.gateway -> module.net.alicloud_vpn_gateway.gw.id"


def test_references_in_a_circle_end() -> None:
    configuration = {
        "module_calls": {
            "a": {
                "expressions": {"v": refers("module.a.o")},
                "module": {
                    "outputs": {"o": {"expression": refers("var.v")}},
                    "resources": [expressions(CONNECTION, vpn_gateway_id=refers("var.v"))],
                },
            }
        }
    }
    address = f"module.a.{CONNECTION}.x"
    child = {"address": "module.a", "resources": [resource(address, VALUES)]}
    text = plan([], [change(address, ["create"], after_unknown={"vpn_gateway_id": True})], configuration, [child])
    assert plain(only(text, "plan.json").body.get("VpnGatewayId")) == "?vpn_gateway_id (var.v, known after apply)"


def test_an_attribute_that_the_provider_computes_is_left_out_where_nothing_is_written() -> None:
    values = {**VALUES, "tunnel_options_specification": [{"customer_gateway_id": "cgw-1"}]}
    flags = {"enable_dpd": True, "name": True, "tunnel_options_specification": [{"role": True}]}
    written = expressions(CONNECTION, tunnel_options_specification=[{"customer_gateway_id": {}}])
    body = plain(unknown(flags, values, {"resources": [written]}).body)
    assert isinstance(body, dict)
    assert "EnableDpd" not in body
    assert body["TunnelOptionsSpecification"] == [{"CustomerGatewayId": "cgw-1"}]
    written = expressions(CONNECTION, enable_dpd=refers("var.dpd"))
    body = plain(unknown(flags, values, {"resources": [written]}).body)
    assert isinstance(body, dict)
    assert body["EnableDpd"] == "?enable_dpd (var.dpd, known after apply)"
    assert body["TunnelOptionsSpecification"] == [
        {"CustomerGatewayId": "cgw-1", "Role": "?tunnel_options_specification[0].role (known after apply)"}
    ]


def test_a_block_that_the_provider_computes_is_left_out_where_nothing_is_written() -> None:
    values = {key: value for key, value in VALUES.items() if key != "ike_config"} | {"ike_config": [{"psk": None}]}
    flags = {"ipsec_config": True, "ike_config": [{"psk": True, "ike_mode": True}]}
    written = expressions(CONNECTION, ike_config=[{"ike_mode": refers("var.mode")}])
    body = plain(unknown(flags, values, {"resources": [written]}).body)
    assert isinstance(body, dict)
    assert "IpsecConfig" not in body
    assert body["IkeConfig"] == {"IkeMode": "?ike_config[0].ike_mode (var.mode, known after apply)"}


SINGLE = {"customer_gateway_id": "cgw-1", "enable_dpd": True, "health_check_config": [{"enable": False}]}


@pytest.mark.parametrize(
    ("actions", "written", "kept"),
    [
        (["create"], None, {"CustomerGatewayId", "EnableDpd", "HealthCheckConfig", "IkeConfig"}),
        (["no-op"], None, set()),
        (["update"], {"enable_dpd": {"constant_value": True}}, {"EnableDpd"}),
        (["create"], {}, set()),
    ],
)
def test_of_two_tunnels_only_what_is_written_for_one_counts(
    actions: list[str], written: dict[str, Any] | None, kept: set[str]
) -> None:
    tunnels = [{"role": role, "customer_gateway_id": "cgw-1"} for role in ("master", "slave")]
    values = {**VALUES, **SINGLE, "tunnel_options_specification": tunnels}
    flags = {"enable_nat_traversal": True}
    configuration = None if written is None else {"resources": [expressions(CONNECTION, **written)]}
    text = plan([resource(ADDRESS, values)], [change(ADDRESS, actions, after_unknown=flags)], configuration)
    body = only(text, "plan.json").body
    assert set(body.entries) & set(facts.SINGLE_FIELDS) == kept


def test_a_tunnels_unset_switches_are_what_the_provider_sends() -> None:
    tunnels = [{"role": role, "customer_gateway_id": "cgw-1", "enable_dpd": None} for role in ("master", "slave")]
    text = plan([resource(ADDRESS, {**VALUES, "tunnel_options_specification": tunnels, "ike_config": []})])
    codes = [(found.code, found.tunnel) for found in findings(text, "plan.json") if found.code == "IPS821"]
    assert len(codes) == 2


def test_gateways_are_known_by_address_and_by_id() -> None:
    kind = "alicloud_vpn_customer_gateway"
    text = plan(
        [
            resource(ADDRESS, VALUES),
            resource(f"{kind}.x", {"id": "cgw-1", "ip_address": "8.8.4.4", "asn": None}, kind),
            resource("alicloud_vpc.x", {"cidr_block": "10.0.0.0/8"}, "alicloud_vpc"),
        ]
    )
    reading = read(text, "plan.json")
    scope = reading.requests[0].scope
    assert {known.identity: {name: plain(item) for name, item in known.fields.items()} for known in reading.known} == {
        f"{scope}{kind}.x": {"IpAddress": "8.8.4.4"},
        "cgw-1": {"IpAddress": "8.8.4.4"},
        f"{scope}alicloud_vpc.x": {"CidrBlock": "10.0.0.0/8"},
    }


def test_a_peer_at_the_gateways_own_address_is_seen() -> None:
    kind = "alicloud_vpn_customer_gateway"
    flags = {"vpn_gateway_id": True, "customer_gateway_id": True}
    values = {name: item for name, item in VALUES.items() if name not in flags}
    text = plan(
        [resource(ADDRESS, values), resource(f"{kind}.x", {}, kind)],
        [
            change(ADDRESS, ["create"], after_unknown=flags),
            change(f"{kind}.x", ["create"], kind, after_unknown={"ip_address": True, "id": True}),
        ],
        {
            "resources": [
                expressions(
                    CONNECTION,
                    vpn_gateway_id=refers("alicloud_vpn_gateway.gw.id"),
                    customer_gateway_id=refers(f"{kind}.x.id"),
                ),
                expressions(kind, ip_address=refers("alicloud_vpn_gateway.gw.internet_ip")),
            ]
        },
    )
    assert "IPS304" in {found.code for found in findings(text, "plan.json")}


@pytest.mark.parametrize("indent", [1, None], ids=["lines", "one-line"])
def test_nothing_of_a_plan_is_shown_but_what_was_read(indent: int | None) -> None:
    neighbour = {"content": "Zk3vNeighbour", "password": "Zk3vPassword"}
    text = plan(
        [
            resource("local_file.x", neighbour, "local_file", sensitive_values={"content": True}),
            resource(ADDRESS, {**VALUES, "tags": {"t": "Zk3vTag"}}, sensitive_values={"tags": {"t": True}}),
            resource("local_file.y", neighbour, "local_file"),
        ],
        [change(ADDRESS, ["create"], after=VALUES, after_sensitive={"ike_config": [{"psk": True}]})],
        variables={"key": {"value": "Zk3vSecretKeyValue"}},
        prior_state={"values": {"root_module": {"resources": [resource(ADDRESS, VALUES)]}}},
        indent=indent,
    )
    assert "Zk3v" not in every_line(text, "plan.json")
    assert "Zk3v" not in shown(text, "plan.json")
    assert findings(text, "plan.json")


def test_sensitive_marks_hide_whole_blocks() -> None:
    text = plan(
        [resource(ADDRESS, {**VALUES, "local_subnet": ["10.9.8.0/24"]}, sensitive_values={"local_subnet": True})]
    )
    assert "10.9.8.0" not in every_line(text, "plan.json")
    assert plain(only(text, "plan.json").body.get("LocalSubnet")) == ["10.9.8.0/24"]


@pytest.mark.parametrize("cut", [200, 500, 800])
def test_a_plan_that_breaks_off_is_a_syntax_error_at_its_end(cut: int) -> None:
    text = plan([resource(ADDRESS, VALUES)], [])[:cut]
    notes = read(text, "plan.json").notes
    assert [note.code for note in notes] == ["IPS002"]
    assert notes[0].span.start <= len(text)


def test_text_behind_a_plan_is_a_syntax_error() -> None:
    notes = read(plan([resource(ADDRESS, VALUES)], []) + "x", "plan.json").notes
    assert [note.message for note in notes] == ["This is not JSON: there is more text after the value."]


def test_a_json_text_that_only_speaks_of_plans_is_no_plan() -> None:
    text = json.dumps({"a": '"format_version" "planned_values"', "b": {"format_version": 1, "planned_values": {}}})
    reading = read(text, "notes.json")
    assert (reading.requests, reading.notes) == ([], [])


def test_a_large_plan_is_read_without_keeping_what_is_of_no_interest() -> None:
    others = [
        resource(f"alicloud_instance.x[{n}]", {"tags": {"t": "v" * 500}}, "alicloud_instance") for n in range(4000)
    ]
    changes = [change(other["address"], ["create"], "alicloud_instance", after=other["values"]) for other in others]
    source = Source("plan.json", plan([*others, resource(ADDRESS, VALUES)], changes, indent=None))
    assert len(source.text) > 4_000_000
    tracemalloc.start()
    reading = read_plan(source)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reading is not None
    assert len(reading.requests) == 1
    assert peak < 400_000


def test_a_plan_may_be_larger_than_other_files() -> None:
    text = plan([resource(ADDRESS, VALUES)], [], indent=None, prior_state={"values": "x" * MAX_BYTES})
    source = Source.decode("plan.json", text.encode())
    assert len(read_plan(source).requests) == 1  # type: ignore[union-attr]
    with pytest.raises(Unreadable, match="the limit is 32 MiB"):
        Source.decode("other.json", b'{"a": "' + b"x" * MAX_BYTES + b'"}')


def test_an_attachment_is_read_with_its_own_names() -> None:
    kind = "alicloud_vpn_gateway_vpn_attachment"
    values = {
        "local_subnet": "10.0.0.0/8",
        "remote_subnet": "172.16.0.0/12",
        "tunnel_options_specification": [{"tunnel_index": 1, "tunnel_ike_config": [{"local_id": "a"}]}],
        "ike_config": [],
    }
    configuration = {
        "resources": [expressions(kind, tunnel_options_specification=[{"tunnel_ike_config": [{"local_id": {}}]}])]
    }
    flags = {"tunnel_options_specification": [{"enable_dpd": True, "tunnel_ike_config": [{"ike_pfs": True}]}]}
    request = unknown(flags, values, configuration, kind)
    assert request.kind == "attachment"
    assert plain(request.body) == {
        "LocalSubnet": "10.0.0.0/8",
        "RemoteSubnet": "172.16.0.0/12",
        "TunnelOptionsSpecification": [{"TunnelIndex": 1, "TunnelIkeConfig": {"LocalId": "a"}}],
    }
