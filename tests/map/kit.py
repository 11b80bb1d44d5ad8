"""Maps for tests: of texts as users write them, and of records made up at random."""

from __future__ import annotations

from hypothesis import strategies as st

from ipseclint.address import cidr, network
from ipseclint.config import Config
from ipseclint.engine import run
from ipseclint.examine import Task, Unit
from ipseclint.map.hubs import AddressMap, address_map
from ipseclint.map.plot import Plot, plot
from ipseclint.record import Record
from ipseclint.span import Source


def packed(text: str) -> int:
    """A CIDR as `first << 32 | last`."""
    found = cidr(text)
    return found.first << 32 | found.last


def drawn(*texts: str) -> AddressMap:
    """The map of YAML texts, read and judged as a run does."""
    units = [Unit(i, given=(Source(f"{i}.yaml", text),)) for i, text in enumerate(texts)]
    report = run(units, Task(Config(), b"key", keep=plot), len(units))
    return address_map([kept for kept in report.kept if isinstance(kept, Plot)])


def connection(name: str, local: str, remote: str, gateway: str = "vpn-a", peer: str = "", more: str = "") -> str:
    """One connection of a native file, as an item of a list."""
    peer = peer or f"cgw-{name}"
    given = f"Name: {name}, VpnGatewayId: {gateway}, CustomerGatewayId: {peer}"
    return f"- {{{given}, LocalSubnet: '{local}', RemoteSubnet: '{remote}'{more}}}\n"


TWO = connection("osaka", "10.20.0.0/16", "172.20.0.0/16") + connection("seoul", "10.20.0.0/16", "172.20.5.0/24")


def plots(*sides: tuple[list[str], list[str]], gateway: str = "vpn-a") -> list[Plot]:
    """Connections of one gateway with these local and remote CIDRs."""
    return [
        made(number, tuple(map(packed, local)), tuple(map(packed, remote)), gateway)
        for number, (local, remote) in enumerate(sides)
    ]


def made(
    number: int, local: tuple[int, ...], remote: tuple[int, ...], gateway: str = "vpn-a", vpc: str = "", name: str = ""
) -> Plot:
    """A connection that stands in no file. Each has a peer of its own."""
    record = Record(
        unit=0,
        number=number,
        gateway=gateway,
        vpc=vpc,
        region="",
        name="",
        peers=(f"cgw-{number}",),
        local=local,
        remote=remote,
        complete=True,
        watched=False,
        psks=(b"",),
        bgp=(-1,),
        phase1=(b"",),
        ends=(None,),
        attachment=False,
    )
    return Plot(record, name or f"site-{number}", "plan.yaml", number + 1, gateway, vpc)


# Prefixes and addresses from few blocks, so that ranges meet often; some that are told apart, and some anywhere.
_NEAR = st.tuples(st.sampled_from([0x0A000000, 0x0A140000, 0xAC100000, 0xC0A80000, 0x08000000]), st.integers(0, 0xFFFF))
_FAR = st.tuples(st.just(0), st.integers(0, 0xFFFFFFFF))
ranges = st.builds(
    lambda place, prefix: network(place[0] + place[1], prefix),
    st.one_of(_NEAR, _NEAR, _NEAR, _FAR),
    st.one_of(st.integers(8, 28), st.sampled_from([0, 1, 2, 16, 24, 32])),
).map(lambda found: found.first << 32 | found.last)
sides = st.lists(ranges, max_size=6).map(tuple)
names = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Mn", "Me", "Co", "Cn")), max_size=40)
gateways = st.sampled_from([("vpn-a", ""), ("vpn-b", "vpc-1"), ("vpn-c", "vpc-1"), ("", "")])
fleets = st.lists(st.tuples(sides, sides, gateways, names), max_size=8).map(
    lambda items: [
        made(number, local, remote, gateway, vpc, name)
        for number, (local, remote, (gateway, vpc), name) in enumerate(items)
    ]
)
