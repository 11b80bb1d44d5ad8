"""SM gateways: their ciphers, their limits and the peer's CA certificate (IPS412)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ipseclint import facts
from ipseclint.finding import Severity
from ipseclint.model import Connection, Field, Tunnel
from ipseclint.node import Place
from ipseclint.rules import samples
from ipseclint.rules.family import SM, STANDARD, all_standard, ciphers_of, family, given, holds, undecided, unknown_of
from ipseclint.rules.rule import Example, Hit, Outcome, Rule, Settings, Undecided

if TYPE_CHECKING:
    from ipseclint.certificate import Certificate

_PROVIDER = frozenset(("terraform", "plan", "pulumi"))
_PRIVATE_KEY = "PRIVATE KEY-----"


def sm_mismatch(connection: Connection, settings: Settings) -> Iterator[Outcome]:
    """SM and other algorithms, versions or certificates together."""
    if all_standard(connection):
        return
    for tunnel in connection.tunnels:
        if given(tunnel.certificate) and _PRIVATE_KEY in str(tunnel.certificate.value):
            tunnel.certificate.span.hide()
        if family(connection, tunnel) == "sm":
            yield from _sm(connection, tunnel, settings)
        else:
            yield from _standard(connection, tunnel)
    if len(connection.tunnels) == 2:
        yield from _two_families(*connection.tunnels)


def _standard(connection: Connection, tunnel: Tunnel) -> Iterator[Outcome]:
    """A tunnel without SM ciphers takes no CA certificate."""
    ciphers, certificate = ciphers_of(tunnel), tunnel.certificate
    unknown = next(unknown_of(tunnel), None)
    written = next((field for field in ciphers if field.written), None)
    standard = next((field for field in ciphers if field.written and field.value in STANDARD), None)
    if unknown is not None:
        yield Undecided(unknown)
    elif given(certificate) and standard is not None:
        yield _useless(tunnel, certificate, standard)
    elif given(certificate) and written is None:
        yield from list(undecided(connection)) or [_unnamed(tunnel, certificate)]


def _useless(tunnel: Tunnel, certificate: Field, cipher: Field) -> Hit:
    message = (
        f"{certificate.name} is given{_of(tunnel)}, but {cipher.name} is {cipher.value}: only an SM "
        f"gateway takes a CA certificate, and on any other the field must stay empty."
    )
    help_ = f"Remove {certificate.name}, or use sm4 and sm3 in both phases if the gateway is an SM gateway."
    related = (Place(cipher.span, f"{cipher.name} is {cipher.value}"),)
    return Hit.at(certificate, tunnel, message, help_, related=related, subject="standard ciphers")


def _unnamed(tunnel: Tunnel, certificate: Field) -> Hit:
    message = (
        f"{certificate.name} is given{_of(tunnel)}, which only an SM gateway takes, but no cipher is "
        f"named: which defaults apply depends on the gateway."
    )
    help_ = f"Name sm4 and sm3 in both phases, or remove {certificate.name} if it is no SM gateway."
    return Hit.at(certificate, tunnel, message, help_, Severity.WARNING, subject="unnamed ciphers")


def _sm(connection: Connection, tunnel: Tunnel, settings: Settings) -> Iterator[Outcome]:
    ciphers = ciphers_of(tunnel)
    sm = [field for field in ciphers if field.value in SM]
    others = [field for field in ciphers if field.written and field.value in STANDARD]
    unknown = [field for field in ciphers if field.unknown]
    # One SM cipher among others, and no certificate: a slip in a standard connection.
    is_slip = len(sm) == 1 and len(others) + len(unknown) > 1 and not holds(tunnel.certificate)
    if others:
        yield _mixed(tunnel, sm, others, is_slip)
    else:
        yield from (Undecided(field) for field in unknown)
    if not is_slip:
        yield from _version_and_mode(tunnel)
        yield from _certificate(connection, tunnel, settings)


def _mixed(tunnel: Tunnel, sm: list[Field], others: list[Field], is_slip: bool) -> Hit:
    odd, rest = (sm[0], others) if is_slip else (others[0], sm)
    message = (
        f"{odd.name}{tunnel.label} is {odd.value} beside {rest[0].value} in {rest[0].name}: an SM gateway "
        f"has only sm4 and sm3, every other gateway neither of them."
    )
    if is_slip:
        better = "aes256" if odd.value == facts.SM_ENCRYPTION else "sha256"
        help_ = f"Set {odd.name} to {better}, or every cipher to sm4 and every hash to sm3."
    else:
        help_ = f"Set {' and '.join(f'{field.name} to {_sm_value(field)}' for field in others)}."
    related = (Place(rest[0].span, f"{rest[0].name} is {rest[0].value}"),)
    return Hit.at(odd, tunnel, message, help_, related=related, subject="mixed")


def _sm_value(field: Field) -> str:
    return facts.SM_DEFAULTS[field.pointer.rsplit("/", 1)[-1]]


def _version_and_mode(tunnel: Tunnel) -> Iterator[Outcome]:
    version, mode = tunnel.phase1.version, tunnel.phase1.mode
    for field, only in ((version, "ikev1"), (mode, "main")):
        if field.unknown:
            yield Undecided(field)
        elif field.written and str(field.value).lower() in ("ikev2", "aggressive"):
            message = (
                f"{field.name}{tunnel.label} is {field.value} with SM ciphers: an SM gateway negotiates "
                f"with {only} alone, so the connection is rejected or never comes up."
            )
            yield Hit.at(field, tunnel, message, f"Set {field.name} to {only}.", subject=str(field.value))


def _certificate(connection: Connection, tunnel: Tunnel, settings: Settings) -> Iterator[Outcome]:
    field = tunnel.certificate
    if field.unknown:
        yield Undecided(field)
    elif given(field):
        yield from _judged(field, tunnel, settings)
    elif field.absent or field.written:
        message = (
            f"No {field.name} is given{_of(tunnel)}: an SM gateway authenticates its peer by certificate, "
            f"and has no pre-shared keys."
        )
        help_ = f"Add {field.name} with the certificate of the peer's CA in PEM form."
        if connection.request.dialect in _PROVIDER:
            help_ = "Plan SM connections for the API or ROS: the Terraform provider has no such attribute."
        yield Hit.at(field, tunnel, message, help_, subject="no certificate")


def _judged(field: Field, tunnel: Tunnel, settings: Settings) -> Iterator[Outcome]:
    """What is wrong with a certificate: its form, or its dates."""
    from ipseclint import certificate

    text = str(field.value)
    if _PRIVATE_KEY in text:
        message = f"{field.name}{tunnel.label} holds a private key, which everyone who reads this file now has."
        help_ = "Remove it, replace that key, and give the certificate of the peer's CA alone."
        yield Hit.at(field, tunnel, message, help_, subject="private key")
        return
    try:
        found = certificate.read(text)
    except certificate.NotACertificate as error:
        message = f"{field.name}{tunnel.label} is no PEM certificate: it {error}."
        help_ = "Give the whole text from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----, line by line."
        yield Hit.at(field, tunnel, message, help_, subject="no PEM")
        return
    yield from _dated(field, tunnel, found, settings.today or _today())
    if not all(one.own_lines for one in found):
        message = f"{field.name}{tunnel.label} has its BEGIN or END within a line: its line ends were lost."
        help_ = "Write it as a literal block (`|` in YAML), or with \\n in a quoted text."
        yield Hit.at(field, tunnel, message, help_, Severity.WARNING, subject="lines")


def _dated(field: Field, tunnel: Tunnel, found: tuple[Certificate, ...], today: str) -> Iterator[Outcome]:
    for one in found:
        if one.not_after < today:
            message = f"The certificate in {field.name}{tunnel.label} expired on {one.not_after}."
            yield Hit.at(field, tunnel, message, _RENEW, subject=one.not_after)
        elif one.not_before > today:
            message = f"The certificate in {field.name}{tunnel.label} is not valid before {one.not_before}."
            yield Hit.at(field, tunnel, message, _RENEW, subject=one.not_before)


_RENEW = "Get the peer's present CA certificate: no tunnel is set up with this one today."


def _today() -> str:
    import time

    return time.strftime("%Y-%m-%d", time.gmtime())


def _two_families(first: Tunnel, second: Tunnel) -> Iterator[Outcome]:
    """One tunnel with SM ciphers and one with others: both end on one gateway."""
    sm, standard = (first, second) if first.is_sm else (second, first)
    if not sm.is_sm or standard.is_sm or any(field.value in STANDARD for field in ciphers_of(sm)):
        return
    odd = next((field for field in ciphers_of(standard) if field.written and field.value in STANDARD), None)
    if odd is None or holds(standard.certificate):
        return
    message = (
        f"{odd.name}{standard.label} is {odd.value} while tunnel {(sm.number or 0) + 1} has SM ciphers: "
        f"both tunnels end on one gateway, which has either sm4 and sm3 or neither."
    )
    help_ = "Use the algorithms of one family in both tunnels."
    related = (Place(ciphers_of(sm)[0].span, f"tunnel {(sm.number or 0) + 1} is of the SM family"),)
    yield Hit.at(odd, standard, message, help_, related=related, subject="two families")


def _of(tunnel: Tunnel) -> str:
    return "" if tunnel.number is None else f" for tunnel {tunnel.number + 1}"


RULES: tuple[Rule, ...] = (
    Rule(
        "IPS412",
        "sm-mismatch",
        Severity.ERROR,
        "connection",
        "0.1.0",
        "-",
        summary="SM algorithms are mixed with others, or the peer's CA certificate does not fit.",
        why="An SM gateway has sm4, sm3, ikev1, main mode and certificates; any other gateway has none of "
        "them. A mixture suits no gateway and is rejected. An expired CA certificate lets no peer in.",
        source="CreateVpnConnection and CreateVpnGateway (VpnType NationalStandard), command-line metadata "
        "2026-04-21; RFC 7468 (PEM); RFC 5280 section 4.1.2.5 (validity)",
        how="On an SM gateway use sm4, sm3, ikev1 and main in both phases and give the peer's CA "
        "certificate as PEM; on any other gateway use neither.",
        bad=Example(samples.altered(samples.SM, ("IkeAuthAlg: sm3", "IkeAuthAlg: sha256"))),
        good=Example(samples.SM),
        check=sm_mismatch,
    ),
)
