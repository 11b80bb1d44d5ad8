"""The verbs of Terraform's `format`."""

from __future__ import annotations

import re
from decimal import Decimal

from ipseclint.dialects.terraform.budget import Budget
from ipseclint.dialects.terraform.convert import need_bool, need_number, need_string
from ipseclint.dialects.terraform.functions.kit import is_null
from ipseclint.dialects.terraform.values import EvalError, decimal
from ipseclint.node import Node, Scalar

_VERB = re.compile(
    r"%(?:%|(?P<flags>[-+ #0]*)(?:\[(?P<at>[0-9]{1,3})\])?(?P<width>[0-9]{1,6})?"
    r"(?:\.(?P<precision>[0-9]{1,3}))?(?P<verb>.))",
    re.S,
)


def formatted(template: str, arguments: list[Node], budget: Budget) -> str:
    """The text of a format and its arguments. Raises EvalError."""
    pieces: list[str] = []
    at = length = 0
    following, highest = 1, 0
    explicit = False
    while True:
        start = template.find("%", at)
        pieces.append(template[at : start if start >= 0 else len(template)])
        if start < 0:
            break
        match = _VERB.match(template, start)
        if match is None:
            raise EvalError("the format ends within a verb")
        at = match.end()
        if match["verb"] is None:
            pieces.append("%")
            continue
        number = int(match["at"]) if match["at"] else following
        explicit = explicit or match["at"] is not None
        following, highest = number + 1, max(highest, number)
        if not 0 < number <= len(arguments):
            raise EvalError("the format has more verbs than arguments")
        piece = _verb(match, arguments[number - 1], budget)
        length += len(piece)
        budget.text(length, len(piece))
        pieces.append(piece)
    if highest < len(arguments) and not explicit:
        raise EvalError("the format has fewer verbs than arguments")
    return "".join(pieces)


def _verb(match: re.Match[str], value: Node, budget: Budget) -> str:
    verb, flags = match["verb"], match["flags"]
    precision = int(match["precision"]) if match["precision"] else None
    if verb == "v":
        text = _any(value, "#" in flags, budget)
    elif verb == "s":
        text = need_string(value)[:precision]
    elif verb == "q":
        text = _json(value, budget)
    elif verb == "t":
        text = "true" if need_bool(value) else "false"
    elif verb in "dbxXo":
        text = _signed(_integer(int(need_number(value)), verb), flags)
    elif verb in "eEfFgG":
        text = _signed(_decimal(need_number(value), verb, precision), flags)
    else:
        raise EvalError("the format has an unknown verb")
    return _padded(text, int(match["width"] or 0), flags, verb, budget)


def _any(value: Node, exact: bool, budget: Budget) -> str:
    if isinstance(value, Scalar) and not exact:
        return "null" if is_null(value) else need_string(value)
    return _json(value, budget)


def _json(value: Node, budget: Budget) -> str:
    from ipseclint.dialects.terraform.functions.encoding import encoded

    return encoded(value, budget)


def _integer(value: int, verb: str) -> str:
    return format(value, {"d": "d", "b": "b", "x": "x", "X": "X", "o": "o"}[verb])


def _decimal(value: int | float, verb: str, precision: int | None) -> str:
    if verb in "fF":
        return format(decimal(value), f".{6 if precision is None else precision}f")
    if verb in "eE":
        return format(float(value), f".{6 if precision is None else precision}{verb}")
    if precision is None:
        exact = Decimal(decimal(value).normalize())
        return format(exact, "f") if -5 < exact.adjusted() < 21 else format(float(value), verb)
    return format(float(value), f".{precision}{verb}")


def _signed(text: str, flags: str) -> str:
    if text.startswith("-"):
        return text
    return f"+{text}" if "+" in flags else f" {text}" if " " in flags else text


def _padded(text: str, width: int, flags: str, verb: str, budget: Budget) -> str:
    budget.text(width)
    if "-" in flags:
        return text.ljust(width)
    if "0" in flags and verb not in "svqt":
        return text.zfill(width)
    return text.rjust(width)
