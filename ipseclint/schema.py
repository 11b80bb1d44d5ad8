"""JSON Schema: whether a request has the shape that the API takes and, where it has not, what is amiss.

jsonschema is the authority; jsonschema-rs only answers quickly whether there is anything to ask it."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from ipseclint.dialects.tree import Kind, Request
from ipseclint.node import Mapping as MappingNode
from ipseclint.node import Node, Scalar, Sequence
from ipseclint.secret import Secret

NAMES = ("connection", "document", "config", "report")
# What stands for an unknown value, which every schema takes as a template, and for a key, which none judges.
_UNKNOWN = "${unknown}"
_SECRET = "secret"
# Of several faults of one value the first of these is told.
_ORDER = {"type": 0, "anyOf": 0, "required": 0, "minLength": 1, "maxLength": 2}

Schema = dict[str, Any]
# What is judged while linting: requests of two kinds, and configurations.
Judged = Kind | Literal["config"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What the schema refuses: the keyword that does, and the value's path in the request. `missing` is the
    field that is absent there, for the keyword `required`. Never holds a value."""

    keyword: str
    path: tuple[str | int, ...]
    missing: str = ""


def faults(request: Request) -> tuple[Fault, ...]:
    """Where a request is not of the API's shape, one fault for each value."""
    instance = plain(request.body)
    if _accepts(request.kind, instance):
        return ()
    found: dict[tuple[tuple[str | int, ...], str], Fault] = {}
    for fault in _faults(_validator(request.kind), instance):
        known = found.setdefault((fault.path, fault.missing), fault)
        if _ORDER.get(fault.keyword, 9) < _ORDER.get(known.keyword, 9):
            found[fault.path, fault.missing] = fault
    return tuple(found.values())


def plain(node: Node) -> Any:
    """A request as plain values: nulls are left out of mappings, unknown values are templates, and pre-shared
    keys are hidden. Items keep their places in lists."""
    if isinstance(node, Scalar):
        return _value(node.value)
    if isinstance(node, MappingNode):
        made: dict[str, Any] = {}
        for name, entry in node.entries.items():
            item = entry.value
            # Nearly all are texts, and this runs for every field of every connection.
            value = item.value if isinstance(item, Scalar) else plain(item)
            if value.__class__ is not str:
                value = _value(value)
            if value is not None:
                made[name] = value
        return made
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return _UNKNOWN


def _value(value: Any) -> Any:
    """A value as JSON can have it. What is not finite is judged as the text that it was."""
    if isinstance(value, Secret):
        return _SECRET
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _accepts(name: Judged, instance: Any) -> bool:
    quick = _quick(name)
    if quick is not None:
        try:
            return quick(instance)
        except (ValueError, TypeError, OverflowError):
            pass  # a value that JSON does not have (half of a surrogate pair)
    return bool(_validator(name).is_valid(instance))


@cache
def _quick(name: Judged) -> Callable[[Any], bool] | None:
    """The quick validator's verdict on one kind of value; None where it is not installed."""
    try:
        import jsonschema_rs
    except ImportError:
        return None
    schema = load("config") if name == "config" else for_trees(name)
    # There `$` is the very end of the text, and patterns that do not look ahead are twice as quick.
    text = json.dumps(schema).replace(r"$(?!\\n)", "$")
    return cast("Callable[[Any], bool]", jsonschema_rs.Draft202012Validator(json.loads(text)).is_valid)


@cache
def _validator(name: Judged) -> Any:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(load("config") if name == "config" else for_trees(name))


def _faults(validator: Any, instance: Any) -> Iterator[Fault]:
    for error in validator.iter_errors(instance):
        path = tuple(error.absolute_path)
        if error.validator == "required":
            for name in error.validator_value:
                if name not in error.instance:
                    yield Fault("required", path, name)
        else:
            yield Fault(error.validator, path)


def for_trees(kind: Kind) -> Schema:
    """The schema of a connection or an attachment for request trees, in which every JSON text has been read
    and keys that nobody knows have been set aside."""
    connection = load("connection")
    defs = {name: _open(part) for name, part in connection["$defs"].items()}
    defs["jsonText"] = defs["templateText"]
    if kind == "attachment":
        return {"$schema": connection["$schema"], "$ref": "#/$defs/attachment", "$defs": defs}
    return {**_open({key: value for key, value in connection.items() if key != "$defs"}), "$defs": defs}


