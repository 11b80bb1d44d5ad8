"""Expressions without the literal text in them, for values that must not be shown."""

from __future__ import annotations

from ipseclint.secret import STARS


def mask_expression(text: str, template: bool = False) -> str:
    """An expression's text with everything that is literal text replaced by stars. `template` says that the
    text as a whole is a template (`abc${var.x}`), not an expression."""
    if "<<" in text:
        return STARS
    out: list[str] = []
    # Each level is literal text (True) or code (False); braces of code are levels too.
    levels = [template]
    at, starred = 0, False
    while at < len(text):
        char = text[at]
        if levels[-1]:
            if text.startswith(("${", "%{"), at) and not text.startswith(("$${", "%%{"), max(at - 1, 0)):
                levels.append(False)
                out.append(text[at : at + 2])
                at, starred = at + 2, False
                continue
            if char == '"' and len(levels) > 1:
                levels.pop()
                out.append(char)
                starred = False
            elif not starred:
                out.append(STARS)
                starred = True
            at += 2 if char == "\\" else 1
            continue
        out.append(char)
        starred = False
        if char == '"':
            levels.append(True)
        elif char == "{":
            levels.append(False)
        elif char == "}" and len(levels) > 1:
            levels.pop()
        at += 1
    return "".join(out)
