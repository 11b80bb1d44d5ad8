"""Markdown: code fences in their own language, each at its place."""

from __future__ import annotations

import pytest

from ipseclint.dialects.markdown import fences
from ipseclint.dialects.recognise import read_text
from ipseclint.span import Source
from tests.dialects.reading import at, every_line, findings, line, plain, read, shown

CALL = "aliyun vpc CreateVpnConnection"


def blocks(text: str) -> list[tuple[str, str]]:
    return [(fence.language, fence.source.text) for fence in fences(Source("a.md", text))]


BLOCKS = [
    ("```bash\na\nb\n```\n", [("bash", "a\nb\n")]),
    ("~~~ sh\na\n~~~", [("sh", "a\n")]),
    ("````yaml\n```\na\n````\n", [("yaml", "```\na\n")]),
    ("``` {.bash .x}\na\n```", [("bash", "a\n")]),
    ("```\na\n```\n```JSON title=x\nb\n```\n", [("", "a\n"), ("json", "b\n")]),
    ("```bash\r\na\r\n```\r\n", [("bash", "a\r\n")]),
    ("1. x\n   ```sh\n   a\n     b\n  c\n   ```\n", [("sh", "a\n  b\nc\n")]),
    ("- ```sh\n  a\n  ```\n", [("sh", "a\n")]),
    ("> ```sh\n> a\n> ```\n", [("sh", "a\n")]),
    ("```sh\na\n", [("sh", "a\n")]),
    ("text ```sh a``` text\n", []),
    ("``` `x` ```\na\n", []),
    ("    x\n", []),
    ("```sh", [("sh", "")]),
    ("", []),
]


@pytest.mark.parametrize(("text", "found"), BLOCKS, ids=[text for text, _ in BLOCKS])
def test_fences_are_found_with_their_languages(text: str, found: list[tuple[str, str]]) -> None:
    assert blocks(text) == found


def test_every_character_of_a_fence_knows_where_it_stands() -> None:
    text = "# x\n\n> ```sh\n> é a\n>  b\n> ```\n"
    (fence,) = fences(Source("a.md", text))
    assert fence.source.offsets is not None
    assert [text[at] for at in list(fence.source.offsets)[:-1]] == list(fence.source.text)


def test_each_fence_is_read_in_its_language() -> None:
    text = f"""\
Text: {CALL} --Name outside
```bash
{CALL} --Name a
```
```yaml
VpnGatewayId: vpn-1
LocalSubnet: 10.0.0.0/8
```
```json
{{"VpnGatewayId": "vpn-1", "LocalSubnet": "10.1.0.0/16"}}
```
```text
{CALL} --Name text
```
```hcl
resource "alicloud_vpn_connection" "x" {{
  local_subnet = [var.net]
}}
```
"""
    reading = read(text, "a.md")
    assert [(request.dialect, line(request.span)) for request in reading.requests] == [
        ("cli", 3),
        ("native", 6),
        ("native", 10),
        ("terraform", 16),
    ]
    assert reading.notes == []
    assert plain(at(reading.requests[3], "LocalSubnet", 0)) == "?var.net"
    found = read_text(Source("a.md", text), explicit=False).reading
    assert [request.dialect for request in found.requests] == ["cli", "native", "native"]


def test_a_finding_in_a_fence_is_told_at_its_line_and_column() -> None:
    text = f"1. Run\n   ```sh\n   {CALL} \\\n     --LocalSubnet 10.0.0.1/8\n   ```\n"
    place = at(read(text, "a.md").requests[0], "LocalSubnet").span.location()
    assert (place.line, place.column, place.end_column) == (4, 20, 30)


def test_two_fences_have_names_of_their_own() -> None:
    resource = "{Type: 'ALIYUN::VPC::VpnConnection', Properties: {VpnGatewayId: !Ref G}}"
    fence = f"```yaml\nResources: {{C: {resource}, G: {{}}}}\n```\n"
    assert len({request.scope for request in read(fence * 2, "a.md").requests}) == 2


def test_a_variable_is_one_value_within_a_block_of_a_script_only() -> None:
    flags = "--VpnGatewayId vpn-1 --CustomerGatewayId $CGW --LocalSubnet 10.0.0.0/16 --RemoteSubnet 10.1.0.0/16"
    call = f"{CALL} {flags}\n"
    assert "IPS303" in {found.code for found in findings(f"```sh\n{call}{call}```\n", "a.md")}
    assert "IPS303" not in {found.code for found in findings(f"```sh\nCGW=$(new)\n{call}```\n" * 2, "a.md")}


def test_a_fence_that_is_no_connection_is_an_example_of_something_else() -> None:
    text = (
        '```json\n{"VpnGatewayId": "vpn-1", "LocalSubnet": ... }\n```\n```yaml\na: [b\n```\n```sh\nit\'s "broken\n```\n'
    )
    reading = read(text, "a.md")
    assert (reading.requests, reading.notes) == ([], [])


def test_a_console_session_is_read_with_its_prompts_and_answers() -> None:
    text = f"```console\n$ {CALL} --Name a\nit's done: \"x\n$ {CALL} --Name b\n```\n"
    assert [plain(request.body) for request in read(text, "a.md").requests] == [{"Name": "a"}, {"Name": "b"}]


def test_a_key_in_a_fence_is_never_shown() -> None:
    text = f"""```sh
{CALL} --LocalSubnet 10.0.0.1/8 --IkeConfig '{{"Psk": "Zk3vLiteral"}}'
```
```yaml
VpnGatewayId: vpn-1
LocalSubnet: 10.0.0.1/8
IkeConfig: {{Psk: Zk3vLiteral, IkeEncAlg: des}}
```
"""
    assert "Zk3v" not in every_line(text, "a.md")
    assert "Zk3v" not in shown(text, "a.md")
