"""Identities and names: what a reference settles, and what stays open."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.config import Config
from ipseclint.engine import Report, lint, lint_files
from ipseclint.files import Found
from ipseclint.rules.identity import is_name
from ipseclint.rules.rule import Settings
from ipseclint.rules.samples import SINGLE, altered
from ipseclint.span import Source

_KEY = 'Psk: "${env:VPN_PSK}", IkeVersion: ikev2'
_MINE = ("IPS60", "IPS70", "IPS71")


def report(text: str, config: Config | None = None) -> Report:
    return lint([Source.decode("connection.yaml", text.encode())], config or Config())


def found(result: Report) -> list[tuple[str, str | None]]:
    return [(f.code, f.pointer) for f in result.findings if f.code.startswith(_MINE)]


def doubts(result: Report, *codes: str) -> list[tuple[str, str, str]]:
    return [(d.code, d.pointer, d.expression) for d in result.undecided if d.code in codes]


def with_ike(ike: str, inventory: str = "") -> str:
    connection = altered(SINGLE, (_KEY, f'Psk: "${{env:VPN_PSK}}", {ike}')).replace("\n", "\n  ").rstrip()
    return f"{inventory}connections:\n- {connection}\n"


def peer(address: str) -> str:
    return f"customer_gateways: [{{CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9, IpAddress: {address}}}]\n"


@pytest.mark.parametrize(
    "text", ["hq", "@hq", "hq.example", "admin@hq.example", "vpn-branch", "i-am-hq.example", "CN=a"]
)
def test_a_name_is_a_name(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["", "@", "47.1.2.3", "@47.1.2.3", "2001:db8::1", "vpn-uf6d3ky11pf86rmjfz6jz"])
def test_an_address_or_a_resource_is_no_name(text: str) -> None:
    assert not is_name(text)


def test_a_name_under_an_unknown_version_or_mode_is_undecided() -> None:
    for ike in ('IkeVersion: "${V}", RemoteId: hq', 'IkeVersion: ikev1, IkeMode: "${V}", RemoteId: hq'):
        result = report(with_ike(ike))
        assert found(result) == []
        assert [(code, expression) for code, _, expression in doubts(result, "IPS710")] == [("IPS710", "${V}")]


def test_nothing_is_undecided_about_a_name_where_it_does_no_harm() -> None:
    for ike in (
        'IkeVersion: "${V}", IkeMode: aggressive, RemoteId: hq',
        'IkeVersion: ikev2, IkeMode: "${V}", RemoteId: hq',
    ):
        assert doubts(report(with_ike(ike)), "IPS710") == []


def test_an_unknown_address_of_the_peer_leaves_an_address_as_id_open() -> None:
    result = report(with_ike("IkeVersion: ikev2, RemoteId: 47.100.20.9", peer('"${PEER}"')))
    assert found(result) == []
    assert doubts(result, "IPS709", "IPS711") == [
        ("IPS709", "/CustomerGatewayId", "${PEER}"),
        ("IPS711", "/CustomerGatewayId", "${PEER}"),
    ]


def test_an_unknown_address_of_the_peer_does_not_concern_a_name() -> None:
    result = report(with_ike("IkeVersion: ikev2, RemoteId: branch.example", peer('"${PEER}"')))
    assert doubts(result, "IPS709") == []


def test_an_unknown_id_is_open_where_the_address_of_the_peer_is_known() -> None:
    result = report(with_ike('IkeVersion: ikev2, RemoteId: "${ID}"', peer("47.100.20.7")))
    assert doubts(result, "IPS709") == [("IPS709", "/IkeConfig/RemoteId", "${ID}")]
    assert doubts(report(with_ike('IkeVersion: ikev2, RemoteId: "${ID}"')), "IPS709") == []


def test_an_unknown_network_type_leaves_a_private_address_open_and_no_public_one() -> None:
    gateway = 'vpn_gateways: [{VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz, NetworkType: "${T}"}]\n'
    result = report(with_ike("IkeVersion: ikev2", gateway + peer("10.9.8.7")))
    assert (found(result), doubts(result, "IPS711")) == ([], [("IPS711", "/CustomerGatewayId", "${T}")])
    result = report(with_ike("IkeVersion: ikev2", gateway + peer("47.100.20.7")))
    assert (found(result), doubts(result, "IPS711")) == ([], [])


def test_an_unknown_name_is_open_for_each_rule_that_would_look_at_it() -> None:
    text = altered(SINGLE, ("Name: hq-to-shanghai", 'Name: "${SITE}-line"'))
    open_ = [d.code for d in report(text).undecided if d.pointer == "/Name"]
    assert open_ == ["IPS601", "IPS602", "IPS603"]
    patterned = Config(settings=Settings(name_pattern="[a-z]+"))
    open_ = [d.code for d in report(text, patterned).undecided if d.pointer == "/Name"]
    assert open_ == ["IPS601", "IPS602", "IPS603", "IPS605"]


_ADDRESS, _OTHER = "47.100.20.7", "47.100.20.9"
_IDS = (None, "hq", _ADDRESS, _OTHER, "@47.100.20.7", "vpn-uf6d3ky11pf86rmjfz6jz", "a b")


def _text(local: str | None, remote: str | None, version: str, mode: str, address: str, hidden: frozenset[str]) -> str:
    def say(key: str, value: str | None) -> str:
        return "" if value is None else f', {key}: "{"${X_" + key + "}" if key in hidden else value}"'

    ike = say("LocalId", local) + say("RemoteId", remote) + say("IkeVersion", version) + say("IkeMode", mode)
    return with_ike(ike.removeprefix(", "), peer('"${PEER}"' if "IpAddress" in hidden else address))


@given(
    st.sampled_from(list(product(_IDS, _IDS, ("ikev1", "ikev2"), ("main", "aggressive"), (_ADDRESS, "192.168.1.1")))),
    st.frozensets(st.sampled_from(("LocalId", "RemoteId", "IkeVersion", "IkeMode", "IpAddress"))),
)
def test_hiding_a_value_never_makes_a_finding(
    values: tuple[str | None, str | None, str, str, str], hidden: frozenset[str]
) -> None:
    assert set(found(report(_text(*values, hidden)))) <= set(found(report(_text(*values, frozenset()))))


TERRAFORM = """\
resource "random_pet" "name" {}
resource "alicloud_vpn_gateway" "main" {
  vpc_id     = "vpc-bp1m4k2q8h6d9t3w7r5x"
  vswitch_id = "vsw-2ze4rb3qkz8m1v0d9x7hs"
}
resource "alicloud_vpn_customer_gateway" "peer" {
  ip_address = "47.100.20.7"
}
resource "alicloud_vpn_connection" "hq" {
  vpn_connection_name = "hq-to-shanghai"
  vpn_gateway_id      = alicloud_vpn_gateway.main.id
  customer_gateway_id = alicloud_vpn_customer_gateway.peer.id
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
  ike_config {
    psk           = random_password.key.result
    ike_version   = "ikev2"
    ike_local_id  = LOCAL
    ike_remote_id = REMOTE
  }
}
resource "random_password" "key" { length = 32 }
"""


@pytest.mark.parametrize(
    ("local", "remote", "expected"),
    [
        ("alicloud_vpn_gateway.main.internet_ip", "alicloud_vpn_customer_gateway.peer.ip_address", []),
        ("random_pet.name.id", '"branch-nine.example"', []),
        ("alicloud_vpn_gateway.main.id", "null", [("IPS707", 18)]),
        ("alicloud_vpn_gateway.main.vswitch_id", "null", [("IPS707", 18)]),
        ("null", "alicloud_vpn_customer_gateway.peer.id", [("IPS707", 19)]),
        ("alicloud_vpn_customer_gateway.peer.ip_address", "null", [("IPS709", 18)]),
        ("null", '"47.100.20.8"', [("IPS709", 19)]),
    ],
)
def test_a_reference_is_told_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, local: str, remote: str, expected: list[tuple[str, int]]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("main.tf").write_text(TERRAFORM.replace("LOCAL", local).replace("REMOTE", remote))
    result = lint_files([Found(Path("main.tf"), "main.tf", Config(), explicit=True)], Config())
    mine = [f for f in result.findings if f.code.startswith(_MINE)]
    assert [(f.code, f.location.line) for f in mine if f.location] == expected
