from __future__ import annotations

import pytest

from factories import add_analysis, add_job, add_resume
from recollect.domain.caller import Caller
from recollect.domain.ids import AnalysisId
from recollect.services.jobs import job_standing
from recollect.services.jobs.job_standing import Medians, Standing, stand_in_job
from recollect.services.memory import Memory
from recollect.storage.records import analyses
from recollect.storage.unit import UnitOfWork


def place(memory: Memory, caller: Caller, analysis_id: str) -> Standing:
    with memory.read(caller) as reader:
        return stand_in_job(reader, analyses.get_analysis(reader, analysis_id))


def score_all(memory: Memory, caller: Caller, *scores: float | None) -> list[AnalysisId]:
    """Analyse a person a score for one job, and one more for another job."""

    def unit(work: UnitOfWork) -> list[AnalysisId]:
        job, other = add_job(work), add_job(work)
        add_analysis(work, other, add_resume(work, "Elsewhere"), overall_score=99.0)
        return [
            add_analysis(work, job, add_resume(work, f"Person {number}"), overall_score=score)
            for number, score in enumerate(scores)
        ]

    return memory.write(caller, unit)


def test_the_best_comes_first_and_who_has_no_score_last(memory: Memory, caller: Caller) -> None:
    low, none, high = score_all(memory, caller, 40.0, None, 80.0)
    assert place(memory, caller, high) == Standing(
        position=1,
        of=3,
        is_lower_bound=False,
        better=None,
        worse=low,
        newest=high,
        medians=Medians(overall=60.0, skills=80.0),
    )
    middle = place(memory, caller, low)
    assert (middle.position, middle.better, middle.worse) == (2, high, none)
    last = place(memory, caller, none)
    assert (last.position, last.better, last.worse) == (3, low, None)


def test_of_the_same_score_the_newer_comes_first(memory: Memory, caller: Caller) -> None:
    older, newer = score_all(memory, caller, 50.0, 50.0)
    assert place(memory, caller, newer).worse == older


def test_a_resume_stands_where_its_newest_analysis_does(memory: Memory, caller: Caller) -> None:
    def unit(work: UnitOfWork) -> tuple[AnalysisId, AnalysisId, AnalysisId]:
        job, maren, emre = add_job(work), add_resume(work, "Maren"), add_resume(work, "Emre")
        first = add_analysis(work, job, maren, overall_score=90.0)
        other = add_analysis(work, job, emre, overall_score=60.0)
        return first, other, add_analysis(work, job, maren, overall_score=30.0)

    first, other, again = memory.write(caller, unit)
    for one in (first, again):
        stands = place(memory, caller, one)
        assert (stands.position, stands.of, stands.better, stands.newest) == (2, 2, other, again)


def test_what_is_older_than_those_compared_has_no_place(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_standing, "MOST_COMPARED", 2)
    oldest, *_ = score_all(memory, caller, 10.0, 20.0, 30.0)
    stands = place(memory, caller, oldest)
    assert (stands.position, stands.newest, stands.of, stands.is_lower_bound) == (None, None, 2, True)


def test_each_part_has_a_median_of_those_that_have_a_score_of_it(memory: Memory, caller: Caller) -> None:
    def unit(work: UnitOfWork) -> AnalysisId:
        job, maren = add_job(work), add_resume(work, "Maren")
        add_analysis(work, job, maren, skill_match_score=1.0)  # not her newest
        add_analysis(work, job, maren, skill_match_score=20.0, education_match_score=None)
        add_analysis(work, job, add_resume(work, "Emre"), skill_match_score=40.0, education_match_score=70.0)
        return add_analysis(work, job, add_resume(work, "Ines"), skill_match_score=90.0, education_match_score=30.0)

    stands = place(memory, caller, memory.write(caller, unit))
    assert stands.medians == Medians(overall=71.5, skills=40.0, experience=None, education=50.0)
