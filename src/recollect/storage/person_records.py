"""All rows that are kept of a person, as plain values to be handed out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec
from sqlalchemy import Column, LargeBinary, Table, select

from recollect.domain.times import from_micros
from recollect.storage.erasure import Held
from recollect.storage.tables import (
    analyses,
    analysis_results,
    analysis_versions,
    candidate_versions,
    candidates,
    event_payloads,
    events,
    feedback,
    feedback_revisions,
    resume_readings,
    resume_versions,
    resumes,
)
from recollect.storage.unit import Reader

Record = dict[str, Any]
_JSON = frozenset({"fields", "sections", "hidden_text", "warnings", "corrections", "result", "draft", "payload"})
_OWN = frozenset({"seq", "workspace_id", "candidate_seq", "resume_seq", "analysis_seq", "feedback_seq"})
"""Columns that mean something inside the store alone."""


def person_record(reader: Reader, held: Held) -> Record:
    """Give a person with all the names they had."""
    (seq,) = held.seqs["candidate"]
    (person,) = _records(reader, candidates, candidates.c.seq, seq)
    return person | {"names": _records(reader, candidate_versions, candidate_versions.c.candidate_seq, seq)}


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


def _records(reader: Reader, table: Table, column: Column[Any], seq: int) -> list[Record]:
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
