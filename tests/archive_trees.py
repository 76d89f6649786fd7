"""Archives as others read them, and compared with their store record by record.

The reader here knows the layout alone: each line of a log is one JSON object, an index is one map of ids to records.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Column, Table, func, select

from recollect.domain.times import from_micros, rfc3339
from recollect.services.archiving.archive_keeping import ArchiveKeeper
from recollect.services.history.event_sealing import seal_events
from recollect.services.memory import Memory
from recollect.storage import counters
from recollect.storage.tables import (
    analyses,
    analysis_versions,
    calibrations,
    candidate_versions,
    candidates,
    event_payloads,
    events,
    feedback,
    feedback_revisions,
    job_versions,
    jobs,
    lexicon_additions,
    metadata,
    resume_versions,
    resumes,
)
from recollect.storage.unit import Reader
from recollect.storage.upkeep import integrity

NOT_ARCHIVED = {
    "counter_deltas": "changes of totals on their way",
    "feedback_drafts": "feedback that is being written",
    "job_profiles": "what was read of jobs for scoring, and is read again",
    "job_requirements": "what was read of jobs to be shown, and is read again",
    "resume_profiles": "what was read of résumés for scoring, and is read again",
    "idempotent_answers": "answers to keyed requests, for a day",
    "sessions": "sign-ins, which are secrets",
    "store_facts": "what is true of one database",
    "task_items": "background work: what came of it are records",
    "tasks": "background work",
    "workspaces": "there is one",
}
"""The tables that no archive holds, and why."""
LOGS = {
    "jobs/jobs.jsonl": ("job_id", "version"),
    "analyses/analyses.jsonl": ("analysis_id", "version"),
    "feedback/interactions.jsonl": ("id", "revision"),
    "archive/candidates.jsonl": ("candidate_id", "version"),
    "archive/templates.jsonl": ("template_id", "version"),
    "archive/corrections.jsonl": ("resume_id", "version"),
    "archive/readings.jsonl": ("resume_id", "reading"),
    "archive/lexicon.jsonl": ("addition_id", "updated_at"),
    "archive/calibrations.jsonl": ("calibration_id", "updated_at"),
    "archive/audit.jsonl": ("event_id", "seq"),
}
"""Each log, and what no two of its lines have in common."""
INDEXES: dict[str, tuple[Table, str, str | None]] = {
    "jobs/jobs_index.json": (jobs, "job_id", "analysis_count"),
    "resumes/resumes_index.json": (resumes, "resume_id", "analysis_count"),
    "analyses/analyses_index.json": (analyses, "analysis_id", "feedback_count"),
    "feedback/feedback_index.json": (feedback, "feedback_id", None),
}


def keep_archive(memory: Memory) -> Path:
    """Seal what there is and bring the archive up to date; give its root."""
    seal_events(memory)
    ArchiveKeeper(memory.store, memory.data, {}).catch_up()
    return memory.data


def read_log(root: Path, name: str) -> list[dict[str, Any]]:
    """Read a log; one that was never written is empty."""
    path = root / name
    text = path.read_text("utf-8") if path.exists() else ""
    assert text == "" or text.endswith("\n"), f"{name} ends in the middle of a line"
    return [json.loads(line) for line in text.splitlines()]


def read_index(root: Path, name: str) -> dict[str, dict[str, Any]]:
    """Read an index."""
    found: dict[str, dict[str, Any]] = json.loads((root / name).read_text("utf-8"))
    assert all(isinstance(record, dict) for record in found.values())
    return found


def newest(root: Path, name: str) -> dict[str, dict[str, Any]]:
    """Give the last line of each record of a log that is not a deletion."""
    id_key = LOGS[name][0]
    found = {line[id_key]: line for line in read_log(root, name)}
    return {record_id: line for record_id, line in found.items() if "deleted_at" not in line}


def find_disagreements(memory: Memory, root: Path) -> list[str]:
    """Say where archive and store differ: a line lost or doubled, other words, an index that is not the logs'."""
    wrong = [
        f"{name}: {key} stands there {times} times"
        for name, (record_id, number) in LOGS.items()
        for key, times in Counter((line[record_id], line[number]) for line in read_log(root, name)).items()
        if times > 1
    ]
    with memory.store.read() as reader:
        wrong += _compare("jobs", _lines(root, "jobs/jobs.jsonl", "job_description"), _jobs(reader))
        wrong += _compare("people", _lines(root, "archive/candidates.jsonl", "candidate_name"), _people(reader))
        wrong += _compare("résumés", _lines(root, "archive/corrections.jsonl", "corrections"), _resumes(reader))
        wrong += _compare("analyses", _lines(root, "analyses/analyses.jsonl", "notes"), _analyses(reader))
        wrong += _compare("feedback", _lines(root, "feedback/interactions.jsonl", "feedback"), _feedback(reader))
        wrong += _compare("events", _audit(root), _events(reader))
        wrong += _compare("lists of skills", _additions_in(root), _additions(reader))
        wrong += _compare("maps of scores", _maps_in(root), _maps(reader))
        wrong += [
            w for name, (table, key, count) in INDEXES.items() for w in _index(reader, root, name, table, key, count)
        ]
    wrong += _deletions(memory, root)
    return wrong


