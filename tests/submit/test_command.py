"""The installed command from end to end: it lints, asks, sends, tells, exports and compares."""

from __future__ import annotations

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import pytest

from tests.cloud import faults
from tests.cloud.__main__ import cloud
from tests.cloud.server import Server, Service, running
from tests.cloud.signature import Account
from tests.submit import kit
from tests.submit.runner import Runner

Done = subprocess.CompletedProcess[str]
Run = Callable[..., Done]
KEY = "kV7wq2ZpLm4xTr9cBn6yQd3sJf8hWg5v"
PLAN = kit.single("hq", 1, psk="${env:HQ_PSK}") + "---\n" + kit.dual("plant", 3, psk="x")
PLAN = PLAN.replace("Psk: xm", "Psk: ${env:PLANT_PSK_1}").replace("Psk: xs", "Psk: ${env:PLANT_PSK_2}")
KEYS = {"HQ_PSK": KEY, "PLANT_PSK_1": KEY[::-1], "PLANT_PSK_2": KEY.swapcase()}
QUICK = ("--retry-wait", "0.01", "--max-wait", "20")


@pytest.fixture
def server() -> Iterator[Server]:
    with running(Service(cloud=cloud())) as started:
        yield started


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN)
    return tmp_path


def command(*words: str) -> list[str]:
    return [sys.executable, "-m", "ipseclint", *words]


def environment(**more: str) -> dict[str, str]:
    return kit.clean_environment() | KEYS | {"NO_COLOR": "1"} | more


@pytest.fixture
def run(runner: Runner) -> Run:
    """Run the program in a folder, with more variables in its environment."""

    def command(folder: Path, *words: str, stdin: str = "", **more: str) -> Done:
        return runner.command(folder, words, stdin, environment(**more))

    return command


def run_anew(folder: Path, *words: str, **more: str) -> Done:
    """The same in a process that has imported nothing before."""
    return subprocess.run(
        command(*words), cwd=folder, env=environment(**more), input="", capture_output=True, text=True
    )


def at(server: Server) -> tuple[str, ...]:
    return ("--endpoint", server.endpoint, *QUICK)


def test_a_plan_goes_all_the_way_and_a_change_on_the_server_is_named(run: Run, server: Server, folder: Path) -> None:
    planned = run(folder, "submit", "plan.yaml", "--plan", *at(server))
    assert (planned.returncode, planned.stderr) == (0, "")
    assert planned.stdout == (
        "NAME   GATEWAY     TUNNELS  SELECTORS                      STRENGTH                              STATUS\n"
        "hq     vpn-single  one      10.1.0.0/16 <-> 172.16.1.0/24  ikev2 aes256/sha256/group14, 112 bit  new\n"
        "plant  vpn-dual    two      10.3.0.0/16 <-> 172.16.3.0/24  ikev2 aes256/sha256/group14, 112 bit  new\n"
    )
    assert server.service.cloud.connections == {}
    assert not (folder / ".ipseclint").exists()

    sent = run_anew(folder, "submit", "plan.yaml", "--yes", "--jobs", "1", *at(server))
    assert sent.returncode == 0
    assert sent.stdout.splitlines()[3:] == [
        "hq: created (vco-00000001)",
        "plant: created (vco-00000002)",
        "2 created.",
    ]
    assert sent.stderr.splitlines()[0] == "hq: create, attempt 1"

    again = run(folder, "submit", "plan.yaml", "--yes", "--quiet", "--format", "json", *at(server))
    document = json.loads(again.stdout)
    assert (again.returncode, document["version"], document["summary"]) == (0, 1, {"exists": 2})
    assert [one["id"] for one in document["connections"]] == ["vco-00000001", "vco-00000002"]

    exported = run(folder, "export", "--region", "cn-shanghai", *at(server))
    assert exported.returncode == 0
    linted = run(folder, "check", "-", stdin=exported.stdout)
    assert linted.returncode == 0, linted.stdout

    same = run(folder, "diff", "plan.yaml", *at(server))
    assert (same.returncode, same.stdout, same.stderr) == (0, "", "")
    server.service.cloud.connections["vco-00000001"].body["IkeConfig"]["IkeEncAlg"] = "des"
    server.service.cloud.connections["vco-00000001"].body["IkeConfig"]["Psk"] = "changed"
    changed = run(folder, "diff", "plan.yaml", *at(server))
    assert changed.returncode == 1
    assert changed.stdout == (
        "hq (vco-00000001): IkeConfig.Psk differs\nhq (vco-00000001): IkeConfig.IkeEncAlg is des, planned aes256\n"
    )


