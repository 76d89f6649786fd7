"""Feedback is found again: by likeness, as samples for training, and as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import msgspec

from recollect.domain.caller import Caller
from recollect.domain.feedback import MIN_RATING, Feedback, SimilarFeedback, TrainingSample
from recollect.domain.text import require_usable
from recollect.domain.times import rfc3339
from recollect.scoring.vectors import DIMENSIONS, VECTORISER_ID, nearest, vectorise
from recollect.services.memory import Memory
from recollect.storage.lists import Total
from recollect.storage.records import analyses, feedback, jobs, readings
from recollect.storage.unit import Reader
from recollect.storage.views.feedback_lists import FeedbackFilter, count_feedback, each_narrowed

CSV_COLUMNS = (
    "feedback_id",
    "interaction_id",
    "revision",
    "timestamp",
    "author",
    "analysis_id",
    "job_id",
    "resume_id",
    "rating",
    "query",
    "response",
    "correct_points",
    "incorrect_points",
    "missing_points",
    "ideal_response",
    "context",
)
_ALL = FeedbackFilter()
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def search_feedback(
    memory: Memory, caller: Caller, query: str, *, count: int, min_rating: int = MIN_RATING
) -> list[SimilarFeedback]:
    """Give the feedback that is most like `query`, most like first, by the cosine of local text vectors."""
    require_usable(query, "query")
    wanted = vectorise(query)
    with memory.read(caller) as reader:
        seqs, matrix = memory.kept.feedback_vectors.load(reader, VECTORISER_ID, DIMENSIONS, min_rating)
        indices, similarities = nearest(wanted, matrix, count)
        found = [(seqs[int(i)], float(s)) for i, s in zip(indices, similarities, strict=True)]
        kept = feedback.get_many(reader, [seq for seq, _ in found])
    return [
        SimilarFeedback(**_fields(kept[seq]), similarity=round(similarity, 6))
        for seq, similarity in found
        if seq in kept
    ]


def high_quality_samples(memory: Memory, caller: Caller, *, min_rating: int, limit: int) -> list[TrainingSample]:
    """Give well-rated feedback with the versions of job, text and result that it speaks of, newest first."""
    with memory.read(caller) as reader:
        kept = feedback.list_usable(reader, min_rating=min_rating, limit=limit)
        return [sample_of(reader, entry) for entry in kept]


def sample_of(reader: Reader, entry: Feedback) -> TrainingSample:
    """Join feedback that hangs on an analysis with its whole context."""
    analysis = analyses.get_analysis(reader, entry.analysis_id or "", deleted=True)
    if analysis.analysis_result is None:
        raise AssertionError("feedback hangs on analyses that are done")
    return TrainingSample(
        **_fields(entry),
        job=jobs.get_job_version(reader, analysis.job_id, analysis.job_version),
        resume_text=readings.get_text(reader, analysis.text_sha256),
        analysis_result=analysis.analysis_result,
    )


def export_csv(memory: Memory, caller: Caller, narrowed: FeedbackFilter = _ALL) -> Iterator[str]:
    """Give the feedback of a list as CSV, oldest first, a piece at a time; no cell is a formula to a spreadsheet."""
    yield _csv_line(CSV_COLUMNS)
    with memory.read(caller) as reader:
        for entry in each_narrowed(reader, narrowed):
            yield _csv_line(_cells(entry))


def export_samples(memory: Memory, caller: Caller, narrowed: FeedbackFilter = _ALL) -> Iterator[bytes]:
    """Give what of a list can teach, joined with its whole context: a JSON object a line, oldest first."""
    if narrowed.usable is False:
        return
    with memory.read(caller) as reader:
        for entry in each_narrowed(reader, msgspec.structs.replace(narrowed, usable=True)):
            yield msgspec.json.encode(sample_of(reader, entry)) + b"\n"


def count_samples(reader: Reader, narrowed: FeedbackFilter) -> Total:
    """Count the samples that an export of a list holds."""
    if narrowed.usable is False:
        return Total(0)
    return count_feedback(reader, msgspec.structs.replace(narrowed, usable=True))


def _cells(entry: Feedback) -> tuple[str, ...]:
    said = entry.feedback
    return (
        entry.feedback_id,
        entry.interaction_id,
        str(entry.revision),
        rfc3339(entry.timestamp),
        entry.author,
        entry.analysis_id or "",
        entry.job_id or "",
        entry.resume_id or "",
        str(said.rating),
        entry.query,
        entry.response,
        "\n".join(said.correct_points),
        "\n".join(said.incorrect_points),
        "\n".join(said.missing_points),
        said.ideal_response,
        msgspec.json.encode(entry.context).decode(),
    )


def _csv_line(cells: tuple[str, ...]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(
        [f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell for cell in cells]
    )
    return line.getvalue()


def _fields(entry: Feedback) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Feedback.__struct_fields__}
