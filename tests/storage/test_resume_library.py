from __future__ import annotations

from datetime import timedelta

import pytest

from factories import START, TickingClock, add_analysis, add_job, add_resume, write
from recollect.domain.ids import JobId, ResumeId
from recollect.errors import InvalidCursor
from recollect.storage.records import analyses
from recollect.storage.store import Store
from recollect.storage.unit import Reader, UnitOfWork
from recollect.storage.views.resume_library import ResumeFilter, best_matches, list_library


def listed(reader: Reader, query: str | None = None, **narrowed: object) -> list[str]:
    narrowed_by = ResumeFilter(**narrowed)  # type: ignore[arg-type]
    page = list_library(reader, narrowed_by, query=query, cursor=None, limit=50)
    assert page.total == len(page.items)
    return [one.candidate_name for one in page.items]


def test_the_library_is_narrowed_to_those_not_analysed_for_a_job(store: Store) -> None:
    def unit(work: UnitOfWork) -> JobId:
        job, other = add_job(work), add_job(work)
        maren, emre = add_resume(work, "Maren"), add_resume(work, "Emre")
        add_resume(work, "Ines")
        add_analysis(work, job, maren)
        add_analysis(work, other, emre)
        gone = add_analysis(work, job, emre)
        analyses.set_analysis_deleted(work, gone, deleted=True, expected_version=None, actor="tester")
        return job

    job = write(store, unit)
    with store.read() as reader:
        assert listed(reader) == ["Ines", "Emre", "Maren"]
        assert listed(reader, not_analysed_for=job) == ["Ines", "Emre"]
        assert listed(reader, "emre", not_analysed_for=job) == ["Emre"]
        assert listed(reader, "ines", not_analysed_for=job) == ["Ines"]
        assert listed(reader, "!", not_analysed_for=job) == []


def test_the_library_is_narrowed_by_quality_and_day(store: Store, clock: TickingClock) -> None:
    write(store, lambda work: add_resume(work, "Maren"))
    clock.advance(timedelta(days=2))
    write(store, lambda work: add_resume(work, "Emre"))
    later = START + timedelta(days=1)
    with store.read() as reader:
        assert listed(reader, text_quality="good") == ["Emre", "Maren"]
        assert listed(reader, text_quality="poor") == []
        assert listed(reader, since=later) == ["Emre"]
        assert listed(reader, until=later) == ["Maren"]
        assert listed(reader, "emre", until=later) == []


def test_a_page_follows_its_filter_alone(store: Store) -> None:
    write(store, lambda work: [add_resume(work, f"P{number}") for number in range(3)])
    narrowed = ResumeFilter(text_quality="good")
    with store.read() as reader:
        first = list_library(reader, narrowed, query=None, cursor=None, limit=2)
        rest = list_library(reader, narrowed, query=None, cursor=first.next_cursor, limit=2)
        assert [one.candidate_name for one in (*first.items, *rest.items)] == ["P2", "P1", "P0"]
        with pytest.raises(InvalidCursor):
            list_library(reader, ResumeFilter(text_quality="fair"), query=None, cursor=first.next_cursor, limit=2)


def test_the_best_match_is_the_highest_score_and_of_those_the_newest(store: Store) -> None:
    def unit(work: UnitOfWork) -> tuple[ResumeId, ResumeId, list[str], JobId]:
        job, other = add_job(work), add_job(work)
        maren, emre = add_resume(work, "Maren"), add_resume(work, "Emre")
        made = [
            add_analysis(work, job, maren, overall_score=80.0),
            add_analysis(work, other, maren, overall_score=80.0),
            add_analysis(work, job, maren, overall_score=30.0),
        ]
        add_analysis(work, job, emre, overall_score=None, hiring_recommendation=None, recommendation=None)
        return maren[0], emre[0], list(made), other

    maren, emre, made, other = write(store, unit)
    with store.read() as reader:
        best = best_matches(reader, [maren, emre])
        assert best_matches(reader, []) == {}
    assert list(best) == [maren]
    assert (best[maren].analysis_id, best[maren].job_id, best[maren].overall_score) == (made[1], other, 80.0)
