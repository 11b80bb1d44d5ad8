"""Every planned connection exists exactly once, whatever goes wrong with whichever call.

The quick suite strikes every creating call with every fault, and every other call with some; the long one
strikes every call with every fault: `pytest tests/submit/test_once.py -m 'slow or not slow'`."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cloud import faults
from tests.cloud.__main__ import cloud
from tests.cloud.server import Service, running
from tests.submit import kit
from tests.submit.figures import FIGURES

# The calls of a run without faults, in order: a look at each gateway, then each connection's way.
CALLS = (
    *("DescribeVpnGateway", "DescribeVpnConnections") * 2,
    *("DescribeVpnGateway", "CreateVpnConnection", "DescribeVpnConnection", "DescribeVpnConnection"),
    *("DescribeVpnGateway", "DescribeVpnGateway", "CreateVpnConnection"),
    *("DescribeVpnConnection", "DescribeVpnConnection"),
    *("DescribeVpnGateway", "CreateVpnConnection", "DescribeVpnConnection", "DescribeVpnConnection"),
)
CREATES = [number for number, action in enumerate(CALLS) if action == "CreateVpnConnection"]
NAMES = ("hq", "depot", "plant")
GONE = {"created", "exists", "differs", "unchecked"}


def every_point() -> Iterator[object]:
    """Every call with every kind of fault; what the quick suite leaves out is marked slow."""
    kinds = list(faults.KINDS)
    for call, action in enumerate(CALLS):
        for number, kind in enumerate(kinds):
            quick = action == "CreateVpnConnection" or (number - call) % 8 == 0
            quick = (quick and kind not in faults.SLOW) or call in CREATES[:1]
            yield pytest.param(call, kind, id=f"{call}-{action}-{kind}", marks=() if quick else pytest.mark.slow)


def lasting_faults() -> Iterator[object]:
    """Every action with every kind of fault; the quick suite has all of the creating call and some others."""
    for place, action in enumerate(sorted(set(CALLS))):
        for number, kind in enumerate(kind for kind in faults.KINDS if kind not in faults.SLOW):
            quick = action == "CreateVpnConnection" or (number - place) % 8 == 0
            yield pytest.param(action, kind, marks=() if quick else pytest.mark.slow)


def check_truth(ran: kit.Ran, service: Service) -> None:
    """What a run says of a connection is so."""
    assert ran.outcomes is not None
    for name, word, outcome in zip(NAMES, ran.words, ran.outcomes, strict=True):
        there = service.cloud.named(name)
        assert len(there) <= 1
        if word in ("created", "exists"):
            assert [one.id for one in there] == [outcome.id]
        if word in ("unsent", "refused"):
            assert there == []


def check_once(service: Service, planned: list[kit.Planned], api: kit.Client) -> None:
    """Every connection exists once and as planned; nothing was made twice or side by side."""
    service.drain()
    assert {name: len(service.cloud.named(name)) for name in NAMES} == dict.fromkeys(NAMES, 1)
    assert len(service.cloud.connections) == len(NAMES)
    assert set(service.cloud.creates.values()) == {1}
    assert service.cloud.overlaps == []
    assert service.cloud.strays == []
    assert kit.drifts(planned, api) == []


def test_a_run_without_faults_makes_the_calls_that_are_struck_below(tmp_path: Path) -> None:
    planned = kit.plans(*kit.THREE)
    with running(Service(cloud=cloud())) as server:
        api = kit.client(server)
        assert kit.submit(planned, api, tmp_path / "journal").words == ["created"] * 3
        assert tuple(server.service.calls) == CALLS
        assert kit.submit(planned, api, tmp_path / "journal").words == ["exists"] * 3
        check_once(server.service, planned, api)


@pytest.mark.parametrize(("call", "kind"), [*every_point()])
def test_one_fault_and_a_second_run_leave_everything_once(call: int, kind: str, tmp_path: Path) -> None:
    planned = kit.plans(*kit.THREE)
    service = Service(cloud=cloud(), plan=faults.at(call, kind), late=0.3)
    with running(service) as server:
        hasty = kit.client(server, read=0.1 if kind in faults.SLOW else 5.0)
        first = kit.submit(planned, hasty, tmp_path / "journal")
        assert [(number, name) for number, _, name in service.struck] == [(call, kind)]
        check_truth(first, service)
        second = kit.submit(planned, kit.client(server), tmp_path / "journal")
        assert set(second.words) <= {"created", "exists"}
        check_once(service, planned, kit.client(server))
    FIGURES.fault(kind, first.words, second.words)


@pytest.mark.parametrize("call", CREATES)
def test_a_create_that_takes_effect_after_everybody_has_gone_on_is_still_one(call: int, tmp_path: Path) -> None:
    """The client gives up, looks in vain and asks again; only then does the first request act."""
    planned = kit.plans(*kit.THREE)
    service = Service(cloud=cloud(settle=0), late=0.4)
    creates = iter(range(len(CREATES) + 1))

    def plan(number: int, action: str) -> str | None:
        wanted = action == "CreateVpnConnection" and next(creates) == CREATES.index(call)
        return "slow" if wanted else None

    service.plan = plan
    with running(service) as server:
        first = kit.submit(planned, kit.client(server, read=0.1), tmp_path / "journal")
        assert first.words == ["created"] * 3
        check_once(service, planned, kit.client(server))
        assert service.calls.count("CreateVpnConnection") == len(CREATES) + 1
    FIGURES.fault("slow, gateway at once active", first.words, [])


@pytest.mark.parametrize("kind", [kind for kind in faults.UNCLEAR if kind not in faults.SLOW])
@pytest.mark.parametrize("call", [CREATES[0], *(pytest.param(call, marks=pytest.mark.slow) for call in CREATES[1:])])
def test_looking_alone_suffices_where_the_service_forgets_tokens(call: int, kind: str, tmp_path: Path) -> None:
    planned = kit.plans(*kit.THREE)
    service = Service(cloud=cloud(), plan=faults.at(call, kind))
    service.cloud.remember_tokens = False
    with running(service) as server:
        first = kit.submit(planned, kit.client(server), tmp_path / "journal")
        check_truth(first, service)
        second = kit.submit(planned, kit.client(server), tmp_path / "journal")
        check_once(service, planned, kit.client(server))
    FIGURES.fault(f"{kind}, tokens forgotten", first.words, second.words)


@pytest.mark.parametrize(("action", "kind"), [*lasting_faults()])
def test_a_fault_that_stays_is_told_and_a_later_run_ends_the_work(action: str, kind: str, tmp_path: Path) -> None:
    planned = kit.plans(*kit.THREE)
    service = Service(cloud=cloud(), plan=faults.always(action, kind))
    with running(service) as server:
        first = kit.submit(planned, kit.client(server), tmp_path / "journal", using=kit.pace(limit=0.05))
        assert "created" not in first.words or kind.endswith(("after", "amid"))
        assert first.outcomes is not None
        assert all(one.reason for one in first.outcomes if one.status.value not in ("created", "exists"))
        check_truth(first, service)
        service.plan = faults.none
        second = kit.submit(planned, kit.client(server), tmp_path / "journal")
        assert set(second.words) <= {"created", "exists"}
        check_once(service, planned, kit.client(server))
    FIGURES.fault(f"{kind} at every {action}", first.words, second.words)


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)])
def test_a_hundred_connections_in_bad_weather_are_a_hundred(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    made = cloud()
    gateways = [made.add_gateway(f"vpn-{n:02d}", dual=n % 2 == 1).id for n in range(10)]
    documents = []
    for number in range(100):
        gateway = gateways[number // 10]
        build = kit.dual if number // 10 % 2 else kit.single
        documents.append(build(f"site-{number:03d}", number, gateway=gateway))
    planned = kit.plans(*documents)
    service = Service(cloud=made, pause=0.001)
    service.plan = faults.Weather(throttled=0.05, unclear=0.02, chance=chance)
    with running(service) as server:
        ran = kit.submit(planned, kit.client(server), tmp_path / "journal", jobs=8)
        service.plan = faults.none
        service.drain()
        assert made.overlaps == []
        assert Counter(ran.words) == {"created": 100}
        assert len(made.connections) == 100
        assert {len(made.on(gateway)) for gateway in gateways} == {10}
        assert made.strays == []
        assert kit.drifts(planned, kit.client(server)) == []
    FIGURES.weather(len(service.calls), [kind for _, _, kind in service.struck])
