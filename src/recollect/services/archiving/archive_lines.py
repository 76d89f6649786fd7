"""What sealed events stand for: the lines that are added to the archive's logs, and the index entries that change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct, field

from recollect.domain.event import EventPayload
from recollect.domain.history import (
    NULL,
    AliasRecord,
    AnalysisRecord,
    CandidateRecord,
    EventRecord,
    FeedbackRecord,
    JobRecord,
    Record,
    ResumeRecord,
    TemplateRecord,
    json_or_null,
)
from recollect.services.archiving.taught_lines import taught_lines
from recollect.storage.history import present_entries, written_versions
from recollect.storage.history.events import StoredEvent
from recollect.storage.unit import Reader

Kind = Literal["job", "candidate", "resume", "analysis", "feedback"]
_FETCH: dict[Kind, Callable[[Reader, written_versions.Wanted], Mapping[tuple[str, int], Record]]] = {
    "job": written_versions.job_records,
    "candidate": written_versions.candidate_records,
    "resume": written_versions.resume_records,
    "analysis": written_versions.analysis_records,
    "feedback": written_versions.feedback_records,
}
_HANGING: tuple[tuple[Literal["resume", "analysis"], str, str], ...] = (
    ("resume", "resume_ids", "resumes"),
    ("analysis", "analysis_ids", "analyses"),
)
"""What is deleted with a person, and under which names their event lists it."""
_SELECTING = frozenset({"job.selected", "job.created", "job.deleted"})
"""What may change a caller's current job."""


class Touched(Struct):
    """The ids whose index entries may have changed, by index, and whether what is set may have."""

    ids: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    settings: bool = False

    def __bool__(self) -> bool:
        return self.settings or any(self.ids.values())

    def add(self, other: Touched) -> None:
        """Take over what another touched."""
        for name, ids in other.ids.items():
            self.ids[name] |= ids
        self.settings = self.settings or other.settings


class Line(Struct, frozen=True):
    """A line that an event asks for: one version of one record."""

    kind: Kind
    record_id: str
    version: int
    deleted_at: datetime | None = None


def lines_of(reader: Reader, events: Sequence[StoredEvent]) -> tuple[list[Record], Touched]:
    """Give the lines of some events, in their order, and what they touch.

    What was erased meanwhile has no lines any more; the event itself always has one.
    """
    asked = [(event, _asked_by(reader, event)) for event in events]
    fetched = _fetch_all(reader, [line for _, lines in asked for line in lines])
    texts = _texts(reader, events)
    taught = taught_lines(reader, events)
    templates = written_versions.template_records(reader, {e.entity_id for e, _ in asked if e.entity == "template"})
    records: list[Record] = []
    touched = Touched()
    for event, lines in asked:
        for line in lines:
            records += _written(fetched, line)
        records += texts.get(event.event_id, []) + taught.get(event.event_id, [])
        if event.entity == "template" and (template := _template(event, templates.get(event.entity_id))):
            records.append(template)
        records += _alias(event)
        records.append(event_record(event))
        touched.settings = touched.settings or event.action in _SELECTING
    _touch(reader, [line for _, lines in asked for line in lines], fetched, touched)
    return records, touched


def _alias(event: StoredEvent) -> Iterator[AliasRecord]:
    """Give the other id that an event gave a record; an id that means its own record again is its own target."""
    if event.payload is None:  # it was erased
        return
    if event.action.endswith(".aliased"):
        yield AliasRecord(alias=str(_after(event)["alias"]), kind=event.entity, target_id=event.entity_id)
    elif event.action in {"candidate.merged", "candidate.unmerged"}:
        target = str(_after(event).get("candidate_id", event.entity_id))
        yield AliasRecord(alias=event.entity_id, kind=event.entity, target_id=target)


def _asked_by(reader: Reader, event: StoredEvent) -> list[Line]:
    version = event.record_version
    if version is None or event.entity not in _FETCH or event.action == "job.selected":
        return []
    deleted_at = event.at if event.action.endswith((".deleted", ".merged")) else None
    own = Line(event.entity, event.entity_id, version, deleted_at)
    if event.action in {"candidate.deleted", "candidate.restored"}:
        return [own, *_asked_with_candidate(reader, event, deleted_at)]
    if event.action in {"candidate.joined", "candidate.parted"}:
        moved = _after(event).get("resumes", {})
        return [own, *(Line("resume", resume_id, at) for resume_id, at in sorted(moved.items()))]
    if event.entity == "resume" and version == 1:
        candidate_id = _after(event).get("candidate_id")
        if candidate_id is None:
            candidate_id = written_versions.candidates_of_resumes(reader, [event.entity_id]).get(event.entity_id)
        return [Line("candidate", str(candidate_id), 1), own] if candidate_id else [own]
    return [own]


def _asked_with_candidate(reader: Reader, event: StoredEvent, deleted_at: datetime | None) -> Iterator[Line]:
    """Give the lines of what was deleted or brought back with a person."""
    before, after = _payload(event).before or {}, _after(event)
    for kind, named, numbered in _HANGING:
        ids = before.get(named, [])
        # An event of the first version of Recollect did not say which versions it wrote.
        written = (
            after[numbered].items() if numbered in after else written_versions.versions_at(reader, kind, ids, event.at)
        )
        for record_id, version in sorted(written):
            yield Line(kind, record_id, version, deleted_at)


