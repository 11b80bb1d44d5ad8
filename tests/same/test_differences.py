"""The differences that a dialect does make: what its tool sends, what its resource takes, where it keeps keys."""

from __future__ import annotations

import json

import pytest

from ipseclint.api import lint
from tests.same.conftest import Write
from tests.same.names import Tree
from tests.same.table import CASES, DIALECTS, changed

TUNNEL = "/TunnelOptionsSpecification/{}"
# Of the provider's resource: in Terraform, in its plan, and in Pulumi, which is built on it.
PROVIDER = ("terraform", "terraform-0.11", "terraform-json", "terraform-dynamic", "plan", "pulumi")
OTHERS = ("native-yaml", "native-json", "request-json", "request-numbered", "ros-yaml", "ros-json", "cli")


def said(tree: Tree, dialect: str, write: Write) -> list[str]:
    """The findings above a note, with * where the value is one that nobody wrote."""
    found = lint(write(DIALECTS[dialect](tree))).findings
    return sorted(
        f"{one.severity} {one.code} {one.pointer}{'*' if one.defaulted else ''}"
        for one in found
        if one.severity.name != "INFO" or one.code == "IPS107"
    )


def without(name: str, *pointers: str) -> Tree:
    return changed(CASES[name].tree, dict.fromkeys(pointers))


def of_both(*keys: str) -> list[str]:
    """Pointers to fields of both tunnels."""
    return [f"{TUNNEL.format(number)}/{key}" for number in (0, 1) for key in keys]


SWITCHES = without("clean-dual", *of_both("EnableDpd", "EnableNatTraversal"))
LIFETIMES = without("clean", "/IkeConfig/IkeLifetime", "/IpsecConfig/IpsecLifetime")
BLOCKS = without("clean", "/IkeConfig", "/IpsecConfig", "/EnableDpd", "/EnableNatTraversal")


@pytest.mark.parametrize("dialect", PROVIDER)
def test_the_provider_turns_off_what_a_tunnel_leaves_out(dialect: str, write: Write) -> None:
    assert said(SWITCHES, dialect, write) == [
        f"warning {code} {TUNNEL.format(number)}/{key}*"
        for code, key in (("IPS821", "EnableDpd"), ("IPS822", "EnableNatTraversal"))
        for number in (0, 1)
    ]


@pytest.mark.parametrize("dialect", OTHERS)
def test_the_service_turns_it_on(dialect: str, write: Write) -> None:
    assert said(SWITCHES, dialect, write) == []


@pytest.mark.parametrize("dialect", PROVIDER)
def test_the_provider_sends_zero_for_a_lifetime_that_a_block_leaves_out(dialect: str, write: Write) -> None:
    expected = ["warning IPS502 /IkeConfig/IkeLifetime*", "warning IPS502 /IpsecConfig/IpsecLifetime*"]
    assert said(LIFETIMES, dialect, write) == expected


@pytest.mark.parametrize("dialect", OTHERS)
def test_the_service_makes_it_a_day(dialect: str, write: Write) -> None:
    assert said(LIFETIMES, dialect, write) == ["warning IPS503 /IpsecConfig/IpsecLifetime*"]


@pytest.mark.parametrize("dialect", [*PROVIDER, *OTHERS])
def test_a_block_that_is_not_there_leaves_all_to_the_service(dialect: str, write: Write) -> None:
    assert said(BLOCKS, dialect, write) == [
        "error IPS402 /IkeConfig/IkeAuthAlg*",
        "error IPS402 /IpsecConfig/IpsecAuthAlg*",
        "error IPS403 /IkeConfig/IkePfs*",
        "error IPS403 /IpsecConfig/IpsecPfs*",
        "warning IPS406 /IkeConfig/IkeVersion*",
        "warning IPS503 /IpsecConfig/IpsecLifetime*",
    ]


ATTACHMENT = without(
    "clean-attachment",
    *of_both("EnableDpd", "EnableNatTraversal"),
    *of_both("TunnelIkeConfig/IkeVersion", "TunnelIkeConfig/IkeAuthAlg", "TunnelIkeConfig/IkeLifetime"),
)


OF_ATTACHMENT = [f"warning IPS402 {TUNNEL.format(number)}/TunnelIkeConfig/IkeAuthAlg*" for number in (0, 1)]


@pytest.mark.parametrize("dialect", ["request-json", "request-numbered", "ros-yaml", "cli"])
def test_an_attachment_has_the_defaults_of_its_own_call(dialect: str, write: Write) -> None:
    """ikev2 and sha1 in its tunnels."""
    assert said(ATTACHMENT, dialect, write) == OF_ATTACHMENT


@pytest.mark.parametrize("dialect", PROVIDER)
def test_the_provider_sends_false_and_zero_for_an_attachment_too(dialect: str, write: Write) -> None:
    sent = [
        f"warning {code} {TUNNEL.format(number)}/{field}*"
        for code, field in (
            ("IPS502", "TunnelIkeConfig/IkeLifetime"),
            ("IPS821", "EnableDpd"),
            ("IPS822", "EnableNatTraversal"),
        )
        for number in (0, 1)
    ]
    assert said(ATTACHMENT, dialect, write) == [*OF_ATTACHMENT, *sent]


