"""Background work: looked at, watched, paused, resumed, cancelled, retried."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.responses import StreamingResponse

from recollect.domain.task import Task
from recollect.services.tasks.task_control import TaskWithItems, Wish, change_task, read_changes, read_task
from recollect.storage.tasks import tasks
from recollect.web.answers import json_answer, listing
from recollect.web.api.openapi import KEY_HEADER, answers, list_of, record, schema_of
from recollect.web.api.schemas import ListQuery, TaskItemsQuery
from recollect.web.event_stream import stream_changes
from recollect.web.requests import UsesCaller, UsesMemory, carry_out

router = APIRouter(prefix="/api/tasks", tags=["tasks"])

ACCEPTED: dict[int | str, Any] = {202: answers(record(task=Task), status=202, description="Handed in.")[202]}
HANDED_IN = answers(record(task=Task), writes=True, status=202, description="Handed in.")
_STREAM: dict[int | str, Any] = {
    200: {"description": "Server-sent events.", "content": {"text/event-stream": {"schema": {"type": "string"}}}},
    204: {"description": "The task has ended, and all of it was seen."},
}
_CHANGED = answers(record(task=Task), 404, writes=True)
LastSeen = Annotated[
    int,
    Header(alias="Last-Event-ID", ge=0, le=2**53 - 1, description="The id of the last event that was seen."),
]


@router.get("", responses=answers(list_of("tasks", Task)))
def list_tasks(query: Annotated[ListQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the background work, newest first."""
    with memory.read(caller) as reader:
        return json_answer(listing("tasks", tasks.list_tasks(reader, cursor=query.cursor, limit=query.limit)))


@router.get("/{task_id}", responses=answers(schema_of(TaskWithItems), 404))
def get_task(
    task_id: str, query: Annotated[TaskItemsQuery, Query()], memory: UsesMemory, caller: UsesCaller
) -> Response:
    """Give a task with its items; with `state=failed`, only those that failed, and why."""
    return json_answer(read_task(memory, caller, task_id, **query.model_dump()))


@router.get("/{task_id}/events", responses={**answers(schema_of(Task), 404), **_STREAM})
def watch_task(request: Request, task_id: str, memory: UsesMemory, caller: UsesCaller, seen: LastSeen = 0) -> Response:
    """Watch a task: an event for each item that is settled, and the task's state, until it ends."""
    task = read_changes(memory, caller, task_id, seen).task
    if task.ended_at is not None and seen >= task.revision:
        return Response(status_code=204)
    stopping = request.app.state.stopping
    stream = stream_changes(memory, caller, task_id, seen, stopping.is_set)
    return StreamingResponse(stream, media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


@router.post("/{task_id}/pause", openapi_extra=KEY_HEADER, responses=_CHANGED)
def pause_task(request: Request, task_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Stop until it is resumed; an item under way is given up, leaves nothing, and is done again then."""
    return _change(request, memory, caller, task_id, "pause")


@router.post("/{task_id}/resume", openapi_extra=KEY_HEADER, responses=_CHANGED)
def resume_task(request: Request, task_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Let a paused task go on where it was."""
    return _change(request, memory, caller, task_id, "resume")


@router.post("/{task_id}/cancel", openapi_extra=KEY_HEADER, responses=_CHANGED)
def cancel_task(request: Request, task_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Stop for good; nothing of an item under way is kept. What was done stays."""
    return _change(request, memory, caller, task_id, "cancel")


@router.post("/{task_id}/retry", openapi_extra=KEY_HEADER, responses=_CHANGED)
def retry_task(request: Request, task_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Do the items that failed again, and only those."""
    return _change(request, memory, caller, task_id, "retry")


def _change(request: Request, memory: UsesMemory, caller: UsesCaller, task_id: str, wish: Wish) -> Response:
    return carry_out(
        request,
        None,
        lambda once: change_task(memory, caller, task_id, wish, once),
        lambda task: {"task": task},
    )
