"""Secrets that stand elsewhere: read last of all, from the environment or from a file that nobody else reads."""

from __future__ import annotations

import dataclasses
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from ipseclint.secret import Secret
from ipseclint.submit.plain import Body, Plain, Reference
from ipseclint.submit.request import Planned

_MAX_BYTES = 64 * 1024
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Unresolved(Exception):
    """A secret that cannot be had; the message says which and why, never its value."""


def resolve(planned: Planned, environment: Mapping[str, str] = os.environ) -> Planned:
    """The plan with every reference replaced by its secret. Raises Unresolved, naming all that fail."""
    problems: list[str] = []
    body = _resolved(planned.body, environment, problems)
    if problems:
        raise Unresolved("; ".join(dict.fromkeys(problems)))
    assert isinstance(body, dict)
    return dataclasses.replace(planned, body=body)


def resolve_known(planned: Planned, environment: Mapping[str, str] = os.environ) -> Planned:
    """The same, but a reference that cannot be resolved stays one."""
    body = _resolved(planned.body, environment, [])
    assert isinstance(body, dict)
    return dataclasses.replace(planned, body=body)


def references(value: Plain) -> list[Reference]:
    """All references in a body."""
    if isinstance(value, dict):
        return [found for item in value.values() for found in references(item)]
    if isinstance(value, list):
        return [found for item in value for found in references(item)]
    return [value] if isinstance(value, Reference) else []


def secrets(value: Plain) -> list[Secret]:
    """All secrets in a body."""
    if isinstance(value, dict):
        return [found for item in value.values() for found in secrets(item)]
    if isinstance(value, list):
        return [found for item in value for found in secrets(item)]
    return [value] if isinstance(value, Secret) else []


def _resolved(value: Plain, environment: Mapping[str, str], problems: list[str]) -> Plain:
    if isinstance(value, dict):
        made: Body = {key: _resolved(item, environment, problems) for key, item in value.items()}
        return made
    if isinstance(value, list):
        return [_resolved(item, environment, problems) for item in value]
    if not isinstance(value, Reference):
        return value
    try:
        return _read_environment(value, environment) if value.kind == "env" else _read_file(value)
    except Unresolved as error:
        problems.append(str(error))
        return value


def _read_environment(reference: Reference, environment: Mapping[str, str]) -> Secret:
    text = environment.get(reference.name)
    if text is None:
        raise Unresolved(f"{reference}: the environment has no variable {reference.name}")
    if not text:
        raise Unresolved(f"{reference}: the variable {reference.name} is empty")
    return Secret(text)


def _read_file(reference: Reference) -> Secret:
    path = reference.folder / Path(reference.name).expanduser()
    try:
        with path.open("rb") as stream:
            _check_mode(reference, os.fstat(stream.fileno()))
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        raise Unresolved(f"{reference}: {path} cannot be read: {error.strerror or error}") from None
    if len(data) > _MAX_BYTES:
        raise Unresolved(f"{reference}: {path} is too long for a secret")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Unresolved(f"{reference}: {path} is not UTF-8") from None
    text = text.removesuffix("\n").removesuffix("\r")
    if not text:
        raise Unresolved(f"{reference}: {path} is empty")
    return Secret(text)


def _check_mode(reference: Reference, found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Unresolved(f"{reference}: it is not a regular file")
    if os.name == "posix" and stat.S_IMODE(found.st_mode) & _OTHERS:
        mode = f"{stat.S_IMODE(found.st_mode):04o}"
        raise Unresolved(f"{reference}: others may read or change the file (mode {mode}); chmod 600 it")
