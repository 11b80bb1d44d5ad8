"""ROS templates: functions, references, conditions, and what is told where."""

from __future__ import annotations

import json

import pytest

from ipseclint import node
from tests.dialects.reading import at, body, every_line, line, only, plain, read, shown

HEAD = "ROSTemplateFormatVersion: '2015-09-01'\n"


def template(properties: str, before: str = "", after: str = "") -> str:
    """A template with one connection; `before` and `after` are sections and resources around it."""
    lines = "\n".join(f"      {text}" for text in properties.splitlines())
    return f"{HEAD}{before}Resources:\n  Conn:\n    Type: ALIYUN::VPC::VpnConnection\n    Properties:\n{lines}\n{after}"


def value(written: str, before: str = "", after: str = "", field: str = "Name") -> object:
    """What a property's text stands for."""
    request = only(template(f"{field}: {written}", before, after), "t.yaml")
    return plain(request.body.get(field))


PARAMETERS = """\
Parameters:
  Site: {Type: String, Default: hq}
  Open: {Type: String}
  Nets: {Type: CommaDelimitedList, Default: "10.1.0.0/16, 10.2.0.0/16"}
  Prod: {Type: Boolean, Default: true}
  Count: {Type: Number, Default: 2}
Mappings:
  Sizes: {hq: {name: edge, net: 10.9.0.0/16}, lab: {name: toy}}
Conditions:
  IsHq: !Equals [!Ref Site, hq]
  IsLab: {"Fn::Equals": ["lab", {"Ref": "Site"}]}
  IsOpen: !Equals [!Ref Open, x]
  Both: !And [IsHq, !Not [IsLab]]
  Any: !Or [IsLab, IsOpen]
  Either: !Or [IsHq, IsOpen]
  Circle: !Not [Circle]
"""
GATEWAY = "  Gw:\n    Type: ALIYUN::VPC::VpnGateway\n    Properties: {VpcId: vpc-1}\n"

VALUES = [
    ("!Ref Site", "hq"),
    ("{Ref: Site}", "hq"),
    ("!Ref Open", "?!Ref Open"),
    ("!Ref ALIYUN::StackName", "?!Ref ALIYUN::StackName"),
    ("!Ref ALIYUN::NoValue", None),
    ("!Ref Gw", "?!Ref Gw -> Gw.id"),
    ("!GetAtt Gw.VpnGatewayId", "?!GetAtt Gw.VpnGatewayId -> Gw.id"),
    ("!GetAtt Gw.InternetIp", "?!GetAtt Gw.InternetIp -> Gw.InternetIp"),
    ("{'Fn::GetAtt': [Gw, InternetIp]}", "?!GetAtt Gw.InternetIp -> Gw.InternetIp"),
    ("!GetAtt [Gw, InternetIp]", "?!GetAtt Gw.InternetIp -> Gw.InternetIp"),
    ("!Join ['-', [a, !Ref Site, 3]]", "a-hq-3"),
    ("{'Fn::Join': ['', [x, {Ref: Site}]]}", "xhq"),
    ("!Join ['-', [a, !Ref Open]]", "?!Join … at L:C"),
    ("!Join ['-', !Ref Open]", "?!Join … at L:C"),
    ("!Sub 'vpn-${Site}'", "vpn-hq"),
    ("!Sub '${Site}'", "hq"),
    ("!Sub '${!Site}-x'", "?${Site}-x"),
    ("!Sub ['${A}-${Site}', {A: !Ref Site}]", "hq-hq"),
    ("{'Fn::Sub': 'vpn-${Open}'}", "?vpn-${Open}"),
    ("!Sub 'x-${Gw.InternetIp}'", "?x-${Gw.InternetIp}"),
    ("!Sub '${Gw.InternetIp}'", "?!GetAtt Gw.InternetIp -> Gw.InternetIp"),
    ("!Sub plain", "plain"),
    ("!Select [1, [a, b]]", "b"),
    ("!Select ['0', !Ref Nets]", "10.1.0.0/16"),
    ("!Select [7, [a, b]]", "?!Select … at L:C"),
    ("!Select [name, {name: n}]", "n"),
    ("!Select [0, !Split ['.', 'a.b']]", "a"),
    ("!Select [0, !Split ['.', !Ref Open]]", "?!Select … at L:C"),
    ("!FindInMap [Sizes, !Ref Site, name]", "edge"),
    ("{'Fn::FindInMap': [Sizes, lab, name]}", "toy"),
    ("!FindInMap [Sizes, !Ref Open, name]", "?!FindInMap … at L:C"),
    ("!If [IsHq, yes-hq, no-hq]", "yes-hq"),
    ("!If [IsLab, a, b]", "b"),
    ("!If [IsOpen, a, b]", "?!If … at L:C"),
    ("!If [Both, a, b]", "a"),
    ("!If [Any, a, b]", "?!If … at L:C"),
    ("!If [Either, a, b]", "a"),
    ("!If [Circle, a, b]", "?!If … at L:C"),
    ("!If [!Ref Prod, a, b]", "a"),
    ("!If [IsLab, a, !Ref ALIYUN::NoValue]", None),
    ("{'Fn::If': [IsHq, !Sub 'x${Site}', b]}", "xhq"),
    ("!Str 12", "12"),
    ("!Base64Encode abc", "?!Base64Encode … at L:C"),
    ("!GetStackOutput [a, b]", "?!GetStackOutput … at L:C"),
    ("'{SITE_NAME}'", "?{SITE_NAME}"),
]