def versions(memory: Memory) -> dict[tuple[str, str, int], Any]:
    """Give every version in the store: what it said, and when."""
    kinds = {"job": _jobs, "candidate": _people, "resume": _resumes, "analysis": _analyses, "feedback": _feedback}
    with memory.store.read() as reader:
        found = {kind: read(reader) for kind, read in (kinds | {"event": _events}).items()}
        found["list of skills"] = {(i, 0): said[0] for (i, _), said in _additions(reader).items()}
        found["map of scores"] = {(i, 0): said[0] for (i, _), said in _maps(reader).items()}
    return {(kind, *key): json.dumps(said) for kind, kept in found.items() for key, said in kept.items()}


def contents(memory: Memory) -> dict[str, list[tuple[Any, ...]]]:
    """Give the rows of every table that a restore brings back, in an order that does not depend on their numbers."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    with memory.store.read() as reader:
        for name, table in metadata.tables.items():
            if name in NOT_ARCHIVED:
                continue
            columns = [c for c in table.c if c.name != "written" and (name in _CHAINED or not c.name.endswith("seq"))]
            rows = [tuple(row) for row in reader.connection.execute(select(*columns))]
            found[name] = sorted(rows, key=repr)
        found["counters"] = sorted(counters.totals(reader, *integrity.counted_totals()).items())
    return found


_CHAINED = frozenset({"events", "event_chains"})
_Versions = dict[tuple[str, int], Any]
_States = dict[tuple[str, str], Any]
_Key = TypeVar("_Key", bound=tuple[str, int | str])


def _lines(root: Path, name: str, said: str) -> _Versions:
    record_id, number = LOGS[name]
    moment = "timestamp" if "timestamp" in (read_log(root, name) or [{}])[0] else "updated_at"
    return {(line[record_id], line[number]): (line[said], line[moment]) for line in read_log(root, name)}


def _compare(what: str, archived: dict[_Key, Any], kept: dict[_Key, Any]) -> list[str]:
    lost = [f"{what}: {key} is not in the archive" for key in kept.keys() - archived.keys()]
    invented = [f"{what}: {key} is not in the store" for key in archived.keys() - kept.keys()]
    differing = [f"{what}: {key} differs" for key in kept.keys() & archived.keys() if kept[key] != archived[key]]
    return lost + invented + differing


def _versions(reader: Reader, record: Table, record_id: str, version: Table, number: str, said: str) -> _Versions:
    owner = next(column for column in version.primary_key if column.name.endswith("_seq"))
    statement = select(record.c[record_id], version.c[number], version.c[said], version.c.created_at).join(
        version, owner == record.c.seq
    )
    return {(row[0], row[1]): (row[2], rfc3339(from_micros(row[3]))) for row in reader.connection.execute(statement)}


def _jobs(reader: Reader) -> _Versions:
    return _versions(reader, jobs, "job_id", job_versions, "version", "job_description")


def _people(reader: Reader) -> _Versions:
    return _versions(reader, candidates, "candidate_id", candidate_versions, "version", "candidate_name")


def _resumes(reader: Reader) -> _Versions:
    found = _versions(reader, resumes, "resume_id", resume_versions, "version", "corrections")
    return {key: (json.loads(said), at) for key, (said, at) in found.items()}


def _analyses(reader: Reader) -> _Versions:
    first: Column[str] = analyses.c.analysis_id
    rows = reader.connection.execute(select(first, analyses.c.created_at))
    found = {(row[0], 1): ("", rfc3339(from_micros(row[1]))) for row in rows}
    return found | _versions(reader, analyses, "analysis_id", analysis_versions, "version", "notes")


def _feedback(reader: Reader) -> _Versions:
    found = _versions(reader, feedback, "feedback_id", feedback_revisions, "revision", "draft")
    return {key: (json.loads(said)["feedback"], at) for key, (said, at) in found.items()}


def _audit(root: Path) -> _Versions:
    lines = read_log(root, "archive/audit.jsonl")
    return {
        (line["event_id"], line["seq"]): (line["action"], line["chain_digest"], json.dumps(line["payload"]))
        for line in lines
    }


def _events(reader: Reader) -> _Versions:
    statement = select(events, event_payloads.c.payload).outerjoin(
        event_payloads, event_payloads.c.event_id == events.c.event_id
    )
    return {
        (row.event_id, row.seq): (row.action, row.chain_digest, json.dumps(json.loads(row.payload or "null")))
        for row in reader.connection.execute(statement)
    }


def _additions_in(root: Path) -> _States:
    newest_lines = {line["addition_id"]: line for line in read_log(root, "archive/lexicon.jsonl")}
    return {(i, line["title"]): (line["terms"], line["active"]) for i, line in newest_lines.items()}


def _additions(reader: Reader) -> _States:
    rows = reader.connection.execute(select(lexicon_additions))
    return {(row.addition_id, row.title): (row.terms, bool(row.active)) for row in rows}


def _maps_in(root: Path) -> _States:
    lines = read_log(root, "archive/calibrations.jsonl")
    in_use = None
    for line in lines:
        in_use = line["calibration_id"] if line["in_use"] else None if in_use == line["calibration_id"] else in_use
    newest_lines = {line["calibration_id"]: line for line in lines}
    return {(i, line["created_at"]): (line["fit"], i == in_use) for i, line in newest_lines.items()}


def _maps(reader: Reader) -> _States:
    return {
        (row.calibration_id, rfc3339(from_micros(row.created_at))): (json.loads(row.fit), bool(row.in_use))
        for row in reader.connection.execute(select(calibrations))
    }


def _index(reader: Reader, root: Path, name: str, table: Table, key: str, count: str | None) -> list[str]:
    columns = [table.c[key], *([table.c[count]] if count else [])]
    kept = {row[0]: row for row in reader.connection.execute(select(*columns).where(table.c.deleted_at.is_(None)))}
    held = read_index(root, name)
    wrong = [f"{name}: {record_id} is there or not" for record_id in kept.keys() ^ held.keys()]
    if count:
        both = kept.keys() & held.keys()
        wrong += [f"{name}: {count} of {i} is wrong" for i in both if held[i][count] != getattr(kept[i], count)]
    return wrong


def _deletions(memory: Memory, root: Path) -> list[str]:
    logs = {
        "jobs/jobs.jsonl": jobs,
        "analyses/analyses.jsonl": analyses,
        "archive/candidates.jsonl": candidates,
        "archive/corrections.jsonl": resumes,
        "feedback/interactions.jsonl": feedback,
    }
    wrong = []
    with memory.store.read() as reader:
        for name, table in logs.items():
            there = select(func.count()).select_from(table).where(table.c.deleted_at.is_(None))
            if reader.connection.scalar(there) != len(newest(root, name)):
                wrong.append(f"{name}: what is deleted in the store is not what is deleted in the log")
    return wrong
