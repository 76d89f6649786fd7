"""The program of a reader process: reads one document after the other, bounded in memory, time and files.

Requests come on standard input and replies go to standard output, both as `frames` has them; the first
frame holds the limits. It ends when its input does, so it never outlives the server that started it.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable
from typing import BinaryIO

import msgspec

from recollect.documents.archives import unpack_archive
from recollect.documents.frames import (
    LENGTH,
    Done,
    Drawn,
    DrawRequest,
    Failed,
    Ready,
    Recognising,
    Refused,
    Reply,
    Unpacked,
    UnpackRequest,
    pack,
    unpack_request,
)
from recollect.documents.limits import Limits
from recollect.documents.pdf.page_image import draw_page
from recollect.documents.reading import Steps, read_document
from recollect.errors import DocumentError, DocumentTooCostly

_MAX_OPEN_FILES = 64
_OUT_OF_MEMORY = "Reading took more memory than one document may; upload a simpler one."


def main() -> None:
    """Serve requests until standard input ends."""
    _ignore_signals()
    replies = _protect_stdout()
    requests = sys.stdin.buffer
    first = _receive(requests)
    if first is None:
        return
    limits = msgspec.msgpack.decode(first, type=Limits)
    _bound_process(limits)
    _send(replies, pack(Ready()))
    while (body := _receive(requests)) is not None:
        _send(replies, _answer(body, limits, lambda: _send(replies, pack(Recognising()))))


def _ignore_signals() -> None:
    """Leave signals to the whole process group to the server, which lets the reading under way finish."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)


def _protect_stdout() -> BinaryIO:
    """Keep standard output for replies: what a library prints goes to standard error."""
    replies = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    return replies


def _bound_process(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_MAX_OPEN_FILES, _MAX_OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))


def _allow_cpu(seconds: int) -> None:
    """Grant so much processor time from now on; past it, the kernel ends the process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, hard))


def _answer(body: bytes, limits: Limits, announce: Callable[[], None]) -> bytes:
    _allow_cpu(limits.cpu_s)
    try:
        return pack(_reply(body, limits, announce))
    except MemoryError:
        return pack(Refused(DocumentTooCostly.name, _OUT_OF_MEMORY))


def _reply(body: bytes, limits: Limits, announce: Callable[[], None]) -> Reply:
    try:
        request = unpack_request(body)
        if isinstance(request, DrawRequest):
            return Drawn(draw_page(request.data, request.page))
        if isinstance(request, UnpackRequest):
            return Unpacked(unpack_archive(request.data, limits))
        steps = Steps()
        document = read_document(
            request.data, request.filename, limits, keep_scan=request.keep_scan, announce=announce, steps=steps
        )
        return Done(document, steps.milliseconds)
    except DocumentError as error:
        return Refused(error.name, error.detail)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one file's failure must not end the process; the server logs it
        return Failed(type(error).__name__, _place(error))


def _place(error: Exception) -> str:
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{os.path.basename(frame.filename)}:{frame.lineno}"  # noqa: PTH119 - a name out of a traceback


def _receive(stream: BinaryIO) -> bytes | None:
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return None
    size = LENGTH.unpack(head)[0]
    body = stream.read(size)
    return body if len(body) == size else None


def _send(stream: BinaryIO, frame: bytes) -> None:
    rest = memoryview(frame)
    while rest:
        rest = rest[stream.write(rest) :]


if __name__ == "__main__":
    main()
