"""Policy profiles (IPS420, IPS421): what the chosen ones forbid, and what none of this API's tunnels can have."""

from __future__ import annotations

from ipseclint.finding import Severity
from ipseclint.rules import samples
from ipseclint.rules.rule import Example, Rule

_SUITE = samples.altered(samples.SINGLE, ("EncAlg: aes256", "EncAlg: aes"))

RULES: tuple[Rule, ...] = (
    Rule(
        "IPS420",
        "profile-violation",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="A profile that was chosen objects to a value that no other rule minds.",
        why="Who is bound to a standard has to keep to its values, also where others would do. Where another rule "
        "speaks of the value already, its finding takes the profile's level and names the clause, and nothing is said "
        "twice; a level that the configuration sets stays. In the example the profile is ncsc-legacy, whose one suite "
        "has AES-128.",
        source="the documents of the profile: `ipseclint profiles NAME` lists each verdict with clause, date, and how "
        "it was checked",
        how="Write a value that the profile accepts, or judge by the profile that you are bound to.",
        bad=Example(samples.altered(_SUITE, ("IpsecEncAlg: aes", "IpsecEncAlg: aes256"))),
        good=Example(_SUITE),
        configure="profiles",
    ),
    Rule(
        "IPS421",
        "profile-unmeetable",
        Severity.ERROR,
        "run",
        "0.1.0",
        "-",
        summary="A profile that was chosen asks for what no connection of this API can have.",
        why="An audit by such a profile fails whatever is written: it asks for groups, ciphers or certificates that "
        "CreateVpnConnection has no value for. That is said once a run, and each value is then judged against the "
        "nearest that the API has, so that all other findings can be mended. Where a profile tolerates what the API "
        "has in place of what it asks for, this is a note. The examples are configurations.",
        source="the documents of the profile: `ipseclint profiles NAME` lists what it asks for; CreateVpnConnection, "
        "Vpc API 2016-04-28 (SDK 7.2.2, 2026-09-15)",
        how="Judge by a profile that can be met (`ipseclint profiles` tells which), ignore this rule to have the "
        "values judged only, or end the tunnel on a gateway that has what is asked for.",
        bad=Example("profiles: [cnsa-1]\n", ".ipseclint.yaml"),
        good=Example("profiles: [nist-800-77]\n", ".ipseclint.yaml"),
        configure="profiles",
    ),
)
