"""Everything that is kept of a person, in one ZIP file that they can read and keep."""

from __future__ import annotations

import html
import os
import secrets
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import IO, Any

import msgspec
from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.errors import InvalidInput
from recollect.services.memory import Memory
from recollect.storage.files.durable_files import PARTIAL, claim_name, sync_folder, write_error
from recollect.storage.history import events
from recollect.storage.people import erasure, person_records
from recollect.storage.people.mention_redaction import is_unmistakable, mention_of
from recollect.storage.people.mentions import find_mentions
from recollect.storage.people.person_records import Record
from recollect.storage.records import candidates, jobs, readings
from recollect.storage.unit import Reader, UnitOfWork

CHUNK_BYTES = 1024 * 1024
_TIME_IN_ZIP = (1980, 1, 1, 0, 0, 0)
_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>What is kept of {name}</title>
<style>body{{font:16px/1.5 sans-serif;max-width:50em;margin:2em auto;padding:0 1em}}</style></head><body>
<h1>What is kept of {name}</h1>
<p>Id {candidate_id}, made {made_at}. Everything that Recollect keeps of this person is in this file: the documents as
they came in, the texts read from them, every field that was read or corrected, every analysis with its result and
notes, all feedback on these, what background work says of their files, where other texts mention them, and the audit
entries. The search index, the vectors by which similar feedback is found, the images of pages and the places of words
on them are computed from these. Answers to requests are kept for a day and repeat what stands here.</p>
<h2>The person</h2><ul>{person}</ul>
<h2>Documents</h2><ul>{resumes}</ul>
<h2>Analyses</h2><ul>{analyses}</ul>
<h2>Feedback</h2><ul>{feedback}</ul>
<h2>Background work</h2><ul>{tasks}</ul>
<h2>In other texts</h2><ul>{mentions}</ul>
<h2>Audit</h2><ul>{audit}</ul>
</body></html>
"""


class Exported(Struct, frozen=True, kw_only=True):
    """The file that everything went into."""

    path: str
    candidate_id: str
    bytes: int


def export_to_file(memory: Memory, caller: Caller, candidate_id: str, path: Path) -> Exported:
    """Write everything that is kept of a person into a new ZIP file, readable by its owner alone.

    Raises `InvalidInput` when the file is there already.
    """
    partial = path.with_name(f"{PARTIAL}{secrets.token_hex(8)}")
    try:
        own_id, packed = pack_export(memory, caller, candidate_id)
        with packed:
            partial.touch(0o600, exist_ok=False)
            with partial.open("wb") as written:
                shutil.copyfileobj(packed, written, CHUNK_BYTES)
                written.flush()
                os.fsync(written.fileno())
        claim_name(partial, path)
        sync_folder(path.parent)
    except FileExistsError as error:
        raise InvalidInput(f"{path} is there already; name a new file.") from error
    except OSError as error:
        raise write_error(error, f"The export {path}") from error
    finally:
        partial.unlink(missing_ok=True)
    return Exported(path=str(path), candidate_id=own_id, bytes=path.stat().st_size)


def pack_export(memory: Memory, caller: Caller, candidate_id: str) -> tuple[str, IO[bytes]]:
    """Give the person's id and the ZIP file, open at its beginning: a temporary file without a name, to be closed.

    That it was handed out is in the audit trail. Raises `NotFound`.
    """
    with ExitStack() as on_failure:
        packed = on_failure.enter_context(tempfile.TemporaryFile())
        with memory.read(caller) as reader:
            held = erasure.find_held(reader, candidate_id)
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
                _Export(memory, reader, held, archive).write()
        packed.seek(0)
        memory.write(caller, lambda work: _record(work, caller, held.candidate_id))
        on_failure.pop_all()
    return held.candidate_id, packed


def _record(work: UnitOfWork, caller: Caller, candidate_id: str) -> None:
    candidates.find_answering(work, candidate_id)
    events.record(work, actor=caller.actor, action="candidate.exported", entity_id=candidate_id)


def each_chunk(packed: IO[bytes]) -> Iterator[bytes]:
    """Read a packed export in chunks, and close it in the end."""
    with packed:
        while chunk := packed.read(CHUNK_BYTES):
            yield chunk


class _Export:
    """Writes one person's records into an archive, and a page that leads to them."""

    def __init__(self, memory: Memory, reader: Reader, held: erasure.Held, archive: zipfile.ZipFile) -> None:
        self._memory = memory
        self._reader = reader
        self._held = held
        self._archive = archive

    def write(self) -> None:
        """Write everything."""
        person = person_records.person_record(self._reader, self._held)
        listed = {
            "person": [self._put_json("person.json", person, "name, the names before, and who was joined to them")],
            "resumes": [
                *(
                    line
                    for resume in person_records.resume_records(self._reader, self._held)
                    for line in self._put_resume(resume)
                ),
                *self._put_earlier_texts(),
            ],
            "analyses": [self._put_analysis(one) for one in person_records.analysis_records(self._reader, self._held)],
            "feedback": [
                *(self._put_feedback(one) for one in person_records.feedback_records(self._reader, self._held)),
                *self._put_list(
                    "feedback/unsent.json",
                    person_records.draft_records(self._reader, self._held),
                    "being written, not sent yet",
                ),
            ],
        }
        mention = mention_of([word for word in self._held.words if is_unmistakable(word)])
        told = person_records.task_records(self._reader, self._held, mention)
        listed["tasks"] = self._put_list("background-work.json", told, "what it says of their files")
        own = frozenset(self._held.ids())
        passages = [] if mention is None else list(find_mentions(self._reader, mention, but=own))
        listed["mentions"] = self._put_list("mentions.json", passages, "each passage, and the record it stands in")
        entries = person_records.event_records(self._reader, self._held)
        listed["audit"] = [self._put_json("audit.json", entries, f"{len(entries)} entries: who did what, when")]
        page = _PAGE.format(
            name=html.escape(person["candidate_name"] or "name not read"),
            candidate_id=html.escape(self._held.candidate_id),
            made_at=f"{self._memory.clock():%Y-%m-%d %H:%M} UTC",
            **{part: "\n".join(lines) or "<li>nothing</li>" for part, lines in listed.items()},
        )
        self._put("index.html", page.encode())

    def _put_resume(self, resume: Record) -> Iterator[str]:
        folder = f"resumes/{resume['resume_id']}"
        original = f"{folder}/original{PurePosixPath(resume['document_path']).suffix}"
        self._put(original, self._memory.blobs.get(resume["document_path"]))
        yield _line(original, f"{resume['original_filename']}, as it came in {resume['uploaded_at']:%Y-%m-%d}")
        for reading in resume["readings"]:
            name = f"{folder}/text-{reading['reading']}.txt"
            self._put(name, readings.get_text(self._reader, reading["text_sha256"]).encode())
            yield _line(name, "the text that was read from it")
        yield self._put_json(f"{folder}/resume.json", resume, "the fields that were read, and every correction")

    def _put_earlier_texts(self) -> Iterator[str]:
        for number, text_sha256 in enumerate(person_records.text_hashes(self._reader, self._held), start=1):
            name = f"resumes/earlier-text-{number}.txt"
            self._put(name, readings.get_text(self._reader, text_sha256).encode())
            yield _line(name, "a text that an earlier system had read, and that an analysis saw")

    def _put_list(self, name: str, found: Sequence[object], what: str) -> list[str]:
        """Write a list that is not empty."""
        return [self._put_json(name, found, f"{len(found)}: {what}")] if found else []

    def _put_analysis(self, analysis: Record) -> str:
        against = jobs.get_job_version(self._reader, analysis["job_id"], analysis["job_version"])
        name = f"analyses/{analysis['analysis_id']}.json"
        words = f"{against.role_name or 'untitled'}, {against.company_name or 'no company'}"
        return self._put_json(
            name, analysis | {"job": against}, f"{words}: {analysis['hiring_recommendation'] or analysis['status']}"
        )

    def _put_feedback(self, said: Record) -> str:
        return self._put_json(f"feedback/{said['feedback_id']}.json", said, f"rated {said['rating']} of 5")

    def _put_json(self, name: str, value: Any, what: str) -> str:
        self._put(name, msgspec.json.format(msgspec.json.encode(value), indent=2))
        return _line(name, what)

    def _put(self, name: str, data: bytes) -> None:
        entry = zipfile.ZipInfo(name, _TIME_IN_ZIP)
        entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        self._archive.writestr(entry, data)


def _line(name: str, what: str) -> str:
    return f'<li><a href="{html.escape(name)}">{html.escape(name)}</a>: {html.escape(what)}</li>'
