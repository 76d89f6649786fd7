"""One reader process, as the server sees it."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import recollect
from recollect.documents.frames import LENGTH, Ready, Recognising, Reply, Request, pack, unpack_reply
from recollect.documents.limits import Limits
from recollect.documents.scheduling import lower_priority, waited_s
from recollect.errors import BrokenDocument, CalledOff, DocumentTooCostly, StartupError

ASK_EVERY_S = 0.2
"""Who waits for a process asks this often whether anybody still wants what it makes."""
CALLED_OFF = "Nobody waits for this document any more: its task was paused or cancelled."
_START_S = 30.0
_LONGEST_WAIT = 3
"""So many times the limit may be waited for a processor."""
_CHUNK = 1 << 20
_MAX_REPLY = 256 * 1024 * 1024
# What PDFium, the C library and the kernel raise when memory or processor time runs out.
_EXHAUSTED = {signal.SIGKILL, signal.SIGXCPU, signal.SIGABRT, signal.SIGTRAP, signal.SIGILL}
_KEPT_ENVIRONMENT = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "TZ")
_TOO_COSTLY = "Reading took more time or memory than one document may; upload a simpler one."
_CANNOT_START = "The document reader can't start; run `python -m recollect.documents.reader_process` to see why."
_CRASHED = "The document's structure brought its reader down; save it again as PDF and upload that."


class ReaderWorker:
    """A started reader process; one request at a time. Raises `StartupError` when it does not come up."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self.documents = 0
        self._is_called_off: Callable[[], bool] = lambda: False
        self._waited_before_s: float | None = None
        try:
            self._process = _start_process()
        except OSError as error:
            raise StartupError(_CANNOT_START) from error
        self._await_start()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs and has said nothing unasked, which the next file's reader would take in."""
        poll = select.poll()
        poll.register(self._stdout, select.POLLIN)
        return self._process.poll() is None and not poll.poll(0)

    def send(self, request: Request, is_called_off: Callable[[], bool] = lambda: False) -> None:
        """Hand over a request. Raises `DocumentTooCostly` or `BrokenDocument` when the process ends or hangs.

        Once it `is_called_off`, nobody waits for it any more: `CalledOff`.
        """
        self.documents += 1
        self._is_called_off = is_called_off
        self._deadline = time.monotonic() + self._limits.timeout_s
        self._write(pack(request))

    def receive_within(self, seconds: float) -> Reply | None:
        """Give the answer if it begins so soon; None when it does not, or text must be recognised first.

        Raises as `send` does.
        """
        poll = select.poll()
        poll.register(self._stdout, select.POLLIN)
        until = time.monotonic() + seconds
        while not self._is_ready(poll, max(0.0, until - time.monotonic())):
            if time.monotonic() >= until:
                return None
        reply = self._read()
        return None if self._allows_recognition(reply) else reply

    def step_back(self) -> None:
        """Let all other processes go first, for good; what it waits for them is not counted, within bounds."""
        self._waited_before_s = waited_s(self.pid)
        lower_priority(self.pid)

    def receive(self) -> Reply:
        """Wait for the answer. Raises as `send` does."""
        reply = self._read()
        return self._read() if self._allows_recognition(reply) else reply

    def _allows_recognition(self, reply: Reply) -> bool:
        """Give the process more time when it says that it begins to recognise text."""
        if not isinstance(reply, Recognising) or self._limits.ocr is None:
            return False
        self._deadline = time.monotonic() + self._limits.ocr.timeout_s + self._limits.timeout_s
        return True

    @property
    def closed(self) -> bool:
        """Whether the process was ended by `close`."""
        return self._process.stdin is None or self._process.stdin.closed

    def close(self) -> None:
        """End the process and wait until it is gone."""
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)  # with it, the program that recognises text for it
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        self._process.wait()

    def _await_start(self) -> None:
        self._deadline = time.monotonic() + _START_S
        for descriptor in (self._stdin, self._stdout):
            os.set_blocking(descriptor, False)
        try:
            self._write(pack(self._limits))
            ready = isinstance(self._read(), Ready)
        except (BrokenDocument, DocumentTooCostly):
            ready = False
        if not ready:
            self.close()
            raise StartupError(_CANNOT_START)

    @property
    def _stdin(self) -> int:
        assert self._process.stdin is not None  # noqa: S101 - opened as a pipe above
        return self._process.stdin.fileno()

    @property
    def _stdout(self) -> int:
        assert self._process.stdout is not None  # noqa: S101 - opened as a pipe above
        return self._process.stdout.fileno()

    def _write(self, frame: bytes) -> None:
        rest = memoryview(frame)
        while rest:
            self._wait(self._stdin, select.POLLOUT)
            try:
                rest = rest[os.write(self._stdin, rest[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError:
                self._raise_ended()

    def _read(self) -> Reply:
        size = LENGTH.unpack(self._read_exactly(LENGTH.size))[0]
        if size > _MAX_REPLY:
            raise BrokenDocument(_CRASHED)
        try:
            return unpack_reply(self._read_exactly(size))
        except ValueError as error:
            raise BrokenDocument(_CRASHED) from error

    def _read_exactly(self, size: int) -> bytearray:
        body = bytearray()
        while len(body) < size:
            self._wait(self._stdout, select.POLLIN)
            try:
                chunk = os.read(self._stdout, min(_CHUNK, size - len(body)))
            except BlockingIOError:
                continue
            if not chunk:
                self._raise_ended()
            body += chunk
        return body

    def _wait(self, descriptor: int, event: int) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        while (left_s := self._left_s()) > 0:
            if self._is_ready(poll, left_s):
                return
        raise DocumentTooCostly(_TOO_COSTLY)

    def _is_ready(self, poll: select.poll, seconds: float) -> bool:
        """Tell whether there is something within some of these seconds."""
        if poll.poll(min(seconds, ASK_EVERY_S) * 1000):
            return True
        if self._is_called_off():
            raise CalledOff(CALLED_OFF)
        return False

    def _left_s(self) -> float:
        """Give how long the process may still take."""
        left_s = self._deadline - time.monotonic()
        if left_s <= 0 and self._waited_before_s is not None:
            left_s += min(waited_s(self.pid) - self._waited_before_s, _LONGEST_WAIT * self._limits.timeout_s)
        return left_s

    def _raise_ended(self) -> None:
        try:
            code = self._process.wait(max(0.0, self._deadline - time.monotonic()))
        except subprocess.TimeoutExpired as error:
            raise DocumentTooCostly(_TOO_COSTLY) from error
        if -code in _EXHAUSTED:
            raise DocumentTooCostly(_TOO_COSTLY)
        raise BrokenDocument(_CRASHED)


def _start_process() -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-B", "-P", "-m", "recollect.documents.reader_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env=_environment(),
        bufsize=0,
        start_new_session=True,
    )


def _environment() -> dict[str, str]:
    """Nothing of the server's settings and secrets reaches a process that reads what strangers wrote."""
    kept = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
    return kept | {"PYTHONPATH": str(Path(recollect.__file__).parent.parent), "PYTHONUTF8": "1"}
