"""Feedback comes in, is linked by itself, revised, deleted and brought back."""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct

from recollect.domain.analysis import Analysis, AnalysisResult
from recollect.domain.caller import Caller
from recollect.domain.feedback import MAX_RATING, MIN_RATING, USABLE_RATING, Feedback, FeedbackDraft
from recollect.domain.ids import FeedbackId, ResumeId
from recollect.domain.text import require_usable_tree
from recollect.errors import FeedbackMismatch, InvalidInput, NotFound, RatingOutOfRange, StaleVersion
from recollect.scoring.vectors import VECTORISER_ID, vectorise
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.storage.history import events
from recollect.storage.records import analyses, feedback, jobs, readings
from recollect.storage.records.feedback import StoredFeedback
from recollect.storage.records.feedback_drafts import drop_draft
from recollect.storage.records.feedback_vectors import put_vector
from recollect.storage.unit import Reader, UnitOfWork

MAX_SCORE = 100.0


class Submitted(Struct, frozen=True, kw_only=True):
    """Feedback that is kept now; `unchanged` when the very same came before."""

    feedback: Feedback
    unchanged: bool


def submit_feedback(memory: Memory, caller: Caller, draft: FeedbackDraft, once: Once | None = None) -> Submitted:
    """Keep feedback: new, as a new revision of what the caller said of the interaction before, or as it is.

    Raises `RatingOutOfRange`, and `FeedbackMismatch` when it names what is not there or does not belong together.
    """
    check_draft(draft)
    vector = vectorise(searched_text(draft))

    def unit(work: UnitOfWork) -> Submitted:
        linked, resume_id = _link(work, draft)
        kept = feedback.find_interaction(work, caller.caller_id, draft.interaction_id)
        if kept is not None and not kept.deleted and feedback.draft_of(kept) == linked:
            submitted = Submitted(feedback=feedback.public(kept), unchanged=True)
        else:
            if kept is None:
                feedback_id, seq, revision = *_add(memory, work, caller, linked, resume_id), 1
            else:
                feedback_id, seq = kept.feedback_id, kept.seq
                revision = _revise(work, caller, kept, linked, resume_id)
            put_vector(work, seq, VECTORISER_ID, vector)
            submitted = Submitted(
                feedback=_as_kept(work, linked, feedback_id, revision, resume_id, caller.actor), unchanged=False
            )
        if linked.analysis_id:
            drop_draft(work, caller.caller_id, linked.analysis_id, linked.interaction_id)
        keep(work, caller, once, submitted)
        return submitted

    return memory.write(caller, unit)


def revise_feedback(
    memory: Memory,
    caller: Caller,
    feedback_id: str,
    draft: FeedbackDraft,
    *,
    expected_revision: int,
    once: Once | None = None,
) -> Feedback:
    """Write a new revision of kept feedback, and give it. The interaction stays what it is."""
    check_draft(draft)
    vector = vectorise(searched_text(draft))

    def unit(work: UnitOfWork) -> Feedback:
        kept = feedback.get_feedback(work, feedback_id)
        if kept.revision != expected_revision:
            raise StaleVersion(
                f"This feedback is at revision {kept.revision} by now, and this edit began from "
                f"{expected_revision}. Fetch it again and repeat the change.",
                id=kept.feedback_id,
            )
        linked, resume_id = _link(work, msgspec.structs.replace(draft, interaction_id=kept.interaction_id))
        revision = _revise(work, caller, kept, linked, resume_id)
        put_vector(work, kept.seq, VECTORISER_ID, vector)
        revised = _as_kept(work, linked, kept.feedback_id, revision, resume_id, caller.actor)
        keep(work, caller, once, revised)
        return revised

    return memory.write(caller, unit)


def delete_feedback(
    memory: Memory,
    caller: Caller,
    feedback_id: str,
    *,
    expected_revision: int | None = None,
    once: Once | None = None,
) -> str:
    """Delete feedback softly, and give the id of the event by which it can be undone."""
    return _set_deleted(memory, caller, feedback_id, deleted=True, expected_revision=expected_revision, once=once)


