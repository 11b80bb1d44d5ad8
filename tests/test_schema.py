"""The schema over request trees: what is refused is always told, by both validators alike."""

from __future__ import annotations

import copy
import json
import random
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from ipseclint import schema
from ipseclint.config import Config
from ipseclint.dialects.recognise import read_text
from ipseclint.dialects.shape import ATTACHMENT_MORE, PLACES
from ipseclint.dialects.tree import Request
from ipseclint.engine import Report, lint
from ipseclint.node import Entry, Mapping, Scalar, Sequence, Unknown
from ipseclint.rules import BY_CODE
from ipseclint.rules.choices import LISTS as CHOICES
from ipseclint.rules.choices import Near, near
from ipseclint.rules.faults import MISSING_SAID_BY, SAID_BY, code_of
from ipseclint.rules.spot import locate
from ipseclint.schema import Fault
from ipseclint.secret import Secret
from ipseclint.span import Source, Span

IKE = {
    "Psk": "${env:VPN_PSK}",
    "IkeVersion": "ikev2",
    "IkeMode": "main",
    "IkeEncAlg": "aes256",
    "IkeAuthAlg": "sha256",
    "IkePfs": "group14",
    "IkeLifetime": 86400,
    "LocalId": "hq.example",
    "RemoteId": "121.40.63.18",
}
IPSEC = {"IpsecEncAlg": "aes256", "IpsecAuthAlg": "sha256", "IpsecPfs": "group14", "IpsecLifetime": 28800}
COMMON = {
    "Name": "hq",
    "VpnGatewayId": "vpn-uf6d3ky11pf86rmjfz6jz",
    "LocalSubnet": ["10.20.0.0/16", "10.22.0.0/16"],
    "RemoteSubnet": "172.20.8.0/22",
    "Tags": [{"Key": "team", "Value": "wan"}],
    "ClientToken": "02fb3da4",
    "AutoConfigRoute": True,
    "DryRun": "false",
    "RegionId": "cn-shanghai",
}


def bgp(part: int) -> dict[str, Any]:
    return {"LocalAsn": 65010, "TunnelCidr": f"169.254.{part}.0/30", "LocalBgpIp": f"169.254.{part}.1"}


def tunnel(role: str, peer: str, part: int) -> dict[str, Any]:
    return {
        "Role": role,
        "CustomerGatewayId": peer,
        "EnableDpd": True,
        "EnableNatTraversal": "true",
        "TunnelIkeConfig": IKE,
        "TunnelIpsecConfig": IPSEC,
        "TunnelBgpConfig": bgp(part),
    }


