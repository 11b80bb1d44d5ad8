"""The service for the pages that submit: a stand-in, which `submit`, `export` and `diff` are led to."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cloud.server import Service, running
from tests.cloud.state import Cloud
from tests.submit import kit

GATEWAY = "vpn-uf6d3ky11pf86rmjfz6jz"
PEER = "cgw-uf605kn75f4na8b1n5cg9"
_LED = """\
#!/bin/sh
case "$1" in
  submit | export | diff) set -- "$@" --endpoint "{endpoint}" --retry-wait 0.01 ;;
esac
exec "{python}" -m ipseclint "$@"
"""


@contextmanager
def standing_in(folder: Path) -> Iterator[dict[str, str]]:
    """The environment in which `ipseclint` asks a stand-in that has the gateways of examples/good."""
    made = Cloud(settle=1)
    made.add_gateway(GATEWAY)
    made.add_customer_gateway(PEER, "121.40.63.18", "65020")
    with running(Service(cloud=made)) as server:
        folder.mkdir()
        program = folder / "ipseclint"
        program.write_text(_LED.format(endpoint=server.endpoint, python=sys.executable))
        program.chmod(0o755)
        kept = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_CLI_PROFILE_DISABLED")
        environment = kit.clean_environment()
        yield {"bin": str(folder), **{name: environment[name] for name in kept}}
