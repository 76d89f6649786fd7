"""The library of résumés: narrowed, page by page, and what each has matched best so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, select

from recollect.domain.document import TextQuality
from recollect.domain.ids import AnalysisId, JobId
from recollect.domain.paging import Page
from recollect.domain.resume import ResumeSummary
from recollect.domain.times import to_micros
from recollect.domain.word_match import query_tokens
from recollect.storage.lists import page_of
from recollect.storage.records.resumes import LISTED, list_resumes, summary_of
from recollect.storage.search import search_index
from recollect.storage.tables import analyses, resumes
from recollect.storage.unit import Reader

MOST_HITS = 2_000
"""So many of the newest résumés that hold the words are narrowed further."""

_LIVE_ANALYSIS = (analyses.c.workspace_id == resumes.c.workspace_id) & analyses.c.deleted_at.is_(None)
_FOR_JOB = exists(
    select(analyses.c.seq).where(
        _LIVE_ANALYSIS,
        analyses.c.resume_id == resumes.c.resume_id,
        analyses.c.job_id == bindparam("not_analysed_for"),
    )
)
_NARROWING: dict[str, ColumnElement[bool]] = {
    "not_analysed_for": ~_FOR_JOB,
    "text_quality": resumes.c.text_quality == bindparam("text_quality"),
    "since": resumes.c.uploaded_at >= bindparam("since"),
    "until": resumes.c.uploaded_at < bindparam("until"),
    "hits": resumes.c.seq.in_(bindparam("hits", expanding=True)),
}
"""How each field of a `ResumeFilter` narrows the library, and the hits of a search."""


class ResumeFilter(Struct, frozen=True, kw_only=True):
    """What the library is narrowed to; None leaves it as wide as it is."""

    not_analysed_for: str | None = None
    text_quality: TextQuality | None = None
    since: datetime | None = None
    until: datetime | None = None


class BestMatch(Struct, frozen=True, kw_only=True):
    """The analysis in which a résumé came out best, and its job."""

    analysis_id: AnalysisId
    job_id: JobId
    overall_score: float


def list_library(
    reader: Reader, narrowed: ResumeFilter, *, query: str | None, cursor: str | None, limit: int
) -> Page[ResumeSummary]:
    """Give one page of the library, newest first; with `query` alone, best first."""
    wanted = {name: value for name, value in msgspec.structs.asdict(narrowed).items() if value is not None}
    if not wanted:
        return list_resumes(reader, query=query, cursor=cursor, limit=limit)
    asked: dict[str, Any] = {
        name: to_micros(value) if isinstance(value, datetime) else value for name, value in wanted.items()
    }
    if query:
        asked["hits"] = _hits(reader, query)
    return page_of(
        reader,
        _listed(tuple(asked)),
        resumes.c.seq,
        scope=f"library:{msgspec.json.encode((narrowed, query)).decode()}",
        cursor=cursor,
        limit=limit,
        total=None,
        build=summary_of,
        narrowed=asked,
    )


def best_matches(reader: Reader, resume_ids: Sequence[str]) -> dict[str, BestMatch]:
    """Give what each of some résumés has matched best so far; one without a score is left out."""
    if not resume_ids:
        return {}
    rank = (
        func.row_number()
        .over(partition_by=analyses.c.resume_id, order_by=(analyses.c.overall_score.desc(), analyses.c.seq.desc()))
        .label("rank")
    )
    ranked = (
        select(analyses.c.resume_id, analyses.c.analysis_id, analyses.c.job_id, analyses.c.overall_score, rank)
        .where(
            analyses.c.workspace_id == reader.workspace_id,
            analyses.c.resume_id.in_(list(resume_ids)),
            and_(analyses.c.deleted_at.is_(None), analyses.c.overall_score.is_not(None)),
        )
        .subquery()
    )
    return {
        row.resume_id: BestMatch(
            analysis_id=AnalysisId(row.analysis_id), job_id=JobId(row.job_id), overall_score=row.overall_score
        )
        for row in reader.connection.execute(select(ranked).where(ranked.c.rank == 1))
    }


@cache
def _listed(narrowed_by: tuple[str, ...]) -> Select[Any]:
    return LISTED.where(*(_NARROWING[name] for name in narrowed_by))


def _hits(reader: Reader, query: str) -> list[int]:
    tokens = query_tokens(query)
    if not tokens:
        return []
    return search_index.find(
        reader.connection, search_index.RESUME_INDEX, tokens, prefixes=True, below=2**62, limit=MOST_HITS
    )
