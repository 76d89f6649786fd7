"""Versions of records as they were written, many at once: what the archive is written from.

Versions never change, so what is given here is right however long ago they were written. What no version holds and
never changes either (a record's first date, an analysis' result) comes from the record itself.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal, cast

import msgspec
from msgspec import Raw, Struct
from sqlalchemy import Column, LargeBinary, Row, Select, Table, select

from recollect.domain.feedback import Judgement
from recollect.domain.history import (
    AnalysisRecord,
    CandidateRecord,
    FeedbackRecord,
    JobRecord,
    ReadingRecord,
    ResumeRecord,
    TemplateRecord,
    TextRecord,
    json_or_null,
)
from recollect.domain.times import from_micros, to_micros
from recollect.storage.records.candidates import unpack_apart
from recollect.storage.tables import (
    analyses,
    analysis_results,
    analysis_versions,
    candidate_versions,
    candidates,
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
from recollect.storage.unit import Reader

Wanted = Collection[tuple[str, int]]
"""Ids of records, each with the number of a version."""

DOCUMENTS_FOLDER = "resumes/"
"""Where the documents lie in the data folder."""
READING_KEYS = frozenset({"resume_seq", "reading", "workspace_id", "text_sha256", "created_at"})
"""The columns of a reading that stand beside `ReadingRecord.columns`."""


_OF_A_JOB = tuple(
    job_versions.c[name]
    for name in (
        "version", "company_name", "role_name", "job_description", "metadata", "created_at", "actor", "requirements",
        "settings", "judged_version",
    )
)  # fmt: skip


class _Named(Struct):
    candidate_name: str = ""


class _Said(Struct):
    """`FeedbackDraft`, its context as it was written."""

    interaction_id: str
    query: str
    context: Raw
    response: str
    feedback: Judgement
    analysis_id: str | None = None
    job_id: str | None = None


def job_records(reader: Reader, wanted: Wanted) -> dict[tuple[str, int], JobRecord]:
    """Give versions of jobs."""
    statement = (
        select(jobs.c.job_id, jobs.c.created_at, jobs.c.analysis_count, *_OF_A_JOB)
        .join(job_versions, job_versions.c.job_seq == jobs.c.seq)
        .where(jobs.c.workspace_id == reader.workspace_id, jobs.c.job_id.in_(_ids(wanted)))
        .where(job_versions.c.version.in_(_versions(wanted)))
    )
    return {
        (job_id, version): JobRecord(
            job_id=job_id,
            company_name=company,
            role_name=role,
            job_description=description,
            created_at=from_micros(first_at),
            metadata=_raw(metadata),
            analysis_count=count,
            version=version,
            updated_at=from_micros(at),
            actor=actor,
            requirements=json_or_null(requirements),
            settings=json_or_null(settings),
            judged_version=judged_version,
        )
        for (
            job_id, first_at, count, version, company, role, description, metadata, at, actor, requirements, settings,
            judged_version,
        ) in cast("Collection[tuple[Any, ...]]", _rows(reader, statement, wanted))
    }  # fmt: skip


def candidate_records(reader: Reader, wanted: Wanted) -> dict[tuple[str, int], CandidateRecord]:
    """Give versions of people."""
    statement = (
        select(candidates.c.candidate_id, candidates.c.created_at.label("first_at"), candidate_versions)
        .join(candidate_versions, candidate_versions.c.candidate_seq == candidates.c.seq)
        .where(candidates.c.workspace_id == reader.workspace_id, candidates.c.candidate_id.in_(_ids(wanted)))
        .where(candidate_versions.c.version.in_(_versions(wanted)))
    )
    return {
        (row.candidate_id, row.version): CandidateRecord(
            candidate_id=row.candidate_id,
            candidate_name=row.candidate_name,
            created_at=from_micros(row.first_at),
            version=row.version,
            updated_at=from_micros(row.created_at),
            actor=row.actor,
            apart_from=tuple(sorted(unpack_apart(row.apart_from))),
        )
        for row in _rows(reader, statement, wanted)
    }


def resume_records(reader: Reader, wanted: Wanted) -> dict[tuple[str, int], ResumeRecord]:
    """Give versions of résumés."""
    statement = (
        select(
            resumes,
            resume_versions.c.version.label("at_version"),
            resume_versions.c.reading.label("at_reading"),
            resume_versions.c.corrections,
            resume_versions.c.created_at,
            resume_versions.c.actor,
            resume_readings.c.text_sha256.label("at_text_sha256"),
        )
        .join(resume_versions, resume_versions.c.resume_seq == resumes.c.seq)
        .join(
            resume_readings,
            (resume_readings.c.resume_seq == resumes.c.seq) & (resume_readings.c.reading == resume_versions.c.reading),
        )
        .where(resumes.c.workspace_id == reader.workspace_id, resumes.c.resume_id.in_(_ids(wanted)))
        .where(resume_versions.c.version.in_(_versions(wanted)))
    )
    return {
        (row.resume_id, row.at_version): ResumeRecord(
            resume_id=row.resume_id,
            candidate_id=row.candidate_id,
            original_filename=row.original_filename,
            pdf_path=DOCUMENTS_FOLDER + row.document_path,
            text_path=DOCUMENTS_FOLDER + row.text_path,
            uploaded_at=from_micros(row.uploaded_at),
            file_size=row.file_size,
            text_length=row.text_length,
            content_sha256=row.content_sha256,
            text_sha256=row.at_text_sha256,
            media_type=row.media_type,
            pages=row.pages,
            text_quality=row.text_quality,
            reading=row.at_reading,
            version=row.at_version,
            corrections=_raw(row.corrections),
            updated_at=from_micros(row.created_at),
            actor=row.actor,
        )
        for row in _rows(reader, statement, wanted)
    }


def reading_records(reader: Reader, wanted: Wanted) -> dict[tuple[str, int], ReadingRecord]:
    """Give readings of résumés, by résumé and number of the reading."""
    statement = (
        select(resumes.c.resume_id, resume_readings)
        .join(resume_readings, resume_readings.c.resume_seq == resumes.c.seq)
        .where(resumes.c.workspace_id == reader.workspace_id, resumes.c.resume_id.in_(_ids(wanted)))
        .where(resume_readings.c.reading.in_(_versions(wanted)))
    )
    return {
        (row.resume_id, row.reading): ReadingRecord(
            resume_id=row.resume_id,
            reading=row.reading,
            text_sha256=row.text_sha256,
            created_at=from_micros(row.created_at),
            columns=_reading_columns(row),
        )
        for row in _rows(reader, statement, wanted)
    }


def text_records(reader: Reader, wanted: Collection[tuple[str, str]]) -> list[TextRecord]:
    """Give texts by their hashes, each with the résumé it is a text of."""
    named = {text_sha256: resume_id for resume_id, text_sha256 in wanted}
    if not named:
        return []
    statement = select(resume_texts.c.text_sha256, resume_texts.c.text).where(
        resume_texts.c.workspace_id == reader.workspace_id, resume_texts.c.text_sha256.in_(list(named))
    )
    return [
        TextRecord(text_sha256=row.text_sha256, resume_id=named[row.text_sha256], text=row.text)
        for row in reader.connection.execute(statement)
    ]


def analysis_records(reader: Reader, wanted: Wanted) -> dict[tuple[str, int], AnalysisRecord]:
    """Give versions of analyses."""
    statement = (
        select(analyses, analysis_results.c.result)
        .outerjoin(analysis_results, analysis_results.c.analysis_seq == analyses.c.seq)
        .where(analyses.c.workspace_id == reader.workspace_id, analyses.c.analysis_id.in_(_ids(wanted)))
    )
    found = {row.analysis_id: row for row in _rows(reader, statement, wanted)}
    noted = _noted(reader, wanted)
    return {
        (analysis_id, version): _analysis(found[analysis_id], version, noted.get((analysis_id, version)))
        for analysis_id, version in wanted
        if analysis_id in found and (version == 1 or (analysis_id, version) in noted)
    }


def feedback_records(reader: Reader, wanted: Wanted) -> dict[tuple[str, int], FeedbackRecord]:
    """Give revisions of feedback."""
    statement = (
        select(
            feedback.c.feedback_id,
            feedback.c.caller_id,
            feedback_revisions.c.revision,
            feedback_revisions.c.draft,
            feedback_revisions.c.created_at,
            feedback_revisions.c.author,
        )
        .join(feedback_revisions, feedback_revisions.c.feedback_seq == feedback.c.seq)
        .where(feedback.c.workspace_id == reader.workspace_id, feedback.c.feedback_id.in_(_ids(wanted)))
        .where(feedback_revisions.c.revision.in_(_versions(wanted)))
    )
    rows = [(row, msgspec.json.decode(row.draft, type=_Said)) for row in _rows(reader, statement, wanted)]
    of_analyses = _resumes_of(reader, {said.analysis_id for _, said in rows if said.analysis_id})
    return {
        (row.feedback_id, row.revision): FeedbackRecord(
            id=row.feedback_id,
            timestamp=from_micros(row.created_at),
            query=said.query,
            context=said.context,
            response=said.response,
            analysis_id=said.analysis_id,
            job_id=said.job_id,
            resume_id=of_analyses.get(said.analysis_id or ""),
            feedback=said.feedback,
            interaction_id=said.interaction_id,
            revision=row.revision,
            author=row.author,
            caller_id=row.caller_id,
        )
        for row, said in rows
    }


def template_records(reader: Reader, template_ids: Collection[str]) -> dict[str, TemplateRecord]:
    """Give templates as they are now: their versions stand in their events."""
    statement = select(templates, templates.c.metadata.label("kept_metadata")).where(
        templates.c.workspace_id == reader.workspace_id, templates.c.template_id.in_(list(template_ids))
    )
    if not template_ids:
        return {}
    return {
        row.template_id: TemplateRecord(
            template_id=row.template_id,
            name=row.name,
            company_name=row.company_name,
            role_name=row.role_name,
            job_description=row.job_description,
            metadata=_raw(row.kept_metadata),
            created_at=from_micros(row.created_at),
            version=row.version,
            updated_at=from_micros(row.updated_at),
            requirements=json_or_null(row.requirements),
            settings=json_or_null(row.settings),
            deleted_at=None if row.deleted_at is None else from_micros(row.deleted_at),
        )
        for row in reader.connection.execute(statement)
    }


def versions_at(reader: Reader, kind: Literal["resume", "analysis"], ids: Collection[str], at: datetime) -> Wanted:
    """Give which versions of records were written in one moment."""
    record, version, record_id = _VERSIONED[kind]
    statement = (
        select(record_id.label("id"), version.c.version)
        .join(version, version.c[f"{kind}_seq"] == record.c.seq)
        .where(record.c.workspace_id == reader.workspace_id, record_id.in_(list(ids)))
        .where(version.c.created_at == to_micros(at))
    )
    return [(row.id, row.version) for row in reader.connection.execute(statement)] if ids else ()


def candidates_of_resumes(reader: Reader, resume_ids: Collection[str]) -> dict[str, str]:
    """Give whose each résumé is."""
    statement = select(resumes.c.resume_id, resumes.c.candidate_id).where(
        resumes.c.workspace_id == reader.workspace_id, resumes.c.resume_id.in_(list(resume_ids))
    )
    return {row.resume_id: row.candidate_id for row in reader.connection.execute(statement)} if resume_ids else {}


def _analysis(row: Row[Any], version: int, noted: Row[Any] | None) -> AnalysisRecord:
    return AnalysisRecord(
        analysis_id=row.analysis_id,
        job_id=row.job_id,
        resume_id=row.resume_id,
        candidate_id=row.candidate_id,
        candidate_name=msgspec.json.decode(row.result, type=_Named).candidate_name if row.result is not None else "",
        created_at=from_micros(row.created_at),
        overall_score=row.overall_score,
        hiring_recommendation=row.hiring_recommendation,
        analysis_result=json_or_null(row.result),
        feedback_count=row.feedback_count,
        job_version=row.job_version,
        text_sha256=row.text_sha256,
        engine=row.engine,
        status=row.status,
        failure=row.failure,
        recommendation=row.recommendation,
        notes=noted.notes if noted else "",
        version=version,
        updated_at=from_micros(noted.created_at if noted else row.created_at),
        actor=noted.actor if noted else "engine",
    )


def _noted(reader: Reader, wanted: Wanted) -> dict[tuple[str, int], Row[Any]]:
    """Give the later versions of analyses: those that people wrote notes in, deleted or brought back."""
    later = [(analysis_id, version) for analysis_id, version in wanted if version > 1]
    statement = (
        select(analyses.c.analysis_id, analysis_versions)
        .join(analysis_versions, analysis_versions.c.analysis_seq == analyses.c.seq)
        .where(analyses.c.workspace_id == reader.workspace_id, analyses.c.analysis_id.in_(_ids(later)))
        .where(analysis_versions.c.version.in_(_versions(later)))
    )
    return {(row.analysis_id, row.version): row for row in _rows(reader, statement, later)}


def _resumes_of(reader: Reader, analysis_ids: Collection[str]) -> dict[str, str]:
    if not analysis_ids:
        return {}
    statement = select(analyses.c.analysis_id, analyses.c.resume_id).where(
        analyses.c.workspace_id == reader.workspace_id, analyses.c.analysis_id.in_(list(analysis_ids))
    )
    return {row.analysis_id: row.resume_id for row in reader.connection.execute(statement)}


def _reading_columns(row: Row[Any]) -> dict[str, Raw]:
    """Give a reading's own columns as JSON: structured texts as they are, packed ones unpacked."""
    kept: dict[str, Raw] = {}
    for column in resume_readings.c:
        if column.name in READING_KEYS:
            continue
        value = row._mapping[column.name]  # noqa: SLF001 - the row's public view of its columns
        if isinstance(column.type, LargeBinary) and value is not None:
            kept[column.name] = Raw(msgspec.json.encode(msgspec.msgpack.decode(value)))
        elif isinstance(value, str) and value[:1] in {"{", "["}:
            kept[column.name] = _raw(value)
        else:
            kept[column.name] = Raw(msgspec.json.encode(value))
    return kept


def _rows(reader: Reader, statement: Select[Any], wanted: Wanted) -> Collection[Row[Any]]:
    return reader.connection.execute(statement).all() if wanted else ()


def _ids(wanted: Wanted) -> list[str]:
    return sorted({record_id for record_id, _ in wanted})


def _versions(wanted: Wanted) -> list[int]:
    return sorted({version for _, version in wanted})


def _raw(text: str) -> Raw:
    return Raw(text.encode())


_VERSIONED: dict[str, tuple[Table, Table, Column[str]]] = {
    "resume": (resumes, resume_versions, resumes.c.resume_id),
    "analysis": (analyses, analysis_versions, analyses.c.analysis_id),
}
