"""The search indexes are built anew from the records when the tokens of a newer version differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from sqlalchemy import Select, select, update

from recollect.domain.feedback import FeedbackDraft, words_of
from recollect.domain.text import SEARCH_TOKENS_VERSION
from recollect.storage.search import search_index
from recollect.storage.tables import (
    analyses,
    candidates,
    feedback,
    feedback_revisions,
    job_versions,
    jobs,
    resume_texts,
    resumes,
    store_facts,
)
from recollect.storage.unit import Heed, UnitOfWork, go_on

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
    rebuild_notes(work)
    rebuild_feedback(work)


def rebuild_jobs(work: UnitOfWork, heed: Heed = go_on) -> None:
    """Build the index of jobs anew."""
    of_jobs = (
        select(jobs.c.seq, jobs.c.company_name, jobs.c.role_name, job_versions.c.job_description)
        .join(job_versions, (job_versions.c.job_seq == jobs.c.seq) & (job_versions.c.version == jobs.c.version))
        .where(jobs.c.deleted_at.is_(None))
        .order_by(jobs.c.seq)
    )
    _fill(work, search_index.JOB_INDEX, of_jobs, heed)


def rebuild_resumes(work: UnitOfWork, heed: Heed = go_on) -> None:
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
    _fill(work, search_index.RESUME_INDEX, of_resumes, heed)


def rebuild_notes(work: UnitOfWork, heed: Heed = go_on) -> None:
    """Build the index of the notes beside analyses anew."""
    noted = (
        select(analyses.c.seq, analyses.c.notes)
        .where(analyses.c.deleted_at.is_(None), analyses.c.notes != "")
        .order_by(analyses.c.seq)
    )
    _fill(work, search_index.NOTE_INDEX, noted, heed, lambda notes: ("", notes))


def rebuild_feedback(work: UnitOfWork, heed: Heed = go_on) -> None:
    """Build the index of what feedback says anew."""
    newest = (feedback_revisions.c.feedback_seq == feedback.c.seq) & (
        feedback_revisions.c.revision == feedback.c.revision
    )
    said = (
        select(feedback.c.seq, feedback_revisions.c.draft)
        .join(feedback_revisions, newest)
        .where(feedback.c.deleted_at.is_(None))
        .order_by(feedback.c.seq)
    )
    _fill(
        work,
        search_index.FEEDBACK_INDEX,
        said,
        heed,
        lambda draft: ("", words_of(msgspec.json.decode(draft, type=FeedbackDraft))),
    )


def _without_traces(rebuild: Callable[[UnitOfWork], None]) -> Callable[[UnitOfWork], None]:
    def unit(work: UnitOfWork) -> None:
        if work.dialect == "sqlite":
            rebuild(work)

    return unit


TRACELESS = tuple(map(_without_traces, (rebuild_jobs, rebuild_resumes, rebuild_notes, rebuild_feedback)))
"""Write the indexes anew, one a unit, so that no token is left of what was taken out of them.

FTS5 marks what is taken out, with its words, and drops the marks when the segment that has them is merged into the
oldest. Its `optimize` does not do so when all segments are on a level below others that are empty by now, which SQLite
3.45 and 3.51 were seen to come to. PostgreSQL takes the rows out at once.
"""


def _joined(first: str, second: str, body: str) -> tuple[str, str]:
    return f"{first} {second}", body


def _fill(
    work: UnitOfWork,
    index: str,
    statement: Select[Any],
    heed: Heed,
    entry: Callable[..., tuple[str, str]] = _joined,
) -> None:
    """Add what `entry` makes of each row after its `seq`: the title and the body."""
    search_index.clear(work.connection, index)
    for records in work.connection.execute(statement).yield_per(200).partitions():
        heed()
        for seq, *columns in records:
            work.index_words(index, seq, *entry(*columns))
        work.write_out()
