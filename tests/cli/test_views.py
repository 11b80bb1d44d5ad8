"""A plan beside the modules that it was made of: both show the same connections."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run

GATEWAY, PEER = "vpn-uf6d3ky11pf86rmjfz6jz", "cgw-uf605kn75f4na8b1n5cg9"
KEY = "Tq8mZw3LxV7cRb2NfY6hKd4PgJ9sAe5U"
AT = "alicloud_vpn_connection.hq"


def module(gateway: str = f'"{GATEWAY}"', name: str = '"hq-line"', more: str = "") -> str:
    return (
        f'variable "any" {{}}\nresource "alicloud_vpn_connection" "hq" {{\n{more}  vpn_connection_name = {name}\n'
        f'  vpn_gateway_id = {gateway}\n  customer_gateway_id = "{PEER}"\n  local_subnet = ["10.20.0.0/16"]\n'
        f'  remote_subnet = ["172.20.0.0/16"]\n  ike_config {{\n    psk = "{KEY}"\n  }}\n}}\n'
    )


def plan(*addresses: str, gateway: str = GATEWAY, name: str = "hq-line") -> str:
    values = {
        "vpn_connection_name": name,
        "vpn_gateway_id": gateway,
        "customer_gateway_id": PEER,
        "local_subnet": ["10.20.0.0/16"],
        "remote_subnet": ["172.20.0.0/16"],
        "ike_config": [{"psk": KEY, "ike_auth_alg": "sha256"}],
    }
    found: list[dict[str, Any]] = [
        {"address": address, "mode": "managed", "type": "alicloud_vpn_connection", "name": "hq", "values": values}
        for address in addresses or (AT,)
    ]
    return json.dumps({"format_version": "1.2", "planned_values": {"root_module": {"resources": found}}})


TWO = plan(f"{AT}[0]", f"{AT}[1]")
NATIVE = f"""\
Name: hq-copy
VpnGatewayId: {GATEWAY}
CustomerGatewayId: {PEER}
LocalSubnet: 10.20.0.0/16
RemoteSubnet: 172.20.0.0/16
"""


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"main.tf": module(), "plan.json": plan()}, []),
        ({"a/main.tf": module(), "plans/a.json": plan()}, []),
        ({"main.tf": module("var.any", "var.any"), "plan.json": plan()}, []),
        ({"main.tf": module("alicloud_vpn_gateway.x.id"), "plan.json": plan()}, []),
        ({"main.tf": module(more="  count = 1\n"), "plan.json": plan(f"{AT}[0]")}, []),
        (
            {"m/main.tf": module(), "main.tf": 'module "m" {\n source = "./m"\n}\n', "p.json": plan(f"module.m.{AT}")},
            [],
        ),
        # Two of a plan, of which the module cannot know how many there are.
        ({"main.tf": module(more="  count = var.any\n"), "plan.json": TWO}, [("plan.json", "plan.json")]),
        # Two modules are two, whichever of them the plan is of.
        (
            {"prod/main.tf": module(), "staging/main.tf": module(), "plan.json": plan()},
            [("staging/main.tf", "prod/main.tf")],
        ),
        # Whatever the address, they are not one where what is known of them differs.
        ({"main.tf": module(), "plan.json": plan(name="hq-old")}, [("plan.json", "main.tf")]),
        ({"main.tf": module(), "plan.json": plan("alicloud_vpn_connection.other")}, [("plan.json", "main.tf")]),
        ({"main.tf": module(more="  count = 1\n"), "plan.json": plan()}, [("plan.json", "main.tf")]),
        # Two plans may be of two accounts, or one may be old: nobody knows that they are one.
        ({"a.json": plan(), "b.json": plan()}, [("b.json", "a.json")]),
        # Of a third connection each view is a copy, and it is told once.
        ({"main.tf": module(), "plan.json": plan(), "z.yaml": NATIVE}, [("z.yaml", "main.tf")]),
    ],
)
def test_a_resource_in_a_module_and_in_a_plan_is_one(
    ipseclint: Run, tmp_path: Path, files: dict[str, str], told: list[tuple[str, str]]
) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    report = json.loads(ipseclint("check", "--format", "json", "--select", "IPS3,IPS604,IPS705,IPS901").stdout)
    pairs = [(one["path"], one["related"][0]["path"]) for one in report["findings"] if one["code"] == "IPS303"]
    assert pairs == told
    assert told or report["findings"] == []


def test_two_of_one_name_are_told_apart_by_their_places(ipseclint: Run, tmp_path: Path) -> None:
    for folder in ("prod", "staging"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "main.tf").write_text(module())
    done = ipseclint("check", "--format", "concise", "--select", "IPS303")
    assert "Connection 'hq-line' plans what the one of that name at prod/main.tf, line 2 plans too:" in done.stdout
