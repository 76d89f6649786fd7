"""Feedback that is still being written is kept as it stands, until it is sent or thrown away."""

from __future__ import annotations

from datetime import datetime

from recollect.domain.caller import Caller
from recollect.domain.feedback import TypedFeedback
from recollect.domain.text import require_usable_tree
from recollect.errors import InvalidInput
from recollect.services.memory import Memory
from recollect.storage.records import analyses, feedback_drafts
from recollect.storage.unit import UnitOfWork

MOST_CHARACTERS = 100_000


def keep_draft(memory: Memory, caller: Caller, analysis_id: str, typed: TypedFeedback) -> datetime:
    """Keep what a caller has begun to say of an analysis, and give when that was.

    Raises `NotFound` when the analysis is not there, and `InvalidInput` for what can't be kept.
    """
    require_usable_tree(typed, "feedback")
    if not typed.interaction_id.strip():
        raise InvalidInput("`interaction_id` is empty; send an id of your own that names this interaction.")
    length = sum(
        len(part) for part in (typed.correct, typed.incorrect, typed.missing, typed.ideal, *typed.words.values())
    )
    if length > MOST_CHARACTERS:
        raise InvalidInput(f"The draft has {length:,} characters; it is kept up to {MOST_CHARACTERS:,}.")

    def unit(work: UnitOfWork) -> datetime:
        about = analyses.find_analysis_id(work, analysis_id)
        feedback_drafts.put_draft(work, caller.caller_id, about, typed)
        return work.now

    return memory.write(caller, unit)


def discard_draft(memory: Memory, caller: Caller, analysis_id: str, interaction_id: str) -> None:
    """Throw away what a caller has begun to say."""

    def unit(work: UnitOfWork) -> None:
        about = analyses.find_analysis_id(work, analysis_id)
        feedback_drafts.drop_draft(work, caller.caller_id, about, interaction_id)

    memory.write(caller, unit)
