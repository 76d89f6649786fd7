"""A résumé comes in: it is read in a process of its own, its files are put on disk, then its records are committed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import msgspec
from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.ids import RESUME_HASH_DIGITS, CandidateId, ResumeId, resume_id_digits, resume_id_of
from recollect.domain.likeness import sign_text
from recollect.domain.resume import SamePerson
from recollect.errors import DocumentError, StorageUnavailable
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.services.resumes.hidden_text import judge_hidden_text
from recollect.services.resumes.resume_editing import name_in, restore_with_candidate
from recollect.storage.history import events
from recollect.storage.records import candidates, resumes
from recollect.storage.records.readings import NewResume
from recollect.storage.records.resumes import StoredResume
from recollect.storage.unit import UnitOfWork
from recollect.storage.upkeep import integrity
from recollect.storage.views.likeness import find_same_person

_LONGEST_FILENAME = 255


class Received(Struct, frozen=True, kw_only=True):
    """A résumé that is kept now; `duplicate` when the very same file was kept before.

    `same_person` are the other candidates whom it may be of, too.
    """

    resume_id: ResumeId
    candidate_id: CandidateId
    candidate_name: str
    filename: str
    duplicate: bool
    same_person: tuple[SamePerson, ...] = ()


def receive_resume(
    memory: Memory,
    caller: Caller,
    data: bytes,
    filename: str,
    once: Once | None = None,
    *,
    keep_scan: bool = False,
    is_called_off: Callable[[], bool] = lambda: False,
) -> Received:
    """Read and keep a file, once; with `keep_scan` also a scan without text.

    Raises a `DocumentError` when it can't be kept: nothing was stored then but the entry in the audit trail; and
    `CalledOff` once it is called off while it is read.
    """
    content_sha256 = hashlib.sha256(data).hexdigest()
    name = clean_filename(filename)
    with memory.read(caller) as reader:
        kept = resumes.find_by_content(reader, content_sha256)
    if kept is not None and (again := _receive_again(memory, caller, content_sha256, once)):
        return again
    try:
        document = memory.readers.read(data, name, keep_scan=keep_scan, is_called_off=is_called_off)
    except DocumentError as error:
        _record_refusal(memory, caller, content_sha256, error)
        raise
    document = msgspec.structs.replace(document, hidden_text=judge_hidden_text(document.hidden_text))
    text = document.text.encode()
    new = NewResume(
        content_sha256=content_sha256,
        text_sha256=hashlib.sha256(text).hexdigest(),
        original_filename=name,
        file_size=len(data),
        document=document,
        signature=sign_text(document.text),
    )
    return _keep_new(memory, caller, new, (data, text), once)


def _record_refusal(memory: Memory, caller: Caller, content_sha256: str, error: DocumentError) -> None:
    after = {"content_sha256": content_sha256, "error": error.name}
    memory.write(
        caller,
        lambda work: events.record(
            work, actor=caller.actor, action="resume.refused", entity_id=resume_id_of(content_sha256), after=after
        ),
    )


def clean_filename(filename: str) -> str:
    """Make a file name fit to be shown: its last part, without control characters, 255 code points at most.

    It is only ever text: where a document is kept is decided by its hash.
    """
    last = filename.replace("\\", "/").rstrip("/").rpartition("/")[2]
    shown = "".join(c for c in last if c.isprintable()).strip()
    return shown[:_LONGEST_FILENAME] or "unnamed"


def _keep_new(
    memory: Memory, caller: Caller, new: NewResume, files: tuple[bytes, bytes], once: Once | None
) -> Received:
    """Put the files on disk under a free id, then commit; begin anew should id or files be taken away meanwhile."""
    data, text = files
    resume_id = claim_files(memory, caller, new, data, text)
    paths = (resumes.document_path_of(resume_id, new.document.media_type), resumes.text_path_of(resume_id))

    def unit(work: UnitOfWork) -> Received | None:
        kept = resumes.find_by_content(work, new.content_sha256)
        if kept is not None:
            return _again(work, caller, kept, once)
        integrity.hold_files(work)
        still_free = resumes.free_resume_id(work, new.content_sha256, resume_id_digits(resume_id)) == resume_id
        if not (still_free and all(memory.blobs.exists(path) for path in paths)):
            return None
        name = name_in(new.document.fields)
        candidate_id = candidates.add_candidate(work, name, actor=caller.actor, draw=memory.draw)
        resumes.add_resume(work, new, resume_id, candidate_id, name, actor=caller.actor)
        events.record(
            work,
            actor=caller.actor,
            action="resume.added",
            entity_id=resume_id,
            version=1,
            after={"candidate_id": candidate_id},
        )
        received = Received(
            resume_id=resume_id,
            candidate_id=candidate_id,
            candidate_name=name,
            filename=new.original_filename,
            duplicate=False,
            same_person=tuple(find_same_person(work, candidate_id)),
        )
        keep(work, caller, once, received)
        return received

    received = memory.write(caller, unit)
    return _keep_new(memory, caller, new, files, once) if received is None else received


def claim_files(memory: Memory, caller: Caller, new: NewResume, data: bytes, text: bytes) -> ResumeId:
    """Find an id that no other file has, neither in the store nor on disk, and keep document and text under it."""
    for digits in range(RESUME_HASH_DIGITS, len(new.content_sha256) + 1):
        with memory.read(caller) as reader:
            resume_id = resumes.free_resume_id(reader, new.content_sha256, digits)
        document_path = resumes.document_path_of(resume_id, new.document.media_type)
        if memory.blobs.claim(document_path, data) and memory.blobs.claim(resumes.text_path_of(resume_id), text):
            return resume_id
    raise StorageUnavailable("No name is free for this document; nothing was stored. Run `recollect verify`.")


def _receive_again(memory: Memory, caller: Caller, content_sha256: str, once: Once | None) -> Received | None:
    """Answer for a file that is kept, or give None when its person was erased a moment ago: it is new then."""

    def unit(work: UnitOfWork) -> Received | None:
        kept = resumes.find_by_content(work, content_sha256)
        return None if kept is None else _again(work, caller, kept, once)

    return memory.write(caller, unit)


def _again(work: UnitOfWork, caller: Caller, kept: StoredResume, once: Once | None) -> Received:
    if kept.deleted:
        restore_with_candidate(work, caller, kept)
    received = Received(
        resume_id=kept.resume_id,
        candidate_id=kept.candidate_id,
        candidate_name=kept.candidate_name,
        filename=kept.original_filename,
        duplicate=True,
        same_person=tuple(find_same_person(work, kept.candidate_id)),
    )
    keep(work, caller, once, received)
    return received
