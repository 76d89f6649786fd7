"""Résumés and their analyses go from one person to another."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import delete, func, select, update

from recollect.storage.records import candidates as people
from recollect.storage.records import resumes as files
from recollect.storage.records.aliases import add_alias
from recollect.storage.tables import aliases, analyses, resumes
from recollect.storage.unit import Reader, UnitOfWork


def resume_ids_of(reader: Reader, candidate_id: str) -> list[str]:
    """Give the ids of all a person's résumés, deleted ones too, the oldest first."""
    found = reader.connection.execute(
        select(resumes.c.resume_id)
        .where(resumes.c.workspace_id == reader.workspace_id, resumes.c.candidate_id == candidate_id)
        .order_by(resumes.c.seq)
    )
    return [str(resume_id) for resume_id in found.scalars()]


def move_resumes(work: UnitOfWork, resume_ids: Collection[str], *, source: str, target: str) -> None:
    """Make one person's résumés, with what was judged of them, another's; in search and totals too."""
    moved_resumes = (
        (resumes.c.workspace_id == work.workspace_id)
        & (resumes.c.candidate_id == source)
        & resumes.c.resume_id.in_(resume_ids)
    )
    moved_analyses = (
        (analyses.c.workspace_id == work.workspace_id)
        & (analyses.c.candidate_id == source)
        & analyses.c.resume_id.in_(resume_ids)
    )
    live_resumes, live_analyses = (
        work.connection.execute(select(func.count()).where(condition, table.c.deleted_at.is_(None))).scalar_one()
        for table, condition in ((resumes, moved_resumes), (analyses, moved_analyses))
    )
    old_name, new_name = people.name_of(work, source), people.name_of(work, target)
    for resume_id in resume_ids:
        files.reindex_resume(work, resume_id, old_name, new_name)
    work.connection.execute(update(resumes).where(moved_resumes).values(candidate_id=target))
    work.connection.execute(update(analyses).where(moved_analyses).values(candidate_id=target))
    people.count_for_candidate(work, source, resumes=-live_resumes, analyses=-live_analyses)
    people.count_for_candidate(work, target, resumes=live_resumes, analyses=live_analyses)


def answer_for(work: UnitOfWork, candidate_id: str, *, target: str) -> None:
    """Let a person's id lead to another person from now on."""
    add_alias(work, kind="candidate", alias=candidate_id, target_id=target)


def answer_again(work: UnitOfWork, candidate_id: str) -> None:
    """Let a person's id lead to that person again."""
    work.connection.execute(
        delete(aliases).where(
            aliases.c.workspace_id == work.workspace_id,
            aliases.c.kind == "candidate",
            aliases.c.alias == candidate_id,
        )
    )
