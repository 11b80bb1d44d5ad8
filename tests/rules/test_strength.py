"""What the cases on disk cannot show of the rules on ciphers, groups, versions and lifetimes."""

from __future__ import annotations

import json
from collections.abc import Set
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ipseclint import effective, facts
from ipseclint.config import Config
from ipseclint.dialects import provider
from ipseclint.engine import lint
from ipseclint.finding import Finding, Severity
from ipseclint.model import Connection, Inventory
from ipseclint.node import Mapping
from ipseclint.read.yaml import read_yaml
from ipseclint.rules import BY_CODE, samples
from ipseclint.rules.rule import Hit, Settings, Undecided
from ipseclint.span import Source

CODES = tuple(code for code in BY_CODE if code[:4] in ("IPS4", "IPS5"))
HERE = Path(__file__).parent
CERTIFICATE = samples.SM.partition("RemoteCaCertificate: |\n")[2]
HEAD = """\
Name: hq-to-shanghai
VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
LocalSubnet: 10.20.0.0/16
RemoteSubnet: 172.20.8.0/22
"""


def findings(text: str, **configured: object) -> list[Finding]:
    config = Config(frozenset(CODES), settings=Settings(today="2026-11-25", **configured))  # type: ignore[arg-type]
    return list(lint([Source("plan.yaml", text)], config).findings)


# Values that a plan can have, each of them perhaps hidden behind a reference.

VALUES = {
    "IkeVersion": ("ikev1", "ikev2", "Ikev2"),
    "IkeMode": ("main", "aggressive"),
    "IkeEncAlg": (*facts.ENCRYPTION, "sm4"),
    "IkeAuthAlg": (*facts.INTEGRITY, "sm3"),
    "IkePfs": (*facts.DH_GROUPS, "group24"),
    "IkeLifetime": ("0", "600", "3600", "86400", "1d"),
    "IpsecEncAlg": (*facts.ENCRYPTION, "sm4"),
    "IpsecAuthAlg": (*facts.INTEGRITY, "sm3"),
    "IpsecPfs": (*facts.PFS_GROUPS, "group24"),
    "IpsecLifetime": ("0", "100", "3600", "28800", "86400", "100000"),
}
PLANS = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()})
# A connection of SM ciphers needs a certificate: without one, unknown ciphers are taken to be of the other family.
HIDDEN = st.sets(st.sampled_from((*VALUES, "RemoteCaCertificate")))


def block(values: dict[str, str], hidden: Set[str], begins: str) -> str:
    """A mapping in flow style of the values whose names begin so."""
    shown = {name: f"${{env:{name.upper()}}}" if name in hidden else value for name, value in values.items()}
    return "{" + ", ".join(f"{k}: '{v}'" for k, v in shown.items() if k.startswith(begins)) + "}"


def plan(values: dict[str, str], certificate: bool, hidden: Set[str] = frozenset()) -> str:
    text = f"{HEAD}IkeConfig: {block(values, hidden, 'Ike')}\nIpsecConfig: {block(values, hidden, 'Ipsec')}\n"
    if certificate:
        hides = "RemoteCaCertificate" in hidden
        text += "RemoteCaCertificate: ${env:CA}\n" if hides else f"RemoteCaCertificate: |\n{CERTIFICATE}"
    return text


def dual(first: dict[str, str], second: dict[str, str], certificate: bool, hidden: Set[str] = frozenset()) -> str:
    text = HEAD.replace("CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9\n", "") + "TunnelOptionsSpecification:\n"
    for role, values in (("master", first), ("slave", second)):
        text += f"  - Role: {role}\n    TunnelIkeConfig: {block(values, hidden, 'Ike')}\n"
        text += f"    TunnelIpsecConfig: {block(values, hidden, 'Ipsec')}\n"
        if certificate:
            pem = "".join(f"    {line}\n" for line in CERTIFICATE.splitlines())
            text += "    RemoteCaCertificate: " + ("${env:CA}\n" if "RemoteCaCertificate" in hidden else f"|\n{pem}")
    return text


def is_sm(values: dict[str, str]) -> bool:
    return not {"sm3", "sm4"}.isdisjoint(values.values())


