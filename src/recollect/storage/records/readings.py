"""Readings: what one version of the reader made of a file. A text is kept once, by its hash, for ever."""

from __future__ import annotations

import hashlib

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, func, select

from recollect.domain.document import Document, Layout
from recollect.domain.ids import ResumeId
from recollect.domain.likeness import TextSignature
from recollect.errors import NotFound
from recollect.storage.tables import resume_readings, resume_texts, resumes
from recollect.storage.unit import Reader, UnitOfWork

_CURRENT = (resumes.c.seq == resume_readings.c.resume_seq) & (resumes.c.reading == resume_readings.c.reading)


class NewResume(Struct, frozen=True, kw_only=True):
    """A file that was read and is to be kept."""

    content_sha256: str
    text_sha256: str
    original_filename: str
    file_size: int
    document: Document
    signature: TextSignature | None = None


def append_reading(work: UnitOfWork, seq: int, new: NewResume, reading: int = 1) -> None:
    """Keep a reading of a résumé, and its text when that is not there yet."""
    document = new.document
    if not has_text(work, new.text_sha256):
        _append_text(work, new.text_sha256, document.text)
    work.append(
        resume_readings,
        {
            "resume_seq": seq,
            "reading": reading,
            "workspace_id": work.workspace_id,
            "reader_version": document.reader_version,
            "text_sha256": new.text_sha256,
            "fields": msgspec.json.encode(document.fields).decode(),
            "sections": msgspec.json.encode(document.sections).decode(),
            "hidden_text": msgspec.json.encode(document.hidden_text).decode(),
            "warnings": msgspec.json.encode(document.warnings).decode(),
            "layout": msgspec.msgpack.encode(document.layout),
            "created_at": work.now_micros,
        },
    )


def keep_text(work: UnitOfWork, text: str) -> str:
    """Keep a text that an earlier system had read from a document, and give its hash."""
    text_sha256 = hashlib.sha256(text.encode()).hexdigest()
    _append_text(work, text_sha256, text)
    return text_sha256


def has_text(reader: Reader, text_sha256: str) -> bool:
    """Tell whether a text version is kept."""
    known = select(resume_texts.c.text_sha256).where(
        resume_texts.c.workspace_id == reader.workspace_id, resume_texts.c.text_sha256 == text_sha256
    )
    return reader.connection.execute(known).first() is not None


def _append_text(work: UnitOfWork, text_sha256: str, text: str) -> None:
    work.append(resume_texts, {"workspace_id": work.workspace_id, "text_sha256": text_sha256, "text": text})


def list_read_by_others(
    reader: Reader, reader_version: str, *, after_seq: int, limit: int
) -> list[tuple[int, ResumeId]]:
    """Give the résumés that another version of the reader has read, by `seq`."""
    statement = (
        select(resumes.c.seq, resumes.c.resume_id)
        .join(resume_readings, _CURRENT)
        .where(*_read_by_others(reader, reader_version), resumes.c.seq > after_seq)
        .order_by(resumes.c.seq)
        .limit(limit)
    )
    return [(row.seq, ResumeId(row.resume_id)) for row in reader.connection.execute(statement)]


def count_read_by_others(reader: Reader, reader_version: str) -> int:
    """Tell how many résumés another version of the reader has read."""
    statement = (
        select(func.count())
        .select_from(resume_readings)
        .join(resumes, _CURRENT)
        .where(*_read_by_others(reader, reader_version))
    )
    return int(reader.connection.execute(statement).scalar_one())


def _read_by_others(reader: Reader, reader_version: str) -> tuple[ColumnElement[bool], ...]:
    """Two ranges of the index on versions: what the present version has read is not touched."""
    by = resume_readings.c.reader_version
    return (
        resume_readings.c.workspace_id == reader.workspace_id,
        (by < reader_version) | (by > reader_version),
        resumes.c.deleted_at.is_(None),
    )


def get_text(reader: Reader, text_sha256: str) -> str:
    """Give a text version by its hash, or raise `NotFound`."""
    found = reader.connection.execute(
        select(resume_texts.c.text).where(
            resume_texts.c.workspace_id == reader.workspace_id, resume_texts.c.text_sha256 == text_sha256
        )
    ).scalar_one_or_none()
    if found is None:
        raise NotFound("There is no text of this hash.", id=text_sha256)
    return str(found)


def get_layout(reader: Reader, resume_id: str) -> Layout:
    """Give where the words of a résumé's newest text stand on its pages."""
    statement = (
        select(resume_readings.c.layout)
        .join(resumes, _CURRENT)
        .where(resumes.c.workspace_id == reader.workspace_id, resumes.c.resume_id == resume_id)
    )
    packed = reader.connection.execute(statement).scalar_one_or_none()
    return msgspec.msgpack.decode(packed, type=Layout) if packed else Layout()


def get_layout_of(reader: Reader, resume_id: str, text_sha256: str) -> Layout:
    """Give where the words of one text of a résumé stand on its pages; an empty one when no reading had that text."""
    statement = (
        select(resume_readings.c.layout)
        .join(resumes, resumes.c.seq == resume_readings.c.resume_seq)
        .where(
            resumes.c.workspace_id == reader.workspace_id,
            resumes.c.resume_id == resume_id,
            resume_readings.c.text_sha256 == text_sha256,
        )
        .order_by(resume_readings.c.reading.desc())
        .limit(1)
    )
    packed = reader.connection.execute(statement).scalar_one_or_none()
    return msgspec.msgpack.decode(packed, type=Layout) if packed else Layout()
