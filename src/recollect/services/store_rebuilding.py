"""What can be computed from the records is computed anew: totals, indexes, signatures, vectors, the archive."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec import Struct

from recollect.domain.caller import LOCAL_CALLER, Caller
from recollect.scoring.vectors import VECTORISER_ID, vectorise
from recollect.services.feedback_capture import searched_text
from recollect.services.memory import Memory
from recollect.storage import feedback, likeness, search_rebuilding, totals_rebuilding
from recollect.storage.feedback import StoredFeedback
from recollect.storage.feedback_vectors import put_vector
from recollect.storage.unit import UnitOfWork

Progress = Callable[[str, int], None]
"""Is told what is being built and how many of it are done."""

_BATCH = 200


class Rebuilt(Struct, frozen=True):
    """What was built anew."""

    vectors: int
    archive: bool


def rebuild_store(memory: Memory, caller: Caller = LOCAL_CALLER, progress: Progress = lambda _w, _d: None) -> Rebuilt:
    """Build anew what can be computed, and write the archive again when one is kept."""
    memory.write(caller, totals_rebuilding.rebuild_totals)
    memory.write(caller, search_rebuilding.rebuild)
    memory.write(caller, likeness.rebuild)
    vectors = _rebuild_vectors(memory, caller, progress)
    if memory.archive is not None:
        progress("archive", 0)
        memory.archive.rebuild()
    return Rebuilt(vectors, memory.archive is not None)


def _rebuild_vectors(memory: Memory, caller: Caller, progress: Progress) -> int:
    done, last = 0, 0
    while True:
        with memory.read(caller) as reader:
            kept = feedback.list_stored(reader, after_seq=last, limit=_BATCH)
        if not kept:
            return done
        memory.write(caller, partial(_put_vectors, kept))
        done, last = done + len(kept), kept[-1].seq
        progress("vectors", done)


def _put_vectors(kept: list[StoredFeedback], work: UnitOfWork) -> None:
    for one in kept:
        put_vector(work, one.seq, VECTORISER_ID, vectorise(searched_text(feedback.draft_of(one))))