def faults(text: str) -> set[tuple[str, str | None]]:
    """What is told, at which field; of rules that tell one fault of several fields only the code."""
    roving = ("IPS409", "IPS411", "IPS412")
    return {(f.code, None if f.code in roving else f.pointer) for f in findings(text)}


@given(PLANS, st.booleans(), HIDDEN)
@settings(max_examples=250, deadline=None)
def test_hiding_values_never_makes_a_finding(values: dict[str, str], certificate: bool, hidden: set[str]) -> None:
    assume(certificate or not is_sm(values))
    assert faults(plan(values, certificate, hidden)) <= faults(plan(values, certificate))


@given(PLANS, PLANS, st.booleans(), HIDDEN)
@settings(max_examples=150, deadline=None)
def test_hiding_values_of_two_tunnels_never_makes_a_finding(
    first: dict[str, str], second: dict[str, str], certificate: bool, hidden: set[str]
) -> None:
    assume(certificate or not (is_sm(first) or is_sm(second)))
    assert faults(dual(first, second, certificate, hidden)) <= faults(dual(first, second, certificate))


@given(PLANS)
@settings(max_examples=150, deadline=None)
def test_a_default_written_out_is_judged_as_the_default(values: dict[str, str]) -> None:
    assume(not is_sm(values))
    full = {**{name: str(facts.DEFAULTS[name]) for name in VALUES}, **values}
    expected = faults(plan(values, False))
    assert faults(plan(full, False)) - {("IPS408", "/IkeConfig/IkeMode")} == expected - {
        ("IPS408", "/IkeConfig/IkeMode")
    }


ODD = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=6)
    | st.sampled_from(["ikev1", "aggressive", "sm4", "group2", "3des", "{X}", "-----BEGIN CERTIFICATE-----"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(list(VALUES)), inner, max_size=3),
    max_leaves=6,
)
ODD_PHASE = st.dictionaries(st.sampled_from(list(VALUES)), ODD, max_size=6) | ODD
ODD_TUNNEL = st.fixed_dictionaries(
    {}, optional={"TunnelIkeConfig": ODD_PHASE, "TunnelIpsecConfig": ODD_PHASE, "RemoteCaCertificate": ODD}
)
ODD_PLAN = st.fixed_dictionaries(
    {"VpnGatewayId": st.just("vpn-uf6d3ky11pf86rmjfz6jz"), "LocalSubnet": st.just("10.20.0.0/16")},
    optional={
        "IkeConfig": ODD_PHASE,
        "IpsecConfig": ODD_PHASE,
        "RemoteCaCertificate": ODD,
        "TunnelOptionsSpecification": st.lists(ODD_TUNNEL | ODD, max_size=3) | ODD,
    },
)


@given(ODD_PLAN)
@settings(max_examples=300, deadline=None)
def test_no_value_of_any_form_breaks_a_rule(values: dict[str, object]) -> None:
    config = Config(frozenset((*CODES, "IPS010")))
    found = lint([Source("plan.json", json.dumps(values))], config).findings
    assert "IPS010" not in {finding.code for finding in found}


def test_an_unknown_value_leaves_only_those_checks_open_that_need_it() -> None:
    text = samples.altered(samples.SINGLE, ("IkeEncAlg: aes256", "IkeEncAlg: '{ENC}'"))
    report = lint([Source("plan.yaml", text)], Config())
    assert [(doubt.code, doubt.expression) for doubt in report.undecided if doubt.code in CODES] == [
        ("IPS401", "{ENC}"),
        ("IPS412", "{ENC}"),
    ]


# Lifetimes.


def test_the_bounds_of_lifetimes_can_be_set() -> None:
    text = samples.altered(samples.SINGLE, ("IkePfs: group14", "IkePfs: group14, IkeLifetime: 28800"))
    found = findings(text, ike_lifetime=(30000, 86400), ipsec_lifetime=(300, 14400))
    assert [(f.code, f.message) for f in found if f.code != "IPS409"] == [
        (
            "IPS504",
            "IkeLifetime is 28800: phase 1 is negotiated anew every 28800 seconds, which loads both gateways and "
            "breaks traffic whenever one round fails.",
        ),
        (
            "IPS503",
            "IpsecLifetime is 28800: the keys of phase 2 are used for longer than the 14400 seconds that the "
            "configuration allows.",
        ),
    ]


