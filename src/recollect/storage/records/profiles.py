"""Profiles kept as bytes, each under the hash of what it was read from and the name of what read it.

They can be read again at any time, so that nothing else depends on them: a row that is not there is no loss.
"""

from __future__ import annotations

from typing import Literal

from sqlalchemy import ColumnElement, and_, delete, exists, select

from recollect.storage.tables import job_profiles, job_requirements, resume_profiles, resume_texts, resumes
from recollect.storage.unit import Reader, UnitOfWork

Of = Literal["resume", "job"]
_TABLES = {"resume": (resume_profiles, "text_sha256"), "job": (job_profiles, "content_sha256")}


def find_profile(reader: Reader, of: Of, sha256: str, version: str) -> bytes | None:
    """Give the profile that this version read of a text, or None when none is kept."""
    table, key = _TABLES[of]
    return reader.connection.execute(
        select(table.c.profile).where(
            table.c.workspace_id == reader.workspace_id, table.c[key] == sha256, table.c.read_by == version
        )
    ).scalar_one_or_none()


def put_resume_profile(work: UnitOfWork, text_sha256: str, version: str, profile: bytes) -> None:
    """Keep the profile of a text instead of what another version read; nothing when no résumé has the text any more."""
    if _is_had(work, text_sha256):
        _put(work, "resume", text_sha256, version, profile)


def put_job_profile(work: UnitOfWork, content_sha256: str, version: str, profile: bytes) -> None:
    """Keep the profile of a job's texts instead of what another version read."""
    _put(work, "job", content_sha256, version, profile)


def _put(work: UnitOfWork, of: Of, sha256: str, version: str, profile: bytes) -> None:
    table, key = _TABLES[of]
    row = {key: sha256, "read_by": version, "profile": profile, "created_at": work.now_micros}
    work.put_latest(table, (work.workspace_id, sha256), {"workspace_id": work.workspace_id} | row)


def drop_resume_profile(work: UnitOfWork, text_sha256: str) -> None:
    """Drop the profile of a text that no résumé has any more but deleted ones."""
    if not _is_had(work, text_sha256):
        work.connection.execute(
            delete(resume_profiles).where(
                resume_profiles.c.workspace_id == work.workspace_id, resume_profiles.c.text_sha256 == text_sha256
            )
        )


def drop_job_profiles(work: UnitOfWork) -> None:
    """Drop what was read of all jobs: some of their texts were changed for good."""
    for table in (job_profiles, job_requirements):
        work.connection.execute(delete(table).where(table.c.workspace_id == work.workspace_id))


def drop_unused(work: UnitOfWork) -> int:
    """Drop the profiles of texts that no résumé has any more, and give how many that were."""
    used = select(resumes.c.text_sha256).where(_live(work))
    return int(
        work.connection.execute(
            delete(resume_profiles).where(
                resume_profiles.c.workspace_id == work.workspace_id, resume_profiles.c.text_sha256.not_in(used)
            )
        ).rowcount
    )


def list_unread(reader: Reader, version: str, *, after_seq: int, limit: int, everything: bool = False) -> list[int]:
    """Give the `seq` of kept résumés of whose text this version has no profile, or of all of them."""
    statement = select(resumes.c.seq).where(*_to_read(reader, version, everything=everything))
    statement = statement.where(resumes.c.seq > after_seq).order_by(resumes.c.seq).limit(limit)
    return [int(seq) for seq in reader.connection.execute(statement).scalars()]


def list_texts(reader: Reader, version: str, first: int, last: int, *, everything: bool) -> dict[str, str]:
    """Give what is still to be read of the résumés from one `seq` to another: texts by their hash."""
    same = (resume_texts.c.workspace_id == resumes.c.workspace_id) & (
        resume_texts.c.text_sha256 == resumes.c.text_sha256
    )
    statement = select(resumes.c.text_sha256, resume_texts.c.text).join(resume_texts, same)
    statement = statement.where(*_to_read(reader, version, everything=everything), resumes.c.seq.between(first, last))
    return {row.text_sha256: row.text for row in reader.connection.execute(statement.order_by(resumes.c.seq))}


def _to_read(reader: Reader, version: str, *, everything: bool) -> list[ColumnElement[bool]]:
    wanted = [_live(reader), resumes.c.text_quality != "none"]
    if not everything:
        read = and_(
            resume_profiles.c.workspace_id == resumes.c.workspace_id,
            resume_profiles.c.text_sha256 == resumes.c.text_sha256,
            resume_profiles.c.read_by == version,
        )
        wanted.append(~exists(select(resume_profiles.c.read_by).where(read)))
    return wanted


def _is_had(reader: Reader, text_sha256: str) -> bool:
    had = select(resumes.c.seq).where(_live(reader), resumes.c.text_sha256 == text_sha256).limit(1)
    return reader.connection.execute(had).first() is not None


def _live(reader: Reader) -> ColumnElement[bool]:
    return (resumes.c.workspace_id == reader.workspace_id) & resumes.c.deleted_at.is_(None)
