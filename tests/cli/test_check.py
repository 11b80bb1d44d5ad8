"""`ipseclint check`, run as users run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Run


@pytest.fixture
def bad(good: str) -> str:
    """A connection with one error (IPS402 on line 10) and one warning (IPS404 on line 15)."""
    return good.replace("IkeAuthAlg: sha256", "IkeAuthAlg: md5").replace("IpsecPfs: group14", "IpsecPfs: disabled")


def codes(text: str) -> list[str]:
    return [finding["code"] for finding in json.loads(text)["findings"] if finding["severity"] != "info"]


def test_a_clean_file_is_exit_0_and_a_friendly_line(ipseclint: Run, tmp_path: Path, good: str) -> None:
    (tmp_path / "a.yaml").write_text(good)
    done = ipseclint("check", "a.yaml", "--ignore", "IPS409")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "No findings in 1 file (1 connection).\n"


def test_findings_are_exit_1(ipseclint: Run, tmp_path: Path, bad: str) -> None:
    (tmp_path / "a.yaml").write_text(bad)
    done = ipseclint("check", "--format", "json")
    assert done.returncode == 1
    assert codes(done.stdout) == ["IPS402", "IPS404"]


def test_the_fail_level_decides_about_the_exit_code(ipseclint: Run, tmp_path: Path, good: str) -> None:
    (tmp_path / "a.yaml").write_text(good.replace("IpsecPfs: group14", "IpsecPfs: disabled"))
    assert ipseclint("check", "--fail-level", "error").returncode == 0
    assert ipseclint("check", "--fail-level", "warning").returncode == 1
    (tmp_path / "a.yaml").write_text(good)
    assert ipseclint("check").returncode == 0
    assert ipseclint("check", "--fail-level", "info").returncode == 1


def test_a_missing_path_is_exit_2_with_one_clear_line(ipseclint: Run) -> None:
    done = ipseclint("check", "nothing.yaml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "ipseclint: nothing.yaml: there is no such file or folder\n"


def test_an_empty_folder_is_exit_3_unless_that_is_allowed(ipseclint: Run, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    assert ipseclint("check").returncode == 3
    assert ipseclint("check", ".").returncode == 3
    assert ipseclint("check", "--allow-empty").returncode == 0


def test_files_passed_one_by_one_without_connections_are_exit_0_and_say_so(ipseclint: Run, tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    done = ipseclint("check", "compose.yaml")
    assert done.returncode == 0
    assert (done.stdout, done.stderr) == ("Nothing to check: no planned connection in 1 file.\n", "")
    done = ipseclint("check", "compose.yaml", "--format", "concise")
    assert (done.stdout, done.stderr) == ("", "No planned connection was found.\n")


def test_standard_input_is_linted_under_the_name_it_is_given(ipseclint: Run, bad: str) -> None:
    done = ipseclint("check", "-", "--stdin-filename", "plan/site.yaml", "--format", "json", stdin=bad)
    assert done.returncode == 1
    assert {finding["path"] for finding in json.loads(done.stdout)["findings"]} == {"plan/site.yaml"}


def test_standard_input_without_a_name_is_recognised(ipseclint: Run, good: str) -> None:
    request = '{"VpnGatewayId": "cgw-uf605kn75f4na8b1n5cg9", "LocalSubnet": "10.0.0.0/8"}'
    assert "IPS110" in codes(ipseclint("check", "-", "--format", "json", stdin=request).stdout)
    assert ipseclint("check", "-", stdin=good).returncode == 0


def test_a_broken_file_is_a_finding_and_the_rest_is_still_linted(ipseclint: Run, tmp_path: Path, bad: str) -> None:
    (tmp_path / "a.yaml").write_text(bad.replace("LocalSubnet: 10", "LocalSubnet: [10"))
    (tmp_path / "b.yaml").write_text(bad)
    (tmp_path / "c.yaml").write_bytes(bad.encode() + b"Name: \xff\n")
    done = ipseclint("check", "--format", "json")
    found = [(f["path"], f["code"]) for f in json.loads(done.stdout)["findings"] if f["severity"] != "info"]
    assert found == [("a.yaml", "IPS002"), ("b.yaml", "IPS402"), ("b.yaml", "IPS404"), ("c.yaml", "IPS001")]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--select", "IPS4"], ["IPS402", "IPS404"]),
        (["--select", "weak-integrity"], ["IPS402"]),
        (["--select", "IPS404,IPS402"], ["IPS402", "IPS404"]),
        (["--ignore", "IPS402"], ["IPS404"]),
        (["--ignore", "IPS4", "--extend-select", "pfs-disabled"], ["IPS404"]),
        (["--select", "ALL", "--extend-ignore", "IPS40"], []),
        (["--severity", "IPS402=info"], ["IPS404"]),
        (["--severity", "IPS404=warning,ALL=info"], ["IPS404"]),
    ],
)
def test_rules_are_chosen_by_code_prefix_and_name(
    ipseclint: Run, tmp_path: Path, bad: str, words: list[str], expected: list[str]
) -> None:
    (tmp_path / "a.yaml").write_text(bad)
    assert codes(ipseclint("check", "--format", "json", *words).stdout) == expected


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--select", "IPS999"], "option --select: no rule is called 'IPS999'"),
        (["--ignore", "weak-integrty"], "did you mean weak-integrity"),
        (["--severity", "IPS402"], "--severity: 'IPS402' is not NAME=VALUE"),
        (["--severity", "IPS402=bad"], "'bad' is not a severity"),
        (["--severity", "IPS999=error"], "option --severity: no rule is called 'IPS999'"),
        (["--fail-level", "fatal"], "'fatal' is not a severity"),
        (["--format", "xml"], "there is no format 'xml'"),
        (["--format", "json", "--format", "text"], "only one format can go to standard output"),
        (["--profile", "cnsa-3"], "there is no profile 'cnsa-3'; did you mean 'cnsa-2'?"),
        (["--config", "x.yaml", "--isolated"], "--config and --isolated exclude each other"),
        (["--config", "x.yaml"], "x.yaml: the file"),
        (["--var", "a"], "--var: 'a' is not NAME=VALUE"),
        (["--color", "maybe"], "'maybe' is not auto, always or never"),
        (["--no-such-option"], "No such option"),
        (["--jobs", "0"], "0 is not in the range"),
    ],
)
def test_a_command_line_that_makes_no_sense_is_exit_2_and_says_why(
    ipseclint: Run, words: list[str], message: str
) -> None:
    done = ipseclint("check", *words, ".")
    assert done.returncode == 2
    assert message in done.stderr


def test_several_formats_in_one_run(ipseclint: Run, tmp_path: Path, bad: str) -> None:
    (tmp_path / "a.yaml").write_text(bad)
    done = ipseclint("check", "--format", "concise", "--format", "sarif:out.sarif", "--format", "json:out.json")
    assert done.stdout.startswith("a.yaml:10:15: error IPS402")
    assert json.loads((tmp_path / "out.sarif").read_text())["version"] == "2.1.0"
    assert codes((tmp_path / "out.json").read_text()) == ["IPS402", "IPS404"]


def test_undecided_checks_can_fail_a_run(ipseclint: Run, tmp_path: Path, good: str) -> None:
    (tmp_path / "a.yaml").write_text(good.replace("IkeVersion: ikev2", "IkeVersion: ${VERSION}"))
    assert ipseclint("check").returncode == 0
    done = ipseclint("check", "--fail-on-undecided", "--format", "json")
    assert done.returncode == 1
    assert {"IPS406"} <= {doubt["code"] for doubt in json.loads(done.stdout)["undecided"]}


def test_exclude_leaves_folders_out_and_force_exclude_named_files_too(ipseclint: Run, tmp_path: Path, bad: str) -> None:
    for name in ("old/a.yaml", "live/b.yaml"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(bad)

    def paths(*words: str) -> set[str]:
        report = json.loads(ipseclint("check", "--format", "json", *words).stdout)
        return {finding["path"] for finding in report["findings"]}

    assert paths("--exclude", "old") == {"live/b.yaml"}
    assert paths("--exclude", "old", "old/a.yaml", "live/b.yaml") == {"live/b.yaml", "old/a.yaml"}
    assert paths("--exclude", "old", "--force-exclude", "old/a.yaml", "live/b.yaml") == {"live/b.yaml"}


def test_gitignore_is_honoured_in_folders(ipseclint: Run, tmp_path: Path, bad: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("/scratch/\n*.tmp.yaml\n")
    for name in ("scratch/a.yaml", "b.tmp.yaml", "c.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(bad)
    assert ipseclint("check", "--show-files").stdout == "c.yaml\n"
    (tmp_path / ".ipseclint.yaml").write_text("respect-gitignore: false\n")
    assert ipseclint("check", "--show-files").stdout == "b.tmp.yaml\nc.yaml\nscratch/a.yaml\n"


def test_colour_follows_the_option_and_the_environment(ipseclint: Run, tmp_path: Path, bad: str) -> None:
    (tmp_path / "a.yaml").write_text(bad)
    plain = {"NO_COLOR": "", "FORCE_COLOR": ""}
    assert "\x1b[" not in ipseclint("check", "a.yaml", **plain).stdout
    assert "\x1b[" in ipseclint("check", "--color", "always", "a.yaml", **plain).stdout
    assert "\x1b[" in ipseclint("check", "a.yaml", NO_COLOR="", FORCE_COLOR="1").stdout
    assert "\x1b[" not in ipseclint("check", "a.yaml", NO_COLOR="1", FORCE_COLOR="1").stdout


def test_a_closed_pipe_is_quiet(command: list[str], tmp_path: Path, bad: str) -> None:
    for number in range(200):
        (tmp_path / f"{number}.yaml").write_text(bad)
    process = subprocess.Popen(
        [*command, "check", "--jobs", "1"], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    process.wait(60)


def test_two_runs_give_the_same_bytes_whatever_the_jobs(ipseclint: Run, tmp_path: Path, bad: str) -> None:
    for number in range(40):
        (tmp_path / f"{number}.yaml").write_text(bad.replace("hq-to", f"hq{number % 7}-to"))
    outputs = [
        ipseclint("check", "--format", "json", "--jobs", jobs, PYTHONHASHSEED=seed).stdout
        for jobs, seed in (("1", "1"), ("1", "2"), ("2", "3"), ("3", "4"))
    ]
    assert len(set(outputs)) == 1
    assert len(json.loads(outputs[0])["findings"]) > 80


def test_check_writes_nothing(ipseclint: Run, tmp_path: Path, bad: str) -> None:
    (tmp_path / "a.yaml").write_text(bad)
    (tmp_path / "main.tf").write_text('resource "alicloud_vpn_connection" "a" {}\n')
    ipseclint("check")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.yaml", "main.tf"]


def test_quiet_prints_findings_only(ipseclint: Run, tmp_path: Path, good: str, bad: str) -> None:
    (tmp_path / "a.yaml").write_text(good)
    done = ipseclint("check", "--quiet", "--ignore", "IPS409")
    assert (done.stdout, done.stderr) == ("", "")


def test_statistics_count_the_findings(ipseclint: Run, tmp_path: Path, bad: str) -> None:
    (tmp_path / "a.yaml").write_text(bad)
    assert "1  IPS402" in ipseclint("check", "--statistics").stdout


def test_show_settings_tells_where_each_comes_from(ipseclint: Run, tmp_path: Path) -> None:
    (tmp_path / ".ipseclint.yaml").write_text("fail-level: error\nmax-cidrs: 8\n")
    out = ipseclint("check", "--show-settings", "--ignore", "IPS606").stdout
    assert "# configuration file: .ipseclint.yaml" in out
    assert "fail-level = error  # .ipseclint.yaml:1:1" in out
    assert "max-cidrs = 8  # .ipseclint.yaml:2:1" in out
    assert "name-pattern = none  # default" in out


@pytest.mark.skipif(sys.platform == "win32", reason="signals: run on Linux or macOS")
def test_ctrl_c_ends_with_130(command: list[str], tmp_path: Path) -> None:
    import signal

    process = subprocess.Popen(
        [*command, "check", "-"], cwd=tmp_path, stdin=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}
    )
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(b"Name: x\n")
    process.stdin.flush()
    import time

    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    assert b"Traceback" not in process.stderr.read()
    process.stdin.close()
    process.stderr.close()
