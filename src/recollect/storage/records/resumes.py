"""Résumés: each file once, what was read from it, and what people corrected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Row, Select, bindparam, select, update

from recollect.domain.document import Fields, HiddenText, MediaType, Section
from recollect.domain.ids import RESUME_HASH_DIGITS, CandidateId, ResumeId, resume_id_of
from recollect.domain.likeness import contact_keys
from recollect.domain.paging import Page
from recollect.domain.resume import Resume, ResumeSummary
from recollect.domain.times import from_micros
from recollect.errors import NotFound
from recollect.storage import counters
from recollect.storage.lists import Total, page_of
from recollect.storage.records.aliases import resolve_alias
from recollect.storage.records.profiles import drop_resume_profile
from recollect.storage.records.readings import NewResume, append_reading, get_text
from recollect.storage.search import search_index
from recollect.storage.search.ranking import search_page
from recollect.storage.tables import candidates, resume_readings, resume_texts, resume_versions, resumes
from recollect.storage.unit import Reader, UnitOfWork
from recollect.storage.versions import advance, require_deleted_state
from recollect.storage.views.likeness import keep_contacts, keep_signature

_OF_CANDIDATE = (candidates.c.workspace_id == resumes.c.workspace_id) & (
    candidates.c.candidate_id == resumes.c.candidate_id
)
LISTED = (
    select(
        resumes.c.seq,
        resumes.c.resume_id,
        resumes.c.candidate_id,
        candidates.c.candidate_name,
        resumes.c.original_filename,
        resumes.c.uploaded_at,
        resumes.c.file_size,
        resumes.c.text_length,
        resumes.c.pages,
        resumes.c.text_quality,
        resumes.c.analysis_count,
    )
    .join(candidates, _OF_CANDIDATE)
    .where(resumes.c.workspace_id == bindparam("workspace_id"), resumes.c.deleted_at.is_(None))
)
"""What a list of résumés reads of each."""
_LISTED_OF_ONE = LISTED.where(resumes.c.candidate_id == bindparam("candidate_id"))
_NAMED: Select[Any] = LISTED.where(resumes.c.resume_id.in_(bindparam("resume_ids", expanding=True))).order_by(None)
"""Put in order by who reads it: asked to, SQLite would go through all résumés in their order."""
_FOUND = (
    LISTED.add_columns(resume_texts.c.text)
    .join(
        resume_texts,
        (resume_texts.c.workspace_id == resumes.c.workspace_id) & (resume_texts.c.text_sha256 == resumes.c.text_sha256),
    )
    .where(resumes.c.seq.in_(bindparam("seqs", expanding=True)))
)
_WHOLE = (
    select(
        resumes,
        candidates.c.candidate_name,
        resume_readings.c.fields,
        resume_readings.c.sections,
        resume_readings.c.hidden_text,
        resume_readings.c.warnings,
        resume_readings.c.reader_version,
        resume_versions.c.corrections,
    )
    .join(candidates, _OF_CANDIDATE)
    .join(
        resume_readings,
        (resume_readings.c.resume_seq == resumes.c.seq) & (resume_readings.c.reading == resumes.c.reading),
    )
    .join(
        resume_versions,
        (resume_versions.c.resume_seq == resumes.c.seq) & (resume_versions.c.version == resumes.c.version),
    )
    .where(resumes.c.workspace_id == bindparam("workspace_id"))
)
_BY_ID = _WHOLE.where(resumes.c.resume_id == bindparam("resume_id"))
_BY_CONTENT = _WHOLE.where(resumes.c.content_sha256 == bindparam("content_sha256"))
_EXTENSIONS: dict[MediaType, str] = {
    "application/pdf": "pdf",
    "text/plain": "txt",
    "text/markdown": "md",
    "text/html": "html",
    "application/rtf": "rtf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.oasis.opendocument.text": "odt",
}


class StoredResume(Resume, frozen=True, kw_only=True):
    """A résumé with where its files are, and whether it is deleted."""

    document_path: str
    text_path: str
    deleted: bool


def free_resume_id(reader: Reader, content_sha256: str, digits: int = RESUME_HASH_DIGITS) -> ResumeId:
    """Give the id that a file has, or would get: with more than `digits` when a different file has the short one."""
    for length in range(digits, len(content_sha256) + 1):
        resume_id = resume_id_of(content_sha256, length)
        other = reader.connection.execute(
            select(resumes.c.content_sha256).where(
                resumes.c.workspace_id == reader.workspace_id, resumes.c.resume_id == resume_id
            )
        ).scalar_one_or_none()
        if other is None or other == content_sha256:
            return resume_id
    raise NotFound("No id is left for this file: all prefixes of its hash are taken.")


def document_path_of(resume_id: str, media_type: MediaType) -> str:
    """Tell under which name a document is kept."""
    extension = _EXTENSIONS[media_type]
    return f"pdfs/{resume_id}.pdf" if extension == "pdf" else f"files/{resume_id}.{extension}"


def text_path_of(resume_id: str) -> str:
    """Tell under which name a document's text is kept."""
    return f"texts/{resume_id}.txt"


