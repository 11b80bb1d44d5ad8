"""Shell scripts: what `aliyun vpc CreateVpnConnection` would send, as far as the script decides it."""

from __future__ import annotations

import pytest

from ipseclint import node
from ipseclint.dialects.tree import Request
from tests.dialects.reading import at, body, every_line, findings, line, only, plain, read, shown

CALL = "aliyun vpc CreateVpnConnection"


def field(flags: str, name: str = "Name", before: str = "") -> object:
    return plain(only(f"{before}{CALL} {flags}\n", "a.sh").body.get(name))


def test_flags_are_the_fields_of_the_request() -> None:
    text = f"""\
#!/bin/bash
{CALL} \\
  --RegionId cn-hangzhou --VpnGatewayId=vpn-1 \\
  --LocalSubnet 10.0.0.0/8,10.1.0.0/16 --RemoteSubnet "172.16.0.0/12" \\
  --IkeConfig '{{"Psk": "k", "IkeVersion": "ikev2", "IkeLifetime": 3600}}' \\
  --IpsecConfig "{{\\"IpsecPfs\\": \\"group14\\"}}" \\
  --Tags.1.Key team --Tags.1.Value net \\
  --EnableDpd true
"""
    request = only(text, "a.sh")
    assert plain(request.body) == {
        "RegionId": "cn-hangzhou",
        "VpnGatewayId": "vpn-1",
        "LocalSubnet": "10.0.0.0/8,10.1.0.0/16",
        "RemoteSubnet": "172.16.0.0/12",
        "IkeConfig": {"Psk": "secret:k", "IkeVersion": "ikev2", "IkeLifetime": 3600},
        "IpsecConfig": {"IpsecPfs": "group14"},
        "Tags": [{"Key": "team", "Value": "net"}],
        "EnableDpd": "true",
    }
    assert (request.dialect, request.kind, request.misplaced) == ("cli", "connection", [])
    assert (request.span.text, line(request.span)) == ("CreateVpnConnection", 2)


def test_numbered_flags_are_tunnels() -> None:
    tunnel = "--TunnelOptionsSpecification.{n}.Role {role} --TunnelOptionsSpecification.{n}.TunnelIkeConfig.Psk k{n}"
    flags = f"{tunnel.format(n=1, role='master')} {tunnel.format(n=2, role='slave')}"
    assert body(f"{CALL} {flags}", "a.sh") == {
        "TunnelOptionsSpecification": [
            {"Role": "master", "TunnelIkeConfig": {"Psk": "secret:k1"}},
            {"Role": "slave", "TunnelIkeConfig": {"Psk": "secret:k2"}},
        ]
    }


@pytest.mark.parametrize(
    "call",
    [
        "aliyun vpc CreateVpnConnection",
        "/usr/local/bin/aliyun vpc CreateVpnConnection",
        "sudo aliyun --profile prod vpc CreateVpnConnection",
        "ALIBABA_CLOUD_PROFILE=x aliyun -p y vpc CreateVpnConnection",
        "$ aliyun vpc CreateVpnConnection",
        "then aliyun vpc CreateVpnConnection",
    ],
)
def test_a_call_is_known_however_it_begins(call: str) -> None:
    assert body(f"{call} --Name x", "a.sh") == {"Name": "x"}


@pytest.mark.parametrize(
    "call",
    [
        "aws ec2 create-vpn-connection --customer-gateway-id cgw-1 --vpn-gateway-id vgw-1 --type ipsec.1",
        "tccli vpc CreateVpnConnection --VpcId vpc-1 --VpnGatewayId vpngw-1",
        "ve vpn CreateVpnConnection --VpnGatewayId vgw-1 --LocalSubnet.1 10.0.0.0/8",
        "aliyun vpc DescribeVpnConnections --VpnGatewayId vpn-1",
        "aliyun ecs CreateVpnConnection --Name x",
        "aliyun vpc",
        "aliyun",
        "echo 'aliyun vpc CreateVpnConnection --Name x'",
        "# aliyun vpc CreateVpnConnection --Name x",
        "cat <<EOF\naliyun vpc CreateVpnConnection --Name x\nEOF",
        "$CLI vpc CreateVpnConnection --Name x",
    ],
)
def test_other_calls_are_nobodys(call: str) -> None:
    reading = read(f"{call}\n", "a.sh")
    assert (reading.requests, reading.notes) == ([], [])


