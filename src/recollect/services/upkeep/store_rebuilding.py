"""What can be computed from the records is computed anew, part by part, from totals to the archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.task import NewItem, Task
from recollect.errors import CalledOff, InvalidInput
from recollect.scoring.stored_profiles import profile_version
from recollect.scoring.vectors import VECTORISER_ID, vectorise
from recollect.services.analyses.profile_tasks import ReadProfiles, read_profiles, store_profiles
from recollect.services.feedback.feedback_capture import searched_text
from recollect.services.idempotency import keep
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import each_item, submit_task
from recollect.services.tasks.task_items import ItemWork, Result
from recollect.storage.records import feedback, profiles
from recollect.storage.records.feedback import StoredFeedback
from recollect.storage.records.feedback_vectors import put_vector
from recollect.storage.search import search_rebuilding
from recollect.storage.unit import Heed, UnitOfWork
from recollect.storage.upkeep import totals_rebuilding
from recollect.storage.views import likeness

REBUILD = "rebuild_store"
ARCHIVE = "archive"
_BATCH = 200


class Rebuilt(Struct, frozen=True):
    """What was built anew."""

    vectors: int
    archive: bool


def submit_rebuild(memory: Memory, caller: Caller, parts: Sequence[str] | None = None) -> Task:
    """Hand in that parts are built anew, or all there are; the archive only when one is kept.

    Raises `InvalidInput` when the archive is asked for and none is kept.
    """
    if parts is not None and ARCHIVE in parts and memory.archive is None:
        raise InvalidInput("The archive is switched off by the setting `archive`.")
    wanted = parts or [part for part in _PARTS if part != ARCHIVE or memory.archive is not None]
    items = [NewItem(label=part.replace("_", " "), input={"part": part}) for part in wanted]
    return submit_task(memory, caller, REBUILD, items)


def rebuild_item(memory: Memory, caller: Caller, item: ItemWork) -> Result:
    """Build one part anew."""
    return _PARTS[item.input["part"]](memory, caller, item)


def read_rebuilt(memory: Memory, caller: Caller, task_id: str) -> Rebuilt:
    """Give what a task has built anew."""
    made = {item.label: item for item in each_item(memory, caller, task_id)}
    vectors = made["vectors"].result if "vectors" in made else None
    archive = made.get(ARCHIVE)
    return Rebuilt((vectors or {}).get("vectors", 0), archive is not None and archive.state == "done")


def _in_one_unit(build: Callable[[UnitOfWork, Heed], None], memory: Memory, caller: Caller, item: ItemWork) -> Result:
    """Build a part in one transaction, since it must agree with the records at its end; others wait meanwhile."""

    def unit(work: UnitOfWork) -> None:
        build(work, partial(_heed, item))
        keep(work, caller, item.once, None)

    memory.write(caller, unit)
    return None


def _rebuild_vectors(memory: Memory, caller: Caller, item: ItemWork) -> Result:
    """Put the vectors of feedback anew, a batch at a time: each is a step, from which it goes on."""
    while True:
        _heed(item)
        with memory.read(caller) as reader:
            kept = feedback.list_stored(reader, after_seq=item.made.get("after_seq", 0), limit=_BATCH)
        if not kept:
            return {"vectors": item.made.get("vectors", 0)}
        done = {"vectors": item.made.get("vectors", 0) + len(kept), "after_seq": kept[-1].seq}
        memory.write(caller, partial(_put_vectors, kept, lambda work, done=done: item.step.keep(work, caller, done)))  # type: ignore[misc]


def _put_vectors(kept: list[StoredFeedback], note: Callable[[UnitOfWork], None], work: UnitOfWork) -> None:
    for one in kept:
        put_vector(work, one.seq, VECTORISER_ID, vectorise(searched_text(feedback.draft_of(one))))
    note(work)


def _rebuild_profiles(memory: Memory, caller: Caller, item: ItemWork) -> Result:
    """Read the profiles of résumés anew, a batch at a time, as vectors are."""
    version = profile_version()
    while True:
        after_seq, done = item.made.get("after_seq", 0), item.made.get("profiles", 0)
        with memory.read(caller) as reader:
            found = profiles.list_unread(reader, version, after_seq=after_seq, limit=_BATCH, everything=True)
        if not found:
            return {"profiles": done}
        read = read_profiles(memory, caller, item, after_seq + 1, found[-1], everything=True)
        made = {"profiles": done + len(read), "after_seq": found[-1]}

        def unit(work: UnitOfWork, read: ReadProfiles = read, made: dict[str, int] = made) -> None:
            store_profiles(work, read)
            item.step.keep(work, caller, made)

        memory.write(caller, unit)


def _rebuild_archive(memory: Memory, _caller: Caller, item: ItemWork) -> Result:
    if memory.archive is not None:
        memory.archive.rebuild(item.is_given_up)
    return None


def _heed(item: ItemWork) -> None:
    if item.is_given_up():
        raise CalledOff("It is built anew when its task is resumed.")


def _totals(work: UnitOfWork, _heed: Heed) -> None:
    totals_rebuilding.rebuild_totals(work)


_PARTS: Mapping[str, Callable[[Memory, Caller, ItemWork], Result]] = {
    "totals": partial(_in_one_unit, _totals),
    "search_of_jobs": partial(_in_one_unit, search_rebuilding.rebuild_jobs),
    "search_of_resumes": partial(_in_one_unit, search_rebuilding.rebuild_resumes),
    "search_of_notes": partial(_in_one_unit, search_rebuilding.rebuild_notes),
    "search_of_feedback": partial(_in_one_unit, search_rebuilding.rebuild_feedback),
    "likeness": partial(_in_one_unit, likeness.rebuild),
    "vectors": _rebuild_vectors,
    "profiles": _rebuild_profiles,
    ARCHIVE: _rebuild_archive,
}
