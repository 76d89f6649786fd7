"""What a résumé has no sign of, or names plainly, is judged as it would be if it were looked at."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from generated import ADS, SETTINGS, Parts, ads, job_of, resumes
from graded import load_graded
from pairs import load_pairs
from recollect.scoring import engine
from recollect.scoring.judging.closeness import measure_positions
from recollect.scoring.judging.judging import judge
from recollect.scoring.judging.judging_plainly import judge_plainly
from recollect.scoring.judging.signs import answerable, signs_of, unanswered
from recollect.scoring.profiles import JobProfile, ResumeProfile
from recollect.scoring.reading.intervals import month_number
from recollect.scoring.relevance import near_one, topic_cosine
from unit.scoring.test_gathered import ODD, PAIRS

STRANGERS = 6
"""How many résumés of other trades each graded ad is held against."""


def passed_over(resume: ResumeProfile, job: JobProfile) -> list[bool]:
    """Tell of each requirement whether it is passed over, which is expected to change nothing."""
    signs = signs_of(job)
    may = answerable(signs, resume)
    measure = measure_positions(resume, job, month_number(SETTINGS.today), near_one(topic_cosine(resume, job)))
    for bit, requirement, need in zip(signs.bits, job.requirements, job.needs, strict=True):
        verdict = judge(requirement, need, resume, job, measure)
        assert may & bit or verdict == unanswered(requirement), requirement
        if signs.simple & bit:
            assert judge_plainly(need.terms, resume, measure.now) in {None, verdict}, requirement
    return [not may & bit for bit in signs.bits]


def test_nothing_that_a_written_pair_answers_is_passed_over() -> None:
    profiles = [engine.read_resume(one) for one in [*(one.text for pair in load_pairs() for one in pair.resumes), *ODD]]
    over = [one for resume, place in product(profiles, range(len(ADS))) for one in passed_over(resume, job_of(place))]
    assert sum(over) > 0.3 * len(over)


def test_nothing_that_a_graded_pair_answers_is_passed_over() -> None:
    graded = load_graded(sealed=False)
    jobs = [engine.read_job(text) for text in dict.fromkeys(one.job.text for one in graded)]
    profiles = [engine.read_resume(text) for text in dict.fromkeys(one.resume.text for one in graded)]
    over: list[bool] = []
    for at, job in enumerate(jobs):
        for far in range(STRANGERS):
            over += passed_over(profiles[(7 * at + 13 * far) % len(profiles)], job)
    assert sum(over) > 0.3 * len(over)


@PAIRS
@given(st.lists(resumes, min_size=1, max_size=4), ads)
def test_nothing_that_a_generated_pair_answers_is_passed_over(parts: list[Parts], place: int) -> None:
    for one in parts:
        passed_over(engine.read_resume(one.text()), job_of(place))


def test_amounts_degrees_and_years_are_always_judged() -> None:
    job = engine.read_job("You must lift 20 kg.\nA bachelor's degree in biology.\nThree years as a cook.\n")
    assert passed_over(engine.read_resume("Ada"), job) == [False] * len(job.requirements)
