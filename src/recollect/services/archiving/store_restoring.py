"""An equal store is made from the plain-file tree alone: records, versions, documents and the audit trail."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from recollect.archive.reader import TreeReader
from recollect.domain.caller import DEFAULT_WORKSPACE
from recollect.domain.event import ChainHead, EventPayload
from recollect.domain.feedback import FeedbackDraft
from recollect.domain.history import (
    AdditionRecord,
    AliasRecord,
    AnalysisRecord,
    CalibrationRecord,
    CandidateRecord,
    EventRecord,
    FeedbackRecord,
    JobRecord,
    ReadingRecord,
    Record,
    ResumeRecord,
    TemplateRecord,
    TextRecord,
    text_or_none,
)
from recollect.errors import ArchiveDamaged, StorageUnavailable, StoreNotEmpty
from recollect.scoring.vectors import VECTORISER_ID, vectorise
from recollect.services.backups.backup_restoring import RESTORER
from recollect.services.feedback.feedback_capture import is_usable, searched_text
from recollect.services.memory import Memory
from recollect.services.people.erased_list import IN_ARCHIVE, read_erased_list
from recollect.services.people.person_erasure import erase_listed
from recollect.storage.history import restoring
from recollect.storage.history.event_chain import move_head
from recollect.storage.history.written_versions import DOCUMENTS_FOLDER
from recollect.storage.records import calibrations, lexicon_additions
from recollect.storage.records.feedback_vectors import put_vector
from recollect.storage.search import search_rebuilding
from recollect.storage.unit import UnitOfWork
from recollect.storage.upkeep import totals_rebuilding
from recollect.storage.views import likeness

Progress = Callable[[int, int], None]
"""Is told how many bytes of the logs are read, and of how many."""

_BATCH = 200
_NAMED_AT_MOST = 5


class Restored(Struct, frozen=True, kw_only=True):
    """What was restored, and the settings that the tree holds."""

    jobs: int
    resumes: int
    candidates: int
    analyses: int
    feedback: int
    templates: int
    events: int
    erased: int
    settings: dict[str, object]


def restore_store(
    memory: Memory, root: Path, *, erased_lists: Sequence[Path] = (), progress: Progress = lambda _done, _of: None
) -> Restored:
    """Make the store anew from the tree at `root`, up to its checkpoint; who was erased since stays erased.

    Who that is stands in the tree's own list and in `erased_lists`. Raises `StoreNotEmpty` when the store holds
    something, and `ArchiveDamaged` when a line or document is not what it was; the documents are checked before
    anything is written.
    """
    tree = TreeReader(root)
    with memory.store.read(DEFAULT_WORKSPACE) as reader:
        if restoring.is_under_way(reader):
            raise StoreNotEmpty(f"A restore into {memory.data} was cut off. Remove what is there and begin again.")
        if not restoring.is_untouched(reader):
            raise StoreNotEmpty(f"The store in {memory.data} is not empty; name a new folder with --data.")
    lists = [path for path in (root / IN_ARCHIVE, memory.data / IN_ARCHIVE) if path.exists()]
    listed = [record for path in (*lists, *erased_lists) for record in read_erased_list(path)]
    restored = _Restore(memory, tree, progress).carry_out()
    erased = erase_listed(memory, RESTORER, listed) if listed else 0
    memory.store.commit(restoring.finish, DEFAULT_WORKSPACE)
    return msgspec.structs.replace(restored, erased=erased)


class _Restore:
    def __init__(self, memory: Memory, tree: TreeReader, progress: Progress) -> None:
        self._memory = memory
        self._tree = tree
        self._progress = progress
        self._of = sum(tree.size(kind) for kind in _KINDS)
        self._done = 0
        self._ids: dict[type[Record], set[str]] = {kind: set() for kind in _KINDS}
        self._used: Counter[str] = Counter()
        self._text_files: dict[str, str] = {}

    def carry_out(self) -> Restored:
        self._check_documents()
        self._write(restoring.begin)
        for kind, put in _KINDS.items():
            before = self._done
            for batch in self._batches(kind):
                put(self, batch)
                self._progress(self._done, self._of)
            self._done = before + self._tree.size(kind)
        kept = self._tree.settings()
        self._write(lambda work: restoring.put_selected_jobs(work, kept.current_jobs))
        self._write(lambda work: restoring.put_use_counts(work, self._used))
        reached = self._tree.checkpoint
        if reached.chain_digest is not None:
            head = ChainHead(reached.seq, reached.chain_digest)
            self._write(lambda work: move_head(work, None, head))
        self._write(restoring.put_people_of_analyses)
        self._write(totals_rebuilding.rebuild_totals)
        self._write(search_rebuilding.rebuild)
        self._write(likeness.rebuild)
        self._progress(self._of, self._of)
        return Restored(
            jobs=len(self._ids[JobRecord]),
            resumes=len(self._ids[ResumeRecord]),
            candidates=len(self._ids[CandidateRecord]),
            analyses=len(self._ids[AnalysisRecord]),
            feedback=len(self._ids[FeedbackRecord]),
            templates=len(self._ids[TemplateRecord]),
            events=self._tree.checkpoint.seq,
            erased=0,
            settings=dict(kept.settings),
        )

    def put_candidates(self, records: Sequence[CandidateRecord]) -> None:
        self._note(CandidateRecord, (record.candidate_id for record in records))
        self._write(lambda work: restoring.put_candidates(work, records))

    def put_jobs(self, records: Sequence[JobRecord]) -> None:
        self._note(JobRecord, (record.job_id for record in records))
        self._write(lambda work: restoring.put_jobs(work, records))

    def put_templates(self, records: Sequence[TemplateRecord]) -> None:
        self._note(TemplateRecord, (record.template_id for record in records))
        self._write(lambda work: restoring.put_templates(work, records))

    def put_resumes(self, records: Sequence[ResumeRecord]) -> None:
        """Put the files of résumés on disk, then their rows and texts."""
        texts: dict[str, str] = {}
        for record in records:
            if record.resume_id in self._ids[ResumeRecord]:
                continue
            self._ids[ResumeRecord].add(record.resume_id)
            for path in (record.pdf_path, record.text_path):
                data = _read(self._tree.root / path)
                if not self._memory.blobs.claim(path.removeprefix(DOCUMENTS_FOLDER), data):
                    raise StorageUnavailable(
                        f"Another file is named {path} in the new folder; begin with an empty one."
                    )
            text = _read(self._tree.root / record.text_path)
            texts[hashlib.sha256(text).hexdigest()] = text.decode()

        def unit(work: UnitOfWork) -> None:
            restoring.put_texts(work, texts)
            restoring.put_resumes(work, records)

        self._write(unit)

    def put_readings(self, records: Sequence[ReadingRecord]) -> None:
        self._write(lambda work: restoring.put_readings(work, records))

    def put_texts(self, records: Sequence[TextRecord]) -> None:
        texts = {record.text_sha256: record.text for record in records}
        for text_sha256, text in texts.items():
            if hashlib.sha256(text.encode()).hexdigest() != text_sha256:
                raise ArchiveDamaged(f"A text in archive/texts.jsonl is not what its hash {text_sha256} says.")
        self._write(lambda work: restoring.put_texts(work, texts))

    def put_analyses(self, records: Sequence[AnalysisRecord]) -> None:
        self._note(AnalysisRecord, (record.analysis_id for record in records))
        self._write(lambda work: restoring.put_analyses(work, records))

    def put_feedback(self, records: Sequence[FeedbackRecord]) -> None:
        self._note(FeedbackRecord, (record.id for record in records))
        said = [(record, draft := _draft(record), is_usable(draft)) for record in records]
        newest = {record.id: draft for record, draft, _ in said}

        def unit(work: UnitOfWork) -> None:
            seqs = restoring.put_feedback(work, said)
            for feedback_id, draft in newest.items():
                put_vector(work, seqs[feedback_id], VECTORISER_ID, vectorise(searched_text(draft)))

        self._write(unit)

    def put_aliases(self, records: Sequence[AliasRecord]) -> None:
        self._write(lambda work: restoring.put_aliases(work, records))

    def put_additions(self, records: Sequence[AdditionRecord]) -> None:
        self._write(lambda work: lexicon_additions.restore_additions(work, records))

    def put_calibrations(self, records: Sequence[CalibrationRecord]) -> None:
        self._write(lambda work: calibrations.restore_calibrations(work, records))

    def put_events(self, records: Sequence[EventRecord]) -> None:
        for record in records:
            payload = text_or_none(record.payload)
            if record.action == "job.created" and payload is not None:
                after = msgspec.json.decode(payload, type=EventPayload).after or {}
                self._used.update([str(after["template_id"])] if "template_id" in after else [])
        self._write(lambda work: restoring.put_events(work, records))

    def _note(self, kind: type[Record], ids: Iterator[str]) -> None:
        self._ids[kind].update(ids)

    def _write(self, unit: Callable[[UnitOfWork], object]) -> None:
        self._memory.store.commit(unit, DEFAULT_WORKSPACE)

    def _batches(self, kind: type[Any]) -> Iterator[list[Any]]:
        before, records = self._done, self._tree.records(kind)
        while batch := list(itertools.islice(records, _BATCH)):
            self._done = before + batch[-1][1]
            yield [record for record, _ in batch]

    def _check_documents(self) -> None:
        """Hash every document and text before anything is written, and name those that are not what they were."""
        wrong: list[str] = []
        seen: set[str] = set()
        first_texts = {r.resume_id: r.text_sha256 for r, _ in self._tree.records(ReadingRecord) if r.reading == 1}
        for record, _ in self._tree.records(ResumeRecord):
            if record.resume_id in seen:
                continue
            seen.add(record.resume_id)
            expected = {
                record.pdf_path: record.content_sha256,
                record.text_path: first_texts.get(record.resume_id, record.text_sha256),
            }
            wrong += [path for path, digest in expected.items() if _digest(self._tree.root / path) != digest]
        if wrong:
            named = ", ".join(wrong[:_NAMED_AT_MOST]) + (" …" if len(wrong) > _NAMED_AT_MOST else "")
            raise ArchiveDamaged(
                f"{len(wrong)} of the archive's documents are missing or not what their hashes say: {named}. Nothing "
                "was restored. Put them back, or take in what is whole with `recollect import`."
            )


_Put = Callable[[_Restore, Sequence[Any]], None]
_KINDS: Mapping[type[Record], _Put] = {
    CandidateRecord: _Restore.put_candidates,
    JobRecord: _Restore.put_jobs,
    TemplateRecord: _Restore.put_templates,
    ResumeRecord: _Restore.put_resumes,
    ReadingRecord: _Restore.put_readings,
    TextRecord: _Restore.put_texts,
    AnalysisRecord: _Restore.put_analyses,
    FeedbackRecord: _Restore.put_feedback,
    AliasRecord: _Restore.put_aliases,
    AdditionRecord: _Restore.put_additions,
    CalibrationRecord: _Restore.put_calibrations,
    EventRecord: _Restore.put_events,
}
"""The logs in the order in which they are restored, owners first."""


def _draft(record: FeedbackRecord) -> FeedbackDraft:
    said: dict[str, Any] = {name: getattr(record, name) for name in FeedbackDraft.__struct_fields__}
    return FeedbackDraft(**(said | {"context": msgspec.json.decode(record.context, type=tuple[Any, ...])}))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ArchiveDamaged(f"{path} can't be read ({error.strerror}).") from error


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