def test_what_does_not_lint_clean_is_not_sent(run: Run, server: Server, folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("IkeAuthAlg: sha256", "IkeAuthAlg: md5", 1))
    refused = run(folder, "submit", "plan.yaml", "--yes", *at(server))
    assert refused.returncode == 1
    assert "weak-integrity" in refused.stderr
    assert refused.stderr.endswith("Nothing was sent.\n")
    assert server.service.calls == []


def test_a_warning_that_is_accepted_does_not_stop(run: Run, server: Server, folder: Path) -> None:
    (folder / "plan.yaml").write_text(kit.single("hq", 1, psk=KEY))
    refused = run(folder, "submit", "plan.yaml", "--plan", *at(server))
    assert refused.returncode == 1
    assert "IPS701" in refused.stderr
    accepted = run(folder, "submit", "plan.yaml", "--plan", "--accept", "IPS701", *at(server))
    assert accepted.returncode == 0, accepted.stderr


def test_a_key_that_turns_out_weak_is_not_sent(run: Run, server: Server, folder: Path) -> None:
    refused = run(folder, "submit", "plan.yaml", "--yes", *at(server), HQ_PSK="12345678")
    assert refused.returncode == 1
    assert "psk-guessable" in refused.stderr
    assert "12345678" not in refused.stderr + refused.stdout
    assert server.service.calls == []


def test_missing_secrets_are_all_named_before_anything_is_asked(runner: Runner, server: Server, folder: Path) -> None:
    env = {name: value for name, value in environment().items() if name not in KEYS}
    refused = runner.command(folder, ("submit", "plan.yaml", "--yes", *at(server)), "", env)
    assert refused.returncode == 2
    assert [name in refused.stderr for name in KEYS] == [True, True, True]
    assert server.service.calls == []


def test_an_unknown_value_is_named_and_nothing_is_sent(run: Run, server: Server, folder: Path) -> None:
    (folder / "plan.yaml").write_text(PLAN.replace("10.1.0.0/16", "${var.network}"))
    refused = run(folder, "submit", "plan.yaml", "--yes", *at(server))
    assert refused.returncode == 1
    assert "hq: LocalSubnet is not known: ${var.network}\n" in refused.stderr
    assert server.service.calls == []


def test_where_nobody_can_be_asked_yes_is_needed(run: Run, server: Server, folder: Path) -> None:
    refused = run(folder, "submit", "plan.yaml", *at(server))
    assert refused.returncode == 2
    assert refused.stderr == ("ipseclint: nobody can be asked here; give --yes to send, or --plan to look only\n")


def test_offline_prints_masked_requests_without_the_sdk_and_without_credentials(folder: Path) -> None:
    done = run_anew(folder, "submit", "plan.yaml", "--offline", PYTHONPATH=str(without_sdk(folder)))
    requests = json.loads(done.stdout)
    assert [one["Action"] for one in requests] == ["CreateVpnConnection"] * 2
    assert json.loads(requests[0]["IkeConfig"])["Psk"] == "${env:HQ_PSK}"
    assert KEY not in done.stdout


def without_sdk(folder: Path) -> Path:
    """A folder that makes the SDK look as if it were not installed."""
    stubs = folder / "stubs"
    stubs.mkdir(exist_ok=True)
    for name in ("alibabacloud_tea_openapi", "alibabacloud_credentials"):
        (stubs / f"{name}.py").write_text(f"raise ModuleNotFoundError('no', name={name!r})\n")
    return stubs


@pytest.mark.parametrize("words", [("submit", "plan.yaml", "--plan"), ("diff", "plan.yaml"), ("export",)])
def test_without_the_sdk_one_line_says_how_to_get_it(words: tuple[str, ...], folder: Path) -> None:
    done = run_anew(folder, *words, "--region", "cn-shanghai", PYTHONPATH=str(without_sdk(folder)))
    assert done.returncode == 2
    assert done.stderr == (
        "ipseclint: talking to the service needs Alibaba Cloud's SDK: pip install 'ipseclint[submit]' "
        "(alibabacloud_credentials is missing)\n"
    )


def test_linting_without_the_sdk_neither_imports_it_nor_opens_a_socket(folder: Path) -> None:
    script = (
        "import atexit, sys\n"
        "def hook(event, arguments):\n"
        "    if event.startswith('socket.'):\n"
        "        print('opened', event)\n"
        "sys.addaudithook(hook)\n"
        "names = ('alibabacloud', 'darabonba', 'Tea', 'requests', 'ssl')\n"
        "atexit.register(lambda: print([m for m in sys.modules if m.split('.')[0].startswith(names)]))\n"
        "sys.argv = ['ipseclint', 'check', 'plan.yaml', '--format', 'concise']\n"
        "from ipseclint.__main__ import main\n"
        "main()\n"
    )
    words = [sys.executable, "-c", script]
    done = subprocess.run(words, cwd=folder, env=environment(), capture_output=True, text=True)
    assert "opened" not in done.stdout
    assert done.stdout.splitlines()[-1] == "[]"


