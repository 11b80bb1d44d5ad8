"""A connection as Terraform has it: one function per way of writing it, and the plan of it."""

from __future__ import annotations

import json
from typing import Any

from tests.same.names import Tree, is_attachment, is_block, provided
from tests.same.writers import OPEN, Files, filled, open_names

# Attributes that a plan lists with null when a block leaves them out.
_UNSET = {
    "": ("tags", "customer_gateway_id", "effect_immediately", "timeouts"),
    "ike_config": ("ike_mode", "psk"),
    "ipsec_config": ("ipsec_pfs",),
    "tunnel_options_specification": ("customer_gateway_id",),
    "tunnel_ike_config": ("ike_mode", "local_id", "remote_id"),
}


def kind_of(connection: Tree) -> str:
    return "alicloud_vpn_gateway_vpn_attachment" if is_attachment(connection) else "alicloud_vpn_connection"


def _open(connection: Tree) -> str:
    """The declarations of what the file does not hold."""
    return "".join(f'variable "{name}" {{\n  sensitive = true\n}}\n\n' for name in open_names(connection))


def blocks(connection: Tree) -> Files:
    """Values as they are, in blocks."""
    return {"main.tf": _open(connection) + _resource(connection, _body(provided(connection), "  "))}


def _resource(connection: Tree, lines: list[str]) -> str:
    return "\n".join([f'resource "{kind_of(connection)}" "x" {{', *lines, "}"]) + "\n"


def _body(fields: Tree, indent: str) -> list[str]:
    lines: list[str] = []
    for name, value in fields.items():
        if is_block(value):
            for block in value:
                lines += [f"{indent}{name} {{", *_body(block, indent + "  "), f"{indent}}}"]
        else:
            lines.append(f"{indent}{name} = {_literal(value)}")
    return lines


def _literal(value: Any) -> str:
    return OPEN.sub(r"var.\1", value) if _is_open(value) else json.dumps(value)


def quoted(connection: Tree) -> Files:
    """As Terraform 0.11 had it: interpolation around everything, texts for numbers, lists of maps for blocks."""
    declared = "".join(f'variable "{name}" {{}}\n\n' for name in open_names(connection))
    return {"main.tf": declared + _resource(connection, _quoted(provided(connection), "  "))}


def _quoted(fields: Tree, indent: str) -> list[str]:
    lines: list[str] = []
    for name, value in fields.items():
        if is_block(value):
            lines.append(f"{indent}{name} = [")
            for block in value:
                lines += [f"{indent}  {{", *_quoted(block, indent + "    "), f"{indent}  }},"]
            lines.append(f"{indent}]")
        elif isinstance(value, dict):
            lines += [f"{indent}{name} = {{", *(f'{indent}  "{key}" = {_text(item)}' for key, item in value.items())]
            lines.append(f"{indent}}}")
        elif isinstance(value, list):
            lines.append(f"{indent}{name} = [{', '.join(_text(item) for item in value)}]")
        else:
            lines.append(f"{indent}{name} = {_text(value)}")
    return lines


def _text(value: Any) -> str:
    if _is_open(value):
        return OPEN.sub(r'"${var.\1}"', value)
    return json.dumps(value if isinstance(value, str) else json.dumps(value))


def variables(connection: Tree) -> Files:
    """Every value in terraform.tfvars."""
    fields, values = _named(provided(connection))
    declared = "".join(f'variable "{name}" {{}}\n' for name in values)
    return {
        "main.tf": _resource(connection, _body_of_names(fields, "  ")),
        "terraform.tfvars": "".join(f"{name} = {json.dumps(value)}\n" for name, value in values.items()),
        "variables.tf": _open(connection) + declared,
    }


def module(connection: Tree) -> Files:
    """Every value an argument of a local module."""
    fields, values = _named(provided(connection))
    passed = "".join(f"  {name} = {json.dumps(value)}\n" for name, value in values.items())
    keys = "".join(f"  {name} = var.{name}\n" for name in open_names(connection))
    return {
        "main.tf": f'{_open(connection)}module "vpn" {{\n  source = "./vpn"\n{keys}{passed}}}\n',
        "vpn/main.tf": _resource(connection, _body_of_names(fields, "  ")),
        "vpn/variables.tf": _open(connection) + "".join(f'variable "{name}" {{}}\n' for name in values),
    }


