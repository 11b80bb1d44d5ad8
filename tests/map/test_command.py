"""`ipseclint map` as users run it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.conftest import ROOT, Run
from tests.map.kit import TWO, connection


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(TWO)
    return tmp_path


def test_a_folder_is_drawn_on_the_terminal(ipseclint: Run, plan: Path) -> None:
    done = ipseclint("map", "--width", "80")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 connections on 1 gateway, 1 overlap.\n▒▒ local side")
    assert "osaka 172.20.0.0/16 × seoul 172.20.5.0/24" in done.stdout


def test_standard_input_is_drawn_too(ipseclint: Run) -> None:
    done = ipseclint("map", "-", stdin=TWO)
    assert done.returncode == 0
    assert "1 overlap" in done.stdout


@pytest.mark.parametrize("words", [("--ascii",), ()])
def test_only_ascii_where_the_locale_knows_no_more(ipseclint: Run, plan: Path, words: tuple[str, ...]) -> None:
    done = ipseclint("map", *words, LC_ALL="C.UTF-8" if words else "C")
    assert done.returncode == 0
    assert done.stdout.isascii()


def test_the_ending_of_the_file_chooses_the_format(ipseclint: Run, plan: Path) -> None:
    for name in ("map.svg", "map.html"):
        done = ipseclint("map", "plan.yaml", "--output", name)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert ElementTree.fromstring((plan / "map.svg").read_text()).tag == "{http://www.w3.org/2000/svg}svg"
    assert (plan / "map.html").read_text().startswith("<!DOCTYPE html>")
    again = ipseclint("map", "plan.yaml", "--format", "svg")
    assert again.stdout == (plan / "map.svg").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("map", "--output", "map.png"), "'map.png' ends in neither .svg nor .html"),
        (("map", "--format", "png"), "there is no format 'png'; known are text, svg, html"),
        (("map", "absent"), "absent"),
        (("map", "--color", "red"), "'red' is not auto, always or never"),
        (("map", "--output", "no/such/folder/map.svg"), "no/such/folder/map.svg cannot be written"),
    ],
)
def test_a_command_that_makes_no_sense_is_2(ipseclint: Run, plan: Path, words: tuple[str, ...], said: str) -> None:
    done = ipseclint(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_nothing_planned_is_3_for_folders_and_0_for_files(ipseclint: Run, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    for words, code in (((), 3), ((".",), 3), (("compose.yaml",), 0)):
        done = ipseclint("map", *words, "--format", "svg")
        assert (done.returncode, done.stdout, done.stderr) == (code, "", "No planned connection was found.\n")


def test_a_file_that_is_not_written_is_said_to_be_missing(ipseclint: Run, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    done = ipseclint("map", "compose.yaml", "--output", "map.svg")
    said = "No planned connection was found; map.svg is not written.\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, "", said)
    assert not (tmp_path / "map.svg").exists()


@pytest.mark.parametrize("words", [(), ("broken.yaml",), ("broken.yaml", "compose.yaml")])
def test_nothing_drawn_because_nothing_could_be_read_is_1(
    ipseclint: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "broken.yaml").write_text("Name: [\nVpnGatewayId: vpn-a\nLocalSubnet: 10.0.0.0/8\n")
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    done = ipseclint("map", *words, "--output", "map.svg")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("broken.yaml:")
    assert done.stderr.endswith("\nNo planned connection was found; map.svg is not written.\n")
    assert not (tmp_path / "map.svg").exists()
    assert ipseclint("check", *words).returncode == 1


def test_a_file_that_cannot_be_read_is_said_to_be_missing_from_the_map(ipseclint: Run, plan: Path) -> None:
    (plan / "broken.yaml").write_text("Name: [\nVpnGatewayId: vpn-a\nLocalSubnet: 10.0.0.0/8\n")
    done = ipseclint("map")
    assert done.returncode == 0
    assert done.stderr.startswith("broken.yaml:")
    assert "not on the map" in done.stderr


def test_many_connections_are_folded_until_asked_for(ipseclint: Run, tmp_path: Path) -> None:
    text = "".join(
        connection(f"site-{number}", f"10.{number // 10}.0.0/16", f"172.16.{number}.0/24", f"vpn-{number // 10}")
        for number in range(60)
    )
    (tmp_path / "plan.yaml").write_text(text)
    assert "\n6 gateways without overlaps are shown above only." in ipseclint("map").stdout
    unfolded = ipseclint("map", "--unfold").stdout
    assert "site-59 " in unfolded
    assert "shown above only" not in unfolded


def test_no_secret_is_drawn_in_any_format(ipseclint: Run, tmp_path: Path) -> None:
    text = (
        "IkeConfig: {Psk: &key Hunter2Hunter2}\nName: *key\nVpnGatewayId: vpn-a\nCustomerGatewayId: cgw-a\n"
        "LocalSubnet: 10.0.0.0/16\nRemoteSubnet: 172.16.0.0/24\n"
    )
    (tmp_path / "plan.yaml").write_text(text)
    for words in (("map",), ("map", "--format", "svg"), ("map", "--format", "html")):
        done = ipseclint(*words)
        assert done.returncode == 0
        assert "Hunter2" not in done.stdout + done.stderr
        assert "plan.yaml:1" in done.stdout


def test_two_runs_give_the_same_bytes_whatever_the_jobs(ipseclint: Run, tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.yaml").write_text(TWO.replace("vpn-a", f"vpn-{number}"))
    one, two = (ipseclint("map", "--format", "html", "--jobs", jobs).stdout for jobs in ("1", "2"))
    assert one == two
    assert "8 connections on 4 gateways, 4 overlaps" in one


def test_the_html_report_of_a_check_holds_the_map(ipseclint: Run, plan: Path) -> None:
    ipseclint("check", "plan.yaml", "--format", "html:report.html", "--jobs", "2")
    assert "2 connections, 1 overlap" in (plan / "report.html").read_text()
    assert "<h3>vpn-a</h3>" in (plan / "report.html").read_text()


def test_other_reports_cost_no_map(ipseclint: Run, plan: Path) -> None:
    import subprocess
    import sys

    code = (
        "import sys; sys.argv = ['ipseclint', 'check', '--isolated', 'plan.yaml', '--format', 'json'];"
        "from ipseclint.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: sys.stderr.write(str([name for name in sys.modules if 'ipseclint.map' in name]))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=plan, capture_output=True, text=True, timeout=60)
    assert done.stderr == "[]"


def test_the_examples_are_drawn_with_their_overlaps(ipseclint: Run) -> None:
    done = ipseclint("map", "examples", "--ascii", "--width", "100", cwd=ROOT)
    assert done.stdout.startswith("8 connections on 6 gateways, 4 overlaps.\n")