def test_an_unreachable_endpoint_is_one_line(run: Run, folder: Path) -> None:
    done = run(folder, "export", "--region", "cn-shanghai", "--endpoint", "http://127.0.0.1:9", *QUICK)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "ipseclint: The endpoint cannot be reached: check the region, the network, and the proxy. "
        "The service says: The connection was refused. (Unreachable)"
    )


def talk(folder: Path, words: tuple[str, ...], answer: str) -> tuple[int, str]:
    """Run the command at a terminal, give one answer when asked; exit code and all that was shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(*words), cwd=folder, env=environment(TERM="xterm"), stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown, asked, deadline = "", False, time.monotonic() + 30
    while time.monotonic() < deadline:
        if not select.select([ours], [], [], 0.1)[0]:
            continue
        try:
            data = os.read(ours, 4096)
        except OSError:
            break
        shown += data.decode()
        if "[y/N]" in shown and not asked:
            asked = True
            os.write(ours, answer.encode())
    os.close(ours)
    return process.wait(), shown


@pytest.mark.parametrize(("answer", "code", "there"), [("y\n", 0, 2), ("n\n", 1, 0), ("\n", 1, 0)])
def test_at_a_terminal_the_plan_is_shown_and_consent_asked(
    answer: str, code: int, there: int, server: Server, folder: Path
) -> None:
    status, shown = talk(folder, ("submit", "plan.yaml", *at(server)), answer)
    assert status == code, shown
    assert "Create 2 connections? [y/N]" in shown
    assert len(server.service.cloud.connections) == there
    assert ("Nothing was sent." in shown) is (there == 0)


def test_ctrl_c_ends_the_call_under_way_and_the_next_run_ends_the_work(run: Run, server: Server, folder: Path) -> None:
    server.service.pause = 1.0
    words = command("submit", "plan.yaml", "--yes", "--jobs", "1", *at(server))
    process = subprocess.Popen(
        words, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    deadline = time.monotonic() + 20
    while "CreateVpnConnection" not in server.service.calls and time.monotonic() < deadline:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "To go on, run the same command again." in err
    assert out.splitlines()[3:] == [
        "hq: unchecked (vco-00000001)",
        "  hq: stopped",
        "plant: unsent",
        "  plant: stopped before it was sent",
        "1 unchecked, 1 unsent.",
    ]
    server.service.pause = 0.0
    again = run(folder, "submit", "plan.yaml", "--yes", *at(server))
    assert again.returncode == 0, again.stderr
    assert sorted(server.service.cloud.creates.values()) == [1, 1]


CANARIES = {
    "psk": "CanaryPsk&7Tq='9Lz%Vw+2Xe4Rb8Nc6M",
    "key": "LTAICanaryAccessKeyId42",
    "secret": "CanaryAccessKeySecret4242",
    "token": "CanarySecurityToken/+42==",
}


@pytest.mark.parametrize("weather", ["fair", "foul", "strangers"])
def test_no_canary_appears_anywhere(weather: str, folder: Path) -> None:
    """Fair: all goes well. Foul: one call in three meets a fault of another kind. Strangers: the service repeats
    an access key that it does not know."""
    account = Account(CANARIES["key"], CANARIES["secret"], CANARIES["token"])
    service = Service(cloud=cloud(), accounts={account.key_id: account} if weather != "strangers" else {})
    kinds = iter(kind for kind in faults.KINDS if kind not in faults.SLOW)
    if weather == "foul":
        service.plan = lambda number, action: next(kinds, None) if number % 3 == 1 else None
    more = {
        "HQ_PSK": CANARIES["psk"],
        "PLANT_PSK_1": CANARIES["psk"][::-1],
        "ALIBABA_CLOUD_ACCESS_KEY_ID": account.key_id,
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": account.key_secret,
        "ALIBABA_CLOUD_SECURITY_TOKEN": CANARIES["token"],
        "DEBUG": "sdk",
        "IPSECLINT_DEBUG": "1",
    }
    with running(service) as server:
        done = run_anew(folder, "submit", "plan.yaml", "--yes", *at(server), **more)
        exported = run_anew(folder, "export", "--region", "cn-shanghai", *at(server), **more)
    assert (done.returncode == 0, len(service.cloud.connections)) == {"strangers": (False, 0)}.get(weather, (True, 2))
    files = [path.read_text() for path in folder.rglob("*") if path.is_file()]
    seen = "\n".join((done.stdout, done.stderr, exported.stdout, exported.stderr, *files, *service.urls))
    assert "Traceback" not in seen
    for word in (*CANARIES.values(), CANARIES["psk"][::-1]):
        for form in (word, quote(word), quote_plus(word), json.dumps(word)[1:-1]):
            assert form not in seen


def test_the_lasting_fault_is_told_in_the_summary_and_in_the_exit_code(run: Run, server: Server, folder: Path) -> None:
    server.service.plan = faults.always("CreateVpnConnection", "500-before")
    done = run(
        folder,
        *("submit", "plan.yaml", "--yes", "--format", "json", "--endpoint", server.endpoint),
        *("--retry-wait", "0.01", "--max-wait", "0.1"),
    )
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["summary"] == {"unclear": 2}
    assert {one["code"] for one in document["connections"]} == {"InternalError"}
    assert all(one["request_id"] for one in document["connections"])


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    return done.stderr.splitlines()[-1]


def test_a_region_that_the_service_does_not_know_is_one_line(run: Run, server: Server, folder: Path) -> None:
    done = run(folder, "export", "--region", "cn-nowhere", *at(server))
    assert done.returncode == 1
    assert last_line(done).startswith("ipseclint: The service does not know this region: check RegionId.")


def test_a_fault_that_every_gateway_meets_is_told_once(run: Run, server: Server, folder: Path) -> None:
    server.service.accounts.clear()
    done = run(folder, "submit", "plan.yaml", "--yes", *at(server))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("ipseclint: The service does not know this access key, or it is disabled.")
    assert done.stderr.count("\n") == 1


def test_what_is_no_region_is_one_line(run: Run, folder: Path) -> None:
    done = run(folder, "export", "--region", "evil.example.com/")
    assert done.returncode == 2
    assert done.stderr == "ipseclint: 'evil.example.com/' is not the id of a region, such as cn-shanghai\n"


def test_a_proxy_that_answers_html_is_one_line(run: Run, server: Server, folder: Path) -> None:
    server.service.plan = lambda number, action: "html-before"
    done = run(folder, "submit", "plan.yaml", "--plan", "--quiet", *at(server))
    assert done.returncode == 1
    assert done.stdout.splitlines()[3:] == [
        "  hq: The answer is not the service's own: a proxy or portal on the way may have sent it. (NotJson)",
        "  plant: The answer is not the service's own: a proxy or portal on the way may have sent it. (NotJson)",
    ]


def test_a_journal_that_cannot_be_kept_is_one_line_and_nothing_is_asked(run: Run, server: Server, folder: Path) -> None:
    done = run(folder, "submit", "plan.yaml", "--yes", "--journal", "plan.yaml/journal", *at(server))
    assert done.returncode == 2
    assert done.stderr == (
        "ipseclint: plan.yaml/journal: the journal cannot be opened: Not a directory; see --journal\n"
    )
    assert server.service.calls == []


def test_one_gateway_can_be_exported_alone_as_json(run: Run, server: Server, folder: Path) -> None:
    run(folder, "submit", "plan.yaml", "--yes", *at(server))
    words = ("--region", "cn-shanghai", "--gateway", "vpn-dual", "--format", "json")
    done = run(folder, "export", *words, *at(server))
    assert [one["Name"] for one in json.loads(done.stdout)["connections"]] == ["plant"]


def test_an_attachment_is_left_out_and_said(run: Run, server: Server, folder: Path) -> None:
    attachment = (
        '---\nAction: CreateVpnAttachment\nRegionId: cn-shanghai\nName: hub\nLocalSubnet: "10.9.0.0/16"\n'
        "RemoteSubnet: 172.16.9.0/24\nCustomerGatewayId: cgw-c\n"
    )
    (folder / "plan.yaml").write_text(PLAN + attachment)
    done = run(folder, "submit", "plan.yaml", "--plan", "--ignore", "ALL", *at(server))
    assert "  hub: it is an attachment to a transit router, and only connections are submitted" in done.stdout
    assert done.returncode == 1


def test_the_server_by_hand_says_what_to_set_and_serves(run: Run, folder: Path) -> None:
    words = [sys.executable, "-m", "tests.cloud", "--port", "0"]
    root = Path(__file__).parents[2]
    with subprocess.Popen(words, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(4)]
        endpoint = said[3].split()[-1]
        exports = dict(line.removeprefix("export ").split("=", 1) for line in said[:3])
        done = run(folder, "submit", "plan.yaml", "--yes", "--endpoint", endpoint, *QUICK, **exports)
        process.send_signal(signal.SIGINT)
        process.wait()
    assert done.returncode == 0, done.stderr
