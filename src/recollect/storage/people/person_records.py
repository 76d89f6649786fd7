"""All rows that are kept of a person, as plain values to be handed out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Column, LargeBinary, Row, Table, select

from recollect.domain.times import from_micros
from recollect.storage.people.erasure import Held
from recollect.storage.tables import (
    aliases,
    analyses,
    analysis_results,
    analysis_versions,
    candidate_versions,
    candidates,
    event_payloads,
    events,
    feedback,
    feedback_drafts,
    feedback_revisions,
    resume_readings,
    resume_versions,
    resumes,
    task_items,
    tasks,
)
from recollect.storage.unit import Reader

Record = dict[str, Any]
_JSON = frozenset({"fields", "sections", "hidden_text", "warnings", "corrections", "result", "draft", "payload"})
_OWN = frozenset({"seq", "workspace_id", "candidate_seq", "resume_seq", "analysis_seq", "feedback_seq"})
"""Columns that mean something inside the store alone."""
_TOLD = ("state", "label", "input", "result", "error", "detail")


def person_record(reader: Reader, held: Held) -> Record:
    """Give a person with all the names they had, those who were joined to them, and other ids of their records."""
    own, *joined = (
        _records(reader, candidates, candidates.c.seq, seq)[0]
        | {"names": _records(reader, candidate_versions, candidate_versions.c.candidate_seq, seq)}
        for seq in held.seqs["candidate"]
    )
    return own | {"joined": joined, "other_ids": _other_ids(reader, held)}


def text_hashes(reader: Reader, held: Held) -> list[str]:
    """Give the hashes of the texts that are kept beside those of readings, as an earlier system had read them."""
    read = {
        row.text_sha256
        for seq in held.seqs["resume"]
        for row in reader.connection.execute(
            select(resume_readings.c.text_sha256).where(resume_readings.c.resume_seq == seq)
        )
    }
    return [text_sha256 for text_sha256 in held.text_hashes if text_sha256 not in read]


def draft_records(reader: Reader, held: Held) -> list[Record]:
    """Give the feedback on the person's analyses that is being written and was not sent yet."""
    return [
        record
        for analysis_id in held.analysis_ids
        for record in _records(reader, feedback_drafts, feedback_drafts.c.analysis_id, analysis_id)
    ]


def task_records(reader: Reader, held: Held, mention: re.Pattern[str] | None) -> list[Record]:
    """Give what background work says of the person's records and files, and of files that are called after them."""
    statement = (
        select(tasks.c.task_id, tasks.c.kind, task_items)
        .join(task_items, task_items.c.task_seq == tasks.c.seq)
        .where(tasks.c.workspace_id == reader.workspace_id)
    )
    return [
        {name: row._mapping[name] for name in ("task_id", "kind", "number", *_TOLD)}  # noqa: SLF001 - its public view
        | {"updated_at": from_micros(row.updated_at)}
        for row in reader.connection.execute(statement).yield_per(500)
        if _is_about(row, held.ids(), mention)
    ]


def resume_records(reader: Reader, held: Held) -> Iterator[Record]:
    """Give each résumé with everything that was read from it and corrected."""
    for seq in held.seqs["resume"]:
        (resume,) = _records(reader, resumes, resumes.c.seq, seq)
        yield resume | {
            "readings": _records(reader, resume_readings, resume_readings.c.resume_seq, seq),
            "versions": _records(reader, resume_versions, resume_versions.c.resume_seq, seq),
        }


def analysis_records(reader: Reader, held: Held) -> Iterator[Record]:
    """Give each analysis with its result and the notes beside it."""
    for seq in held.seqs["analysis"]:
        (analysis,) = _records(reader, analyses, analyses.c.seq, seq)
        results = _records(reader, analysis_results, analysis_results.c.analysis_seq, seq)
        yield analysis | {
            "result": results[0]["result"] if results else None,
            "note_versions": _records(reader, analysis_versions, analysis_versions.c.analysis_seq, seq),
        }


def feedback_records(reader: Reader, held: Held) -> Iterator[Record]:
    """Give each feedback with everything that it ever said."""
    for seq in held.seqs["feedback"]:
        (said,) = _records(reader, feedback, feedback.c.seq, seq)
        yield said | {"revisions": _records(reader, feedback_revisions, feedback_revisions.c.feedback_seq, seq)}


def event_records(reader: Reader, held: Held) -> list[Record]:
    """Give the audit entries of all these records, oldest first."""
    found: list[Record] = []
    for entity_id in held.ids():
        statement = (
            select(events, event_payloads.c.payload)
            .outerjoin(event_payloads, event_payloads.c.event_id == events.c.event_id)
            .where(events.c.workspace_id == reader.workspace_id, events.c.entity_id == entity_id)
        )
        columns = (*events.c, event_payloads.c.payload)
        found += [_plain(columns, row) for row in reader.connection.execute(statement)]
    return sorted(found, key=lambda event: (event["at"], event["event_id"]))


def _other_ids(reader: Reader, held: Held) -> list[Record]:
    own = set(held.ids())
    rows = reader.connection.execute(select(aliases).where(aliases.c.workspace_id == reader.workspace_id))
    return [{"id": row.alias, "means": row.target_id} for row in rows if row.target_id in own]


def _is_about(row: Row[Any], ids: Sequence[str], mention: re.Pattern[str] | None) -> bool:
    told = [text for text in (row.label, row.input, row.result, row.detail) if text]
    return any(one in text or (mention is not None and mention.search(text)) for text in told for one in ids)


def _records(reader: Reader, table: Table, column: Column[Any], seq: int | str) -> list[Record]:
    columns = [c for c in table.c if not isinstance(c.type, LargeBinary)]
    statement = select(*columns).where(column == seq).order_by(*table.primary_key)
    return [_plain(columns, row) for row in reader.connection.execute(statement)]


def _plain(columns: Sequence[Column[Any]], row: Sequence[Any]) -> Record:
    return {
        column.name: _value(column.name, value)
        for column, value in zip(columns, row, strict=True)
        if column.name not in _OWN
    }


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _JSON:
        return msgspec.json.decode(value)
    return from_micros(value) if name == "at" or name.endswith("_at") else value
