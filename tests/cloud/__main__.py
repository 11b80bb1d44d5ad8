"""The server by hand: `python -m tests.cloud` says what to set, and serves until Ctrl-C."""

from __future__ import annotations

import argparse
import contextlib
import json
import random

from tests.cloud.faults import Weather
from tests.cloud.server import KEY_ID, KEY_SECRET, Server, Service
from tests.cloud.state import Cloud

_HELP = """\
A stand-in for the VPC API on 127.0.0.1, with two gateways in cn-shanghai:
vpn-single (one tunnel a connection) and vpn-dual (two tunnels), and the customer
gateways cgw-a, cgw-b and cgw-c."""


def main() -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.cloud", description=_HELP)
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--throttled", type=float, default=0.0, metavar="SHARE", help="throttle this share of calls")
    parser.add_argument("--unclear", type=float, default=0.0, metavar="SHARE", help="lose the answer of this share")
    parser.add_argument("--settle", type=int, default=2, metavar="N", help="looks until a gateway is active again")
    parser.add_argument(
        "--gateway",
        action="append",
        default=[],
        metavar="ID",
        help="one more gateway; ID:dual has two tunnels",
    )
    given = parser.parse_args()
    service = Service(cloud=cloud(given.settle, given.gateway))
    service.plan = Weather(given.throttled, given.unclear, random.Random())
    with Server(service, given.port, chatty=True) as server:
        print(_SAY.format(key=KEY_ID, secret=KEY_SECRET, endpoint=server.endpoint), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    print(json.dumps({c.id: c.body.get("Name") for c in service.cloud.connections.values()}, indent=2))


_SAY = """\
export ALIBABA_CLOUD_ACCESS_KEY_ID={key}
export ALIBABA_CLOUD_ACCESS_KEY_SECRET={secret}
export ALIBABA_CLOUD_ECS_METADATA_DISABLED=true
ipseclint submit FILE --endpoint {endpoint}
"""


def cloud(settle: int = 1, more: list[str] | None = None) -> Cloud:
    """Two gateways and three customer gateways, and what else is asked for."""
    made = Cloud(settle=settle)
    made.add_gateway("vpn-single")
    made.add_gateway("vpn-dual", dual=True)
    for text in more or ():
        name, _, kind = text.partition(":")
        made.add_gateway(name, dual=kind == "dual")
    made.add_customer_gateway("cgw-a", "61.177.5.1", "65001")
    made.add_customer_gateway("cgw-b", "61.177.5.2", "65002")
    made.add_customer_gateway("cgw-c", "61.177.5.3")
    return made


if __name__ == "__main__":
    main()