def restore_feedback(
    memory: Memory,
    caller: Caller,
    feedback_id: str,
    *,
    expected_revision: int | None = None,
    once: Once | None = None,
) -> str:
    """Bring deleted feedback back, and give the event's id."""
    return _set_deleted(memory, caller, feedback_id, deleted=False, expected_revision=expected_revision, once=once)


def check_draft(draft: FeedbackDraft) -> None:
    """Raise `InvalidInput` when feedback can't be kept as it was sent."""
    require_usable_tree(draft, "feedback")
    if not draft.interaction_id.strip():
        raise InvalidInput("`interaction_id` is empty; send an id of your own that names this interaction.")
    _check_score(draft.feedback.corrected_score)
    if not MIN_RATING <= draft.feedback.rating <= MAX_RATING:
        raise RatingOutOfRange(f"The rating is {draft.feedback.rating}; it goes from {MIN_RATING} to {MAX_RATING}.")


def _check_score(score: float | None) -> None:
    if score is not None and not 0 <= score <= MAX_SCORE:
        raise InvalidInput(f"A score is from 0 to {MAX_SCORE:g}; {score:g} is none.")


def searched_text(draft: FeedbackDraft) -> str:
    """Give the words by which feedback is found again."""
    said = draft.feedback
    parts = (
        draft.query,
        draft.response,
        *said.correct_points,
        *said.incorrect_points,
        *said.missing_points,
        said.ideal_response,
    )
    return "\n".join(part for part in parts if part)


def is_usable(draft: FeedbackDraft) -> bool:
    """Tell whether training can learn from it: it hangs on an analysis, and shows what a good answer is."""
    said = draft.feedback
    praised = said.rating >= USABLE_RATING and bool(draft.response.strip())
    return draft.analysis_id is not None and (praised or bool(said.ideal_response.strip()))


def _link(reader: Reader, draft: FeedbackDraft) -> tuple[FeedbackDraft, ResumeId | None]:
    """Fill in the job and résumé of the named analysis, or raise `FeedbackMismatch`."""
    try:
        analysis = analyses.get_analysis(reader, draft.analysis_id) if draft.analysis_id else None
        job_id = jobs.get_job(reader, draft.job_id).job_id if draft.job_id else None
    except NotFound as error:
        raise FeedbackMismatch(
            "The feedback names an analysis or job that is not there; nothing was stored.", id=error.id
        ) from error
    _check_claims(reader, draft, analysis)
    if analysis is None:
        return _relinked(draft, job_id=job_id), None
    if job_id is not None and job_id != analysis.job_id:
        raise FeedbackMismatch(
            "The analysis belongs to another job than the one named; leave `job_id` out, it is linked by itself.",
            id=analysis.analysis_id,
        )
    return _relinked(draft, job_id=analysis.job_id, analysis_id=analysis.analysis_id), analysis.resume_id


def _check_claims(reader: Reader, draft: FeedbackDraft, analysis: Analysis | None) -> None:
    """Raise `FeedbackMismatch` when a marked claim is none of the analysis."""
    result = analysis.analysis_result if analysis else None
    known: set[str] = set()
    if result is not None:
        known = {one.id for one in result.requirements} | {one.id for one in result.evidence}
    for claim in draft.feedback.claims:
        named = [one for one in (claim.evidence_id, claim.requirement_id) if one is not None]
        if len(named) != 1 or named[0] not in known:
            raise FeedbackMismatch(
                "A marked claim names one `evidence_id` or one `requirement_id` of the analysis; nothing was stored.",
                id=draft.analysis_id,
            )
    if analysis is not None and any(claim.words for claim in draft.feedback.claims):
        _check_words(draft, result, " ".join(readings.get_text(reader, analysis.text_sha256).split()))


