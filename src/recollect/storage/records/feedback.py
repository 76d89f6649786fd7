"""Feedback and its revisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Row, bindparam, or_, select, update

from recollect.domain.feedback import Feedback, FeedbackDraft, FeedbackStatistics, words_of
from recollect.domain.ids import AnalysisId, FeedbackId, HexSource, JobId, ResumeId, new_feedback_id, random_hex
from recollect.domain.times import from_micros
from recollect.errors import NotFound, StaleVersion
from recollect.storage import counters
from recollect.storage.search import search_index
from recollect.storage.tables import feedback, feedback_revisions
from recollect.storage.unit import Reader, UnitOfWork

_WHOLE = (
    select(
        feedback,
        feedback_revisions.c.draft,
        feedback_revisions.c.created_at.label("revised_at"),
    )
    .join(
        feedback_revisions,
        (feedback_revisions.c.feedback_seq == feedback.c.seq) & (feedback_revisions.c.revision == feedback.c.revision),
    )
    .where(feedback.c.workspace_id == bindparam("workspace_id"))
)
_EXPORT_BATCH = 200


class StoredFeedback(Feedback, frozen=True, kw_only=True):
    """Feedback with what the store knows beside it."""

    seq: int
    usable: bool
    deleted: bool


def add_feedback(
    work: UnitOfWork,
    draft: FeedbackDraft,
    *,
    caller_id: str,
    resume_id: ResumeId | None,
    usable: bool,
    author: str,
    draw: HexSource = random_hex,
) -> tuple[FeedbackId, int]:
    """Add feedback in its first revision, and give its id and `seq`."""
    feedback_id = new_feedback_id(draw)
    seq = work.next_seq(feedback)
    work.append(
        feedback,
        {
            "seq": seq,
            "workspace_id": work.workspace_id,
            "feedback_id": feedback_id,
            "caller_id": caller_id,
            "interaction_id": draft.interaction_id,
            "revision": 1,
            "analysis_id": draft.analysis_id,
            "job_id": draft.job_id,
            "resume_id": resume_id,
            "rating": draft.feedback.rating,
            "usable": int(usable),
            "author": author,
            "created_at": work.now_micros,
            "updated_at": work.now_micros,
            "deleted_at": None,
        },
    )
    _append_revision(work, seq, 1, draft, author)
    work.index_words(search_index.FEEDBACK_INDEX, *_entry(seq, draft))
    _count(work, draft.feedback.rating, usable=usable, sign=1)
    return feedback_id, seq


def revise_feedback(
    work: UnitOfWork,
    kept: StoredFeedback,
    draft: FeedbackDraft,
    *,
    resume_id: ResumeId | None,
    usable: bool,
    author: str,
) -> int:
    """Write a new revision of kept feedback, deleted or not, and give its number."""
    revision = _advance(
        work,
        kept,
        analysis_id=draft.analysis_id,
        job_id=draft.job_id,
        resume_id=resume_id,
        rating=draft.feedback.rating,
        usable=int(usable),
        deleted_at=None,
    )
    _append_revision(work, kept.seq, revision, draft, author)
    if not kept.deleted:
        _count(work, kept.feedback.rating, usable=kept.usable, sign=-1)
        search_index.remove(work.connection, search_index.FEEDBACK_INDEX, _entry(kept.seq, kept))
    work.index_words(search_index.FEEDBACK_INDEX, *_entry(kept.seq, draft))
    _count(work, draft.feedback.rating, usable=usable, sign=1)
    return revision


def set_feedback_deleted(work: UnitOfWork, kept: StoredFeedback, *, deleted: bool, author: str) -> int:
    """Delete feedback softly or bring it back, and give the new revision."""
    if kept.deleted == deleted:
        raise StaleVersion("It is not deleted; there is nothing to bring back.", id=kept.feedback_id)
    revision = _advance(work, kept, deleted_at=work.now_micros if deleted else None)
    _append_revision(work, kept.seq, revision, draft_of(kept), author)
    _count(work, kept.feedback.rating, usable=kept.usable, sign=-1 if deleted else 1)
    if deleted:
        search_index.remove(work.connection, search_index.FEEDBACK_INDEX, _entry(kept.seq, kept))
    else:
        work.index_words(search_index.FEEDBACK_INDEX, *_entry(kept.seq, kept))
    return revision


def get_feedback(reader: Reader, feedback_id: str, *, deleted: bool = False) -> StoredFeedback:
    """Give feedback by its own id or, when none has it, by its `interaction_id`, or raise `NotFound`."""
    statement = _WHOLE.where(
        or_(feedback.c.feedback_id == feedback_id, feedback.c.interaction_id == feedback_id)
    ).order_by((feedback.c.feedback_id == feedback_id).desc(), feedback.c.seq.desc())
    rows = reader.connection.execute(statement, {"workspace_id": reader.workspace_id}).all()
    for row in rows:
        if deleted or row.deleted_at is None:
            return _stored(row)
    raise _not_found(feedback_id)


def find_interaction(reader: Reader, caller_id: str, interaction_id: str) -> StoredFeedback | None:
    """Give the caller's feedback on an interaction, deleted or not, or None."""
    row = reader.connection.execute(
        _WHOLE.where(feedback.c.caller_id == caller_id, feedback.c.interaction_id == interaction_id),
        {"workspace_id": reader.workspace_id},
    ).one_or_none()
    return _stored(row) if row else None


