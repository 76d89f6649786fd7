"""A ranking is by the very scores of the single analyses."""

from __future__ import annotations

from generated import SETTINGS
from pairs import load_pairs
from recollect.scoring import engine
from recollect.scoring.background import shipped_background
from recollect.scoring.ranking import rank_resumes

PAIRS = load_pairs()


def test_best_comes_first_by_the_score_that_an_analysis_shows() -> None:
    pair = PAIRS[0]
    job = engine.read_job(pair.job.description, role_name=pair.job.role_name, company_name=pair.job.company_name)
    resumes = [engine.read_resume(one.text) for other in PAIRS for one in other.resumes]
    ranked = rank_resumes(resumes, job, SETTINGS, shipped_background())
    overall = [one.scores.overall for one in ranked]
    assert overall == sorted(overall, reverse=True)
    assert sorted(one.index for one in ranked) == list(range(len(resumes)))
    assert pair.resume("fit").text == resumes[ranked[0].index].text
    assert engine.analyse(resumes[ranked[0].index], job, SETTINGS).overall_score == round(overall[0], 1)


def test_equal_resumes_keep_their_order() -> None:
    resume = engine.read_resume("Cook\nSKILLS\nBaking\n")
    ranked = rank_resumes([resume] * 3, engine.read_job("Cook\nBaking\n"), SETTINGS, shipped_background())
    assert [one.index for one in ranked] == [0, 1, 2]
