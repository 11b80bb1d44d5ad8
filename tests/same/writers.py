"""A connection as people and tools write it: one function per dialect, each giving files by name.

A connection is a tree in the API's names (connections.yaml). `<open>psk1` in it is a value that the file does not
hold: each dialect refers to something outside of the file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import yaml

from tests.same.names import Tree, camel, is_attachment, provided

Files = dict[str, str]

OPEN = re.compile(r"<open>([a-z0-9]+)")
_TEXTS = ("IkeConfig", "IpsecConfig", "HealthCheckConfig", "BgpConfig")
_SUBNETS = ("LocalSubnet", "RemoteSubnet")
# State always holds its keys: two that nobody guesses.
_HELD = {"psk1": "q7Vd2mXw9LzR4tKpYb6NfH3sJc8GuE5a", "psk2": "Hn5Zr8QxT2wVk7LpM4dFy9BsC3gJe6Ua"}


def filled(value: Any, reference: Callable[[str], Any]) -> Any:
    """The value with `reference(name)` in the place of each value that the file does not hold."""
    if isinstance(value, dict):
        return {name: filled(item, reference) for name, item in value.items()}
    if isinstance(value, list):
        return [filled(item, reference) for item in value]
    match = OPEN.fullmatch(value) if isinstance(value, str) else None
    return reference(match[1]) if match else value


def open_names(connection: Tree) -> list[str]:
    """The names of the values that the file does not hold."""
    names: dict[str, None] = {}
    filled(connection, lambda name: names.setdefault(name))
    return list(names)


class _Plain(yaml.SafeDumper):
    """YAML without aliases, and with lists indented below their key."""

    def ignore_aliases(self, data: object) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def dumped(value: Any) -> str:
    return yaml.dump(value, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=1000)


def native_yaml(connection: Tree) -> Files:
    return {"connection.yaml": dumped(filled(connection, "${{env:{}}}".format))}


def native_json(connection: Tree) -> Files:
    return {"connection.json": json.dumps(filled(connection, "${{env:{}}}".format), indent=2)}


def native_document(connection: Tree) -> Files:
    """As one of several connections of a document, with comma texts for the subnets."""
    item = filled(connection, "{{{{ {} }}}}".format)
    item.update(_commas(item))
    return {"site.yml": dumped({"connections": [item]})}


def request_json(connection: Tree) -> Files:
    """As the API Explorer shows a request: blocks are JSON texts, tunnels a list."""
    body = _call(connection)
    for name, value in filled(connection, "${{env:{}}}".format).items():
        body[name] = json.dumps(value) if name in _TEXTS else value
    body.update(_commas(body))
    return {"request.json": json.dumps(body, indent=2)}


def request_numbered(connection: Tree) -> Files:
    """As the SDK puts a request on the wire: dotted keys, numbers from 1, everything a text."""
    flat = _numbered(filled(connection, "${{env:{}}}".format))
    return {"request.json": json.dumps({**_call(connection), **flat}, indent=2)}


def _commas(fields: Tree) -> Tree:
    """The subnets as texts with commas."""
    return {name: ",".join(fields[name]) for name in _SUBNETS if isinstance(fields.get(name), list)}


def _call(connection: Tree) -> Tree:
    action = "CreateVpnAttachment" if is_attachment(connection) else "CreateVpnConnection"
    return {"Action": action, "Version": "2016-04-28", "RegionId": "cn-shanghai"}


def _numbered(connection: Tree) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in {**connection, **_commas(connection)}.items():
        if name in _TEXTS:
            flat[name] = json.dumps(value)
        elif isinstance(value, list):
            for number, item in enumerate(value, 1):
                flat.update({f"{name}.{number}.{key}": text for key, text in _dotted(item).items()})
        else:
            flat[name] = str(value)
    return flat


def _dotted(fields: Tree) -> dict[str, str]:
    flat: dict[str, str] = {}
    for name, value in fields.items():
        below = {f"{name}.{key}": text for key, text in _dotted(value).items()} if isinstance(value, dict) else {}
        flat.update(below or {name: str(value)})
    return flat


def cli(connection: Tree) -> Files:
    return {"create.sh": "#!/bin/bash\nset -eu\n\n" + _command(connection)}


def _command(connection: Tree) -> str:
    action = _call(connection)["Action"]
    flags = {"RegionId": "cn-shanghai", **_numbered(connection)}
    words = [f"  --{name} {_quoted(value)}" for name, value in flags.items()]
    return f"aliyun vpc {action} \\\n" + " \\\n".join(words) + "\n"


def _quoted(value: str) -> str:
    """A word in single quotes, which are left for what the shell puts in."""
    inside = value.replace("'", "'\\''")
    return "'" + OPEN.sub(r"""'"$\1"'""", inside) + "'"


def ros(connection: Tree, reference: Callable[[str], Any]) -> Tree:
    """A template. ROS takes comma texts for the subnets, and capitals in a health check."""
    properties = filled(connection, reference)
    properties.update(_commas(properties))
    if "HealthCheckConfig" in properties:
        health = properties["HealthCheckConfig"]
        properties["HealthCheckConfig"] = {name.capitalize(): value for name, value in health.items()}
    kind = "VpnAttachment" if is_attachment(connection) else "VpnConnection"
    return {
        "ROSTemplateFormatVersion": "2015-09-01",
        "Parameters": {name: {"Type": "String", "NoEcho": True} for name in open_names(connection)},
        "Resources": {"Connection": {"Type": f"ALIYUN::VPC::{kind}", "Properties": properties}},
    }


def ros_yaml(connection: Tree) -> Files:
    text = dumped(ros(connection, "<open>{}".format))
    return {"template.yml": OPEN.sub(r"!Ref \1", text)}


def ros_json(connection: Tree) -> Files:
    template = ros(connection, lambda name: {"Ref": name})
    return {"template.json": json.dumps(template, indent=2)}


def pulumi(connection: Tree) -> Files:
    attachment = is_attachment(connection)
    kind = "GatewayVpnAttachment" if attachment else "Connection"
    properties = camel(provided(filled(connection, "${{{}}}".format)), attachment)
    program = {
        "name": "vpn",
        "runtime": "yaml",
        "config": {name: {"type": "string", "secret": True} for name in open_names(connection)},
        "resources": {"x": {"type": f"alicloud:vpn:{kind}", "properties": properties}},
    }
    return {"Pulumi.yaml": dumped(program)}


def export(connection: Tree) -> Files:
    """What DescribeVpnConnection answers: other names, and texts for a tunnel's numbers and booleans."""
    answer: Tree = {"RequestId": "6C1B3B4D-0000-4000-8000-5B2B6E1B5F60", "VpnConnectionId": "vco-uf6h2d8s0k4m6n8p2q4r6"}
    answer["AttachType"] = "CEN" if is_attachment(connection) else "VPNGW"
    for name, value in filled(connection, _HELD.__getitem__).items():
        if name == "TunnelOptionsSpecification":
            answer[name] = {"TunnelOptions": [_texts(tunnel) for tunnel in value]}
        elif name == "HealthCheckConfig":
            health = {key.capitalize(): item for key, item in value.items()}
            answer["VcoHealthCheck"] = {**health, "Enable": str(value["enable"]).lower(), "Status": "success"}
        elif name == "Tags":
            answer[name] = {"Tag": value}
        elif name == "BgpConfig":
            answer["VpnBgpConfig"] = {**value, "EnableBgp": str(value["EnableBgp"]).lower(), "PeerAsn": 65020}
        else:
            answer[name] = value
    answer.update(_commas(answer))
    return {"describe.json": json.dumps(answer, indent=2)}


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _texts(item) for name, item in value.items()}
    return str(value).lower() if isinstance(value, bool) else str(value)


def fenced(language: str, write: Callable[[Tree], Files]) -> Callable[[Tree], Files]:
    """A Markdown page with what `write` writes in a fence, as an item of a list."""

    def page(connection: Tree) -> Files:
        (text,) = write(connection).values()
        fence = "\n".join(f"   {line}" if line else "" for line in [f"```{language}", *text.splitlines(), "```"])
        return {"runbook.md": f"# Runbook\n\n1. Look at the gateway.\n2. Create the connection:\n\n{fence}\n"}

    return page


markdown_shell = fenced("bash", lambda connection: {"": _command(connection)})
markdown_yaml = fenced("yaml", native_yaml)
markdown_json = fenced("json", request_json)
