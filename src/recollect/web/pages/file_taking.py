"""Files that came by a form: each is kept and analysed by itself, and what went wrong is said beside it."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import UploadFile
from msgspec import Struct

from recollect import errors
from recollect.domain.caller import Caller
from recollect.services.memory import Memory
from recollect.services.resume_analysis import analyse_resume
from recollect.services.resume_intake import clean_filename, receive_resume
from recollect.web.pages.wording import person_of


class TakenFile(Struct, frozen=True, kw_only=True):
    """What became of one file. With a `problem`, which says what to do, nothing of it was kept."""

    filename: str
    person: str = ""
    resume_id: str = ""
    analysis_id: str = ""
    duplicate: bool = False
    problem: str = ""


def take_files(
    memory: Memory, caller: Caller, uploads: Iterable[UploadFile], job_id: str, *, most_bytes: int
) -> list[TakenFile]:
    """Keep each file, analyse it against the job, and tell what became of it."""
    chosen = [upload for upload in uploads if upload.filename]
    return [_take(memory, caller, upload, job_id, most_bytes) for upload in chosen]


def _take(memory: Memory, caller: Caller, upload: UploadFile, job_id: str, most_bytes: int) -> TakenFile:
    filename = clean_filename(upload.filename or "")
    try:
        received = receive_resume(memory, caller, upload.file.read(most_bytes + 1), filename)
        analysed = analyse_resume(memory, caller, received.resume_id, job_id)
    except (errors.DocumentError, errors.StorageError, errors.InvalidInput) as error:
        return TakenFile(filename=filename, problem=error.detail)
    return TakenFile(
        filename=filename,
        person=person_of(received.candidate_name),
        resume_id=received.resume_id,
        analysis_id=analysed.analysis_id,
        duplicate=received.duplicate,
    )
