"""Feedback that is still being written: one draft for each caller and analysis, the newest of it."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec import Struct
from sqlalchemy import delete, select

from recollect.domain.feedback import TypedFeedback
from recollect.domain.times import from_micros
from recollect.storage.tables import feedback_drafts
from recollect.storage.unit import Reader, UnitOfWork


class KeptDraft(Struct, frozen=True):
    """What was typed, and when that was kept."""

    typed: TypedFeedback
    saved_at: datetime


def find_draft(reader: Reader, caller_id: str, analysis_id: str) -> KeptDraft | None:
    """Give what a caller has begun to say of an analysis, or None."""
    row = reader.connection.execute(
        select(feedback_drafts.c.draft, feedback_drafts.c.updated_at).where(
            feedback_drafts.c.workspace_id == reader.workspace_id,
            feedback_drafts.c.caller_id == caller_id,
            feedback_drafts.c.analysis_id == analysis_id,
        )
    ).one_or_none()
    if row is None:
        return None
    return KeptDraft(msgspec.json.decode(row.draft, type=TypedFeedback), from_micros(row.updated_at))


def put_draft(work: UnitOfWork, caller_id: str, analysis_id: str, typed: TypedFeedback) -> None:
    """Keep what a caller has begun to say of an analysis, in the place of what was kept before."""
    work.put_latest(
        feedback_drafts,
        (work.workspace_id, caller_id, analysis_id),
        {
            "workspace_id": work.workspace_id,
            "caller_id": caller_id,
            "analysis_id": analysis_id,
            "interaction_id": typed.interaction_id,
            "draft": msgspec.json.encode(typed).decode(),
            "updated_at": work.now_micros,
        },
    )


def drop_draft(work: UnitOfWork, caller_id: str, analysis_id: str, interaction_id: str) -> None:
    """Forget the draft of an interaction; one that was begun after it stays."""
    work.connection.execute(
        delete(feedback_drafts).where(
            feedback_drafts.c.workspace_id == work.workspace_id,
            feedback_drafts.c.caller_id == caller_id,
            feedback_drafts.c.analysis_id == analysis_id,
            feedback_drafts.c.interaction_id == interaction_id,
        )
    )
