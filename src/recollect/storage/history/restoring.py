"""Rows made again from the records of an archive, a batch at a time; totals and indexes are built afterwards.

A batch holds versions in the order in which they were written; a record may go on in the next batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Raw, Struct
from sqlalchemy import Column, LargeBinary, Table, delete, select, update

from recollect.domain.feedback import FeedbackDraft
from recollect.domain.history import (
    AliasRecord,
    AnalysisRecord,
    CandidateRecord,
    EventRecord,
    FeedbackRecord,
    JobRecord,
    ReadingRecord,
    ResumeRecord,
    SelectedJob,
    TemplateRecord,
    text_or_none,
)
from recollect.domain.job import preview_of
from recollect.domain.times import to_micros
from recollect.storage.facts import find_fact, put_fact
from recollect.storage.history.written_versions import DOCUMENTS_FOLDER, READING_KEYS
from recollect.storage.records.candidates import pack_apart
from recollect.storage.tables import (
    PART_SCORES,
    aliases,
    analyses,
    analysis_results,
    analysis_versions,
    callers,
    candidate_versions,
    candidates,
    event_payloads,
    events,
    feedback,
    feedback_revisions,
    job_versions,
    jobs,
    resume_readings,
    resume_texts,
    resume_versions,
    resumes,
    templates,
)
from recollect.storage.unit import Reader, UnitOfWork

_RESTORING = "restoring"
_HOLDING = (events, jobs, resumes, candidates, analyses, feedback, templates)
_FIRST = frozenset({"created_at", "uploaded_at", "author", "caller_id"})
"""What the first version of a record says for good."""


class _PartScores(Struct, frozen=True):
    """The part of a result that its row repeats."""

    skill_match_score: float | None = None
    experience_match_score: float | None = None
    education_match_score: float | None = None


def is_untouched(reader: Reader) -> bool:
    """Tell whether the store never held anything."""
    return not any(reader.connection.execute(select(1).select_from(table).limit(1)).first() for table in _HOLDING)


def begin(work: UnitOfWork) -> None:
    """Note that a restore is under way; the note is gone when it is whole."""
    put_fact(work, _RESTORING, "1")


def is_under_way(reader: Reader) -> bool:
    """Tell whether a restore into this store was begun and not finished."""
    return find_fact(reader, _RESTORING) is not None


def finish(work: UnitOfWork) -> None:
    """Note that the restore is whole."""
    put_fact(work, _RESTORING, None)


def put_jobs(work: UnitOfWork, records: Sequence[JobRecord]) -> None:
    """Add versions of jobs."""
    seqs = _put(work, jobs, jobs.c.job_id, {r.job_id: _job_row(r) for r in records})
    for record in records:
        _version(
            work,
            job_versions,
            job_seq=seqs[record.job_id],
            version=record.version,
            company_name=record.company_name,
            role_name=record.role_name,
            job_description=record.job_description,
            metadata=_text(record.metadata),
            requirements=text_or_none(record.requirements),
            settings=text_or_none(record.settings),
            judged_version=record.judged_version,
            created_at=to_micros(record.updated_at),
            actor=record.actor,
        )


def put_candidates(work: UnitOfWork, records: Sequence[CandidateRecord]) -> None:
    """Add versions of people."""
    seqs = _put(work, candidates, candidates.c.candidate_id, {r.candidate_id: _candidate_row(r) for r in records})
    for record in records:
        _version(
            work,
            candidate_versions,
            candidate_seq=seqs[record.candidate_id],
            version=record.version,
            candidate_name=record.candidate_name,
            created_at=to_micros(record.updated_at),
            actor=record.actor,
            apart_from=pack_apart(record.apart_from),
        )


def put_templates(work: UnitOfWork, records: Sequence[TemplateRecord]) -> None:
    """Add templates; of several versions the last one stays."""
    _put(work, templates, templates.c.template_id, {r.template_id: _template_row(r) for r in records})


def put_resumes(work: UnitOfWork, records: Sequence[ResumeRecord]) -> None:
    """Add versions of résumés. Their files are on disk already."""
    seqs = _put(work, resumes, resumes.c.resume_id, {r.resume_id: _resume_row(r) for r in records})
    for record in records:
        _version(
            work,
            resume_versions,
            resume_seq=seqs[record.resume_id],
            version=record.version,
            reading=record.reading,
            corrections=_text(record.corrections),
            created_at=to_micros(record.updated_at),
            actor=record.actor,
        )


def put_readings(work: UnitOfWork, records: Sequence[ReadingRecord]) -> None:
    """Add what the reader made of résumés."""
    seqs = _seqs(work, resumes, resumes.c.resume_id, {record.resume_id for record in records})
    for record in records:
        _version(
            work,
            resume_readings,
            resume_seq=seqs[record.resume_id],
            reading=record.reading,
            text_sha256=record.text_sha256,
            created_at=to_micros(record.created_at),
            **_reading_columns(record.columns),
        )


def put_texts(work: UnitOfWork, texts: Mapping[str, str]) -> None:
    """Add texts by their hashes; those that are there stay."""
    known = select(resume_texts.c.text_sha256).where(
        resume_texts.c.workspace_id == work.workspace_id, resume_texts.c.text_sha256.in_(list(texts))
    )
    there = set(work.connection.scalars(known)) if texts else set()
    for text_sha256, text in texts.items():
        if text_sha256 not in there:
            work.append(resume_texts, {"workspace_id": work.workspace_id, "text_sha256": text_sha256, "text": text})


def put_analyses(work: UnitOfWork, records: Sequence[AnalysisRecord]) -> None:
    """Add versions of analyses, with their results."""
    known = _seqs(work, analyses, analyses.c.analysis_id, {record.analysis_id for record in records})
    seqs = _put(work, analyses, analyses.c.analysis_id, {r.analysis_id: _analysis_row(r) for r in records})
    with_result = set(known)
    for record in records:
        seq = seqs[record.analysis_id]
        result = text_or_none(record.analysis_result)
        if record.analysis_id not in with_result and result is not None:
            _version(work, analysis_results, analysis_seq=seq, result=result)
        with_result.add(record.analysis_id)
        if record.version > 1:
            _version(
                work,
                analysis_versions,
                analysis_seq=seq,
                version=record.version,
                notes=record.notes,
                created_at=to_micros(record.updated_at),
                actor=record.actor,
            )


def put_feedback(work: UnitOfWork, records: Sequence[tuple[FeedbackRecord, FeedbackDraft, bool]]) -> dict[str, int]:
    """Add revisions of feedback, each with what it says and whether it can teach; give the `seq` of each."""
    rows = {record.id: _feedback_row(record, usable) for record, _, usable in records}
    for record, _, _ in reversed(records):
        rows[record.id] |= {"created_at": to_micros(record.timestamp), "author": record.author}
    seqs = _put(work, feedback, feedback.c.feedback_id, rows)
    for record, draft, _ in records:
        _version(
            work,
            feedback_revisions,
            feedback_seq=seqs[record.id],
            revision=record.revision,
            draft=msgspec.json.encode(draft).decode(),
            created_at=to_micros(record.timestamp),
            author=record.author,
        )
    return seqs


def put_aliases(work: UnitOfWork, records: Iterable[AliasRecord]) -> None:
    """Add other ids of records; of several targets the last one counts, and a record's own id is no alias."""
    for record in {record.alias: record for record in records}.values():
        work.connection.execute(
            delete(aliases).where(aliases.c.workspace_id == work.workspace_id, aliases.c.alias == record.alias)
        )
        if record.target_id != record.alias:
            work.append(aliases, {"workspace_id": work.workspace_id, **msgspec.structs.asdict(record)})


