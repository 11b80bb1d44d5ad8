"""Which dialect a text is in: a byte search first, the content's own marks next."""

from __future__ import annotations

from collections.abc import Callable, KeysView
from dataclasses import dataclass, field

from ipseclint.dialects import native
from ipseclint.dialects.tree import Reading
from ipseclint.node import Mapping, Node, Sequence
from ipseclint.note import Note
from ipseclint.span import Source

# A text with none of these (in lower case) and fewer than two native names holds no connection.
_MARKS = (
    "aliyun::vpc::vpn",
    "aliyun vpc create",
    "aliyun::terraform",
    "alicloud:vpn",
    "alicloud_vpn_connection",
    "alicloud_vpn_gateway_vpn_attachment",
)
_NATIVE_MARKS = tuple(mark.decode() for mark in native.MARKS)
_YAML_ENDINGS = (".yaml", ".yml")
_SHELL_ENDINGS = (".sh", ".bash", ".zsh")
_MARKDOWN_ENDINGS = (".md", ".markdown")
_TERRAFORM_ENDINGS = (".tf", ".tf.json", ".tfvars", ".tfvars.json")

NAMES = ("native", "request", "terraform", "plan", "ros", "pulumi", "export", "cli")


@dataclass(slots=True, eq=False)
class Text:
    """What one text holds: the readings of its documents, and whether it could be parsed to its end."""

    reading: Reading = field(default_factory=Reading)
    format: str = ""


def may_hold(data: bytes) -> bool:
    """Whether the bytes of a file can hold a connection at all: a search, nothing is parsed."""
    text = data.lower()
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = text.replace(b"\0", b"")
    if any(mark.encode() in text for mark in _MARKS):
        return True
    return sum(mark in text for mark in native.MARKS) >= 2


def may_inform(data: bytes) -> bool:
    """Whether they can hold an inventory for the connections of other files."""
    return any(key in data and name in data for key, name in native.INVENTORY_MARKS)


def is_terraform(path: str) -> bool:
    """Whether a file is read as part of its Terraform folder."""
    return path.endswith(_TERRAFORM_ENDINGS)


def format_of(source: Source) -> str:
    """yaml, json, hcl, shell or markdown: by the file's ending, else by its first characters."""
    path = source.path.lower()
    for endings, name in (
        (_YAML_ENDINGS, "yaml"),
        ((".json",), "json"),
        ((".tf", ".hcl"), "hcl"),
        (_SHELL_ENDINGS, "shell"),
        (_MARKDOWN_ENDINGS, "markdown"),
    ):
        if path.endswith(endings):
            return name
    return _sniff(source.text)


def _sniff(text: str) -> str:
    start = text.lstrip()[:1]
    if start in ("{", "["):
        return "json"
    if text.startswith("#!") or "aliyun vpc " in text:
        return "shell"
    if 'resource "alicloud_' in text:
        return "hcl"
    return "yaml"


def read_text(source: Source, explicit: bool = True) -> Text:
    """The connections of one text that is no part of a Terraform folder. Never raises on any content."""
    name = format_of(source)
    if name == "yaml":
        return Text(read_yaml_text(source), name)
    if name == "json" and not is_terraform(source.path.lower()):
        return Text(read_json_text(source), name)
    reader = _other_reader(name)
    return Text(reader(source, explicit) if reader is not None else Reading(), name)


def read_yaml_text(source: Source) -> Reading:
    """The connections of a YAML text."""
    from ipseclint.read.yaml import read_yaml

    documents, notes = read_yaml(source)
    return _read_documents(documents, notes, source)


def read_json_text(source: Source) -> Reading:
    """The connections of a JSON text."""
    if may_be_plan(source.text):
        from ipseclint.dialects.plan import read_plan

        planned = read_plan(source)
        if planned is not None:
            return planned
    from ipseclint.read.json import read_json

    node, notes = read_json(source)
    return _read_documents([node] if node is not None else [], notes, source)


def may_be_plan(text: str) -> bool:
    """Whether a JSON text looks like what `terraform show -json` writes of a plan."""
    return '"format_version"' in text and ('"planned_values"' in text or '"resource_changes"' in text)


def _other_reader(name: str) -> Callable[[Source, bool], Reading] | None:
    if name == "shell":
        from ipseclint.dialects.script import read_script

        return read_script
    if name == "markdown":
        from ipseclint.dialects.markdown import read_markdown

        return read_markdown
    return _read_hcl if name in ("hcl", "json") else None


def _read_hcl(source: Source, explicit: bool) -> Reading:
    """The connections of a Terraform text that is no part of a folder."""
    from ipseclint.dialects.terraform.read import read_texts

    name = "main.tf.json" if format_of(source) == "json" else "main.tf"
    return read_texts({name: source}, whole=False)


def _read_documents(documents: list[Node], notes: list[Note], source: Source) -> Reading:
    reading = Reading(notes=list(notes))
    for document in documents:
        more = read_document(document, source)
        reading.requests.extend(more.requests)
        reading.known.extend(more.known)
        reading.notes.extend(more.notes)
    if reading.notes and not reading.requests and _is_read_for_others(source.text.encode("utf-8", "replace")):
        reading.notes.clear()
    return reading


def _is_read_for_others(data: bytes) -> bool:
    """Whether a file is read for an inventory alone: what else it may be is not ours to judge."""
    return may_inform(data) and not may_hold(data)


def read_document(document: Node, source: Source) -> Reading:
    """The connections of one YAML document or JSON text, in whatever dialect it is."""
    keys = _keys(document)
    for marks, load in _BY_CONTENT:
        if not keys.isdisjoint(marks):
            is_ours, read = load()
            if is_ours(document):
                return read(document, source)
    return native.read_native(document)


def _keys(document: Node) -> KeysView[str]:
    """The keys on a document's first level; of a list, and of a list in it, those of its first item."""
    while isinstance(document, Sequence) and document.items:
        document = document.items[0]
    return document.entries.keys() if isinstance(document, Mapping) else {}.keys()


Reader = tuple[Callable[[Node], bool], Callable[[Node, Source], Reading]]


def _ros() -> Reader:
    from ipseclint.dialects.ros import is_ours, read_ros

    return is_ours, read_ros


def _pulumi() -> Reader:
    from ipseclint.dialects.pulumi import is_ours, read_pulumi

    return is_ours, read_pulumi


def _export() -> Reader:
    from ipseclint.dialects.export import is_ours, read_export

    return is_ours, read_export


# Keys of which a document of a dialect has one on its first level, and what reads it, imported when needed.
_BY_CONTENT: tuple[tuple[frozenset[str], Callable[[], Reader]], ...] = (
    (frozenset(("Resources", "Workspace")), _ros),
    (frozenset(("resources",)), _pulumi),
    (frozenset(("VpnConnections", "VpnConnectionId", "body")), _export),
)