def get_revision(reader: Reader, kept: StoredFeedback, revision: int) -> FeedbackDraft:
    """Give what feedback said in one of its revisions, or raise `NotFound`."""
    draft = reader.connection.execute(
        select(feedback_revisions.c.draft).where(
            feedback_revisions.c.feedback_seq == kept.seq, feedback_revisions.c.revision == revision
        )
    ).scalar_one_or_none()
    if draft is None:
        raise NotFound(f"This feedback has no revision {revision}.", id=kept.feedback_id)
    return msgspec.json.decode(draft, type=FeedbackDraft)


def list_revisions(reader: Reader, feedback_id: str) -> list[dict[str, Any]]:
    """Give all revisions of feedback, newest first."""
    kept = get_feedback(reader, feedback_id, deleted=True)
    statement = (
        select(feedback_revisions)
        .where(feedback_revisions.c.feedback_seq == kept.seq)
        .order_by(feedback_revisions.c.revision.desc())
    )
    return [
        {
            "version": row.revision,
            "created_at": from_micros(row.created_at),
            "actor": row.author,
            **msgspec.json.decode(row.draft),
        }
        for row in reader.connection.execute(statement)
    ]


def list_usable(reader: Reader, *, min_rating: int, limit: int) -> list[Feedback]:
    """Give the newest feedback that can teach and is rated at least `min_rating`."""
    statement = _WHOLE.where(
        feedback.c.deleted_at.is_(None), feedback.c.analysis_id.is_not(None), feedback.c.rating >= min_rating
    ).order_by(feedback.c.seq.desc())
    rows = reader.connection.execute(statement.limit(limit), {"workspace_id": reader.workspace_id})
    return [public(_stored(row)) for row in rows]


def list_stored(reader: Reader, *, after_seq: int, limit: int) -> list[StoredFeedback]:
    """Give the feedback that was added after one, deleted too, oldest first."""
    statement = _WHOLE.where(feedback.c.seq > after_seq).order_by(feedback.c.seq).limit(limit)
    return [_stored(row) for row in reader.connection.execute(statement, {"workspace_id": reader.workspace_id})]


def each_feedback(reader: Reader, *narrowed: ColumnElement[bool], **parameters: object) -> Iterator[Feedback]:
    """Give all feedback, or what of it passes, oldest first, without holding more than a few hundred at once."""
    last = 0
    statement = _WHOLE.where(feedback.c.deleted_at.is_(None), feedback.c.seq > bindparam("last"), *narrowed).order_by(
        feedback.c.seq
    )
    while rows := reader.connection.execute(
        statement.limit(_EXPORT_BATCH), {"workspace_id": reader.workspace_id, "last": last, **parameters}
    ).all():
        for row in rows:
            yield public(_stored(row))
        last = rows[-1].seq