KEYS = changed(
    CASES["clean-dual"].tree,
    {
        f"{TUNNEL.format(0)}/TunnelIkeConfig/Psk": "q7Vd2mXw9LzR4tKpYb6NfH3sJc8GuE5a",
        f"{TUNNEL.format(1)}/TunnelIkeConfig/Psk": "Hn5Zr8QxT2wVk7LpM4dFy9BsC3gJe6Ua",
    },
)


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name not in ("plan", "export")])
def test_a_key_that_somebody_wrote_is_told_where_it_stands(dialect: str, write: Write) -> None:
    assert said(KEYS, dialect, write) == [
        f"warning IPS701 {TUNNEL.format(number)}/TunnelIkeConfig/Psk" for number in (0, 1)
    ]


@pytest.mark.parametrize("dialect", ["plan", "export"])
def test_a_file_that_holds_keys_by_nature_says_so_once(dialect: str, write: Write) -> None:
    found = lint(write(DIALECTS[dialect](KEYS))).findings
    assert [(str(one.severity), one.code) for one in found if one.code == "IPS701"] == [("info", "IPS701")]
    assert said(KEYS, dialect, write) == []


def test_terraform_tells_what_its_resource_no_longer_takes_or_never_sends(write: Write) -> None:
    files = DIALECTS["terraform"](CASES["clean"].tree)
    old = files["main.tf"].replace("  vpn_connection_name =", '  network_type = "public"\n  name =')
    told = [one for one in lint(write({"main.tf": old})).findings if one.code == "IPS107"]
    assert [(str(one.severity), one.location.line) for one in told if one.location] == [("info", 6), ("info", 7)]


SINGLE_ATTACHMENT = {**CASES["clean"].tree, "NetworkType": "public"}
del SINGLE_ATTACHMENT["VpnGatewayId"]


@pytest.mark.parametrize("dialect", ["terraform", "terraform-json", "plan", "pulumi"])
def test_a_single_tunnel_attachment_is_refused(dialect: str, write: Write) -> None:
    assert said(SINGLE_ATTACHMENT, dialect, write) == ["error IPS107 None"]


@pytest.mark.parametrize(
    ("kind", "subnet", "other"),
    [
        ("alicloud_vpn_connection", '"10.20.0.0/16"', '["10.20.0.0/16"]'),
        ("alicloud_vpn_gateway_vpn_attachment", '["10.20.0.0/16"]', '"10.20.0.0/16"'),
    ],
)
def test_each_resource_takes_subnets_in_one_form(kind: str, subnet: str, other: str, write: Write) -> None:
    case = CASES["clean" if kind == "alicloud_vpn_connection" else "clean-attachment"]
    text = DIALECTS["terraform"](case.tree)["main.tf"]
    assert f"local_subnet = {other}" in text
    found = lint(write({"main.tf": text.replace(f"local_subnet = {other}", f"local_subnet = {subnet}")})).findings
    assert [(one.code, one.pointer) for one in found if one.severity.name == "ERROR"] == [("IPS103", "/LocalSubnet")]


def test_ros_has_no_tags_on_a_connection(write: Write) -> None:
    tagged = changed(CASES["clean"].tree, {"/Tags": [{"Key": "team", "Value": "network"}]})
    assert said(tagged, "ros-yaml", write) == ["error IPS102 None"]
    assert said(tagged, "terraform", write) == said(tagged, "native-yaml", write) == []


def test_terraform_has_no_certificate_for_an_sm_gateway(write: Write) -> None:
    assert said(CASES["clean-sm"].tree, "terraform", write) == [
        "error IPS102 None",
        "error IPS412 /RemoteCaCertificate",
    ]


def test_state_leaves_out_what_is_off(write: Write) -> None:
    """An answer reports BGP of a connection that does not use it; that is no fault of a plan."""
    (name, text), *_ = DIALECTS["export"](CASES["clean"].tree).items()
    answer = json.loads(text)
    answer["VpnBgpConfig"] = {"EnableBgp": "false", "LocalAsn": 45104, "TunnelCidr": "", "LocalBgpIp": ""}
    answer["VcoHealthCheck"] = {"Enable": "false", "Dip": "", "Sip": "", "Interval": 3, "Retry": 3}
    found = lint(write({name: json.dumps(answer)})).findings
    assert [one.code for one in found if one.severity.name != "INFO"] == []


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name not in ("terraform-tfvars", "terraform-module")])
def test_a_text_that_stands_in_no_file_is_read_in_its_dialect_too(dialect: str, write: Write) -> None:
    """As from standard input, by the name that it is given."""
    files = DIALECTS[dialect](CASES["host-bits"].tree)
    from_text, from_file = lint(texts=files), lint(write(files))
    assert from_text.connections == 1
    assert [(one.code, one.pointer) for one in from_text.findings] == [
        (one.code, one.pointer) for one in from_file.findings
    ]
