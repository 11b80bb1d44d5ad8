"""What every test has: no proxies, no metadata service, no colour, and the command as users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says nothing on a machine that does other things too. The suite draws the same examples
# each time, so that it fails for what changed; `--hypothesis-profile hunt` looks for faults with new and more ones.
STEADY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
settings.register_profile("steady", STEADY)
settings.register_profile("hunt", STEADY, derandomize=False, max_examples=2000)
settings.load_profile("steady")

for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(name, None)
os.environ["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true"
os.environ["NO_COLOR"] = "1"
os.environ.pop("FORCE_COLOR", None)

ROOT = Path(__file__).parent.parent
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def command() -> list[str]:
    """The installed command."""
    return [sys.executable, "-m", "ipseclint"]


@pytest.fixture
def ipseclint(command: list[str], tmp_path: Path) -> Run:
    """Run the command in an empty folder: `ipseclint("check", "a.yaml")`."""

    def run(*words: str, stdin: str | bytes | None = None, cwd: Path = tmp_path, **env: str) -> object:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [*command, *words], cwd=cwd, input=data, capture_output=True, env={**os.environ, **env}, timeout=120
        )
        out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        assert "Traceback (most recent call last)" not in out + err
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run


GOOD = """\
Name: hq-to-shanghai
VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
CustomerGatewayId: cgw-uf605kn75f4na8b1n5cg9
LocalSubnet: 10.20.0.0/16
RemoteSubnet: 172.20.8.0/22
IkeConfig:
  Psk: ${env:VPN_PSK}
  IkeVersion: ikev2
  IkeEncAlg: aes256
  IkeAuthAlg: sha256
  IkePfs: group14
IpsecConfig:
  IpsecEncAlg: aes256
  IpsecAuthAlg: sha256
  IpsecPfs: group14
  IpsecLifetime: 28800
"""


@pytest.fixture
def good() -> str:
    """A connection of which nothing above info is said."""
    return GOOD
