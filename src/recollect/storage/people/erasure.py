"""What is kept of one person, and how it goes for good.

What stays: events, as ids and digests without payload and salt, and the list of what was erased, as digests alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct, field
from sqlalchemy import ColumnElement, Select, Table, delete, select, union, update

from recollect.domain.document import Fields
from recollect.errors import NotFound
from recollect.storage.records.candidates import find_answering
from recollect.storage.tables import (
    aliases,
    analyses,
    analysis_results,
    analysis_versions,
    candidate_versions,
    candidates,
    contact_keys,
    erased,
    event_payloads,
    events,
    feedback,
    feedback_drafts,
    feedback_revisions,
    feedback_vectors,
    idempotent_answers,
    resume_profiles,
    resume_readings,
    resume_texts,
    resume_versions,
    resumes,
    text_bands,
    text_signatures,
)
from recollect.storage.unit import Reader, UnitOfWork

ErasedKind = Literal["candidate", "resume"]
_AT_ONCE = 400
"""Ids in one statement."""


class ErasedRecord(Struct, frozen=True, order=True):
    """One entry of the list of what was erased: it tells nobody who it was, and finds them in a restored backup."""

    digest: str
    kind: ErasedKind
    erased_at: int


class Held(Struct, frozen=True, kw_only=True):
    """The records of one person, deleted ones too; their files; and the words that name them."""

    candidate_id: str
    joined_ids: tuple[str, ...]
    seqs: dict[str, tuple[int, ...]]
    resume_ids: tuple[str, ...]
    analysis_ids: tuple[str, ...]
    feedback_ids: tuple[str, ...]
    text_hashes: tuple[str, ...]
    paths: tuple[str, ...]
    words: tuple[str, ...]
    digests: tuple[tuple[str, ErasedKind], ...]

    def ids(self) -> tuple[str, ...]:
        """Give the ids of all records."""
        return (self.candidate_id, *self.joined_ids, *self.resume_ids, *self.analysis_ids, *self.feedback_ids)


class Listed(Struct, frozen=True, kw_only=True):
    """Somebody of whom the list of what was erased has an entry: themselves, who was joined to them, or their files.

    What it does not have was another's by the time they were erased, and is kept.
    """

    candidate_id: str
    is_listed: bool = False
    joined_ids: list[str] = field(default_factory=list)
    other_joined_ids: list[str] = field(default_factory=list)
    resume_ids: list[str] = field(default_factory=list)
    other_ids: list[str] = field(default_factory=list)


def digest_of_candidate(candidate_id: str) -> str:
    """Give what stands for a person in the list of what was erased."""
    return _digest("candidate", candidate_id)


def digest_of_resume(content_sha256: str, uploaded_at: int) -> str:
    """Give what stands for a file that came in once; the same file that comes in again later is another."""
    return _digest("resume", content_sha256, str(uploaded_at))


def find_held(reader: Reader, candidate_id: str) -> Held:
    """Give everything that is kept of a person, deleted or not, or raise `NotFound`.

    Inside a unit the person's row is held until the commit, so that nothing is added to them meanwhile.
    """
    own = _candidate_row(reader, candidate_id)
    joined = _joined_rows(reader, own.candidate_id)
    theirs = _rows(reader, resumes, resumes.c.candidate_id == own.candidate_id)
    resume_ids = [row.resume_id for row in theirs]
    judged = _distinct(
        [
            *_rows(reader, analyses, analyses.c.candidate_id == own.candidate_id),
            *_rows_in(reader, analyses, analyses.c.resume_id, resume_ids),
        ]
    )
    analysis_ids = [row.analysis_id for row in judged]
    said = _distinct(
        [
            *_rows_in(reader, feedback, feedback.c.analysis_id, analysis_ids),
            *_rows_in(reader, feedback, feedback.c.resume_id, resume_ids),
            *_once_about(reader, set(analysis_ids)),
        ]
    )
    seqs = {
        "candidate": (own.seq, *(row.seq for row in joined)),
        "resume": tuple(row.seq for row in theirs),
        "analysis": tuple(row.seq for row in judged),
        "feedback": tuple(row.seq for row in said),
    }
    readings = _in(reader, select(resume_readings), resume_readings.c.resume_seq, seqs["resume"])
    return Held(
        candidate_id=own.candidate_id,
        joined_ids=tuple(row.candidate_id for row in joined),
        seqs=seqs,
        resume_ids=tuple(resume_ids),
        analysis_ids=tuple(analysis_ids),
        feedback_ids=tuple(row.feedback_id for row in said),
        text_hashes=(
            *dict.fromkeys(row.text_sha256 for row in (*readings, *judged)),
            *_kept_texts(reader, resume_ids),
        ),
        paths=tuple(path for row in theirs for path in (row.document_path, row.text_path)),
        words=_naming_words(reader, seqs, [reading.fields for reading in readings]),
        digests=(
            *((digest_of_candidate(row.candidate_id), "candidate") for row in (own, *joined)),
            *((digest_of_resume(row.content_sha256, row.uploaded_at), "resume") for row in theirs),
        ),
    )


def not_deleted(reader: Reader, kind: Literal["resume", "analysis"], held: Held) -> list[str]:
    """Give the ids of those of a person's records that are not deleted yet."""
    table, name = (resumes, "resume_id") if kind == "resume" else (analyses, "analysis_id")
    statement = select(table.c[name]).where(table.c.deleted_at.is_(None))
    return [row[0] for row in _in(reader, statement, table.c.seq, held.seqs[kind])]