def _named(fields: Tree) -> tuple[Tree, Tree]:
    """The fields with the name of a variable for each value that the file holds, and those values."""
    values: Tree = {}

    def name(value: Any, path: str) -> Any:
        if is_block(value):
            return [named(block, f"{path}_{number}") for number, block in enumerate(value)]
        if _is_open(value):
            return OPEN.sub(r"\1", value)
        values[path] = value
        return path

    def named(block: Tree, path: str) -> Tree:
        return {key: name(item, f"{path}_{key}") for key, item in block.items()}

    return named(fields, "the"), values


def _body_of_names(fields: Tree, indent: str) -> list[str]:
    lines: list[str] = []
    for name, value in fields.items():
        if isinstance(value, list):
            for block in value:
                lines += [f"{indent}{name} {{", *_body_of_names(block, indent + "  "), f"{indent}}}"]
        else:
            lines.append(f"{indent}{name} = var.{value}")
    return lines


def dynamic(connection: Tree) -> Files:
    """Connections in a local map, their blocks made by `dynamic`."""
    fields = provided(connection)
    local = f"locals {{\n  connections = {{\n    hq = {_object(fields, '    ')}\n  }}\n}}\n\n"
    lines = ["  for_each = local.connections", *_dynamic(fields, "each.value", "  ")]
    return {"main.tf": _open(connection) + local + _resource(connection, lines)}


def _object(value: Any, indent: str) -> str:
    if isinstance(value, dict):
        inside = "".join(
            f"{indent}  {json.dumps(key)} = {_object(item, indent + '  ')}\n" for key, item in value.items()
        )
        return f"{{\n{inside}{indent}}}"
    if is_block(value):
        return f"[{', '.join(_object(item, indent) for item in value)}]"
    return _literal(value)


def _dynamic(fields: Tree, source: str, indent: str) -> list[str]:
    lines: list[str] = []
    for name, value in fields.items():
        if is_block(value):
            # What one of several blocks leaves out is null for it.
            union = {key: item for block in value for key, item in block.items()}
            inner = _dynamic(union, f"{name}.value", indent + "    ")
            lines += [f'{indent}dynamic "{name}" {{', f"{indent}  for_each = try({source}.{name}, [])"]
            lines += [f"{indent}  content {{", *inner, f"{indent}  }}", f"{indent}}}"]
        else:
            lines.append(f'{indent}{name} = lookup({source}, "{name}", null)')
    return lines


def json_syntax(connection: Tree) -> Files:
    """Terraform's JSON."""
    body = filled(provided(connection), "${{var.{}}}".format)
    document = {
        "variable": {name: {"sensitive": True} for name in open_names(connection)},
        "resource": {kind_of(connection): {"x": body}},
    }
    return {"main.tf.json": json.dumps(document, indent=2)}


def plan(connection: Tree) -> Files:
    """`terraform show -json` of the plan that creates the connection."""
    kind = kind_of(connection)
    resource = {"address": f"{kind}.x", "mode": "managed", "type": kind, "name": "x"}
    fields = provided(connection)
    values = _planned(fields, "")
    unknown = {"id": True, "status": True, **_after_apply(fields)}
    change = {"actions": ["create"], "before": None, "after": values, "after_unknown": unknown}
    written = {**resource, "provider_config_key": "alicloud", "expressions": _expressions(fields)}
    document = {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {"root_module": {"resources": [{**resource, "values": values, "sensitive_values": {}}]}},
        "resource_changes": [{**resource, "change": change}],
        "configuration": {"root_module": {"resources": [written]}},
    }
    return {"plan.json": json.dumps(document, indent=2)}


def _is_open(value: Any) -> bool:
    return isinstance(value, str) and OPEN.fullmatch(value) is not None


def _planned(fields: Tree, place: str) -> Tree:
    """The values that are known, with null for attributes that are left out."""
    made = {
        name: [_planned(block, name) for block in value] if is_block(value) else value
        for name, value in fields.items()
        if not _is_open(value)
    }
    unset = [name for name in _UNSET.get(place, ()) if name not in fields]
    return {**dict.fromkeys(unset), **made}


def _after_apply(fields: Tree) -> Tree:
    """`true` for what is known only after apply, and the shape above it."""
    made: Tree = {}
    for name, value in fields.items():
        if _is_open(value):
            made[name] = True
        elif is_block(value):
            made[name] = [_after_apply(block) for block in value]
    return made


def _expressions(fields: Tree) -> Tree:
    made: Tree = {}
    for name, value in fields.items():
        if is_block(value):
            made[name] = [_expressions(block) for block in value]
        elif _is_open(value):
            source = OPEN.sub(r"random_string.\1", value)
            made[name] = {"references": [f"{source}.result", source]}
        else:
            made[name] = {"constant_value": value}
    return made