def put_people_of_analyses(work: UnitOfWork) -> None:
    """Let each analysis be of the person whose résumé it judges: they may have been joined to another since."""
    person = select(resumes.c.candidate_id).where(
        resumes.c.workspace_id == analyses.c.workspace_id, resumes.c.resume_id == analyses.c.resume_id
    )
    work.connection.execute(
        update(analyses)
        .where(analyses.c.workspace_id == work.workspace_id)
        .values(candidate_id=person.scalar_subquery())
    )


def put_events(work: UnitOfWork, records: Iterable[EventRecord]) -> None:
    """Add sealed events as they were, with their payloads."""
    for record in records:
        row = msgspec.structs.asdict(record) | {"at": to_micros(record.at)}
        payload = text_or_none(row.pop("payload"))
        work.append(events, {"workspace_id": work.workspace_id, **row})
        if payload is not None:
            work.append(
                event_payloads,
                {"event_id": record.event_id, "workspace_id": work.workspace_id, "payload": payload},
            )


def put_selected_jobs(work: UnitOfWork, selected: Iterable[SelectedJob]) -> None:
    """Add each caller's current job."""
    for one in selected:
        row = msgspec.structs.asdict(one) | {"updated_at": to_micros(one.updated_at)}
        work.append(callers, {"workspace_id": work.workspace_id, **row})


def put_use_counts(work: UnitOfWork, counts: Mapping[str, int]) -> None:
    """Set how many jobs were made of each template."""
    for template_id, count in counts.items():
        work.connection.execute(
            update(templates)
            .where(templates.c.workspace_id == work.workspace_id, templates.c.template_id == template_id)
            .values(use_count=count)
        )


