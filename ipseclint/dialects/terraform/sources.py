"""Which folder a module block calls, and why one is not read."""

from __future__ import annotations

from ipseclint.dialects.terraform.files import join
from ipseclint.dialects.terraform.frame import Context
from ipseclint.dialects.terraform.module import Loader, local_source
from ipseclint.note import Note
from ipseclint.read.hcl_syntax import Block

MAX_NESTING = 20


def child_folder(block: Block, folders: tuple[str, ...], loader: Loader, context: Context) -> str | None:
    """The folder of the local module that a block calls; None for a remote one, and for one that may not be
    read, with a note. `folders` are those of the caller and its callers."""
    source = local_source(block)
    if source is None:
        return None
    folder = join(folders[-1], source)
    problem = _problem(source, folder, folders, loader)
    if problem is not None:
        code, message, help_, severity = problem
        written = block.body.attributes["source"].value.span
        context.tell(Note(code, message, help_, written, severity=severity))
        return None
    return folder


def _problem(
    source: str, folder: str, folders: tuple[str, ...], loader: Loader
) -> tuple[str, str, str, str | None] | None:
    if folder in folders:
        return "IPS004", "This module calls itself.", "Remove the call: Terraform refuses it.", None
    if len(folders) > MAX_NESTING:
        return "IPS004", f"Modules call each other through more than {MAX_NESTING} levels.", "Lint them apart.", None
    if source.startswith("/") or not loader.files.inside(folder):
        message = "This module lies outside the repository that is linted; it is not read."
        return "IPS006", message, "Without a repository, lint from a folder above both to see what it plans.", "warning"
    if loader.module(folder) is None:
        message = "This folder holds no Terraform module."
        return "IPS006", message, "Correct the path: it starts from the folder of this file.", None
    return None
