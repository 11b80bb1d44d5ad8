"""Shell scripts: commands, words, quotes, and what a shell would put in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.read.shell import MAX_DEPTH, read_shell
from ipseclint.read.shell_words import Word


def word(found: Word) -> str:
    """A word as one would write it, what is put in as `<name>`."""
    return "".join(f"<{piece.name}>" if piece.name else piece.text for piece in found.pieces)


def commands(text: str) -> list[list[str]]:
    return [[word(one) for one in command.words] for command in read_shell(text).commands]


COMMANDS = [
    ("a b c", [["a", "b", "c"]]),
    ("a; b && c || d | e & f", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]),
    ("a\nb\r\nc\rd", [["a"], ["b"], ["c"], ["d"]]),
    ("a \\\n  b \\\r\n  c", [["a", "b", "c"]]),
    ("a b\\\nc", [["a", "bc"]]),
    ("# nothing\na # b c\nd", [["a"], ["d"]]),
    ("a b#c '#d' \"#e\"", [["a", "b#c", "#d", "#e"]]),
    ("a 'b c' \"d e\" f\\ g", [["a", "b c", "d e", "f g"]]),
    ("a 'b'\"c\"d", [["a", "bcd"]]),
    ("a '' \"\"", [["a", "", ""]]),
    ('a "b\\"c\\$d\\e" \'\\n\'', [["a", 'b"c$d\\e', "\\n"]]),
    ("a 'b\nc'", [["a", "b\nc"]]),
    ('a "b\\\nc"', [["a", "bc"]]),
    ("a $'b\\n\\x41\\u00e9\\'c'", [["a", "b\nA\xe9'c"]]),
    ('a $B ${C} "x$D-${E}y" $1 $@ ${F[@]}', [["a", "<B>", "<C>", "x<D>-<E>y", "<1>", "<@>", "<F@>"]]),
    ("a ${B:-x} ${#C} ${!D} ${E%%.*}", [["a", "<B …>", "<C …>", "<D …>", "<E …>"]]),
    ("a ${B:?x} ${C?} ${!D?}", [["a", "<B>", "<C>", "<D …>"]]),
    ("if ! a; then b; elif c; then { d; }; else e; fi", [["a"], ["b"], ["c"], ["d"], ["e"]]),
    ("for a in b; do while c; do d; done; done", [["for", "a", "in", "b"], ["c"], ["d"]]),
    ("function a { b; }; $ c", [["b"], ["c"]]),
    ("a $ b$ $- 5$", [["a", "$", "b$", "<->", "5$"]]),
    ("a $((1 + 2)) b", [["a", "<$(…)>", "b"]]),
    ("a $(b c | d) e", [["b", "c"], ["d"], ["a", "<$(…)>", "e"]]),
    ('a "$(b "c d")" e', [["b", "c d"], ["a", "<$(…)>", "e"]]),
    ("a `b c` d", [["b", "c"], ["a", "<$(…)>", "d"]]),
    ("a $(b $(c))", [["c"], ["b", "<$(…)>"], ["a", "<$(…)>"]]),
    ("a $(b (c) d) e", [["b"], ["c"], ["d"], ["a", "<$(…)>", "e"]]),
    ("a > b 2>&1 < c >> d &> e", [["a"]]),
    ("a 2>/dev/null b", [["a", "b"]]),
    ("a <<< b c", [["a", "c"]]),
    ("a <(b c) d", [["b", "c"], ["a", "d"]]),
    ("a <<EOF b\nc d\nEOF\ne", [["a", "b"], ["e"]]),
    ("a <<'EOF'\nc $(d)\nEOF\ne", [["a"], ["e"]]),
    ("a <<-EOF\n\tc\n\tEOF\ne", [["a"], ["e"]]),
    ("a <<X <<Y\n1\nX\n2\nY\ne", [["a"], ["e"]]),
    ("a <<EOF\nc", [["a"]]),
    ("a <name> --x <your id> b", [["a", "<name>", "--x", "<your id>", "b"]]),
    ("a {b} {c,d}", [["a", "{b}", "{c,d}"]]),
    ("(a; b)", [["a"], ["b"]]),
    ("a 'b", [["a", "'b"]]),
    ('a "b c', [["a", '"b', "c"]]),
    ("it's x\ny", [["it's", "x"], ["y"]]),
    ("a=(", [["a="]]),
    ("a=(b", [["a="]]),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), COMMANDS, ids=[text for text, _ in COMMANDS])
def test_a_text_is_split_as_a_shell_splits_it(text: str, found: list[list[str]]) -> None:
    assert commands(text) == found


def test_every_character_knows_where_it_stands() -> None:
    text = "a 'b c'\"d\\\"e\"f\\\ng $'h\\ni'"
    for command in read_shell(text).commands:
        for found in command.words:
            for piece in found.pieces:
                assert len(piece.offsets) == len(piece.text)
                for char, offset in zip(piece.text, piece.offsets, strict=True):
                    assert text[offset] in (char, "\\")


def test_commands_in_conditions_loops_and_functions_are_nested() -> None:
    text = "a\nif b; then\n c\nfi\nd\nfor x in 1 2; do e; done\nf() {\n g\n}\nwhile h; do i; done\nj"
    found = {word(command.words[-1]): command.nested for command in read_shell(text).commands}
    assert {name: found[name] for name in "acdegij"} == {
        "a": False,
        "c": True,
        "d": False,
        "e": True,
        "g": True,
        "i": True,
        "j": False,
    }


def test_commands_know_whether_they_run_again_or_apart() -> None:
    text = "a || b\nc && d; e | f & g\n(h; i) && j\nk $(l)\nif m; then n; fi; while o; do p; done; function x { q; }; r"
    found = {word(command.words[0]): command for command in read_shell(text).commands}
    assert "".join(name for name, command in found.items() if command.apart) == "bdefhijl"
    assert "".join(name for name, command in found.items() if command.again) == "opq"
    assert "".join(name for name, command in found.items() if command.nested) == "nopq"


def test_an_array_is_the_words_that_it_lists() -> None:
    (command,) = read_shell("a=(b 'c d' # e\n  \"$f\" g)").commands
    items = command.words[0].items
    assert items is not None
    assert [word(item) for item in items] == ["b", "c d", "<f>", "g"]


def test_quotes_that_are_never_closed_are_told() -> None:
    assert read_shell("a 'b\nc \"d").faults == [2, 7]
    assert read_shell("a 'b' \"c\"").faults == []


@pytest.mark.parametrize(
    "text", ['"$(' * 5000, "$(" * 5000, "`" * 5001, "${" * 5000, "$((" * 5000, "<<" * 5000, "(" * 9999]
)
def test_texts_that_never_close_end_soon(text: str) -> None:
    assert len(read_shell(text).commands) <= 5 * MAX_DEPTH + len(text)


@given(st.text(alphabet="ab =\\'\"$(){}<>`#;&|\n\r\t[]@1é", max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    for command in read_shell(text).commands:
        for found in command.words:
            assert 0 <= found.start <= found.end <= len(text)
            for piece in found.pieces:
                assert piece.name or len(piece.offsets) == len(piece.text)
