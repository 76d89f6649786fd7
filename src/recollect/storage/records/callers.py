"""What belongs to a caller: the current job, and the sessions of a browser."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import delete, select

from recollect.domain.history import SelectedJob
from recollect.domain.ids import JobId
from recollect.domain.times import from_micros, to_micros
from recollect.storage.tables import callers, jobs, sessions
from recollect.storage.unit import Reader, UnitOfWork


def current_job_id(reader: Reader, caller_id: str) -> JobId | None:
    """Give the caller's current job, or None when none is selected or it was deleted."""
    found = reader.connection.execute(
        select(callers.c.current_job_id)
        .join(
            jobs,
            (jobs.c.workspace_id == callers.c.workspace_id)
            & (jobs.c.job_id == callers.c.current_job_id)
            & jobs.c.deleted_at.is_(None),
        )
        .where(callers.c.workspace_id == reader.workspace_id, callers.c.caller_id == caller_id)
    ).scalar_one_or_none()
    return JobId(found) if found else None


def select_job(work: UnitOfWork, caller_id: str, job_id: str | None) -> None:
    """Make a job the caller's current one, or none."""
    work.put_latest(
        callers,
        (work.workspace_id, caller_id),
        {
            "workspace_id": work.workspace_id,
            "caller_id": caller_id,
            "current_job_id": job_id,
            "updated_at": work.now_micros,
        },
    )


def list_selected_jobs(reader: Reader) -> list[SelectedJob]:
    """Give the current job of each caller."""
    statement = select(callers).where(callers.c.workspace_id == reader.workspace_id).order_by(callers.c.caller_id)
    return [
        SelectedJob(row.caller_id, row.current_job_id, from_micros(row.updated_at))
        for row in reader.connection.execute(statement)
    ]


def add_session(work: UnitOfWork, token: str, *, caller_id: str, expires_at: datetime) -> None:
    """Keep a browser's session; its token only as a hash."""
    work.connection.execute(delete(sessions).where(sessions.c.expires_at < work.now_micros))
    work.append(
        sessions,
        {
            "token_sha256": _hash(token),
            "workspace_id": work.workspace_id,
            "caller_id": caller_id,
            "created_at": work.now_micros,
            "expires_at": to_micros(expires_at),
        },
    )


def find_session(reader: Reader, token: str, *, now: datetime) -> str | None:
    """Give the caller of a session that is still good, or None."""
    return reader.connection.execute(
        select(sessions.c.caller_id).where(
            sessions.c.token_sha256 == _hash(token), sessions.c.expires_at > to_micros(now)
        )
    ).scalar_one_or_none()


def end_session(work: UnitOfWork, token: str) -> None:
    """Forget a session."""
    work.connection.execute(delete(sessions).where(sessions.c.token_sha256 == _hash(token)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
