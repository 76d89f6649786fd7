"""Maintained totals, so that no list counts what it can keep."""

from __future__ import annotations

from sqlalchemy import bindparam, delete, func, select, text, union_all

from recollect.storage.prepared import Prepared
from recollect.storage.tables import counter_deltas, counters
from recollect.storage.unit import Reader, UnitOfWork

JOBS = "jobs"
RESUMES = "resumes"
DOCUMENT_BYTES = "document_bytes"
CANDIDATES = "candidates"
TEMPLATES = "templates"
ANALYSES = "analyses"
TASKS = "tasks"
FEEDBACK = "feedback"
FEEDBACK_USABLE = "feedback_usable"
FEEDBACK_RATINGS = {rating: f"feedback_rating_{rating}" for rating in range(1, 6)}

_FOLD_FROM = 500
_FOLD_LOCK = 7_230_665_129

_KEPT = select(counters.c.name, counters.c.value).where(
    counters.c.workspace_id == bindparam("workspace_id"), counters.c.name.in_(bindparam("names", expanding=True))
)
_CHANGES = select(counter_deltas.c.name, counter_deltas.c.delta).where(
    counter_deltas.c.workspace_id == bindparam("workspace_id"),
    counter_deltas.c.name.in_(bindparam("names", expanding=True)),
)
_KEPT_AND_CHANGES = union_all(_KEPT, _CHANGES)
"""One statement, so that changes which are folded meanwhile are counted once."""
_KEPT_ONE = Prepared(
    select(counters.c.value).where(
        counters.c.workspace_id == bindparam("workspace_id"), counters.c.name == bindparam("name")
    )
)


def totals(reader: Reader, *names: str) -> dict[str, int]:
    """Give the totals of those names; 0 for one that was never changed."""
    found = dict.fromkeys(names, 0)
    parameters = {"workspace_id": reader.workspace_id, "names": names}
    statement = _KEPT if reader.dialect == "sqlite" else _KEPT_AND_CHANGES
    for name, value in reader.connection.execute(statement, parameters):
        found[name] += int(value)
    return found


def total(reader: Reader, name: str) -> int:
    """Give one total."""
    if reader.dialect != "sqlite":
        return totals(reader, name)[name]
    kept = _KEPT_ONE.tuples(reader, {"workspace_id": reader.workspace_id, "name": name})
    return int(kept[0][0]) if kept else 0


def fold_deltas(work: UnitOfWork) -> None:
    """Add up the waiting changes when there are many: PostgreSQL keeps changes as rows, so that writers don't queue."""
    if work.dialect == "sqlite":
        return
    waiting = work.connection.execute(select(func.count()).select_from(counter_deltas)).scalar_one()
    if waiting < _FOLD_FROM:
        return
    if not work.connection.execute(text("SELECT pg_try_advisory_xact_lock(:key)"), {"key": _FOLD_LOCK}).scalar():
        return
    removed = delete(counter_deltas).returning(
        counter_deltas.c.workspace_id, counter_deltas.c.name, counter_deltas.c.delta
    )
    sums: dict[tuple[int, str], int] = {}
    for workspace_id, name, delta in work.connection.execute(removed):
        sums[workspace_id, name] = sums.get((workspace_id, name), 0) + delta
    upsert = text(
        "INSERT INTO counters (workspace_id, name, value) VALUES (:workspace_id, :name, :value) "
        "ON CONFLICT (workspace_id, name) DO UPDATE SET value = counters.value + excluded.value"
    )
    work.connection.execute(
        upsert, [{"workspace_id": w, "name": name, "value": value} for (w, name), value in sums.items()]
    )
