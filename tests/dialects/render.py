"""One connection written in every dialect, for tests that hold all to one verdict.

A connection is a dictionary in the API's names. The text `KEY` followed by a figure stands for a key that the file
does not hold: a variable, a parameter, a value known only after apply."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import yaml

from ipseclint.dialects.provider_names import CONNECTION, SCHEMAS

KEY = "<key>"
_KEY = re.compile(r"<key>([0-9])")
_BLOCKS = ("IkeConfig", "IpsecConfig", "HealthCheckConfig", "BgpConfig")
_ANSWERS = {"HealthCheckConfig": "VcoHealthCheck", "BgpConfig": "VpnBgpConfig"}
Tree = dict[str, Any]


def _filled(value: Any, key: Callable[[str], Any]) -> Any:
    """The value with `key(figure)` for each key that the file does not hold."""
    if isinstance(value, dict):
        return {name: _filled(item, key) for name, item in value.items()}
    if isinstance(value, list):
        return [_filled(item, key) for item in value]
    match = _KEY.fullmatch(value) if isinstance(value, str) else None
    return key(match[1]) if match else value


def native(connection: Tree) -> tuple[str, str]:
    return "a.yaml", yaml.safe_dump(_filled(connection, "${{env:PSK_{}}}".format), sort_keys=False)


def request(connection: Tree) -> tuple[str, str]:
    """As the wire has it: JSON in texts, numbered keys, commas in texts."""
    filled = _filled(connection, "${{env:PSK_{}}}".format)
    flat: Tree = {"Action": "CreateVpnConnection", "RegionId": "cn-hangzhou"}
    for name, value in filled.items():
        if name in _BLOCKS:
            flat[name] = json.dumps(value)
        elif name == "TunnelOptionsSpecification":
            for number, tunnel in enumerate(value, 1):
                flat.update(_dotted(f"{name}.{number}", tunnel))
        else:
            flat[name] = ",".join(value) if isinstance(value, list) else value
    return "a.json", json.dumps(flat, indent=1)


def _dotted(prefix: str, value: Any) -> Tree:
    if not isinstance(value, dict):
        return {prefix: value}
    return {name: item for key, inner in value.items() for name, item in _dotted(f"{prefix}.{key}", inner).items()}


def cli(connection: Tree) -> tuple[str, str]:
    _, text = request(_filled(connection, "<key>{}".format))
    flags = json.loads(text)
    del flags["Action"]
    words = " \\\n".join(f"  --{flag} '{_word(value)}'" for flag, value in flags.items())
    return "a.sh", f"aliyun vpc CreateVpnConnection \\\n{words}\n"


def _word(value: Any) -> str:
    """A value as it stands in single quotes, which are left for what a shell puts in."""
    return _KEY.sub(r"""'"$PSK_\1"'""", value if isinstance(value, str) else json.dumps(value))


def ros(connection: Tree) -> tuple[str, str]:
    properties = _filled(connection, lambda figure: {"Ref": f"Psk{figure}"})
    for name in ("LocalSubnet", "RemoteSubnet"):
        if isinstance(properties.get(name), list):
            properties[name] = ",".join(properties[name])
    if isinstance(properties.get("HealthCheckConfig"), dict):
        health = properties["HealthCheckConfig"]
        properties["HealthCheckConfig"] = {name.capitalize(): value for name, value in health.items()}
    template = {
        "ROSTemplateFormatVersion": "2015-09-01",
        "Parameters": {f"Psk{figure}": {"Type": "String", "NoEcho": True} for figure in "12"},
        "Resources": {"Conn": {"Type": "ALIYUN::VPC::VpnConnection", "Properties": properties}},
    }
    return "t.yaml", yaml.safe_dump(template, sort_keys=False)


def provided(connection: Tree, place: str = "") -> Tree:
    """A connection in the Terraform provider's names."""
    names = {api: name for name, api in SCHEMAS[CONNECTION].places[place].items() if name != "name"}
    found: Tree = {}
    for api, value in connection.items():
        if isinstance(value, dict):
            value = [provided(value, api)]
        elif api == "TunnelOptionsSpecification":
            value = [provided(tunnel, api) for tunnel in value]
        found[names[api]] = value
    return found


