"""The version check that all edits share: of two edits that began from one version, one is refused."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Row, Table, func, select, update

from recollect.domain.calibration import NO_CALIBRATION
from recollect.errors import StaleVersion
from recollect.storage.tables import analyses, calibrations, candidates, events, feedback, jobs, resumes, templates
from recollect.storage.unit import Reader, UnitOfWork

_VERSIONS = {
    "job": (jobs, jobs.c.job_id, jobs.c.version),
    "resume": (resumes, resumes.c.resume_id, resumes.c.version),
    "candidate": (candidates, candidates.c.candidate_id, candidates.c.version),
    "analysis": (analyses, analyses.c.analysis_id, analyses.c.version),
    "feedback": (feedback, feedback.c.feedback_id, feedback.c.revision),
    "template": (templates, templates.c.template_id, templates.c.version),
}


def advance(
    work: UnitOfWork, table: Table, row: Row[Any], record_id: str, expected_version: int | None, **changes: object
) -> int:
    """Write `changes` as the version after `expected_version` (or after the newest) and give its number.

    Raises `StaleVersion` when the record is at another version by now; nothing was changed then.
    """
    began_from = row.version if expected_version is None else expected_version
    changed = work.connection.execute(
        update(table)
        .where(table.c.seq == row.seq, table.c.version == began_from)
        .values(version=began_from + 1, updated_at=work.now_micros, **changes)
    )
    if changed.rowcount != 1:
        raise StaleVersion(
            f"It is at version {row.version} by now, and this edit began from {began_from}. "
            "Fetch it again and repeat the change; nothing was overwritten.",
            id=record_id,
        )
    return int(began_from) + 1


def require_deleted_state(row: Row[Any], record_id: str, *, deleted: bool) -> None:
    """Raise `StaleVersion` when a record that is to be brought back is not deleted."""
    if (row.deleted_at is not None) != deleted:
        raise StaleVersion("It is not deleted; there is nothing to bring back.", id=record_id)


def current_versions(reader: Reader, kind: str, record_ids: Collection[str]) -> dict[str, int]:
    """Give the versions that records of a kind are at, deleted ones too; of feedback its revision."""
    if kind not in _VERSIONS:
        return _counted_versions(reader, kind, record_ids)
    table, id_column, version = _VERSIONS[kind]
    found = select(id_column, version).where(table.c.workspace_id == reader.workspace_id, id_column.in_(record_ids))
    return {str(record_id): int(number) for record_id, number in reader.connection.execute(found)}


def next_version(work: UnitOfWork, kind: str, record_id: str, expected_version: int | None = None) -> int:
    """Give the version that comes next of what has its versions in its events alone.

    Raises `StaleVersion` when it is not at `expected_version` any more.
    """
    now = _counted_versions(work, kind, [record_id]).get(record_id, 0)
    if expected_version not in {None, now}:
        raise StaleVersion(f"It is at version {now} by now; nothing was changed.", id=record_id)
    return now + 1


def _counted_versions(reader: Reader, kind: str, record_ids: Collection[str]) -> dict[str, int]:
    """Count by events. Maps of scores share one count, since one in use puts every other out of use."""
    wanted = list(record_ids)
    if kind == "calibration":
        kept = select(calibrations.c.calibration_id).where(calibrations.c.workspace_id == reader.workspace_id)
        wanted = [*reader.connection.scalars(kept), NO_CALIBRATION]
    counted = (
        select(events.c.entity_id, func.max(events.c.record_version))
        .where(events.c.workspace_id == reader.workspace_id, events.c.entity_id.in_(wanted), events.c.entity == kind)
        .group_by(events.c.entity_id)
    )
    found = {str(record_id): int(number or 0) for record_id, number in reader.connection.execute(counted)}
    if kind == "calibration":
        return dict.fromkeys(record_ids, max(found.values(), default=0))
    return found
