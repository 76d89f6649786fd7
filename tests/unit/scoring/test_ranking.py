"""A ranking is by the very scores of the single analyses."""

from __future__ import annotations

import msgspec
import pytest

from generated import SETTINGS
from pairs import load_pairs
from recollect.domain.calibration import Knots
from recollect.scoring import engine, ranking
from recollect.scoring.knowledge.background import Background, shipped_background
from recollect.scoring.overall import Scores
from recollect.scoring.parameters import ScoringSettings
from recollect.scoring.profiles import JobProfile, ResumeProfile
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


@pytest.mark.parametrize("knots", [(), ((0.0, 0.0), (60.0, 60.0), (60.001, 80.0), (90.0, 80.0), (100.0, 100.0))])
@pytest.mark.parametrize("first", [1, 3, 10, 1000])
def test_the_first_are_those_of_the_whole_ranking(first: int, knots: Knots) -> None:
    settings = msgspec.structs.replace(SETTINGS, calibration=knots)
    resumes = [engine.read_resume(one.text) for pair in PAIRS for one in pair.resumes]
    for pair in PAIRS:
        job = engine.read_job(pair.job.description, role_name=pair.job.role_name)
        whole = rank_resumes(resumes, job, settings, shipped_background())
        assert rank_resumes(resumes, job, settings, shipped_background(), first=first) == whole[:first]


def test_who_copies_the_ad_is_ranked_without_its_words_wherever_that_is() -> None:
    job = engine.read_job(PAIRS[0].job.description, role_name=PAIRS[0].job.role_name)
    texts = [one.text for pair in PAIRS for one in pair.resumes]
    resumes = [engine.read_resume(text + "\n" + job.description) for text in texts[:4]]
    resumes += [engine.read_resume(text) for text in texts]
    whole = rank_resumes(resumes, job, SETTINGS, shipped_background())
    for first in (1, 2, 5, len(texts)):
        assert rank_resumes(resumes, job, SETTINGS, shipped_background(), first=first) == whole[:first]


def test_a_text_about_something_else_is_not_judged_for_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []

    def counted(resume: ResumeProfile, job: JobProfile, settings: ScoringSettings, background: Background) -> Scores:
        judged.append(resume.text)
        return engine.score_pair(resume, job, settings, background)

    monkeypatch.setattr(ranking, "score_pair", counted)
    job = engine.read_job(PAIRS[0].job.description, role_name=PAIRS[0].job.role_name)
    resumes = [engine.read_resume(one.text) for pair in PAIRS for one in pair.resumes]
    rank_resumes(resumes, job, SETTINGS, shipped_background(), first=1)
    assert PAIRS[0].resume("fit").text in judged
    assert len(judged) < len(resumes) / 2
