"""Answers to writes that carried an `Idempotency-Key`, kept for 24 hours."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from sqlalchemy import delete, select

from recollect.domain.times import to_micros
from recollect.errors import RequestUnderWay
from recollect.storage.tables import idempotent_answers
from recollect.storage.unit import Reader, UnitOfWork

KEPT_FOR = timedelta(hours=24)
_KEPT_FOR_MICROS = KEPT_FOR // timedelta(microseconds=1)


class KeptAnswer(Struct, frozen=True):
    """The body that was answered, and the hash of the request it answered."""

    body_sha256: str
    answer: bytes


def keep_answer(work: UnitOfWork, *, caller_id: str, route: str, key: str, body_sha256: str, answer: bytes) -> None:
    """Keep an answer in the transaction of its effect, and forget those that are too old.

    Raises `RequestUnderWay` when another process carried the same request out a moment ago.
    """
    if find_answer(work, caller_id=caller_id, route=route, key=key, now=work.now):
        raise RequestUnderWay("A request with this Idempotency-Key was just carried out. Send it again for its answer.")
    oldest = work.now_micros - _KEPT_FOR_MICROS
    work.connection.execute(delete(idempotent_answers).where(idempotent_answers.c.created_at < oldest))
    work.append(
        idempotent_answers,
        {
            "workspace_id": work.workspace_id,
            "caller_id": caller_id,
            "route": route,
            "key": key,
            "body_sha256": body_sha256,
            "answer": answer,
            "created_at": work.now_micros,
        },
    )


def find_answer(reader: Reader, *, caller_id: str, route: str, key: str, now: datetime) -> KeptAnswer | None:
    """Give the answer that was kept for this key, or None."""
    row = reader.connection.execute(
        select(idempotent_answers.c.body_sha256, idempotent_answers.c.answer).where(
            idempotent_answers.c.workspace_id == reader.workspace_id,
            idempotent_answers.c.caller_id == caller_id,
            idempotent_answers.c.route == route,
            idempotent_answers.c.key == key,
            idempotent_answers.c.created_at >= to_micros(now) - _KEPT_FOR_MICROS,
        )
    ).one_or_none()
    return KeptAnswer(row.body_sha256, bytes(row.answer)) if row else None
