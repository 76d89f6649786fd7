"""Words that people marked wrong for a term prove it less, where enough marks of several people say so."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from generated import SETTINGS
from recollect.domain.calibration import Doubt
from recollect.scoring import engine
from recollect.scoring.learning.doubt_fitting import MarkedClaim, fit_doubts, list_marked_words

AD = "Requirements:\n- Kubernetes\n- Kochen\n"
WORK = "Sam Example\n\nEXPERIENCE\nPlatform engineer, Acme, 2019 - 2024\n- Ran {words} in production for years.\n"
DOUBT = Doubt(term="Kubernetes", words="k8s", credit=0.0, right=0, wrong=9, people=9, gain=9)


def verdict(words: str, doubt: Doubt | None = DOUBT, ad: str = AD) -> tuple[str, float | None, str]:
    settings = msgspec.structs.replace(SETTINGS, doubts=(doubt,) if doubt else ())
    found = engine.analyse(engine.read_resume(WORK.format(words=words)), engine.read_job(ad), settings)
    first = found.requirements[0]
    return first.status, first.credit, first.note


def test_doubted_words_prove_nothing_and_the_finding_says_so() -> None:
    assert verdict("K8s", None)[0] == "met"
    status, credit, note = verdict("K8s")
    assert (status, not credit) == ("not_found", True)
    assert "“k8s”" in note
    assert "do not count" in note


def test_half_doubted_words_meet_it_in_part() -> None:
    status, credit, note = verdict("K8s", msgspec.structs.replace(DOUBT, credit=0.3))
    assert (status, credit) == ("partly", 0.3)
    assert "count in part" in note


@pytest.mark.parametrize("words", ["Kubernetes", "K8s with Kubernetes"])
def test_what_else_proves_it_still_does(words: str) -> None:
    assert verdict(words) == verdict(words, None)


def test_a_job_that_says_the_words_itself_is_met_by_them() -> None:
    assert verdict("K8s", ad="Requirements:\n- K8s\n")[0] == "met"


def test_a_doubt_of_other_words_or_another_term_changes_nothing() -> None:
    plain = verdict("K8s", None)
    assert verdict("K8s", msgspec.structs.replace(DOUBT, words="kube")) == plain
    assert verdict("K8s", msgspec.structs.replace(DOUBT, term="Docker")) == plain


def mark(person: int, *, right: bool, words: str = "K8s", author: str = "local", place: int = 0) -> MarkedClaim:
    return MarkedClaim(
        resume=engine.read_resume(WORK.format(words=words)),
        job=engine.read_job(AD),
        place=place,
        today=date(2026, 6, 1),
        is_right=right,
        person=f"cand_{person}",
        author=author,
    )


def marks(wrong: int, right: int = 0, people: int = 99) -> list[MarkedClaim]:
    return [mark(at % people, right=at >= wrong, author=f"a{at // people}") for at in range(wrong + right)]


def test_words_that_many_marked_wrong_are_doubted_and_the_gain_is_told() -> None:
    fit = fit_doubts([*marks(9, 1), *(mark(50 + at, right=True, words="Kubernetes") for at in range(4))])
    (doubt,) = fit.doubts
    assert (doubt.term, doubt.words, doubt.credit) == ("Kubernetes", "k8s", 0.0)
    assert (doubt.right, doubt.wrong, doubt.people, doubt.gain) == (1, 9, 9, 8)
    assert (fit.marks, fit.agreement_before, fit.agreement_after) == (10, 0.1, 0.9)


def test_words_that_are_right_now_and_then_count_in_part() -> None:
    (doubt,) = fit_doubts(marks(7, 3)).doubts
    assert (doubt.credit, doubt.right, doubt.wrong) == (0.3, 3, 7)


@pytest.mark.parametrize(
    "found",
    [[], marks(4), marks(6, 6), marks(3, 9), marks(8, people=2), [mark(1, right=False) for _ in range(30)]],
    ids=["none", "too few", "as often right", "mostly right", "two people", "one view again and again"],
)
def test_too_little_or_mixed_marks_doubt_nothing(found: list[MarkedClaim]) -> None:
    fit = fit_doubts(found)
    assert fit.doubts == ()
    assert fit.agreement_before == fit.agreement_after


def test_one_author_among_several_is_not_enough() -> None:
    others = [mark(80 + at, right=True, author="else") for at in range(2)]
    assert fit_doubts([*marks(9), *others]).doubts == ()
    shared = [mark(at, right=False, author=f"a{at % 2}") for at in range(9)]
    assert [one.words for one in fit_doubts([*shared, *others]).doubts] == ["k8s"]


def test_the_order_of_the_marks_changes_nothing() -> None:
    found = marks(9, 2)
    assert fit_doubts(found[::-1]) == fit_doubts(found)


def test_the_words_that_were_marked_are_listed_the_worst_first() -> None:
    words = list_marked_words([*marks(2, 3), mark(60, right=False, words="Kubernetes")])
    assert [(one.term, one.words, one.right, one.wrong, one.people) for one in words] == [
        ("Kubernetes", "k8s", 3, 2, 2)
    ]
