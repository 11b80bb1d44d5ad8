"""Keys: which are guessable and which are not, and that nothing tells them."""

from __future__ import annotations

import json
import random
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.config import Config
from ipseclint.engine import Report, lint, lint_files
from ipseclint.files import Found
from ipseclint.finding import Severity
from ipseclint.rules.guessable import Weakness, entropy, is_short, weakness
from ipseclint.rules.samples import DUAL, SINGLE, altered
from ipseclint.span import Source

_MARKS = "~!`@#$%^&*()_-+={}[]|;:',.<>/?"
_CONFIG = Config()
_STRONG = "vK7mQ2xT9hRw4pZsN6bJ3dLc8fGyWk5E"


def report(text: str, name: str = "connection.yaml", config: Config = _CONFIG) -> Report:
    return lint([Source.decode(name, text.encode("utf-8", "surrogatepass"))], config)


def codes(found: Report) -> list[str]:
    return [f.code for f in found.findings]


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("<psk>", Weakness.PLACEHOLDER),
        ("((vpn-psk))", Weakness.PLACEHOLDER),
        ("$VPN_PSK", Weakness.PLACEHOLDER),
        ("__PSK__", Weakness.PLACEHOLDER),
        ("1234****", Weakness.PLACEHOLDER),
        ("psk-xxxxxxxx", Weakness.PLACEHOLDER),
        ("changeme", Weakness.PLACEHOLDER),
        ("Change-Me-2024", Weakness.PLACEHOLDER),
        ("your_pre_shared_key_here_32_chars", Weakness.PLACEHOLDER),
        ("please-change-this-to-a-long-random-string", Weakness.PLACEHOLDER),
        ("12345678", Weakness.PATTERN),
        ("0" * 64, Weakness.PATTERN),
        ("zyxwvutsrqponmlkjihgfedcba", Weakness.PATTERN),
        ("QWERTYUIOPASDFGHJKL", Weakness.PATTERN),
        ("1q2w3e4r5t6y7u8i9o0p", Weakness.PATTERN),
        ("qazwsxedcrfvtgb", Weakness.PATTERN),
        ("AbcAbcAbcAbcAbcAbcAbcAbcAbc", Weakness.PATTERN),
        ("Kv7$Kv7$Kv7$Kv7$Kv7$Kv7$", Weakness.PATTERN),
        ("secret", Weakness.WORDS),
        ("Passw0rd!", Weakness.WORDS),
        ("$3cr3t-Vpn-K3y!", Weakness.WORDS),
        ("tf-testAccVpn-20240101", Weakness.WORDS),
        ("AlibabaCloud@Beijing2024", Weakness.WORDS),
        ("branch-nine-2031!", Weakness.WORDS),
        ("Kz7BranchNineQ4mTx9Vw2", Weakness.NAME),
        ("kz7mq4tx9v", Weakness.SHORT),
        ("q", Weakness.SHORT),
    ],
)
def test_a_key_that_is_tried_first_is_guessable(key: str, why: Weakness) -> None:
    assert weakness(key, "branch-nine") is why


@pytest.mark.parametrize(
    "key", ["", _STRONG, "9f3a61c07be2d4854c0b7ae1f26d9308", "Qv7mTestHw3kRz9pLx2cGd6n", "a" * 5000]
)
def test_other_keys_are_not(key: str) -> None:
    assert weakness(key, "hq") is None


@pytest.mark.parametrize(
    ("characters", "length"),
    [
        (string.ascii_letters + string.digits, 19),
        (string.ascii_letters + string.digits, 32),
        ("0123456789abcdef", 28),
        ("0123456789abcdef", 64),
        (string.ascii_letters + string.digits + _MARKS, 18),
        (string.ascii_letters + string.digits + _MARKS, 100),
    ],
)
def test_random_keys_are_hardly_ever_called_guessable(characters: str, length: int) -> None:
    """Random keys of 112 bits hold words and runs by chance, yet not enough to matter."""
    draw = random.Random(20261125)
    keys = ["".join(draw.choices(characters, k=length)) for _ in range(1500)]
    assert [key for key in keys if weakness(key, "hq-to-shanghai")] == []


