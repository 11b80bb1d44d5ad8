"""The wire: a plain body as the flat parameters of the call."""

from __future__ import annotations

import json
from collections.abc import Callable

from ipseclint.secret import STARS, Secret
from ipseclint.submit.plain import JSON_TEXTS, Body, Leaf, Plain, Reference
from ipseclint.submit.request import Planned

# Blocks whose JSON has every value as text, as the page's examples have them; phases have numbers.
_ALL_TEXT = ("HealthCheckConfig", "BgpConfig")


def parameters(planned: Planned, token: str = "", dry_run: bool = False) -> dict[str, str]:
    """The exact parameters of CreateVpnConnection, secrets in clear: for sending only. All references are
    resolved before."""
    return _parameters(planned, token, dry_run, _clear)


def masked(planned: Planned, token: str = "") -> dict[str, str]:
    """The same for readers: stars for secrets, references as they are written."""
    return _parameters(planned, token, False, _stars)


def _parameters(planned: Planned, token: str, dry_run: bool, show: Callable[[Leaf], str]) -> dict[str, str]:
    flat = {"RegionId": planned.region, "VpnGatewayId": planned.gateway}
    for name, value in planned.body.items():
        if name in JSON_TEXTS and isinstance(value, dict):
            flat[name] = _json_text(name, value, show)
        else:
            _flatten(name, value, flat, show)
    if token:
        flat["ClientToken"] = token
    if dry_run:
        flat["DryRun"] = "true"
    return flat


def _flatten(name: str, value: Plain, flat: dict[str, str], show: Callable[[Leaf], str]) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            _flatten(f"{name}.{key}", item, flat, show)
    elif isinstance(value, list):
        for number, item in enumerate(value, 1):
            _flatten(f"{name}.{number}", item, flat, show)
    else:
        flat[name] = show(value)


def _json_text(name: str, block: Body, show: Callable[[Leaf], str]) -> str:
    def leaf(value: Plain) -> str | int | bool:
        if isinstance(value, dict | list):
            return json.dumps(value, default=str)
        if name not in _ALL_TEXT and isinstance(value, bool | int):
            return value
        return show(value)

    return json.dumps({key: leaf(value) for key, value in block.items()}, ensure_ascii=False, separators=(",", ":"))


def _clear(value: Leaf) -> str:
    if isinstance(value, Reference):
        raise ValueError(f"{value} is not resolved")
    if isinstance(value, Secret):
        return value.reveal()
    return _text(value)


def _stars(value: Leaf) -> str:
    if isinstance(value, Secret):
        return STARS
    return _text(value)


def _text(value: Leaf) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
