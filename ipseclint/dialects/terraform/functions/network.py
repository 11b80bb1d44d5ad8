"""Functions on IPv4 CIDRs; IPv6 is Unknown."""

from __future__ import annotations

from ipseclint.address import Range, dotted, network, parse_cidr
from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.convert import need_integer, need_string
from ipseclint.dialects.terraform.functions.kit import Function, known
from ipseclint.dialects.terraform.values import EvalError, List, made, unknown
from ipseclint.node import Node
from ipseclint.span import Span


def _range_of(value: Node) -> Range | None:
    """The network of a CIDR, None for IPv6. Raises EvalError for another text."""
    text = need_string(value)
    parsed = parse_cidr(text)
    if parsed is None:
        if ":" in text:
            return None
        raise EvalError("no CIDR")
    return network(*parsed)


def _cidrhost(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """The address with a number in a network; a negative number counts from its end."""
    net, number = _range_of(arguments[0]), need_integer(arguments[1])
    if net is None:
        return unknown(span)
    size = net.last - net.first + 1
    if not -size <= number < size:
        raise EvalError("the network has no such address")
    return made(dotted(net.first + (number if number >= 0 else size + number)), span)


def _cidrnetmask(arguments: list[Node], span: Span, budget: Budget) -> Node:
    net = _range_of(arguments[0])
    if net is None:
        raise EvalError("an IPv6 network has no netmask")
    return made(dotted(0xFFFFFFFF ^ (0xFFFFFFFF >> net.prefix)), span)


def _cidrsubnet(arguments: list[Node], span: Span, budget: Budget) -> Node:
    net, bits, number = _range_of(arguments[0]), need_integer(arguments[1]), need_integer(arguments[2])
    if net is None:
        return unknown(span)
    prefix = net.prefix + bits
    if bits < 0 or prefix > 32 or not 0 <= number < 1 << bits:
        raise EvalError("the network has no such part")
    return made(f"{dotted(net.first + (number << 32 - prefix))}/{prefix}", span)


def _cidrsubnets(arguments: list[Node], span: Span, budget: Budget) -> Node:
    """Parts of a network one behind the other, each of its own size."""
    net = _range_of(arguments[0])
    if net is None:
        return unknown(span)
    at = net.first
    found: list[Node] = []
    for argument in arguments[1:]:
        bits = need_integer(argument)
        prefix = net.prefix + bits
        if bits < 1 or prefix > 32:
            raise EvalError("the network has no such part")
        size = 1 << 32 - prefix
        at = -(-at // size) * size
        if at + size - 1 > net.last:
            raise EvalError("the network is used up")
        found.append(made(f"{dotted(at)}/{prefix}", span))
        at += size
    return List(found, span)


NETWORK: dict[str, Function] = {
    "cidrhost": known(_cidrhost, 2, 2),
    "cidrnetmask": known(_cidrnetmask, 1, 1),
    "cidrsubnet": known(_cidrsubnet, 3, 3),
    "cidrsubnets": known(_cidrsubnets),
}