def test_the_bound_of_entropy_is_that_of_the_characters_used() -> None:
    assert round(entropy("9f3a61c07be2d485")) == 64
    assert round(entropy("vK7mQ2xT9hRw4pZs")) == 95
    assert round(entropy("vK7$mQ2xT9&hRw4p")) == 105
    assert round(entropy("hT5wPz8nKc3v/RfXq6mJ+w==")) == 132


@pytest.mark.parametrize(("length", "short"), [(18, True), (19, False)])
def test_nineteen_letters_and_figures_reach_112_bits(length: int, short: bool) -> None:
    assert is_short(_STRONG[:length]) is short


def test_a_key_repeated_is_as_strong_as_what_is_repeated() -> None:
    assert is_short("vK7mQ2xT9hRw4vK7mQ2xT9hRw4vK7mQ2x")
    assert not is_short(_STRONG + _STRONG)


@given(st.text(max_size=220), st.text(max_size=40))
def test_any_text_can_be_judged(key: str, name: str) -> None:
    weakness(key, name)
    is_short(key)


def told(found: Report) -> str:
    """All that a report says, places and excerpts included."""
    parts = []
    for one in found.findings:
        parts += [one.message, one.help, *(place.message for place in one.related)]
        parts += [excerpt.text for excerpt in one.excerpts]
    return "\n".join([*parts, *(doubt.expression for doubt in found.undecided)])


@pytest.mark.parametrize(
    "key",
    [
        "Zq7wTm2kRz 9VbnXs4LpJd8Fy",
        'Zq7wTm2k"Rz9VbnXs4LpJd8Fy',
        "Zq7wTm2kRz9Vbn\u201dXs4LpJd8Fy",
        "Zq7wTm2kRz\n9VbnXs4LpJd8Fy",
        "0xZq7wTm2kRz9VbnXs4LpJd8Fy",
        "Zq7wTm2k" * 14,
        "Zq7wHqToShanghaiTm2kRz9Vbn",
        "Zq7wZq7wZq7w",
        "Zq7wTm2kRz9Vbn${env:K}",
    ],
)
def test_no_finding_tells_a_part_of_a_key(key: str) -> None:
    quoted = json.dumps(key)
    for text in (
        altered(SINGLE, ('"${env:VPN_PSK}"', quoted)),
        altered(DUAL, ('"${env:PSK_1}"', f"&key {quoted}"), ('"${env:PSK_2}"', "*key")),
        f"x-key: &key {quoted}\nconnections:\n- " + altered(SINGLE, ('"${env:VPN_PSK}"', "*key")).replace("\n", "\n  "),
    ):
        found = report(text)
        assert "${" in quoted or {code for code in codes(found) if code.startswith("IPS70")}
        assert "Zq7w" not in told(found)
        assert "9Vbn" not in told(found)


def test_a_key_that_is_passed_in_leaves_nothing_open() -> None:
    assert report(SINGLE).undecided == ()


def test_one_reference_in_two_texts_makes_two_keys() -> None:
    def pair(one: str, two: str) -> str:
        first = altered(SINGLE, ("${env:VPN_PSK}", one))
        second = altered(
            SINGLE, ("${env:VPN_PSK}", two), ("8b1n5cg9", "8b1n5cg8"), ("172.20", "172.24"), ("hq-to", "dc-to")
        )
        return f"{first}---\n{second}"

    assert "IPS705" in codes(report(pair("${env:VPN_PSK}", "${env:VPN_PSK}")))
    assert "IPS705" in codes(report(pair("a-${env:VPN_PSK}", "a-${env:VPN_PSK}")))
    assert "IPS705" not in codes(report(pair("a-${env:VPN_PSK}", "b-${env:VPN_PSK}")))
    assert "IPS705" not in codes(report(pair("a-${env:VPN_PSK}", "${env:VPN_PSK}")))


