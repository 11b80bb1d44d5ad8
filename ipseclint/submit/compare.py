"""Plan against reality: which fields differ, never showing a key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ipseclint import facts
from ipseclint.secret import Secret
from ipseclint.submit.plain import SUBNETS, Body, Plain, Reference, subnets
from ipseclint.submit.plain import block as block_of

# What the answers do not hold.
_NOT_RETURNED = frozenset(("AutoConfigRoute",))
# Too long to be told.
_NOT_SHOWN = frozenset(("RemoteCaCertificate",))
_DEFAULTED = {
    "IkeConfig": facts.IKE_FIELDS,
    "IpsecConfig": facts.IPSEC_FIELDS,
    "TunnelIkeConfig": facts.IKE_FIELDS,
    "TunnelIpsecConfig": facts.IPSEC_FIELDS,
    "BgpConfig": ("EnableBgp",),
    "HealthCheckConfig": ("enable",),
}
_TOP_DEFAULTED = ("EffectImmediately",)
_SWITCHES = ("EnableDpd", "EnableNatTraversal")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs: API names joined by dots, the plan's value and the real one ("" for a key).
    `defaulted` tells that the plan leaves the field out and `plan` is the documented default."""

    field: str
    plan: str
    real: str
    defaulted: bool = False

    def __str__(self) -> str:
        if not self.plan and not self.real:
            return f"{self.field} differs"
        left_out = " (left out; the documented default)" if self.defaulted else ""
        return f"{self.field} is {self.real or '(empty)'}, planned {self.plan or '(empty)'}{left_out}"


def differences(plan: Body, real: Body) -> list[Difference]:
    """Fields of the plan that differ in reality. Fields that an answer does not hold are not compared."""
    return list(_mapping(plan, real, ""))


def default_differences(plan: Body, real: Body) -> list[Difference]:
    """Fields that the plan leaves out, and that are not what the API's page says they default to."""
    found = list(_defaults(plan, real, _TOP_DEFAULTED, ""))
    if "TunnelOptionsSpecification" in plan:
        found += _defaults(plan, real, ("EnableTunnelsBgp",), "")
        for number, (planned, actual) in enumerate(_paired(plan, real), 1):
            at = f"TunnelOptionsSpecification.{number}."
            found += _defaults(planned, actual, _SWITCHES, at)
            found += _blocks(planned, actual, at)
        return found
    return found + list(_defaults(plan, real, _SWITCHES, "")) + list(_blocks(plan, real, ""))


def _blocks(plan: Body, real: Body, at: str) -> Iterator[Difference]:
    for name, fields in _DEFAULTED.items():
        if isinstance(real.get(name), dict):
            yield from _defaults(block_of(plan, name), block_of(real, name), fields, f"{at}{name}.")


def _defaults(plan: Body, real: Body, fields: tuple[str, ...], at: str) -> Iterator[Difference]:
    sm = facts.SM_ENCRYPTION in real.values() or facts.SM_INTEGRITY in real.values()
    for name in fields:
        default = facts.DEFAULTS.get(name)
        actual = real.get(name)
        if name in plan or default is None or actual is None or actual == default:
            continue
        if not (sm and actual == facts.SM_DEFAULTS.get(name)):
            yield Difference(f"{at}{name}", _said(default), _said(actual), defaulted=True)


def _mapping(plan: Body, real: Body, at: str) -> Iterator[Difference]:
    for name, value in plan.items():
        field = f"{at}{name}"
        if name == "TunnelOptionsSpecification":
            yield from _tunnels(plan, real, field)
        elif name == "Tags":
            yield from _tags(value, real.get("Tags"), field)
        elif isinstance(value, dict):
            yield from _mapping(value, block_of(real, name), f"{field}.")
        elif name in real and name not in _NOT_RETURNED and not _same(name, value, real[name]):
            shown = name not in _NOT_SHOWN
            yield Difference(field, _said(value) if shown else "", _said(real[name]) if shown else "")


def _tunnels(plan: Body, real: Body, field: str) -> Iterator[Difference]:
    if not isinstance(real.get("TunnelOptionsSpecification"), list):
        yield Difference(field, "two tunnels", "one tunnel")
        return
    for number, (planned, actual) in enumerate(_paired(plan, real), 1):
        if not actual:
            yield Difference(f"{field}.{number}", "a tunnel", "none")
        yield from _mapping(planned, actual, f"{field}.{number}.")


def _paired(plan: Body, real: Body) -> list[tuple[Body, Body]]:
    """Each planned tunnel with the real one of its role, else with that of its place."""
    planned, actual = _listed(plan), _listed(real)
    by_role = {str(tunnel.get("Role")): tunnel for tunnel in actual}
    found = []
    for index, tunnel in enumerate(planned):
        at_place = actual[index] if index < len(actual) else {}
        found.append((tunnel, by_role.get(str(tunnel.get("Role")), at_place)))
    return found


def _listed(body: Body) -> list[Body]:
    value = body.get("TunnelOptionsSpecification")
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _tags(plan: Plain, real: Plain | None, field: str) -> Iterator[Difference]:
    if real is None:
        return
    planned, actual = _pairs(plan), _pairs(real)
    for key in sorted(planned.keys() | actual.keys()):
        if planned.get(key) != actual.get(key):
            yield Difference(f"{field}.{key}", planned.get(key, "(none)"), actual.get(key, "(none)"))


def _pairs(tags: Plain) -> dict[str, str]:
    listed = [tag for tag in tags if isinstance(tag, dict)] if isinstance(tags, list) else []
    return {str(tag.get("Key", "")): str(tag.get("Value", "")) for tag in listed}


def _same(name: str, plan: Plain, real: Plain) -> bool:
    if isinstance(plan, Reference):
        return True  # not resolved, so not compared
    if name == "RemoteCaCertificate":  # PEM: how its lines end says nothing
        return _text(plan).split() == _text(real).split()
    if isinstance(plan, Secret):
        return plan == Secret(_text(real))
    if name in SUBNETS:
        return set(subnets(plan)) == set(subnets(real))
    return plan == real or _said(plan) == _said(real)


def _text(value: Plain) -> str:
    return value.reveal() if isinstance(value, Secret) else str(value)


def _said(value: Plain) -> str:
    if isinstance(value, Secret | Reference):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


__all__ = ["Difference", "default_differences", "differences"]