@pytest.mark.parametrize(("written", "meant"), VALUES, ids=[written for written, _ in VALUES])
def test_a_function_gives_what_ros_would_make_of_it(written: str, meant: object) -> None:
    assert value(written, PARAMETERS, GATEWAY) == meant


def test_a_joined_list_of_subnets_keeps_the_place_of_each() -> None:
    written = "RemoteSubnet:\n  Fn::Join:\n    - ','\n    - - 10.1.0.0/16\n      - !Ref Open\n      - 10.2.0.5/16"
    request = only(template(written, PARAMETERS), "t.yaml")
    assert plain(request.body.get("RemoteSubnet")) == ["10.1.0.0/16", "?!Ref Open", "10.2.0.5/16"]
    text = template(written, PARAMETERS).splitlines()
    assert "10.2.0.5/16" in text[line(at(request, "RemoteSubnet", 2).span) - 1]


def test_a_joined_list_with_another_delimiter_is_the_text_that_it_makes() -> None:
    assert value("!Join [', ', [10.1.0.0/16, 10.2.0.0/16]]", field="RemoteSubnet") == "10.1.0.0/16, 10.2.0.0/16"
    assert value("!Join [',', ['10.1.0.0/16,10.3.0.0/16', 10.2.0.0/16]]", field="RemoteSubnet") == (
        "10.1.0.0/16,10.3.0.0/16,10.2.0.0/16"
    )


def test_a_list_parameter_is_the_list_of_its_pieces_at_their_places() -> None:
    request = only(template("LocalSubnet: !Join [',', !Ref Nets]", PARAMETERS), "t.yaml")
    second = at(request, "LocalSubnet", 1)
    assert plain(second) == "10.2.0.0/16"
    assert second.span.text == "10.2.0.0/16"
    assert line(second.span) == 5


def test_a_parameters_default_is_told_where_it_is_written_with_the_place_of_use() -> None:
    request = only(template("Name: x\nLocalSubnet: !Ref Net", "Parameters:\n  Net: {Default: 10.0.0.1/8}\n"), "t.yaml")
    found = at(request, "LocalSubnet")
    assert isinstance(found, node.Scalar)
    assert (found.span.text, line(found.span)) == ("10.0.0.1/8", 3)
    assert [(place.message, line(place.span)) for place in found.related] == [("used here", 9)]


