"""Workers: the processes or the cluster that a run is spread over."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

from ipseclint.cli.common import UsageError


@contextmanager
def executor_of(url: str | None, jobs: int) -> Iterator[tuple[Executor, int]]:
    """An executor and how many workers it has: processes here, or a dask cluster. Raises UsageError."""
    if url is None:
        with ProcessPoolExecutor(max_workers=jobs) as pool:
            yield pool, jobs
        return
    if not url.startswith("dask://"):
        raise UsageError(f"--executor: {url!r} is not dask://HOST:PORT")
    with _dask(url.removeprefix("dask://")) as found:
        yield found


@contextmanager
def _dask(address: str) -> Iterator[tuple[Executor, int]]:
    try:
        import distributed
    except ImportError:
        raise UsageError("--executor: dask is missing; install it with: pip install 'ipseclint[distributed]'") from None
    from ipseclint.parallel import WorkerDied

    try:
        connect: Any = distributed.Client
        client = connect(f"tcp://{address}", timeout=os.environ.get("IPSECLINT_DASK_TIMEOUT", "10s"))
    except (OSError, TimeoutError) as error:
        raise WorkerDied(f"the cluster at {address} cannot be reached ({type(error).__name__})", [], []) from None
    try:
        yield client.get_executor(pure=False, retries=0), max(1, len(client.ncores()))
    finally:
        client.close()
