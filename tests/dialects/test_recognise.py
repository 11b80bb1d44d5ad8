"""Recognition: what is ours, by content and not by name, and what is left alone."""

from __future__ import annotations

import json

import pytest

from ipseclint.dialects.recognise import format_of, may_hold
from ipseclint.span import Source
from tests.dialects.reading import read

FOREIGN = {
    "aws.json": json.dumps({"Type": "ipsec.1", "CustomerGatewayId": "cgw-1", "VpnGatewayId": "vgw-1", "Options": {}}),
    "aws-transit.json": json.dumps({"CustomerGatewayId": "cgw-1", "TransitGatewayId": "tgw-1", "VpnGatewayId": "x"}),
    "cloudformation.yaml": (
        "Resources:\n  C:\n    Type: AWS::EC2::VPNConnection\n"
        "    Properties: {Type: ipsec.1, CustomerGatewayId: !Ref A, VpnGatewayId: !Ref B}\n"
    ),
    "tencent.json": json.dumps(
        {
            "Action": "CreateVpnConnection",
            "Version": "2017-03-12",
            "VpnGatewayId": "vpngw-1",
            "CustomerGatewayId": "cgw-1",
        }
    ),
    "tencent-body.json": json.dumps({"VpnGatewayId": "vpngw-1", "CustomerGatewayId": "cgw-1", "PreShareKey": "k"}),
    "volcengine.json": json.dumps(
        {
            "VpnGatewayId": "vgw-1",
            "CustomerGatewayId": "cgw-1",
            "LocalSubnet": ["10.0.0.0/8"],
            "RemoteSubnet": ["172.16.0.0/12"],
            "IkeConfig": {"Version": "ikev2", "EncAlg": "aes"},
        }
    ),
    "kubernetes.yaml": "apiVersion: v1\nkind: ConfigMap\ndata: {VpnGatewayId: vpn-1, LocalSubnet: 10.0.0.0/8}\n",
    "openapi.yaml": (
        "openapi: 3.0.0\ncomponents:\n  schemas:\n    C:\n      properties:\n"
        "        VpnGatewayId: {type: string}\n        LocalSubnet: {type: string}\n        IkeConfig: {type: string}\n"
    ),
    "describe.json": json.dumps(
        {"Action": "DescribeVpnConnections", "VpnGatewayId": "vpn-1", "CustomerGatewayId": "c"}
    ),
    "mapping.yml": (
        "ResourceType: {From: ALIYUN::VPC::VpnConnection, To: alicloud_vpn_connection}\n"
        "Properties: {LocalSubnet: {To: local_subnet}, VpnGatewayId: {To: vpn_gateway_id}}\n"
    ),
    "ros-other.yaml": (
        "ROSTemplateFormatVersion: '2015-09-01'\nResources:\n  S: {Type: 'ALIYUN::VPC::SslVpnServer',"
        " Properties: {VpnGatewayId: vpn-x, LocalSubnet: 10.0.0.0/8}}\n"
    ),
    "pulumi-other.yaml": "resources:\n  b: {type: 'alicloud:vpn:SslVpnServer', properties: {localSubnet: x}}\n",
    "ansible.yaml": "- name: x\n  vars: {VpnGatewayId: a, LocalSubnet: b}\n- name: y\n",
    "state.json": json.dumps({"version": 4, "resources": [{"type": "alicloud_vpn_connection", "instances": []}]}),
    "notes.md": "VpnGatewayId and LocalSubnet of aliyun vpc CreateVpnConnection --Name x\n",
    "other.sh": "echo VpnGatewayId LocalSubnet\n",
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_is_not_ours_is_left_alone(name: str) -> None:
    reading = read(FOREIGN[name], name)
    assert (reading.requests, reading.known, reading.notes) == ([], [], [])


def test_our_names_make_a_request_ours_whatever_its_ids_look_like() -> None:
    for more in ({"IkeConfig": {"IkeVersion": "ikev2"}}, {"TunnelOptionsSpecification": []}):
        text = json.dumps({"VpnGatewayId": "vgw-1", "LocalSubnet": "10.0.0.0/8", **more})
        assert len(read(text, "a.json").requests) == 1


OURS = {
    "a.yaml": ("ros", "Resources: {C: {Type: 'ALIYUN::VPC::VpnConnection', Properties: {Name: x}}}"),
    "b.json": ("ros", '{"Resources": {"C": {"Type": "ALIYUN::VPC::VpnAttachment", "Properties": {"Name": "x"}}}}'),
    "Pulumi.yaml": ("pulumi", "resources: {c: {type: 'alicloud:vpn:Connection', properties: {localSubnets: []}}}"),
    "c.json": (
        "export",
        '{"VpnConnections": {"VpnConnection": [{"VpnConnectionId": "v", "VpnGatewayId": "g", "LocalSubnet": ""}]}}',
    ),
    "d.template": ("ros", "Resources: {C: {Type: 'ALIYUN::VPC::VpnConnection', Properties: {Name: x}}}"),
    "e": ("native", "VpnGatewayId: vpn-1\nLocalSubnet: 10.0.0.0/8\n"),
    "f.sh": ("cli", "aliyun vpc CreateVpnConnection --Name x"),
    "g": ("cli", "aliyun vpc CreateVpnConnection --Name x"),
    "h.hcl": ("terraform", 'resource "alicloud_vpn_connection" "x" {\n  local_subnet = ["10.0.0.0/8"]\n}\n'),
    "stdin": ("terraform", 'resource "alicloud_vpn_connection" "x" {\n  local_subnet = ["10.0.0.0/8"]\n}\n'),
}


@pytest.mark.parametrize("name", OURS)
def test_a_text_is_known_by_its_content(name: str) -> None:
    dialect, text = OURS[name]
    assert [request.dialect for request in read(text, name).requests] == [dialect]


@pytest.mark.parametrize("name", OURS)
def test_the_byte_search_passes_whatever_is_read(name: str) -> None:
    assert may_hold(OURS[name][1].encode())


def test_documents_of_several_dialects_may_share_a_file() -> None:
    text = "---\n".join(f"{OURS[name][1]}\n" for name in ("a.yaml", "Pulumi.yaml", "e"))
    assert [request.dialect for request in read(text, "all.yaml").requests] == ["ros", "pulumi", "native"]


def test_the_format_follows_the_ending_else_the_content() -> None:
    names = {name: format_of(Source(name, text)) for name, (_, text) in OURS.items()}
    assert names == {
        "a.yaml": "yaml",
        "b.json": "json",
        "Pulumi.yaml": "yaml",
        "c.json": "json",
        "d.template": "yaml",
        "e": "yaml",
        "f.sh": "shell",
        "g": "shell",
        "h.hcl": "hcl",
        "stdin": "hcl",
    }