def erase_held(work: UnitOfWork, held: Held) -> None:
    """Remove the rows of a person that are no events. The totals and the search index are the service's to keep."""
    for table, column, kind in (
        (feedback_vectors, feedback_vectors.c.feedback_seq, "feedback"),
        (feedback_revisions, feedback_revisions.c.feedback_seq, "feedback"),
        (feedback, feedback.c.seq, "feedback"),
        (analysis_versions, analysis_versions.c.analysis_seq, "analysis"),
        (analysis_results, analysis_results.c.analysis_seq, "analysis"),
        (analyses, analyses.c.seq, "analysis"),
        (resume_versions, resume_versions.c.resume_seq, "resume"),
        (resume_readings, resume_readings.c.resume_seq, "resume"),
        (resumes, resumes.c.seq, "resume"),
        (candidate_versions, candidate_versions.c.candidate_seq, "candidate"),
        (candidates, candidates.c.seq, "candidate"),
    ):
        for some in _batches(held.seqs[kind]):
            work.connection.execute(delete(table).where(column.in_(some)))
    for some in _batches(held.resume_ids):
        work.connection.execute(
            delete(contact_keys).where(
                contact_keys.c.workspace_id == work.workspace_id, contact_keys.c.resume_id.in_(some)
            )
        )
    for some in _batches(held.analysis_ids):
        work.connection.execute(
            delete(feedback_drafts).where(
                feedback_drafts.c.workspace_id == work.workspace_id, feedback_drafts.c.analysis_id.in_(some)
            )
        )
    _erase_texts(work, held.text_hashes)
    own_events = select(events.c.event_id).where(events.c.workspace_id == work.workspace_id)
    for some in _batches(held.ids()):
        mine = own_events.where(events.c.entity_id.in_(some))
        work.connection.execute(delete(event_payloads).where(event_payloads.c.event_id.in_(mine)))
        work.connection.execute(update(events).where(events.c.event_id.in_(mine)).values(salt=""))
        work.connection.execute(
            delete(aliases).where(aliases.c.workspace_id == work.workspace_id, aliases.c.target_id.in_(some))
        )
    _erase_answers(work, [*held.ids(), *held.words])


def put_erased(work: UnitOfWork, records: Iterable[ErasedRecord]) -> None:
    """Put entries on the list of what was erased; those that are on it stay as they are."""
    known = {record.digest for record in list_erased(work)}
    for record in records:
        if record.digest not in known:
            known.add(record.digest)
            work.append(
                erased,
                {
                    "workspace_id": work.workspace_id,
                    "digest": record.digest,
                    "kind": record.kind,
                    "erased_at": record.erased_at,
                },
            )


