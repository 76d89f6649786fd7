"""A server in a process of its own, as people start it, and the bare one to compare with."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct
from psutil import Process

_ALL_THREADS = 2


class Server(Struct, frozen=True):
    """Where a server listens, and its process."""

    port: int
    process: Process

    def cpu_seconds(self) -> float:
        """Give the CPU time that the server has used, all threads together, to the nanosecond.

        The clock's number is what clock_getcpuclockid(3) gives for a process; /proc counts in hundredths of a second.
        """
        return time.clock_gettime((~self.process.pid << 3) | _ALL_THREADS)


@contextmanager
def serve(data: Path) -> Iterator[Server]:
    """Serve a data folder until the block ends."""
    with _started("recollect", "serve", "--port", "0", "--data", str(data)) as server:
        yield server


@contextmanager
def serve_bare(data: Path) -> Iterator[Server]:
    """Serve a data folder by the bare application until the block ends."""
    with _started("benchmarks.bare", str(data)) as server:
        yield server


@contextmanager
def _started(*module: str) -> Iterator[Server]:
    command = [sys.executable, "-m", *module]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None  # noqa: S101 - it was asked for, which the type checker can't know
        try:
            address = process.stdout.readline().strip()
            yield Server(int(address.rpartition(":")[2]), Process(process.pid))
        finally:
            process.terminate()
