"""One rich report that every format is held to: related places in another file, fixes, wide characters, a
path with blanks, a finding without a place, values that are defaults, hidden findings, undecided checks."""

from __future__ import annotations

from ipseclint.engine import Report
from ipseclint.excerpt import excerpt
from ipseclint.finding import Doubt, Edit, Finding, Fix, Related, Severity, Silenced
from ipseclint.node import Place
from ipseclint.span import Source, Span

SITE = Source(
    "sites/Zürich & 東京/hq plan.yaml",
    """\
# 総部 <head office>
Name: 東京-hq
LocalSubnet: 10.0.0.0/8, 172.16.0.0/12
RemoteSubnet: 10.1.0.0/16
IkeConfig:
  Psk: correct-horse-battery-staple
  IkeVersion: ikev2
  IkeEncAlg: des
  IkeMode: aggressive
IpsecConfig: {}
""",
)
HUB = Source(
    "hub.tf",
    """\
resource "alicloud_vpn_connection" "hub" {
  vpn_gateway_id\t= alicloud_vpn_gateway.main.id
  local_subnet = ["172.16.0.0/12"]
}
""",
)
for source, psk in ((SITE, "correct-horse-battery-staple"),):
    source.hide(source.text.index(psk), source.text.index(psk) + len(psk))


def span(source: Source, text: str, after: str = "") -> Span:
    """The first place of a text, behind another one."""
    start = source.text.index(text, source.text.index(after))
    return source.span(start, start + len(text))


def finding(
    code: str,
    name: str,
    severity: Severity,
    message: str,
    help_: str,
    at: Span,
    related: tuple[Place, ...] = (),
    **more: object,
) -> Finding:
    return Finding(
        code,
        name,
        severity,
        message,
        help_,
        at.location(),
        related=tuple(Related(place.span.location(), place.message) for place in related),
        excerpts=tuple(excerpt(place) for place in (at, *(place.span for place in related))),
        **more,  # type: ignore[arg-type]
    )


def replaced(at: Span, title: str, text: str, safe: bool) -> Fix:
    place = at.location()
    return Fix(title, (Edit(place.path, place.start, place.end, text, place),), safe)


ENCRYPTION = span(SITE, "des", "IkeEncAlg")
MODE = span(SITE, "aggressive")
MODE_LINE = span(SITE, "  IkeMode: aggressive\n")

FINDINGS = (
    finding(
        "IPS301",
        "local-remote-overlap",
        Severity.ERROR,
        'LocalSubnet 10.0.0.0/8 contains RemoteSubnet 10.1.0.0/16: 100% of it, "both" ways.',
        "Leave 10.1.0.0/16 out of one side.",
        span(SITE, "10.0.0.0/8"),
        (Place(span(SITE, "10.1.0.0/16"), "the remote network"),),
        dialect="native",
        connection="東京-hq",
        pointer="/LocalSubnet/0",
        fingerprint="0123456789abcdef0123",
    ),
    finding(
        "IPS302",
        "remote-overlap",
        Severity.WARNING,
        "172.16.0.0/12 is planned twice: here, and by hub.",
        "Give each site space of its own.",
        span(SITE, "172.16.0.0/12"),
        (
            Place(span(HUB, "172.16.0.0/12"), "the other connection"),
            Place(span(HUB, "alicloud_vpn_gateway.main.id"), "both use this gateway"),
        ),
        dialect="native",
        connection="東京-hq",
        pointer="/LocalSubnet/1",
        fingerprint="1123456789abcdef0123",
    ),
    finding(
        "IPS701",
        "psk-in-plain-text",
        Severity.WARNING,
        "The PSK stands in the file.",
        "Refer to it: ${env:HQ_PSK}.",
        span(SITE, "correct-horse-battery-staple"),
        dialect="native",
        connection="東京-hq",
        pointer="/IkeConfig/Psk",
        fingerprint="2123456789abcdef0123",
    ),
    finding(
        "IPS401",
        "weak-encryption",
        Severity.ERROR,
        "IkeEncAlg is des: a 56-bit key that is broken in hours <at most>.",
        "Write aes256.",
        ENCRYPTION,
        dialect="native",
        connection="東京-hq",
        tunnel=1,
        pointer="/IkeConfig/IkeEncAlg",
        profile="bsi-tr-02102-3",
        fix=replaced(ENCRYPTION, "replace des by aes256", "aes256", safe=False),
        fingerprint="3123456789abcdef0123",
    ),
    finding(
        "IPS408",
        "mode-without-effect",
        Severity.INFO,
        "IkeMode has no effect with ikev2.",
        "Remove the line.",
        MODE,
        dialect="native",
        connection="東京-hq",
        pointer="/IkeConfig/IkeMode",
        fix=replaced(MODE_LINE, "Remove the line.", "", safe=True),
        fingerprint="4123456789abcdef0123",
    ),
    finding(
        "IPS404",
        "pfs-disabled",
        Severity.WARNING,
        "IpsecPfs is disabled, because nothing is set.\nA second line, with a | pipe and `code`.",
        "Write IpsecPfs: group14.",
        span(SITE, "IpsecConfig"),
        dialect="native",
        connection="東京-hq",
        pointer="/IpsecConfig/IpsecPfs",
        defaulted=True,
        fingerprint="4123456789abcdef0123",
    ),
    Finding(
        "IPS421",
        "profile-unmeetable",
        Severity.ERROR,
        "The profile cnsa-2 cannot be met by this API: it has no group above group14.",
        "Choose another profile.",
        None,
        profile="cnsa-2",
        fingerprint="5123456789abcdef0123",
    ),
)
UNDECIDED = (
    Doubt(
        "IPS201",
        "invalid-cidr",
        span(HUB, "local_subnet").location(),
        "hub",
        "/RemoteSubnet",
        "var.remote_subnets[*]",
    ),
    Doubt("IPS702", "psk-guessable", span(HUB, "hub").location(), "hub", "/IkeConfig/Psk", "var.psk"),
)
SILENCED = (
    Silenced(
        finding(
            "IPS406",
            "ikev1",
            Severity.WARNING,
            "The version is ikev1.",
            "Write ikev2.",
            span(HUB, "hub"),
            connection="hub",
            pointer="/IkeConfig/IkeVersion",
            fingerprint="6123456789abcdef0123",
        ),
        "comment",
        "the peer knows {no} other [yet](soon)",
    ),
    Silenced(
        finding(
            "IPS606",
            "name-missing",
            Severity.INFO,
            "It has no name.",
            "Write a Name.",
            span(HUB, "resource"),
            connection="hub",
            fingerprint="7123456789abcdef0123",
        ),
        "baseline",
    ),
)
REPORT = Report(
    findings=tuple(sorted(FINDINGS, key=Finding.sort_key)),
    undecided=tuple(sorted(UNDECIDED, key=Doubt.sort_key)),
    files=3,
    connections=5,
    suppressed=1,
    baselined=1,
    silenced=SILENCED,
)
EMPTY = Report(findings=(), undecided=(), files=2, connections=3)
