"""Reading documents in bounded processes of their own, so that a hostile file costs only itself."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from recollect.documents.archives import PackedFile
from recollect.documents.formats import ZIP_MAGIC, check_size
from recollect.documents.frames import (
    Done,
    Drawn,
    DrawRequest,
    Failed,
    ReadRequest,
    Refused,
    Reply,
    Request,
    Unpacked,
    UnpackRequest,
)
from recollect.documents.limits import Limits
from recollect.documents.worker import ASK_EVERY_S, CALLED_OFF, ReaderWorker
from recollect.domain.document import Document
from recollect.errors import (
    BrokenDocument,
    CalledOff,
    DocumentError,
    DocumentTooCostly,
    DocumentTooLarge,
    document_error,
)

_logger = logging.getLogger(__name__)

_RECYCLE_AFTER = 200
"""Documents that one process reads before a fresh one takes its place."""
_SLOW_AFTER_S = 1.0
"""A document that takes longer leaves its place to others."""


class ReaderPool:
    """Warm reader processes, started when first needed; `read` may be called from any thread.

    There are two lanes of `workers` places each. A document that takes longer than a second goes on in the slow lane,
    in a process to which all others are preferred; where that lane is full, it is begun anew there when its turn comes.
    So no document keeps a place in the fast lane for longer.
    """

    def __init__(self, limits: Limits, workers: int = 2) -> None:
        self._limits = limits
        self._size = workers
        self._slow_after_s = _SLOW_AFTER_S
        self._recycle_after = _RECYCLE_AFTER
        self._idle: list[ReaderWorker] = []
        self._out = 0
        self._slow = 0
        self._closed = False
        self._changed = threading.Condition()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def read(
        self,
        data: bytes,
        filename: str,
        *,
        keep_scan: bool = False,
        is_called_off: Callable[[], bool] = lambda: False,
    ) -> Document:
        """Read one document. Blocks; raises a `DocumentError`, or `StartupError` when no process comes up.

        With `keep_scan`, a scan without text is no error. Once it `is_called_off` the process that reads it is ended,
        and `CalledOff` raised.
        """
        return self._read(data, filename, keep_scan, is_called_off).document

    def inspect(self, data: bytes, filename: str) -> tuple[Document, dict[str, float]]:
        """Read one document and tell how many milliseconds each step took; a scan without text is no error."""
        done = self._read(data, filename, True, lambda: False)  # noqa: FBT003 - a scan is kept
        return done.document, done.steps_ms

    def _read(self, data: bytes, filename: str, keep_scan: bool, is_called_off: Callable[[], bool]) -> Done:
        check_size(data, self._limits)
        # A name of a file system may hold lone surrogates, which no message does.
        name = filename.encode(errors="replace").decode()
        reply = self._ask(ReadRequest(data, name, keep_scan), is_called_off)
        if isinstance(reply, Done):
            return reply
        raise _failure_of(reply)

    def unpack(self, data: bytes) -> tuple[PackedFile, ...] | None:
        """Give the files of a ZIP archive; None for a document. Blocks, and raises as `read` does."""
        if not data.startswith(ZIP_MAGIC):
            return None
        if len(data) > self._limits.max_archive_bytes:
            raise DocumentTooLarge(
                f"The archive has {len(data) / 2**20:.1f} MiB and the limit is "
                f"{self._limits.max_archive_bytes / 2**20:.0f} MiB; make several of it."
            )
        reply = self._ask(UnpackRequest(data))
        if isinstance(reply, Unpacked):
            return reply.files
        raise _failure_of(reply)

    def draw_page(self, data: bytes, number: int) -> bytes:
        """Draw a page (from 1) of a PDF as WebP. Blocks, and raises as `read` does."""
        reply = self._ask(DrawRequest(data, number))
        if isinstance(reply, Drawn):
            return reply.image
        raise _failure_of(reply)

    def _ask(self, request: Request, is_called_off: Callable[[], bool] = lambda: False) -> Reply:
        worker: ReaderWorker | None = None
        reply: Reply | None = None
        idle = self._take(is_called_off)
        try:
            worker = idle if idle is not None and idle.alive else self._replace(idle)
            worker.send(request, is_called_off)
            reply = worker.receive_within(self._slow_after_s)
        except BaseException:
            self._give_back(worker, keep=False)
            raise
        if reply is None:
            self._give_back(None, keep=False)
            return self._ask_slowly(request, worker, is_called_off)
        self._give_back(worker, keep=worker.documents < self._recycle_after and not _is_spent(reply))
        return reply

    def _ask_slowly(self, request: Request, worker: ReaderWorker, is_called_off: Callable[[], bool]) -> Reply:
        """Let a reading go on in the slow lane; where that is full, end it and begin anew when there is a place."""
        if not self._enter_slow_lane():
            worker.close()
            self._await_slow_lane(is_called_off)
        try:
            if worker.closed:
                worker = ReaderWorker(self._limits)
                worker.send(request, is_called_off)
            worker.step_back()
            return worker.receive()
        finally:
            worker.close()
            self._leave_slow_lane()

    def close(self) -> None:
        """Let readings under way finish, then end all processes."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._out == 0 and self._slow == 0)
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.close()

    @property
    def limits(self) -> Limits:
        """What reading one document may cost."""
        return self._limits

    @property
    def pids(self) -> tuple[int, ...]:
        """The ids of the processes that wait for a document."""
        with self._changed:
            return tuple(worker.pid for worker in self._idle)

    def _take(self, is_called_off: Callable[[], bool]) -> ReaderWorker | None:
        """Take a warm worker, or None for leave to start one."""
        with self._changed:
            self._await(lambda: self._out < self._size, is_called_off)
            self._out += 1
            return self._idle.pop() if self._idle else None

    def _enter_slow_lane(self) -> bool:
        """Take a place in the slow lane, if there is one."""
        with self._changed:
            if self._slow >= self._size:
                return False
            self._slow += 1
            return True

    def _await_slow_lane(self, is_called_off: Callable[[], bool]) -> None:
        with self._changed:
            self._await(lambda: self._slow < self._size, is_called_off)
            self._slow += 1

    def _await(self, is_free: Callable[[], bool], is_called_off: Callable[[], bool]) -> None:
        """Wait for a place while `_changed` is held."""
        while not self._changed.wait_for(lambda: self._closed or is_free(), ASK_EVERY_S):
            if is_called_off():
                raise CalledOff(CALLED_OFF)
        if self._closed:
            raise RuntimeError("the reader pool is closed")

    def _leave_slow_lane(self) -> None:
        with self._changed:
            self._slow -= 1
            self._changed.notify_all()

    def _replace(self, worker: ReaderWorker | None) -> ReaderWorker:
        if worker is not None:
            worker.close()
        return ReaderWorker(self._limits)

    def _give_back(self, worker: ReaderWorker | None, *, keep: bool) -> None:
        if worker is not None and not keep:
            worker.close()
        with self._changed:
            if worker is not None and keep:
                self._idle.append(worker)
            self._out -= 1
            self._changed.notify_all()


def _is_spent(reply: Reply) -> bool:
    """Tell whether a process ran out of something or failed: it is not trusted with the next file."""
    return isinstance(reply, Failed) or (isinstance(reply, Refused) and reply.error == DocumentTooCostly.name)


def _failure_of(reply: Reply) -> DocumentError:
    if isinstance(reply, Refused):
        return document_error(reply.error, reply.detail)
    if isinstance(reply, Failed):
        _logger.error("the document reader failed: %s at %s", reply.kind, reply.place)
    return BrokenDocument("The document's structure can't be followed; save it again as PDF and upload that.")
