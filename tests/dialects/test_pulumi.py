"""Pulumi YAML: interpolations, functions, and the provider's names as Pulumi spells them."""

from __future__ import annotations

import json

import pytest

from ipseclint import node
from tests.dialects.reading import at, every_line, findings, line, only, plain, read, shown

HEAD = """\
name: vpn
runtime: yaml
config:
  site: {type: string, default: hq}
  open: {type: string}
  short: plain
  vpn:named: {value: given}
  count: {type: integer, default: 3}
variables:
  nets: ["10.0.0.0/8", "${site}.example"]
  map: {a: {b: deep}}
  zone: {fn::invoke: {function: alicloud:getZones}}
  loop: ${pool}
  pool: x${loop}
resources:
  gw: {type: 'alicloud:vpn/gateway:Gateway', properties: {vpcId: "${net.id}"}}
  net: {type: 'alicloud:vpc:Network', properties: {cidrBlock: 10.0.0.0/8}}
  peer: {type: 'alicloud:vpn:CustomerGateway', properties: {ipAddress: "${gw.internetIp}", asn: "65010"}}
"""


def program(properties: str, token: str = "alicloud:vpn/connection:Connection") -> str:
    lines = "\n".join(f"      {text}" for text in properties.splitlines())
    return f"{HEAD}  line:\n    type: {token}\n    properties:\n{lines}\n"


def value(written: str) -> object:
    return plain(only(program(f"vpnConnectionName: {written}"), "Pulumi.yaml").body.get("Name"))


VALUES = [
    ("${site}", "hq"),
    ("x-${site}-y", "x-hq-y"),
    ("${open}", "?${open}"),
    ("x-${open}", "?x-${open}"),
    ("${short}", "plain"),
    ("${vpn:named}", "given"),
    ("${count}", 3),
    ("${nets[0]}", "10.0.0.0/8"),
    ("${nets[1]}", "hq.example"),
    ("${nets[9]}", "?${nets[9]}"),
    ("${map.a.b}", "deep"),
    ('${map["a"].b}', "deep"),
    ("${map.z}", "?${map.z}"),
    ("${zone}", "?${fn::invoke at L:C}"),
    ("${gw}", "?${gw} -> gw."),
    ("${gw.id}", "?${gw.id} -> gw.id"),
    ("${gw.internetIp}", "?${gw.internetIp} -> gw.internet_ip"),
    ("${gw.disasterRecoveryInternetIp}", "?${gw.disasterRecoveryInternetIp} -> gw.disaster_recovery_internet_ip"),
    ("${net.cidrBlock}", "10.0.0.0/8"),
    ("${peer.ipAddress}", "?${gw.internetIp} -> gw.internet_ip"),
    ("${pulumi.stack}", "?${pulumi.stack}"),
    ("'$${site}'", "${site}"),
    ("'a$${site}-${site}'", "a${site}-hq"),
    ("${loop}", "?x${loop}"),
    ("{fn::join: ['-', [a, '${site}']]}", "a-hq"),
    ("{fn::join: ['-', [a, '${open}']]}", "?${fn::join at L:C}"),
    ("{Fn::Join: ['-', [a, b]]}", "a-b"),
    ("{fn::select: [1, [a, b]]}", "b"),
    ("{fn::select: [0, {fn::split: ['.', a.b]}]}", "a"),
    ("{fn::secret: hidden}", "secret:hidden"),
    ("{fn::invoke: {function: x}}", "?${fn::invoke at L:C}"),
    ("{fn::readFile: ./x}", "?${fn::readFile at L:C}"),
]


@pytest.mark.parametrize(("written", "meant"), VALUES, ids=[written for written, _ in VALUES])
def test_a_value_is_what_pulumi_would_make_of_it(written: str, meant: object) -> None:
    assert value(written) == meant


