"""The words by which people and jobs are known, against which a misspelt search is held."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import bindparam, select

from recollect.domain.text import search_tokens
from recollect.storage.tables import candidates, job_versions, jobs
from recollect.storage.unit import Reader

_PEOPLE, _JOBS = 10_000, 100
"""Of the newest alone, so that it costs the same however much is kept."""
_NAMES = (
    select(candidates.c.candidate_name)
    .where(candidates.c.workspace_id == bindparam("workspace_id"), candidates.c.deleted_at.is_(None))
    .order_by(candidates.c.seq.desc())
    .limit(_PEOPLE)
)
_TEXTS = (
    select(jobs.c.role_name, jobs.c.company_name, job_versions.c.job_description)
    .join(job_versions, (job_versions.c.job_seq == jobs.c.seq) & (job_versions.c.version == jobs.c.version))
    .where(jobs.c.workspace_id == bindparam("workspace_id"), jobs.c.deleted_at.is_(None))
    .order_by(jobs.c.seq.desc())
    .limit(_JOBS)
)


def list_known_words(reader: Reader) -> Counter[str]:
    """Give the words of people's names and of jobs, as searches see them, and how often each is used."""
    workspace = {"workspace_id": reader.workspace_id}
    words = Counter(search_tokens(" ".join(reader.connection.execute(_NAMES, workspace).scalars())))
    for row in reader.connection.execute(_TEXTS, workspace):
        words.update(search_tokens(" ".join(row)))
    return words
