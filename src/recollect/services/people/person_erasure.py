"""A person is erased: their records in one commit, then every byte that is left of them in files.

The second part is noted in the first one's commit. When it is cut off, or can't be done at once, it is finished at
the next start, by the next erasure, or by the server's upkeep.
"""

from __future__ import annotations

import time
from contextlib import suppress

import msgspec
from msgspec import Struct

from recollect.domain.caller import LOCAL_CALLER, Caller
from recollect.domain.ids import EventId
from recollect.domain.text import require_usable
from recollect.errors import ArchiveError, StorageError, StorageUnavailable
from recollect.scoring.vectors import VECTORISER_ID, vectorise
from recollect.services.archiving.archive_keeping import ArchiveKeeper
from recollect.services.feedback.feedback_capture import searched_text
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.services.people import candidate_editing
from recollect.services.people.erased_list import write_erased_lists
from recollect.services.people.listed_people import set_apart
from recollect.services.upkeep.upkeep import upkeep_turn
from recollect.storage import facts
from recollect.storage.databases.migrate import copies_before
from recollect.storage.databases.sqlite_store import DATABASE_NAME
from recollect.storage.history import events
from recollect.storage.people import erasure, task_erasure
from recollect.storage.people.erasure import ErasedRecord, Held
from recollect.storage.people.mention_redaction import Mentions, black_out, is_unmistakable, mention_of
from recollect.storage.records import analyses, candidates, feedback
from recollect.storage.records.feedback_vectors import put_vector
from recollect.storage.search import search_rebuilding
from recollect.storage.unit import UnitOfWork
from recollect.storage.upkeep import integrity

_ARCHIVE_S = 60.0
"""How long is waited for another process to rewrite the archive."""
_LOOK_EVERY_S = 0.2
_STAGED = "staged/"
"""What the names of staged files begin with among those that are to be removed."""
ERASED = "candidate.erased"
"""The action of the event that stays: its payload names the ids of what is gone, and of what was blacked out."""


class Erased(Struct, frozen=True, kw_only=True):
    """What was erased: ids and counts, nothing of the person."""

    candidate_id: str
    event_id: EventId
    resumes: int
    analyses: int
    feedback: int
    blacked_out: Mentions


def erase_candidate(
    memory: Memory,
    caller: Caller,
    candidate_id: str,
    *,
    also: tuple[str, ...] = (),
    once: Once | None = None,
) -> Erased:
    """Erase a person with all that is kept of them, and black them out where other texts mention them.

    They are found in other texts by their full names, addresses and numbers, and by the words of `also`. There is no
    way back. Raises `NotFound` for who is not there, or was erased before.
    """
    more = tuple(word for given in also if (word := require_usable(given, "also").strip()))
    staged = find_staged(memory, caller, candidate_id, also=more)

    def unit(work: UnitOfWork) -> Erased:
        done = erase_in(work, caller, candidate_id, also=more, staged=staged)
        keep(work, caller, once, done)
        return done

    done = memory.write(caller, unit)
    try:
        finish_erasures(memory)
    except StorageError as error:
        raise StorageUnavailable(
            f"The records of {done.candidate_id} are erased. What files still hold of them could not be removed now: "
            f"{error.detail} The server does it when it can, and so does the next erasure.",
            id=done.candidate_id,
        ) from error
    return done


def find_staged(memory: Memory, caller: Caller, candidate_id: str, *, also: tuple[str, ...] = ()) -> frozenset[str]:
    """Give the staged files in which a person is mentioned; raises `NotFound` for who is not there."""
    with memory.read(caller) as reader:
        mention = mention_of([*_unmistakable(erasure.find_held(reader, candidate_id)), *also])
    if mention is None:
        return frozenset()
    found = set()
    for name, _ in list(memory.staged.names()):
        with suppress(StorageError):  # its task is done meanwhile
            if mention.search(memory.staged.get(name).decode("utf-8", "replace")):
                found.add(name)
    return frozenset(found)


def erase_in(
    work: UnitOfWork,
    caller: Caller,
    candidate_id: str,
    *,
    also: tuple[str, ...] = (),
    staged: frozenset[str] = frozenset(),
) -> Erased:
    """Erase a person's records inside a unit, and note what is to be done with the files.

    Of `staged` files those go too that no work under way needs.
    """
    held = erasure.find_held(work, candidate_id)
    _delete_first(work, caller, held)
    erasure.erase_held(work, held)
    words = [*_unmistakable(held), *also]
    left_over = task_erasure.forget_items(work, held.ids(), mention_of(words), staged)
    mentions = black_out(work, words)
    _vectorise_again(work, mentions)
    erased_at = work.now_micros
    erasure.put_erased(work, [ErasedRecord(digest, kind, erased_at) for digest, kind in held.digests])
    _note_files(work, (*held.paths, *(_STAGED + name for name in left_over)))
    event_id = events.record(
        work,
        actor=caller.actor,
        action=ERASED,
        entity_id=held.candidate_id,
        after={
            "resume_ids": list(held.resume_ids),
            "analysis_ids": list(held.analysis_ids),
            "feedback_ids": list(held.feedback_ids),
            "blacked_out": msgspec.to_builtins(mentions),
        },
    )
    return Erased(
        candidate_id=held.candidate_id,
        event_id=event_id,
        resumes=len(held.resume_ids),
        analyses=len(held.analysis_ids),
        feedback=len(held.feedback_ids),
        blacked_out=mentions,
    )


