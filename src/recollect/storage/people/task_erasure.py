"""What settled items of background work say of a person, and the files that were kept for trying them again."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Row, select, update

from recollect.storage.tables import task_items
from recollect.storage.unit import UnitOfWork

ERASED = "erased"
"""The key that is left in the input of an item whose person was erased: it can't be done again."""
_EMPTIED = {"label": "", "input": msgspec.json.encode({ERASED: True}).decode(), "detail": None}

_WORDS = frozenset({"files", "notes", "problems"})


def forget_items(
    work: UnitOfWork, ids: Collection[str], mention: re.Pattern[str] | None, staged: Collection[str]
) -> tuple[str, ...]:
    """Empty settled items that name one of these records, mention the person, or wait with one of these staged files.

    Gives the staged files that belonged to them.
    """
    told = select(task_items).where(
        task_items.c.workspace_id == work.workspace_id, task_items.c.state.not_in(("waiting", "running"))
    )
    theirs = [
        row
        for row in work.connection.execute(told).yield_per(500)
        if _names(row, ids) or (mention and _mentions(row, mention)) or (_staged_in(row) or "") in staged
    ]
    for row in theirs:
        of_item = (task_items.c.task_seq == row.task_seq) & (task_items.c.number == row.number)
        work.connection.execute(update(task_items).where(of_item).values(**_EMPTIED, result=_ids_alone(row.result)))
    return tuple(name for row in theirs if (name := _staged_in(row)) is not None)


def _ids_alone(result: str | None) -> str | None:
    """Give a result without what it says beside the ids of what was made: files, words on them, what is wrong."""
    if result is None:
        return None
    told = {name: value for name, value in msgspec.json.decode(result).items() if name not in _WORDS}
    return msgspec.json.encode(told).decode()


def _names(row: Row[Any], ids: Collection[str]) -> bool:
    return any(record_id in text for text in (row.input, row.result or "") for record_id in ids)


def _mentions(row: Row[Any], mention: re.Pattern[str]) -> bool:
    return any(mention.search(text) for text in (row.label, row.input, row.detail) if text)


def _staged_in(row: Row[Any]) -> str | None:
    staged = msgspec.json.decode(row.input).get("staged")
    return None if staged is None else str(staged)