def add_resume(
    work: UnitOfWork,
    new: NewResume,
    resume_id: ResumeId,
    candidate_id: CandidateId,
    candidate_name: str,
    *,
    actor: str,
    files_as: ResumeId | None = None,
) -> None:
    """Add a résumé with its first reading. Its files are on disk already, under its id or that of `files_as`."""
    document, named = new.document, files_as or resume_id
    seq = work.next_seq(resumes)
    work.append(
        resumes,
        {
            "seq": seq,
            "workspace_id": work.workspace_id,
            "resume_id": resume_id,
            "content_sha256": new.content_sha256,
            "candidate_id": candidate_id,
            "original_filename": new.original_filename,
            "media_type": document.media_type,
            "document_path": document_path_of(named, document.media_type),
            "text_path": text_path_of(named),
            "file_size": new.file_size,
            "reading": 1,
            "text_sha256": new.text_sha256,
            "text_length": len(document.text),
            "pages": len(document.pages) or None,
            "text_quality": document.text_quality,
            "version": 1,
            "uploaded_at": work.now_micros,
            "updated_at": work.now_micros,
            "deleted_at": None,
            "analysis_count": 0,
        },
    )
    append_reading(work, seq, new)
    keep_signature(work, new.text_sha256, new.signature)
    keep_contacts(work, resume_id, contact_keys(document.fields), known=False)
    _append_version(work, seq, 1, 1, "{}", actor)
    work.index_words(search_index.RESUME_INDEX, seq, f"{candidate_name} {new.original_filename}", document.text)
    work.count(counters.RESUMES, 1)
    work.count(counters.DOCUMENT_BYTES, new.file_size)


def get_resume(reader: Reader, resume_id: str, *, deleted: bool = False) -> StoredResume:
    """Give a résumé, or raise `NotFound`; a deleted one only when asked for."""
    resume = _resume(_row(reader, resume_id))
    if resume.deleted and not deleted:
        raise _not_found(resume_id)
    return resume


def find_by_content(reader: Reader, content_sha256: str) -> StoredResume | None:
    """Give the résumé of a file by its hash, deleted or not."""
    row = reader.connection.execute(
        _BY_CONTENT, {"workspace_id": reader.workspace_id, "content_sha256": content_sha256}
    ).one_or_none()
    return _resume(row) if row else None


def list_resumes(
    reader: Reader, *, query: str | None, candidate_id: str | None = None, cursor: str | None, limit: int
) -> Page[ResumeSummary]:
    """Give one page of the résumés, newest first; with `query`, those that hold all its words, best first."""
    if query:
        return _search(reader, query, cursor=cursor, limit=limit)
    return page_of(
        reader,
        _LISTED_OF_ONE if candidate_id else LISTED,
        resumes.c.seq,
        scope=f"resumes:{candidate_id or ''}",
        cursor=cursor,
        limit=limit,
        total=None if candidate_id else Total(counters.total(reader, counters.RESUMES)),
        build=summary_of,
        narrowed={"candidate_id": candidate_id} if candidate_id else None,
    )


def list_among(reader: Reader, resume_ids: Sequence[str]) -> list[ResumeSummary]:
    """Give these résumés as lists show them, newest first; those that are not there are left out."""
    parameters = {"workspace_id": reader.workspace_id, "resume_ids": list(resume_ids)}
    rows = reader.connection.execute(_NAMED, parameters).all() if resume_ids else []
    return [summary_of(row) for row in sorted(rows, key=lambda row: -row.seq)]


