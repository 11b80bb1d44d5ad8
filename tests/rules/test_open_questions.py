"""What unknown values leave open in rules about addresses, tunnels and BGP, and what the configuration settles."""

from __future__ import annotations

import pytest

from ipseclint.config import Config
from ipseclint.engine import Report, lint
from ipseclint.rules.rule import Settings
from ipseclint.span import Source

ADDRESSES = ("IPS2", "IPS301", "IPS8")
PHASES = """\
IkeConfig: {Psk: "${env:VPN_PSK}", IkeVersion: ikev2, IkeEncAlg: aes256, IkeAuthAlg: sha256, IkePfs: group14}
IpsecConfig: {IpsecEncAlg: aes256, IpsecAuthAlg: sha256, IpsecPfs: group14, IpsecLifetime: 28800}
"""
TUNNEL = """\
  - Role: %s
    CustomerGatewayId: %s
    TunnelIkeConfig: {IkeVersion: ikev2, IkeEncAlg: aes256, IkeAuthAlg: sha256, IkePfs: group14}
    TunnelBgpConfig: %s
"""


def report(text: str, settings: Settings | None = None) -> Report:
    text = "VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz\n" + text
    return lint([Source.decode("case.yaml", text.encode())], Config(settings=settings or Settings()))


def single(local: str, remote: str, more: str = "") -> str:
    return f"CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9\nLocalSubnet: {local}\nRemoteSubnet: {remote}\n{PHASES}{more}"


def dual(*tunnels: tuple[str, str, str], bgp: str = "true") -> str:
    listed = "".join(TUNNEL % tunnel for tunnel in tunnels)
    return (
        "LocalSubnet: 10.20.0.0/16\nRemoteSubnet: 172.20.8.0/22\n"
        f"EnableTunnelsBgp: {bgp}\nTunnelOptionsSpecification:\n{listed}"
    )


def open_codes(found: Report) -> set[str]:
    return {doubt.code for doubt in found.undecided if doubt.code.startswith(ADDRESSES)}


def told_codes(found: Report) -> set[str]:
    return {finding.code for finding in found.findings if finding.code.startswith(ADDRESSES)}


BGP_1 = "{LocalAsn: 65010, TunnelCidr: 169.254.10.0/30, LocalBgpIp: 169.254.10.1}"
BGP_2 = "{LocalAsn: 65010, TunnelCidr: 169.254.11.0/30, LocalBgpIp: 169.254.11.1}"
MASTER = ("master", "cgw-uf605kn75f4na8b1n5cg9", BGP_1)
SLAVE = ("slave", "cgw-uf6u1d9p4xk2w7q3r8t5m", BGP_2)
EVERY_ITEM = {"IPS201", "IPS202", "IPS204", "IPS205", "IPS206", "IPS207", "IPS208", "IPS210"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (single("10.20.0.0/16", "172.20.8.0/22"), set()),
        (single("10.20.0.0/16", '"${SITE}"'), {*EVERY_ITEM, "IPS203", "IPS212", "IPS301"}),
        (single("10.20.0.0/16", '["${SITE}", 172.20.8.0/22]'), {*EVERY_ITEM, "IPS301"}),
        (single("0.0.0.0/0", '"${SITE}"'), {*EVERY_ITEM, "IPS203", "IPS212"}),
        (single("10.20.0.0/16", "172.20.8.0/22", 'EnableDpd: "${DPD}"\n'), {"IPS821"}),
        (
            single("10.20.0.0/16", "172.20.8.0/22", 'HealthCheckConfig: {enable: "${ON}"}\n'),
            {"IPS831"},
        ),
        (
            single("10.20.0.0/16", "172.20.8.0/22", 'HealthCheckConfig: {enable: true, dip: "${D}", sip: 10.20.0.9}'),
            {"IPS831", "IPS832"},
        ),
        (
            single("10.20.0.0/16,10.30.0.0/16", "172.20.8.0/22").replace("ikev2", '"${VERSION}"'),
            {"IPS209"},
        ),
        (dual(MASTER, SLAVE), set()),
        (dual(MASTER, SLAVE, bgp='"${BGP}"'), {"IPS816"}),
        (dual(MASTER, ("slave", "cgw-uf6u1d9p4xk2w7q3r8t5m", "{LocalAsn: 0}"), bgp='"${BGP}"'),
         {"IPS814", "IPS815", "IPS816"}),
        (dual(MASTER, ('"${ROLE}"', *SLAVE[1:])), {"IPS802"}),
        (dual(MASTER, ("slave", '"${CGW}"', BGP_2)), {"IPS803"}),
        (
            dual(MASTER, (*SLAVE[:2], BGP_2.replace("169.254.11.0/30", '"${CIDR}"'))),
            {"IPS811", "IPS812", "IPS813"},
        ),
        (dual(MASTER, (*SLAVE[:2], BGP_2.replace("65010", '"${ASN}"'))), {"IPS814", "IPS815"}),
    ],
)  # fmt: skip
def test_only_questions_that_an_unknown_value_can_answer_stay_open(text: str, expected: set[str]) -> None:
    found = report(text)
    assert open_codes(found) == expected
    if expected and "LocalAsn: 0" not in text:
        assert told_codes(found) == set()


def test_a_known_fault_is_told_although_another_value_is_unknown() -> None:
    found = report(single("10.20.0.0/16,10.20.0.1/16", '["${SITE}", 10.20.4.0/24]'))
    assert {"IPS202", "IPS204", "IPS301"} <= told_codes(found)


def test_values_of_bgp_are_not_judged_while_it_is_off() -> None:
    found = report(dual(MASTER, (*SLAVE[:2], "{LocalAsn: 0, TunnelCidr: 10.0.0.0/8}"), bgp="false"))
    assert [(f.code, str(f.severity)) for f in found.findings if f.code[:5] == "IPS81"] == [("IPS816", "warning")]


def test_ranges_that_the_configuration_calls_private_are_no_public_ranges() -> None:
    text = single("10.20.0.0/16", "172.40.8.0/22,9.9.9.9/32")
    assert "IPS206" in told_codes(report(text))
    assert "IPS206" not in told_codes(report(text, Settings(private_ranges=("172.40.0.0/16", "9.9.9.9"))))


@pytest.mark.parametrize(
    ("most", "count", "severity"),
    [(5, 5, None), (5, 6, "warning"), (5, 11, "error"), (2, 3, "warning"), (20, 15, None), (20, 21, "error")],
)
def test_how_many_cidrs_are_too_many_is_settable(most: int, count: int, severity: str | None) -> None:
    text = single("10.20.0.0/16", ",".join(f"172.20.{8 * i}.0/24" for i in range(count)))
    found = report(text, Settings(max_cidrs=most)).findings
    assert [str(f.severity) for f in found if f.code == "IPS203"] == ([severity] if severity else [])


def test_a_side_of_very_many_items_is_told_within_bounds() -> None:
    side = ",".join(["10.0.0.0/8"] * 5000)
    found = report(single(side, side)).findings
    assert len([f for f in found if f.code in ("IPS204", "IPS301")]) <= 400
    assert len([f for f in found if f.code == "IPS203"]) == 0