def test_an_attachment_is_created_by_a_call_of_its_own() -> None:
    text = "aliyun vpc CreateVpnAttachment --NetworkType public --TunnelOptionsSpecification.1.TunnelIndex 1"
    request = only(text, "a.sh")
    assert (request.kind, request.misplaced) == ("attachment", [])
    assert plain(request.body) == {"NetworkType": "public", "TunnelOptionsSpecification": [{"TunnelIndex": "1"}]}


def test_calls_inside_others_are_read() -> None:
    assert body(f'id=$({CALL} --Name x | jq -r .VpnConnectionId)\necho "$id"', "a.sh") == {"Name": "x"}
    assert body(f'echo "made $({CALL} --Name "x y")"', "a.sh") == {"Name": "x y"}


def test_the_command_lines_own_flags_are_no_fields() -> None:
    flags = (
        "--profile p --region cn-x --endpoint vpc.aliyuncs.com --force --dryrun --method POST --Name x --output cols=a"
    )
    request = only(f"{CALL} {flags} --access-key-id LTAIabc --access-key-secret Zk3vAccess", "a.sh")
    assert plain(request.body) == {"Name": "x"}
    assert request.misplaced == []
    assert "Zk3v" not in every_line(f"{CALL} --access-key-secret Zk3vAccess --Name x", "a.sh")


def test_a_file_given_for_a_field_is_not_read() -> None:
    assert field("--IkeConfig-FILE ike.json", "IkeConfig") == "?the content of ike.json"


def test_a_flag_that_the_api_does_not_have_is_told() -> None:
    request = only(f"{CALL} --LocalSubnets 10.0.0.0/8 --Description x --vpnGatewayId vpn-1", "a.sh")
    assert [(stray.key, stray.meant) for stray in request.misplaced] == [
        ("LocalSubnets", "LocalSubnet"),
        ("Description", ""),
        ("vpnGatewayId", "VpnGatewayId"),
    ]


def test_a_flag_given_twice_is_told_with_both_places() -> None:
    request = read(f"{CALL} --Name x \\\n --Name y", "a.sh").requests[0]
    (note,) = request.notes
    assert (note.code, line(note.span), line(note.related[0].span)) == ("IPS003", 2, 1)


