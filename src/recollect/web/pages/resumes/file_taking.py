"""Files that came by a form: each is kept and analysed by itself, and what went wrong is said beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fastapi import UploadFile
from msgspec import Struct

from recollect import errors
from recollect.domain.caller import Caller
from recollect.domain.resume import SamePerson
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.memory import Memory
from recollect.services.resumes.resume_intake import clean_filename, receive_resume
from recollect.web.pages.wording import person_of


class TakenFile(Struct, frozen=True, kw_only=True):
    """What became of one file. With a `problem`, which says what to do, nothing of it was kept."""

    filename: str
    person: str = ""
    resume_id: str = ""
    analysis_id: str = ""
    duplicate: bool = False
    may_be: tuple[SamePerson, ...] = ()
    problem: str = ""


def take_files(
    memory: Memory, caller: Caller, uploads: Iterable[UploadFile], job_id: str | None, *, most_bytes: int
) -> list[TakenFile]:
    """Keep each file, also those of ZIP archives, analyse it when a job is given, and tell what became of it."""
    taken: list[TakenFile] = []
    for upload in uploads:
        if upload.filename:
            data = upload.file.read(most_bytes + 1)
            taken += _take_upload(memory, caller, data, clean_filename(upload.filename), job_id)
    return taken


def _take_upload(memory: Memory, caller: Caller, data: bytes, filename: str, job_id: str | None) -> Iterator[TakenFile]:
    try:
        packed = memory.readers.unpack(data)
    except errors.DocumentError as error:
        yield TakenFile(filename=filename, problem=error.detail)
        return
    if packed is None:
        yield _take(memory, caller, data, filename, job_id)
    for file in packed or ():
        name = clean_filename(file.name)
        if file.error:
            yield TakenFile(filename=name, problem=file.detail)
        else:
            yield _take(memory, caller, file.data, name, job_id)


def _take(memory: Memory, caller: Caller, data: bytes, filename: str, job_id: str | None) -> TakenFile:
    try:
        received = receive_resume(memory, caller, data, filename)
        analysis_id = analyse_resume(memory, caller, received.resume_id, job_id).analysis_id if job_id else ""
    except (errors.DocumentError, errors.StorageError, errors.InvalidInput) as error:
        return TakenFile(filename=filename, problem=error.detail)
    return TakenFile(
        filename=filename,
        person=person_of(received.candidate_name),
        resume_id=received.resume_id,
        analysis_id=analysis_id,
        duplicate=received.duplicate,
        may_be=received.same_person,
    )