def test_a_block_chosen_by_a_condition_is_the_connections_block() -> None:
    chosen = "{IkeVersion: ikev2, IkeLifetime: !Ref Count}"
    written = f"IkeConfig:\n  Fn::If:\n    - IsHq\n    - {chosen}\n    - !Ref ALIYUN::NoValue"
    assert body(template(written, PARAMETERS), "t.yaml") == {"IkeConfig": {"IkeVersion": "ikev2", "IkeLifetime": 2}}


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("!Ref Nope", "The template has no parameter or resource 'Nope'."),
        ("!Sub 'a${Nope}'", "The template has no parameter or resource 'Nope'."),
        ("!GetAtt Nope.Id", "The template has no resource 'Nope'."),
        ("!FindInMap [Nope, a, b]", "The template has no mapping 'Nope'."),
        ("!FindInMap [Sizes, hq, nope]", "The template has no entry in the mapping Sizes: it lacks 'nope'."),
        ("!If [Nope, a, b]", "The template has no condition 'Nope'."),
    ],
)
def test_a_reference_that_cannot_exist_is_told_at_its_place(written: str, message: str) -> None:
    reading = read(template(f"Name: {written}", PARAMETERS), "t.yaml")
    assert [(note.code, note.message, line(note.span)) for note in reading.notes] == [("IPS006", message, 22)]
    assert str(plain(reading.requests[0].body.get("Name"))).startswith("?")


def test_a_template_that_is_transformed_first_may_name_what_is_not_there_yet() -> None:
    text = template("Name: !Ref Made", "Transform: Acme::Macros\n")
    assert read(text, "t.yaml").notes == []


def test_references_in_resources_of_other_kinds_are_nobodys_business() -> None:
    other = "  Other: {Type: 'ALIYUN::ECS::Instance', Properties: {Name: !Ref Nope}}\n"
    assert read(template("Name: x", after=other), "t.yaml").notes == []


def test_a_resource_whose_condition_is_false_or_whose_count_is_none_is_not_planned() -> None:
    for more in ("Condition: IsLab", "Count: 0", "Count: !If [IsLab, 1, 0]"):
        text = template("Name: x", PARAMETERS).replace("    Properties:", f"    {more}\n    Properties:")
        assert read(text, "t.yaml").requests == []
    for more in ("Condition: IsHq", "Condition: IsOpen", "Count: 2", "Count: !Ref Open"):
        text = template("Name: x", PARAMETERS).replace("    Properties:", f"    {more}\n    Properties:")
        assert len(read(text, "t.yaml").requests) == 1


def test_gateways_beside_a_connection_are_known_by_their_logical_ids() -> None:
    text = template(
        "VpnGatewayId: !Ref Gw\nCustomerGatewayId: !GetAtt Cgw.CustomerGatewayId",
        after=GATEWAY
        + "  Cgw: {Type: 'ALIYUN::VPC::CustomerGateway', Properties: {IpAddress: !GetAtt Gw.InternetIp, Asn: 65010}}\n"
        + "  Net: {Type: 'ALIYUN::ECS::VPC', Properties: {CidrBlock: 10.0.0.0/8}}\n",
    )
    reading = read(text, "t.yaml")
    request = reading.requests[0]
    assert plain(request.body) == {
        "VpnGatewayId": "?!Ref Gw -> Gw.id",
        "CustomerGatewayId": "?!GetAtt Cgw.CustomerGatewayId -> Cgw.id",
    }
    assert {
        known.identity: (known.kind, {k: plain(v) for k, v in known.fields.items()}) for known in reading.known
    } == {
        f"{request.scope}Gw": ("vpn_gateway", {"VpcId": "vpc-1"}),
        f"{request.scope}Cgw": (
            "customer_gateway",
            {"IpAddress": "?!GetAtt Gw.InternetIp -> Gw.InternetIp", "Asn": 65010},
        ),
        f"{request.scope}Net": ("vpc", {"CidrBlock": "10.0.0.0/8"}),
    }


def test_properties_that_are_given_back_as_set_resolve() -> None:
    after = (
        "  Cgw: {Type: 'ALIYUN::VPC::CustomerGateway', Properties: {IpAddress: 8.8.4.4}}\n"
        "  Net: {Type: 'ALIYUN::ECS::VPC', Properties: {CidrBlock: 10.0.0.0/8}}\n"
    )
    assert value("!GetAtt Net.CidrBlock", after=after, field="LocalSubnet") == "10.0.0.0/8"
    assert value("!GetAtt Cgw.IpAddress", after=after) == "8.8.4.4"


def test_two_templates_in_one_file_have_names_of_their_own() -> None:
    reading = read(template("Name: a", after=GATEWAY) + "---\n" + template("Name: b", after=GATEWAY), "t.yaml")
    assert len({request.scope for request in reading.requests}) == 2
    assert len({known.identity for known in reading.known}) == 2


