"""What the user added to the lexicon; taken out of force it stays, so that older scores can be repeated."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from msgspec import Struct
from sqlalchemy import select, update

from recollect.domain.history import AdditionRecord
from recollect.domain.times import from_micros, to_micros
from recollect.errors import NotFound
from recollect.storage.tables import lexicon_additions
from recollect.storage.unit import Reader, UnitOfWork


class StoredAddition(Struct, frozen=True, kw_only=True):
    """An addition without its terms."""

    addition_id: str
    source: str
    title: str
    term_count: int
    added_at: datetime
    active: bool


def put_addition(work: UnitOfWork, addition_id: str, *, source: str, title: str, terms: str, term_count: int) -> bool:
    """Keep an addition and put it in force; tell whether it was not before."""
    kept = {one.addition_id: one for one in list_additions(work)}.get(addition_id)
    if kept is None:
        work.append(
            lexicon_additions,
            {
                "workspace_id": work.workspace_id,
                "addition_id": addition_id,
                "source": source,
                "title": title,
                "terms": terms,
                "term_count": term_count,
                "added_at": work.now_micros,
                "active": 1,
            },
        )
        return True
    return not kept.active and set_active(work, addition_id, active=True)


def set_active(work: UnitOfWork, addition_id: str, *, active: bool) -> bool:
    """Put an addition in force or out of it, and tell whether that changed anything; raises `NotFound`."""
    kept = {one.addition_id: one for one in list_additions(work)}.get(addition_id)
    if kept is None:
        raise NotFound("There is no addition of this id; list them with `recollect skills additions`.", id=addition_id)
    work.connection.execute(
        update(lexicon_additions)
        .where(lexicon_additions.c.workspace_id == work.workspace_id, lexicon_additions.c.addition_id == addition_id)
        .values(active=int(active))
    )
    return kept.active != active


def list_additions(reader: Reader) -> list[StoredAddition]:
    """Give all additions, oldest first."""
    table = lexicon_additions
    columns = (table.c.addition_id, table.c.source, table.c.title, table.c.term_count, table.c.added_at, table.c.active)
    statement = select(*columns).where(table.c.workspace_id == reader.workspace_id)
    return [
        StoredAddition(
            addition_id=row.addition_id,
            source=row.source,
            title=row.title,
            term_count=row.term_count,
            added_at=from_micros(row.added_at),
            active=bool(row.active),
        )
        for row in reader.connection.execute(statement.order_by(table.c.added_at, table.c.addition_id))
    ]


def addition_records(reader: Reader, addition_ids: Collection[str]) -> dict[str, AdditionRecord]:
    """Give additions as they are now, as the archive keeps them; whoever asks dates them."""
    table = lexicon_additions
    statement = select(table).where(
        table.c.workspace_id == reader.workspace_id, table.c.addition_id.in_(list(addition_ids))
    )
    rows = reader.connection.execute(statement).all() if addition_ids else ()
    return {
        row.addition_id: AdditionRecord(
            addition_id=row.addition_id,
            source=row.source,
            title=row.title,
            term_count=row.term_count,
            added_at=from_micros(row.added_at),
            terms=row.terms,
            active=bool(row.active),
            updated_at=from_micros(row.added_at),
            actor="",
        )
        for row in rows
    }


def restore_additions(work: UnitOfWork, records: Sequence[AdditionRecord]) -> None:
    """Make additions again; of several records of one the last one counts."""
    table = lexicon_additions
    there = {one.addition_id for one in list_additions(work)}
    for record in {record.addition_id: record for record in records}.values():
        if record.addition_id in there:
            set_active(work, record.addition_id, active=record.active)
            continue
        work.append(
            table,
            {
                "workspace_id": work.workspace_id,
                "addition_id": record.addition_id,
                "source": record.source,
                "title": record.title,
                "terms": record.terms,
                "term_count": record.term_count,
                "added_at": to_micros(record.added_at),
                "active": int(record.active),
            },
        )


def active_terms(reader: Reader) -> list[tuple[str, str]]:
    """Give id and terms of each addition in force, oldest first."""
    table = lexicon_additions
    statement = select(table.c.addition_id, table.c.terms).where(
        table.c.workspace_id == reader.workspace_id, table.c.active == 1
    )
    rows = reader.connection.execute(statement.order_by(table.c.added_at, table.c.addition_id))
    return [(row.addition_id, row.terms) for row in rows]
