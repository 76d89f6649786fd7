"""Profiles of kept résumés are read ahead in the background, when what reads them is no longer what it was."""

from __future__ import annotations

from functools import partial

from recollect.domain.caller import Caller
from recollect.domain.task import NewItem, Task
from recollect.errors import CalledOff, TaskConflict
from recollect.scoring import engine
from recollect.scoring.stored_profiles import pack_resume, profile_version
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import submit_task
from recollect.services.tasks.task_items import ItemWork
from recollect.storage import facts
from recollect.storage.records import profiles
from recollect.storage.unit import UnitOfWork

PROFILE = "profile_resumes"
PROFILER = Caller(caller_id="local", actor="engine")
_BATCH = 100
ReadProfiles = list[tuple[str, str, bytes]]
"""The hash of each text, the name of what read it, and what was read."""


def profile_when_outdated(memory: Memory) -> Task | None:
    """Hand in that profiles are read ahead, once for each version of the engine and the lexicon; give the task.

    None when this version's turn has been, or there is nothing to read. Profiles that nothing uses are dropped.
    """
    version = profile_version()
    with memory.read(PROFILER) as reader:
        if facts.find_fact(reader, facts.PROFILES_READ_BY) == version:
            return None
    items = _items(memory, PROFILER, everything=False)
    task = submit_task(memory, PROFILER, PROFILE, items) if items else None

    def unit(work: UnitOfWork) -> None:
        profiles.drop_unused(work)
        facts.put_fact(work, facts.PROFILES_READ_BY, version)

    memory.write(PROFILER, unit)
    return task


def submit_profiling(memory: Memory, caller: Caller, *, everything: bool, once: Once | None = None) -> Task:
    """Hand in that profiles are read: of the résumés that this version has none of, or of `everything`.

    Raises `TaskConflict` when there is nothing to read.
    """
    items = _items(memory, caller, everything=everything)
    if not items:
        raise TaskConflict("The present engine has read the profiles of all résumés; ask for all to read them anew.")
    return submit_task(memory, caller, PROFILE, items, once=once)


def profile_item(memory: Memory, caller: Caller, item: ItemWork) -> None:
    """Read the profiles of some résumés, and store them together."""
    given = item.input
    read = read_profiles(memory, caller, item, given["first"], given["last"], everything=given["everything"])

    def unit(work: UnitOfWork) -> None:
        store_profiles(work, read)
        keep(work, caller, item.once.around(partial(_count, len(read))), None)

    memory.write(caller, unit)


def read_profiles(
    memory: Memory, caller: Caller, item: ItemWork, first: int, last: int, *, everything: bool
) -> ReadProfiles:
    """Read the profiles of the résumés from one `seq` to another, with no transaction open.

    Raises `CalledOff` when the item is given up.
    """
    version = profile_version()
    with memory.read(caller) as reader:
        texts = profiles.list_texts(reader, version, first, last, everything=everything)
    read = []
    for text_sha256, text in texts.items():
        memory.foreground.let_pass()
        if item.is_given_up():
            raise CalledOff("These profiles are read when the task is resumed.")
        read.append((text_sha256, version, pack_resume(engine.read_resume(text))))
    return read


def store_profiles(work: UnitOfWork, read: ReadProfiles) -> None:
    """Store profiles inside a unit, but those of texts that no résumé has any more."""
    for text_sha256, version, packed in read:
        profiles.put_resume_profile(work, text_sha256, version, packed)


def _count(profiles_read: int, _value: object) -> dict[str, object]:
    return {"profiles": profiles_read}


def _items(memory: Memory, caller: Caller, *, everything: bool) -> list[NewItem]:
    """Give the résumés to be read in batches, each from one `seq` to another."""
    items: list[NewItem] = []
    version, last, counted = profile_version(), 0, 0
    while True:
        with memory.read(caller) as reader:
            found = profiles.list_unread(reader, version, after_seq=last, limit=_BATCH, everything=everything)
        if not found:
            return items
        given = {"first": last + 1, "last": found[-1], "everything": everything}
        items.append(NewItem(label=f"résumés {counted + 1:,} to {counted + len(found):,}", input=given))
        last, counted = found[-1], counted + len(found)