def terraform(connection: Tree) -> tuple[str, str]:
    lines = [f'resource "{CONNECTION}" "x" {{', *_hcl(provided(connection), "  "), "}"]
    variables = [f'variable "psk_{figure}" {{\n  sensitive = true\n}}' for figure in "12"]
    return "main.tf", "\n".join([*variables, *lines]) + "\n"


def _hcl(values: Tree, indent: str) -> list[str]:
    lines = []
    for name, value in values.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            for block in value:
                lines += [f"{indent}{name} {{", *_hcl(block, indent + "  "), f"{indent}}}"]
        else:
            match = _KEY.fullmatch(value) if isinstance(value, str) else None
            lines.append(f"{indent}{name} = {f'var.psk_{match[1]}' if match else json.dumps(value)}")
    return lines


def plan(connection: Tree) -> tuple[str, str]:
    values = provided(connection)
    address = f"{CONNECTION}.x"
    resource = {"address": address, "mode": "managed", "type": CONNECTION, "name": "x"}
    change = {"actions": ["create"], "before": None, "after_unknown": _unknown(values)}
    document = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [{**resource, "values": _filled(values, lambda _: None)}]}},
        "resource_changes": [{**resource, "change": change}],
    }
    return "plan.json", json.dumps(document, indent=1)


def _unknown(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: found for name, item in value.items() if (found := _unknown(item))}
    if isinstance(value, list):
        found = [_unknown(item) for item in value]
        return found if any(found) else None
    return isinstance(value, str) and _KEY.fullmatch(value) is not None


def pulumi(connection: Tree) -> tuple[str, str]:
    program = {
        "name": "vpn",
        "runtime": "yaml",
        "config": {f"psk{figure}": {"type": "string", "secret": True} for figure in "12"},
        "resources": {"x": {"type": "alicloud:vpn:Connection", "properties": _camel(provided(connection))}},
    }
    return "Pulumi.yaml", yaml.safe_dump(_filled(program, "${{psk{}}}".format), sort_keys=False)


def _camel(values: Tree) -> Tree:
    plurals = {"local_subnet", "remote_subnet", "tunnel_options_specification"}
    found: Tree = {}
    for name, value in values.items():
        camel = re.sub(r"_([a-z])", lambda match: match[1].upper(), name) + ("s" if name in plurals else "")
        if isinstance(value, list) and value and isinstance(value[0], dict):
            blocks = [_camel(block) for block in value]
            value = blocks if name in plurals else blocks[0]
        found[camel] = value
    return found


def export(connection: Tree) -> tuple[str, str]:
    """State always holds its keys: two that nobody guesses stand for those that other files do not hold."""
    keys = {"1": "q7Vd2mXw9LzR4tKpYb6NfH3sJc8GuE5a", "2": "Hn5Zr8QxT2wVk7LpM4dFy9BsC3gJe6Ua"}
    answer: Tree = {"RequestId": "x", "VpnConnectionId": "vco-bp1q8bgx4xnkmqwer1234"}
    for name, value in _filled(connection, keys.__getitem__).items():
        if name == "TunnelOptionsSpecification":
            answer[name] = {"TunnelOptions": value}
        elif name == "HealthCheckConfig":
            answer["VcoHealthCheck"] = {key.capitalize(): item for key, item in value.items()}
        else:
            answer[_ANSWERS.get(name, name)] = ",".join(value) if name.endswith("Subnet") else value
    return "describe.json", json.dumps(answer, indent=1)


DIALECTS: dict[str, Callable[[Tree], tuple[str, str]]] = {
    "native": native,
    "request": request,
    "cli": cli,
    "ros": ros,
    "terraform": terraform,
    "plan": plan,
    "pulumi": pulumi,
    "export": export,
}
