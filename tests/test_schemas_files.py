"""The schema files: well formed, alike in both validators, complete when printed, and of one mind with the
facts and with the program itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from ipseclint import facts
from ipseclint.config import Config
from ipseclint.dialects.recognise import NAMES as DIALECTS
from ipseclint.dialects.shape import LISTS, PLACES
from ipseclint.engine import lint
from ipseclint.profiles import NAMES as PROFILES
from ipseclint.report import json as report
from ipseclint.rules.choices import LISTS as CHOICES
from ipseclint.rules.rule import Settings
from ipseclint.schema import NAMES, bundled, for_trees, load
from ipseclint.settings_file import KEYS
from ipseclint.span import Source

FOLDER = Path(__file__).parent.parent / "schemas"
CASES = sorted((Path(__file__).parent / "rules").glob("IPS1*/*/*.json"))
IDS = "https://ipseclint.github.io/schemas/"


def accepts(name: str, value: Any) -> bool:
    """The verdict of both validators on a value, which has to be the same."""
    slow = bool(Draft202012Validator(bundled(name)).is_valid(value))
    assert jsonschema_rs.Draft202012Validator(bundled(name)).is_valid(value) is slow
    return slow


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)
    elif isinstance(schema, list):
        for item in schema:
            yield from parts(item)


def connection(**more: Any) -> dict[str, Any]:
    return {
        "VpnGatewayId": "vpn-uf6d3ky11pf86rmjfz6jz",
        "CustomerGatewayId": "cgw-uf605kn75f4na8b1n5cg9",
        "LocalSubnet": "10.20.0.0/16",
        "RemoteSubnet": ["172.20.8.0/22"],
        **more,
    }


def tunnel(role: str, **more: Any) -> dict[str, Any]:
    return {"Role": role, "CustomerGatewayId": "cgw-uf605kn75f4na8b1n5cg9", **more}


def dual(**more: Any) -> dict[str, Any]:
    made = connection(**{"TunnelOptionsSpecification": [tunnel("master"), tunnel("slave")], **more})
    del made["CustomerGatewayId"]
    return made


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_of_2020_12_and_has_the_id_of_its_file(name: str) -> None:
    schema = load(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{IDS}{name}.schema.json"
    assert schema["title"]
    assert schema["description"]


def test_there_is_a_file_for_each_schema_and_no_other() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(f"{name}.schema.json" for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_printed_refers_to_nothing_outside_itself(name: str) -> None:
    schema = bundled(name)
    Draft202012Validator.check_schema(schema)
    refs = {part["$ref"] for part in parts(schema) if isinstance(part.get("$ref"), str)}
    assert all(ref.startswith("#/$defs/") for ref in refs)
    assert {ref.removeprefix("#/$defs/") for ref in refs} <= schema.get("$defs", {}).keys()


def test_the_files_refer_to_each_other_by_relative_names() -> None:
    registry: Registry[Any] = Registry().with_resources(
        [(load(name)["$id"], Resource.from_contents(load(name))) for name in NAMES]
    )
    validator = Draft202012Validator(load("document"), registry=registry)
    assert validator.is_valid({"connections": [connection()], "vpcs": [{"VpcId": "vpc-uf6a"}]})
    assert not validator.is_valid({"connections": [connection(IkeConfig={"IkeVersion": "ikev3"})]})


@pytest.mark.parametrize("name", NAMES)
def test_no_two_schemas_have_a_definition_of_one_name(name: str) -> None:
    own = set(load(name).get("$defs", {}))
    others = {key for other in NAMES if other != name for key in load(other).get("$defs", {})}
    assert own & others == set()


def test_every_field_of_the_api_stands_in_the_schema_where_the_facts_have_it() -> None:
    schema = bundled("connection")
    defs = schema["$defs"]
    assert set(schema["properties"]) - {"Action"} == set(PLACES[""])
    assert set(defs["attachment"]["properties"]) - {"Action"} == set(PLACES["attachment"])
    for place, part in (
        ("IkeConfig", defs["ikeConfig"]),
        ("TunnelIkeConfig", defs["ikeFields"]),
        ("IpsecConfig", defs["ipsecConfig"]),
        ("TunnelIpsecConfig", defs["ipsecFields"]),
        ("BgpConfig", defs["bgpConfig"]),
        ("TunnelBgpConfig", defs["tunnel"]["properties"]["TunnelBgpConfig"]),
        ("HealthCheckConfig", defs["healthCheckConfig"]),
        ("Tags", defs["tag"]),
        ("TunnelOptionsSpecification", defs["tunnel"]),
    ):
        assert set(part["properties"]) - {"LocalIdIPsec"} == set(PLACES[place]), place
    assert {"Tags", "TunnelOptionsSpecification"} == LISTS


def leaf(defs: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    ref = part.get("$ref", "").removeprefix("#/$defs/")
    return defs[ref] if ref else part


@pytest.mark.parametrize("field", CHOICES)
def test_a_closed_list_is_the_same_in_the_schema_and_in_the_facts(field: str) -> None:
    defs = bundled("connection")["$defs"]
    found = [
        leaf(defs, part["properties"][field])["anyOf"][0]["enum"]
        for part in parts(bundled("connection"))
        if isinstance(part.get("properties"), dict) and field in part["properties"]
    ]
    assert found
    for listed in found:
        assert {str(value) for value in listed} == set(CHOICES[field])


@pytest.mark.parametrize(("field", "default"), facts.DEFAULTS.items())
def test_a_default_is_the_same_in_the_schema_and_in_the_facts(field: str, default: object) -> None:
    defs = bundled("connection")["$defs"]
    found = [
        {**leaf(defs, part["properties"][field]), **part["properties"][field]}
        for part in parts(bundled("connection"))
        if isinstance(part.get("properties"), dict) and field in part["properties"]
    ]
    told = [part for part in found if "description" in part]
    assert told
    for part in told:
        assert part["default"] == default
        assert f"Default: {str(default).lower() if isinstance(default, bool) else default}." in part["description"]


def test_hover_texts_are_there_for_every_field() -> None:
    for name in NAMES[:3]:
        schema = bundled(name)
        for part in parts(schema):
            for key, value in (part.get("properties") or {}).items():
                if isinstance(value, dict) and key not in ("dip", "sip", "enable") and "const" not in value:
                    assert "description" in {**leaf(schema["$defs"], value), **value}, (name, key)


@pytest.mark.parametrize(
    "value",
    [
        connection(),
        [connection(), dual()],
        {"connections": [connection()], "customer_gateways": [{"CustomerGatewayId": "cgw-1", "Asn": "65010"}]},
        {"connections": [], "x-shared": {"anything": 1}},
        connection(IkeConfig='{"Psk": "${env:VPN_PSK}"}', EnableDpd="True"),
        connection(IkeConfig={"IkeLifetime": "86400", "IkeVersion": "ikev2", "LocalIdIPsec": "a.example"}),
        connection(IkeConfig={"IkeEncAlg": "sm4", "IkeAuthAlg": "sm3"}, RemoteCaCertificate="-----BEGIN"),
        connection(VpnGatewayId="{GATEWAY}", LocalSubnet="${LOCAL}", RemoteSubnet=["{{ remote }}"]),
        connection(IkeConfig="${env:IKE}", IpsecConfig="{IPSEC}", Tags="<% tags %>", EnableDpd="${DPD}"),
        connection(IkeConfig={"IkeVersion": "{V}", "IkeLifetime": "${T}", "Psk": "{{ psk }}"}),
        connection(**{"x-owner": "net"}),
        {
            "Action": "CreateVpnAttachment",
            "LocalSubnet": "0.0.0.0/0",
            "RemoteSubnet": "0.0.0.0/0",
            "NetworkType": "private",
            "TunnelOptionsSpecification": [
                {"TunnelIndex": index, "CustomerGatewayId": "cgw-uf605kn75f4na8b1n5cg9"} for index in (1, "2")
            ],
        },
        dual(EnableTunnelsBgp="false", DryRun=True, ClientToken="02fb3da4-130e"),
        {"TunnelOptionsSpecification.1.Role": "master", "Action": "CreateVpnConnection", **dual()},
        {
            **{key: value for key, value in connection().items() if key != "CustomerGatewayId"},
            "TunnelOptionsSpecification.1.Role": "master",
            "TunnelOptionsSpecification.2.Role": "slave",
        },
    ],
    ids=str,
)
def test_what_can_be_sent_is_no_fault_in_an_editor(value: Any) -> None:
    assert accepts("document", value)


@pytest.mark.parametrize(
    "value",
    [
        connection(LocalSubnet=None),
        connection(LocalSubnet="10.20.0.0/33"),
        connection(LocalSubnet="10.20.0.0/16, 10.21.0.0/16"),
        connection(LocalSubnet=["10.20.0.0/16,10.21.0.0/16"]),
        connection(LocalSubnet=[]),
        connection(CustomerGatewayId="vpn-uf6d3ky11pf86rmjfz6jz"),
        connection(IkeConfig="ikev1"),
        connection(IkeConfig={"IkeVersion": "IKEv2"}),
        connection(IkeConfig={"IkeLifetime": 86401}),
        connection(IkeConfig={"IkeLifetime": "8h"}),
        connection(IkeConfig={"IkePfs": "disabled"}),
        connection(IkeConfig={"Psk": "with blank"}),
        connection(HealthCheckConfig={"enable": True, "dip": "172.20.8.1"}),
        connection(Colour="red"),
        connection(TunnelOptionsSpecification=[tunnel("master")]),
        dual(TunnelOptionsSpecification=[tunnel("master"), tunnel("standby")]),
        {"connections": [{}]},
        {"connections": [connection()], "customer_gateways": [{"IpAddress": "121.40.63.18"}]},
        {"connections": [connection()], "gateways": []},
        {"Action": "CreateVpnAttachment", **connection()},
        {"Action": "DescribeVpnConnections", **connection()},
    ],
    ids=str,
)
def test_what_cannot_be_sent_is_a_fault_in_an_editor(value: Any) -> None:
    assert not accepts("document", value)


@pytest.mark.parametrize("kind", ["connection", "attachment"])
def test_the_schema_of_trees_is_the_file_but_for_json_texts_and_closed_mappings(kind: Any) -> None:
    made, file = for_trees(kind), load("connection")
    assert not any("additionalProperties" in part for part in parts(made))
    assert made["$defs"]["jsonText"] == file["$defs"]["templateText"]
    texts = [json.dumps(part, sort_keys=True) for part in parts(file["$defs"]["ikeVersion"])]
    assert [json.dumps(part, sort_keys=True) for part in parts(made["$defs"]["ikeVersion"])] == texts


def test_the_configuration_has_the_keys_that_the_program_reads() -> None:
    properties = load("config")["properties"]
    assert list(properties) == list(KEYS)
    assert properties["profiles"]["items"]["enum"] == list(PROFILES)
    assert properties["dialects"]["items"]["enum"] == list(DIALECTS)
    base = Settings()
    assert properties["max-cidrs"]["default"] == base.max_cidrs
    for key, bounds in (("ike", base.ike_lifetime), ("ipsec", base.ipsec_lifetime)):
        limits = properties["lifetimes"]["properties"][key]["properties"]
        assert (limits["min"]["default"], limits["max"]["default"]) == bounds


def test_a_full_configuration_is_no_fault() -> None:
    value = {
        "select": ["ALL"],
        "ignore": ["IPS606", "mergeable-cidrs"],
        "severity": {"IPS401": "warning"},
        "per-file-ignores": {"lab/**": ["IPS4"]},
        "profiles": ["nist-800-77"],
        "fail-level": "error",
        "name-pattern": "[a-z-]+",
        "private-ranges": ["198.18.0.0/15"],
        "max-cidrs": 10,
        "lifetimes": {"ike": {"min": 3600, "max": 28800}},
        "dialects": ["terraform"],
        "variables": {"psk": "x", "subnets": ["10.0.0.0/8"]},
        "baseline": "baseline.json",
    }
    assert accepts("config", value)
    assert not accepts("config", {"per_file_ignores": {}})
    assert not accepts("config", {"lifetimes": {"ike": {"max": 90000}}})


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_reports_are_of_the_form_that_the_schema_says(path: Path) -> None:
    made = report.render(lint([Source.read(path, path.name)], Config()))
    assert accepts("report", json.loads(made))


def test_patterns_end_at_the_end_in_every_dialect_of_regular_expressions() -> None:
    for name in NAMES:
        for part in parts(load(name)):
            pattern = part.get("pattern")
            if isinstance(pattern, str):
                assert not re.search(r"\$(?!\(\?!\\n\)|\\\{)", pattern.replace("\\$", "")), pattern
                assert not re.search(r"\\[dswDSWZzA]", pattern), pattern
