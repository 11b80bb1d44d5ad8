"""The Python API."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

import ipseclint


def test_a_text_is_linted_by_the_ending_of_its_name(good: str) -> None:
    report = ipseclint.lint(texts={"a.yaml": good.replace("sha256", "md5", 1)})
    assert [(f.code, f.location.path, f.location.line, f.severity) for f in report.findings if f.severity > 1] == [
        ("IPS402", "a.yaml", 10, ipseclint.Severity.ERROR)
    ]
    assert report.connections == 1


def test_settings_are_keys_of_the_configuration(good: str) -> None:
    text = good.replace("sha256", "md5", 1).replace("ikev2", "ikev1")
    report = ipseclint.lint(texts={"a.yaml": text}, settings={"select": ["IPS406"], "severity": {"ikev1": "error"}})
    assert [(f.code, str(f.severity)) for f in report.findings] == [("IPS406", "error")]


def test_settings_that_make_no_sense_are_told_with_their_place() -> None:
    with pytest.raises(ipseclint.ConfigError, match="did you mean weak-integrity"):
        ipseclint.lint(texts={}, settings={"ignore": ["weak-integrty"]})


def test_a_path_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ipseclint.Missing, match="there is no such file"):
        ipseclint.lint(tmp_path / "nothing.yaml")


def test_bytes_that_are_no_text_are_a_finding() -> None:
    report = ipseclint.lint(texts={"a.yaml": b"VpnGatewayId: \xff LocalSubnet: x"})
    assert [f.code for f in report.findings] == ["IPS001"]


@pytest.mark.parametrize("pool", [ThreadPoolExecutor, ProcessPoolExecutor])
def test_any_executor_gives_the_same_report(pool: type, tmp_path: Path, good: str) -> None:
    for number in range(6):
        text = good.replace("hq-to-shanghai", f"site-{number}").replace("sha256", "sha1", number % 2)
        (tmp_path / f"{number}.yaml").write_text(text)
    alone = ipseclint.lint(tmp_path)
    with pool(2) as executor:
        together = ipseclint.lint(tmp_path, executor=executor)
    assert together == alone
    assert {f.code for f in alone.findings} >= {"IPS303", "IPS402"}


@pytest.mark.parametrize(
    ("misused", "error", "said"),
    [
        ({"workers": -1}, ValueError, "workers must be 1 or more, not -1"),
        ({"workers": 0}, ValueError, "workers must be 1 or more, not 0"),
        ({"workers": "2"}, TypeError, "workers must be a whole number, not a value of type str"),
        ({"workers": None}, TypeError, "workers must be a whole number, not a value of type NoneType"),
        ({"workers": True}, TypeError, "workers must be a whole number, not a value of type bool"),
        ({"executor": object()}, TypeError, "executor must be a concurrent.futures.Executor, not a value of type obj"),
        ({"executor": ThreadPoolExecutor}, TypeError, "Executor, not the class ThreadPoolExecutor"),
    ],
    ids=["negative", "none", "text", "null", "boolean", "object", "class"],
)
def test_what_is_no_executor_and_no_number_of_workers_is_told(misused: Any, error: type, said: str, good: str) -> None:
    with pytest.raises(error, match=said):
        ipseclint.lint(texts={"a.yaml": good}, **misused)


class Answers(Executor):
    """An executor whose futures give what is made of the right results."""

    def __init__(self, made: Callable[[Any], Any]) -> None:
        self.made = made

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_result(self.made(fn(*args, **kwargs)))
        return future


@pytest.mark.parametrize(
    "made",
    [lambda results: None, lambda results: results[:-1], lambda results: [None, None]],
    ids=["nothing", "less", "others"],
)
def test_an_executor_that_gives_back_something_else_is_told_with_the_names_of_texts(
    made: Callable[[Any], Any], tmp_path: Path, good: str
) -> None:
    path = tmp_path / "b.yaml"
    path.write_text(good)
    with pytest.raises(ipseclint.WorkerDied, match="a worker gave back something else than its results") as error:
        ipseclint.lint(path, texts={"a.yaml": good, "c.yaml": b"\xff"}, executor=Answers(made))
    assert {Path(name).name for name in error.value.missing} == {"a.yaml", "b.yaml", "c.yaml"}
    assert error.value.done == []


def test_the_collection_of_garbage_is_left_as_it_was(good: str) -> None:
    assert gc.isenabled()
    ipseclint.lint(texts={"a.yaml": good})
    assert gc.isenabled()
    gc.disable()
    try:
        ipseclint.lint(texts={"a.yaml": good})
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_order_of_texts_and_files_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: str
) -> None:
    """The two connections meet in two ranges, of which one is told."""
    monkeypatch.chdir(tmp_path)
    one = good.replace("172.20.8.0/22", "172.20.8.0/22, 172.24.8.0/22")
    other = good.replace("172.20.8.0/22", "172.24.8.0/22, 172.20.8.0/22").replace("hq-to-shanghai", "hq-to-xian")
    other = other.replace("605kn75f4na8b1n5cg9", "6u1d9p4xk2w7q3r8t5mz")
    texts = {"a.yaml": one, "b.yaml": other}
    report = ipseclint.lint(texts=texts)
    assert "IPS302" in {found.code for found in report.findings}
    assert ipseclint.lint(texts=dict(reversed(texts.items()))) == report
    for name, text in texts.items():
        Path(name).write_text(text)
    assert ipseclint.lint(["b.yaml", "a.yaml"]) == report
    for name in texts:
        rest = {other: text for other, text in texts.items() if other != name}
        assert ipseclint.lint(name, texts=rest) == report


def test_linting_changes_no_file(tmp_path: Path, good: str) -> None:
    (tmp_path / "a.yaml").write_text(good + "EnableDPD: true\n")
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.rglob("*")}
    assert ipseclint.lint(tmp_path).findings
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in tmp_path.rglob("*")} == before