VALUES = [
    ("", "$NAME", "?${NAME}"),
    ("", '"$NAME"', "?${NAME}"),
    ("", "x-${NAME:-y}", "?x-${NAME … at L:C}"),
    ("", "${NAME:?not set}", "?${NAME}"),
    ("", "${NAME[1]}", "?${NAME … at L:C}"),
    ("", "$RANDOM", "?${RANDOM at L:C}"),
    ("", "$(hostname)", "?${$(…) at L:C}"),
    ("", "`hostname`", "?${$(…) at L:C}"),
    ("", "{NAME}", "?{NAME}"),
    ("", "<name>", "<name>"),
    ("NAME=edge\n", "$NAME", "edge"),
    ("NAME='edge'\n", '"$NAME"', "edge"),
    ('NAME="edge"\n', "${NAME}-1", "edge-1"),
    ("export NAME=edge\n", "$NAME", "edge"),
    ("readonly NAME=edge OTHER=x\n", "$NAME$OTHER", "edgex"),
    ("declare -r NAME=edge\n", "$NAME", "edge"),
    ("NAME=a\nNAME=edge\n", "$NAME", "edge"),
    ("NAME=edge\nread NAME\n", "$NAME", "?${NAME}"),
    ("NAME=edge\nunset NAME\n", "$NAME", "?${NAME}"),
    ("NAME=edge\nNAME+=x\n", "$NAME", "?${NAME}"),
    ("NAME=edge\nif x; then\n NAME=y\nfi\n", "$NAME", "?${NAME}"),
    ("for NAME in a b; do\n", "$NAME", "?${NAME}"),
    ("NAME=edge\nif x; then NAME=y; fi\n", "$NAME", "?${NAME}"),
    ("NAME=edge\n[ x ] && NAME=y\n", "$NAME", "?${NAME}"),
    ("NAME=edge\n[ x ] && OTHER=y\n", "$NAME", "edge"),
    ("NAME=edge\nIFS= read -r NAME\n", "$NAME", "?${NAME}"),
    ('NAME=edge\nread -rsp "$PROMPT" OTHER\n', "$NAME", "edge"),
    ('NAME=edge\nread "$WHICH"\n', "$NAME", "?${NAME}"),
    ("NAME=edge\nprintf -v NAME %s y\n", "$NAME", "?${NAME}"),
    ("NAME=edge\nprintf %s NAME\n", "$NAME", "edge"),
    ("NAME=edge\nNAME[0]=y\n", "$NAME", "?${NAME}"),
    ("NAME=edge\n: ${NAME:=y}\n", "$NAME", "?${NAME}"),
    ("NAME=edge\nmake_name NAME\n", "$NAME", "?${NAME}"),
    ("NAME=edge\n. ./settings\n", "$NAME", "?${NAME}"),
    (". ./settings\nNAME=edge\n", "$NAME", "edge"),
    ("NAME=edge\n(NAME=y; x)\n", "$NAME", "?${NAME}"),
    ("f() { NAME=y; }\nNAME=edge\nf\n", "$NAME", "?${NAME}"),
    ("while read NAME; do x; done\nNAME=edge\n", "$NAME", "?${NAME}"),
    ("$ NAME=edge\n", "$NAME", "edge"),
    ("NAME=$(hostname)\n", "$NAME", "?${NAME}"),
    ("A=edge\nNAME=$A\n", "$NAME", "?${NAME}"),
    ("NAME=edge cmd\n", "$NAME", "?${NAME}"),
    ("NAME=edge\n", "'$NAME'", "$NAME"),
]


@pytest.mark.parametrize(("before", "written", "meant"), VALUES, ids=[f"{b}{w}" for b, w, _ in VALUES])
def test_a_variable_is_known_only_where_the_script_surely_sets_it(before: str, written: str, meant: object) -> None:
    assert field(f"--Name {written}", before=before) == meant


def test_in_a_function_a_variable_is_known_when_it_is_set_once() -> None:
    call = f"f() {{\n {CALL} --Name $NAME\n}}\n"
    assert plain(only(f"NAME=a\n{call}", "a.sh").body.get("Name")) == "a"
    assert plain(only(f"NAME=a\n{call}NAME=b\nf\n", "a.sh").body.get("Name")) == "?${NAME}"


def two_calls(text: str, one: str = "$CGW", other: str = "$CGW") -> str:
    """A script with two calls in the places of 1 and 2, of which only the customer gateway is not known."""
    call = f"{CALL} --VpnGatewayId vpn-1 --CustomerGatewayId {{}} --LocalSubnet 10.0.0.0/16 --RemoteSubnet 10.1.0.0/16"
    return text.replace("1 ", call.format(one) + " --Name a ").replace("2 ", call.format(other) + " --Name b ")


def are_one(text: str) -> bool:
    """Whether both calls of a script are taken for one connection."""
    assert len(read(text, "a.sh").requests) == 2
    return "IPS303" in {found.code for found in findings(text, "a.sh")}


