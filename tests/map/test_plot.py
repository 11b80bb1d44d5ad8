"""Plots: what a map knows of one connection, and what it must not."""

from __future__ import annotations

import pickle

from ipseclint.config import Config
from ipseclint.engine import lint
from ipseclint.map.plot import Plot, plot
from ipseclint.model import Connection
from ipseclint.record import record
from ipseclint.secret import STARS
from ipseclint.span import Source
from ipseclint.sweep import cidr_of

TEXT = """\
Name: "hq\\u202eevil"
VpnGatewayId: vpn-a
CustomerGatewayId: cgw-a
LocalSubnet: [10.0.0.0/16, "${EXTRA}", 10.0.0.300/24, here]
RemoteSubnet: "${REMOTE}"
"""


def held(text: str) -> Connection:
    return lint([Source("plan.yaml", text)], Config(), hold=True).held[0]


def plotted(connection: Connection) -> Plot:
    return plot(connection, record(connection, 0, 0, b"key")[0])


def test_a_plot_says_what_can_be_drawn_and_what_cannot() -> None:
    made = plotted(held(TEXT))
    assert (made.name, made.place, made.gateway) == ("hq\ufffdevil", "plan.yaml:1", "vpn-a")
    assert [cidr_of(found) for found in made.record.local] == ["10.0.0.0/16"]
    assert made.local_open == ("${EXTRA} is not known", "2 entries are no CIDR")
    assert made.remote_open == ("${REMOTE} is not known",)


def test_a_connection_without_a_name_is_called_by_its_place() -> None:
    text = "VpnGatewayId: vpn-a\nCustomerGatewayId: cgw-a\nLocalSubnet: 10.0.0.0/16\nRemoteSubnet: 172.16.0.0/24\n"
    made = plotted(held(text))
    assert (made.label, made.name) == ("", "plan.yaml:1")


def test_what_stands_in_a_secret_place_is_stars() -> None:
    connection = held(TEXT)
    for span in (connection.name.span, connection.gateway.span, connection.remote.field.span):
        span.hide()
    made = plotted(connection)
    assert (made.name, made.gateway, made.remote_open) == (STARS, STARS, (f"{STARS} is not known",))


def test_a_plot_can_be_sent_to_another_process() -> None:
    made = plotted(held(TEXT))
    again = pickle.loads(pickle.dumps(made))
    assert (again.name, again.record.local) == (made.name, made.record.local)