def list_resume_versions(reader: Reader, resume_id: str) -> list[dict[str, Any]]:
    """Give all versions of a résumé's corrections, newest first."""
    row = _row(reader, resume_id)
    statement = (
        select(resume_versions)
        .where(resume_versions.c.resume_seq == row.seq)
        .order_by(resume_versions.c.version.desc())
    )
    return [
        {
            "version": v.version,
            "reading": v.reading,
            "corrections": msgspec.json.decode(v.corrections),
            "created_at": from_micros(v.created_at),
            "actor": v.actor,
        }
        for v in reader.connection.execute(statement)
    ]


def parsed_fields(reader: Reader, resume_id: str) -> dict[str, Any]:
    """Give the fields as they were read, without corrections, as JSON values."""
    return dict(msgspec.json.decode(_row(reader, resume_id).fields))


def correct_fields(
    work: UnitOfWork, resume_id: str, corrections: dict[str, Any], *, expected_version: int | None, actor: str
) -> int:
    """Replace a résumé's corrections (field → its corrected value) and give the new version."""
    row = _row(work, resume_id)
    if row.deleted_at is not None:
        raise _not_found(resume_id)
    version = advance(work, resumes, row, row.resume_id, expected_version)
    _append_version(work, row.seq, version, row.reading, msgspec.json.encode(corrections).decode(), actor)
    keep_contacts(work, row.resume_id, contact_keys(_fields(row, corrections)))
    return version


def add_reading(
    work: UnitOfWork, resume_id: str, new: NewResume, *, expected_version: int, actor: str
) -> tuple[int, int]:
    """Keep what was read anew from a résumé; give the new version and the number of the reading."""
    row = _row(work, resume_id)
    if row.deleted_at is not None:
        raise _not_found(resume_id)
    document, reading = new.document, row.reading + 1
    search_index.remove(work.connection, search_index.RESUME_INDEX, _entry(work, row, row.candidate_name))
    version = advance(
        work,
        resumes,
        row,
        row.resume_id,
        expected_version,
        reading=reading,
        text_sha256=new.text_sha256,
        text_length=len(document.text),
        pages=len(document.pages) or None,
        text_quality=document.text_quality,
    )
    drop_resume_profile(work, row.text_sha256)
    append_reading(work, row.seq, new, reading)
    _append_version(work, row.seq, version, reading, row.corrections, actor)
    work.index_words(search_index.RESUME_INDEX, row.seq, f"{row.candidate_name} {row.original_filename}", document.text)
    keep_signature(work, new.text_sha256, new.signature)
    keep_contacts(
        work, row.resume_id, contact_keys(_fields(_row(work, resume_id), msgspec.json.decode(row.corrections)))
    )
    return version, reading


def revise_resume(work: UnitOfWork, resume_id: str, *, expected_version: int | None, actor: str) -> int:
    """Write a new version of a résumé that became another person's, and give its number."""
    row = _row(work, resume_id)
    version = advance(work, resumes, row, row.resume_id, expected_version)
    _append_version(work, row.seq, version, row.reading, row.corrections, actor)
    return version


def set_resume_deleted(
    work: UnitOfWork, resume_id: str, *, deleted: bool, expected_version: int | None, actor: str
) -> int:
    """Delete a résumé softly or bring it back, and give the new version. Its files stay."""
    row = _row(work, resume_id)
    if deleted and row.deleted_at is not None:
        raise _not_found(resume_id)
    require_deleted_state(row, resume_id, deleted=not deleted)
    version = advance(
        work, resumes, row, row.resume_id, expected_version, deleted_at=work.now_micros if deleted else None
    )
    _append_version(work, row.seq, version, row.reading, row.corrections, actor)
    sign = -1 if deleted else 1
    work.count(counters.RESUMES, sign)
    work.count(counters.DOCUMENT_BYTES, sign * row.file_size)
    entry = _entry(work, row, row.candidate_name)
    if deleted:
        search_index.remove(work.connection, search_index.RESUME_INDEX, entry)
        drop_resume_profile(work, row.text_sha256)
    else:
        work.index_words(search_index.RESUME_INDEX, *entry)
    return version


def reindex_name(work: UnitOfWork, candidate_id: str, old_name: str, new_name: str) -> None:
    """Let search find a person's résumés under the new name. Call it before the name is changed."""
    statement = _WHOLE.where(resumes.c.candidate_id == candidate_id, resumes.c.deleted_at.is_(None))
    for row in work.connection.execute(statement, {"workspace_id": work.workspace_id}).all():
        search_index.remove(work.connection, search_index.RESUME_INDEX, _entry(work, row, old_name))
        work.index_words(search_index.RESUME_INDEX, *_entry(work, row, new_name))


