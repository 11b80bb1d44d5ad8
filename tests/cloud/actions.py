"""What the calls do."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tests.cloud import answers, validate
from tests.cloud.problem import Problem
from tests.cloud.state import Cloud, Connection, Gateway, Token

Parameters = dict[str, str]


def create_connection(cloud: Cloud, parameters: Parameters) -> dict[str, Any]:
    """CreateVpnConnection: checks, idempotency, then the connection; the gateway is busy afterwards."""
    cloud.strays.extend(validate.unknown_names(parameters))
    token = parameters.get("ClientToken", "")
    if len(token) > 64 or not token.isascii():
        raise Problem(400, "InvalidParameter.ClientToken", "The specified ClientToken is not valid.")
    asked = json.dumps({n: v for n, v in parameters.items() if n != "ClientToken"}, sort_keys=True)
    known = cloud.tokens.get(token) if token and cloud.remember_tokens else None
    if known is not None:
        return _again(cloud, known, asked)
    at = _gateway(cloud, parameters)
    _ready(at)
    body = validate.request(parameters, at.dual)
    _check_peers(cloud, body)
    _check_room(cloud, at, body)
    if parameters.get("DryRun", "false").lower() == "true":
        raise Problem(400, "DryRunOperation", "Request validation has been passed with DryRun flag set.")
    made = cloud.add_connection(at.region, at.id, body)
    at.unsettled = cloud.settle
    if token:
        cloud.tokens[token] = Token(asked, made.id)
    return {"VpnConnectionId": made.id, "CreateTime": made.created, "Name": body.get("Name", "")}


def _again(cloud: Cloud, known: Token, asked: str) -> dict[str, Any]:
    if known.parameters != asked:
        message = "The parameters are not those that the same ClientToken came with before."
        raise Problem(400, "IdempotentParameterMismatch", message)
    made = cloud.connections.get(known.connection)
    return {"VpnConnectionId": known.connection, "CreateTime": made.created if made else 0}


def _gateway(cloud: Cloud, parameters: Parameters) -> Gateway:
    found = cloud.gateways.get(parameters.get("VpnGatewayId", ""))
    if found is None or found.region != parameters.get("RegionId"):
        raise Problem(
            404,
            "InvalidVpnGatewayInstanceId.NotFound",
            "The specified vpn gateway instance id does not exist.",
        )
    return found


def _ready(at: Gateway) -> None:
    if at.locked:
        raise Problem(400, "VpnGateway.FinancialLocked", "The specified service is financial locked.")
    if at.unsettled > 0:
        at.unsettled -= 1
        raise Problem(400, "VpnGateway.Configuring", "The specified service is configuring.")


def _check_peers(cloud: Cloud, body: dict[str, Any]) -> None:
    for peer in _peers(body):
        if peer not in cloud.customer_gateways:
            message = "The specified customer gateway instance id does not exist."
            raise Problem(404, "InvalidCustomerGatewayInstanceId.NotFound", message)


def _check_room(cloud: Cloud, at: Gateway, body: dict[str, Any]) -> None:
    if len(cloud.on(at.id)) >= at.quota:
        raise Problem(400, "Resource.QuotaFull", "The quota of resource is full.")
    if cloud.refuse_twins and any(_selectors(body) == _selectors(c.body) for c in cloud.on(at.id)):
        raise Problem(400, "InvalidVpnConnection.AlreadyExists", "Vpn connection already exists.")


def _peers(body: dict[str, Any]) -> list[str]:
    if "TunnelOptionsSpecification" in body:
        return [tunnel["CustomerGatewayId"] for tunnel in body["TunnelOptionsSpecification"]]
    return [body["CustomerGatewayId"]]


def _selectors(body: dict[str, Any]) -> tuple[object, ...]:
    sides = [frozenset(body[side].split(",")) for side in ("LocalSubnet", "RemoteSubnet")]
    return (frozenset(_peers(body)), *sides)


def describe_connections(cloud: Cloud, parameters: Parameters) -> dict[str, Any]:
    """DescribeVpnConnections: one page of a region's or a gateway's connections."""
    size, page = int(parameters.get("PageSize", "10")), int(parameters.get("PageNumber", "1"))
    if not 1 <= size <= 50 or page < 1:
        raise Problem(400, "InvalidParameter.PageSize", "The specified PageSize is not valid.")
    _region(cloud, parameters)
    wanted = [c for c in cloud.connections.values() if c.region == parameters["RegionId"]]
    if "VpnGatewayId" in parameters:
        wanted = [c for c in wanted if c.gateway == parameters["VpnGatewayId"]]
    shown = wanted[(page - 1) * size : page * size]
    return {
        "TotalCount": len(wanted),
        "PageNumber": page,
        "PageSize": size,
        "VpnConnections": {"VpnConnection": [answers.connection(c, cloud) for c in shown]},
    }


def describe_connection(cloud: Cloud, parameters: Parameters) -> dict[str, Any]:
    """DescribeVpnConnection: one connection; each look brings it nearer to `active`."""
    _region(cloud, parameters)
    found: Connection | None = cloud.connections.get(parameters.get("VpnConnectionId", ""))
    if found is None or found.region != parameters["RegionId"]:
        message = "The specified vpn connection instance id does not exist."
        raise Problem(404, "InvalidVpnConnectionInstanceId.NotFound", message)
    answer = answers.connection(found, cloud)
    found.unsettled -= 1
    return answer


def describe_gateway(cloud: Cloud, parameters: Parameters) -> dict[str, Any]:
    """DescribeVpnGateway: one gateway; each look brings it nearer to `active`."""
    found = _gateway(cloud, parameters)
    answer = answers.gateway(found)
    found.unsettled -= 1
    return answer


def _region(cloud: Cloud, parameters: Parameters) -> None:
    if parameters.get("RegionId") not in {gateway.region for gateway in cloud.gateways.values()}:
        raise Problem(404, "InvalidRegionId.NotFound", "The specified RegionId does not exist.")


ACTIONS: dict[str, Callable[[Cloud, Parameters], dict[str, Any]]] = {
    "CreateVpnConnection": create_connection,
    "DescribeVpnConnections": describe_connections,
    "DescribeVpnConnection": describe_connection,
    "DescribeVpnGateway": describe_gateway,
}
