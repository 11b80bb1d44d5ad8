"""Explanations: a rule as a page of Markdown, as plain text, and as the folder docs/rules."""

from __future__ import annotations

import re
import sys
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ipseclint.rules.rule import Example, Rule

FAMILIES = {
    "IPS0": "Reading",
    "IPS1": "Shape",
    "IPS2": "Addresses",
    "IPS3": "Overlap",
    "IPS4": "Cryptography",
    "IPS5": "Lifetimes",
    "IPS6": "Names",
    "IPS7": "Keys and identities",
    "IPS8": "Tunnels, BGP, DPD, health checks",
    "IPS9": "The two ends",
}
_SCOPES = {"file": "one file", "connection": "one connection", "run": "all files of a run"}
_REPAIRS = {
    "fix": " `--fix` does this.",
    "unsafe": " `--fix --unsafe-fixes` does this; the tunnel then negotiates differently, so the peer must follow.",
    "-": "",
}
# What a line of the configuration looks like for the keys that change single rules.
_KEYS = {
    "lifetimes": "lifetimes: {ike: {min: 900, max: 86400}, ipsec: {min: 300, max: 28800}}",
    "max-cidrs": "max-cidrs: 5",
    "name-pattern": 'name-pattern: "vpn-[a-z0-9-]+"',
    "private-ranges": "private-ranges: [198.18.0.0/15]",
    "profiles": "profiles: [rfc8247]",
    "variables": "variables: {region: cn-shanghai}",
}
_LANGUAGES = {"yaml": "yaml", "yml": "yaml", "json": "json", "tf": "hcl", "tfvars": "hcl", "md": "markdown"}
_WIDTH = 88


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and what stands under it: prose, or a text to be shown as it is."""

    heading: str
    prose: str = ""
    code: str = ""
    language: str = ""


def parts(rule: Rule) -> Iterator[Part]:
    """The parts of an explanation, the same for every rule."""
    yield Part("What it finds", rule.summary)
    yield Part("Why it matters", rule.why)
    yield _example("Example", rule.bad)
    yield _example("Use instead", rule.good)
    yield Part("How to fix", rule.how + _REPAIRS[rule.repair])
    yield Part("Configuration", _configuration(rule), _settings(rule), "yaml")
    yield Part("Source", rule.source)


def to_markdown(rule: Rule) -> str:
    """The page of a rule."""
    lines = [f"# {rule.code}: {rule.name}", "", f"{_facts(rule)}.", ""]
    for part in parts(rule):
        lines += [f"## {part.heading}", ""]
        lines += [_prose(part.prose), ""] if part.prose else []
        lines += [_fenced(part.code, part.language), ""] if part.code else []
    return "\n".join(lines).rstrip("\n") + "\n"


def to_text(rule: Rule) -> str:
    """The same for a terminal."""
    lines = [f"{rule.code} {rule.name}", *_wrapped(f"{_facts(rule)}.", ""), ""]
    for part in parts(rule):
        lines.append(part.heading.upper())
        lines += _wrapped(part.prose, "  ")
        lines += [""] if part.prose and part.code else []
        lines += [f"    {line}".rstrip() for line in part.code.splitlines()]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def index(rules: Iterable[Rule]) -> str:
    """The table of contents of docs/rules."""
    lines = ["# Rules", "", "Each page says what a rule finds, why, and what to write instead."]
    family = ""
    for rule in rules:
        if rule.family != family:
            family = rule.family
            lines += ["", f"## {family}: {FAMILIES.get(family, 'Others')}", ""]
            lines += ["| rule | name | level | judges | repair | finds |", "|---|---|---|---|---|---|"]
        cells = (f"[{rule.code}]({rule.code}.md)", rule.name, str(rule.severity), _SCOPES[rule.scope])
        repair = {"fix": "`--fix`", "unsafe": "`--unsafe-fixes`", "-": "by hand"}[rule.repair]
        summary = _prose(rule.summary).replace("|", "\\|")
        lines.append(f"| {' | '.join(cells)} | {repair} | {summary} |")
    return "\n".join(lines) + "\n"


def pages() -> dict[str, str]:
    """Every file of docs/rules: its name and its text."""
    from ipseclint.rules import RULES

    return {"README.md": index(RULES), **{f"{rule.code}.md": to_markdown(rule) for rule in RULES}}


def write_pages(folder: Path) -> None:
    """Write the pages, and remove those of rules that are gone."""
    texts = pages()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("IPS*.md"):
        if old.name not in texts:
            old.unlink()
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _facts(rule: Rule) -> str:
    return f"Level: {rule.severity}. Judges: {_SCOPES[rule.scope]}. Since: {rule.since}"


def _example(heading: str, example: Example) -> Part:
    language = _LANGUAGES.get(example.name.rpartition(".")[2], "")
    return Part(heading, code=example.text.rstrip("\n"), language=language)


def _configuration(rule: Rule) -> str:
    keys = [f"`{key}`" for key in _keys(rule)]
    changes = "changes" if len(keys) == 1 else "change"
    own = f"{' and '.join(keys)} {changes} what this rule accepts. " if keys else ""
    general = "The level can be changed, or the rule left out, in `.ipseclint.yaml`;"
    return f"{own}{general} `# ipseclint: ignore[{rule.code}] reason` silences one place."


def _settings(rule: Rule) -> str:
    other = "warning" if str(rule.severity) != "warning" else "error"
    own = [_KEYS[key] for key in _keys(rule) if key in _KEYS]
    return "\n".join([*own, f"severity: {{{rule.code}: {other}}}", f"ignore: [{rule.code}]"])


def _keys(rule: Rule) -> list[str]:
    return [key.strip() for key in rule.configure.split(",") if key.strip()]


def _prose(text: str) -> str:
    """Text as Markdown: outside of code spans nothing is taken for HTML or emphasis."""
    pieces = re.split(r"(`[^`]*`)", text)
    return "".join(p if p.startswith("`") else re.sub(r"([<*])", r"\\\1", p) for p in pieces)


def _fenced(code: str, language: str) -> str:
    longest = max((len(run) for run in re.findall("`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{code}\n{fence}"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


if __name__ == "__main__":
    write_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/rules"))
