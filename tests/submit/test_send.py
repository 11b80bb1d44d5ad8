"""What a submission does about refusals, quotas, busy gateways, and what exists already."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ipseclint.submit.journal import JournalError, opened
from ipseclint.submit.look import look
from ipseclint.submit.run import rehearse
from ipseclint.submit.service import Service as Api
from tests.cloud import faults
from tests.cloud.__main__ import cloud
from tests.cloud.server import KEY_ID, KEY_SECRET, Service, running
from tests.cloud.signature import Account
from tests.submit import kit


def outcomes(ran: kit.Ran) -> list[tuple[str, str]]:
    assert ran.outcomes is not None
    return [(outcome.status.value, outcome.reason) for outcome in ran.outcomes]


def test_a_refused_connection_does_not_stop_the_next_one_of_its_gateway(tmp_path: Path) -> None:
    planned = kit.plans(kit.single("bad", 1, peer="cgw-none"), kit.single("good", 2))
    with running(Service(cloud=cloud())) as server:
        ran = kit.submit(planned, kit.client(server), tmp_path / "journal")
        assert ran.words == ["refused", "created"]
        assert server.service.calls.count("CreateVpnConnection") == 2
        (reason, *_) = outcomes(ran)
        assert reason[1].startswith("There is no such customer gateway in this region. The service says: ")
        assert "(InvalidCustomerGatewayInstanceId.NotFound, request " in reason[1]


def test_a_full_gateway_stops_its_own_lane_and_no_other(tmp_path: Path) -> None:
    made = cloud()
    made.gateways["vpn-single"].quota = 1
    planned = kit.plans(*(kit.single(f"s{n}", n) for n in (1, 2, 3)), kit.dual("d", 4))
    with running(Service(cloud=made)) as server:
        ran = kit.submit(planned, kit.client(server), tmp_path / "journal")
        assert ran.words == ["created", "refused", "unsent", "created"]
        assert outcomes(ran)[2][1] == "not tried after s2 on the same gateway: refused"


def test_fail_fast_begins_nothing_more(tmp_path: Path) -> None:
    planned = kit.plans(kit.single("bad", 1, peer="cgw-none"), kit.single("s", 2), kit.dual("d", 3))
    with running(Service(cloud=cloud())) as server:
        ran = kit.submit(planned, kit.client(server), tmp_path / "journal", fail_fast=True)
        assert ran.words == ["refused", "unsent", "unsent"]
        assert server.service.cloud.connections == {}


def test_a_gateway_that_does_not_exist_or_is_locked_is_told_before_sending(tmp_path: Path) -> None:
    made = cloud()
    made.gateways["vpn-dual"].locked = True
    planned = kit.plans(kit.single("lost", 1, gateway="vpn-none"), kit.dual("locked", 2), kit.single("good", 3))
    with running(Service(cloud=made)) as server:
        ran = kit.submit(planned, kit.client(server), tmp_path / "journal")
        assert ran.words == ["unsent", "conflicts", "created"]
        assert outcomes(ran)[0][1].startswith("There is no such VPN gateway in this region: check VpnGatewayId.")
        assert outcomes(ran)[1][1].startswith("The gateway is locked for unpaid bills")


def test_tunnels_that_do_not_fit_the_gateway_are_told_before_sending(tmp_path: Path) -> None:
    planned = kit.plans(kit.single("one", 1, gateway="vpn-dual"), kit.dual("two", 2, gateway="vpn-single"))
    with running(Service(cloud=cloud())) as server:
        ran = kit.submit(planned, kit.client(server), tmp_path / "journal")
        assert outcomes(ran) == [
            ("conflicts", "it has one tunnel, and connections of this gateway have two"),
            ("conflicts", "it has two tunnels, and connections of this gateway have one"),
        ]
        assert "CreateVpnConnection" not in server.service.calls


def test_what_differs_or_conflicts_is_left_alone(tmp_path: Path) -> None:
    with running(Service(cloud=cloud())) as server:
        api = kit.client(server)
        kit.submit(kit.plans(kit.single("hq", 1)), api, tmp_path / "journal")
        changed = kit.single("hq", 1).replace("IpsecLifetime: 3600", "IpsecLifetime: 7200")
        renamed = kit.single("head-office", 1)
        for text, word, why in (
            (changed, "differs", "IpsecConfig.IpsecLifetime is 3600, planned 7200"),
            (renamed, "conflicts", "hq (vco-00000001) has the same peer and selectors"),
        ):
            ran = kit.submit(kit.plans(text), api, tmp_path / "journal")
            assert ran.words == [word]
            assert ran.outcomes is not None
            told = [str(one) for one in ran.outcomes[0].differences] or [ran.outcomes[0].reason]
            assert told == [why]
        assert len(server.service.cloud.connections) == 1


def test_a_tunnel_cidr_that_is_taken_on_the_gateway_conflicts(tmp_path: Path) -> None:
    bgp = "BgpConfig: {EnableBgp: true, LocalAsn: 65000, TunnelCidr: 169.254.11.0/30, LocalBgpIp: 169.254.11.1}\n"
    with running(Service(cloud=cloud())) as server:
        api = kit.client(server)
        kit.submit(kit.plans(kit.single("hq", 1) + bgp), api, tmp_path / "journal")
        ran = kit.submit(kit.plans(kit.single("depot", 2, peer="cgw-b") + bgp), api, tmp_path / "journal")
        assert outcomes(ran) == [("conflicts", "hq (vco-00000001) has the tunnel CIDR 169.254.11.0/30 already")]


def test_a_connection_without_name_is_known_by_peer_and_selectors(tmp_path: Path) -> None:
    text = kit.single("x", 1).replace("Name: x\n", "")
    with running(Service(cloud=cloud())) as server:
        for word in ("created", "exists"):
            assert kit.submit(kit.plans(text), kit.client(server), tmp_path / "journal").words == [word]
        assert len(server.service.cloud.connections) == 1


def test_another_key_after_a_lost_answer_is_told_and_nothing_is_made_twice(tmp_path: Path) -> None:
    service = Service(cloud=cloud(), plan=faults.always("CreateVpnConnection", "cut-after"))
    with running(service) as server:
        service.cloud.settle = 0
        service.plan = lambda number, action: (
            "cut-after" if action == "CreateVpnConnection" else ("500-before" if service.cloud.connections else None)
        )
        first = kit.submit(kit.plans(kit.single("hq", 1)), kit.client(server), tmp_path / "journal")
        assert first.words == ["unclear"]
        service.plan = faults.none
        other = kit.plans(kit.single("hq", 1, psk="zYx9wVu8tSr7qPo6nMl5"))
        second = kit.submit(other, kit.client(server), tmp_path / "journal")
        assert second.words == ["differs"]
        assert second.outcomes is not None
        assert [str(one) for one in second.outcomes[0].differences] == ["IkeConfig.Psk differs"]
        assert len(service.cloud.connections) == 1


def test_what_was_deleted_since_is_made_anew_under_another_token(tmp_path: Path) -> None:
    planned = kit.plans(kit.single("hq", 1))
    with running(Service(cloud=cloud())) as server:
        api = kit.client(server)
        kit.submit(planned, api, tmp_path / "journal")
        server.service.cloud.connections.clear()
        ran = kit.submit(planned, api, tmp_path / "journal")
        assert ran.words == ["created"]
        assert list(server.service.cloud.connections) == ["vco-00000002"]
        assert sorted(server.service.cloud.tokens) == [planned[0].token(), planned[0].token(1)]


def test_a_token_whose_connection_is_gone_is_told_where_the_journal_is_lost(tmp_path: Path) -> None:
    planned = kit.plans(kit.single("hq", 1))
    with running(Service(cloud=cloud())) as server:
        api = kit.client(server)
        kit.submit(planned, api, tmp_path / "one")
        server.service.cloud.connections.clear()
        ran = kit.submit(planned, api, tmp_path / "other")
        assert ran.words == ["unchecked"]
        assert outcomes(ran)[0][1].startswith("The connection does not exist (any more).")
        assert server.service.cloud.connections == {}


def test_a_gateway_that_stays_busy_is_told_after_the_time_limit(tmp_path: Path) -> None:
    service = Service(cloud=cloud(), plan=faults.always("CreateVpnConnection", "configuring"))
    with running(service) as server:
        api, limit = kit.client(server), kit.pace(limit=0.05)
        ran = kit.submit(kit.plans(kit.single("hq", 1)), api, tmp_path / "journal", using=limit)
        assert ran.words == ["refused"]
        assert "The gateway is busy with another change: run again later." in outcomes(ran)[0][1]
        assert service.calls.count("CreateVpnConnection") > 2


def test_the_service_may_ask_for_a_longer_wait(tmp_path: Path) -> None:
    creates: list[float] = []

    def plan(number: int, action: str) -> str | None:
        if action == "CreateVpnConnection":
            creates.append(time.monotonic())
        return "throttled-hint" if len(creates) == 1 and action == "CreateVpnConnection" else None

    with running(Service(cloud=cloud(), plan=plan)) as server:
        ran = kit.submit(kit.plans(kit.single("hq", 1)), kit.client(server), tmp_path / "journal")
        assert ran.words == ["created"]
        assert creates[1] - creates[0] >= 0.02


def test_a_user_who_may_only_read_can_see_the_plan_and_is_told_when_sending(tmp_path: Path) -> None:
    reader = Account(KEY_ID, KEY_SECRET, read_only=True)
    with running(Service(cloud=cloud(), accounts={KEY_ID: reader})) as server:
        planned = kit.plans(*kit.THREE)
        looked = look(planned, Api(kit.client(server), kit.pace()))
        assert [one.match.standing.value for one in looked if one.match] == ["new", "new", "new"]
        ran = kit.submit(planned, kit.client(server), tmp_path / "journal")
        assert ran.words == ["refused", "unsent", "refused"]
        assert outcomes(ran)[0][1].startswith("The account may not do this: have RAM grant vpc:Create")


def test_a_dry_run_has_everything_checked_and_creates_nothing() -> None:
    planned = kit.plans(kit.single("good", 1), kit.single("bad", 2, peer="cgw-none"), kit.dual("two", 3))
    with running(Service(cloud=cloud())) as server:
        api = Api(kit.client(server), kit.pace())
        found = rehearse(look(planned, api), api, lambda item, text: None)
        assert [one.status.value for one in found] == ["accepted", "refused", "accepted"]
        assert server.service.cloud.connections == {}
        assert server.service.cloud.tokens == {}


def test_without_consent_nothing_is_sent(tmp_path: Path) -> None:
    from ipseclint.submit.flow import Answer

    with running(Service(cloud=cloud())) as server:
        api = kit.client(server)
        ran = kit.submit(kit.plans(*kit.THREE), api, tmp_path / "journal", consent=Answer(go=False))
        assert ran.outcomes is None
        assert "CreateVpnConnection" not in server.service.calls


def test_what_others_made_while_the_user_was_asked_is_seen(tmp_path: Path) -> None:
    from ipseclint.submit import flow

    planned = kit.plans(kit.single("hq", 1))
    with running(Service(cloud=cloud())) as server:

        def agree(looked: object) -> flow.Answer:
            kit.submit(planned, kit.client(server), tmp_path / "of a colleague")
            return flow.Answer(go=True, slow=True)

        api = Api(kit.client(server), kit.pace())
        server.service.cloud.remember_tokens = False
        ran = flow.submit(planned, api, tmp_path / "journal", agree, lambda item, text: None)
        assert ran is not None
        assert [one.status.value for one in ran] == ["exists"]
        assert len(server.service.cloud.connections) == 1


def test_a_journal_that_cannot_be_written_any_more_stops_all_sending(tmp_path: Path) -> None:
    import resource

    path = tmp_path / "journal"
    with opened(path) as journal:
        journal.write("run", note="x" * 100)
    room = path.stat().st_size + 280  # one line and a part of the next
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    with running(Service(cloud=cloud())) as server:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
        try:
            ran = kit.submit(kit.plans(*kit.THREE), kit.client(server), path)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert ran.words == ["unclear", "unsent", "unsent"]
        assert "the journal cannot be written" in outcomes(ran)[0][1]
        assert "hq exists as vco-00000001" in outcomes(ran)[0][1]
        assert outcomes(ran)[2][1] == "not sent, because the journal cannot be kept"
        again = kit.submit(kit.plans(*kit.THREE), kit.client(server), path)
        assert again.words == ["exists", "created", "created"]


def test_a_locked_journal_keeps_a_second_run_from_looking(tmp_path: Path) -> None:
    with running(Service(cloud=cloud())) as server, opened(tmp_path / "journal"):
        with pytest.raises(JournalError):
            kit.submit(kit.plans(*kit.THREE), kit.client(server), tmp_path / "journal")
        assert server.service.calls == []


def test_many_pages_are_read_whole(tmp_path: Path) -> None:
    made = cloud(settle=0)
    made.gateways["vpn-single"].quota = 200
    with running(Service(cloud=made)) as server:
        api = kit.client(server)
        planned = kit.plans(*(kit.single(f"s{n:03d}", n) for n in range(120)))
        kit.submit(planned, api, tmp_path / "journal")
        server.service.forget_calls()
        found = Api(api, kit.pace()).connections("cn-shanghai", "vpn-single")
        assert len(found) == 120
        assert server.service.calls == ["DescribeVpnConnections"] * 3
