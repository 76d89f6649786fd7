"""The search indexes are built anew from the records when the tokens of a newer version differ."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, select, update

from recollect.domain.text import SEARCH_TOKENS_VERSION
from recollect.storage import search_index
from recollect.storage.tables import candidates, job_versions, jobs, resume_texts, resumes, store_facts
from recollect.storage.unit import UnitOfWork

_FACT = "search_tokens_version"


def rebuild_when_old(work: UnitOfWork) -> bool:
    """Build the indexes anew when they were built with other tokens; tell whether that was so."""
    built_with = work.connection.execute(
        select(store_facts.c.value).where(store_facts.c.name == _FACT)
    ).scalar_one_or_none()
    if built_with == str(SEARCH_TOKENS_VERSION):
        return False
    rebuild(work)
    work.connection.execute(
        update(store_facts).where(store_facts.c.name == _FACT).values(value=str(SEARCH_TOKENS_VERSION))
    )
    return True


def rebuild(work: UnitOfWork) -> None:
    """Empty the indexes and add every record that is not deleted."""
    rebuild_jobs(work)
    rebuild_resumes(work)


def rebuild_jobs(work: UnitOfWork) -> None:
    """Build the index of jobs anew."""
    of_jobs = (
        select(jobs.c.seq, jobs.c.company_name, jobs.c.role_name, job_versions.c.job_description)
        .join(job_versions, (job_versions.c.job_seq == jobs.c.seq) & (job_versions.c.version == jobs.c.version))
        .where(jobs.c.deleted_at.is_(None))
        .order_by(jobs.c.seq)
    )
    _fill(work, search_index.JOB_INDEX, of_jobs)


def rebuild_resumes(work: UnitOfWork) -> None:
    """Build the index of résumés anew."""
    of_resumes = (
        select(resumes.c.seq, candidates.c.candidate_name, resumes.c.original_filename, resume_texts.c.text)
        .join(
            candidates,
            (candidates.c.workspace_id == resumes.c.workspace_id)
            & (candidates.c.candidate_id == resumes.c.candidate_id),
        )
        .join(
            resume_texts,
            (resume_texts.c.workspace_id == resumes.c.workspace_id)
            & (resume_texts.c.text_sha256 == resumes.c.text_sha256),
        )
        .where(resumes.c.deleted_at.is_(None))
        .order_by(resumes.c.seq)
    )
    _fill(work, search_index.RESUME_INDEX, of_resumes)


def _fill(work: UnitOfWork, index: str, statement: Select[Any]) -> None:
    search_index.clear(work.connection, index)
    for records in work.connection.execute(statement).yield_per(200).partitions():
        for seq, first, second, body in records:
            work.index_words(index, seq, f"{first} {second}", body)
        work.write_out()
