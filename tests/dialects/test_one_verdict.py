"""One verdict whatever the spelling: a connection gets the same findings on the same fields in every dialect."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from ipseclint.finding import Severity
from tests.dialects.reading import findings, read
from tests.dialects.render import DIALECTS, KEY, Tree

SINGLE: Tree = {
    "Name": "hq-to-shanghai",
    "VpnGatewayId": "vpn-uf6d3ky11pf86rmjfz6jz",
    "CustomerGatewayId": "cgw-uf605kn75f4na8b1n5cg9",
    "LocalSubnet": ["10.20.0.0/16"],
    "RemoteSubnet": ["172.20.8.0/22"],
    "EnableDpd": True,
    "EnableNatTraversal": True,
    "IkeConfig": {
        "Psk": f"{KEY}1",
        "IkeVersion": "ikev2",
        "IkeEncAlg": "aes256",
        "IkeAuthAlg": "sha256",
        "IkePfs": "group14",
        "IkeLifetime": 86400,
    },
    "IpsecConfig": {"IpsecEncAlg": "aes256", "IpsecAuthAlg": "sha256", "IpsecPfs": "group14", "IpsecLifetime": 28800},
}


def tunnel(number: int) -> Tree:
    return {
        "Role": ("master", "slave")[number - 1],
        "CustomerGatewayId": ("cgw-uf605kn75f4na8b1n5cg9", "cgw-uf6a1b2c3d4e5f6g7h8i9")[number - 1],
        "EnableDpd": True,
        "EnableNatTraversal": True,
        "TunnelIkeConfig": {**SINGLE["IkeConfig"], "Psk": f"{KEY}{number}"},
        "TunnelIpsecConfig": dict(SINGLE["IpsecConfig"]),
        "TunnelBgpConfig": {
            "LocalAsn": 65010,
            "TunnelCidr": f"169.254.{9 + number}.0/30",
            "LocalBgpIp": f"169.254.{9 + number}.1",
        },
    }


DUAL: Tree = {
    "Name": "hq-dual",
    "VpnGatewayId": "vpn-uf6d3ky11pf86rmjfz6jz",
    "LocalSubnet": ["10.20.0.0/16"],
    "RemoteSubnet": ["172.20.8.0/22"],
    "EnableTunnelsBgp": True,
    "TunnelOptionsSpecification": [tunnel(1), tunnel(2)],
}
GONE = object()


def changed(base: Tree, **changes: Any) -> Tree:
    """A connection with other values: `a__b` is the field b of the block a, `t1__b__c` one of the first tunnel."""
    made = copy.deepcopy(base)
    for path, value in changes.items():
        *steps, last = path.split("__")
        at = made
        for step in steps:
            at = at["TunnelOptionsSpecification"][int(step[1]) - 1] if step in ("t1", "t2") else at.setdefault(step, {})
        if value is GONE:
            del at[last]
        else:
            at[last] = value
    return made


THIRD = {**tunnel(2), "TunnelIkeConfig": {**SINGLE["IkeConfig"], "Psk": "Wq8ZtY2nLr5VkX7cB3mPd6Gh9JsFa4Te"}}
BGP = {"EnableBgp": True, "LocalAsn": 65010, "TunnelCidr": "169.254.10.0/30", "LocalBgpIp": "169.254.10.1"}
HEALTH = {"enable": True, "dip": "172.20.8.1", "sip": "10.20.0.1", "interval": 3, "retry": 3}
CONNECTIONS: dict[str, Tree] = {
    "clean": SINGLE,
    "clean-dual": DUAL,
    "clean-several": changed(SINGLE, LocalSubnet=["10.20.0.0/16", "10.30.0.0/16"], RemoteSubnet=["172.20.8.0/22"]),
    "clean-bgp": changed(SINGLE, BgpConfig=BGP),
    "clean-health": changed(SINGLE, HealthCheckConfig=HEALTH),
    "clean-routed": changed(SINGLE, LocalSubnet=["0.0.0.0/0"], RemoteSubnet=["0.0.0.0/0"]),
    "nothing-but-names": changed(SINGLE, IkeConfig=GONE, IpsecConfig=GONE),
    "no-name": changed(SINGLE, Name=GONE),
    "no-remote": changed(SINGLE, RemoteSubnet=GONE),
    "no-peer": changed(SINGLE, CustomerGatewayId=GONE),
    "des": changed(SINGLE, IkeConfig__IkeEncAlg="des", IpsecConfig__IpsecEncAlg="3des"),
    "md5-sha1": changed(SINGLE, IkeConfig__IkeAuthAlg="md5", IpsecConfig__IpsecAuthAlg="sha1"),
    "group2": changed(SINGLE, IkeConfig__IkePfs="group2", IpsecConfig__IpsecPfs="group5"),
    "group24": changed(SINGLE, IkeConfig__IkePfs="group24"),
    "no-pfs": changed(SINGLE, IpsecConfig__IpsecPfs="disabled"),
    "aggressive": changed(SINGLE, IkeConfig__IkeVersion="ikev1", IkeConfig__IkeMode="aggressive"),
    "wrong-values": changed(SINGLE, IkeConfig__IkeEncAlg="AES-128", IkeConfig__IkeVersion="IKEv2"),
    "lifetimes": changed(SINGLE, IkeConfig__IkeLifetime=100, IpsecConfig__IpsecLifetime=86400),
    "lifetime-range": changed(SINGLE, IkeConfig__IkeLifetime=864000),
    "host-bits": changed(SINGLE, RemoteSubnet=["172.20.8.0/22", "172.21.0.5/16"]),
    "no-cidr": changed(SINGLE, RemoteSubnet=["172.20.8.0", "172.20.300.0/24"]),
    "overlap": changed(SINGLE, RemoteSubnet=["192.168.0.0/24", "10.20.9.0/24"]),
    "duplicates": changed(SINGLE, RemoteSubnet=["172.20.0.0/16", "172.20.8.0/22"]),
    "reserved": changed(SINGLE, RemoteSubnet=["127.0.0.0/8", "100.64.0.0/10"]),
    "one-sided": changed(SINGLE, LocalSubnet=["0.0.0.0/0"]),
    "several-ikev1": changed(SINGLE, IkeConfig__IkeVersion="ikev1", RemoteSubnet=["172.20.8.0/22", "172.21.0.0/16"]),
    "wrong-ids": changed(SINGLE, VpnGatewayId="cgw-uf605kn75f4na8b1n5cg9", CustomerGatewayId="vpn-uf6d3ky11pf86rmj"),
    "guessable-key": changed(SINGLE, IkeConfig__Psk="12345678"),
    "key-characters": changed(SINGLE, IkeConfig__Psk="q7Vd2mXw9 LzR4tKpYb6NfH3sJc8GuE5a"),
    "no-key": changed(SINGLE, IkeConfig__Psk=GONE),
    "ids": changed(SINGLE, IkeConfig__LocalId="vpn-uf6d3ky11pf86rmjfz6jz", IkeConfig__RemoteId="a b"),
    "bgp-address": changed(SINGLE, BgpConfig={**BGP, "LocalBgpIp": "169.254.10.9", "TunnelCidr": "169.254.10.0/29"}),
    "health-outside": changed(SINGLE, HealthCheckConfig={**HEALTH, "dip": "9.9.9.9"}),
    "dpd-off": changed(SINGLE, EnableDpd=False, EnableNatTraversal=False),
    "long-name": changed(SINGLE, Name="http://" + "x" * 120),
    "dual-roles": changed(DUAL, t2__Role="master"),
    "dual-differs": changed(DUAL, t2__TunnelIkeConfig__IkeVersion="ikev1", t2__TunnelIpsecConfig__IpsecEncAlg="aes"),
    "dual-bgp": changed(DUAL, t2__TunnelBgpConfig={**tunnel(1)["TunnelBgpConfig"], "LocalAsn": 65011}),
    "dual-one-peer": changed(DUAL, t2__CustomerGatewayId="cgw-uf605kn75f4na8b1n5cg9"),
    "dual-weak": changed(DUAL, t1__TunnelIkeConfig__IkeAuthAlg="md5", t2__TunnelIpsecConfig__IpsecPfs="group1"),
    "dual-one-key": changed(
        DUAL, t1__TunnelIkeConfig__Psk="Wq8ZtY2nLr5VkX7c", t2__TunnelIkeConfig__Psk="Wq8ZtY2nLr5VkX7c"
    ),
    "dual-dpd": changed(DUAL, t2__EnableDpd=False),
    "dual-no-peer": changed(DUAL, t1__CustomerGatewayId=GONE),
    "three-tunnels": changed(DUAL, TunnelOptionsSpecification=[tunnel(1), tunnel(2), THIRD]),
}
# Where a key stands is what a dialect is about: a file that holds keys by nature says so once (IPS701).
ABOUT_DIALECTS = frozenset(("IPS701",))
# What a dialect cannot say, or what its tool fills in by itself.
UNLIKE: dict[tuple[str, str], str] = {
    ("export", "no-key"): "state always has a key",
}


def verdict(dialect: str, connection: Tree) -> set[tuple[str, str, str | None, int | None]]:
    name, text = DIALECTS[dialect](connection)
    return {
        (found.code, str(found.severity), found.pointer, found.tunnel)
        for found in findings(text, name)
        if found.code not in ABOUT_DIALECTS
    }


ALIKE = [
    (name, dialect)
    for name in CONNECTIONS
    for dialect in DIALECTS
    if dialect != "native" and (dialect, name) not in UNLIKE
]


@pytest.mark.parametrize(("name", "dialect"), ALIKE)
def test_a_connection_gets_one_verdict_in_every_dialect(name: str, dialect: str) -> None:
    assert verdict(dialect, CONNECTIONS[name]) == verdict("native", CONNECTIONS[name])


@pytest.mark.parametrize("name", [name for name in CONNECTIONS if name.startswith("clean")])
def test_a_clean_connection_is_clean(name: str) -> None:
    path, text = DIALECTS["native"](CONNECTIONS[name])
    assert [found.message for found in findings(text, path) if found.severity is not Severity.INFO] == []


@pytest.mark.parametrize("name", [name for name in CONNECTIONS if not name.startswith("clean")])
def test_a_faulty_connection_is_not(name: str) -> None:
    clean = DUAL if "TunnelOptionsSpecification" in CONNECTIONS[name] else SINGLE
    assert verdict("native", CONNECTIONS[name]) - verdict("native", clean) != set()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_only_what_a_person_wrote_is_repaired(dialect: str) -> None:
    name, text = DIALECTS[dialect](CONNECTIONS["host-bits"])
    (found,) = [one for one in findings(text, name) if one.code == "IPS202"]
    assert (found.fix is None) == (dialect in ("plan", "export"))


@pytest.mark.parametrize("dialect", [name for name in DIALECTS if name not in ("plan", "export")])
@pytest.mark.parametrize("connection", CONNECTIONS)
def test_a_repair_repairs_in_every_dialect(dialect: str, connection: str) -> None:
    name, text = DIALECTS[dialect](CONNECTIONS[connection])
    for found in findings(text, name):
        if found.fix is None:
            continue
        repaired = text
        for edit in sorted(found.fix.edits, key=lambda edit: -edit.start):
            repaired = repaired[: edit.start] + edit.text + repaired[edit.end :]
        after = findings(repaired, name)
        assert (found.code, found.pointer, found.message) not in {(one.code, one.pointer, one.message) for one in after}
        assert {one.code for one in after}.isdisjoint({"IPS001", "IPS002", "IPS003", "IPS102"})
        assert len(read(repaired, name).requests) == 1
