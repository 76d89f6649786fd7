"""Lists of feedback, narrowed by what it hangs on and how it rates."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Select, bindparam, select

from recollect.domain.feedback import Feedback
from recollect.domain.paging import Page
from recollect.storage import counters
from recollect.storage.lists import Total, count_capped, page_of
from recollect.storage.records.feedback import each_feedback, get_many
from recollect.storage.tables import feedback
from recollect.storage.unit import Reader

_PRESENT = select(feedback.c.seq).where(
    feedback.c.workspace_id == bindparam("workspace_id"), feedback.c.deleted_at.is_(None)
)
_NARROWING: dict[str, ColumnElement[bool]] = {
    "analysis_id": feedback.c.analysis_id == bindparam("analysis_id"),
    "job_id": feedback.c.job_id == bindparam("job_id"),
    "rating": feedback.c.rating == bindparam("rating"),
    "usable": feedback.c.usable == bindparam("usable"),
}
"""How each field of a `FeedbackFilter` narrows a list."""


class FeedbackFilter(Struct, frozen=True, kw_only=True):
    """What a list of feedback is narrowed to; None leaves it as wide as it is.

    `usable` tells what can teach from what can't.
    """

    analysis_id: str | None = None
    job_id: str | None = None
    rating: int | None = None
    usable: bool | None = None

    def scope(self) -> str:
        """Name the list, for its cursors."""
        return f"feedback:{msgspec.json.encode(self).decode()}"


def list_feedback(reader: Reader, narrowed: FeedbackFilter, *, cursor: str | None, limit: int) -> Page[Feedback]:
    """Give one page of the feedback, newest first; only what is shown is read whole."""
    wanted = _wanted(narrowed)
    found = page_of(
        reader,
        _narrowed(tuple(wanted)),
        feedback.c.seq,
        scope=narrowed.scope(),
        cursor=cursor,
        limit=limit,
        total=None if wanted else Total(counters.total(reader, counters.FEEDBACK)),
        build=lambda row: int(row.seq),
        narrowed=wanted,
    )
    kept = get_many(reader, list(found.items))
    return found.holding(tuple(kept[seq] for seq in found.items if seq in kept))


def each_narrowed(reader: Reader, narrowed: FeedbackFilter) -> Iterator[Feedback]:
    """Give all the feedback of a list, oldest first."""
    wanted = _wanted(narrowed)
    return each_feedback(reader, *(_NARROWING[name] for name in wanted), **wanted)


def count_feedback(reader: Reader, narrowed: FeedbackFilter) -> Total:
    """Count the feedback of a list; up to the cap where no total of it is kept."""
    wanted = _wanted(narrowed)
    if not wanted:
        return Total(counters.total(reader, counters.FEEDBACK))
    if wanted == {"usable": 1}:
        return Total(counters.total(reader, counters.FEEDBACK_USABLE))
    return count_capped(reader, _narrowed(tuple(wanted)), {"workspace_id": reader.workspace_id, **wanted})


def _wanted(narrowed: FeedbackFilter) -> dict[str, Any]:
    given = {name: value for name in _NARROWING if (value := getattr(narrowed, name)) is not None}
    return {name: int(value) if name == "usable" else value for name, value in given.items()}


@cache
def _narrowed(narrowed_by: tuple[str, ...]) -> Select[Any]:
    return _PRESENT.where(*(_NARROWING[name] for name in narrowed_by))
