"""Folders of Terraform become requests with places."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipseclint import node
from ipseclint.dialects.terraform.files import FolderFiles, TextFiles
from ipseclint.dialects.terraform.read import Root, read_folders, read_texts
from ipseclint.dialects.terraform.variables import Settings
from ipseclint.dialects.tree import Reading, Request
from ipseclint.secret import Secret
from ipseclint.span import Source, Span

CONNECTION = 'resource "alicloud_vpn_connection" "x" {\n'


def sources(texts: dict[str, str]) -> dict[str, Source]:
    return {path: Source(path, text) for path, text in texts.items()}


def roots(texts: dict[str, str], settings: Settings | None = None) -> list[Root]:
    folders = {path.rpartition("/")[0] for path in texts}
    return read_folders(TextFiles(sources(texts)), folders, settings)


def reading(texts: dict[str, str] | str, settings: Settings | None = None) -> Reading:
    """What the only root of some texts holds."""
    found = roots({"main.tf": texts} if isinstance(texts, str) else texts, settings)
    assert len(found) == 1
    return found[0].reading


def request(texts: dict[str, str] | str, settings: Settings | None = None) -> Request:
    found = reading(texts, settings).requests
    assert len(found) == 1
    return found[0]


def at(span: Span) -> tuple[str, int, int]:
    place = span.location()
    return place.path, place.line, place.column


def field(made: Request, *path: str | int) -> node.Node:
    """The node at a path of API names."""
    value: node.Node | None = made.body
    for step in path:
        if isinstance(step, int):
            assert isinstance(value, node.Sequence)
            value = value.items[step]
        else:
            assert isinstance(value, node.Mapping), step
            value = value.get(step)
    assert value is not None, path
    return value


def scalar(made: Request, *path: str | int) -> node.Scalar:
    found = field(made, *path)
    assert isinstance(found, node.Scalar), found
    return found


def unknown(made: Request, *path: str | int) -> node.Unknown:
    found = field(made, *path)
    assert isinstance(found, node.Unknown), found
    return found


def codes(found: Reading) -> list[tuple[str, str | None, int]]:
    return [(note.code, note.severity, note.span.location().line) for note in found.notes]


def test_a_connection_has_its_address_and_the_span_of_its_header() -> None:
    made = request(CONNECTION + '  ike_config {\n    ike_version = "ikev2"\n  }\n}\n')
    assert (made.dialect, made.kind, made.address, made.scope) == (
        "terraform",
        "connection",
        "alicloud_vpn_connection.x",
        ".#",
    )
    assert made.span.text == 'resource "alicloud_vpn_connection" "x"'
    entry = made.body.entries["IkeConfig"]
    assert (entry.key, at(entry.key_span)) == ("ike_config", ("main.tf", 2, 3))


def test_blocks_of_one_type_keep_their_headers() -> None:
    block = '  tunnel_options_specification {\n    role = "{}"\n  }\n'
    made = request(CONNECTION + block.replace("{}", "master") + block.replace("{}", "slave") + "}\n")
    first, second = field(made, "TunnelOptionsSpecification", 0), field(made, "TunnelOptionsSpecification", 1)
    assert [first.span.location().line, second.span.location().line] == [2, 5]
    assert scalar(made, "TunnelOptionsSpecification", 1, "Role").value == "slave"


def test_a_value_through_a_variable_stands_at_its_default() -> None:
    made = request(
        {
            "main.tf": CONNECTION + "  ike_config {\n    ike_auth_alg = var.auth\n  }\n}\n",
            "variables.tf": 'variable "auth" {\n  default = "md5"\n}\n',
        }
    )
    value = scalar(made, "IkeConfig", "IkeAuthAlg")
    assert (value.value, at(value.span)) == ("md5", ("variables.tf", 2, 13))
    assert [(place.message, at(place.span)) for place in value.related] == [("used here", ("main.tf", 3, 20))]


def test_a_computed_value_stands_at_its_expression() -> None:
    made = request('locals {\n  site = "hq"\n}\n' + CONNECTION + '  vpn_connection_name = "${local.site}-a"\n}\n')
    value = scalar(made, "Name")
    assert (value.value, value.style, value.span.text) == ("hq-a", "made", '"${local.site}-a"')


def test_items_of_a_list_keep_their_places_through_functions() -> None:
    made = request(
        'locals {\n  a = ["10.0.0.0/8"]\n}\n'
        + CONNECTION
        + '  remote_subnet = toset(concat(local.a, split(",", "10.1.0.0/16,10.2.0.0/16")))\n}\n'
    )
    items = field(made, "RemoteSubnet")
    assert isinstance(items, node.Sequence)
    assert [item.span.text for item in items.items] == ['"10.0.0.0/8"', "10.1.0.0/16", "10.2.0.0/16"]


@pytest.mark.parametrize(
    ("files", "settings", "expected", "place"),
    [
        ({}, Settings(), "a", ("main.tf", 2, 13)),
        ({"terraform.tfvars": 'x = "b"'}, Settings(), "b", ("terraform.tfvars", 1, 5)),
        (
            {"terraform.tfvars": 'x = "b"', "terraform.tfvars.json": '{"x": "c"}'},
            Settings(),
            "c",
            ("terraform.tfvars.json", 1, 7),
        ),
        (
            {"terraform.tfvars.json": '{"x": "c"}', "b.auto.tfvars": 'x = "e"', "a.auto.tfvars": 'x = "d"'},
            Settings(),
            "e",
            ("b.auto.tfvars", 1, 5),
        ),
        ({"b.auto.tfvars": 'x = "e"', "c.auto.tfvars.json": '{"x": "f"}'}, Settings(), "f", None),
        ({"b.auto.tfvars": 'x = "e"', "prod.tfvars": 'x = "g"'}, Settings(), "e", None),
        (
            {"b.auto.tfvars": 'x = "e"', "prod.tfvars": 'x = "g"'},
            Settings(var_files=("prod.tfvars",)),
            "g",
            ("prod.tfvars", 1, 5),
        ),
        (
            {"prod.tfvars": 'x = "g"'},
            Settings({"x": "h"}, ("prod.tfvars",)),
            "h",
            ("main.tf", 5, 25),
        ),
        ({}, Settings(fallback={"x": "i"}), "a", None),
    ],
)
def test_variables_take_their_values_in_the_order_of_precedence(
    files: dict[str, str], settings: Settings, expected: str, place: tuple[str, int, int] | None
) -> None:
    main = 'variable "x" {\n  default = "a"\n}\n' + CONNECTION + "  vpn_connection_name = var.x\n}\n"
    value = scalar(request({"main.tf": main, **files}, settings), "Name")
    assert value.value == expected
    assert place is None or at(value.span) == place


def test_a_configured_value_stands_in_where_there_is_none() -> None:
    main = 'variable "x" {}\n' + CONNECTION + "  local_subnet = var.x\n}\n"
    made = request({"main.tf": main}, Settings(fallback={"x": ["10.0.0.0/8"]}))
    assert scalar(made, "LocalSubnet", 0).value == "10.0.0.0/8"


def test_an_option_for_a_list_is_an_expression() -> None:
    main = 'variable "x" {\n  type = list(string)\n}\n' + CONNECTION + "  local_subnet = var.x\n}\n"
    made = request({"main.tf": main}, Settings({"x": '["10.0.0.0/8"]'}))
    assert scalar(made, "LocalSubnet", 0).value == "10.0.0.0/8"
    assert at(scalar(made, "LocalSubnet", 0).span) == ("main.tf", 5, 18)


def test_a_variable_without_value_is_unknown_by_name() -> None:
    made = request('variable "k" {\n  sensitive = true\n}\n' + CONNECTION + "  ike_config {\n    psk = var.k\n  }\n}\n")
    assert unknown(made, "IkeConfig", "Psk").expression == "var.k"


def test_null_leaves_a_field_out() -> None:
    made = request(
        'variable "a" {\n  default = null\n}\n'
        + CONNECTION
        + "  enable_dpd = var.a\n  ike_config {\n    ike_mode = null\n  }\n}\n"
    )
    assert "EnableDpd" not in made.body.entries
    assert field(made, "IkeConfig").entries == {}  # type: ignore[union-attr]


def test_ids_are_unknown_but_say_what_they_refer_to() -> None:
    made = request(
        'resource "alicloud_vpn_gateway" "main" {\n  count = 2\n}\n'
        'resource "alicloud_vpn_customer_gateway" "each" {\n  for_each = toset(["hq"])\n  ip_address = "1.2.3.4"\n}\n'
        + CONNECTION
        + "  vpn_gateway_id = alicloud_vpn_gateway.main[1].id\n"
        '  customer_gateway_id = "${alicloud_vpn_customer_gateway.each["hq"].id}"\n'
        "  ike_config {\n    ike_local_id = alicloud_vpn_gateway.main[0].internet_ip\n"
        '    ike_remote_id = alicloud_vpn_customer_gateway.each["hq"].ip_address\n  }\n}\n'
    )
    gateway, customer = unknown(made, "VpnGatewayId"), unknown(made, "CustomerGatewayId")
    assert (gateway.refers, gateway.attribute) == ("alicloud_vpn_gateway.main[1]", "id")
    assert (customer.refers, customer.attribute) == ('alicloud_vpn_customer_gateway.each["hq"]', "id")
    assert unknown(made, "IkeConfig", "LocalId").attribute == "internet_ip"
    remote = scalar(made, "IkeConfig", "RemoteId")
    assert (remote.value, at(remote.span)) == ("1.2.3.4", ("main.tf", 6, 16))


def test_resources_beside_connections_are_known_by_their_addresses() -> None:
    known = reading(
        'resource "alicloud_vpc" "v" {\n  cidr_block = "10.0.0.0/16"\n}\n'
        'resource "alicloud_vpn_gateway" "g" {\n  vpc_id = alicloud_vpc.v.id\n}\n' + CONNECTION + "}\n"
    ).known
    assert [(item.kind, item.identity) for item in known] == [
        ("vpc", ".#alicloud_vpc.v"),
        ("vpn_gateway", ".#alicloud_vpn_gateway.g"),
    ]


def test_instances_have_their_keys_in_the_address() -> None:
    text = (
        'resource "alicloud_vpn_connection" "a" {\n  count = 2\n  vpn_connection_name = "n${count.index}"\n}\n'
        'resource "alicloud_vpn_connection" "b" {\n  for_each = { q = "x", p = "y" }\n'
        '  vpn_connection_name = "${each.key}-${each.value}"\n}\n'
        'resource "alicloud_vpn_connection" "c" {\n  count = 0\n}\n'
    )
    made = {item.address: scalar(item, "Name").value for item in reading(text).requests}
    assert made == {
        "alicloud_vpn_connection.a[0]": "n0",
        "alicloud_vpn_connection.a[1]": "n1",
        'alicloud_vpn_connection.b["p"]': "p-y",
        'alicloud_vpn_connection.b["q"]': "q-x",
    }


def test_instances_that_cannot_be_counted_are_read_once() -> None:
    text = (
        'variable "m" {}\n'
        'resource "alicloud_vpn_connection" "a" {\n  for_each = var.m\n  vpn_connection_name = each.value.name\n}\n'
        'resource "alicloud_vpn_connection" "b" {\n  count = length(var.m)\n'
        '  vpn_connection_name = count.index\n  local_subnet = ["10.0.0.0/8"]\n}\n'
    )
    first, second = reading(text).requests
    assert (first.address, unknown(first, "Name").expression) == (
        "alicloud_vpn_connection.a",
        "var.m[each.key].name",
    )
    assert (second.address, unknown(second, "Name").expression) == ("alicloud_vpn_connection.b", "count.index")
    assert scalar(second, "LocalSubnet", 0).value == "10.0.0.0/8"


def test_dynamic_blocks_make_one_block_for_each_item() -> None:
    text = (
        CONNECTION
        + '  dynamic "tunnel_options_specification" {\n    for_each = ["master", "slave"]\n    iterator = t\n'
        "    content {\n      role = t.value\n      enable_dpd = t.key == 0\n"
        '      dynamic "tunnel_ike_config" {\n        for_each = t.value == "master" ? [1] : []\n'
        "        content {\n          ike_lifetime = 3600 * tunnel_ike_config.value\n        }\n      }\n"
        "    }\n  }\n}\n"
    )
    made = request(text)
    assert scalar(made, "TunnelOptionsSpecification", 0, "Role").value == "master"
    assert scalar(made, "TunnelOptionsSpecification", 1, "EnableDpd").value is False
    assert scalar(made, "TunnelOptionsSpecification", 0, "TunnelIkeConfig", "IkeLifetime").value == 3600
    second = field(made, "TunnelOptionsSpecification", 1)
    assert isinstance(second, node.Mapping)
    assert "TunnelIkeConfig" not in second.entries
    assert at(scalar(made, "TunnelOptionsSpecification", 0, "Role").span) == ("main.tf", 3, 17)


def test_a_dynamic_block_over_an_unknown_is_unknown() -> None:
    made = request(
        'variable "t" {}\n' + CONNECTION + '  dynamic "ike_config" {\n    for_each = var.t\n    content {}\n  }\n}\n'
    )
    assert unknown(made, "IkeConfig").expression == "var.t"


def test_the_old_syntax_is_read_like_the_new() -> None:
    old = request(
        'variable "net" {\n  type = "list"\n  default = ["10.0.0.0/8"]\n}\n'
        + CONNECTION
        + '  local_subnet = ["${var.net}"]\n  remote_subnet = "${var.net}"\n'
        '  ike_config = [{\n    ike_lifetime = "${3600 * 2}"\n'
        '    ike_auth_alg = "${lookup(map("a", "md5"), "a")}"\n  }]\n}\n'
    )
    assert scalar(old, "LocalSubnet", 0).value == "10.0.0.0/8"
    assert scalar(old, "RemoteSubnet", 0).value == "10.0.0.0/8"
    assert scalar(old, "IkeConfig", "IkeLifetime").value == 7200
    assert scalar(old, "IkeConfig", "IkeAuthAlg").span.text == '"md5"'


MODULE = {
    "main.tf": 'module "vpn" {\n  source = "./vpn"\n  auth   = "md5"\n  dh     = var.dh\n}\n'
    'variable "dh" {\n  default = "group2"\n}\n',
    "vpn/main.tf": 'variable "auth" {}\nvariable "dh" {}\nvariable "enc" {\n  default = "des"\n}\n'
    + CONNECTION
    + "  ike_config {\n    ike_auth_alg = var.auth\n    ike_pfs = var.dh\n    ike_enc_alg = var.enc\n  }\n}\n",
}


def test_a_local_module_has_the_arguments_of_its_caller() -> None:
    found = roots(MODULE)
    assert [(root.folder, root.folders) for root in found] == [("", ("", "vpn"))]
    made = found[0].reading.requests[0]
    assert made.address == "module.vpn.alicloud_vpn_connection.x"
    auth, group, cipher = (scalar(made, "IkeConfig", name) for name in ("IkeAuthAlg", "IkePfs", "IkeEncAlg"))
    assert at(auth.span) == ("main.tf", 3, 12)
    assert [(p.message, at(p.span)[:2]) for p in auth.related] == [("used here", ("vpn/main.tf", 8))]
    assert at(group.span) == ("main.tf", 7, 13)
    assert [(p.message, at(p.span)[:2]) for p in group.related] == [
        ("passed to module.vpn here", ("main.tf", 4)),
        ("used here", ("vpn/main.tf", 9)),
    ]
    assert at(cipher.span) == ("vpn/main.tf", 4, 13)


def test_a_module_folder_alone_is_read_by_itself() -> None:
    found = read_folders(TextFiles(sources(MODULE)), ["vpn"])
    assert [(root.folder, root.reading.requests[0].address) for root in found] == [("vpn", "alicloud_vpn_connection.x")]


def test_modules_are_expanded_nested_and_give_outputs() -> None:
    texts = {
        "main.tf": 'module "site" {\n  for_each = { a = "1.1.1.1", b = "2.2.2.2" }\n'
        '  source = "./site"\n  ip = each.value\n}\n'
        'resource "alicloud_vpn_connection" "r" {\n  customer_gateway_id = module.site["b"].id\n'
        '  ike_config {\n    ike_remote_id = module.site["a"].ip\n  }\n}\n',
        "site/main.tf": 'variable "ip" {}\nmodule "gw" {\n  source = "../gw"\n  count = 1\n  ip = var.ip\n}\n'
        'output "id" {\n  value = module.gw[0].id\n}\noutput "ip" {\n  value = one(module.gw[*].ip)\n}\n',
        "gw/main.tf": 'variable "ip" {}\nresource "alicloud_vpn_customer_gateway" "c" {\n  ip_address = var.ip\n}\n'
        'output "id" {\n  value = alicloud_vpn_customer_gateway.c.id\n}\n'
        'output "ip" {\n  value = alicloud_vpn_customer_gateway.c.ip_address\n}\n',
    }
    found = reading(texts)
    customer = unknown(found.requests[0], "CustomerGatewayId")
    assert customer.refers == 'module.site["b"].module.gw[0].alicloud_vpn_customer_gateway.c'
    assert f".#{customer.refers}" in {known.identity for known in found.known}
    assert scalar(found.requests[0], "IkeConfig", "RemoteId").value == "1.1.1.1"


def test_a_remote_module_is_unknown() -> None:
    made = request(
        'module "m" {\n  source = "aliyun/vpn/alicloud"\n}\n' + CONNECTION + "  vpn_gateway_id = module.m.id\n}\n"
    )
    assert unknown(made, "VpnGatewayId").expression == "module.m.id"


def test_a_folder_that_another_calls_is_read_through_its_callers() -> None:
    texts = {
        "a/main.tf": 'module "v" {\n  source = "../v"\n  n = "a"\n}\n',
        "b/main.tf": 'module "v" {\n  source = "../v"\n  n = "b"\n}\n',
        "v/main.tf": 'variable "n" {}\n' + CONNECTION + "  vpn_connection_name = var.n\n}\n",
    }
    assert [(root.folder, scalar(root.reading.requests[0], "Name").value) for root in roots(texts)] == [
        ("a", "a"),
        ("b", "b"),
    ]


def test_folders_without_a_connection_are_left_alone() -> None:
    assert roots({"main.tf": 'resource "aws_vpn_connection" "x" {\n'}) == []


def test_references_that_cannot_exist_are_told_where_they_stand() -> None:
    text = (
        'variable "peer_addresses" {}\n'
        'resource "alicloud_vpn_gateway" "main" {}\n' + CONNECTION + "  vpn_gateway_id = alicloud_vpn_gateway.mian.id\n"
        "  customer_gateway_id = var.peer_adresses[index]\n"
        "  local_subnet = local.nets\n"
        "  vpn_connection_name = each.key\n"
        "  remote_subnet = [for n in [1] : n]\n"
        "}\n"
        "locals {\n  a = module.none.x\n}\n"
    )
    found = reading(text)
    assert sorted((note.code, note.span.text) for note in found.notes) == [
        ("IPS006", "alicloud_vpn_gateway.mian"),
        ("IPS006", "each.key"),
        ("IPS006", "index"),
        ("IPS006", "local.nets"),
        ("IPS006", "module.none"),
        ("IPS006", "var.peer_adresses"),
    ]
    helps = {note.span.text: note.help for note in found.notes}
    assert helps["var.peer_adresses"] == "Did you mean var.peer_addresses?"
    assert helps["alicloud_vpn_gateway.mian"] == "Did you mean alicloud_vpn_gateway.main?"


def test_words_that_are_no_references_are_left_alone() -> None:
    text = (
        CONNECTION + "  provider = alicloud.hz\n  depends_on = [alicloud_vpn_gateway.gone]\n"
        "  lifecycle {\n    ignore_changes = [tags]\n  }\n"
        '  tags = { team = "net", (local.k) = "x" }\n'
        '  dynamic "ike_config" {\n    for_each = [1]\n'
        "    content {\n      ike_lifetime = ike_config.value\n    }\n  }\n"
        '  vpn_connection_name = "%{ for s in ["a"] }${s}%{ endfor }"\n}\n'
        'locals {\n  k = "key"\n}\nvariable "v" {\n  type = string\n}\n'
    )
    assert reading(text).notes == []


def test_placeholders_of_other_tools_are_unknown() -> None:
    found = reading(CONNECTION + '  ike_config {\n    psk = "${VPN_PSK}"\n    ike_local_id = "a-${PEER_IP}"\n  }\n}\n')
    assert found.notes == []
    assert unknown(found.requests[0], "IkeConfig", "Psk").expression == "VPN_PSK"


def test_a_broken_file_takes_no_names_from_the_others() -> None:
    found = reading(
        {"main.tf": CONNECTION + "  local_subnet = var.x\n}\n", "broken.tf": 'variable "x" {\n  type = [\n}\n'}
    )
    assert codes(found) == [("IPS002", None, 2)]
    assert len(found.requests) == 1


def test_names_in_files_of_variables_that_nobody_declares_are_warned_of() -> None:
    texts = {
        "main.tf": 'variable "a" {}\n' + CONNECTION + "}\n",
        "terraform.tfvars": 'a = 1\nike_auth_al = "md5"\n',
    }
    assert codes(reading(texts)) == [("IPS006", "warning", 2)]


def test_a_file_of_variables_for_several_roots_is_judged_by_all() -> None:
    texts = {
        "a/main.tf": 'variable "a" {}\n' + CONNECTION + "}\n",
        "b/main.tf": 'variable "b" {}\n' + CONNECTION + "}\n",
        "x.tfvars": "a = 1\nb = 2\nc = 3\n",
    }
    found = read_folders(TextFiles(sources(texts)), ["a", "b"], Settings(var_files=("x.tfvars",)))
    assert [codes(root.reading) for root in found] == [[("IPS006", "warning", 3)], []] or [
        codes(root.reading) for root in found
    ] == [[], [("IPS006", "warning", 3)]]


def test_circles_of_locals_are_named() -> None:
    found = reading("locals {\n  a = local.b\n  b = local.a\n}\n" + CONNECTION + "  vpn_connection_name = local.a\n}\n")
    assert [note.message for note in found.notes] == ["`local.a` is defined by itself: local.a -> local.b -> local.a."]
    assert unknown(found.requests[0], "Name").expression


def test_a_literal_key_is_secret_and_hidden_wherever_it_is_written() -> None:
    texts = {
        "main.tf": 'variable "sites" {}\nlocals {\n  tail = "TailOfTheKey"\n}\n'
        'resource "alicloud_vpn_connection" "x" {\n  for_each = var.sites\n'
        '  ike_config {\n    psk = "${each.value.word}-${local.tail}"\n  }\n}\n',
        "terraform.tfvars": 'sites = {\n  hq = { word = "HeadOfTheKey", other = "visible" }\n}\n',
    }
    made_sources = sources(texts)
    found = read_folders(TextFiles(made_sources), [""])
    psk = scalar(found[0].reading.requests[0], "IkeConfig", "Psk")
    assert psk.value == Secret("HeadOfTheKey-TailOfTheKey")
    hidden = {source.text[a:b] for source in made_sources.values() for a, b in source.secrets}
    assert hidden == {'"HeadOfTheKey"', '"TailOfTheKey"', '"${each.value.word}-${local.tail}"'}


@pytest.mark.parametrize(
    ("psk", "written"),
    [
        ("local.word", '"The-Key-Itself"'),
        ("upper(local.word)", '"The-Key-Itself"'),
        ("substr(local.word, 4, -1)", '"The-Key-Itself"'),
        ('join("", [local.mixed, "tail"])', '"The-Key-Itself"'),
        ("base64decode(local.coded)", '"VGhlLUtleS1JdHNlbGY="'),
        ("local.table[local.which].key", '"The-Key-In-A-Table"'),
        ("sensitive(local.word)", '"The-Key-Itself"'),
        ('var.absent == "" ? local.word : local.word', '"The-Key-Itself"'),
        ('"${var.absent}-${local.word}"', '"The-Key-Itself"'),
        ("module.m.out", '"The-Key-Itself"'),
    ],
)
def test_whatever_becomes_a_key_is_hidden(psk: str, written: str) -> None:
    texts = {
        "main.tf": 'variable "absent" {}\nlocals {\n  word = "The-Key-Itself"\n  mixed = "${local.word}-"\n'
        '  coded = "VGhlLUtleS1JdHNlbGY="\n  which = "hq"\n  table = { hq = { key = "The-Key-In-A-Table" } }\n}\n'
        'module "m" {\n  source = "./m"\n  in = local.word\n}\n'
        + CONNECTION
        + f"  ike_config {{\n    psk = {psk}\n  }}\n}}\n",
        "m/main.tf": 'variable "in" {}\noutput "out" {\n  value = "${var.in}"\n}\n',
    }
    made_sources = sources(texts)
    found = read_folders(TextFiles(made_sources), [""])
    assert written in {source.text[a:b] for source in made_sources.values() for a, b in source.secrets}
    assert isinstance(field(found[0].reading.requests[0], "IkeConfig", "Psk"), node.Unknown) or isinstance(
        scalar(found[0].reading.requests[0], "IkeConfig", "Psk").value, Secret
    )


def test_literals_of_sensitive_variables_are_hidden() -> None:
    texts = {
        "main.tf": 'variable "x" {\n  sensitive = true\n}\n' + CONNECTION + "  vpn_connection_name = var.x\n}\n",
        "terraform.tfvars": 'x = "hush"\n',
    }
    made_sources = sources(texts)
    read_folders(TextFiles(made_sources), [""])
    assert made_sources["terraform.tfvars"].secrets == {(4, 10)}


def test_an_unknown_key_keeps_no_literal_of_its_expression() -> None:
    made = request(
        'variable "v" {}\n' + CONNECTION + '  ike_config {\n    psk = var.v ? "secret-one" : "secret-two"\n  }\n}\n'
    )
    psk = unknown(made, "IkeConfig", "Psk")
    assert psk.expression == 'var.v ? "********" : "********"'
    source = psk.span.source
    assert any(source.text[a:b].startswith("var.v ?") for a, b in source.secrets)


def test_json_files_are_read_like_others() -> None:
    made = request(
        {
            "main.tf.json": '{"variable": {"auth": {"type": "string", "default": "md5"}},\n'
            '"resource": {"alicloud_vpn_connection": {"x": [{\n'
            '  "local_subnet": ["10.0.0.0/8"],\n'
            '  "ike_config": {"ike_auth_alg": "${var.auth}", "psk": "abc-${var.auth}"},\n'
            '  "dynamic": {"tunnel_options_specification": {"for_each": ["master"],\n'
            '    "content": {"role": "${tunnel_options_specification.value}"}}}}]}}}'
        }
    )
    auth = scalar(made, "IkeConfig", "IkeAuthAlg")
    assert (auth.value, at(auth.span)) == ("md5", ("main.tf.json", 1, 53))
    assert at(auth.related[0].span)[:2] == ("main.tf.json", 4)
    assert scalar(made, "IkeConfig", "Psk").value == Secret("abc-md5")
    assert scalar(made, "TunnelOptionsSpecification", 0, "Role").value == "master"
    assert at(made.span) == ("main.tf.json", 2, 42)


def test_blocks_of_terraforms_own_are_no_attributes_in_json_either() -> None:
    made = request(
        {
            "main.tf.json": '{"resource": {"alicloud_vpn_connection": {"x": {"vpn_connection_name": "hq",\n'
            '"lifecycle": [{"ignore_changes": ["tags"]}], "timeouts": {"create": "30m"},\n'
            '"connection": {"type": "ssh"}, "provisioner": [{"local-exec": {"command": "echo ${self.id}"}}],\n'
            '"depends_on": ["alicloud_vpc.x"], "ike_config": {"lifecycle": "1h"}}}}}'
        }
    )
    assert [(stray.key, stray.pointer) for stray in made.misplaced] == [("lifecycle", "/IkeConfig")]
    assert scalar(made, "Name").value == "hq"


def test_override_files_are_laid_over_the_others() -> None:
    made = request(
        {
            "a_override.tf": CONNECTION + '  vpn_connection_name = "over"\n}\n',
            "main.tf": CONNECTION + '  vpn_connection_name = "base"\n  auto_config_route = true\n}\n',
        }
    )
    assert scalar(made, "Name").value == "over"
    assert scalar(made, "AutoConfigRoute").value is True


def test_texts_in_other_files_are_read_with_their_dialect() -> None:
    outer = Source("t.yaml", "x: |\n  " + CONNECTION + "    local_subnet = var.nets\n  }\n")
    inner = outer.embed(outer.text[7:].replace("\n  ", "\n"), list(range(7, 7 + len(outer.text))))
    strict = read_texts({"main.tf": inner}, dialect="ros")
    assert (strict.requests[0].dialect, [note.code for note in strict.notes]) == ("ros", ["IPS006"])
    assert read_texts({"main.tf": inner}, whole=False).notes == []


def test_a_module_that_climbs_out_is_refused_and_said(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    for folder, text in (
        (inside, 'module "m" {\n  source = "../out"\n}\nmodule "n" {\n  source = "./gone"\n}\n' + CONNECTION + "}\n"),
        (outside, CONNECTION + "}\n"),
    ):
        folder.mkdir()
        (folder / "main.tf").write_text(text)
    found = read_folders(FolderFiles(inside, inside), [""])
    assert len(found[0].reading.requests) == 1
    assert codes(found[0].reading) == [("IPS006", "warning", 2), ("IPS006", None, 5)]


def test_a_module_named_by_an_absolute_path_is_refused(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / "m" / "main.tf").write_text(CONNECTION + "}\n")
    (tmp_path / "main.tf").write_text(f'module "m" {{\n  source = "{tmp_path}/m"\n}}\n' + CONNECTION + "}\n")
    found = read_folders(FolderFiles(tmp_path, tmp_path), [""])
    assert len(found[0].reading.requests) == 1
    assert codes(found[0].reading) == [("IPS006", "warning", 2)]


def test_links_that_lead_out_or_round_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    (tmp_path / "secret.tf").write_text(CONNECTION + "}\n")
    (root / "main.tf").write_text('module "m" {\n  source = "./loop"\n}\n' + CONNECTION + "}\n")
    (root / "link.tf").symlink_to(tmp_path / "secret.tf")
    (root / "loop").symlink_to(root / "loop")
    found = read_folders(FolderFiles(root, root), [""])
    assert len(found[0].reading.requests) == 1
    assert {note.code for note in found[0].reading.notes} <= {"IPS006"}


def test_a_module_that_calls_itself_is_told() -> None:
    found = reading('module "me" {\n  source = "./."\n}\n' + CONNECTION + "}\n")
    assert codes(found) == [("IPS004", None, 2)]


def test_the_host_of_a_module_tree_is_not_asked_for_functions_that_read() -> None:
    made = request(CONNECTION + '  ike_config {\n    psk = file("/etc/hostname")\n  }\n}\n')
    assert unknown(made, "IkeConfig", "Psk").expression == 'file("********")'