ONE_VALUE = [
    "1 \n2 ",
    "CGW=$(new)\n1 \n2 ",
    "CGW=$(new) || exit 1\n1 \n2 ",
    "export CGW=$(new)\n1 \n2 ",
    "1 \nexport CGW\n2 ",
    "read -rsp 'Id: ' CGW\n1 \n2 ",
    "if x; then\n CGW=$(new)\nfi\n1 \n2 ",
    ': "${CGW:?set CGW}"\n1 \necho "$CGW" CGW\n2 ',
    "1 \nOTHER=$(new)\nread -r MORE\nunset OTHER\nCGW=x other\n2 ",
    "CGW=$(new)\nf() {\n 1 \n}\nfor n in x y; do\n 2 \ndone",
    "set -euo pipefail\na=$(1 )\nb=$(2 | jq .)",
]
MANY_VALUES = [
    "CGW=$(new)\n1 \nCGW=$(new)\n2 ",
    "$ CGW=$(new)\n$ 1 \n$ CGW=$(new)\n$ 2 ",
    "a$ CGW=`new`\na$ 1 \na$ CGW=`new`\na$ 2 ",
    "1 \nCGW=$(new)\n2 ",
    "1 \nCGW+=$(new)\n2 ",
    "1 \nCGW[$n]=$(new)\n2 ",
    "1 \nCGW=($(new))\n2 ",
    "1 \nread -s CGW\n2 ",
    "1 \nIFS= read -r CGW\n2 ",
    "1 \nmapfile -t CGW < <(new)\n2 ",
    "1 \nprintf -v CGW %s x\n2 ",
    "1 \nunset CGW\n2 ",
    "1 \nexport CGW=$(new)\n2 ",
    "1 \ndeclare CGW\n2 ",
    '1 \ndeclare "$name=$(new)"\n2 ',
    "declare -n other=CGW\n1 \nother=$(new)\n2 ",
    '1 \n: "${CGW:=x}"\n2 ',
    "1 \nlet 'CGW += 1'\n2 ",
    "1 \n((CGW++))\n2 ",
    "1 \n((CGW = 1))\n2 ",
    "1 \nnew CGW\n2 ",
    "1 \nif x; then CGW=$(new); fi\n2 ",
    "1 \ncase $x in\n a) CGW=$(new) ;;\nesac\n2 ",
    "1 \n[ x ] && CGW=$(new)\n2 ",
    "for CGW in a b; do\n 1 \n 2 \ndone",
    "for CGW in a b; do 1 ; done\nfor CGW in c d; do 2 ; done",
    "1 \nwhile IFS=, read -r CGW; do 2 ; done",
    "f() { local CGW=$(new); 1 ; }\ng() { local CGW=$(new); 2 ; }",
    "new() { CGW=$(x); }\nnew\n1 \nnew\n2 ",
    "function new { CGW=$(x); }\nnew\n1 \nnew\n2 ",
    "f() {\n 1 \n}\nf\nCGW=$(new)\n2 ",
    "(CGW=$(new); 1 )\n2 ",
    "CGW=$(new) & 1 \n2 ",
    "1 \n. ./settings\n2 ",
    ". ./functions\n1 \nnew\n2 ",
    '1 \neval "$(new)"\n2 ',
]


@pytest.mark.parametrize("text", ONE_VALUE)
def test_a_variable_is_one_value_where_it_is_set_once_before_or_never(text: str) -> None:
    assert are_one(two_calls(text))


@pytest.mark.parametrize("text", MANY_VALUES)
def test_a_variable_is_not_compared_where_it_may_have_changed(text: str) -> None:
    assert not are_one(two_calls(text))


