"""The store as a whole: what is kept, whether it is well, and undo."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from recollect import __version__
from recollect.errors import StorageError
from recollect.services.history.undoing import undo
from recollect.services.upkeep.storage_statistics import StorageStatistics, storage_statistics
from recollect.services.upkeep.store_health import is_writable
from recollect.web.answers import json_answer
from recollect.web.api.openapi import KEY_HEADER, answers, record, schema_of
from recollect.web.requests import UsesCaller, UsesMemory, carry_out

router = APIRouter(tags=["store"])

_HEALTH = record(status={"enum": ["ok", "degraded"]}, version=str, database=str, writable=bool)


@router.get("/api/storage/stats", responses=answers(schema_of(StorageStatistics)))
def get_storage_statistics(memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give how much is kept, the newest of each, and how much room it takes."""
    return json_answer(storage_statistics(memory, caller))


@router.post(
    "/api/undo/{event_id}", openapi_extra=KEY_HEADER, responses=answers(record(message=str, id=str), 404, writes=True)
)
def undo_event(request: Request, event_id: str, memory: UsesMemory, caller: UsesCaller) -> Response:
    """Undo a change; undoing is a change too, and can itself be undone."""
    answer = {"message": "Undone", "id": event_id}
    return carry_out(request, None, lambda once: undo(memory, caller, event_id, once), lambda _: answer)


@router.get("/healthz", responses=answers(_HEALTH))
def get_health(memory: UsesMemory) -> Response:
    """Tell whether the store can be read and written; needs no sign-in."""
    try:
        database, writable = memory.store.description(), is_writable(memory)
    except StorageError:
        database, writable = "unavailable", False
    status = "ok" if writable else "degraded"
    answer = {"status": status, "version": __version__, "database": database, "writable": writable}
    return json_answer(answer, 200 if writable else 503)
