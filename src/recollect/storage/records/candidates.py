"""Candidates: the people, under the names they have now."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from recollect.domain.ids import CandidateId, HexSource, new_candidate_id, random_hex
from recollect.domain.paging import Page
from recollect.domain.resume import Candidate
from recollect.domain.times import from_micros
from recollect.errors import NotFound
from recollect.storage import counters
from recollect.storage.lists import Total, page_of
from recollect.storage.records.aliases import resolve_alias
from recollect.storage.tables import candidate_versions, candidates
from recollect.storage.unit import Reader, UnitOfWork
from recollect.storage.versions import advance, require_deleted_state

_LISTED = select(candidates).where(
    candidates.c.workspace_id == bindparam("workspace_id"), candidates.c.deleted_at.is_(None)
)


def add_candidate(
    work: UnitOfWork, candidate_name: str, *, actor: str, draw: HexSource = random_hex, resume_count: int = 1
) -> CandidateId:
    """Add a person, and give the id."""
    candidate_id = new_candidate_id(draw)
    seq = work.next_seq(candidates)
    work.append(
        candidates,
        {
            "seq": seq,
            "workspace_id": work.workspace_id,
            "candidate_id": candidate_id,
            "candidate_name": candidate_name,
            "version": 1,
            "created_at": work.now_micros,
            "updated_at": work.now_micros,
            "deleted_at": None,
            "resume_count": resume_count,
            "analysis_count": 0,
            "apart_from": None,
        },
    )
    _append_version(work, seq, 1, candidate_name, None, actor)
    work.count(counters.CANDIDATES, 1)
    return candidate_id


def get_candidate(reader: Reader, candidate_id: str) -> Candidate:
    """Give a person, or raise `NotFound`."""
    row = _row(reader, candidate_id)
    if row.deleted_at is not None:
        raise _not_found(candidate_id)
    return _candidate(row)


def is_deleted(reader: Reader, candidate_id: str) -> bool:
    """Tell whether a person is deleted; raises `NotFound` when they never were there."""
    return _row(reader, candidate_id).deleted_at is not None


def list_candidates(reader: Reader, *, cursor: str | None, limit: int) -> Page[Candidate]:
    """Give one page of the people, newest first."""
    return page_of(
        reader,
        _LISTED,
        candidates.c.seq,
        scope="candidates",
        cursor=cursor,
        limit=limit,
        total=Total(counters.total(reader, counters.CANDIDATES)),
        build=_candidate,
    )


def list_names(reader: Reader, candidate_id: str) -> list[dict[str, Any]]:
    """Give all versions of a person's name, newest first."""
    row = _row(reader, candidate_id)
    statement = (
        select(candidate_versions)
        .where(candidate_versions.c.candidate_seq == row.seq)
        .order_by(candidate_versions.c.version.desc())
    )
    return [
        {
            "version": v.version,
            "candidate_name": v.candidate_name,
            "created_at": from_micros(v.created_at),
            "actor": v.actor,
        }
        for v in reader.connection.execute(statement)
    ]


def find_answering(reader: Reader, candidate_id: str) -> CandidateId:
    """Give the id of the person who answers to an id, deleted or not, or raise `NotFound`."""
    return CandidateId(_row(reader, candidate_id).candidate_id)


def name_of(reader: Reader, candidate_id: str) -> str:
    """Give a person's present name, also when they are deleted."""
    return str(_row(reader, candidate_id).candidate_name)


def name_at(reader: Reader, candidate_id: str, version: int) -> str:
    """Give the name a person had in a version."""
    return next(str(v["candidate_name"]) for v in list_names(reader, candidate_id) if v["version"] == version)


def apart_from(reader: Reader, candidate_id: str) -> frozenset[str]:
    """Give the ids of those of whom it is kept with a person that they are somebody else."""
    return unpack_apart(_row(reader, candidate_id).apart_from)


def apart_at(reader: Reader, candidate_id: str, version: int) -> frozenset[str]:
    """Give from whom a person was told apart in a version."""
    seq = _row(reader, candidate_id).seq
    packed = reader.connection.execute(
        select(candidate_versions.c.apart_from).where(
            candidate_versions.c.candidate_seq == seq, candidate_versions.c.version == version
        )
    ).scalar_one()
    return unpack_apart(packed)


