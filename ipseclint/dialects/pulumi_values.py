"""Values of a Pulumi program: interpolations and built-in functions, as far as the program decides them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from ipseclint.dialects.trail import MAX_TEXT, Trail, joined, made, pieces, selected, somewhere, text_of
from ipseclint.node import Entry, Mapping, Node, Scalar, Sequence, Unknown, is_null
from ipseclint.note import Note
from ipseclint.secret import Secret, is_secret_key
from ipseclint.span import Span

_REFERENCE = re.compile(r"\$\{([^}]{0,500})\}")
_PATH = re.compile(r"([^.\[\]]+)(.*)\Z", re.S)
_STEP = re.compile(r"\.([^.\[\]]+)|\[\"([^\"]*)\"\]|\[([0-9]{1,6})\]")
_CAPITAL = re.compile(r"(?<=[a-z0-9])([A-Z])")
_SECRET_NAME = re.compile(r"(?i)psk|secret|passw|shared-?_?key|private-?_?key|access-?_?key|token")
# Properties that a resource gives back as they were set, by the last part of its type.
_ECHOED = {"CustomerGateway": ("ipAddress", "asn"), "Network": ("cidrBlock",)}


@dataclass(slots=True, eq=False, kw_only=True)
class Program(Trail):
    """What the values of one program can refer to."""

    config: Mapping
    variables: Mapping
    resources: Mapping

    @staticmethod
    def of(document: Mapping) -> Program:
        """The program of a document; what it calls secret is hidden."""
        found = "config" if isinstance(document.get("config"), Mapping) else "configuration"
        program = Program(
            config=_section(document, found),
            variables=_section(document, "variables"),
            resources=_section(document, "resources"),
        )
        for name, entry in program.config.entries.items():
            if isinstance(entry.value, Mapping) and _is_confidential(name, entry.value):
                hide(entry.value.get("default"))
                hide(entry.value.get("value"))
        return program


def _section(document: Mapping, name: str) -> Mapping:
    section = document.get(name)
    return section if isinstance(section, Mapping) else Mapping({}, document.span)


def _is_confidential(name: str, declared: Mapping) -> bool:
    return text_of(declared.get("secret")).lower() == "true" or bool(_SECRET_NAME.search(name))


def resolve(node: Node, program: Program) -> Node:
    """What a node stands for, all references and calls in it done."""
    found = program.deeper(node, lambda: _resolved(node, program))
    return found if found is not None else Unknown("nothing", node.span)


def _resolved(node: Node, program: Program) -> Node:
    if isinstance(node, Scalar):
        return _scalar(node, program)
    if isinstance(node, Mapping):
        return _call(node, program) or _mapping(node, program)
    if isinstance(node, Sequence):
        return Sequence([resolve(item, program) for item in node.items], node.span, node.related)
    return node


def _mapping(mapping: Mapping, program: Program) -> Mapping:
    entries = {}
    for key, entry in mapping.entries.items():
        value = _secret(entry.value, program) if is_secret_key(key) else resolve(entry.value, program)
        entries[key] = Entry(entry.key, entry.key_span, value)
    return Mapping(entries, mapping.span, mapping.related)


def _secret(node: Node, program: Program) -> Node:
    hide(node)
    return program.sealed(lambda: resolve(node, program)) or node


def hide(node: Node | None) -> None:
    """Hide the literals of a value; a mere reference is none."""
    if isinstance(node, Scalar) and node.value is not None and not _REFERENCE.fullmatch(node.text):
        node.span.hide()
    elif isinstance(node, Sequence):
        for item in node.items:
            hide(item)
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            hide(entry.value)


def _scalar(scalar: Scalar, program: Program) -> Node:
    text = scalar.text
    if "${" not in text or not isinstance(scalar.value, (str, Secret)):
        program.taken.append(scalar.span)
        return scalar
    whole = _REFERENCE.fullmatch(text)
    if whole:
        return _reference(whole[1].strip(), scalar.span, program)
    program.taken.append(scalar.span)
    return _filled(text, scalar, program)


def _filled(text: str, scalar: Scalar, program: Program) -> Node:
    """A text with references in it; `$${` is a literal `${`."""
    values: list[Node] = []
    size = 0

    def put(match: re.Match[str]) -> str:
        nonlocal size
        if text[: match.start()].endswith("$"):
            return match[0][1:]
        value = _reference(match[1].strip(), scalar.span, program)
        values.append(value)
        size += len(text_of(value))
        return text_of(value) if size <= MAX_TEXT else ""

    done = _REFERENCE.sub(put, text)
    if all(isinstance(value, Scalar) for value in values) and size <= MAX_TEXT:
        return made(done, scalar.span, values)
    return Unknown(text, scalar.span)


def _reference(path: str, use: Span, program: Program) -> Node:
    """What `${path}` stands for."""
    shown = "${" + path + "}"
    match = _PATH.match(path)
    if match is None:
        return Unknown(shown, use)
    name, rest = match[1], match[2]
    if name in program.resources.entries:
        return _of_resource(name, rest, use, program) or _attribute(name, rest, shown, use)
    value = _declared(name, use, program)
    found = _step_into(value, rest) if value is not None else None
    return found if found is not None and not is_null(found) else Unknown(shown, use)


def _attribute(name: str, rest: str, shown: str, use: Span) -> Unknown:
    attribute = rest.removeprefix(".")
    if re.fullmatch(r"\w+", attribute):
        attribute = _CAPITAL.sub(r"_\1", attribute).lower()
    return Unknown(shown, use, refers=name, attribute=attribute)


def _of_resource(name: str, rest: str, use: Span, program: Program) -> Node | None:
    """A property that a resource gives back as it was set."""
    resource = program.resources.get(name)
    if not isinstance(resource, Mapping):
        return None
    attribute = rest.removeprefix(".")
    if attribute not in _ECHOED.get(text_of(resource.get("type")).rpartition(":")[2], ()):
        return None
    properties = resource.get("properties")
    value = properties.get(attribute) if isinstance(properties, Mapping) else None
    if value is None or is_null(value):
        return None
    found = program.once(f"{name}{rest}", lambda: resolve(value, program), use)
    return program.used(found, use) if found is not None else None


def _declared(name: str, use: Span, program: Program) -> Node | None:
    """The value of a configuration key or a variable, told where it is written; None when it is unknown."""
    if name in program.config.entries:
        value = _default(program.config.get(name))
        return program.used(value, use) if value is not None else None
    if name in program.variables.entries:
        written = program.variables.get(name)
        if written is None:
            return None
        found = program.once("${" + name + "}", lambda: resolve(written, program), use)
        return program.used(found, use) if found is not None else None
    if name != "pulumi":
        message = f"The program has no resource, variable or configuration key {name!r}."
        help_ = "Declare it under config or variables, or correct the name."
        program.notes.append(Note("IPS006", message, help_, use))
    return None


def _default(declared: Node | None) -> Node | None:
    if isinstance(declared, Mapping):
        value = declared.get("default")
        return value if value is not None else declared.get("value")
    return declared


def _step_into(value: Node, rest: str) -> Node | None:
    """The part of a value that a path leads to; None when it leads nowhere or is no path."""
    at = 0
    found: Node | None = value
    while at < len(rest) and found is not None:
        step = _STEP.match(rest, at)
        if step is None:
            return None
        found = selected(step[1] or step[2] or step[3] or "", found)
        at = step.end()
    return found


def _call(mapping: Mapping, program: Program) -> Node | None:
    """What a built-in function gives, if the mapping is a call; those that ask the cloud stay unknown."""
    if len(mapping.entries) != 1:
        return None
    entry = next(iter(mapping.entries.values()))
    name = entry.key.lower()
    if not name.startswith("fn::"):
        return None
    function = _FUNCTIONS.get(name)
    found = function(entry.value, mapping.span, program) if function is not None else None
    return found or Unknown("${" + somewhere(entry.key, mapping.span) + "}", mapping.span)


def _fn_secret(argument: Node, span: Span, program: Program) -> Node | None:
    return _secret(argument, program)


def _two(argument: Node, program: Program) -> tuple[str, Node] | None:
    """The two arguments of a call, the first a text."""
    parts = resolve(argument, program)
    if not isinstance(parts, Sequence) or len(parts.items) != 2 or not isinstance(parts.items[0], Scalar):
        return None
    return parts.items[0].text, parts.items[1]


def _fn_join(argument: Node, span: Span, program: Program) -> Node | None:
    both = _two(argument, program)
    return joined(both[0], both[1].items, span) if both and isinstance(both[1], Sequence) else None


def _fn_select(argument: Node, span: Span, program: Program) -> Node | None:
    both = _two(argument, program)
    return selected(*both) if both else None


def _fn_split(argument: Node, span: Span, program: Program) -> Node | None:
    both = _two(argument, program)
    if both is None or not both[0] or not isinstance(both[1], Scalar):
        return None
    return Sequence(pieces(both[1], both[0]), span)


_FUNCTIONS: dict[str, Callable[[Node, Span, Program], Node | None]] = {
    "fn::secret": _fn_secret,
    "fn::join": _fn_join,
    "fn::select": _fn_select,
    "fn::split": _fn_split,
}
