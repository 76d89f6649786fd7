"""Search over records of every kind: by words, and by ids or how they begin.

Of each kind the newest hits are ranked, alike for all kinds, so that a search costs the same however much is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import ColumnElement, Row, Select, Table, bindparam, func, literal, null, select

from recollect.domain.feedback import FeedbackDraft, words_of
from recollect.domain.paging import Page
from recollect.domain.search import HitKind, SearchHit
from recollect.domain.times import from_micros
from recollect.domain.word_match import match_score, query_tokens, snippet
from recollect.storage.cursors import decode_cursor, encode_cursor
from recollect.storage.search import search_index
from recollect.storage.search.ranking import RANKED, find_newest
from recollect.storage.tables import (
    aliases,
    analyses,
    candidates,
    feedback,
    feedback_revisions,
    job_versions,
    jobs,
    resume_texts,
    resumes,
    tasks,
    templates,
)
from recollect.storage.unit import Reader

_EXACT, _BEGINS = 1000.0, 100.0
"""What an id is worth that is the query, or begins with it: more than any words."""
_LIKE_AN_ID = re.compile(r"(?:resume_|cand_|fb_|tpl_|task_)?[0-9a-f]{4,64}")
_OF_ONE_KIND = 5
_AFTER_ALL = "\x7f"
_BLANK = literal("")


class _Kind(Struct, frozen=True, kw_only=True):
    """How records of a kind are read: `statement` gives seq, id, title, detail, body, at, analysis_id."""

    kind: HitKind
    statement: Select[Any]
    table: Table
    record_id: ColumnElement[str]
    prefix: str = ""
    index: str | None = None
    body_of: Callable[[str], str] = str


class _Candidate(Struct, frozen=True):
    """A record that may be shown."""

    score: float
    kind: _Kind
    row: Row[Any]


def search_everything(reader: Reader, query: str, *, cursor: str | None, limit: int) -> Page[SearchHit]:
    """Give one page of all that holds every word of `query`, the words as they are or as prefixes, best first."""
    tokens = query_tokens(query)
    scope = f"everything:{query.strip()}"
    (offset,) = decode_cursor(scope, cursor) if cursor else (0,)
    named = list(_named(reader, query.strip().casefold()))
    spoken, is_lower_bound = _spoken(reader, tokens)
    known = {one.row.id for one in named}
    ranked = sorted(named, key=_order) + sorted((one for one in spoken if one.row.id not in known), key=_order)
    shown = ranked[offset : offset + limit]
    return Page(
        items=tuple(_hit(one, tokens) for one in shown),
        total=len(ranked),
        total_is_lower_bound=is_lower_bound,
        next_cursor=encode_cursor(scope, offset + limit) if len(ranked) > offset + limit else None,
    )


def _spoken(reader: Reader, tokens: Sequence[str]) -> tuple[list[_Candidate], bool]:
    """Give the records that hold all words, and whether there are older ones that were not looked at."""
    found: list[_Candidate] = []
    more = False
    for kind in _KINDS:
        if kind.index is None or not tokens:
            continue
        hits, _ = find_newest(reader, kind.index, tokens, below=2**62, wanted=RANKED + 1)
        more = more or len(hits) > RANKED
        rows = _rows(reader, kind, kind.table.c.seq.in_(hits[:RANKED])) if hits else ()
        found += [
            _Candidate(match_score(f"{row.title} {row.detail}", kind.body_of(row.body), tokens), kind, row)
            for row in rows
        ]
    return found, more


def _named(reader: Reader, written: str) -> Iterator[_Candidate]:
    """Give the records whose id, or earlier id, is what was written, or begins with it."""
    statement = select(aliases.c.kind, aliases.c.target_id).where(
        aliases.c.workspace_id == reader.workspace_id, aliases.c.alias == written
    )
    for named, target in reader.connection.execute(statement) if written else ():
        for kind in _KINDS:
            if kind.kind == named:
                yield from (_Candidate(_EXACT, kind, row) for row in _rows(reader, kind, kind.record_id == target))
    if not _LIKE_AN_ID.fullmatch(written):
        return
    for kind in _KINDS:
        begun = written if "_" in written else kind.prefix + written
        for row in _rows(reader, kind, _begins(reader, kind.record_id, begun), _OF_ONE_KIND):
            yield _Candidate(_EXACT if row.id == begun else _BEGINS, kind, row)


def _begins(reader: Reader, column: ColumnElement[str], begun: str) -> ColumnElement[bool]:
    """Tell what begins with some letters: on SQLite by the index, on PostgreSQL whatever order its texts have."""
    if reader.dialect == "sqlite":
        return (column >= begun) & (column < begun + _AFTER_ALL)
    return column.startswith(begun, autoescape=True)


def _rows(reader: Reader, kind: _Kind, condition: ColumnElement[bool], most: int = RANKED) -> Sequence[Row[Any]]:
    statement = kind.statement.where(condition).order_by(kind.table.c.seq.desc()).limit(most)
    return reader.connection.execute(statement, {"workspace_id": reader.workspace_id}).all()


def _order(one: _Candidate) -> tuple[float, int, int]:
    return -one.score, _KINDS.index(one.kind), -one.row.at


def _hit(one: _Candidate, tokens: Sequence[str]) -> SearchHit:
    row, body = one.row, one.kind.body_of(one.row.body)
    return SearchHit(
        kind=one.kind.kind,
        id=row.id,
        title=row.title,
        detail=row.detail,
        snippet=snippet(body, tokens) if body and one.score < _BEGINS else "",
        score=round(one.score, 4),
        at=from_micros(row.at),
        analysis_id=row.analysis_id,
    )


def _read(table: Table, record_id: str, at: str, **shown: ColumnElement[Any] | None) -> Select[Any]:
    """Begin the statement of a kind; deleted records are left out."""
    columns = {"title": _BLANK, "detail": _BLANK, "body": _BLANK, "analysis_id": null()} | shown
    statement = select(
        table.c.seq,
        table.c[record_id].label("id"),
        table.c[at].label("at"),
        *(column.label(name) for name, column in columns.items() if column is not None),
    ).where(table.c.workspace_id == bindparam("workspace_id"))
    return statement.where(table.c.deleted_at.is_(None)) if "deleted_at" in table.c else statement


def _same(one: Table, other: Table, name: str) -> ColumnElement[bool]:
    return (one.c.workspace_id == other.c.workspace_id) & (one.c[name] == other.c[name])


def _said(draft: str) -> str:
    return words_of(msgspec.json.decode(draft, type=FeedbackDraft))


_NAME = candidates.c.candidate_name
_KINDS = (
    _Kind(
        kind="job",
        statement=_read(
            jobs,
            "job_id",
            "created_at",
            title=jobs.c.role_name,
            detail=jobs.c.company_name,
            body=job_versions.c.job_description,
        ).join(job_versions, (job_versions.c.job_seq == jobs.c.seq) & (job_versions.c.version == jobs.c.version)),
        table=jobs,
        record_id=jobs.c.job_id,
        index=search_index.JOB_INDEX,
    ),
    _Kind(
        kind="resume",
        statement=_read(
            resumes,
            "resume_id",
            "uploaded_at",
            title=_NAME,
            detail=resumes.c.original_filename,
            body=resume_texts.c.text,
        )
        .join(candidates, _same(candidates, resumes, "candidate_id"))
        .join(resume_texts, _same(resume_texts, resumes, "text_sha256")),
        table=resumes,
        record_id=resumes.c.resume_id,
        prefix="resume_",
        index=search_index.RESUME_INDEX,
    ),
    _Kind(
        kind="analysis",
        statement=_read(analyses, "analysis_id", "created_at", title=_NAME, body=analyses.c.notes).join(
            candidates, _same(candidates, analyses, "candidate_id")
        ),
        table=analyses,
        record_id=analyses.c.analysis_id,
        index=search_index.NOTE_INDEX,
    ),
    _Kind(
        kind="feedback",
        statement=_read(
            feedback,
            "feedback_id",
            "updated_at",
            title=func.coalesce(_NAME, _BLANK),
            body=feedback_revisions.c.draft,
            analysis_id=feedback.c.analysis_id,
        )
        .join(
            feedback_revisions,
            (feedback_revisions.c.feedback_seq == feedback.c.seq)
            & (feedback_revisions.c.revision == feedback.c.revision),
        )
        .outerjoin(resumes, _same(resumes, feedback, "resume_id"))
        .outerjoin(candidates, _same(candidates, resumes, "candidate_id")),
        table=feedback,
        record_id=feedback.c.feedback_id,
        prefix="fb_",
        index=search_index.FEEDBACK_INDEX,
        body_of=_said,
    ),
    _Kind(
        kind="candidate",
        statement=_read(candidates, "candidate_id", "created_at", title=_NAME),
        table=candidates,
        record_id=candidates.c.candidate_id,
        prefix="cand_",
    ),
    _Kind(
        kind="template",
        statement=_read(templates, "template_id", "created_at", title=templates.c.name, detail=templates.c.role_name),
        table=templates,
        record_id=templates.c.template_id,
        prefix="tpl_",
    ),
    _Kind(
        kind="task",
        statement=_read(tasks, "task_id", "created_at", title=tasks.c.kind, detail=tasks.c.state),
        table=tasks,
        record_id=tasks.c.task_id,
        prefix="task_",
    ),
)
