"""The vectors by which similar feedback is found; each with the id of the vectoriser that made it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func, select

from recollect.storage.history.event_chain import count_events
from recollect.storage.tables import feedback, feedback_vectors
from recollect.storage.unit import Reader, UnitOfWork

Vectors = NDArray[np.float32]


def put_vector(work: UnitOfWork, seq: int, vectoriser_id: str, vector: Vectors) -> None:
    """Keep the vector of a feedback's newest revision in place of the one before."""
    work.connection.execute(delete(feedback_vectors).where(feedback_vectors.c.feedback_seq == seq))
    work.append(
        feedback_vectors,
        {
            "feedback_seq": seq,
            "workspace_id": work.workspace_id,
            "vectoriser_id": vectoriser_id,
            "vector": vector.astype("<f4").tobytes(),
        },
    )


class VectorMatrix:
    """All vectors of one vectoriser as one matrix, kept in memory and read anew when feedback has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[int, str, int], _Kept] = {}

    def load(self, reader: Reader, vectoriser_id: str, dimensions: int, min_rating: int) -> tuple[list[int], Vectors]:
        """Give the `seq` of each feedback and the matrix, shape (n, dimensions), in the same order."""
        key = (reader.workspace_id, vectoriser_id, min_rating)
        with self._lock:
            kept = self._kept.get(key)
        events = count_events(reader)
        if kept is None or kept.events != events:  # something was done since, perhaps to feedback
            stamp = _stamp(reader)
            if kept is not None and kept.stamp == stamp:
                kept = replace(kept, events=events)
            else:
                kept = _Kept(events, stamp, *_read(reader, vectoriser_id, dimensions, min_rating))
            with self._lock:
                self._kept[key] = kept
        return kept.seqs, kept.matrix


@dataclass(frozen=True)
class _Kept:
    """A matrix, how many events there were when it was looked at, and what the feedback was like."""

    events: int
    stamp: tuple[object, ...]
    seqs: list[int]
    matrix: Vectors


def _stamp(reader: Reader) -> tuple[object, ...]:
    """Give what changes whenever feedback does; that goes through all of it."""
    told = select(func.count(), func.max(feedback.c.seq), func.sum(feedback.c.revision))
    return tuple(reader.connection.execute(told.where(feedback.c.workspace_id == reader.workspace_id)).one())


def _read(reader: Reader, vectoriser_id: str, dimensions: int, min_rating: int) -> tuple[list[int], Vectors]:
    statement = (
        select(feedback_vectors.c.feedback_seq, feedback_vectors.c.vector)
        .join(feedback, feedback.c.seq == feedback_vectors.c.feedback_seq)
        .where(
            feedback_vectors.c.workspace_id == reader.workspace_id,
            feedback_vectors.c.vectoriser_id == vectoriser_id,
            feedback.c.deleted_at.is_(None),
            feedback.c.rating >= min_rating,
        )
        .order_by(feedback_vectors.c.feedback_seq)
    )
    rows = reader.connection.execute(statement).all()
    packed = b"".join(bytes(row.vector) for row in rows)
    return [row.feedback_seq for row in rows], np.frombuffer(packed, "<f4").reshape(len(rows), dimensions)