def erase_listed(memory: Memory, caller: Caller, records: list[ErasedRecord]) -> int:
    """Erase who is on a list and in this store nevertheless, take the list over, and give how many people it was."""
    digests = {record.digest for record in records}

    def unit(work: UnitOfWork) -> int:
        erasure.put_erased(work, records)
        found = erasure.find_listed(work, digests)
        for person in found:
            for candidate_id in set_apart(memory, work, caller, person):
                erase_in(work, caller, candidate_id)
        if records:
            _note_files(work, ())
        return len(found)

    erased = memory.write(caller, unit)
    finish_erasures(memory)
    return erased


def finish_erasures(memory: Memory) -> bool:
    """Remove what files still hold of erased people; tell whether there was anything to do.

    Whatever this process keeps ready of texts is dropped too. Raises a `StorageError` when it has to be tried again.
    """
    with upkeep_turn(memory):
        with memory.read(LOCAL_CALLER) as reader:
            noted = facts.find_fact(reader, facts.ERASURE_UNDER_WAY)
        if noted is None:
            return False
        memory.kept.forget()
        memory.page_images.clear()
        for path in msgspec.json.decode(noted, type=list[str]):
            if path.startswith(_STAGED):
                memory.staged.delete(path.removeprefix(_STAGED))
                continue
            with memory.store.exclusive(), memory.read(LOCAL_CALLER) as reader:
                if not integrity.is_named(reader, path):  # the same file may have come in again
                    memory.blobs.delete(path)
        for copy in copies_before(memory.data / DATABASE_NAME):
            copy.unlink(missing_ok=True)
        write_erased_lists(memory)
        for rebuild in search_rebuilding.TRACELESS:
            memory.write(LOCAL_CALLER, rebuild)
        _rewrite_archive(memory)
        memory.store.scrub()
        memory.write(LOCAL_CALLER, lambda work: _note_done(work, noted))
    return True


def _unmistakable(held: Held) -> list[str]:
    return [word for word in held.words if is_unmistakable(word)]


def _rewrite_archive(memory: Memory) -> None:
    """Write the archive anew, without who was erased and with what was blacked out; one that is no longer kept too."""
    keeper = memory.archive or ArchiveKeeper(memory.store, memory.data, {})
    if not keeper.has_archive:
        return
    try:
        ends_at = time.monotonic() + _ARCHIVE_S
        if not keeper.forget():
            while keeper.has_to_forget():
                if time.monotonic() > ends_at:
                    raise StorageUnavailable("The server that keeps the archive has not rewritten it yet.")
                time.sleep(_LOOK_EVERY_S)
    except ArchiveError as error:
        raise StorageUnavailable(f"The archive still holds them: {error.detail}") from error
    finally:
        if memory.archive is None:
            keeper.let_go()


def _delete_first(work: UnitOfWork, caller: Caller, held: Held) -> None:
    """Delete softly what is not deleted yet: that keeps every total and the search index right."""
    for feedback_id in held.feedback_ids:
        kept = feedback.get_feedback(work, feedback_id, deleted=True)
        if not kept.deleted:
            feedback.set_feedback_deleted(work, kept, deleted=True, author=caller.actor)
            if kept.analysis_id:
                analyses.count_feedback(work, kept.analysis_id, -1)
    candidate_editing.set_all_deleted(
        work,
        caller,
        erasure.not_deleted(work, "resume", held),
        erasure.not_deleted(work, "analysis", held),
        deleted=True,
    )
    if not candidates.is_deleted(work, held.candidate_id):
        candidates.set_candidate_deleted(
            work, held.candidate_id, deleted=True, expected_version=None, actor=caller.actor
        )


def _vectorise_again(work: UnitOfWork, mentions: Mentions) -> None:
    for feedback_id in mentions.feedback_ids:
        kept = feedback.get_feedback(work, feedback_id, deleted=True)
        put_vector(work, kept.seq, VECTORISER_ID, vectorise(searched_text(feedback.draft_of(kept))))


def _note_files(work: UnitOfWork, paths: tuple[str, ...]) -> None:
    noted = facts.find_fact(work, facts.ERASURE_UNDER_WAY)
    before = msgspec.json.decode(noted, type=list[str]) if noted else []
    facts.put_fact(work, facts.ERASURE_UNDER_WAY, msgspec.json.encode([*before, *paths]).decode())


def _note_done(work: UnitOfWork, noted: str) -> None:
    """Take the note away, unless another erasure has added to it meanwhile."""
    if facts.find_fact(work, facts.ERASURE_UNDER_WAY) == noted:
        facts.put_fact(work, facts.ERASURE_UNDER_WAY, None)