def test_names_become_the_names_of_the_api() -> None:
    request = only(
        program(
            "vpnGatewayId: ${gw.id}\nlocalSubnets: ['10.0.0.0/8']\nremoteSubnets: ['${nets[0]}']\n"
            "enableTunnelsBgp: true\ntags: {team_name: net}\nikeConfig: {ikeLocalId: a, ikeVersion: ikev2}\n"
            "bgpConfig: {enable: true, localBgpIp: x}\n"
            "tunnelOptionsSpecifications:\n  - role: master\n    customerGatewayId: ${peer.id}\n"
            "    tunnelIkeConfig: {localId: a}\n    tunnelBgpConfig: {localAsn: '65001', tunnelCidr: y}"
        ),
        "Pulumi.yaml",
    )
    assert request.misplaced == []
    assert plain(request.body) == {
        "VpnGatewayId": "?${gw.id} -> gw.id",
        "LocalSubnet": ["10.0.0.0/8"],
        "RemoteSubnet": ["10.0.0.0/8"],
        "EnableTunnelsBgp": True,
        "Tags": [{"Key": "team_name", "Value": "net"}],
        "IkeConfig": {"LocalId": "a", "IkeVersion": "ikev2"},
        "BgpConfig": {"EnableBgp": True, "LocalBgpIp": "x"},
        "TunnelOptionsSpecification": [
            {
                "Role": "master",
                "CustomerGatewayId": "?${peer.id} -> peer.id",
                "TunnelIkeConfig": {"LocalId": "a"},
                "TunnelBgpConfig": {"LocalAsn": "65001", "TunnelCidr": "y"},
            }
        ],
    }


def test_every_spelling_of_the_type_is_known() -> None:
    for token in ("alicloud:vpn/connection:Connection", "alicloud:vpn:Connection"):
        assert only(program("vpnConnectionName: x", token), "Pulumi.yaml").kind == "connection"
    for token in ("alicloud:vpn/gatewayVpnAttachment:GatewayVpnAttachment", "alicloud:vpn:GatewayVpnAttachment"):
        text = program("localSubnet: 10.0.0.0/8\ntunnelOptionsSpecifications: [{tunnelIndex: 1}]", token)
        request = only(text, "Pulumi.yaml")
        assert (request.kind, request.misplaced) == ("attachment", [])
        assert plain(request.body) == {
            "LocalSubnet": "10.0.0.0/8",
            "TunnelOptionsSpecification": [{"TunnelIndex": 1}],
        }
    for token in ("alicloud:vpn/gateway:Connection", "aws:ec2:VpnConnection", "alicloud:vpn:SslVpnServer"):
        assert read(program("vpnConnectionName: x", token), "Pulumi.yaml").requests == []


def test_a_name_in_another_tools_spelling_is_told_with_the_one_meant() -> None:
    request = only(program("localSubnet: ['10.0.0.0/8']\nike_config: {psk: '${open}'}\nzoneNumber: 3"), "Pulumi.yaml")
    assert [(stray.key, stray.meant) for stray in request.misplaced] == [
        ("localSubnet", "LocalSubnet"),
        ("ike_config", "IkeConfig"),
        ("zoneNumber", ""),
    ]
    assert request.spell("LocalSubnet", "") == "localSubnets"
    assert request.spell("LocalId", "IkeConfig") == "ikeLocalId"


def test_the_provider_below_sends_what_it_sends_for_terraform() -> None:
    request = only(program("tunnelOptionsSpecifications: [{role: master}]"), "Pulumi.yaml")
    assert request.sent["TunnelOptionsSpecification/*/EnableDpd"].value is False


def test_resources_beside_a_connection_are_known() -> None:
    reading = read(program("vpnGatewayId: ${gw.id}"), "Pulumi.yaml")
    scope = reading.requests[0].scope
    assert {known.identity: {name: plain(item) for name, item in known.fields.items()} for known in reading.known} == {
        f"{scope}gw": {"VpcId": "?${net.id} -> net.id"},
        f"{scope}net": {"CidrBlock": "10.0.0.0/8"},
        f"{scope}peer": {"IpAddress": "?${gw.internetIp} -> gw.internet_ip", "Asn": "65010"},
    }


def test_a_peer_at_the_gateways_own_address_is_seen() -> None:
    text = program("vpnGatewayId: ${gw.id}\ncustomerGatewayId: ${peer.id}")
    assert "IPS304" in {found.code for found in findings(text, "Pulumi.yaml")}


