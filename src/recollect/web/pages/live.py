"""What changes while a page is open: a stream that says that something did, and the parts that are read anew then.

The stream carries no content: `tasks` when work that goes on moved, `store` when anything that is stored did. Whoever
can't be streamed to asks for the same parts every few seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Header, Request, Response
from fastapi.responses import StreamingResponse

from recollect.domain.caller import Caller
from recollect.services.memory import Memory
from recollect.services.upkeep.store_glance import LiveMarks, read_marks
from recollect.web.pages.frame import read_stored, read_work_line
from recollect.web.pages.rendering import render_part

router = APIRouter(include_in_schema=False)

_GATHER_S, _LOOK_AGAIN_S, _HEARTBEAT_S = 0.3, 1.0, 15.0
_HEARTBEAT = b": still here\n\n"


@router.get("/live")
def stream_live(request: Request, seen: str = "", last: Annotated[str, Header(alias="Last-Event-ID")] = "") -> Response:
    """Say each time that something changed, from what the page shows on, or from the last that it was told."""
    marks = LiveMarks(*(last or seen).partition("~")[::2])
    stream = watch(request.app.state.memory, request.state.caller, marks, request.app.state.stopping.is_set)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


@router.get("/live/work")
def show_work_line(request: Request) -> Response:
    """Show how far the work is that goes on."""
    return render_part("frame/work_line.html", work=read_work_line(request))


@router.get("/live/stored")
def show_stored_line(request: Request) -> Response:
    """Show what is stored, and how much each place of the navigation holds."""
    stored, places = read_stored(request)
    return render_part("frame/stored.html", stored=stored, places=places)


async def watch(
    memory: Memory, caller: Caller, seen: LiveMarks, is_stopping: Callable[[], bool]
) -> AsyncIterator[bytes]:
    """Give an event for each thing that changed after `seen`, until the server stops or nobody listens."""
    loop, wake = asyncio.get_running_loop(), asyncio.Event()
    stop_listening = memory.task_bell.listen(lambda: loop.call_soon_threadsafe(wake.set))
    try:
        told_at = loop.time()
        yield _HEARTBEAT
        while not is_stopping():
            wake.clear()
            now = await to_thread.run_sync(read_marks, memory, caller)
            for frame in _frames(seen, now):
                told_at = loop.time()
                yield frame
            seen = now
            if loop.time() - told_at >= _HEARTBEAT_S:
                told_at = loop.time()
                yield _HEARTBEAT
            with suppress(TimeoutError):
                await asyncio.wait_for(wake.wait(), _LOOK_AGAIN_S)
            await asyncio.sleep(_GATHER_S)
    finally:
        stop_listening()


def _frames(before: LiveMarks, now: LiveMarks) -> list[bytes]:
    changed = (("tasks", before.tasks, now.tasks), ("store", before.store, now.store))
    event_id = f"{now.tasks}~{now.store}"
    return [f"id: {event_id}\nevent: {name}\ndata: {new}\n\n".encode() for name, old, new in changed if old != new]
