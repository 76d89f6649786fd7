"""Background work: all of it, and one task with its items; both stay current while they are open."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.domain.task import ItemState
from recollect.errors import NotFound
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import Wish, change_task, read_task
from recollect.services.tasks.work_overview import items_in_hand, overlook_work
from recollect.web.pages.lists import Given, address_of, choose, say_total, view_pager
from recollect.web.pages.local_address import safe_address
from recollect.web.pages.rendering import is_for, render_page, render_part
from recollect.web.pages.work.views import ITEM_STATES, view_item, view_task

router = APIRouter(include_in_schema=False)

PATH = "/work"
_TASKS, _ITEMS = 30, 100
_SEE_OTHER = 303
_WISHES: tuple[Wish, ...] = ("pause", "resume", "cancel", "retry")


@router.get(PATH)
def show_work(request: Request, cursor: str = "") -> Response:
    """Show what goes on, and what was done."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    found = overlook_work(memory, caller, cursor=cursor or None, limit=_TASKS)
    shown: dict[str, Any] = {
        "going_on": [] if cursor else [view_task(one.task, one.in_hand) for one in found.going_on],
        "listed": [view_task(task) for task in found.tasks.items if cursor or task.ended_at is not None],
        "said": say_total(found.tasks, "task"),
        "pager": view_pager(found.tasks, PATH, {}, cursor),
        "at": address_of(PATH, {"cursor": cursor}),
    }
    if is_for(request, "work"):
        return render_part("work/all.html", **shown)
    return render_page(request, "work/work.html", **shown)


@router.get(PATH + "/{task_id}")
def show_task(request: Request, task_id: str, cursor: str = "") -> Response:
    """Show a task and its items, all or those of one state."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    given = Given(request, "state")
    state: ItemState | None = given.one_of("state", "The state", ITEM_STATES)  # type: ignore[assignment]
    found = read_task(memory, caller, task_id, state=state, cursor=cursor or None, limit=_ITEMS)
    with memory.read(caller) as reader:
        in_hand = items_in_hand(reader, task_id) if found.task.ended_at is None else ()
    path = f"{PATH}/{found.task.task_id}"
    shown: dict[str, Any] = {
        "task": view_task(found.task, in_hand),
        "items": [view_item(item) for item in found.items],
        "states": choose([("", "All items"), *ITEM_STATES.items()], given.query["state"]),
        "problems": given.problems,
        "newest": address_of(path, given.query) if cursor else None,
        "older": address_of(path, {**given.query, "cursor": found.next_cursor}) if found.next_cursor else None,
        "at": address_of(path, {**given.query, "cursor": cursor}),
    }
    if is_for(request, "task"):
        return render_part("work/one.html", **shown)
    return render_page(request, "work/task.html", 422 if given.problems else 200, **shown)


@router.post(PATH + "/{task_id}/{wish}")
def change(request: Request, task_id: str, wish: str, back: Annotated[str, Form()] = "") -> Response:
    """Pause, resume, cancel or retry a task."""
    found = next((known for known in _WISHES if known == wish), None)
    if found is None:
        raise NotFound("A task can be paused, resumed, cancelled and retried.", id=task_id)
    task = change_task(request.app.state.memory, request.state.caller, task_id, found)
    return RedirectResponse(safe_address(back) if back else f"{PATH}/{task.task_id}", _SEE_OTHER)


@router.get(PATH + "/{task_id}/{wish}")
def return_to_task(task_id: str, wish: str) -> Response:  # noqa: ARG001 - part of the address
    """Lead whoever reloads the answer to a form back to the task."""
    return RedirectResponse(f"{PATH}/{task_id}", _SEE_OTHER)
