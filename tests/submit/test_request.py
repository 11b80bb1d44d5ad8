"""Plans become the exact parameters of the call, or are told apart as unsendable."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint import effective
from ipseclint.dialects.recognise import read_text
from ipseclint.dialects.tree import Sent
from ipseclint.model import Inventory
from ipseclint.span import Source
from ipseclint.submit import wire
from ipseclint.submit.request import plan
from ipseclint.submit.resolve import Unresolved, resolve, resolve_known
from tests.submit import kit

SINGLE = """\
RegionId: cn-shanghai
VpnGatewayId: vpn-1
CustomerGatewayId: cgw-1
Name: hq
LocalSubnet: 10.0.0.0/16, 10.1.0.0/16
RemoteSubnet: [172.16.1.0/24, 172.16.2.0/24]
EffectImmediately: "true"
EnableDpd: no
IkeConfig: {Psk: "a'b&c=1 +%", IkeLifetime: "3600", LocalId: hq.example.com}
HealthCheckConfig: {enable: true, dip: 172.16.1.9, sip: 10.0.0.9, interval: 3, retry: 3}
BgpConfig: {EnableBgp: true, LocalAsn: 1.10, TunnelCidr: 169.254.11.0/30, LocalBgpIp: 169.254.11.1}
Tags: [{Key: site, Value: hq}, {Key: owner, Value: ""}]
"""


def planned(text: str) -> list[kit.Planned]:
    return plan(kit.connections(text))[0]


def reasons(*texts: str, region: str = "") -> list[tuple[str, ...]]:
    return [item.reasons for item in plan(kit.connections(*texts), region)[1]]


def test_a_single_tunnel_request_is_sent_as_the_page_has_it() -> None:
    (item,) = planned(SINGLE)
    assert wire.parameters(item, "token") == {
        "RegionId": "cn-shanghai",
        "VpnGatewayId": "vpn-1",
        "CustomerGatewayId": "cgw-1",
        "Name": "hq",
        "LocalSubnet": "10.0.0.0/16,10.1.0.0/16",
        "RemoteSubnet": "172.16.1.0/24,172.16.2.0/24",
        "EffectImmediately": "true",
        "EnableDpd": "false",
        "IkeConfig": '{"Psk":"a\'b&c=1 +%","IkeLifetime":3600,"LocalId":"hq.example.com"}',
        "HealthCheckConfig": '{"enable":"true","dip":"172.16.1.9","sip":"10.0.0.9","interval":"3","retry":"3"}',
        "BgpConfig": '{"EnableBgp":"true","LocalAsn":"65546","TunnelCidr":"169.254.11.0/30",'
        '"LocalBgpIp":"169.254.11.1"}',
        "Tags.1.Key": "site",
        "Tags.1.Value": "hq",
        "Tags.2.Key": "owner",
        "Tags.2.Value": "",
        "ClientToken": "token",
    }


def test_a_dual_tunnel_request_is_flat() -> None:
    (item,) = planned(kit.dual("plant", 3))
    sent = wire.parameters(item)
    assert sent["TunnelOptionsSpecification.1.Role"] == "master"
    assert sent["TunnelOptionsSpecification.2.TunnelIkeConfig.Psk"] == kit.PSK + "s"
    assert sent["TunnelOptionsSpecification.2.TunnelIpsecConfig.IpsecLifetime"] == "3600"
    assert sent["TunnelOptionsSpecification.1.EnableDpd"] == "true"
    assert not any(name.startswith(("IkeConfig", "IpsecConfig", "CustomerGatewayId")) for name in sent)


def test_defaults_are_not_sent() -> None:
    (item,) = planned(
        "{RegionId: r-a, VpnGatewayId: v, CustomerGatewayId: c, LocalSubnet: 10.0.0.0/8, RemoteSubnet: 172.16.0.0/12}"
    )
    assert set(wire.parameters(item)) == {
        "RegionId",
        "VpnGatewayId",
        "CustomerGatewayId",
        "LocalSubnet",
        "RemoteSubnet",
    }


def test_what_the_plans_own_tool_sends_for_fields_left_out_is_sent() -> None:
    text = kit.dual("plant", 3).replace("    EnableDpd: true\n", "")
    (request,) = read_text(Source("plan.yaml", text)).reading.requests
    request.sent = {"TunnelOptionsSpecification/*/EnableDpd": Sent(False, "the provider sends false")}
    (item,) = plan([effective.connection(request, Inventory())])[0]
    sent = wire.parameters(item)
    assert sent["TunnelOptionsSpecification.1.EnableDpd"] == "false"
    assert sent["TunnelOptionsSpecification.2.EnableDpd"] == "false"


def test_an_unknown_value_is_named_and_not_sent() -> None:
    assert reasons(kit.single("hq", 1).replace("10.1.0.0/16", "${var.net}")) == [
        ("LocalSubnet is not known: ${var.net}",)
    ]
    assert reasons(kit.dual("hq", 1).replace("cgw-b", "${env:PEER}")) == [
        (
            "TunnelOptionsSpecification.2.CustomerGatewayId is not known: ${env:PEER}; "
            "only keys and certificates are read from elsewhere",
        )
    ]


def test_a_key_that_is_only_partly_a_reference_is_refused() -> None:
    assert reasons(kit.single("hq", 1, psk="'prefix-${env:HQ}'")) == [
        ("IkeConfig.Psk is a reference with text around it; keep the whole text in one place",)
    ]


def test_missing_region_comes_from_the_command_line() -> None:
    text = kit.single("hq", 1).replace("RegionId: cn-shanghai\n", "")
    assert reasons(text) == [("RegionId is missing",)]
    assert reasons(text, region="cn-beijing") == []


def test_two_plans_of_one_name_on_one_gateway_are_both_refused() -> None:
    found = reasons(kit.single("hq", 1), kit.single("hq", 2), kit.single("hq", 3, gateway="vpn-2"))
    assert found == [("2 planned connections of vpn-single have the same name (hq)",)] * 2


def test_a_dry_run_written_in_the_file_is_not_sent_for_real() -> None:
    found = reasons(kit.single("hq", 1) + "DryRun: true\n")
    assert found == [("DryRun is true in the file; remove it, and use --dry-run",)]


@given(st.text(min_size=1), st.text(min_size=1))
def test_the_token_is_the_same_whatever_the_key_is(first: str, second: str) -> None:
    (item,) = planned(kit.single("hq", 1, psk="${env:K}"))
    one, other = resolve(item, {"K": first}), resolve(item, {"K": second})
    assert one.token() == other.token() == item.token()
    assert one.token().isascii()
    assert len(one.token(999999)) <= 64


def test_the_token_follows_content_region_and_gateway() -> None:
    base = kit.single("hq", 1)
    texts = [base, base.replace("aes256", "aes192"), base.replace("cn-shanghai", "cn-beijing")]
    texts += [base.replace("vpn-single", "vpn-2"), base.replace("hq", "depot")]
    tokens = [planned(text)[0].token() for text in texts]
    assert len(set(tokens)) == 5
    assert planned(base)[0].token() == tokens[0]
    assert planned(base)[0].token(1) == tokens[0] + "-1"


@given(st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), min_size=8))
def test_a_masked_request_shows_no_key(key: str) -> None:
    (item,) = planned(kit.single("hq", 1, psk="${env:K}"))
    shown = wire.masked(resolve(item, {"K": "canary" + key}))
    assert shown["IkeConfig"].startswith('{"Psk":"********",')
    assert wire.masked(item)["IkeConfig"].startswith('{"Psk":"${env:K}",')


def test_a_key_is_read_from_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    key = tmp_path / "hq.psk"
    key.write_text("s3cret from a file\n")
    key.chmod(0o600)
    (item,) = planned(kit.single("hq", 1, psk=f"${{file:{key}}}"))
    assert '"Psk":"s3cret from a file"' in wire.parameters(resolve(item))["IkeConfig"]


@pytest.mark.parametrize(
    ("content", "mode", "words"),
    [
        (b"x", 0o640, "others may read or change the file (mode 0640); chmod 600 it"),
        (b"", 0o600, "is empty"),
        (b"\n", 0o600, "is empty"),
        (b"\xff\xfe", 0o600, "is not UTF-8"),
        (b"x" * 70000, 0o600, "is too long for a secret"),
    ],
)
def test_a_file_that_is_no_good_for_a_key_is_told(content: bytes, mode: int, words: str, tmp_path: Path) -> None:
    key = tmp_path / "hq.psk"
    key.write_bytes(content)
    key.chmod(mode)
    (item,) = planned(kit.single("hq", 1, psk=f"${{file:{key}}}"))
    with pytest.raises(Unresolved) as caught:
        resolve(item)
    assert str(caught.value).endswith(words)


def test_every_missing_secret_is_named() -> None:
    text = kit.dual("hq", 1).replace(kit.PSK + "m", "${env:ONE}").replace(kit.PSK + "s", "${file:/none/two}")
    (item,) = planned(text)
    with pytest.raises(Unresolved) as caught:
        resolve(item, {})
    assert str(caught.value) == (
        "${env:ONE}: the environment has no variable ONE; "
        "${file:/none/two}: /none/two cannot be read: No such file or directory"
    )
    assert str(resolve_known(item, {"ONE": "x"}).body).count("********") == 1
