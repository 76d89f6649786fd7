"""What must hold between the rows of a store, and the files they name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, Table, bindparam, func, select, text

from recollect.storage import counters
from recollect.storage.store import EXCLUSIVE_LOCK
from recollect.storage.tables import (
    analyses,
    analysis_results,
    candidates,
    feedback,
    job_versions,
    jobs,
    resume_readings,
    resume_texts,
    resumes,
    templates,
)
from recollect.storage.unit import Reader, UnitOfWork

COUNTED_OF_RECORDS = (
    (jobs, "job_id", analyses, "analysis_count"),
    (resumes, "resume_id", analyses, "analysis_count"),
    (candidates, "candidate_id", analyses, "analysis_count"),
    (candidates, "candidate_id", resumes, "resume_count"),
    (analyses, "analysis_id", feedback, "feedback_count"),
)
"""The totals that records hold: owner, its id, what is counted, and the column that says how many."""
_BATCH = 500
Key = TypeVar("Key", int, str)


class StoredFile(Struct, frozen=True):
    """The files of one résumé, and the hashes that they must have."""

    resume_id: str
    document_path: str
    content_sha256: str
    text_path: str
    text_sha256: str


def each_stored_file(reader: Reader, after: int = 0, until: int | None = None) -> Iterator[StoredFile]:
    """Give the files of every résumé, deleted ones too: all, or those of a stretch."""
    last = after
    while True:
        statement = (
            select(
                resumes.c.seq,
                resumes.c.resume_id,
                resumes.c.document_path,
                resumes.c.content_sha256,
                resumes.c.text_path,
                resume_readings.c.text_sha256,  # a text's file is written once, with the first reading
            )
            .join(resume_readings, (resume_readings.c.resume_seq == resumes.c.seq) & (resume_readings.c.reading == 1))
            .where(resumes.c.seq > last)
        )
        if until is not None:
            statement = statement.where(resumes.c.seq <= until)
        rows = reader.connection.execute(statement.order_by(resumes.c.seq).limit(_BATCH)).all()
        if not rows:
            return
        for _, *values in rows:
            yield StoredFile(*values)
        last = rows[-1].seq


def stretches_of_files(reader: Reader, size: int) -> list[tuple[int, int | None, int]]:
    """Give where stretches of `size` résumés begin and end, for `each_stored_file`, and how many each has."""
    seqs = reader.connection.execute(select(resumes.c.seq).order_by(resumes.c.seq)).scalars().all()
    return _stretches(seqs, 0, size)


def stretches_of_texts(reader: Reader, size: int) -> list[tuple[str, str | None, int]]:
    """Give where stretches of `size` texts begin and end, for `each_text`, and how many each has."""
    statement = select(resume_texts.c.text_sha256).order_by(resume_texts.c.text_sha256)
    return _stretches(reader.connection.execute(statement).scalars().all(), "", size)


def each_named_path(reader: Reader) -> Iterator[str]:
    """Give the path of every file that a résumé names."""
    for document, text_path in reader.connection.execute(select(resumes.c.document_path, resumes.c.text_path)):
        yield document
        yield text_path


def count_stored_files(reader: Reader) -> int:
    """Tell how many résumés there are, deleted ones too."""
    return int(reader.connection.execute(select(func.count()).select_from(resumes)).scalar_one())


def each_text(reader: Reader, after: str = "", until: str | None = None) -> Iterator[tuple[str, str]]:
    """Give every kept text version, as its hash and the text: all, or those of a stretch."""
    last = after
    while True:
        statement = select(resume_texts.c.text_sha256, resume_texts.c.text).where(resume_texts.c.text_sha256 > last)
        if until is not None:
            statement = statement.where(resume_texts.c.text_sha256 <= until)
        rows = reader.connection.execute(statement.order_by(resume_texts.c.text_sha256).limit(_BATCH)).all()
        if not rows:
            return
        for row in rows:
            yield row.text_sha256, row.text
        last = rows[-1].text_sha256


def hold_files(work: UnitOfWork) -> None:
    """Keep out, until this unit is committed, whoever removes files that no résumé names.

    On SQLite the writer's lock does that already.
    """
    if work.dialect == "postgresql":
        work.connection.execute(text("SELECT pg_advisory_xact_lock_shared(:key)"), {"key": EXCLUSIVE_LOCK})


def is_named(reader: Reader, path: str) -> bool:
    """Tell whether a résumé names this file."""
    found = select(resumes.c.seq).where((resumes.c.document_path == path) | (resumes.c.text_path == path))
    return reader.connection.execute(found.limit(1)).first() is not None


def broken_references(reader: Reader) -> list[str]:
    """Name the analyses that point at a version, text or result which is not there."""
    missing: dict[str, Select[Any]] = {
        "job version": select(analyses.c.analysis_id)
        .outerjoin(jobs, (jobs.c.workspace_id == analyses.c.workspace_id) & (jobs.c.job_id == analyses.c.job_id))
        .outerjoin(
            job_versions, (job_versions.c.job_seq == jobs.c.seq) & (job_versions.c.version == analyses.c.job_version)
        )
        .where(job_versions.c.version.is_(None)),
        "text": select(analyses.c.analysis_id)
        .outerjoin(
            resume_texts,
            (resume_texts.c.workspace_id == analyses.c.workspace_id)
            & (resume_texts.c.text_sha256 == analyses.c.text_sha256),
        )
        .where(resume_texts.c.text_sha256.is_(None)),
        "result": select(analyses.c.analysis_id)
        .outerjoin(analysis_results, analysis_results.c.analysis_seq == analyses.c.seq)
        .where(analysis_results.c.analysis_seq.is_(None), analyses.c.status == "done"),
    }
    return [
        f"analysis {analysis_id} has no {what}"
        for what, statement in missing.items()
        for (analysis_id,) in reader.connection.execute(statement)
    ]


def counted_totals() -> dict[str, Select[Any]]:
    """Give how each maintained total of a workspace is counted."""
    return {
        counters.JOBS: _there(jobs),
        counters.RESUMES: _there(resumes),
        counters.DOCUMENT_BYTES: _there(resumes, func.coalesce(func.sum(resumes.c.file_size), 0)),
        counters.CANDIDATES: _there(candidates),
        counters.TEMPLATES: _there(templates),
        counters.ANALYSES: _there(analyses),
        counters.FEEDBACK: _there(feedback),
        counters.FEEDBACK_USABLE: _there(feedback).where(feedback.c.usable == 1),
    } | {
        name: _there(feedback).where(feedback.c.rating == rating) for rating, name in counters.FEEDBACK_RATINGS.items()
    }


def wrong_totals(reader: Reader) -> list[str]:
    """Name the maintained totals, of the store and of single records, that differ from what is there."""
    counted = counted_totals()
    kept = counters.totals(reader, *counted)
    wrong = []
    for name, statement in counted.items():
        there = reader.connection.execute(statement, {"workspace_id": reader.workspace_id}).scalar_one()
        if there != kept[name]:
            wrong.append(f"the total of {name} says {kept[name]}, there are {there}")
    return wrong + _wrong_record_totals(reader)


def _stretches(keys: Sequence[Key], first: Key, size: int) -> list[tuple[Key, Key | None, int]]:
    """Cut sorted keys into stretches, each after one key and up to another; the last takes in what is added since."""
    found: list[tuple[Key, Key | None, int]] = []
    after = first
    for start in range(0, len(keys), size):
        lot = keys[start : start + size]
        until = lot[-1] if start + size < len(keys) else None
        found.append((after, until, len(lot)))
        after = lot[-1]
    return found


def _there(table: Table, counted: ColumnElement[int] | None = None) -> Select[Any]:
    """Count what of a table is not deleted."""
    return (
        select(func.count() if counted is None else counted)
        .select_from(table)
        .where(table.c.workspace_id == bindparam("workspace_id"), table.c.deleted_at.is_(None))
    )


def _wrong_record_totals(reader: Reader) -> list[str]:
    wrong = []
    for owner, owner_id, owned, name in COUNTED_OF_RECORDS:
        there = (
            _there(owned).with_only_columns(owned.c[owner_id], func.count().label("there")).group_by(owned.c[owner_id])
        ).subquery()
        found = func.coalesce(there.c.there, 0)
        statement = (
            select(owner.c[owner_id], owner.c[name], found)
            .outerjoin(there, there.c[owner_id] == owner.c[owner_id])
            .where(owner.c.workspace_id == bindparam("workspace_id"), owner.c[name] != found)
        )
        rows = reader.connection.execute(statement, {"workspace_id": reader.workspace_id})
        wrong += [f"the {name} of {record_id} says {kept}, there are {there}" for record_id, kept, there in rows]
    return wrong


def database_damage(reader: Reader) -> list[str]:
    """Give what SQLite's own check finds wrong; PostgreSQL checks its pages itself."""
    if reader.dialect != "sqlite":
        return []
    found = [str(row[0]) for row in reader.connection.exec_driver_sql("PRAGMA integrity_check")]
    found += [f"foreign key: {tuple(row)}" for row in reader.connection.exec_driver_sql("PRAGMA foreign_key_check")]
    return [line for line in found if line != "ok"]