@pytest.mark.parametrize(
    ("text", "one", "other", "same"),
    [
        ("1 \n2 ", "$1", "${1}", True),
        ("1 \nshift\n2 ", "$1", "$1", False),
        ("1 \nset -- x\n2 ", "$1", "$1", False),
        ("f() { 1 ; }\ng() { 2 ; }", "$1", "$1", False),
        ("1 \n2 ", "$CGW", '"${CGW:?not set}"', True),
        ("1 \n2 ", "${CGW:-x}", "${CGW:-y}", False),
        ("1 \n2 ", "${CGW[0]}", "${CGW[1]}", False),
        ("1 \n2 ", "${CGW%,*}", "${CGW#*,}", False),
        ("1 \n2 ", "$RANDOM", "$RANDOM", False),
        ("1 \n2 ", "$_", "$_", False),
    ],
)
def test_arguments_and_what_is_made_of_a_variable(text: str, one: str, other: str, same: bool) -> None:
    assert are_one(two_calls(text, one, other)) is same


def test_an_array_holds_what_its_words_were_when_it_was_set() -> None:
    flags = "--VpnGatewayId vpn-1 --LocalSubnet 10.0.0.0/16 --RemoteSubnet 10.1.0.0/16"
    text = f'A=(--CustomerGatewayId "$CGW")\nCGW=$(new)\n{CALL} {flags} "${{A[@]}}"\n{CALL} {flags} '
    assert not are_one(f"{text}--CustomerGatewayId $CGW")


def test_within_one_call_a_variable_is_one_value_and_what_is_made_of_it_may_be_two() -> None:
    tunnel = "--TunnelOptionsSpecification.{}.Role {} --TunnelOptionsSpecification.{}.CustomerGatewayId {}"
    for one, other, same in (("$CGW", "$CGW", True), ("${CGW[0]}", "${CGW[1]}", False), ("$RANDOM", "$RANDOM", False)):
        text = f"{CALL} {tunnel.format(1, 'master', 1, one)} {tunnel.format(2, 'slave', 2, other)}"
        looped = f"for CGW in a b; do {text}; done"
        assert ["IPS803" in {found.code for found in findings(one, "a.sh")} for one in (text, looped)] == [same, same]


def test_a_variables_literal_is_told_where_it_is_set_with_the_place_of_use() -> None:
    request = only(f"NET='10.0.0.1/8'\n\n{CALL} --LocalSubnet $NET", "a.sh")
    found = at(request, "LocalSubnet")
    assert isinstance(found, node.Scalar)
    place = found.span.location()
    assert (place.line, place.column, place.end_column) == (1, 6, 16)
    assert [(related.message, line(related.span)) for related in found.related] == [("used here", 3)]


def test_findings_point_into_the_quoted_text() -> None:
    text = f'{CALL} --IkeConfig \'{{\n  "IkeVersion": "ikev2",\n  "IkeEncAlg": "des"\n}}\''
    (found,) = [item for item in findings(text, "a.sh") if item.code == "IPS401"]
    assert found.location is not None
    assert (found.location.line, found.location.column, found.pointer) == (3, 16, "/IkeConfig/IkeEncAlg")


@pytest.mark.parametrize("written", ["10.0.0.1/8", "'10.0.0.1/8'", '"10.0.0.1/8"', "10.0.0.1'/8'", "=10.0.0.1/8"])
def test_a_value_ends_before_its_closing_quote(written: str) -> None:
    text = f"{CALL} --LocalSubnet {written} --Name x".replace(" =", "=")
    place = at(only(text, "a.sh"), "LocalSubnet").span.location()
    assert text[place.start : place.end].replace("'", "") == "10.0.0.1/8"