def list_erased(reader: Reader) -> list[ErasedRecord]:
    """Give the list of what was erased, oldest first."""
    rows = reader.connection.execute(
        select(erased.c.digest, erased.c.kind, erased.c.erased_at)
        .where(erased.c.workspace_id == reader.workspace_id)
        .order_by(erased.c.erased_at, erased.c.digest)
    )
    return [ErasedRecord(*row) for row in rows]


def find_listed(reader: Reader, digests: set[str]) -> list[Listed]:
    """Give the people in this store of whom the list has an entry."""
    people: dict[str, Listed] = {}
    of_people = select(candidates.c.candidate_id).where(candidates.c.workspace_id == reader.workspace_id)
    led_to = _joined(reader)
    for candidate_id in reader.connection.scalars(of_people).all():
        answering = _end_of(led_to, candidate_id)
        person = people.setdefault(answering, Listed(candidate_id=answering))
        is_listed = digest_of_candidate(candidate_id) in digests
        if answering == candidate_id:
            people[answering] = msgspec.structs.replace(person, is_listed=is_listed)
        else:
            (person.joined_ids if is_listed else person.other_joined_ids).append(candidate_id)
    of_files = (
        select(resumes.c.candidate_id, resumes.c.resume_id, resumes.c.content_sha256, resumes.c.uploaded_at)
        .where(resumes.c.workspace_id == reader.workspace_id)
        .order_by(resumes.c.seq)
    )
    for candidate_id, resume_id, content_sha256, uploaded_at in reader.connection.execute(of_files):
        is_listed = digest_of_resume(content_sha256, uploaded_at) in digests
        person = people[_end_of(led_to, candidate_id)]
        (person.resume_ids if is_listed else person.other_ids).append(resume_id)
    return [one for one in people.values() if one.is_listed or one.joined_ids or one.resume_ids]


def _joined(reader: Reader) -> dict[str, str]:
    """Give to whom the ids of people who were joined lead."""
    leading = select(aliases).where(aliases.c.workspace_id == reader.workspace_id, aliases.c.kind == "candidate")
    return {row.alias: row.target_id for row in reader.connection.execute(leading)}


def _end_of(led_to: dict[str, str], candidate_id: str) -> str:
    while candidate_id in led_to:
        candidate_id = led_to[candidate_id]
    return candidate_id


def _candidate_row(reader: Reader, candidate_id: str) -> Any:
    """Give the row of who answers to an id: of a person who was joined to another, the other's."""
    statement = select(candidates).where(candidates.c.workspace_id == reader.workspace_id)
    if isinstance(reader, UnitOfWork):
        statement = statement.with_for_update()
    try:
        answering = find_answering(reader, candidate_id)
    except NotFound as error:
        raise NotFound(
            "There is no candidate of this id; if they were erased, nothing is left.", id=candidate_id
        ) from error
    return reader.connection.execute(statement.where(candidates.c.candidate_id == answering)).one()


def _joined_rows(reader: Reader, candidate_id: str) -> list[Any]:
    """Give the rows of those who were joined to a person, and of those who were joined to them."""
    found: list[Any] = []
    targets = [candidate_id]
    while targets:
        leading = select(aliases.c.alias).where(
            aliases.c.workspace_id == reader.workspace_id,
            aliases.c.kind == "candidate",
            aliases.c.target_id.in_(targets),
        )
        rows = _rows(reader, candidates, candidates.c.candidate_id.in_(leading))
        found += rows
        targets = [row.candidate_id for row in rows]
    return found


def _rows(reader: Reader, table: Table, condition: ColumnElement[bool]) -> Sequence[Any]:
    statement = select(table).where(table.c.workspace_id == reader.workspace_id, condition).order_by(table.c.seq)
    return reader.connection.execute(statement).all()


def _rows_in(reader: Reader, table: Table, column: ColumnElement[Any], ids: Sequence[str]) -> list[Any]:
    return [row for some in _batches(ids) for row in _rows(reader, table, column.in_(some))]


