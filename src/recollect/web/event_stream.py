"""Server-sent events: what happens to a task, told to who watches it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress

from anyio import to_thread

from recollect.domain.caller import Caller
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import CHANGES_AT_ONCE, TaskChanges, read_changes
from recollect.web.answers import encode

GATHER_S = 0.1
"""Changes that follow each other this closely are told together."""
LOOK_AGAIN_S = 1.0
"""What another process does to a task is seen this late at most."""
HEARTBEAT_S = 15.0
"""A connection on which nothing happens shows a sign of life this often."""
_HEARTBEAT = b": still here\n\n"


async def stream_changes(
    memory: Memory, caller: Caller, task_id: str, seen: int, is_stopping: Callable[[], bool]
) -> AsyncIterator[bytes]:
    """Give what happens to a task after the revision `seen`, until it has ended or the server stops.

    The id of an event is the task's revision that it tells of; who comes back with the last one misses nothing.
    """
    loop, wake = asyncio.get_running_loop(), asyncio.Event()
    stop_listening = memory.task_bell.listen(lambda: loop.call_soon_threadsafe(wake.set))
    try:
        told_at = loop.time()
        while True:
            wake.clear()
            changes = await to_thread.run_sync(read_changes, memory, caller, task_id, seen)
            for frame in _frames(changes, seen):
                told_at = loop.time()
                yield frame
            seen = _seen(changes, seen)
            if len(changes.items) == CHANGES_AT_ONCE:
                continue
            if changes.task.ended_at is not None or is_stopping():
                return
            if loop.time() - told_at >= HEARTBEAT_S:
                told_at = loop.time()
                yield _HEARTBEAT
            await asyncio.sleep(GATHER_S)
            with suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), LOOK_AGAIN_S)
    finally:
        stop_listening()


def _frames(changes: TaskChanges, seen: int) -> Iterator[bytes]:
    for revision, item in changes.items:
        yield _frame(revision, "item", item)
    if len(changes.items) < CHANGES_AT_ONCE and changes.task.revision > seen:
        yield _frame(changes.task.revision, "task", changes.task)


def _seen(changes: TaskChanges, seen: int) -> int:
    if len(changes.items) < CHANGES_AT_ONCE:
        return max(seen, changes.task.revision)
    return changes.items[-1][0]


def _frame(revision: int, event: str, value: object) -> bytes:
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (revision, event.encode(), encode(value))