def test_a_default_is_told_where_it_is_written_with_the_place_of_use() -> None:
    request = only(program("vpnConnectionName: ${site}"), "Pulumi.yaml")
    found = at(request, "Name")
    assert isinstance(found, node.Scalar)
    assert (found.span.text, line(found.span)) == ("hq", 4)
    assert [(place.message, line(place.span)) for place in found.related] == [("used here", 22)]


def test_pieces_of_a_split_text_are_told_at_their_places() -> None:
    request = only(program('localSubnets: {fn::split: [",", "10.0.0.0/8,10.1.0.0/16"]}'), "Pulumi.yaml")
    assert [at(request, "LocalSubnet", n).span.text for n in (0, 1)] == ["10.0.0.0/8", "10.1.0.0/16"]


def test_a_name_that_nothing_declares_is_told() -> None:
    reading = read(program("vpnConnectionName: a${nope.x}"), "Pulumi.yaml")
    assert [(note.code, note.message) for note in reading.notes] == [
        ("IPS006", "The program has no resource, variable or configuration key 'nope'.")
    ]


def test_a_resource_that_is_only_looked_up_is_not_planned() -> None:
    text = program("vpnConnectionName: x").replace("    properties:", "    get: {id: vco-1}\n    properties:")
    assert read(text, "Pulumi.yaml").requests == []


def test_properties_that_are_no_mapping_are_told() -> None:
    text = f"{HEAD}  line: {{type: 'alicloud:vpn:Connection', properties: [a]}}\n"
    assert [note.code for note in read(text, "Pulumi.yaml").notes] == ["IPS103"]
    text = f"{HEAD}  line: {{type: 'alicloud:vpn:Connection', properties: '${{open}}'}}\n"
    reading = read(text, "Pulumi.yaml")
    assert (reading.requests, reading.notes) == ([], [])
    text = f"{HEAD}  line: {{type: 'alicloud:vpn:Connection'}}\n"
    assert plain(only(text, "Pulumi.yaml").body) == {}


def test_a_program_in_json_is_read_alike() -> None:
    document = {
        "configuration": {"net": {"default": "10.0.0.0/8"}},
        "resources": {"l": {"type": "alicloud:vpn:Connection", "properties": {"localSubnets": ["${net}"]}}},
    }
    assert plain(only(json.dumps(document), "Main.json").body) == {"LocalSubnet": ["10.0.0.0/8"]}


KEYS = [
    ("${vault}", "secret:Zk3vDefault"),
    ("Zk3vLiteral", "secret:Zk3vLiteral"),
    ("{fn::secret: Zk3vLiteral}", "secret:Zk3vLiteral"),
    ("{fn::secret: '${held}'}", "secret:Zk3vVariable"),
    ("${held}", "secret:Zk3vVariable"),
    ("Zk3vLiteral${open}", "?********${open}"),
    ("{fn::join: ['', [Zk3vLiteral, '${site}']]}", "secret:Zk3vLiteralhq"),
    ("{fn::join: ['', [Zk3vLiteral, '${open}']]}", "?${fn::join at L:C}"),
    ("{fn::select: [0, [Zk3vLiteral, Zk3vOther]]}", "secret:Zk3vLiteral"),
]


@pytest.mark.parametrize(("written", "meant"), KEYS, ids=[written for written, _ in KEYS])
def test_no_literal_that_may_become_a_key_is_ever_shown(written: str, meant: str) -> None:
    text = program(f"ikeConfig:\n  psk: {written}\n  ikeEncAlg: des")
    text = text.replace("  count:", "  vault: {secret: true, default: Zk3vDefault}\n  count:")
    if "held" in written:
        text = text.replace("variables:\n", "variables:\n  held: Zk3vVariable\n")
    assert plain(at(only(text, "Pulumi.yaml"), "IkeConfig", "Psk")) == meant
    assert "Zk3v" not in every_line(text, "Pulumi.yaml")
    assert "Zk3v" not in shown(text, "Pulumi.yaml")


def test_references_that_grow_without_end_are_bounded() -> None:
    rows = "".join(f"  v{n}: '${{v{n + 1}}}${{v{n + 1}}}'\n" for n in range(40))
    text = program("vpnConnectionName: ${v0}").replace("variables:\n", f"variables:\n{rows}  v40: {'x' * 50}\n")
    assert str(plain(only(text, "Pulumi.yaml").body.get("Name"))).startswith("?")