def _check_words(draft: FeedbackDraft, result: AnalysisResult | None, text: str) -> None:
    """Raise `FeedbackMismatch` when words are given for what was found, or do not stand in the résumé's text."""
    missing = {one.id for one in result.requirements if one.status == "not_found"} if result else set()
    for claim in draft.feedback.claims:
        if claim.words and (claim.mark != "wrong" or claim.requirement_id not in missing):
            raise FeedbackMismatch(
                "`words` say by what a requirement is met that was not found: name it as `requirement_id`, with the "
                "mark `wrong`; nothing was stored.",
                id=draft.analysis_id,
            )
        if claim.words and claim.words.casefold() not in text.casefold():
            raise FeedbackMismatch(
                f"“{claim.words}” does not stand in the text that was analysed; nothing was stored.",
                id=draft.analysis_id,
            )


def _relinked(draft: FeedbackDraft, **links: str | None) -> FeedbackDraft:
    said: dict[str, Any] = {name: getattr(draft, name) for name in FeedbackDraft.__struct_fields__}
    return FeedbackDraft(**(said | {"analysis_id": None} | links))


def _add(
    memory: Memory, work: UnitOfWork, caller: Caller, draft: FeedbackDraft, resume_id: ResumeId | None
) -> tuple[FeedbackId, int]:
    feedback_id, seq = feedback.add_feedback(
        work,
        draft,
        caller_id=caller.caller_id,
        resume_id=resume_id,
        usable=is_usable(draft),
        author=caller.actor,
        draw=memory.draw,
    )
    if draft.analysis_id:
        analyses.count_feedback(work, draft.analysis_id, 1)
    events.record(work, actor=caller.actor, action="feedback.submitted", entity_id=feedback_id, version=1)
    return feedback_id, seq


def _revise(
    work: UnitOfWork, caller: Caller, kept: StoredFeedback, draft: FeedbackDraft, resume_id: ResumeId | None
) -> int:
    revision = feedback.revise_feedback(
        work, kept, draft, resume_id=resume_id, usable=is_usable(draft), author=caller.actor
    )
    if kept.analysis_id and not kept.deleted:
        analyses.count_feedback(work, kept.analysis_id, -1)
    if draft.analysis_id:
        analyses.count_feedback(work, draft.analysis_id, 1)
    events.record(
        work,
        actor=caller.actor,
        action="feedback.revised",
        entity_id=kept.feedback_id,
        version=revision,
        before={"version": kept.revision, "deleted": kept.deleted},
    )
    return revision


def _set_deleted(
    memory: Memory,
    caller: Caller,
    feedback_id: str,
    *,
    deleted: bool,
    expected_revision: int | None,
    once: Once | None,
) -> str:
    def unit(work: UnitOfWork) -> str:
        kept = feedback.get_feedback(work, feedback_id, deleted=not deleted)
        if expected_revision is not None and kept.revision != expected_revision:
            raise StaleVersion("This feedback was revised since. Fetch it again.", id=kept.feedback_id)
        revision = feedback.set_feedback_deleted(work, kept, deleted=deleted, author=caller.actor)
        if kept.analysis_id:
            analyses.count_feedback(work, kept.analysis_id, -1 if deleted else 1)
        action = "feedback.deleted" if deleted else "feedback.restored"
        event_id = events.record(work, actor=caller.actor, action=action, entity_id=kept.feedback_id, version=revision)
        keep(work, caller, once, event_id)
        return event_id

    return memory.write(caller, unit)


def _as_kept(
    work: UnitOfWork,
    draft: FeedbackDraft,
    feedback_id: FeedbackId,
    revision: int,
    resume_id: ResumeId | None,
    author: str,
) -> Feedback:
    said = {name: getattr(draft, name) for name in FeedbackDraft.__struct_fields__}
    return Feedback(
        **said, feedback_id=feedback_id, revision=revision, timestamp=work.now, resume_id=resume_id, author=author
    )
