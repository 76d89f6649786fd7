"""Facts about the store itself, one text a name."""

from __future__ import annotations

from sqlalchemy import delete, select

from recollect.storage.tables import store_facts
from recollect.storage.unit import Reader, UnitOfWork

LAST_BACKUP = "last_backup"
ERASURE_UNDER_WAY = "erasure_under_way"
CLOCK_WATCH = "clock_watch"
ARCHIVE_HOLDS_ERASED = "archive_holds_erased"
SAMPLE = "sample"
PROFILES_READ_BY = "profiles_read_by"


def find_fact(reader: Reader, name: str) -> str | None:
    """Give a fact, or None when nothing is known."""
    return reader.connection.execute(select(store_facts.c.value).where(store_facts.c.name == name)).scalar_one_or_none()


def put_fact(work: UnitOfWork, name: str, value: str | None) -> None:
    """Replace a fact; None takes it away."""
    work.connection.execute(delete(store_facts).where(store_facts.c.name == name))
    if value is not None:
        work.append(store_facts, {"name": name, "value": value})
