"""Shell scripts: the connections that `aliyun vpc CreateVpnConnection` would create."""

from __future__ import annotations

from ipseclint.dialects import native
from ipseclint.dialects.request import unpack
from ipseclint.dialects.script_flags import (
    FLAG,
    SECRET,
    SWITCHES,
    WITH_VALUE,
    api_name,
    may_be_set,
    own_length,
)
from ipseclint.dialects.script_sets import PROGRAM, SAYING
from ipseclint.dialects.script_variables import Variables
from ipseclint.dialects.script_words import Text, expanded, text_of
from ipseclint.dialects.shape import conform, flat
from ipseclint.dialects.tree import Kind, Reading, Request
from ipseclint.node import Entry, Mapping, Node, Scalar, Unknown
from ipseclint.note import Note
from ipseclint.read.shell import Command, read_shell
from ipseclint.read.shell_words import Word
from ipseclint.read.yaml import duplicate_key
from ipseclint.secret import Secret, is_secret_key
from ipseclint.span import Source, Span

_ACTIONS: dict[str, Kind] = {
    "createvpnconnection": "connection",
    "createvpnattachment": "attachment",
}
_CONTENT_OF = "-FILE"


def read_script(source: Source, explicit: bool = True) -> Reading:
    """The connections that a script creates."""
    if "aliyun" not in source.text:
        return Reading()
    script = read_shell(source.text)
    variables = Variables.of(source, script.commands)
    reading = Reading()
    for command in script.commands:
        if variables.take(command):
            continue
        found = _Invocation.of(command, variables)
        if found is None:
            continue
        fault = next((at for at in script.faults if found.start <= at < found.end), None)
        if fault is None:
            reading.requests.append(found.request())
        else:
            message = "This command cannot be read: a quote in it is never closed."
            reading.notes.append(Note("IPS002", message, "Close the quote.", source.span(fault, fault + 1)))
    return reading


class _Invocation:
    """One call of the command line. `open` is a word that may hold further flags."""

    def __init__(self, kind: Kind, action: Word, flags: list[Word], command: Command, variables: Variables) -> None:
        self.kind = kind
        self.action = action
        self.flags = flags
        self.command = command
        self.nested = command.nested
        self.variables = variables
        self.source = variables.source
        self.start, self.end = action.start, max(word.end for word in command.words)
        self.dashed = "-" in (action.literal or "")
        self.entries: dict[str, Entry] = {}
        self.notes: list[Note] = []
        self.open: Word | None = None

    @staticmethod
    def of(command: Command, variables: Variables) -> _Invocation | None:
        """The call that a command is, if it creates a connection."""
        at = next((n for n, word in enumerate(command.words) if PROGRAM.match(word.literal or "")), None)
        if at is None or any(word.literal in SAYING for word in command.words[:at]):
            return None
        words = expanded(command.words[at + 1 :], variables, command.nested)
        plain: list[int] = []
        index = 0
        while index < len(words) and len(plain) < 2:
            if words[index].head.startswith("-"):
                index += own_length(words[index].head)
                continue
            plain.append(index)
            index += 1
        if len(plain) < 2 or (words[plain[0]].literal or "").lower() != "vpc":
            return None
        action = words[plain[1]]
        kind = _ACTIONS.get(flat(action.literal or ""))
        flags = [word for n, word in enumerate(words) if n not in plain]
        return _Invocation(kind, action, flags, command, variables) if kind else None

    def request(self) -> Request:
        """The request that the call sends."""
        self._read_flags()
        if self.open is not None:
            self._leave_open(self.open)
        span = self.source.span(self.action.start, self.action.end)
        body = unpack(Mapping(self.entries, span), self.notes)
        conformed = conform(body, self.kind)
        settled = native.settle(conformed.body, "")
        assert isinstance(settled, Mapping)
        notes = [*self.notes, *conformed.notes]
        return Request(
            "cli", settled, span, self.kind, misplaced=conformed.misplaced, notes=notes, passing=self._passing()
        )

    def _passing(self) -> frozenset[str]:
        """The references to variables that may hold something else at another call."""
        put_in = (piece for word in self.flags for piece in word.pieces if piece.name)
        return frozenset(f"${{{one.name}}}" for one in put_in if not self.variables.is_one(one, self.command))

    def _read_flags(self) -> None:
        at = 0
        while at < len(self.flags):
            word = self.flags[at]
            match = FLAG.match(word.head)
            at += 1
            if match is None:
                if word.literal is None:
                    self.open = word
                continue
            name, joined = match[1], bool(match[2])
            has_next = at < len(self.flags) and not FLAG.match(self.flags[at].head)
            takes_next = has_next and not joined and name not in SWITCHES
            value = self.flags[at] if takes_next else None
            at += takes_next
            if name in SWITCHES or name in WITH_VALUE:
                self._hide_own(name, value or word)
            else:
                self._field(name, word, value, match.end() if joined else 0)

    def _hide_own(self, name: str, word: Word) -> None:
        if name in SECRET:
            self.source.hide(word.start, word.end)

    def _field(self, name: str, flag: Word, value: Word | None, joined_at: int) -> None:
        """Take a field of the request: `--Name value` or `--Name=value`."""
        key = name.removesuffix(_CONTENT_OF)
        if self.dashed:
            key = api_name(key)
        key_span = self.source.span(flag.start + 2, flag.start + 2 + len(name))
        secret = is_secret_key(key.rsplit(".", 1)[-1])
        if value is None and not joined_at:
            return
        text = text_of(value or flag, self.variables, self.nested, secret).after(joined_at)
        node: Node = self._node(text, secret)
        if name.endswith(_CONTENT_OF):
            node = Unknown(f"the content of {text.text}", node.span)
        elif self.dashed and key == "TunnelOptionsSpecification" and not text.text.startswith("["):
            node = Unknown("--" + name, node.span)
        before = self.entries.get(key)
        if before is not None:
            self.notes.append(duplicate_key(f"--{name}", key_span, before.key_span))
        self.entries[key] = Entry(key if not self.dashed else name, key_span, node)

    def _node(self, text: Text, secret: bool) -> Scalar:
        inner = self.source.embed(text.text, text.offsets)
        span = Span(inner, 0, len(text.text))
        if secret:
            span.hide()
        return Scalar(Secret(text.text) if secret else text.text, span, "bare", text.related)

    def _leave_open(self, word: Word) -> None:
        """Fields that flags not known may set are unknown, not left out."""
        span = self.source.span(word.start, word.end)
        for name in may_be_set(self.kind, list(self.entries)):
            self.entries[name] = Entry(name, span, Unknown(f"{name} in {span.text}", span))
