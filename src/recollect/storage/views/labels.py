"""What records are called that others point at: many at once, deleted ones too."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct
from sqlalchemy import bindparam, select

from recollect.storage.tables import analyses, candidates, jobs, resumes
from recollect.storage.unit import Reader

_JOBS = select(jobs.c.job_id, jobs.c.role_name, jobs.c.company_name, jobs.c.description_preview).where(
    jobs.c.workspace_id == bindparam("workspace_id"), jobs.c.job_id.in_(bindparam("ids", expanding=True))
)
_PEOPLE = (
    select(resumes.c.resume_id, candidates.c.candidate_name, resumes.c.original_filename)
    .join(
        candidates,
        (candidates.c.workspace_id == resumes.c.workspace_id) & (candidates.c.candidate_id == resumes.c.candidate_id),
    )
    .where(
        resumes.c.workspace_id == bindparam("workspace_id"), resumes.c.resume_id.in_(bindparam("ids", expanding=True))
    )
)
_SCORES = select(analyses.c.analysis_id, analyses.c.overall_score).where(
    analyses.c.workspace_id == bindparam("workspace_id"), analyses.c.analysis_id.in_(bindparam("ids", expanding=True))
)


class JobLabel(Struct, frozen=True, kw_only=True):
    """What a job is called."""

    role_name: str
    company_name: str
    description_preview: str


class PersonLabel(Struct, frozen=True, kw_only=True):
    """Whose a résumé is, and what its file is called."""

    candidate_name: str
    original_filename: str


def label_jobs(reader: Reader, job_ids: Collection[str]) -> dict[str, JobLabel]:
    """Give what jobs are called, by id; an erased one is left out."""
    if not job_ids:
        return {}
    rows = reader.connection.execute(_JOBS, {"workspace_id": reader.workspace_id, "ids": sorted(set(job_ids))})
    return {
        row.job_id: JobLabel(
            role_name=row.role_name, company_name=row.company_name, description_preview=row.description_preview
        )
        for row in rows
    }


def label_people(reader: Reader, resume_ids: Collection[str]) -> dict[str, PersonLabel]:
    """Give whose résumés are, by the résumé's id; an erased one is left out."""
    if not resume_ids:
        return {}
    rows = reader.connection.execute(_PEOPLE, {"workspace_id": reader.workspace_id, "ids": sorted(set(resume_ids))})
    return {
        row.resume_id: PersonLabel(candidate_name=row.candidate_name, original_filename=row.original_filename)
        for row in rows
    }


def score_analyses(reader: Reader, analysis_ids: Collection[str]) -> dict[str, float | None]:
    """Give what analyses come to, by id."""
    if not analysis_ids:
        return {}
    rows = reader.connection.execute(_SCORES, {"workspace_id": reader.workspace_id, "ids": sorted(set(analysis_ids))})
    return {row.analysis_id: row.overall_score for row in rows}
