"""Plan and reality are compared field by field, and keys are never shown."""

from __future__ import annotations

from typing import Any

import pytest

from ipseclint.submit.compare import default_differences, differences
from ipseclint.submit.existing import read_connection
from ipseclint.submit.plain import Body
from ipseclint.submit.resolve import resolve_known
from tests.cloud import answers, validate
from tests.cloud.__main__ import cloud
from tests.submit import kit


def real(text: str, **changes: Any) -> Body:
    """What the service tells of a plan that was created, with changes of its answer."""
    from ipseclint.submit import wire

    (item,) = kit.plans(text)
    made = cloud()
    body = validate.request(wire.parameters(item), item.dual)
    answer = answers.connection(made.add_connection(item.region, item.gateway, body), made)
    for path, value in changes.items():
        *holders, name = path.split("__")
        at: Any = answer
        for holder in holders:
            at = at[int(holder)] if holder.isdigit() else at[holder]
        at[name] = value
    return read_connection(answer, item.region).body


def told(text: str, **changes: Any) -> list[str]:
    (item,) = kit.plans(text)
    return [str(one) for one in differences(item.body, real(text, **changes))]


@pytest.mark.parametrize("text", kit.THREE)
def test_what_was_created_as_planned_does_not_differ(text: str) -> None:
    assert told(text) == []
    assert default_differences(kit.plans(text)[0].body, real(text)) == []


def test_each_changed_field_is_named_with_both_values() -> None:
    text = kit.single("hq", 1)
    assert told(text, IkeConfig__IkeEncAlg="aes") == ["IkeConfig.IkeEncAlg is aes, planned aes256"]
    assert told(text, IpsecConfig__IpsecLifetime=86400) == ["IpsecConfig.IpsecLifetime is 86400, planned 3600"]
    assert told(text, LocalSubnet="10.9.0.0/16") == ["LocalSubnet is 10.9.0.0/16, planned 10.1.0.0/16"]
    assert told(text, RemoteSubnet="") == ["RemoteSubnet is (empty), planned 172.16.1.0/24"]


def test_a_changed_key_is_named_without_values() -> None:
    assert told(kit.single("hq", 1), IkeConfig__Psk="another") == ["IkeConfig.Psk differs"]


def test_a_key_that_cannot_be_had_is_not_compared() -> None:
    (item,) = kit.connections(kit.single("hq", 1, psk="${env:NONE}"))
    from ipseclint.submit.request import plan

    (unresolved,) = plan([item])[0]
    assert differences(resolve_known(unresolved, {}).body, real(kit.single("hq", 1))) == []


def test_line_ends_of_a_certificate_say_nothing() -> None:
    text = kit.single("hq", 1) + 'RemoteCaCertificate: "-----BEGIN C-----\\nMIIB\\n-----END C-----\\n"\n'
    assert told(text, RemoteCaCertificate="-----BEGIN C-----\r\nMIIB\r\n-----END C-----") == []
    assert told(text, RemoteCaCertificate="-----BEGIN C-----\nMIIC\n-----END C-----") == ["RemoteCaCertificate differs"]


def test_the_order_of_subnets_does_not_matter() -> None:
    text = kit.single("hq", 1).replace("10.1.0.0/16", "10.1.0.0/16,10.2.0.0/16")
    assert told(text, LocalSubnet="10.2.0.0/16,10.1.0.0/16") == []


def test_tunnels_are_paired_by_their_role() -> None:
    text = kit.dual("plant", 1)
    (item,) = kit.plans(text)
    there = real(text)
    tunnels = there["TunnelOptionsSpecification"]
    assert isinstance(tunnels, list)
    assert differences(item.body, {**there, "TunnelOptionsSpecification": tunnels[::-1]}) == []
    changed = "TunnelOptionsSpecification__TunnelOptions__1__TunnelIkeConfig__IkePfs"
    assert told(text, **{changed: "group2"}) == [
        "TunnelOptionsSpecification.2.TunnelIkeConfig.IkePfs is group2, planned group14"
    ]


def test_a_single_tunnel_where_two_are_planned_is_told() -> None:
    (item,) = kit.plans(kit.dual("plant", 1))
    found = [str(one) for one in differences(item.body, real(kit.single("plant", 1)))]
    assert found == ["TunnelOptionsSpecification is one tunnel, planned two tunnels"]


def test_tags_are_compared_without_those_of_the_service() -> None:
    text = kit.single("hq", 1) + "Tags: [{Key: site, Value: hq}]\n"
    ours = {"Key": "site", "Value": "hq"}
    assert told(text, Tags={"Tag": [{"Key": "acs:rm:rgId", "Value": "rg-1"}, ours]}) == []
    assert told(text, Tags={"Tag": [{"Key": "site", "Value": "old"}]}) == ["Tags.site is old, planned hq"]
    assert told(text, Tags={"Tag": [ours, {"Key": "x", "Value": "y"}]}) == ["Tags.x is y, planned (none)"]


def test_a_default_that_the_service_fills_in_differently_is_a_note() -> None:
    text = kit.single("hq", 1).replace("  IkeAuthAlg: sha256\n", "")
    (item,) = kit.plans(text)
    there = real(text, IkeConfig__IkeAuthAlg="sha1")
    assert differences(item.body, there) == []
    assert [str(one) for one in default_differences(item.body, there)] == [
        "IkeConfig.IkeAuthAlg is sha1, planned md5 (left out; the documented default)"
    ]


@pytest.mark.parametrize(
    "item",
    [
        {},
        {"VpnConnectionId": None, "IkeConfig": [], "TunnelOptionsSpecification": "x", "Tags": 3},
        {"TunnelOptionsSpecification": {"TunnelOptions": [None, 3, {"TunnelIkeConfig": "x"}]}},
        {"VcoHealthCheck": {"Enable": [], "Interval": "many"}, "VpnBgpConfig": {"LocalAsn": {}}},
    ],
)
def test_an_answer_that_makes_no_sense_is_read_without_a_fault(item: dict[str, Any]) -> None:
    read_connection(item, "cn-shanghai")
