"""Documents are read anew when the reader has become better; corrections, analyses and old readings stay."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial

import msgspec
from msgspec import Struct

from recollect.documents.reader_version import READER_VERSION
from recollect.domain.caller import Caller
from recollect.domain.document import Document
from recollect.domain.ids import ResumeId
from recollect.domain.likeness import sign_text
from recollect.domain.resume import Resume
from recollect.errors import DocumentError, StaleVersion
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.services.people.candidate_editing import rename_in
from recollect.services.resumes.hidden_text import judge_hidden_text
from recollect.services.resumes.resume_editing import name_in
from recollect.storage.history import events
from recollect.storage.records import candidates, readings, resumes
from recollect.storage.records.readings import NewResume
from recollect.storage.records.resumes import StoredResume
from recollect.storage.unit import UnitOfWork

_BATCH = 100
_TRIES = 5


class Reread(Struct, frozen=True, kw_only=True):
    """What became of a résumé that was read anew; `error` and `detail` say why it could not be."""

    resume_id: ResumeId
    reader_version: str
    text_changed: bool = False
    error: str | None = None
    detail: str | None = None


def shown(kept: StoredResume) -> Resume:
    """Give a résumé without where its files are kept, and whether a newer reader would read it anew."""
    told = {name: getattr(kept, name) for name in Resume.__struct_fields__}
    return Resume(**(told | {"reading_outdated": kept.reader_version != READER_VERSION}))


def list_outdated(memory: Memory, caller: Caller) -> Iterator[ResumeId]:
    """Yield the résumés that an older version of the reader has read, the oldest first; deleted ones are left."""
    last = 0
    while True:
        with memory.read(caller) as reader:
            found = readings.list_read_by_others(reader, READER_VERSION, after_seq=last, limit=_BATCH)
        if not found:
            return
        yield from (resume_id for _, resume_id in found)
        last = found[-1][0]


def count_outdated(memory: Memory, caller: Caller) -> int:
    """Tell how many résumés an older version of the reader has read."""
    with memory.read(caller) as reader:
        return readings.count_read_by_others(reader, READER_VERSION)


def reread_resume(memory: Memory, caller: Caller, resume_id: str, once: Once | None = None) -> Reread:
    """Read a kept document anew as `renew_reading` does; of one that can't be read now the answer says why.

    Such a one keeps its reading. Raises `NotFound`.
    """
    try:
        return renew_reading(memory, caller, resume_id, once)
    except DocumentError as error:
        with memory.read(caller) as reader:
            kept = resumes.get_resume(reader, resume_id)
        failed = Reread(
            resume_id=kept.resume_id, reader_version=kept.reader_version, error=error.name, detail=error.detail
        )
        memory.write(caller, partial(_answer, caller=caller, once=once, answer=failed))
        return failed


def renew_reading(
    memory: Memory,
    caller: Caller,
    resume_id: str,
    once: Once | None = None,
    *,
    is_called_off: Callable[[], bool] = lambda: False,
) -> Reread:
    """Read a kept document anew, and keep that beside what was read before.

    All of it is one commit, so that a kill leaves the old reading or the new one. Raises `NotFound`, and the
    `DocumentError` of a document that can't be read now.
    """
    for _ in range(_TRIES):
        with memory.read(caller) as reader:
            kept = resumes.get_resume(reader, resume_id)
        document = memory.readers.read(
            memory.blobs.get(kept.document_path),
            kept.original_filename,
            keep_scan=not kept.text_length,
            is_called_off=is_called_off,
        )
        document = msgspec.structs.replace(document, hidden_text=judge_hidden_text(document.hidden_text))
        try:
            return _keep(memory, caller, kept, document, once)
        except StaleVersion:
            continue  # somebody corrected it meanwhile: read with that
    raise StaleVersion("It is being changed again and again; read it anew later.", id=resume_id)


def _keep(memory: Memory, caller: Caller, kept: StoredResume, document: Document, once: Once | None) -> Reread:
    text_sha256 = hashlib.sha256(document.text.encode()).hexdigest()
    new = NewResume(
        content_sha256=kept.content_sha256,
        text_sha256=text_sha256,
        original_filename=kept.original_filename,
        file_size=kept.file_size,
        document=document,
        signature=sign_text(document.text),
    )

    def unit(work: UnitOfWork) -> Reread:
        text_is_new = not readings.has_text(work, text_sha256)
        version, reading = resumes.add_reading(
            work, kept.resume_id, new, expected_version=kept.version, actor=caller.actor
        )
        if text_is_new:
            events.record(
                work,
                actor=caller.actor,
                action="resume.text_kept",
                entity_id=kept.resume_id,
                after={"text_sha256": text_sha256},
            )
        events.record(
            work,
            actor=caller.actor,
            action="resume.reread",
            entity_id=kept.resume_id,
            version=version,
            before={"reading": reading - 1, "reader_version": kept.reader_version},
            after={"reading": reading, "reader_version": document.reader_version},
        )
        _rename(work, caller, kept)
        done = Reread(
            resume_id=kept.resume_id,
            reader_version=document.reader_version,
            text_changed=text_sha256 != kept.text_sha256,
        )
        keep(work, caller, once, done)
        return done

    return memory.write(caller, unit)


def _answer(work: UnitOfWork, *, caller: Caller, once: Once | None, answer: Reread) -> None:
    keep(work, caller, once, answer)


def _rename(work: UnitOfWork, caller: Caller, kept: StoredResume) -> None:
    """Give the person the name that is read now, when they had the one that was read before."""
    before, now = name_in(kept.fields), name_in(resumes.get_resume(work, kept.resume_id).fields)
    present = candidates.name_of(work, kept.candidate_id)
    if now and now != before and present == before:
        rename_in(work, caller, kept.candidate_id, now, expected_version=None)
