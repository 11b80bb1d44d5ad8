"""Valid connections of every make: both modes, all strong algorithms, with and without BGP, lists and texts."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

from hypothesis import strategies as st

Tree = dict[str, Any]

# Disjoint private ranges, none next to another of its side, so that a side can have several.
LOCALS = ("10.20.0.0/16", "10.30.4.0/22", "10.64.0.0/12", "10.99.99.0/24", "10.120.0.0/13")
REMOTES = ("172.20.8.0/22", "172.24.0.0/16", "192.168.77.0/24", "192.168.128.0/18", "172.30.1.16/28")


def subnets(ranges: tuple[str, ...]) -> st.SearchStrategy[list[str] | str]:
    """A few of the ranges, as a list or a text with commas."""
    some = st.lists(st.sampled_from(ranges), min_size=1, max_size=5, unique=True)
    return some | some.map(",".join)


def block(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[Tree]:
    return st.fixed_dictionaries(fields)


ENCRYPTION = st.sampled_from(("aes", "aes192", "aes256"))
INTEGRITY = st.sampled_from(("sha256", "sha384", "sha512"))
GROUP = st.just("group14")
SWITCH = st.just(True) | st.just("true")
PSK = st.sampled_from(("${env:VPN_PSK_%d}", "{{ vpn_psk_%d }}", "{VPN_PSK_%d}"))
ID = st.sampled_from((None, "%s", "%s.example.org"))
# Seconds, as a number or a text.
PHASE_1 = st.integers(28800, 86400) | st.integers(28800, 86400).map(str)
PHASE_2 = st.integers(300, 28800) | st.integers(300, 28800).map(str)
ASN = st.integers(64512, 65534) | st.integers(4200000000, 4294967294).map(str)
PHASES = st.fixed_dictionaries(
    {
        "IkeConfig": block(
            IkeVersion=st.just("ikev2"), IkeEncAlg=ENCRYPTION, IkeAuthAlg=INTEGRITY, IkePfs=GROUP, IkeLifetime=PHASE_1
        ),
        "IpsecConfig": block(IpsecEncAlg=ENCRYPTION, IpsecAuthAlg=INTEGRITY, IpsecPfs=GROUP, IpsecLifetime=PHASE_2),
    }
)


@st.composite
def ends(draw: st.DrawFn, number: int) -> Tree:
    """What the two tunnels of a connection have apart: their peer, key and ids."""
    local, remote = draw(ID), draw(ID)
    ids = {"LocalId": local and local % f"hq{number}", "RemoteId": remote and remote % f"branch{number}"}
    psk = {"Psk": draw(PSK) % number}
    return {
        "CustomerGatewayId": f"cgw-uf605kn75f4na8b1n5c{number}9",
        "EnableDpd": draw(SWITCH),
        "EnableNatTraversal": draw(SWITCH),
        "Ike": {**psk, **{name: value for name, value in ids.items() if value}},
    }


def bgp(third: int, asn: int | str, host: int) -> Tree:
    return {"LocalAsn": asn, "TunnelCidr": f"169.254.{third}.0/30", "LocalBgpIp": f"169.254.{third}.{host}"}


@st.composite
def singles(draw: st.DrawFn) -> Tree:
    phases, end = draw(PHASES), draw(ends(1))
    made = {**draw(common()), **{name: value for name, value in end.items() if name != "Ike"}}
    made["IkeConfig"] = {**end["Ike"], **phases["IkeConfig"]}
    made["IpsecConfig"] = phases["IpsecConfig"]
    if draw(st.booleans()):
        on = draw(SWITCH)
        made["BgpConfig"] = {"EnableBgp": on, **bgp(draw(st.integers(7, 168)), draw(ASN), draw(st.integers(1, 2)))}
    return made


@st.composite
def duals(draw: st.DrawFn) -> Tree:
    phases, with_bgp, asn = draw(PHASES), draw(st.booleans()), draw(ASN)
    tunnels = []
    for number, role in enumerate(("master", "slave"), 1):
        end = draw(ends(number))
        ike = {**end.pop("Ike"), **phases["IkeConfig"]}
        tunnel = {"Role": role, **end, "TunnelIkeConfig": ike, "TunnelIpsecConfig": dict(phases["IpsecConfig"])}
        if with_bgp:
            tunnel["TunnelBgpConfig"] = bgp(number * 50 + draw(st.integers(0, 9)), asn, draw(st.integers(1, 2)))
        tunnels.append(tunnel)
    made = draw(common())
    if with_bgp or draw(st.booleans()):
        made["EnableTunnelsBgp"] = with_bgp
    return {**made, "TunnelOptionsSpecification": tunnels}


@st.composite
def common(draw: st.DrawFn) -> Tree:
    made: Tree = {
        "Name": draw(st.from_regex(r"\A[a-z][a-z0-9]{2,8}-to-[a-z][a-z0-9._-]{1,30}[a-z0-9]\Z")),
        "VpnGatewayId": "vpn-uf6d3ky11pf86rmjfz6jz",
        "LocalSubnet": draw(subnets(LOCALS)),
        "RemoteSubnet": draw(subnets(REMOTES)),
    }
    for name in ("EffectImmediately", "AutoConfigRoute"):
        if draw(st.booleans()):
            made[name] = draw(st.sampled_from((True, False, "true", "false")))
    if draw(st.booleans()):
        made["Tags"] = [{"Key": "team", "Value": "network"}]
    return made


@st.composite
def watched(draw: st.DrawFn) -> Tree:
    """A single-tunnel connection with a health check between the first addresses of its sides."""
    made = draw(singles())
    sip, dip = (str(next(ip_network(_first(made[name])).hosts())) for name in ("LocalSubnet", "RemoteSubnet"))
    count = st.just(3) | st.just("3")
    health = {"enable": draw(SWITCH), "dip": dip, "sip": sip, "interval": draw(count), "retry": draw(count)}
    return {**made, "HealthCheckConfig": health}


def _first(side: list[str] | str) -> str:
    return (side.split(",") if isinstance(side, str) else side)[0]


CONNECTIONS = singles() | duals()