def reindex_resume(work: UnitOfWork, resume_id: str, old_name: str, new_name: str) -> None:
    """Let search find a résumé under another person's name. Call it before it is moved."""
    row = _row(work, resume_id)
    if row.deleted_at is None:
        search_index.remove(work.connection, search_index.RESUME_INDEX, _entry(work, row, old_name))
        work.index_words(search_index.RESUME_INDEX, *_entry(work, row, new_name))


def count_analysis(work: UnitOfWork, resume_id: str, delta: int) -> None:
    """Change how many analyses a résumé has; raises `NotFound` when it was erased meanwhile."""
    changed = work.connection.execute(
        update(resumes)
        .where(resumes.c.workspace_id == work.workspace_id, resumes.c.resume_id == resume_id)
        .values(analysis_count=resumes.c.analysis_count + delta)
    )
    if changed.rowcount != 1:
        raise _not_found(resume_id)


def _search(reader: Reader, query: str, *, cursor: str | None, limit: int) -> Page[ResumeSummary]:
    return search_page(
        reader,
        search_index.RESUME_INDEX,
        query,
        cursor=cursor,
        limit=limit,
        statement=_FOUND,
        words_of=lambda row: (f"{row.candidate_name} {row.original_filename}", row.text),
        hit_of=summary_of,
    )


def _row(reader: Reader, resume_id: str) -> Row[Any]:
    parameters = {"workspace_id": reader.workspace_id, "resume_id": resume_id}
    row = reader.connection.execute(_BY_ID, parameters).one_or_none()
    if row is None and (target := resolve_alias(reader, "resume", resume_id)):
        row = reader.connection.execute(_BY_ID, parameters | {"resume_id": target}).one_or_none()
    if row is None:
        raise _not_found(resume_id)
    return row


def _append_version(work: UnitOfWork, seq: int, version: int, reading: int, corrections: str, actor: str) -> None:
    work.append(
        resume_versions,
        {
            "resume_seq": seq,
            "version": version,
            "workspace_id": work.workspace_id,
            "reading": reading,
            "corrections": corrections,
            "created_at": work.now_micros,
            "actor": actor,
        },
    )


def _entry(reader: Reader, row: Row[Any], candidate_name: str) -> search_index.Entry:
    return row.seq, f"{candidate_name} {row.original_filename}", get_text(reader, row.text_sha256)


def summary_of(row: Row[*tuple[Any, ...]]) -> ResumeSummary:
    """Make a line of a list of a row of `LISTED`."""
    return ResumeSummary(**_summary_fields(row))


def _summary_fields(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    return {
        "resume_id": ResumeId(row.resume_id),
        "candidate_id": CandidateId(row.candidate_id),
        "candidate_name": row.candidate_name,
        "original_filename": row.original_filename,
        "uploaded_at": from_micros(row.uploaded_at),
        "file_size": row.file_size,
        "text_length": row.text_length,
        "pages": row.pages,
        "text_quality": row.text_quality,
        "analysis_count": row.analysis_count,
    }


def _resume(row: Row[Any]) -> StoredResume:
    return StoredResume(
        **_summary_fields(row),
        version=row.version,
        reader_version=row.reader_version,
        content_sha256=row.content_sha256,
        text_sha256=row.text_sha256,
        media_type=row.media_type,
        fields=_fields(row, msgspec.json.decode(row.corrections)),
        sections=msgspec.json.decode(row.sections, type=tuple[Section, ...]),
        hidden_text=msgspec.json.decode(row.hidden_text, type=tuple[HiddenText, ...]),
        warnings=msgspec.json.decode(row.warnings, type=tuple[str, ...]),
        document_path=row.document_path,
        text_path=row.text_path,
        deleted=row.deleted_at is not None,
    )


def _fields(row: Row[Any], corrections: dict[str, Any]) -> Fields:
    return msgspec.convert(msgspec.json.decode(row.fields) | corrections, Fields)


def _not_found(resume_id: str) -> NotFound:
    return NotFound("There is no résumé of this id. List the résumés with GET /api/resumes.", id=resume_id)