def lifted(text: str, kind: str = provider.CONNECTION) -> Connection:
    """A connection from values in the Terraform provider's names."""
    source = Source("main.tf", text)
    values = read_yaml(source)[0][0]
    assert isinstance(values, Mapping)
    request = provider.lift(
        kind, values, style=provider.Style("terraform"), address="alicloud_vpn_connection.a", span=values.span
    )
    return effective.connection(request, Inventory())


def outcomes(code: str, connection: Connection) -> list[Hit | Undecided]:
    check = BY_CODE[code].check
    assert check is not None
    return list(check(connection, Settings()))


def test_what_the_provider_sends_for_a_lifetime_left_out_is_told_at_its_block() -> None:
    connection = lifted("ike_config: {ike_version: ikev2}\nipsec_config: {ipsec_lifetime: 28800}\n")
    (hit,) = outcomes("IPS502", connection)
    assert isinstance(hit, Hit)
    assert hit.message == (
        "ike_lifetime is 0 (the provider sends 0 for a field that its block leaves out): what a lifetime of 0 means "
        "is not documented, so the keys may be renewed at any time or never."
    )
    assert (hit.span.text, hit.defaulted, hit.fix) == ("ike_config", True, ())
    for code in ("IPS501", "IPS503", "IPS504", "IPS505"):
        assert outcomes(code, connection) == []


def test_a_block_that_the_provider_does_not_send_takes_the_defaults_of_the_api() -> None:
    connection = lifted("ipsec_config: {ipsec_lifetime: 28800}\n")
    assert outcomes("IPS502", connection) == []


def test_an_attachment_defaults_to_ikev2_and_sha1() -> None:
    tunnel = "{tunnel_index: %d, tunnel_ike_config: {ike_pfs: group14}}"
    text = f"tunnel_options_specification: [{tunnel % 1}, {tunnel % 2}]\n"
    connection = lifted(text, provider.ATTACHMENT)
    assert outcomes("IPS406", connection) == []
    severities = [hit.severity for hit in outcomes("IPS402", connection) if isinstance(hit, Hit)]
    assert severities == [Severity.WARNING] * 4


# SM connections.


@pytest.mark.parametrize(("day", "codes"), [("2074-01-01", []), ("2074-01-02", ["IPS412"]), ("2023-12-31", ["IPS412"])])
def test_a_certificate_is_judged_by_the_day_that_is_set(day: str, codes: list[str]) -> None:
    found = lint([Source("plan.yaml", samples.SM)], Config(settings=Settings(today=day))).findings
    assert [f.code for f in found if f.code == "IPS412"] == codes


def test_a_private_key_is_shown_nowhere() -> None:
    key = "MC4CAQAwBQYDK2VwBCIEIBexampleexampleexampleexampleexampl"
    pem = f"-----BEGIN PRIVATE KEY-----\\n{key}\\n-----END PRIVATE KEY-----"
    for sample in (samples.SM.partition("RemoteCaCertificate")[0], samples.SINGLE):
        found = lint([Source("plan.yaml", f'{sample}RemoteCaCertificate: "{pem}"\n')], Config()).findings
        assert "IPS412" in {f.code for f in found}
        assert key not in repr(found)


# Repairs.


def applied(text: str, finding: Finding) -> str:
    assert finding.fix is not None
    for edit in sorted(finding.fix.edits, key=lambda e: -e.start):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text


REPAIRED = sorted(p for code in CODES for p in HERE.glob(f"{code}/bad/*") if p.suffix != ".out")


@pytest.mark.parametrize("path", REPAIRED, ids=lambda path: path.relative_to(HERE).as_posix())
def test_a_repair_ends_its_finding_and_makes_no_worse_one(path: Path) -> None:
    source = Source.read(path, path.name)
    config = Config(settings=Settings(today="2026-11-25"))
    before = lint([source], config).findings
    for finding in before:
        if finding.fix is None or finding.code not in CODES:
            continue
        after = lint([Source(path.name, applied(source.text, finding))], config).findings
        places = {(f.code, f.pointer) for f in after if f.severity is not Severity.INFO}
        assert (finding.code, finding.pointer) not in {(f.code, f.pointer) for f in after}
        news = places - {(f.code, f.pointer) for f in before}
        assert {code for code, _ in news} <= {"IPS405", "IPS408", "IPS411"}
