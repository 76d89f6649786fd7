"""The real server as a process of its own on a free port, to be stopped and killed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

import recollect

SOURCE = Path(recollect.__file__).parents[1]
FAULTY = Path(__file__).with_name("faulty_server.py")
DEADLINE_S = 90.0
_READY = "Recollect is ready at "


class Served:
    """One run of a server: its address, its process, and what it wrote."""

    def __init__(self, process: subprocess.Popen[str], address: str, log: Path) -> None:
        self.process = process
        self.address = address
        self.log = log

    def client(self) -> httpx.Client:
        """Give a client for one thread; it keeps no connection, so that none is lost between two requests."""
        return httpx.Client(base_url=self.address, timeout=DEADLINE_S, limits=httpx.Limits(max_keepalive_connections=0))

    def kill(self) -> None:
        """Kill the server and its readers as `kill -9` does, and wait until it is gone."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(DEADLINE_S)

    def stop(self) -> int:
        """Ask it to stop, and give its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(DEADLINE_S)


class NotStarted(AssertionError):
    """A server that was killed before it was ready, and not because that took too long."""


@contextmanager
def served(data: Path, *options: str, fault: str | None = None, **environment: str) -> Iterator[Served]:
    """Serve a data folder until the block ends; with `fault`, by a server that breaks that promise on purpose."""
    process, log = start(data, *options, fault=fault, **environment)
    try:
        yield Served(process, _address(process, log), log)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(DEADLINE_S)
        if process.stdout is not None:
            process.stdout.close()


def start(
    data: Path, *options: str, fault: str | None = None, **environment: str
) -> tuple[subprocess.Popen[str], Path]:
    """Start a server in a process group of its own; give it and the file that its log goes to."""
    program = ["-m", "recollect"] if fault is None else [str(FAULTY), fault]
    log = data.with_name(data.name + ".log")
    with log.open("a") as sink:
        process = subprocess.Popen(
            [sys.executable, *program, "serve", "--data", str(data), *(options or ("--port", "0"))],
            stdout=subprocess.PIPE,
            stderr=sink,
            env=program_environment() | environment,
            start_new_session=True,
            text=True,
        )
    return process, log


def run_command(*words: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Carry out a command of `recollect` in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "recollect", *words, "--data", str(data)],
        capture_output=True,
        text=True,
        env=program_environment() | environment,
        timeout=DEADLINE_S,
        check=False,
    )


def program_environment() -> dict[str, str]:
    """Give the environment of a program: this one's without settings, and the way to the source."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RECOLLECT_")}
    return kept | {"PYTHONPATH": str(SOURCE)}


def free_port() -> int:
    """Give a port of the loopback that nobody listens on now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def wait_until(holds: Callable[[], bool], what: str) -> None:
    """Ask again and again until it holds; fail after a deadline that only a broken program reaches."""
    deadline = time.monotonic() + DEADLINE_S
    while not holds():
        assert time.monotonic() < deadline, f"waited in vain until {what}"
        threading.Event().wait(0.002)


def run_together(works: Sequence[Callable[[], None]], meanwhile: Callable[[], None]) -> None:
    """Run works in threads and `meanwhile` in this one; raise what went wrong in any of them."""
    wrong: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again below, in the test's own thread
            wrong.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        meanwhile()
    finally:
        for thread in threads:
            thread.join()
    if wrong:
        raise wrong[0]


def _address(process: subprocess.Popen[str], log: Path) -> str:
    assert process.stdout is not None
    began = time.monotonic()
    deadline = threading.Timer(DEADLINE_S, process.kill)
    deadline.start()
    try:
        for line in process.stdout:
            if line.startswith(_READY):
                return line.removeprefix(_READY).strip()
    finally:
        deadline.cancel()
    in_time = time.monotonic() - began < DEADLINE_S
    kind = NotStarted if in_time and process.wait(DEADLINE_S) == -signal.SIGKILL else AssertionError
    raise kind(f"the server did not start: {log.read_text()}")
