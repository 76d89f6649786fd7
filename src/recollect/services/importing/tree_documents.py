"""The documents of an earlier system: read here anew, and kept with the text that was read from them there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec
from msgspec import Struct

from recollect.archive.earlier import Found
from recollect.archive.earlier_records import EarlierResume, Unusable, read_resume
from recollect.domain.ids import ResumeId
from recollect.domain.likeness import sign_text
from recollect.domain.text import require_usable
from recollect.errors import DocumentError, UnusableText
from recollect.services.importing.tree_intake import Intake, Taken, is_taken
from recollect.services.resumes.hidden_text import judge_hidden_text
from recollect.services.resumes.resume_editing import name_in
from recollect.services.resumes.resume_intake import claim_files, clean_filename
from recollect.storage.history import events
from recollect.storage.records import aliases, candidates, readings, resumes
from recollect.storage.records.readings import NewResume
from recollect.storage.records.resumes import StoredResume
from recollect.storage.unit import UnitOfWork
from recollect.storage.upkeep import integrity


class KnownResume(Struct, frozen=True):
    """A résumé of the tree as it is here, with the text that the analyses of the tree saw."""

    resume_id: str
    filename: str
    text_sha256: str
    candidate_name: str


class Documents:
    """Takes résumés in, and remembers which id of the tree is which here."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._contents: dict[str, KnownResume] = {}
        self.known: dict[str, KnownResume] = {}
        self.used_files: set[str] = set()

    def take_resume(self, found: Found) -> Taken:
        """Take a résumé's document: its id is kept, as another name where the same file is here already."""
        earlier = read_resume(found, self._intake.zone)
        path = self._intake.tree.resolve(earlier.document, otherwise=f"{earlier.resume_id}.pdf")
        text_path = self._intake.tree.text_of(earlier.text, earlier.resume_id)
        notes = earlier.notes
        if path is None and text_path is None:
            raise Unusable("its document is not in the tree, and its text neither")
        if path is None:
            notes = (*notes, "its document is not in the tree: its text was taken in its place")
        return self._take_file(path or text_path, text_path, earlier, notes, found.source)  # type: ignore[arg-type]

    def take_document(self, path: Path) -> Taken:
        """Take a document that no record names, under the name of its file."""
        name = self._intake.tree.name_of(path)
        earlier = EarlierResume(
            resume_id=path.stem,
            candidate_name="",
            filename=path.name,
            document=name,
            text=None,
            uploaded_at=None,
            notes=(),
        )
        return self._take_file(path, self._intake.tree.text_of(None, path.stem), earlier, ("no record names it",), name)

    def _take_file(
        self, path: Path, text_path: Path | None, earlier: EarlierResume, notes: tuple[str, ...], source: str
    ) -> Taken:
        self.used_files |= {self._intake.tree.name_of(one) for one in (path, text_path) if one is not None}
        data = _read(path)
        content_sha256 = hashlib.sha256(data).hexdigest()
        earlier_text = _text_in(text_path)
        with self._intake.memory.read(self._intake.caller) as reader:
            kept = resumes.find_by_content(reader, content_sha256)
        if kept is None and self._intake.dry_run and (same := self._contents.get(content_sha256)) is not None:
            self.known[earlier.resume_id] = same
            return Taken(same.resume_id, is_new=False, notes=(*notes, "the same file has another record"))
        if kept is not None:
            return self._take_again(kept, earlier, earlier_text, notes)
        filename = clean_filename(earlier.filename or path.name)
        new, read_notes = self._read_document(data, filename, content_sha256, earlier_text)
        resume_id, id_notes = self._free_id(earlier.resume_id, content_sha256)
        name = name_in(new.document.fields) or require_usable(earlier.candidate_name, "candidate_name")
        taken = Taken(resume_id, is_new=True, notes=(*notes, *read_notes, *id_notes))
        if not self._intake.dry_run:
            self._add_resume(new, data, taken, name, earlier, earlier_text, source)
        digest = _digest(earlier_text) if earlier_text else new.text_sha256
        resume = KnownResume(resume_id, filename, digest, name)
        self.known[earlier.resume_id] = self._contents[content_sha256] = resume
        return taken

    def _take_again(
        self, kept: StoredResume, earlier: EarlierResume, earlier_text: str | None, notes: tuple[str, ...]
    ) -> Taken:
        """Know a file again; let it answer to the id that it had in the tree, and keep the text that was seen there."""
        digest = _digest(earlier_text) if earlier_text else kept.text_sha256
        self.known[earlier.resume_id] = KnownResume(kept.resume_id, kept.original_filename, digest, kept.candidate_name)
        with self._intake.memory.read(self._intake.caller) as reader:
            is_named = earlier.resume_id == kept.resume_id or is_taken(reader, earlier.resume_id)
            lacks_text = earlier_text is not None and not readings.has_text(reader, digest)
        if kept.deleted:
            notes = (*notes, "it was deleted here, and stays so")
        if is_named and not lacks_text:
            return Taken(kept.resume_id, is_new=False, notes=notes)

        def unit(work: UnitOfWork) -> None:
            if not is_named:
                self._add_alias(work, earlier.resume_id, kept.resume_id)
            if lacks_text and earlier_text is not None:
                self._keep_text(work, kept.resume_id, earlier_text)

        if not is_named:
            notes = (*notes, f"the same file is here already: it answers to {earlier.resume_id} too")
        return self._intake.write(unit, Taken(kept.resume_id, is_new=False, notes=notes))

    def _read_document(
        self, data: bytes, filename: str, content_sha256: str, earlier_text: str | None
    ) -> tuple[NewResume, tuple[str, ...]]:
        """Read a file; one that can't be read is kept with the text that the earlier system had read from it."""
        notes: tuple[str, ...] = ()
        try:
            document = self._intake.memory.readers.read(data, filename, is_called_off=self._intake.is_called_off)
        except DocumentError as error:
            if earlier_text is None or not data.startswith(b"%PDF"):
                raise
            notes = (f"it can't be read here ({error.name}): it has the text of the earlier system",)
            document = msgspec.structs.replace(
                self._intake.memory.readers.read(earlier_text.encode(), "text.txt"),
                media_type="application/pdf",
                text=earlier_text,
                warnings=("The text is an earlier system's.",),
            )
        document = msgspec.structs.replace(document, hidden_text=judge_hidden_text(document.hidden_text))
        text = document.text
        return (
            NewResume(
                content_sha256=content_sha256,
                text_sha256=_digest(text),
                original_filename=filename,
                file_size=len(data),
                document=document,
                signature=sign_text(text),
            ),
            notes,
        )

    def _free_id(self, wanted: str, content_sha256: str) -> tuple[ResumeId, tuple[str, ...]]:
        """Give the id of the tree when it is free here, otherwise the one of the file's own hash."""
        with self._intake.memory.read(self._intake.caller) as reader:
            if not is_taken(reader, wanted):
                return ResumeId(wanted), ()
            own = resumes.free_resume_id(reader, content_sha256)
        return own, (f"another record has the id {wanted} here: it has the id of its own hash",)

    def _add_resume(
        self,
        new: NewResume,
        data: bytes,
        taken: Taken,
        name: str,
        earlier: EarlierResume,
        earlier_text: str | None,
        source: str,
    ) -> None:
        resume_id = ResumeId(taken.id)
        named = claim_files(self._intake.memory, self._intake.caller, new, data, new.document.text.encode())

        def unit(work: UnitOfWork) -> None:
            integrity.hold_files(work)
            with work.dated(earlier.uploaded_at or work.now):
                candidate_id = candidates.add_candidate(
                    work, name, actor=self._intake.caller.actor, draw=self._intake.memory.draw
                )
                resumes.add_resume(
                    work, new, resume_id, candidate_id, name, actor=self._intake.caller.actor, files_as=named
                )
            self._intake.record(work, "resume.added", resume_id, source, candidate_id=candidate_id)
            if named != resume_id:
                self._add_alias(work, named, resume_id)
            if earlier_text is not None and not readings.has_text(work, _digest(earlier_text)):
                self._keep_text(work, resume_id, earlier_text)

        self._intake.write(unit, taken)

    def _add_alias(self, work: UnitOfWork, alias: str, resume_id: str) -> None:
        aliases.add_alias(work, kind="resume", alias=alias, target_id=resume_id)
        events.record(
            work, actor=self._intake.caller.actor, action="resume.aliased", entity_id=resume_id, after={"alias": alias}
        )

    def _keep_text(self, work: UnitOfWork, resume_id: str, text: str) -> None:
        digest = readings.keep_text(work, text)
        events.record(
            work,
            actor=self._intake.caller.actor,
            action="resume.text_kept",
            entity_id=resume_id,
            after={"text_sha256": digest},
        )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unusable(f"its file can't be read: {error.strerror}") from error


def _text_in(path: Path | None) -> str | None:
    """Give a text as the earlier system kept it, or None when it can't be kept."""
    if path is None:
        return None
    try:
        text = require_usable(_read(path).decode("utf-8-sig").replace("\r\n", "\n"), "text")
    except (UnicodeDecodeError, UnusableText):
        return None
    return text if text.strip() else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