def _fetch_all(reader: Reader, lines: list[Line]) -> dict[tuple[str, str, int], Record]:
    wanted: dict[Kind, set[tuple[str, int]]] = defaultdict(set)
    for line in lines:
        wanted[line.kind].add((line.record_id, line.version))
        if line.kind in {"resume", "feedback"} and line.version > 1:
            wanted[line.kind].add((line.record_id, line.version - 1))
    found: dict[tuple[str, str, int], Record] = {}
    for kind, versions in wanted.items():
        for (record_id, version), record in _FETCH[kind](reader, versions).items():
            found[kind, record_id, version] = record
    for reading in written_versions.reading_records(reader, _new_readings(found, lines)).values():
        found["reading", reading.resume_id, reading.reading] = reading
    return found


def _new_readings(found: Mapping[tuple[str, str, int], Record], lines: Iterable[Line]) -> list[tuple[str, int]]:
    """Give the readings that came with versions of résumés."""
    records = [(found.get((line.kind, line.record_id, line.version)), line) for line in lines]
    return [
        (record.resume_id, record.reading)
        for record, line in records
        if isinstance(record, ResumeRecord) and _is_new_reading(found, record, line)
    ]


def _is_new_reading(found: Mapping[tuple[str, str, int], Record], record: ResumeRecord, line: Line) -> bool:
    """Tell whether a version is the first of its reading."""
    before = found.get((line.kind, line.record_id, line.version - 1))
    return line.version == 1 or (isinstance(before, ResumeRecord) and before.reading != record.reading)


def _written(fetched: Mapping[tuple[str, str, int], Record], line: Line) -> Iterator[Record]:
    """Give the lines of one version; a résumé's new reading stands before it."""
    record = fetched.get((line.kind, line.record_id, line.version))
    if record is None:
        return
    if isinstance(record, ResumeRecord) and _is_new_reading(fetched, record, line):
        yield fetched["reading", line.record_id, record.reading]
    if line.deleted_at is None:
        yield record
    else:
        yield msgspec.structs.replace(record, deleted_at=line.deleted_at)


def _texts(reader: Reader, events: Iterable[StoredEvent]) -> dict[str, list[Record]]:
    """Give the texts that events kept beside those of readings, by event."""
    kept = [event for event in events if event.action == "resume.text_kept" and event.payload is not None]
    named = {event.event_id: (event.entity_id, str(_after(event)["text_sha256"])) for event in kept}
    texts = {(text.text_sha256): text for text in written_versions.text_records(reader, list(named.values()))}
    return {event_id: [texts[digest]] for event_id, (_, digest) in named.items() if digest in texts}


def _template(event: StoredEvent, now: TemplateRecord | None) -> TemplateRecord | None:
    """Give a template as it was after an event: its versions stand in their events."""
    if now is None or event.record_version is None:
        return None
    after = _after(event)
    if not after:  # an event of the first version of Recollect, which did not say what came of it
        return now if now.version == event.record_version else None
    figures = {name: after[name] for name in ("weights", "thresholds") if after.get(name) is not None}
    said: dict[str, Any] = {name: after[name] for name in ("name", "company_name", "role_name", "job_description")}
    return msgspec.structs.replace(
        now,
        **said,
        metadata=msgspec.Raw(msgspec.json.encode(after["metadata"])),
        requirements=_json(after.get("requirements")),
        settings=_json(figures or None),
        version=event.record_version,
        updated_at=event.at,
        deleted_at=event.at if event.action.endswith(".deleted") else None,
    )


def _json(value: object) -> msgspec.Raw:
    """Give a value as it is kept, null for none."""
    return NULL if value is None else msgspec.Raw(msgspec.json.encode(value))


def _touch(
    reader: Reader, lines: Iterable[Line], fetched: Mapping[tuple[str, str, int], Record], touched: Touched
) -> None:
    people: set[str] = set()
    for line in lines:
        versions = (line.version, line.version - 1) if line.kind == "feedback" else (line.version,)
        for version in versions:
            match fetched.get((line.kind, line.record_id, version)):
                case JobRecord(job_id=job_id):
                    touched.ids["jobs"].add(job_id)
                case ResumeRecord(resume_id=resume_id):
                    touched.ids["resumes"].add(resume_id)
                case AnalysisRecord(analysis_id=analysis_id, job_id=job_id, resume_id=resume_id):
                    touched.ids["analyses"].add(analysis_id)
                    touched.ids["jobs"].add(job_id)
                    touched.ids["resumes"].add(resume_id)
                case FeedbackRecord(id=feedback_id, analysis_id=about):
                    touched.ids["feedback"].add(feedback_id)
                    touched.ids["analyses"] |= {about} if about else set()
                case CandidateRecord(candidate_id=candidate_id) if line.version > 1:
                    people.add(candidate_id)
    of_resumes, of_analyses = present_entries.ids_of_candidates(reader, people)
    touched.ids["resumes"] |= of_resumes
    touched.ids["analyses"] |= of_analyses


def _after(event: StoredEvent) -> dict[str, Any]:
    return _payload(event).after or {}


def _payload(event: StoredEvent) -> EventPayload:
    return event.payload or EventPayload()


def event_record(event: StoredEvent) -> EventRecord:
    """Give a sealed event as the archive keeps it."""
    if event.seq is None or event.chain_digest is None:
        raise AssertionError("only sealed events are archived")
    return EventRecord(
        event_id=event.event_id,
        seq=event.seq,
        at=event.at,
        actor=event.actor,
        action=event.action,
        entity=event.entity,
        entity_id=event.entity_id,
        record_version=event.record_version,
        salt=event.salt,
        payload_digest=event.payload_digest,
        chain_digest=event.chain_digest,
        payload=json_or_null(event.payload_json),
    )
