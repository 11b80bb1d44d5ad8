"""Suppressions: a comment takes away what it names, in every language that has comments, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from ipseclint.config import Config
from ipseclint.engine import Report, lint, lint_files
from ipseclint.files import Found
from ipseclint.finding import Finding, Severity
from ipseclint.rules.rule import Settings
from ipseclint.settings_file import shown
from ipseclint.span import Source

CONFIG = Config(settings=Settings(today="2026-11-25"))
OWN = frozenset(("IPS001", "IPS002", "IPS004", "IPS007", "IPS008", "IPS009"))
CASES = sorted(
    path
    for path in (Path(__file__).parent / "rules").glob("IPS*/bad/*")
    if path.suffix in (".yaml", ".tf") and path.parent.parent.name not in OWN
)


def relint(path: Path, text: str) -> Report:
    name = shown(path)
    found = [Found(path, name, CONFIG, explicit=True)]
    return lint_files(found, CONFIG, excerpts=False, texts={name: Source(name, text)})


def told(report: Report) -> list[Finding]:
    return [f for f in report.findings if f.severity is not Severity.INFO and f.code not in OWN and f.location]


def same(one: Finding, other: Finding, shift: int = 0) -> bool:
    at, there = one.location, other.location
    assert at is not None
    assert there is not None
    return (one.code, one.message, at.line) == (other.code, other.message, there.line - shift)


@pytest.mark.parametrize("path", CASES, ids=lambda path: "/".join(path.parts[-3:]))
def test_each_finding_is_suppressed_by_a_comment(path: Path) -> None:
    text = Source.read(path, "x").text
    lines = text.splitlines(keepends=True)
    for finding in told(relint(path, text)):
        at = finding.location
        assert at is not None
        line = lines[at.line - 1]
        ending = line[len(line.rstrip("\r\n")) :]
        beside = [*lines]
        beside[at.line - 1] = f"{line.rstrip()}  # ipseclint: ignore[{finding.code}] known{ending}"
        above = [
            *lines[: at.line - 1],
            f"# ipseclint: ignore-next[{finding.name}] known{ending}",
            *lines[at.line - 1 :],
        ]
        whole = [f"# ipseclint: ignore-file[{finding.code[:5]}] known\n", *lines]
        gone = 0
        for trial, shift in ((beside, 0), (above, 1), (whole, 1)):
            report = relint(path, "".join(trial))
            if not any(same(finding, other, shift) for other in told(report)) and report.suppressed:
                gone += 1
        # Inside a text over several lines there is no room for a comment: then the file's comment is left.
        inside = any(mark in line for mark in ("BEGIN CERT", "<<")) or "'\"" in line
        assert gone >= (1 if inside else 2), (finding.code, at.line)


GOOD_TF = """\
resource "alicloud_vpn_connection" "a" {{
  vpn_connection_name = "hq-to-branch"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
  {above}
  ike_config {{ {beside}
    ike_version  = "ikev2"
    ike_auth_alg = "sha1"
    ike_enc_alg  = "aes"
    ike_pfs      = "group14"
    ike_lifetime = 86400
  }}
  ipsec_config {{
    ipsec_auth_alg = "sha256"
    ipsec_pfs      = "group14"
    ipsec_lifetime = 28800
  }}
}}
"""


@pytest.mark.parametrize(
    ("above", "beside"),
    [
        ("# ipseclint: ignore-next[IPS402] peer", ""),
        ("", "# ipseclint: ignore[IPS402] peer"),
        ("// ipseclint: ignore-next[weak-integrity] peer", ""),
        ("/* ipseclint: ignore-next[IPS4] peer */", ""),
        ("", "// ipseclint: ignore[IPS402]"),
    ],
)
def test_a_comment_on_a_terraform_block_covers_the_block(above: str, beside: str) -> None:
    report = lint([Source("main.tf", GOOD_TF.format(above=above, beside=beside))], CONFIG)
    assert [f.code for f in report.findings if f.severity is not Severity.INFO] == []
    assert report.suppressed >= 1
    assert {one.by for one in report.silenced} == {"comment"}


def test_a_script_and_a_page_have_comments_too() -> None:
    command = (
        "aliyun vpc CreateVpnConnection --RegionId cn-shanghai --Name hq-to-branch \\\n"
        "  --VpnGatewayId vpn-uf6d3ky11pf86rmjfz6jz --CustomerGatewayId cgw-uf605kn75f4na8b1n5cg9 \\\n"
        "  --LocalSubnet 10.20.0.0/16 --RemoteSubnet 172.20.8.0/22 \\\n"
        """  --IkeConfig '{"IkeVersion":"ikev2","IkeAuthAlg":"sha1","IkePfs":"group14"}' \\\n"""
        """  --IpsecConfig '{"IpsecAuthAlg":"sha256","IpsecPfs":"group14","IpsecLifetime":28800}'\n"""
    )
    for name, text in (
        ("a.sh", f"#!/bin/sh\n# ipseclint: ignore-next[IPS402] peer\n{command}"),
        ("a.md", f"Text.\n\n<!-- ipseclint: ignore-file[IPS402] peer -->\n\n```sh\n{command}```\n"),
    ):
        report = lint([Source(name, text)], CONFIG)
        assert [f.code for f in report.findings if f.severity is not Severity.INFO] == [], name
        assert report.suppressed == 1


@pytest.mark.parametrize(
    "text",
    [
        'Tags: [{Key: note, Value: "a # ipseclint: ignore[IPS402]"}]',
        "Tags:\n  - Key: note\n    Value: |\n      # ipseclint: ignore-file[IPS402]\n      more",
        "Tags: [{Key: note, Value: 'a # ipseclint: ignore-file[IPS402]'}]",
        "Tags:\n  - Key: note\n    Value: a#ipseclint:ignore-file[IPS402]",
    ],
)
def test_a_hash_inside_a_text_is_no_comment(text: str, good: str) -> None:
    report = lint([Source("a.yaml", good.replace("sha256", "sha1", 1) + text + "\n")], CONFIG)
    assert "IPS402" in [f.code for f in report.findings]
    assert "IPS007" not in [f.code for f in report.findings]


def test_an_unused_comment_of_a_rule_that_is_off_is_not_told(good: str) -> None:
    text = good.replace("ikev2", "ikev2  # ipseclint: ignore[IPS406] x")
    on = lint([Source("a.yaml", text)], CONFIG)
    off = lint([Source("a.yaml", text)], Config(selected=frozenset(("IPS007", "IPS402"))))
    assert "IPS007" in [f.code for f in on.findings]
    assert [f.code for f in off.findings] == []


def test_a_comment_at_either_place_of_a_pair_counts(good: str) -> None:
    text = good.replace("172.20.8.0/22", "10.20.8.0/22")
    assert "IPS301" in [f.code for f in lint([Source("a.yaml", text)], CONFIG).findings]
    for line in ("LocalSubnet: 10.20.0.0/16", "RemoteSubnet: 10.20.8.0/22"):
        report = lint([Source("a.yaml", text.replace(line, f"{line}  # ipseclint: ignore[IPS301] moved soon"))], CONFIG)
        assert [f.code for f in report.findings if f.severity is not Severity.INFO] == []