def test_what_sops_and_ansible_vault_encrypt_is_not_known() -> None:
    for value in (
        '"ENC[AES256_GCM,data:Tr7o,iv:1vJ5,tag:dkz2,type:str]"',
        "!vault 6638643965",
        '"$ANSIBLE_VAULT;1.1;AES256"',
    ):
        found = report(altered(SINGLE, ('"${env:VPN_PSK}"', value)))
        assert found.undecided == ()
        assert [f.code for f in found.findings if f.severity is not Severity.INFO] == []


def test_half_a_surrogate_pair_is_a_character_beyond_ascii() -> None:
    text = json.dumps({**_request(), "IkeConfig": {**_request()["IkeConfig"], "Psk": "\ud800" + _STRONG}})
    found = report(text, "connection.json")
    assert [f.code for f in found.findings if f.severity is Severity.ERROR] == ["IPS704"]


def _request() -> dict[str, dict[str, str]]:
    import yaml

    read: dict[str, dict[str, str]] = yaml.safe_load(SINGLE)
    return read


def test_exported_state_holds_keys_by_nature() -> None:
    """One note a file, for its first tunnel, and no second one for the other tunnel."""
    ike = {"IkeVersion": "ikev2", "IkeEncAlg": "aes256", "IkeAuthAlg": "sha256", "IkePfs": "group14"}
    ipsec = {"IpsecEncAlg": "aes256", "IpsecAuthAlg": "sha256", "IpsecPfs": "group14", "IpsecLifetime": "28800"}
    keys = (_STRONG, _STRONG[::-1])
    tunnels = [
        {
            "CustomerGatewayId": f"cgw-uf605kn75f4na8b1n5cg{number}",
            "Role": role,
            "TunnelIkeConfig": {**ike, "Psk": key},
            "TunnelIpsecConfig": ipsec,
        }
        for number, role, key in zip((1, 2), ("master", "slave"), keys, strict=True)
    ]
    state = {
        "VpnConnectionId": "vco-uf6d3ky11pf86rmjfz6jz",
        "VpnGatewayId": "vpn-uf6d3ky11pf86rmjfz6jz",
        "Name": "",
        "LocalSubnet": "10.20.0.0/16",
        "RemoteSubnet": "172.20.8.0/22",
        "TunnelOptionsSpecification": {"TunnelOptions": tunnels},
    }
    found = report(json.dumps(state), "state.json")
    mine = [(f.code, f.severity, f.pointer) for f in found.findings if f.code in ("IPS601", "IPS606", "IPS701")]
    assert sorted(mine) == [
        ("IPS606", Severity.INFO, "/Name"),
        ("IPS701", Severity.INFO, "/TunnelOptionsSpecification/0/TunnelIkeConfig/Psk"),
    ]


TERRAFORM = """\
variable "psk" {}
resource "alicloud_vpn_connection" "hq" {
  vpn_connection_name = "hq-to-shanghai"
  vpn_gateway_id      = "vpn-uf6d3ky11pf86rmjfz6jz"
  customer_gateway_id = "cgw-uf605kn75f4na8b1n5cg9"
  local_subnet        = ["10.20.0.0/16"]
  remote_subnet       = ["172.20.8.0/22"]
  ike_config {
    psk         = var.psk
    ike_version = "ikev2"
  }
}
"""


def test_a_key_of_the_command_line_stands_in_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("main.tf")
    path.write_text(TERRAFORM)
    config = Config(variables={"psk": "changeme"})
    found = lint_files([Found(path, "main.tf", config, explicit=True)], config)
    assert [code for code in codes(found) if code.startswith("IPS70")] == ["IPS702"]
    path.write_text(TERRAFORM.replace('"psk" {}', '"psk" { default = "changeme" }'))
    found = lint_files([Found(path, "main.tf", _CONFIG, explicit=True)], _CONFIG)
    assert [(f.code, f.location.line) for f in found.findings if f.location and f.code.startswith("IPS70")] == [
        ("IPS701", 1),
        ("IPS702", 1),
    ]
