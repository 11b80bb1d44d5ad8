"""Exported state: what DescribeVpnConnection and DescribeVpnConnections answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.dialects.reading import body, every_line, line, only, plain, read, shown

SINGLE: dict[str, Any] = {
    "RequestId": "6A1B",
    "VpnConnectionId": "vco-1",
    "VpnGatewayId": "vpn-1",
    "CustomerGatewayId": "cgw-1",
    "Name": "edge",
    "LocalSubnet": "10.0.0.0/8",
    "RemoteSubnet": "172.16.0.0/12",
    "EffectImmediately": False,
    "EnableDpd": True,
    "EnableNatTraversal": True,
    "CreateTime": 1763600000000,
    "Status": "ipsec_sa_established",
    "State": "active",
    "AttachType": "VPNGW",
    "ResourceGroupId": "rg-1",
    "InternetIp": "47.1.1.1",
    "IkeConfig": {"IkeVersion": "ikev2", "IkeLifetime": 86400, "Psk": "Zk3vSecretKeyValue", "LocalId": "47.1.1.1"},
    "IpsecConfig": {"IpsecPfs": "group14", "IpsecLifetime": 28800},
    "VcoHealthCheck": {"Enable": "true", "Dip": "172.16.0.1", "Sip": "", "Interval": 3, "Retry": 3, "Status": "x"},
    "VpnBgpConfig": {
        "EnableBgp": "true",
        "LocalAsn": 65001,
        "PeerAsn": 65002,
        "TunnelCidr": "169.254.10.0/30",
        "Status": "false",
    },
    "RemoteCaCertificate": "",
    "Tags": {"Tag": [{"Key": "team", "Value": "net"}]},
}
TUNNEL: dict[str, Any] = {
    "TunnelId": "tun-1",
    "CustomerGatewayId": "cgw-1",
    "EnableDpd": "true",
    "EnableNatTraversal": "false",
    "InternetIp": "47.1.1.1",
    "Role": "master",
    "TunnelIndex": 1,
    "State": "active",
    "TunnelIkeConfig": {"IkeVersion": "ikev2", "IkeLifetime": "86400", "Psk": "Zk3vSecretKeyValue"},
    "TunnelIpsecConfig": {"IpsecLifetime": "28800"},
    "TunnelBgpConfig": {"LocalAsn": "65001", "PeerAsn": "65002", "BgpStatus": "false", "TunnelCidr": "169.254.10.0/30"},
}


def answer(**changes: Any) -> str:
    return json.dumps({**SINGLE, **changes}, indent=1)


def test_an_answer_becomes_the_request_that_would_make_it() -> None:
    assert body(answer(), "d.json") == {
        "VpnGatewayId": "vpn-1",
        "LocalSubnet": "10.0.0.0/8",
        "RemoteSubnet": "172.16.0.0/12",
        "Name": "edge",
        "EffectImmediately": False,
        "CustomerGatewayId": "cgw-1",
        "EnableDpd": True,
        "EnableNatTraversal": True,
        "IkeConfig": {
            "Psk": "secret:Zk3vSecretKeyValue",
            "IkeVersion": "ikev2",
            "IkeLifetime": 86400,
            "LocalId": "47.1.1.1",
        },
        "IpsecConfig": {"IpsecPfs": "group14", "IpsecLifetime": 28800},
        "HealthCheckConfig": {"enable": "true", "dip": "172.16.0.1", "interval": 3, "retry": 3},
        "BgpConfig": {"EnableBgp": "true", "LocalAsn": 65001, "TunnelCidr": "169.254.10.0/30"},
        "Tags": [{"Key": "team", "Value": "net"}],
    }


def test_blocks_of_features_that_are_off_and_empty_values_are_left_out() -> None:
    text = answer(
        VcoHealthCheck={"Enable": "false", "Dip": "", "Interval": 3},
        VpnBgpConfig={"EnableBgp": "false", "LocalAsn": 45104},
        Name="",
        IkeConfig={"Psk": ""},
        Tags={"Tag": []},
    )
    found = body(text, "d.json")
    assert isinstance(found, dict)
    assert found.keys().isdisjoint({"HealthCheckConfig", "BgpConfig", "Name", "IkeConfig", "Tags"})


def test_tunnels_decide_the_mode_and_the_single_tunnels_fields_are_left() -> None:
    second = {**TUNNEL, "Role": "slave", "TunnelIndex": 2}
    text = answer(TunnelOptionsSpecification={"TunnelOptions": [TUNNEL, second]}, EnableTunnelsBgp=True)
    found = body(text, "d.json")
    assert isinstance(found, dict)
    assert found.keys() == {
        "VpnGatewayId",
        "LocalSubnet",
        "RemoteSubnet",
        "Name",
        "EffectImmediately",
        "EnableTunnelsBgp",
        "TunnelOptionsSpecification",
        "Tags",
    }
    assert found["TunnelOptionsSpecification"][0] == {
        "CustomerGatewayId": "cgw-1",
        "Role": "master",
        "EnableDpd": "true",
        "EnableNatTraversal": "false",
        "TunnelIkeConfig": {"Psk": "secret:Zk3vSecretKeyValue", "IkeVersion": "ikev2", "IkeLifetime": "86400"},
        "TunnelIpsecConfig": {"IpsecLifetime": "28800"},
        "TunnelBgpConfig": {"LocalAsn": "65001", "TunnelCidr": "169.254.10.0/30"},
    }


def test_an_empty_list_of_tunnels_is_a_single_tunnel() -> None:
    found = body(answer(TunnelOptionsSpecification={"TunnelOptions": []}), "d.json")
    assert isinstance(found, dict)
    assert "IkeConfig" in found
    assert "TunnelOptionsSpecification" not in found


def test_bgp_of_tunnels_that_is_off_is_left_out() -> None:
    text = answer(TunnelOptionsSpecification={"TunnelOptions": [TUNNEL]}, EnableTunnelsBgp=False)
    found = body(text, "d.json")
    assert isinstance(found, dict)
    assert "TunnelBgpConfig" not in found["TunnelOptionsSpecification"][0]


def test_a_connection_of_a_transit_router_is_an_attachment() -> None:
    text = answer(
        AttachType="CEN",
        VpnGatewayId="",
        NetworkType="public",
        TunnelOptionsSpecification={"TunnelOptions": [TUNNEL]},
    )
    request = only(text, "d.json")
    found = plain(request.body)
    assert isinstance(found, dict)
    assert request.kind == "attachment"
    assert (found["NetworkType"], found["ResourceGroupId"]) == ("public", "rg-1")
    assert found["TunnelOptionsSpecification"][0]["TunnelIndex"] == 1
    assert "Role" not in found["TunnelOptionsSpecification"][0]


@pytest.mark.parametrize(
    "wrap",
    [
        lambda items: {"TotalCount": 2, "VpnConnections": {"VpnConnection": items}},
        lambda items: items,
        lambda items: {"statusCode": 200, "body": {"VpnConnections": {"VpnConnection": items}}},
        lambda items: [{"PageNumber": n, "VpnConnections": {"VpnConnection": [i]}} for n, i in enumerate(items)],
        lambda items: [{"VpnConnections": {"VpnConnection": page}} for page in ([], items, [])],
        lambda items: [{"body": {"VpnConnections": {"VpnConnection": [item]}}} for item in items],
        lambda items: [[item] for item in items],
    ],
    ids=["answer", "list", "sdk", "pages", "empty pages", "pages of the sdk", "pages cut out"],
)
def test_every_connection_of_a_list_is_read(wrap: Any) -> None:
    text = json.dumps(wrap([SINGLE, {**SINGLE, "VpnConnectionId": "vco-2"}]))
    reading = read(text, "d.json")
    assert [request.address for request in reading.requests] == ["vco-1", "vco-2"]
    assert {(request.dialect, request.holds_keys) for request in reading.requests} == {("export", True)}


def test_a_connection_is_told_at_its_id_and_in_the_answers_own_words() -> None:
    request = only(answer(), "d.json")
    assert line(request.span) == 3
    assert request.spell("HealthCheckConfig", "") == "VcoHealthCheck"
    assert request.spell("dip", "HealthCheckConfig") == "Dip"


def test_a_key_in_an_answer_is_never_shown() -> None:
    for text in (answer(), json.dumps(SINGLE)):
        assert "Zk3v" not in every_line(text, "d.json")
        assert "Zk3v" not in shown(text, "d.json")


@pytest.mark.parametrize(
    "document",
    [
        {"VpnConnections": [{"VpnConnectionId": "vpn-1", "VpnGatewayId": "vgw-1", "CustomerGatewayId": "cgw-1"}]},
        {"VpnConnections": {"VpnConnection": []}},
        {"VpnConnections": {"VpnConnection": "x"}},
        {"VpnConnectionId": "vco-1", "Status": "active"},
        {"body": {"body": {"body": []}}},
        [{"VpnConnectionId": "vco-1"}],
    ],
    ids=["aws", "empty", "text", "no-connection", "bodies", "ids"],
)
def test_what_describes_no_connection_of_ours_is_left_alone(document: Any) -> None:
    reading = read(json.dumps(document), "d.json")
    assert (reading.requests, reading.notes) == ([], [])
