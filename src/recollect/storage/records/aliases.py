"""Other ids that a record answers to: ids of an earlier system, and ids of records that were merged."""

from __future__ import annotations

from sqlalchemy import select

from recollect.storage.tables import aliases
from recollect.storage.unit import Reader, UnitOfWork


def add_alias(work: UnitOfWork, *, kind: str, alias: str, target_id: str) -> None:
    """Let the record `target_id` answer to `alias` too."""
    work.append(aliases, {"workspace_id": work.workspace_id, "alias": alias, "kind": kind, "target_id": target_id})


def resolve_alias(reader: Reader, kind: str, alias: str) -> str | None:
    """Give the id of the record that answers to `alias`, or None."""
    return reader.connection.execute(
        select(aliases.c.target_id).where(
            aliases.c.workspace_id == reader.workspace_id, aliases.c.alias == alias, aliases.c.kind == kind
        )
    ).scalar_one_or_none()
