from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from pairs import ExpectedStatus, WrittenPair, WrittenResume, load_pairs
from recollect.domain.analysis import RequirementKind, Strength

PAIRS = load_pairs()
EACH_PAIR = pytest.mark.parametrize("pair", PAIRS, ids=lambda p: p.occupation)


def missing_musts(resume: WrittenResume) -> list[str]:
    return [r.phrase for r in resume.requirements if r.strength == "must" and r.status != "met"]


def test_there_are_ten_occupations() -> None:
    assert len(PAIRS) == 10
    assert len({p.occupation for p in PAIRS}) == 10


@EACH_PAIR
def test_a_pair_has_one_fit_and_one_misfit(pair: WrittenPair) -> None:
    assert [r.verdict for r in pair.resumes] == ["fit", "misfit"]


@EACH_PAIR
def test_texts_have_the_length_of_real_ones(pair: WrittenPair) -> None:
    assert 1500 <= len(pair.job.description) <= 3000
    assert all(1200 <= len(r.text) <= 2500 for r in pair.resumes)
    assert pair.job.company_name in pair.job.description


@EACH_PAIR
def test_each_phrase_stands_once_in_the_ad(pair: WrittenPair) -> None:
    ad = pair.job.description
    for resume in pair.resumes:
        counts = {r.phrase: ad.count(r.phrase) for r in resume.requirements}
        assert counts == dict.fromkeys(counts, 1)
        assert len(counts) == len(resume.requirements)


@EACH_PAIR
def test_phrases_do_not_overlap_and_follow_the_ad(pair: WrittenPair) -> None:
    ad = pair.job.description
    spans = [(ad.index(r.phrase), ad.index(r.phrase) + len(r.phrase)) for r in pair.resume("fit").requirements]
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@EACH_PAIR
def test_words_of_each_verdict_are_known(pair: WrittenPair) -> None:
    for requirement in (r for resume in pair.resumes for r in resume.requirements):
        assert requirement.kind in get_args(RequirementKind)
        assert requirement.strength in get_args(Strength)
        assert requirement.status in get_args(ExpectedStatus)


@EACH_PAIR
def test_both_resumes_are_judged_on_the_same_requirements(pair: WrittenPair) -> None:
    fit, misfit = ([(r.phrase, r.kind, r.strength) for r in pair.resume(v).requirements] for v in ("fit", "misfit"))
    assert fit == misfit
    assert len(fit) >= 8


@EACH_PAIR
def test_a_misfit_meets_few_and_a_fit_most(pair: WrittenPair) -> None:
    met = {r.verdict: sum(q.status == "met" for q in r.requirements) / len(r.requirements) for r in pair.resumes}
    assert met["misfit"] <= 0.25
    assert met["fit"] >= 0.7


def test_some_fits_lack_no_must_have_and_some_lack_exactly_one() -> None:
    lacking = [len(missing_musts(p.resume("fit"))) for p in PAIRS]
    assert lacking.count(0) >= 3
    assert lacking.count(1) >= 2
    assert max(lacking) == 1
