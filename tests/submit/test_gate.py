"""The gate: what is judged again once keys are known."""

from __future__ import annotations

from ipseclint.config import Config
from ipseclint.engine import lint
from ipseclint.span import Source
from ipseclint.submit.gate import judged_again
from ipseclint.submit.request import plan
from ipseclint.submit.resolve import resolve
from tests.submit import kit

INVENTORY = """
customer_gateways:
  - {CustomerGatewayId: cgw-a, IpAddress: 203.0.113.1}
  - {CustomerGatewayId: cgw-b, IpAddress: 203.0.113.2}
  - {CustomerGatewayId: cgw-c, IpAddress: 203.0.113.3}
"""


def document(*connections: str) -> str:
    items = ["  - " + text.strip().replace("\n", "\n    ") for text in connections]
    return "connections:\n" + "\n".join(items) + INVENTORY


def test_a_gateway_that_another_connection_names_is_not_told_anew() -> None:
    text = document(kit.single("hq", 1), kit.single("depot", 2, peer="cgw-b", psk=kit.PSK[::-1]))
    report = lint([Source("plan.yaml", text)], Config(), hold=True)
    assert [finding.code for finding in report.findings].count("IPS109") == 3
    planned, unsendable = plan(report.held)
    assert not unsendable
    assert judged_again([resolve(item) for item in planned], report, Config()) == []
