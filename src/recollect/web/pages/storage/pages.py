"""What is stored: how much and where, how far the plain files are, backups, and reading everything again."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.errors import RecollectError
from recollect.services.archiving.archive_status import archive_status
from recollect.services.backups.backup_tasks import list_kept_backups, submit_backup
from recollect.services.memory import Memory
from recollect.services.resumes.resume_tasks import submit_rereading
from recollect.services.upkeep.storage_statistics import storage_statistics
from recollect.services.upkeep.store_checks import read_last_check
from recollect.web.pages.checks.views import view_check
from recollect.web.pages.rendering import is_for, render_page, render_part
from recollect.web.pages.storage.views import (
    PATH,
    view_archive,
    view_backups,
    view_figures,
    view_room,
)

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303


@router.get(PATH)
def show_storage(request: Request) -> Response:
    """Show what is stored."""
    return _show(request)


@router.post(PATH + "/backups")
def make_backup(request: Request) -> Response:
    """Hand in that a backup is made."""
    try:
        submit_backup(request.app.state.memory, request.state.caller)
    except RecollectError as error:
        return _show(request, problem=error.detail, status=422)
    return RedirectResponse(f"{PATH}#backups", _SEE_OTHER)


@router.post(PATH + "/reread")
def reread(request: Request) -> Response:
    """Hand in that what an older reader has read is read anew, and show that work."""
    task = submit_rereading(request.app.state.memory, request.state.caller, None)
    return RedirectResponse(f"/work/{task.task_id}", _SEE_OTHER)


@router.get(PATH + "/backups")
@router.get(PATH + "/reread")
def return_to_storage() -> Response:
    """Lead whoever reloads the answer to a form back to the page."""
    return RedirectResponse(PATH, _SEE_OTHER)


def _show(request: Request, *, problem: str = "", status: int = 200) -> Response:
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    backups = view_backups(list_kept_backups(memory, caller))
    if is_for(request, "backups"):
        return render_part("storage/backups.html", backups=backups, problem=problem)
    check = view_check(read_last_check(memory, caller, "store"))
    if is_for(request, "check"):
        return render_part("checks/check.html", check=check, back=PATH)
    stored = storage_statistics(memory, caller)
    return render_page(
        request,
        "storage/storage.html",
        status,
        figures=view_figures(stored),
        room=view_room(stored),
        outdated=stored.readings_outdated,
        archive=view_archive(archive_status(memory)),
        backups=backups,
        database=memory.store.description(),
        folder=str(memory.data.resolve()),
        check=check,
        back=PATH,
        problem=problem,
    )
