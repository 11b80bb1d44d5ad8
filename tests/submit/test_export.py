"""The export is a native file that reads back as what exists, in the same order every time, without keys."""

from __future__ import annotations

import random
from pathlib import Path

import yaml
from hypothesis import given
from hypothesis import strategies as st

from ipseclint.read.yaml import read_yaml
from ipseclint.span import Source
from ipseclint.submit import export
from ipseclint.submit.service import Service as Api
from tests.cloud.__main__ import cloud
from tests.cloud.server import Service, running
from tests.submit import kit

EXPECTED = """\
connections:
  - RegionId: cn-shanghai
    VpnGatewayId: vpn-dual
    Name: plant
    LocalSubnet:
      - 10.3.0.0/16
    RemoteSubnet:
      - 172.16.3.0/24
    EffectImmediately: false
    EnableTunnelsBgp: false
    TunnelOptionsSpecification:
      - Role: master
        CustomerGatewayId: cgw-a
        EnableDpd: true
        EnableNatTraversal: true
        TunnelIkeConfig:
          Psk: "${env:IPSEC_PSK_PLANT_1}"
          IkeVersion: ikev2
          IkeMode: main
          IkeEncAlg: aes256
          IkeAuthAlg: sha256
          IkePfs: group14
          IkeLifetime: 28800
          LocalId: 47.100.7.2
          RemoteId: 61.177.5.1
        TunnelIpsecConfig:
          IpsecEncAlg: aes256
          IpsecAuthAlg: sha256
          IpsecPfs: group14
          IpsecLifetime: 3600
      - Role: slave
        CustomerGatewayId: cgw-b
        EnableDpd: true
        EnableNatTraversal: true
        TunnelIkeConfig:
          Psk: "${env:IPSEC_PSK_PLANT_2}"
          IkeVersion: ikev2
          IkeMode: main
          IkeEncAlg: aes256
          IkeAuthAlg: sha256
          IkePfs: group14
          IkeLifetime: 28800
          LocalId: 47.100.7.2
          RemoteId: 61.177.5.2
        TunnelIpsecConfig:
          IpsecEncAlg: aes256
          IpsecAuthAlg: sha256
          IpsecPfs: group14
          IpsecLifetime: 3600
"""


def test_what_exists_is_written_as_a_native_document(tmp_path: Path) -> None:
    with running(Service(cloud=cloud())) as server:
        api = kit.client(server)
        kit.submit(kit.plans(kit.dual("plant", 3)), api, tmp_path / "journal")
        found = Api(api, kit.pace()).connections("cn-shanghai")
    assert export.as_yaml(export.document(found)) == EXPECTED


def test_the_order_does_not_depend_on_that_of_the_answer(tmp_path: Path) -> None:
    with running(Service(cloud=cloud(settle=0))) as server:
        api = kit.client(server)
        planned = kit.plans(*(kit.single(f"s{n}", n) for n in range(9)))
        kit.submit(planned, api, tmp_path / "journal")
        found = Api(api, kit.pace()).connections("cn-shanghai")
    texts = set()
    for seed in range(5):
        random.Random(seed).shuffle(found)
        texts.add(export.as_yaml(export.document(found)))
    assert len(texts) == 1


def test_names_that_would_give_one_variable_are_kept_apart(tmp_path: Path) -> None:
    with running(Service(cloud=cloud(settle=0))) as server:
        api = kit.client(server)
        planned = kit.plans(kit.single("hq-a", 1), kit.single("hq.a", 2), kit.single("hq-b", 3))
        kit.submit(planned, api, tmp_path / "journal")
        text = export.as_json(export.document(Api(api, kit.pace()).connections("cn-shanghai")))
    keys = [line.strip().split('"')[3] for line in text.splitlines() if '"Psk"' in line]
    assert keys == [
        "${env:IPSEC_PSK_HQ_A_VCO_00000001}",
        "${env:IPSEC_PSK_HQ_B}",
        "${env:IPSEC_PSK_HQ_A_VCO_00000002}",
    ]


def test_nothing_is_written_as_an_empty_list() -> None:
    assert export.as_yaml(export.document([])) == "connections: []\n"


@given(st.text(st.characters(codec="utf-8")))
def test_any_text_reads_back_as_itself(text: str) -> None:
    written = export.as_yaml({"connections": [{"Name": text}]})
    assert yaml.safe_load(written) == {"connections": [{"Name": text}]}
    documents, faults = read_yaml(Source("export.yaml", written))
    assert not faults
    assert str(documents[0].get("connections").items[0].get("Name").value) == text  # type: ignore[union-attr]


WORDS = ("1e3", "0o17", "0x1F", "012", "1_000", "12:30:45", "yes", "No", "~", "null", "TRUE", ".inf", "=", "2026-01-01")


def test_words_that_some_yaml_reads_as_something_else_are_quoted() -> None:
    for word in WORDS:
        assert export.as_yaml({"connections": [{"Name": word}]}) == f'connections:\n  - Name: "{word}"\n'