def _put(work: UnitOfWork, table: Table, id_column: Column[str], rows: Mapping[str, dict[str, Any]]) -> dict[str, int]:
    """Add new records and bring known ones to their newest version; give the `seq` of each."""
    seqs = _seqs(work, table, id_column, set(rows))
    for record_id, row in rows.items():
        if record_id in seqs:
            changed = {name: value for name, value in row.items() if name not in _FIRST}
            work.connection.execute(update(table).where(table.c.seq == seqs[record_id]).values(**changed))
        else:
            seqs[record_id] = work.next_seq(table)
            counts = {column.name: 0 for column in table.c if column.server_default is not None}
            work.append(table, {"seq": seqs[record_id], "workspace_id": work.workspace_id, **counts, **row})
    return seqs


def _seqs(work: UnitOfWork, table: Table, id_column: Column[str], ids: set[str]) -> dict[str, int]:
    found = select(id_column, table.c.seq).where(table.c.workspace_id == work.workspace_id, id_column.in_(sorted(ids)))
    return {row[0]: row.seq for row in work.connection.execute(found)}


def _version(work: UnitOfWork, table: Table, **columns: object) -> None:
    work.append(table, {"workspace_id": work.workspace_id, **columns})


def _dates(record: JobRecord | CandidateRecord | TemplateRecord | AnalysisRecord) -> dict[str, int | None]:
    return {
        "version": record.version,
        "created_at": to_micros(record.created_at),
        "updated_at": to_micros(record.updated_at),
        "deleted_at": _moment(record.deleted_at),
    }


def _job_row(record: JobRecord) -> dict[str, Any]:
    return {
        "job_id": record.job_id,
        "company_name": record.company_name,
        "role_name": record.role_name,
        "description_preview": preview_of(record.job_description),
        "judged_version": record.judged_version,
        **_dates(record),
    }


def _candidate_row(record: CandidateRecord) -> dict[str, Any]:
    return {
        "candidate_id": record.candidate_id,
        "candidate_name": record.candidate_name,
        "apart_from": pack_apart(record.apart_from),
        **_dates(record),
    }


def _template_row(record: TemplateRecord) -> dict[str, Any]:
    return {
        "template_id": record.template_id,
        "name": record.name,
        "company_name": record.company_name,
        "role_name": record.role_name,
        "job_description": record.job_description,
        "metadata": _text(record.metadata),
        "requirements": text_or_none(record.requirements),
        "settings": text_or_none(record.settings),
        **_dates(record),
    }


def _resume_row(record: ResumeRecord) -> dict[str, Any]:
    return {
        "resume_id": record.resume_id,
        "content_sha256": record.content_sha256,
        "candidate_id": record.candidate_id,
        "original_filename": record.original_filename,
        "media_type": record.media_type,
        "document_path": record.pdf_path.removeprefix(DOCUMENTS_FOLDER),
        "text_path": record.text_path.removeprefix(DOCUMENTS_FOLDER),
        "file_size": record.file_size,
        "reading": record.reading,
        "text_sha256": record.text_sha256,
        "text_length": record.text_length,
        "pages": record.pages,
        "text_quality": record.text_quality,
        "version": record.version,
        "uploaded_at": to_micros(record.uploaded_at),
        "updated_at": to_micros(record.updated_at),
        "deleted_at": _moment(record.deleted_at),
    }


def _analysis_row(record: AnalysisRecord) -> dict[str, Any]:
    names = (
        "analysis_id", "job_id", "job_version", "resume_id", "text_sha256", "candidate_id", "engine", "status",
        "failure", "overall_score", "recommendation", "hiring_recommendation", "notes",
    )  # fmt: skip
    parts = msgspec.json.decode(record.analysis_result, type=_PartScores | None) or _PartScores()
    return {
        **{name: getattr(record, name) for name in names},
        **{part: getattr(parts, part) for part in PART_SCORES},
        **_dates(record),
    }


def _feedback_row(record: FeedbackRecord, usable: bool) -> dict[str, Any]:
    return {
        "feedback_id": record.id,
        "caller_id": record.caller_id,
        "interaction_id": record.interaction_id,
        "revision": record.revision,
        "analysis_id": record.analysis_id,
        "job_id": record.job_id,
        "resume_id": record.resume_id,
        "rating": record.feedback.rating,
        "usable": int(usable),
        "updated_at": to_micros(record.timestamp),
        "deleted_at": _moment(record.deleted_at),
    }


def _reading_columns(kept: Mapping[str, Raw]) -> dict[str, object]:
    columns: dict[str, object] = {}
    for column in resume_readings.c:
        if column.name in READING_KEYS or column.name not in kept:
            continue
        written = _text(kept[column.name])
        if isinstance(column.type, LargeBinary):
            columns[column.name] = msgspec.msgpack.encode(msgspec.json.decode(written))
        else:
            columns[column.name] = written if written[:1] in {"{", "["} else msgspec.json.decode(written)
    return columns


def _moment(moment: datetime | None) -> int | None:
    return None if moment is None else to_micros(moment)


def _text(raw: Raw) -> str:
    return bytes(raw).decode()