def _in(reader: Reader, statement: Select[Any], column: ColumnElement[Any], values: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for some in _batches(values):
        found += reader.connection.execute(statement.where(column.in_(some))).all()
    return found


def _distinct(rows: Iterable[Any]) -> list[Any]:
    return list({row.seq: row for row in rows}.values())


def _once_about(reader: Reader, analysis_ids: set[str]) -> Iterator[Any]:
    """Give the feedback of which an earlier revision spoke of one of these analyses."""
    statement = (
        select(feedback, feedback_revisions.c.draft)
        .join(feedback_revisions, feedback_revisions.c.feedback_seq == feedback.c.seq)
        .where(feedback.c.workspace_id == reader.workspace_id, feedback.c.revision > 1)
    )
    for row in reader.connection.execute(statement):
        if msgspec.json.decode(row.draft).get("analysis_id") in analysis_ids:
            yield row


def _naming_words(reader: Reader, seqs: dict[str, tuple[int, ...]], read_fields: list[str]) -> tuple[str, ...]:
    """Give the names, addresses and numbers under which a person was known, as they were read and corrected."""
    named = _in(
        reader, select(candidate_versions.c.candidate_name), candidate_versions.c.candidate_seq, seqs["candidate"]
    )
    corrected = _in(reader, select(resume_versions.c.corrections), resume_versions.c.resume_seq, seqs["resume"])
    words = [row.candidate_name for row in named]
    for written in (*read_fields, *(row.corrections for row in corrected)):
        fields = msgspec.convert(msgspec.json.decode(written), Fields)
        words += [leaf.value for leaf in (fields.name, *fields.emails, *fields.phones, *fields.links) if leaf]
    return tuple(dict.fromkeys(word.strip() for word in words if word.strip()))


def _kept_texts(reader: Reader, resume_ids: Sequence[str]) -> Iterator[str]:
    """Give the texts that were kept beside those of readings, as an earlier system had read them."""
    statement = (
        select(event_payloads.c.payload)
        .join(events, events.c.event_id == event_payloads.c.event_id)
        .where(events.c.workspace_id == reader.workspace_id, events.c.action == "resume.text_kept")
    )
    for row in _in(reader, statement, events.c.entity_id, resume_ids):
        yield str((msgspec.json.decode(row.payload).get("after") or {})["text_sha256"])


def _erase_texts(work: UnitOfWork, text_hashes: Sequence[str]) -> None:
    """Remove texts, but those that somebody else's file or analysis has too."""
    for some in _batches(text_hashes):
        shared = union(
            *(
                select(table.c.text_sha256).where(
                    table.c.workspace_id == work.workspace_id, table.c.text_sha256.in_(some)
                )
                for table in (resume_readings, analyses)
            )
        )
        for table in (resume_texts, resume_profiles, text_signatures, text_bands):
            work.connection.execute(
                delete(table).where(
                    table.c.workspace_id == work.workspace_id,
                    table.c.text_sha256.in_(some),
                    table.c.text_sha256.not_in(shared),
                )
            )


def _erase_answers(work: UnitOfWork, words: Sequence[str]) -> None:
    """Remove the answers of keyed requests in which one of these words stands, or in their key or route."""
    needles = [form for word in words for form in {word.encode(), msgspec.json.encode(word)[1:-1]}]
    kept = select(idempotent_answers).where(idempotent_answers.c.workspace_id == work.workspace_id)
    for row in work.connection.execute(kept).all():
        if any(needle in part for needle in needles for part in (row.answer, row.route.encode(), row.key.encode())):
            work.connection.execute(
                delete(idempotent_answers).where(
                    idempotent_answers.c.workspace_id == work.workspace_id,
                    idempotent_answers.c.caller_id == row.caller_id,
                    idempotent_answers.c.route == row.route,
                    idempotent_answers.c.key == row.key,
                )
            )


def _batches(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _AT_ONCE):
        yield values[start : start + _AT_ONCE]


def _digest(kind: str, *parts: str) -> str:
    return hashlib.sha256("\0".join((kind, *parts)).encode()).hexdigest()