def test_json_in_double_quotes_points_into_its_escapes() -> None:
    text = f'{CALL} --IkeConfig "{{\\"IkeVersion\\":\\"ikev2\\",\\"IkeEncAlg\\":\\"des\\"}}"'
    found = at(only(text, "a.sh"), "IkeConfig", "IkeEncAlg").span.location()
    assert text[found.start : found.end] == '"des\\"'


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (
            '"{\\"IkeLifetime\\": $LIFE, \\"IkeVersion\\": \\"ikev2\\"}"',
            {"IkeLifetime": "?${LIFE}", "IkeVersion": "ikev2"},
        ),
        ("'{\"IkeLifetime\": {LIFE}}'", {"IkeLifetime": "?{LIFE}"}),
        ('\'{"IkeVersion": "\'"$V"\'"}\'', {"IkeVersion": "?${V}"}),
        ("'{\"IkeVersion\": \"'$V'\"}'", {"IkeVersion": "?${V}"}),
        ("$IKE", "?${IKE}"),
        ('"$(cat ike.json)"', "?${$(…) at L:C}"),
        ("{IKE_CONFIG}", "?{IKE_CONFIG}"),
    ],
)
def test_what_a_shell_puts_into_json_is_unknown(written: str, meant: object) -> None:
    assert field(f"--IkeConfig {written}", "IkeConfig") == meant


def test_a_variable_put_into_json_is_known_where_it_is_set() -> None:
    written = '"{\\"IkeVersion\\":\\"$V\\",\\"IkeLifetime\\":$L}"'
    assert field(f"--IkeConfig {written}", "IkeConfig", "V=ikev2\nL=3600\n") == {
        "IkeVersion": "ikev2",
        "IkeLifetime": 3600,
    }


def test_json_whose_quotes_the_shell_eats_is_a_syntax_error() -> None:
    request = read(f'{CALL} --IkeConfig {{"Psk":"k"}}', "a.sh").requests[0]
    assert [note.code for note in request.notes] == ["IPS002"]


def test_an_array_of_flags_is_put_in() -> None:
    text = f'COMMON=(--RegionId cn-x\n  --LocalSubnet "$NET")\nNET=10.0.0.0/8\n{CALL} "${{COMMON[@]}}" --Name x'
    assert body(text, "a.sh") == {"RegionId": "cn-x", "LocalSubnet": "10.0.0.0/8", "Name": "x"}
    text = f"COMMON='--RegionId cn-x --Name x'\n{CALL} --force $COMMON"
    assert body(text, "a.sh") == {"RegionId": "cn-x", "Name": "x"}


def unknown_names(request: Request) -> set[str]:
    return {name for name, entry in request.body.entries.items() if isinstance(entry.value, node.Unknown)}


def test_flags_that_are_not_known_leave_open_what_is_not_given() -> None:
    request = only(f'{CALL} --Name x "$@"', "a.sh")
    assert unknown_names(request) == {
        "RegionId",
        "VpnGatewayId",
        "LocalSubnet",
        "RemoteSubnet",
        "CustomerGatewayId",
        "EnableDpd",
        "EnableNatTraversal",
        "IkeConfig",
        "IpsecConfig",
        "HealthCheckConfig",
        "BgpConfig",
        "RemoteCaCertificate",
    }
    text = f"{CALL} $EXTRA --TunnelOptionsSpecification.1.Role master --TunnelOptionsSpecification.2.Role slave"
    assert {found.code for found in findings(text, "a.sh")} <= {"IPS606"}
    text = "aliyun vpc CreateVpnAttachment $EXTRA --TunnelOptionsSpecification.1.TunnelIndex 1"
    assert findings(text, "a.sh") == ()


def test_the_newer_spelling_of_the_command_is_read() -> None:
    text = (
        "aliyun vpc create-vpn-connection --region cn-x --biz-region-id cn-x --vpn-gateway-id vpn-1"
        ' --local-subnet 10.0.0.0/8 --ike-config \'{"IkeVersion":"ikev2"}\' --zone-number 3'
        " --tunnel-options-specification Role=master"
    )
    request = only(text, "a.sh")
    assert plain(request.body) == {
        "RegionId": "cn-x",
        "VpnGatewayId": "vpn-1",
        "LocalSubnet": "10.0.0.0/8",
        "IkeConfig": {"IkeVersion": "ikev2"},
        "TunnelOptionsSpecification": "?--tunnel-options-specification",
    }
    assert [stray.key for stray in request.misplaced] == ["zone-number"]