SINGLE = {
    **COMMON,
    "CustomerGatewayId": "cgw-uf605kn75f4na8b1n5cg9",
    "EnableDpd": True,
    "EnableNatTraversal": "true",
    "IkeConfig": IKE,
    "IpsecConfig": IPSEC,
    "BgpConfig": {"EnableBgp": True, **bgp(10)},
    "HealthCheckConfig": {"enable": True, "dip": "172.20.8.1", "sip": "10.20.0.1", "interval": 3, "retry": "3"},
}
DUAL = {
    **COMMON,
    "EnableTunnelsBgp": True,
    "TunnelOptionsSpecification": [
        tunnel("master", "cgw-uf605kn75f4na8b1n5cg9", 10),
        tunnel("slave", "cgw-uf6u1d9p4xk2w7q3r8t5m", 11),
    ],
}
ODD: tuple[Any, ...] = (
    *(None, "", " ", "x", "a b", 5, 0, -1, 3.5, float("inf"), 10**25, True, False, [], {}, ["a"], [None], {"a": 1}),
    *([{}], "ikev2", "Ikev1", "group24", "group15", "AES256", "disabled", "10.0.0.0/33", "10.0.0.0/8", "10.0.0.1"),
    *("10.0.0.0/8\n", "a" * 101, "a" * 200, "ünï", "a\nb", "${env:X}", "{X}", "8h", "86401", "3600", "+5", "0500"),
    *("-5", "65010", "1.2", "vpn-a", "cgw-a", "http://x", "acs:x", "aliyun", "true", "yes", "maybe", "master", "1"),
    *(["10.0.0.0/8", "x"], "fe80::/64", "169.254.10.0/30", "\ud800", "IkeVersion=ikev2", {"Psk": "abc"}),
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    steps = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for step in steps:
        yield from paths(value[step], (*path, step))


def mutated(rng: random.Random) -> str:
    """A request as JSON text with up to three of its values taken out, doubled or exchanged for odd ones."""
    value = copy.deepcopy(rng.choice((SINGLE, DUAL)))
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        path = rng.choice(list(paths(value)))
        at: Any = value
        for step in path[:-1]:
            at = at[step]
        how = rng.random()
        if how < 0.15:
            del at[path[-1]]
        elif how < 0.2 and isinstance(at, list):
            at.append(copy.deepcopy(at[path[-1]]))
        else:
            at[path[-1]] = copy.deepcopy(rng.choice(ODD))
    return json.dumps(value).replace("Infinity", "1e400")


def request_of(value: Any) -> Request:
    text = value if isinstance(value, str) else json.dumps(value)
    (request,) = read_text(Source("request.json", text)).reading.requests
    return request


def changed(value: Any, *path: Any, to: Any) -> Any:
    value = copy.deepcopy(value)
    at = value
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = to
    return value


def report_of(value: Any) -> Report:
    text = value if isinstance(value, str) else json.dumps(value)
    return lint([Source("request.json", text)], Config())


def test_a_request_of_the_right_shape_has_no_fault() -> None:
    assert schema.faults(request_of(SINGLE)) == ()
    assert schema.faults(request_of(DUAL)) == ()


def test_the_two_validators_agree_on_thousands_of_mutated_requests() -> None:
    rng = random.Random(20261125)
    slow, refused = schema._validator("connection"), 0
    quick = schema._quick("connection")
    assert quick is not None
    for _ in range(3000):
        found = read_text(Source("request.json", mutated(rng))).reading.requests
        for request in found:
            instance = schema.plain(request.body)
            verdict = slow.is_valid(instance)
            refused += not verdict
            try:
                assert quick(instance) is verdict, instance
            except UnicodeEncodeError:
                assert not verdict or "\ud800" in json.dumps(instance, ensure_ascii=False)
    assert refused > 1000


def test_whatever_the_schema_refuses_is_told_at_its_place() -> None:
    rng = random.Random(1)
    told = 0
    for _ in range(500):
        text = mutated(rng)
        for request in read_text(Source("request.json", text)).reading.requests:
            pointers = {finding.pointer for finding in report_of(text).findings if finding.pointer}
            for fault in schema.faults(request):
                place = "".join(f"/{step}" for step in (*fault.path, *filter(None, [fault.missing])))
                assert any(
                    at == place or at.startswith(f"{place}/") or place.startswith(f"{at}/") for at in pointers
                ), (
                    fault,
                    text,
                )
                told += 1
    assert told > 300


def test_every_fault_has_a_rule_that_speaks_of_it() -> None:
    assert {*SAID_BY.values(), *MISSING_SAID_BY.values()} <= BY_CODE.keys()
    fields = {field for names in (*PLACES.values(), *ATTACHMENT_MORE.values()) for field in names}
    free = {"RegionId", "OwnerAccount", "OwnerId", "ResourceOwnerAccount", "ResourceOwnerId"}
    assert fields - free - set(PLACES) - CHOICES.keys() - SAID_BY.keys() == set()


@pytest.mark.parametrize(
    ("value", "fault", "code"),
    [
        (changed(SINGLE, "VpnGatewayId", to=""), Fault("minLength", ("VpnGatewayId",)), "IPS101"),
        (changed(SINGLE, "RemoteSubnet", to=None), Fault("required", (), "RemoteSubnet"), "IPS101"),
        (changed(SINGLE, "IkeConfig", to=[]), Fault("type", ("IkeConfig",)), "IPS103"),
        (changed(SINGLE, "IkeConfig", "IkePfs", to={}), Fault("anyOf", ("IkeConfig", "IkePfs")), "IPS103"),
        (changed(SINGLE, "LocalSubnet", 1, to=7), Fault("type", ("LocalSubnet", 1)), "IPS103"),
        (changed(SINGLE, "LocalSubnet", 1, to="x"), Fault("pattern", ("LocalSubnet", 1)), "IPS201"),
        (changed(SINGLE, "IkeConfig", "IkePfs", to="dh14"), Fault("anyOf", ("IkeConfig", "IkePfs")), "IPS104"),
        (changed(SINGLE, "IkeConfig", "IkePfs", to="group24"), Fault("anyOf", ("IkeConfig", "IkePfs")), "IPS105"),
        (changed(SINGLE, "ClientToken", to="t" * 65), Fault("maxLength", ("ClientToken",)), "IPS106"),
        (changed(SINGLE, "CustomerGatewayId", to="vpn-1"), Fault("pattern", ("CustomerGatewayId",)), "IPS110"),
        (changed(SINGLE, "IkeConfig", "IkeLifetime", to=-1), Fault("anyOf", ("IkeConfig", "IkeLifetime")), "IPS501"),
        (
            changed(DUAL, "TunnelOptionsSpecification", 1, "Role", to=None),
            Fault("required", ("TunnelOptionsSpecification", 1), "Role"),
            "IPS802",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_told_once_with_the_code_of_its_kind(value: Any, fault: Fault, code: str) -> None:
    request = request_of(value)
    assert schema.faults(request) == (fault,)
    assert code_of(locate(request, fault.path), fault) == code


def test_an_unknown_value_is_no_fault_wherever_it_stands() -> None:
    for base in (SINGLE, DUAL):
        for path in paths(base):
            assert schema.faults(request_of(changed(base, *path, to="${env:X}"))) == (), path


def test_unknown_values_keep_the_places_of_the_others() -> None:
    request = request_of(changed(DUAL, "TunnelOptionsSpecification", 0, to="{FIRST}"))
    body = schema.plain(request.body)
    assert body["TunnelOptionsSpecification"][0] == "${unknown}"
    broken = request_of(
        changed(
            changed(DUAL, "TunnelOptionsSpecification", 0, to="{FIRST}"),
            *("TunnelOptionsSpecification", 1, "Role"),
            to="standby",
        )
    )
    assert [fault.path for fault in schema.faults(broken)] == [("TunnelOptionsSpecification", 1, "Role")]


def test_a_secret_is_never_part_of_what_is_asked() -> None:
    source = Source("x", "k")
    key = Span(source, 0, 1)
    body = Mapping({"Psk": Entry("Psk", key, Scalar(Secret("hunter2hunter2"), key))}, key)
    assert schema.plain(body) == {"Psk": "secret"}
    assert schema.plain(Sequence([Scalar(None, key), Unknown("x", key)], key)) == [None, "${unknown}"]


def test_no_message_of_shape_shows_a_key_written_at_the_wrong_place() -> None:
    for value in ("Psk=hunter2hunter2", '{"Psk": "hunter2hunter2', ["hunter2hunter2"]):
        for finding in report_of(changed(SINGLE, "IkeConfig", to=value)).findings:
            assert "hunter2" not in f"{finding.message} {finding.help} {finding.fix}", finding.code


def test_a_request_without_the_quick_validator_gets_the_same_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jsonschema_rs", None)
    schema._quick.cache_clear()
    try:
        assert schema._quick("connection") is None
        assert schema.faults(request_of(SINGLE)) == ()
        assert len(schema.faults(request_of(changed(SINGLE, "IkeConfig", to=[])))) == 1
    finally:
        schema._quick.cache_clear()


@pytest.mark.parametrize(
    ("field", "text", "expected"),
    [
        ("IkeEncAlg", "AES-128-CBC", Near("aes", True)),
        ("IkeEncAlg", "AES256", Near("aes256", True)),
        ("IkeEncAlg", "3DES-CBC", Near("3des", True)),
        ("IkeEncAlg", "aes256gcm16", Near("aes256", why="the API has CBC ciphers only")),
        ("IkeEncAlg", "aes-128-gcm", Near("aes", why="the API has CBC ciphers only")),
        ("IkeEncAlg", "blowfish", None),
        ("IkeAuthAlg", "SHA1", Near("sha1", True)),
        ("IkeAuthAlg", "SHA-256", Near("sha256", True)),
        ("IkeAuthAlg", "hmac-sha2-512", Near("sha512", True)),
        ("IkeAuthAlg", "sha2", Near("sha256")),
        ("IkeAuthAlg", "sha265", Near("sha256")),
        ("IkeVersion", "IKEv2", Near("ikev2", True)),
        ("IkeVersion", "2", Near("ikev2", True)),
        ("IkeVersion", "ikev3", None),
        ("IkeMode", "Aggressive Mode", Near("aggressive", True)),
        ("IkePfs", "DH14", Near("group14", True)),
        ("IkePfs", "14", Near("group14", True)),
        ("IkePfs", "modp2048", Near("group14", True)),
        ("IkePfs", "Group 2", Near("group2", True)),
        ("IkePfs", "group15", Near("group14", why="group14 is the highest group of the API")),
        ("IkePfs", "ecp384", Near("group14", why="group14 is the highest group of the API")),
        ("IkePfs", "group3", None),
        ("IkePfs", "none", None),
        ("IpsecPfs", "none", Near("disabled", True)),
        ("IpsecPfs", "OFF", Near("disabled", True)),
        ("Role", "active", Near("master", True)),
        ("Role", "Standby", Near("slave", True)),
        ("TunnelIndex", "3", None),
        ("TunnelBandwidth", "large", Near("Large", True)),
    ],
)
def test_a_value_outside_a_list_is_led_to_the_nearest(field: str, text: str, expected: Near | None) -> None:
    assert near(field, text) == expected


@pytest.mark.parametrize("field", CHOICES)
def test_whatever_is_near_is_in_the_list(field: str) -> None:
    texts = {text for listed in CHOICES.values() for text in listed} | {str(odd) for odd in ODD}
    for text in texts | {text.upper() for text in texts} | {f"{text}x" for text in texts}:
        found = near(field, text)
        assert found is None or found.value in CHOICES[field]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, None),
        ({"select": "IPS4"}, (("select",), "select must be a list")),
        ({"max-cidrs": 0}, (("max-cidrs",), "max-cidrs must be at least 1")),
        ({"max-cidrs": True}, (("max-cidrs",), "max-cidrs must be a whole number")),
        ({"fail-level": "bad"}, (("fail-level",), "fail-level must be one of error, warning, info")),
        (
            {"lifetimes": {"ike": {"least": 1}}},
            (("lifetimes", "ike"), "lifetimes.ike has no key 'least'; known are min, max"),
        ),
        (
            {"lifetimes": {"ipsec": {"max": 90000}}},
            (("lifetimes", "ipsec", "max"), "lifetimes.ipsec.max must be at most 86400"),
        ),
        ({"private-ranges": ["10.0.0.0"]}, (("private-ranges", "0"), "item 1 of private-ranges is not an IPv4 CIDR")),
        (
            {"dialects": ["terrafrom"]},
            (
                ("dialects", "0"),
                "item 1 of dialects must be one of native, request, terraform, plan, ros, pulumi, export, cli; "
                "did you mean 'terraform'?",
            ),
        ),
        ({"name-pattern": ""}, (("name-pattern",), "name-pattern must not be empty")),
    ],
    ids=str,
)
def test_a_fault_of_the_configuration_names_the_key_and_what_it_takes(values: Any, expected: Any) -> None:
    assert schema.config_fault(values) == expected


def test_no_schema_has_another_name() -> None:
    with pytest.raises(KeyError):
        schema.load("connections")
    with pytest.raises(KeyError):
        schema.bundled("../pyproject")
