"""Odd shapes: whatever stands where something else is wanted, every dialect reads on or leaves it alone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ipseclint.config import Config
from ipseclint.engine import lint
from ipseclint.span import Source

TEXTS = (
    ("", "x", "true", "0", "86400", "ikev2", "é", "{", "A", "a.b", "Gw.Id", "${a}", "${a.b}", "{X}"),
    ("10.0.0.0/8", "10.0.0.1/8,x", "ALIYUN::NoValue", "ALIYUN::VPC::VpnConnection", "alicloud:vpn:Connection"),
)
WORDS = st.sampled_from([text for row in TEXTS for text in row])
LEAVES = st.none() | st.booleans() | st.integers(-5, 100_000) | st.floats(allow_nan=False, allow_infinity=False) | WORDS
ROS = ("Ref", "GetAtt", "Join", "Sub", "If", "FindInMap", "Select", "Split", "Str", "ListMerge", "Equals", "And", "Not")
PULUMI = ("secret", "join", "select", "split", "invoke")
FUNCTIONS = ["Ref", *(f"Fn::{name}" for name in ROS), *(f"fn::{name}" for name in PULUMI)]
NAMES = (
    (
        "VpnGatewayId",
        "CustomerGatewayId",
        "LocalSubnet",
        "RemoteSubnet",
        "Name",
        "IkeConfig",
        "IpsecConfig",
        "BgpConfig",
    ),
    ("TunnelOptionsSpecification", "TunnelIkeConfig", "TunnelBgpConfig", "Psk", "IkeVersion", "IkeLifetime", "Role"),
    ("HealthCheckConfig", "Tags", "Key", "Type", "Properties", "Condition", "Count", "Default", "NoEcho", "Value"),
    ("TunnelOptions", "Tag", "VpnConnectionId", "VcoHealthCheck", "VpnBgpConfig", "AttachType", "EnableTunnelsBgp"),
    (
        "vpn_gateway_id",
        "local_subnet",
        "ike_config",
        "psk",
        "tunnel_options_specification",
        "tunnel_ike_config",
        "tags",
    ),
    (
        "vpnGatewayId",
        "localSubnets",
        "ikeConfig",
        "tunnelOptionsSpecifications",
        "properties",
        "type",
        "default",
        "name",
    ),
)
FIELDS = [name for row in NAMES for name in row]
VALUES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(FIELDS), inner, max_size=4)
        | st.dictionaries(st.sampled_from(FUNCTIONS), inner, min_size=1, max_size=1)
    ),
    max_leaves=10,
)


def check(text: str, name: str) -> None:
    """Read and judge a text: nothing may be raised, and no rule may break."""
    report = lint([Source(name, text)], Config())
    assert [found.message for found in report.findings if found.code == "IPS010"] == []


def named(*names: str) -> st.SearchStrategy[dict[str, Any]]:
    """Mappings that have some of these keys, with anything behind them."""
    return st.dictionaries(st.sampled_from(names), VALUES, max_size=len(names))


def of_type(*types: str) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"Type": st.sampled_from(types)}, optional={"Properties": VALUES, "Condition": VALUES})


def ros() -> st.SearchStrategy[Any]:
    kinds = ("ALIYUN::VPC::VpnConnection", "ALIYUN::VPC::VpnAttachment", "ALIYUN::VPC::VpnGateway", "ALIYUN::ECS::VPC")
    resources = st.dictionaries(st.sampled_from(["A", "B", "Gw", "a"]), VALUES | of_type(*kinds), max_size=3)
    optional = dict.fromkeys(("Parameters", "Mappings", "Conditions", "Locals", "Transform", "Workspace"), VALUES)
    first = of_type("ALIYUN::VPC::VpnConnection")
    return st.fixed_dictionaries({"Resources": resources}, optional=optional).flatmap(
        lambda document: first.map(lambda one: {**document, "Resources": {**document["Resources"], "Conn": one}})
    )


def pulumi() -> st.SearchStrategy[Any]:
    resource = st.fixed_dictionaries(
        {
            "type": st.sampled_from(
                ["alicloud:vpn:Connection", "alicloud:vpn:Gateway", "alicloud:vpn/connection:Connection"]
            )
        },
        optional={"properties": VALUES, "get": VALUES},
    )
    resources = st.dictionaries(st.sampled_from(["a", "b", "A"]), resource | VALUES, min_size=1, max_size=3)
    optional = dict.fromkeys(("config", "configuration", "variables", "outputs"), VALUES)
    return st.fixed_dictionaries({"resources": resources}, optional=optional)


def plan() -> st.SearchStrategy[Any]:
    kinds = st.sampled_from(["alicloud_vpn_connection", "alicloud_vpn_gateway_vpn_attachment", "alicloud_vpn_gateway"])
    resource = st.fixed_dictionaries(
        {"type": kinds | VALUES},
        optional={"address": VALUES, "mode": VALUES, "values": VALUES, "sensitive_values": VALUES, "change": VALUES},
    )
    several = VALUES | st.lists(resource | VALUES, max_size=3)
    change = st.fixed_dictionaries(
        {"type": kinds, "change": st.fixed_dictionaries({"after": VALUES}, optional={"after_unknown": VALUES})},
        optional={"address": st.just("a") | VALUES},
    )
    module = st.fixed_dictionaries({"resources": several}, optional={"child_modules": several, "module_calls": VALUES})
    return st.fixed_dictionaries(
        {"format_version": st.just("1.2"), "planned_values": st.fixed_dictionaries({"root_module": module}) | VALUES},
        optional={
            "resource_changes": VALUES | st.lists(change, max_size=2),
            "configuration": VALUES | st.fixed_dictionaries({"root_module": module | VALUES}),
        },
    )


def export() -> st.SearchStrategy[Any]:
    item = st.fixed_dictionaries({"VpnConnectionId": VALUES, "VpnGatewayId": VALUES, "RequestId": st.just("x")})
    described = item.flatmap(lambda one: named(*FIELDS).map(lambda more: {**more, **one}))
    return described | st.fixed_dictionaries(
        {"VpnConnections": VALUES | st.fixed_dictionaries({"VpnConnection": VALUES | st.lists(described | VALUES)})}
    )


DIALECTS = {"ros": ros(), "pulumi": pulumi(), "plan": plan(), "export": export()}


@pytest.mark.parametrize("dialect", DIALECTS)
@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_no_shape_breaks_a_dialect(dialect: str, data: st.DataObject) -> None:
    document = data.draw(DIALECTS[dialect])
    text = json.dumps(document, indent=data.draw(st.sampled_from([None, 1])))
    check(text, data.draw(st.sampled_from(["a.json", "a.yaml"])))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(FIELDS) | WORDS | VALUES.map(json.dumps), max_size=12), st.data())
def test_no_command_breaks_the_reading_of_scripts(words: list[str], data: st.DataObject) -> None:
    signs = st.sampled_from(
        [" --", " ", "=", " '", "' ", ' "', '" ', "\n", " \\\n", ";", "$", "${", "}", "$(", ")", "."]
    )
    text = "".join(data.draw(signs) + word for word in words)
    check(f"A=1\naliyun vpc CreateVpnConnection --{text}\n", "a.sh")
    check(f"```sh\naliyun vpc CreateVpnConnection --{text}\n```\n", "a.md")


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=" \n!&*[]{}:,-'\"#|>$aRefTypeConn.é", max_size=80))
def test_no_broken_template_breaks_the_reading(text: str) -> None:
    check(f"Resources:\n  C:\n    Type: ALIYUN::VPC::VpnConnection\n    Properties: {text}\n", "a.yaml")


SHAPES: list[Any] = [None, True, 3, "x", [], ["x"], {}, {"x": "x"}, [[]], [{}], {"Ref": "x"}, {"Fn::If": []}]


@pytest.mark.parametrize("shape", SHAPES, ids=json.dumps)
def test_every_section_may_have_any_shape(shape: Any) -> None:
    connection = {"Type": "ALIYUN::VPC::VpnConnection", "Properties": {"Name": {"Ref": "A"}}}
    for section in (
        "Parameters",
        "Mappings",
        "Conditions",
        "Locals",
        "Transform",
        "Workspace",
        "ROSTemplateFormatVersion",
    ):
        check(json.dumps({section: shape, "Resources": {"C": connection, "A": shape}}), "a.json")
        check(json.dumps({section: {"A": shape}, "Resources": {"C": connection}}), "a.json")
    for key in ("Type", "Properties", "Condition", "Count"):
        check(json.dumps({"Resources": {"C": {**connection, key: shape}}}), "a.json")
    line = {"type": "alicloud:vpn:Connection", "properties": {"localSubnets": "${a}"}}
    for section in ("config", "variables", "runtime"):
        check(json.dumps({section: {"a": shape}, "resources": {"l": line}}), "a.json")
        check(json.dumps({section: shape, "resources": {"l": line, "a": shape}}), "a.json")
