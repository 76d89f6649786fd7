"""A client that costs little, in a process of its own: `python -m benchmarks.client PORT CLIENTS FILE`."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

import msgspec
import uvloop

_HEAD_END = b"\r\n\r\n"
_LENGTH = b"content-length:"
_LONGEST_S = 600


def request_of(method: str, path: str, body: bytes = b"") -> bytes:
    """Give a request as it goes over the wire."""
    head = f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\n"
    if body:
        head += f"content-type: application/json\r\ncontent-length: {len(body)}\r\n"
    return head.encode() + b"\r\n" + body


def send(port: int, requests: Sequence[bytes], clients: int) -> float:
    """Send all requests over so many kept connections, and give the seconds until the last answer."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(msgspec.msgpack.encode(requests))
        file.flush()
        command = [sys.executable, "-m", "benchmarks.client", str(port), str(clients), file.name]
        return float(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=_LONGEST_S).stdout)


class _Connection(asyncio.Protocol):
    """Sends the next request once the one before is answered."""

    def __init__(self, waiting: Iterator[bytes], finished: asyncio.Future[None]) -> None:
        self._waiting = waiting
        self._finished = finished
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own are no subclass of it
        self._send_next()

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, end, body = self._received.partition(_HEAD_END)
        if not end:
            return
        lowered = head.lower()
        length = int(lowered.partition(_LENGTH)[2].partition(b"\r\n")[0])
        if len(body) < length:
            return
        if not head.startswith(b"HTTP/1.1 20"):
            self._finished.set_exception(RuntimeError(f"answered {self._received!r}"))
            self._transport.close()
            return
        self._received = b""
        self._send_next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self._finished.done():
            self._finished.set_exception(exc or RuntimeError("the server closed the connection"))

    def _send_next(self) -> None:
        request = next(self._waiting, None)
        if request is not None:
            self._transport.write(request)
            return
        self._finished.set_result(None)
        self._transport.close()


async def _send_all(port: int, clients: int, requests: list[bytes]) -> float:
    loop = asyncio.get_running_loop()
    waiting = iter(requests)
    finished: list[asyncio.Future[None]] = [loop.create_future() for _ in range(clients)]
    began = time.perf_counter()
    for future in finished:
        await loop.create_connection(lambda future=future: _Connection(waiting, future), "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*finished)
    return time.perf_counter() - began


def main() -> None:
    """Send the requests of a file and print the seconds it took."""
    port, clients, file = sys.argv[1:]
    requests = msgspec.msgpack.decode(Path(file).read_bytes(), type=list[bytes])
    print(uvloop.run(_send_all(int(port), int(clients), requests)))


if __name__ == "__main__":
    main()
