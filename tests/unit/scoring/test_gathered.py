"""What arrays of many résumés say is at least what each of them has."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counts import full_or
from generated import ADS, SETTINGS, Parts, ads, job_of, resumes
from pairs import load_pairs
from recollect.domain.calibration import Doubt
from recollect.scoring import engine
from recollect.scoring.gathered import Marks, gather, have_any, relevance_at_most
from recollect.scoring.judging.earnable import earnable
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.overall import highest_possible
from recollect.scoring.parameters import ScoringSettings
from recollect.scoring.profiles import JobProfile, ResumeProfile
from recollect.scoring.ranking import highest_of_all
from recollect.scoring.relevance import near_one, relevance, topic_cosine

PAIRS = settings(
    max_examples=full_or(30, 1000), deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
TEXTS = [one.text for pair in load_pairs() for one in pair.resumes]
ODD = ["", "Ada", "Python", "EXPERIENCE\nCook, Blue Door\n2012 - 2020\n"]
SETTINGS_OF_ALL_KINDS = [
    SETTINGS,
    msgspec.structs.replace(SETTINGS, skills_weight=0.0),
    msgspec.structs.replace(SETTINGS, experience_weight=0.9, education_weight=0.0),
    msgspec.structs.replace(SETTINGS, calibration=((0.0, 0.0), (60.0, 60.0), (60.001, 80.0), (100.0, 100.0))),
    msgspec.structs.replace(
        SETTINGS,
        doubts=tuple(
            Doubt(term=term, words=words, credit=credit, right=3, wrong=9, people=4, gain=2)
            for term, words, credit in (("Python", "python", 0.9), ("SQL", "postgresql", 0.9), ("Java", "java", 0.0))
        ),
    ),
]
_WORTHS = {"met": 1.0, "partly": 0.4, "not_found": 0.2}


def expect_bounds(profiles: list[ResumeProfile], job: JobProfile, setting: ScoringSettings = SETTINGS) -> None:
    """Expect that nothing a pair comes to exceeds what the arrays allow."""
    gathered = gather(profiles)
    near, allowed = relevance_at_most(gathered, job), earnable(job, gathered)
    raws = highest_of_all(profiles, job, setting)
    for place, resume in enumerate(profiles):
        scores = engine.score_pair(resume, job, setting, shipped_background())
        assert scores.overall <= highest_possible(float(raws[place]), setting)
        cosine = topic_cosine(resume, job)
        assert relevance(resume, job, cosine) <= near[place] + 1e-9
        verdicts = engine.judge_all(resume, job, setting, near_one(cosine))
        for requirement, verdict, most, counts in zip(
            job.requirements, verdicts, allowed.most[:, place], allowed.counts, strict=True
        ):
            assert verdict.credit is not None or not counts
            assert verdict.status != "met" or most == 1, requirement
            if verdict.credit is not None and most < 1:
                assert verdict.credit * _WORTHS[verdict.status] <= most * _WORTHS["partly"] + 1e-9, requirement


@pytest.mark.parametrize("setting", SETTINGS_OF_ALL_KINDS)
def test_no_written_pair_exceeds_what_the_arrays_allow(setting: ScoringSettings) -> None:
    profiles = list(map(engine.read_resume, [*TEXTS, *ODD]))
    for place in range(len(ADS)):
        expect_bounds(profiles, job_of(place), setting)
    expect_bounds(profiles, engine.read_job(""), setting)
    expect_bounds(profiles, engine.read_job("English, fluent\nMust have a driving licence\n"), setting)


@PAIRS
@given(st.lists(resumes, min_size=1, max_size=4), ads)
def test_no_generated_pair_exceeds_what_the_arrays_allow(parts: list[Parts], place: int) -> None:
    expect_bounds([engine.read_resume(one.text()) for one in parts], job_of(place))


def test_relevance_is_seldom_more_than_it_is() -> None:
    profiles = list(map(engine.read_resume, TEXTS))
    more = []
    for place in range(len(ADS)):
        job = job_of(place)
        most = relevance_at_most(gather(profiles), job).tolist()
        more += [high - relevance(one, job, topic_cosine(one, job)) for one, high in zip(profiles, most, strict=True)]
    assert sum(abs(one) < 1e-9 for one in more) > 0.8 * len(more)


def test_what_a_resume_has_is_found_in_its_own_column() -> None:
    """A number is shared by few words, but by some: what is there is always found, and little that is not."""
    cook, nobody, nurse = map(engine.read_resume, [TEXTS[0], "", TEXTS[2]])
    of_nurse = [Marks(stems=frozenset([one])) for one in {*nurse.tokens.stems} - {*cook.tokens.stems}]
    of_cook = [Marks(terms=frozenset([one])) for one in {*cook.mentions} - {*nurse.mentions}]
    of_cook += [Marks(runs=frozenset([one])) for one in cook.fingerprints - nurse.fingerprints]
    asked = [*of_nurse, *of_cook, Marks()]
    found = [tuple(row.tolist()) for row in have_any(gather([cook, nobody, nurse]), asked)]
    by_nurse, by_cook = found[: len(of_nurse)], found[len(of_nurse) : -1]
    assert all(one[2] for one in by_nurse)
    assert all(one[0] for one in by_cook)
    assert not any(one[1] for one in found)
    assert by_nurse.count((False, False, True)) > 0.9 * len(by_nurse)
    assert by_cook.count((True, False, False)) > 0.9 * len(by_cook)
    assert found[-1] == (False, False, False)


def test_arrays_are_made_once() -> None:
    resume = engine.read_resume(TEXTS[0])
    first = gather([resume])
    made = resume.index.columns
    assert gather([resume]).words.tolist() == first.words.tolist()
    assert resume.index.columns is made
