"""Maintained totals are counted anew from the records."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select, update

from recollect.storage.tables import counter_deltas, counters
from recollect.storage.unit import UnitOfWork
from recollect.storage.upkeep.integrity import COUNTED_OF_RECORDS, counted_totals


def rebuild_totals(work: UnitOfWork) -> None:
    """Count the totals of the store and of each record."""
    here = {"workspace_id": work.workspace_id}
    for table in (counters, counter_deltas):
        work.connection.execute(delete(table).where(table.c.workspace_id == work.workspace_id))
    for name, statement in counted_totals().items():
        if total := work.connection.execute(statement, here).scalar_one():
            work.connection.execute(insert(counters).values(**here, name=name, value=total))
    for owner, owner_id, owned, name in COUNTED_OF_RECORDS:
        there = (
            select(func.count())
            .select_from(owned)
            .where(owned.c.workspace_id == owner.c.workspace_id, owned.c[owner_id] == owner.c[owner_id])
            .where(owned.c.deleted_at.is_(None))
            .scalar_subquery()
        )
        work.connection.execute(update(owner).where(owner.c.workspace_id == work.workspace_id).values({name: there}))
