"""Words of a script as the text that a command would get, as far as the script itself decides it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ipseclint.dialects.script_flags import wants_value
from ipseclint.dialects.script_variables import SECRET, Variables, hide, is_own
from ipseclint.dialects.trail import somewhere
from ipseclint.node import Place
from ipseclint.read.shell_words import Piece, Word
from ipseclint.span import Source

# A name in braces where a JSON value stands, as guides write what is to be filled in.
_BARE = re.compile(r"\{[A-Za-z_][\w.\- ]*\}")
_MAX_PIECES = 2_000
_MAX_TEXT = 65_536


@dataclass(slots=True, eq=False)
class Text:
    """A word's text. `offsets` are the places of its characters in the script, with one more for the end;
    `related` is where it is used when it stands elsewhere."""

    text: str
    offsets: Sequence[int]
    related: tuple[Place, ...] = ()

    def after(self, count: int) -> Text:
        """The text without its first characters."""
        return Text(self.text[count:], list(self.offsets[count:]), self.related)


def expanded(words: list[Word], variables: Variables, nested: bool) -> list[Word]:
    """The words with arrays and lists of flags put in where they are known."""
    found: list[Word] = []
    for word in words:
        piece = word.pieces[0] if len(word.pieces) == 1 else None
        if piece is None or not piece.name or (piece.quoted and not piece.name.endswith("@")):
            found.append(word)
            continue
        held = variables.words(piece.name.removesuffix("@"), nested)
        is_value = bool(found) and wants_value(found[-1].head) and not piece.name.endswith("@")
        if held is None or is_value:
            found.append(word)
        else:
            found.extend(part for one in held for part in _split(one, piece.quoted))
    return found


def _split(word: Word, quoted: bool) -> list[Word]:
    """The words that come of a word that is put in without quotes."""
    if quoted or word.literal is None:
        return [word]
    chars = [(char, offset) for piece in word.pieces for char, offset in zip(piece.text, piece.offsets, strict=True)]
    found: list[Word] = []
    for match in re.finditer(r"\S+", word.literal):
        part = chars[match.start() : match.end()]
        start, end = part[0][1], part[-1][1] + 1
        piece = Piece(start, end, match[0], [offset for _, offset in part])
        found.append(Word(start, end, [piece]))
    return found


def text_of(word: Word, variables: Variables, nested: bool, is_secret: bool = False) -> Text:
    """The text that a command would get for a word; `${name}` stands for what is not known."""
    if len(word.pieces) == 1 and word.pieces[0].name:
        whole = _held(word.pieces[0], variables, nested)
        if whole is not None:
            return _elsewhere(whole, word, variables, is_secret)
    if len(word.pieces) > _MAX_PIECES or word.end - word.start > _MAX_TEXT:
        return Text("${…}", [word.start] * 4 + [word.end])
    chars: list[str] = []
    offsets: list[int] = []
    is_json = word.head.lstrip()[:1] in ("{", "[")
    for piece in word.pieces:
        if not piece.name:
            chars.append(piece.text)
            offsets.extend(piece.offsets)
            continue
        put = _put(piece, variables, nested, is_secret or SECRET.search("".join(chars)) is not None)
        if put.startswith("${") and is_json and not _in_string("".join(chars)):
            put = f'"{put}"'
        chars.append(put)
        offsets.extend([piece.start] * len(put))
    found = Text("".join(chars), [*offsets, _end(word)])
    return _quoted_names(found) if is_json else found


def _end(word: Word) -> int:
    """Where a word's text ends: before its closing quote."""
    last = word.pieces[-1] if word.pieces else None
    if last is None or last.name or not last.text:
        return word.end
    return last.offsets[-1] + 1


def _held(piece: Piece, variables: Variables, nested: bool) -> Word | None:
    """The literal word that a variable holds."""
    held = variables.words(piece.name, nested)
    return held[0] if held is not None and len(held) == 1 and held[0].literal is not None else None


def _elsewhere(held: Word, use: Word, variables: Variables, is_secret: bool) -> Text:
    """A literal that stands where the variable is assigned."""
    text = held.literal or ""
    offsets = [offset for piece in held.pieces for offset in piece.offsets]
    end = offsets[-1] + 1 if offsets else held.end
    if is_secret or SECRET.search(text):
        hide(held, variables.source)
    place = Place(variables.source.span(use.start, use.end), "used here")
    return Text(text, [*offsets, end], (place,))


def _put(piece: Piece, variables: Variables, nested: bool, is_secret: bool) -> str:
    held = _held(piece, variables, nested)
    if held is None:
        if is_secret:
            variables.hide(piece.name.removesuffix(" …").removesuffix("@"))
        return "${" + _named(piece, variables.source) + "}"
    if is_secret:
        hide(held, variables.source)
    return held.literal or ""


def _named(piece: Piece, source: Source) -> str:
    """What is put in by its name. What a command prints, what is changed on the way and what is the shell's own by
    its place too: at another it is something else."""
    if piece.name.startswith("$(") or is_own(piece.name):
        return somewhere(piece.name, source.span(piece.start, piece.end))
    return piece.name


def _in_string(text: str) -> bool:
    """Whether a JSON text breaks off inside a string."""
    return len(re.findall(r'(?:^|[^\\])(?:\\\\)*"', text)) % 2 == 1


def _quoted_names(found: Text) -> Text:
    """A JSON text with quotes around `{NAME}` where a value stands."""
    chars: list[str] = []
    offsets: list[int] = []
    at = 0
    for match in _BARE.finditer(found.text):
        if match.start() == 0 or _in_string(found.text[: match.start()]):
            continue
        chars.append(found.text[at : match.start()] + '"' + match[0] + '"')
        offsets.extend(found.offsets[at : match.start()])
        offsets.append(found.offsets[match.start()])
        offsets.extend(found.offsets[match.start() : match.end()])
        offsets.append(found.offsets[match.end() - 1])
        at = match.end()
    chars.append(found.text[at:])
    offsets.extend(found.offsets[at:])
    return Text("".join(chars), offsets, found.related)
