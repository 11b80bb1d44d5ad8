"""Parallel runs: the same bytes whatever executes them, and nothing lost when a worker dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from ipseclint.config import Config
from ipseclint.examine import Examined, Task, Unit
from ipseclint.files import Found
from ipseclint.parallel import WorkerDied, chunked, with_executor
from tests.conftest import Run


@pytest.fixture
def fleet(tmp_path: Path, good: str) -> Path:
    """Forty files of one gateway, with overlaps, shared keys and duplicates among them."""
    folder = tmp_path / "fleet"
    folder.mkdir()
    for number in range(40):
        text = good.replace("hq-to-shanghai", f"site-{number % 37}").replace(
            "172.20.8.0/22", f"172.20.{number % 31}.0/24"
        )
        text = text.replace("605kn75f4na8b1n5cg9", f"605kn75f4na8b1n5c{number:02}").replace(
            "sha256", "sha1", number % 2
        )
        (folder / f"{number:02}.yaml").write_text(text)
    return folder


@pytest.fixture
def cluster() -> Iterator[str]:
    """A dask cluster on the loopback interface, with two workers."""
    distributed = pytest.importorskip("distributed", reason="dask is missing: pip install 'ipseclint[distributed]'")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None, processes=True
    ) as running:
        yield running.scheduler_address.removeprefix("tcp://")


def test_processes_give_the_same_bytes(ipseclint: Run, fleet: Path) -> None:
    assert len({ipseclint("check", "fleet", "--jobs", str(jobs)).stdout for jobs in (1, 2)}) == 1
    outputs = {ipseclint("check", "fleet", "--format", "json", "--jobs", str(jobs)).stdout for jobs in (1, 2, 4)}
    assert len(outputs) == 1
    found = {finding["code"] for finding in json.loads(outputs.pop())["findings"]}
    assert {"IPS302", "IPS402", "IPS604", "IPS705"} <= found


_TEMPLATE = """\
ROSTemplateFormatVersion: '2015-09-01'
Parameters:
  Site: {Type: String, Default: lantern harbour}
Resources:
"""
_CONNECTION = """\
  {name}:
    Type: ALIYUN::VPC::VpnConnection
    Properties:
      VpnGatewayId: vpn-uf6d3ky11pf86rmjfz6jz
      CustomerGatewayId: {peer}
      LocalSubnet: 10.20.0.0/16
      RemoteSubnet: 172.2{number}.0.0/16
      IkeConfig: {{Psk: !Ref Site, IkeVersion: ikev2}}
"""


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_text_from_standard_input_keeps_its_secrets(ipseclint: Run, jobs: str) -> None:
    peers = ("cgw-uf605kn75f4na8b1n5cg9", "cgw-uf6qx2m8c4v7b1n9k5j3h")
    text = _TEMPLATE + "".join(
        _CONNECTION.format(name=f"Site{number}", peer=peer, number=number) for number, peer in enumerate(peers)
    )
    done = ipseclint("check", "--select", "IPS705", "--jobs", jobs, "-", stdin=text)
    assert "IPS705" in done.stdout
    assert "lantern" not in done.stdout


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_a_cluster_gives_the_same_bytes(ipseclint: Run, fleet: Path, cluster: str) -> None:
    alone = ipseclint("check", "fleet", "--format", "json", "--jobs", "1")
    spread = ipseclint("check", "fleet", "--format", "json", "--executor", f"dask://{cluster}")
    assert spread.stderr == ""
    assert spread.stdout == alone.stdout


def test_a_cluster_that_cannot_be_reached_is_exit_4(ipseclint: Run, fleet: Path) -> None:
    pytest.importorskip("distributed", reason="dask is missing: pip install 'ipseclint[distributed]'")
    done = ipseclint("check", "fleet", "--executor", "dask://127.0.0.1:9", IPSECLINT_DASK_TIMEOUT="2s")
    assert done.returncode == 4
    assert "the cluster at 127.0.0.1:9 cannot be reached" in done.stderr
    assert "Not linted: 40 files:\n  fleet/00.yaml\n" in done.stderr


def test_an_executor_that_is_no_cluster_is_exit_2(ipseclint: Run, fleet: Path) -> None:
    done = ipseclint("check", "fleet", "--executor", "spark://x")
    assert done.returncode == 2
    assert "is not dask://HOST:PORT" in done.stderr


def _die(units: list[Unit], task: Task) -> list[Examined]:
    os.kill(os.getpid(), signal.SIGKILL)
    return []


@pytest.mark.skipif(sys.platform == "win32", reason="signals: run on Linux or macOS")
def test_a_worker_that_dies_is_told_with_what_was_not_linted(monkeypatch: pytest.MonkeyPatch, fleet: Path) -> None:
    config = Config()
    units = [Unit(n, (Found(p, p.name, config, True),)) for n, p in enumerate(sorted(fleet.iterdir()))]
    monkeypatch.setattr("ipseclint.parallel.examine_all", _die)
    with ProcessPoolExecutor(2) as pool, pytest.raises(WorkerDied) as error:
        list(with_executor(pool, 2)(units, Task(config, b"k" * 16)))
    assert sorted(error.value.missing) == sorted(p.name for p in fleet.iterdir())
    assert error.value.done == []


_DYING = """\
import os
import ipseclint.examine
parent, examine = os.getpid(), ipseclint.examine.examine
def dying(*arguments):
    return examine(*arguments) if os.getpid() == parent else os._exit(9)
ipseclint.examine.examine = dying
from ipseclint.__main__ import main
main()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes must be forked")
@pytest.mark.skipif(sys.version_info >= (3, 14), reason="processes are not forked by default")
def test_what_was_not_linted_is_counted_and_named_with_standard_input(fleet: Path, good: str) -> None:
    def told(*arguments: str) -> str:
        command = [sys.executable, "-c", _DYING, "check", "--jobs", "2", "--stdin-filename", "x.yaml", *arguments, "-"]
        done = subprocess.run(command, input=good, capture_output=True, text=True, cwd=fleet, timeout=60)
        assert done.returncode == 4
        return done.stderr.partition("\n")[2]

    assert told() == "Linted: 0 units. Not linted: 1 file:\n  x.yaml\n"
    assert told("00.yaml") == "Linted: 0 units. Not linted: 2 files:\n  00.yaml\n  x.yaml\n"


def test_chunks_hold_every_unit_once(fleet: Path) -> None:
    config = Config()
    units = [Unit(n, (Found(p, p.name, config, True),)) for n, p in enumerate(sorted(fleet.iterdir()))] * 5
    assert [unit for chunk in chunked(units) for unit in chunk] == units
    assert max(len(chunk) for chunk in chunked(units)) <= 64


def test_a_progress_bar_needs_a_terminal_and_time(command: list[str], fleet: Path) -> None:
    done = subprocess.run([*command, "check", str(fleet), "-q"], capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