def _open(part: Any) -> Any:
    """A part of a schema without `additionalProperties`."""
    if isinstance(part, dict):
        return {key: _open(value) for key, value in part.items() if key != "additionalProperties"}
    return [_open(item) for item in part] if isinstance(part, list) else part


@cache
def load(name: str) -> Schema:
    """A schema as its file has it. Raises KeyError for a name that is none of NAMES."""
    if name not in NAMES:
        raise KeyError(name)
    here = Path(__file__).parent
    # An installed package holds the schemas; in a checkout they stand beside it.
    folder = here / "schemas" if (here / "schemas").is_dir() else here.parent / "schemas"
    return cast(Schema, json.loads((folder / f"{name}.schema.json").read_text(encoding="utf-8")))


def bundled(name: str) -> Schema:
    """A schema that is complete in itself: what it refers to in another file stands in its own `$defs`.
    Raises KeyError for a name that is none of NAMES."""
    schema = load(name)
    others = sorted(_other_files(schema))
    if not others:
        return schema
    made = cast(Schema, _local(schema))
    for other in others:
        part = cast(Schema, _local(load(other)))
        inner = part.pop("$defs", {})
        part = {key: value for key, value in part.items() if key not in ("$schema", "$id")}
        made["$defs"] |= {**inner, other: part}
    return made


def _other_files(part: Any) -> set[str]:
    """Names of the schemas that a part of a schema refers to."""
    if isinstance(part, dict):
        found = set().union(*(_other_files(value) for value in part.values()))
        target = part.get("$ref")
        return found | {_file(target)} if isinstance(target, str) and _file(target) else found
    return set().union(*(_other_files(item) for item in part)) if isinstance(part, list) else set()


def _file(target: str) -> str:
    return target.split("#")[0].removesuffix(".schema.json")


def _local(part: Any) -> Any:
    """A copy whose references all point into its own `$defs`."""
    if isinstance(part, list):
        return [_local(item) for item in part]
    if not isinstance(part, dict):
        return part
    made = {key: _local(value) for key, value in part.items()}
    target = part.get("$ref")
    if isinstance(target, str) and _file(target):
        _, _, inner = target.partition("#")
        made["$ref"] = f"#{inner}" if inner else f"#/$defs/{_file(target)}"
    return made


def config_fault(values: Mapping[str, Any]) -> tuple[tuple[str, ...], str] | None:
    """The first fault of a configuration whose keys are known: the path of the value, and what to say."""
    if _accepts("config", values):
        return None
    errors = _validator("config").iter_errors(values)
    error = min(errors, key=lambda error: [str(step) for step in error.absolute_path], default=None)
    if error is None:
        return None
    path = tuple(str(step) for step in error.absolute_path)
    return path, f"{_called(path)} {_wanted(error)}"


def _called(path: tuple[str, ...]) -> str:
    """A value of the configuration as messages call it: `lifetimes.ike.max`, `item 1 of profiles`."""
    if not path:
        return "the configuration"
    if path[-1].isdigit():
        return f"item {int(path[-1]) + 1} of {'.'.join(path[:-1])}"
    return ".".join(path)


_TYPES = {
    "array": "must be a list",
    "object": "must be a mapping",
    "string": "must be text",
    "integer": "must be a whole number",
    "boolean": "must be true or false",
}
_BOUNDS = {"minimum": "must be at least {}", "maximum": "must be at most {}"}


def _wanted(error: Any) -> str:
    """What a value of the configuration must be, as words that follow its name."""
    value = error.validator_value
    if error.validator == "type":
        return _TYPES.get(value, f"must be of the type {value}")
    if error.validator == "enum":
        return f"must be one of {', '.join(value)}{_hint(error.instance, value)}"
    if error.validator in _BOUNDS:
        return _BOUNDS[error.validator].format(value)
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        strange = next(str(key) for key in error.instance if key not in known)
        return f"has no key {strange!r}{_hint(strange, known) or '; known are ' + ', '.join(known)}"
    return "is not an IPv4 CIDR" if error.validator == "pattern" else "must not be empty"


def _hint(found: Any, known: list[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(str(found), known, n=1, cutoff=0.6)
    return f"; did you mean {near[0]!r}?" if near else ""