def test_health_check_keys_are_capitalised_and_have_a_policy() -> None:
    request = only(template("HealthCheckConfig: {Enable: true, Dip: 10.0.0.1, Policy: revoke_route}"), "t.yaml")
    assert plain(request.body) == {"HealthCheckConfig": {"enable": True, "dip": "10.0.0.1"}}
    assert request.misplaced == []
    assert request.spell("dip", "HealthCheckConfig") == "Dip"
    assert request.spell("Psk", "IkeConfig") == "Psk"


def test_fields_that_the_resource_does_not_have_are_told() -> None:
    request = only(template("Tags: [{Key: a, Value: b}]\nRegionId: cn-x\nIkeConfg: {IkeVersion: ikev2}"), "t.yaml")
    assert [(stray.key, stray.meant) for stray in request.misplaced] == [
        ("IkeConfg", "IkeConfig"),
        ("Tags", ""),
        ("RegionId", ""),
    ]
    assert plain(request.body) == {"IkeConfig": {"IkeVersion": "ikev2"}}


def test_an_attachment_has_tunnels_with_an_index_and_fields_of_its_own() -> None:
    text = template(
        "Name: tr\nNetworkType: public\nHealthCheckConfig: {Enable: false, Policy: revoke_route}\n"
        "TunnelOptionsSpecification:\n  - {TunnelIndex: 1, CustomerGatewayId: cgw-1}\n  - {TunnelIndex: 2}"
    ).replace("VpnConnection", "VpnAttachment")
    request = only(text, "t.yaml")
    assert (request.kind, request.misplaced) == ("attachment", [])
    assert plain(request.body) == {
        "Name": "tr",
        "NetworkType": "public",
        "HealthCheckConfig": {"enable": False, "Policy": "revoke_route"},
        "TunnelOptionsSpecification": [{"TunnelIndex": 1, "CustomerGatewayId": "cgw-1"}, {"TunnelIndex": 2}],
    }


def test_a_connection_begins_at_its_logical_id() -> None:
    request = only(template("Name: x"), "t.yaml")
    assert (request.dialect, request.address, line(request.span)) == ("ros", "Conn", 3)


def test_json_templates_are_read_alike() -> None:
    document = {
        "ROSTemplateFormatVersion": "2015-09-01",
        "Parameters": {"Psk": {"Type": "String", "NoEcho": True}, "Net": {"Default": "10.0.0.0/8"}},
        "Resources": {
            "Conn": {
                "Type": "ALIYUN::VPC::VpnConnection",
                "Properties": {"LocalSubnet": {"Ref": "Net"}, "IkeConfig": {"Psk": {"Ref": "Psk"}}},
            }
        },
    }
    assert body(json.dumps(document, indent=2), "t.json") == {
        "LocalSubnet": "10.0.0.0/8",
        "IkeConfig": {"Psk": "?!Ref Psk"},
    }


KEYS = [
    ("!Ref Key", "secret:Zk3vSecretDefault"),
    ("!Sub 'Zk3vLiteral-${Open}'", "?********${Open}"),
    ("!Sub 'Zk3vLiteral-${Site}'", "secret:Zk3vLiteral-hq"),
    ("!Join ['', [Zk3vLiteral, !Ref Site]]", "secret:Zk3vLiteralhq"),
    ("{'Fn::Join': ['', [Zk3vLiteral, {Ref: Open}]]}", "?!Join … at L:C"),
    ("!If [IsHq, Zk3vLiteral, Zk3vOther]", "secret:Zk3vLiteral"),
    ("!If [IsOpen, Zk3vLiteral, Zk3vOther]", "?!If … at L:C"),
    ("!FindInMap [Keys, a, k]", "secret:Zk3vMapped"),
    ("!Select [0, [Zk3vLiteral, Zk3vOther]]", "secret:Zk3vLiteral"),
    ("'Zk3vLiteral'", "secret:Zk3vLiteral"),
    ("!Base64Encode Zk3vLiteral", "?!Base64Encode … at L:C"),
]