def each_with_claims(reader: Reader) -> Iterator[Feedback]:
    """Give the feedback that marks claims, oldest first; told from its JSON, so that no other is decoded."""
    return each_feedback(reader, feedback_revisions.c.draft.like('%"claims":[{%'))


def get_many(reader: Reader, seqs: list[int]) -> dict[int, Feedback]:
    """Give feedback by `seq`; what was deleted is left out."""
    rows = reader.connection.execute(
        _WHOLE.where(feedback.c.seq.in_(seqs), feedback.c.deleted_at.is_(None)), {"workspace_id": reader.workspace_id}
    )
    return {row.seq: public(_stored(row)) for row in rows}


def get_statistics(reader: Reader) -> FeedbackStatistics:
    """Give the counts over all feedback."""
    names = counters.FEEDBACK_RATINGS
    found = counters.totals(reader, counters.FEEDBACK, counters.FEEDBACK_USABLE, *names.values())
    by_rating = {str(rating): found[name] for rating, name in names.items()}
    rated = sum(by_rating.values())
    stars = sum(int(rating) * count for rating, count in by_rating.items())
    return FeedbackStatistics(
        total_feedback=found[counters.FEEDBACK],
        average_rating=round(stars / rated, 2) if rated else None,
        by_rating=by_rating,
        usable_for_training=found[counters.FEEDBACK_USABLE],
    )


def draft_of(kept: Feedback) -> FeedbackDraft:
    """Give what feedback says, without what the store added."""
    return FeedbackDraft(**{name: getattr(kept, name) for name in FeedbackDraft.__struct_fields__})


def public(kept: StoredFeedback) -> Feedback:
    """Give feedback without what only the store needs."""
    return Feedback(**{name: getattr(kept, name) for name in Feedback.__struct_fields__})


def _advance(work: UnitOfWork, kept: StoredFeedback, **changes: object) -> int:
    changed = work.connection.execute(
        update(feedback)
        .where(feedback.c.seq == kept.seq, feedback.c.revision == kept.revision)
        .values(revision=kept.revision + 1, updated_at=work.now_micros, **changes)
    )
    if changed.rowcount != 1:
        raise StaleVersion("This feedback was revised meanwhile. Fetch it again.", id=kept.feedback_id)
    return kept.revision + 1


def _append_revision(work: UnitOfWork, seq: int, revision: int, draft: FeedbackDraft, author: str) -> None:
    work.append(
        feedback_revisions,
        {
            "feedback_seq": seq,
            "revision": revision,
            "workspace_id": work.workspace_id,
            "draft": msgspec.json.encode(draft).decode(),
            "created_at": work.now_micros,
            "author": author,
        },
    )


def _entry(seq: int, draft: FeedbackDraft) -> search_index.Entry:
    return seq, "", words_of(draft)


def _count(work: UnitOfWork, rating: int, *, usable: bool, sign: int) -> None:
    work.count(counters.FEEDBACK, sign)
    work.count(counters.FEEDBACK_RATINGS[rating], sign)
    if usable:
        work.count(counters.FEEDBACK_USABLE, sign)


def _stored(row: Row[Any]) -> StoredFeedback:
    draft = msgspec.json.decode(row.draft, type=FeedbackDraft)
    return StoredFeedback(
        interaction_id=draft.interaction_id,
        query=draft.query,
        context=draft.context,
        response=draft.response,
        feedback=draft.feedback,
        analysis_id=AnalysisId(row.analysis_id) if row.analysis_id else None,
        job_id=JobId(row.job_id) if row.job_id else None,
        feedback_id=FeedbackId(row.feedback_id),
        revision=row.revision,
        timestamp=from_micros(row.revised_at),
        resume_id=ResumeId(row.resume_id) if row.resume_id else None,
        author=row.author,
        seq=row.seq,
        usable=bool(row.usable),
        deleted=row.deleted_at is not None,
    )


def _not_found(feedback_id: str) -> NotFound:
    return NotFound("There is no feedback of this id.", id=feedback_id)