def rename_candidate(
    work: UnitOfWork,
    candidate_id: str,
    candidate_name: str,
    *,
    apart_from: AbstractSet[str] | None = None,
    expected_version: int | None,
    actor: str,
) -> int:
    """Correct a person's name, and with `apart_from` who is somebody else; give the new version."""
    row = _row(work, candidate_id)
    if row.deleted_at is not None:
        raise _not_found(candidate_id)
    packed = row.apart_from if apart_from is None else pack_apart(apart_from)
    version = advance(
        work, candidates, row, row.candidate_id, expected_version, candidate_name=candidate_name, apart_from=packed
    )
    _append_version(work, row.seq, version, candidate_name, packed, actor)
    return version


def revise_candidate(work: UnitOfWork, candidate_id: str, *, expected_version: int | None, actor: str) -> int:
    """Write a new version of a person whose résumés changed, and give its number."""
    row = _row(work, candidate_id)
    return rename_candidate(work, row.candidate_id, row.candidate_name, expected_version=expected_version, actor=actor)


def set_candidate_deleted(
    work: UnitOfWork, candidate_id: str, *, deleted: bool, expected_version: int | None, actor: str
) -> int:
    """Delete a person softly or bring them back, and give the new version."""
    row = _row(work, candidate_id)
    if deleted and row.deleted_at is not None:
        raise _not_found(candidate_id)
    require_deleted_state(row, candidate_id, deleted=not deleted)
    version = advance(
        work,
        candidates,
        row,
        row.candidate_id,
        expected_version,
        deleted_at=work.now_micros if deleted else None,
    )
    _append_version(work, row.seq, version, row.candidate_name, row.apart_from, actor)
    work.count(counters.CANDIDATES, -1 if deleted else 1)
    return version


def count_for_candidate(work: UnitOfWork, candidate_id: str, *, resumes: int = 0, analyses: int = 0) -> None:
    """Change how many résumés and analyses a person has; raises `NotFound` when they were erased meanwhile."""
    changed = work.connection.execute(
        update(candidates)
        .where(candidates.c.workspace_id == work.workspace_id, candidates.c.candidate_id == candidate_id)
        .values(resume_count=candidates.c.resume_count + resumes, analysis_count=candidates.c.analysis_count + analyses)
    )
    if changed.rowcount != 1:
        raise _not_found(candidate_id)


def _row(reader: Reader, candidate_id: str) -> Row[Any]:
    """Give a person's row; one who was joined to another is deleted and answers as the other."""
    statement = select(candidates).where(candidates.c.workspace_id == reader.workspace_id)
    target: str | None = candidate_id
    row: Row[Any] | None = None
    while target is not None and (row is None or row.deleted_at is not None):
        row = reader.connection.execute(statement.where(candidates.c.candidate_id == target)).one_or_none()
        deleted = row is None or row.deleted_at is not None
        target = resolve_alias(reader, "candidate", target) if deleted else None
    if row is None:
        raise _not_found(candidate_id)
    return row


def pack_apart(ids: Iterable[str]) -> str | None:
    """Write ids of candidates as a column holds them; none is null."""
    return " ".join(sorted(ids)) or None


def unpack_apart(packed: str | None) -> frozenset[str]:
    """Give the ids that a column holds."""
    return frozenset((packed or "").split())


def _append_version(
    work: UnitOfWork, seq: int, version: int, candidate_name: str, apart_from: str | None, actor: str
) -> None:
    work.append(
        candidate_versions,
        {
            "candidate_seq": seq,
            "version": version,
            "workspace_id": work.workspace_id,
            "candidate_name": candidate_name,
            "created_at": work.now_micros,
            "actor": actor,
            "apart_from": apart_from,
        },
    )


def _candidate(row: Row[Any]) -> Candidate:
    return Candidate(
        candidate_id=CandidateId(row.candidate_id),
        candidate_name=row.candidate_name,
        created_at=from_micros(row.created_at),
        updated_at=from_micros(row.updated_at),
        version=row.version,
        resume_count=row.resume_count,
        analysis_count=row.analysis_count,
    )


def _not_found(candidate_id: str) -> NotFound:
    return NotFound("There is no candidate of this id.", id=candidate_id)
