"""Secrets: no pre-shared key of any fixture is in any output of any command."""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from ipseclint.cli.check import CheckOptions, run_check
from ipseclint.cli.show import run_show
from ipseclint.report import FORMATS
from ipseclint.rules import RULES

HERE = Path(__file__).parent
ROOT = HERE.parent
# What stands behind a key-like name in any of the languages, and is no reference.
_KEY = re.compile(
    r"""(?ix) \b (?:psk|pre_shared_key) \\? ["']? \s* [:=] \s* \\? (?P<quote>["'])?
    (?P<key> [^"'\s,}\\][^"'\r\n,}\\]{5,} )"""
)
_REFERENCE = re.compile(
    r"\$\{|^\{|^(var|local|each|random_\w+|data|module|lookup|coalesce|null|true|string|type|tostring|optional)\b|^<|^[!*&]|^\W"
)
FIXTURES = sorted(
    path
    for folder in ("tests/rules", "tests/cases", "examples")
    for path in (ROOT / folder).rglob("*")
    if path.is_file()
    and path.suffix in (".yaml", ".yml", ".json", ".tf", ".tfvars", ".sh", ".md")
    and path.name != "expect.json"
)


def keys_of(path: Path) -> set[str]:
    """Literal keys of a fixture, as a simple search finds them."""
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return set()
    found = {match["key"].strip() for match in _KEY.finditer(text)}
    return {key for key in found if not _REFERENCE.search(key) and len(set(key)) > 3 and not key.startswith("ikev")}


# Sample keys in the examples of rules are published with every rule's help.
PUBLISHED = "\n".join(example.text for rule in RULES for example in (rule.bad, rule.good))
WITH_KEYS = [path for path in FIXTURES if keys_of(path)]


@contextlib.contextmanager
def outputs(cwd: Path) -> Iterator[SimpleNamespace]:
    out, err = io.StringIO(), io.StringIO()
    before = Path.cwd()
    os.chdir(cwd)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            yield SimpleNamespace(text=lambda: out.getvalue() + err.getvalue())
    finally:
        os.chdir(before)


def test_there_are_fixtures_with_keys() -> None:
    assert len(WITH_KEYS) > 30


@pytest.mark.parametrize("path", WITH_KEYS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_key_of_a_fixture_is_in_any_output(path: Path, tmp_path: Path) -> None:
    copy = tmp_path / path.name
    copy.write_bytes(path.read_bytes())
    keys = {key for key in keys_of(path) if key not in PUBLISHED}
    with outputs(tmp_path) as said:
        for name in FORMATS:
            run_check([path.name], CheckOptions(isolated=True, formats=[name], jobs=1))
        run_check([path.name], CheckOptions(isolated=True, diff=True, unsafe_fixes=True))
        run_check([path.name], CheckOptions(isolated=True, statistics=True))
        for form in ("text", "json"):
            run_show([path.name], form, [], [], None)
        run_check([path.name], CheckOptions(isolated=True, write_baseline="baseline.json"))
        text = said.text() + (tmp_path / "baseline.json").read_text()
    assert {key for key in keys if key in text} == set()


_ODD = "9847261053846271Q"
_SIDES = """\
VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
LocalSubnet: 10.1.0.0/16
RemoteSubnet: 10.2.0.0/16
"""
_PSK = f"{_SIDES}IkeConfig:\n  Psk: "
_JSON = '"VpnGatewayId": "vpn-1", "LocalSubnet": ""'
_FLOW = _SIDES.replace("\n", ", ")
_TERRAFORM = """\
resource "alicloud_vpn_connection" "a" {
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.1.0.0/16"]
  remote_subnet       = ["10.2.0.0/16"]
  ike_config          = "9847261053846271Q"
}
"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.yaml", f"{_PSK}[{_ODD}]\n"),
        ("map.yaml", f"{_PSK}{{{_ODD}: }}\n"),
        ("twice.yaml", f"{_PSK}{{{_ODD}: 1, {_ODD}: 2}}\n"),
        ("alias.yaml", f"{_PSK}*{_ODD}\n"),
        ("alias-in-list.yaml", f"{_PSK}[*{_ODD}]\n"),
        ("list-by-alias.yaml", f"k: &k [{_ODD}]\nconnections:\n- {{{_FLOW}IkeConfig: {{Psk: *k}}}}\n"),
        ("tag.yaml", f"{_PSK}!{_ODD} foo\n"),
        ("tag-on-list.yaml", f"{_PSK}!{_ODD} [a]\n"),
        ("quote.yaml", f'{_PSK}"98472610" x{_ODD}\n'),
        ("text.yaml", f"{_SIDES}IkeConfig: {_ODD}\n"),
        ("one-line.yaml", f'{{Name: "http://a", IkeConfig: {_ODD}, {_FLOW}}}\n'),
        ("map.json", f'{{{_JSON}, "IkeConfig": {{"Psk": {{"{_ODD}": 1}}}}}}'),
        ("twice.json", f'{{{_JSON}, "IkeConfig": {{"Psk": {{"{_ODD}": 1, "{_ODD}": 2}}}}}}'),
        ("text.tf", _TERRAFORM),
    ],
)
def test_a_key_in_a_form_that_no_key_has_is_not_shown(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with outputs(tmp_path) as said:
        for form in FORMATS:
            run_check([name], CheckOptions(isolated=True, formats=[form], jobs=1))
        run_check([name], CheckOptions(isolated=True, select=["IPS602"], formats=["text"]))
        run_check([name], CheckOptions(isolated=True, diff=True, unsafe_fixes=True))
        run_show([name], "text", [], [], None)
    assert _ODD not in said.text()


def test_words_behind_a_key_are_still_shown(tmp_path: Path) -> None:
    (tmp_path / "a.sh").write_text(
        'PSK="Zq7wTm2kRz9VbnXs4" aliyun vpc CreateVpnConnection --LocalSubnet 10.1.0.0/16 --RemoteSubnet 10.1.0.0/24',
        encoding="utf-8",
    )
    with outputs(tmp_path) as said:
        run_check(["a.sh"], CheckOptions(isolated=True, select=["IPS301"], formats=["text"]))
    assert "--RemoteSubnet 10.1.0.0/24" in said.text()
    assert "Zq7wTm2k" not in said.text()


@pytest.mark.parametrize("ending", ["yaml", "json", "tf", "sh"])
def test_a_broken_file_shows_no_key_either(ending: str, tmp_path: Path) -> None:
    key = "Zq7wTm2kRz9VbnXs4LpJd8Fy"
    broken = {
        "yaml": f"VpnGatewayId: [a\nLocalSubnet: x\nIkeConfig: {{Psk: {key}\n",
        "json": f'{{"VpnGatewayId": "a", "LocalSubnet": "b", "IkeConfig": {{"Psk": "{key}",}}\n',
        "tf": f'resource "alicloud_vpn_connection" "a" {{\n  ike_config {{ psk = "{key}" ]\n',
        "sh": f'aliyun vpc CreateVpnConnection --VpnGatewayId x --LocalSubnet y --IkeConfig \'{{"Psk":"{key}",}}\'\n',
    }
    (tmp_path / f"a.{ending}").write_text(broken[ending])
    with outputs(tmp_path) as said:
        for name in FORMATS:
            run_check([f"a.{ending}"], CheckOptions(isolated=True, formats=[name], jobs=1))
        text = said.text()
    assert "IPS002" in text or ending == "sh"
    assert key not in text