@pytest.mark.parametrize(("written", "meant"), KEYS, ids=[written for written, _ in KEYS])
def test_no_literal_that_may_become_a_key_is_ever_shown(written: str, meant: str) -> None:
    key = "  Key: {Type: String, NoEcho: true, Default: Zk3vSecretDefault}\nMappings:"
    keys = "\n  Keys: {a: {k: Zk3vMapped}}" if "Keys" in written else ""
    before = PARAMETERS.replace("Mappings:", key + keys)
    text = template(f"IkeConfig: {{Psk: {written}, IkeVersion: ikev1, IkeEncAlg: des}}", before)
    assert plain(at(only(text, "t.yaml"), "IkeConfig", "Psk")) == meant
    assert "Zk3v" not in every_line(text, "t.yaml")
    assert "Zk3v" not in shown(text, "t.yaml")


def test_terraform_inside_a_template_is_read_at_its_place() -> None:
    text = (
        f"{HEAD}Transform: Aliyun::Terraform-v1.5\nWorkspace:\n  variables.tf: |\n"
        '    variable "net" {\n      default = "10.0.0.1/8"\n    }\n'
        "  main.tf: |\n"
        '    resource "alicloud_vpn_connection" "c" {\n      local_subnet = [var.net]\n    }\n'
    )
    request = only(text, "t.yaml")
    found = at(request, "LocalSubnet", 0)
    assert (request.dialect, request.address, line(request.span)) == ("ros", "alicloud_vpn_connection.c", 9)
    assert (plain(found), line(found.span)) == ("10.0.0.1/8", 6)


def test_opentofu_inside_a_template_is_read_alike() -> None:
    code = 'resource "alicloud_vpn_connection" "c" {\n  local_subnet = ["10.0.0.0/8"]\n}\n'
    text = json.dumps({"Transform": "Aliyun::OpenTofu-v1.8", "Workspace": {"main.tf": code, "notes.txt": "x"}})
    assert plain(only(text, "t.json").body) == {"LocalSubnet": ["10.0.0.0/8"]}


def test_terraform_inside_a_json_template_is_read_at_its_place() -> None:
    code = 'resource "alicloud_vpn_connection" "c" {\n  local_subnet = ["10.0.0.1/8"]\n}\n'
    text = json.dumps({"Transform": ["Aliyun::Terraform-v1.1"], "Workspace": {"main.tf": code}})
    request = only(text, "t.json")
    found = at(request, "LocalSubnet", 0).span.location()
    assert text[found.start : found.end] == '\\"10.0.0.1/8\\"'


@pytest.mark.parametrize(
    "properties",
    ["Properties: [a]", "Properties: text", "Properties: 3"],
)
def test_properties_that_are_no_mapping_are_told(properties: str) -> None:
    text = f"{HEAD}Resources:\n  Conn:\n    Type: ALIYUN::VPC::VpnConnection\n    {properties}\n"
    reading = read(text, "t.yaml")
    assert [(note.code, note.message) for note in reading.notes] == [
        ("IPS103", "The Properties of Conn are no mapping.")
    ]
    assert reading.requests == []


def test_properties_that_are_not_known_as_a_whole_leave_the_connection_alone() -> None:
    resource = "{Type: 'ALIYUN::VPC::VpnConnection', Properties: !Ref P}"
    text = f"{HEAD}Parameters: {{P: {{Type: Json}}}}\nResources:\n  C: {resource}\n"
    reading = read(text, "t.yaml")
    assert (reading.requests, reading.notes) == ([], [])


def test_references_in_a_circle_end() -> None:
    before = "Locals:\n  A: {Value: !Ref B}\n  B: {Value: !Sub 'x${A}'}\n"
    assert str(value("!Ref A", before)).startswith("?")


def test_references_that_grow_without_end_are_bounded() -> None:
    rows = "".join(f"  L{n}: {{Value: !Join ['', [!Ref L{n + 1}, !Ref L{n + 1}]]}}\n" for n in range(40))
    before = f"Locals:\n{rows}  L40: {{Value: {'x' * 50}}}\n"
    assert str(value("!Ref L0", before)).startswith("?")
    deep = "".join(f"  L{n}: {{Value: !Ref L{n + 1}}}\n" for n in range(500))
    assert str(value("!Ref L0", f"Locals:\n{deep}  L500: {{Value: x}}\n")).startswith("?")