def test_a_quote_that_is_never_closed_is_a_syntax_error_at_the_quote() -> None:
    reading = read(f'{CALL} --Name x \\\n  --IkeConfig \'{{"Psk": "k"}}\n', "a.sh")
    assert reading.requests == []
    assert [(note.code, line(note.span)) for note in reading.notes] == [("IPS002", 2)]


KEYS = [
    '--IkeConfig \'{"Psk":"Zk3vLiteral","IkeEncAlg":"des"}\'',
    '--IkeConfig "{\\"Psk\\":\\"Zk3vLiteral\\",\\"IkeEncAlg\\":\\"des\\"}"',
    '--IkeConfig "{\\"Psk\\":\\"$HELD\\",\\"IkeEncAlg\\":\\"des\\"}"',
    '--IkeConfig "{\\"IkeEncAlg\\":\\"des\\",\\"Psk\\":\\"x${HELD}y\\"}"',
    '--IkeConfig "$ALL"',
    "--TunnelOptionsSpecification.1.TunnelIkeConfig.Psk Zk3vLiteral",
    "--TunnelOptionsSpecification.1.TunnelIkeConfig.Psk $HELD",
    '--TunnelOptionsSpecification.1.TunnelIkeConfig.Psk "x$HELD"',
    "--TunnelOptionsSpecification.1.TunnelIkeConfig.Psk=Zk3vLiteral",
    "--TunnelOptionsSpecification.1.TunnelIkeConfig.Psk $(echo Zk3vLiteral)",
    "--TunnelOptionsSpecification.1.TunnelIkeConfig.Psk ${VAULT:-Zk3vLiteral}",
]


SET = [
    "if x; then HELD=Zk3vHeld; {}; fi",
    "cd x && HELD=Zk3vHeld && {}",
    "(HELD=Zk3vHeld; {})",
    "HELD=Zk3vHeld; . ./settings; {}",
    "f() {{ local HELD=Zk3vHeld; {}; }}",
    "PART=Zk3vHeld; HELD=x${{PART}}y; {}",
    "HELD=${{GIVEN:-Zk3vHeld}}; {}",
    "HELD=(Zk3vHeld x); {}",
    "for HELD in Zk3vHeld Zk3vMore; do {}; done",
    "printf -v HELD %s Zk3vHeld; {}",
    "{}; HELD=Zk3vHeld",
    "HELD=Zk3vHeld {}",
    "OTHER_PSK=Zk3vHeld {}",
]


@pytest.mark.parametrize("text", SET)
@pytest.mark.parametrize(
    "key", ['--TunnelOptionsSpecification.1.TunnelIkeConfig.Psk "$HELD"', '--IkeConfig "{\\"Psk\\":\\"$HELD\\"}"']
)
def test_what_a_key_may_hold_is_hidden_where_it_is_set(text: str, key: str) -> None:
    script = text.format(f"{CALL} --LocalSubnet 10.0.0.1/8 {key} --Name x") + "\n"
    assert "IPS202" in {found.code for found in findings(script, "a.sh")}
    assert "Zk3v" not in every_line(script, "a.sh")
    assert "Zk3v" not in shown(script, "a.sh")


@pytest.mark.parametrize("flags", KEYS)
def test_a_key_in_a_script_is_never_shown(flags: str) -> None:
    before = ""
    if "$HELD" in flags or "${HELD" in flags:
        before = "HELD=Zk3vHeldValue\n"
    if "$ALL" in flags:
        before = 'ALL=\'{"Psk":"Zk3vLiteral","IkeEncAlg":"des"}\'\n'
    text = f"{before}{CALL} --LocalSubnet 10.0.0.1/8 {flags} --Name x\n"
    assert "Zk3v" not in every_line(text, "a.sh")
    assert "Zk3v" not in shown(text, "a.sh")


def test_a_script_is_known_without_its_ending() -> None:
    assert [request.dialect for request in read(f"#!/bin/sh\n{CALL} --Name x\n", "make-vpn").requests] == ["cli"]
