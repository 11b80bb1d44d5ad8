"""Views: a resource that a Terraform module and a plan both show is one connection, never compared with itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product

from ipseclint.record import Record, is_known

# A step of an address, and the key of the instance.
_STEP = re.compile(r'([^\[\]"]+)(\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\])?')
# Names of one resource that are tried: modules are hardly ever nested deeper with keys at each step.
_MOST = 64


def views(records: list[Record]) -> list[list[Record]]:
    """The records as modules show them and, where a plan shows some of the same resources, as the plan does."""
    in_modules: set[int] = set()
    in_plans: set[int] = set()
    for module, plan in _shown_twice(records):
        in_modules.add(id(module))
        in_plans.add(id(plan))
    if not in_plans:
        return [records]
    return [[record for record in records if id(record) not in hidden] for hidden in (in_plans, in_modules)]


def _shown_twice(records: list[Record]) -> Iterator[tuple[Record, Record]]:
    """Records of modules and of plans that are one resource, as far as both are known: its address and what it
    connects. Which folder a plan was made of, no plan says."""
    modules: dict[str, list[Record]] = {}
    for record in records:
        if record.resource is not None and record.resource.dialect == "terraform":
            modules.setdefault(record.resource.address, []).append(record)
    if not modules:
        return
    for record in records:
        if record.resource is not None and record.resource.dialect == "plan":
            for address in _names(record.resource.address):
                yield from ((module, record) for module in modules.get(address, ()) if _may_be_one(module, record))


def _names(address: str) -> Iterator[str]:
    """What a module may call the resource that a plan calls so: instances that it cannot count have no key."""
    ways = [(name + key, name) if key else (name,) for name, key in _STEP.findall(address)]
    return ("".join(steps) for steps in islice(product(*ways), _MOST))


def _may_be_one(module: Record, plan: Record) -> bool:
    assert module.resource is not None
    assert plan.resource is not None
    if module.name and plan.name and module.name != plan.name:
        return False
    scopes = module.resource.scope, plan.resource.scope
    named = ((module.gateway, plan.gateway), *zip(module.peers, plan.peers, strict=False))
    return all(_may_name_one(*pair, *scopes) for pair in named)


def _may_name_one(one: str, other: str, scope: str, other_scope: str) -> bool:
    """Whether two identities, each with its scope, can be of one thing. An id can be that of any resource."""
    if not is_known(one, other):
        return True
    is_resource = one.startswith(scope), other.startswith(other_scope)
    if all(is_resource):
        return _bare(one.removeprefix(scope)) == _bare(other.removeprefix(other_scope))
    return one == other or any(is_resource)


def _bare(address: str) -> str:
    """An address without the keys of instances, which not every reference has."""
    return _STEP.sub(r"\1", address)
