"""The scorer as it is measured from outside is the one that ranks."""

from __future__ import annotations

from datetime import date

import numpy as np

from recollect.scoring import engine
from recollect.scoring.evaluation import cold, fitted
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.tokens import singular, stem_of
from recollect.scoring.knowledge.vocabulary import roles
from recollect.scoring.learning.learning import learn_background

RESUMES = [
    "Plumber\nEXPERIENCE\nPlumber, Rohrbau\n2012 - 2020\nFitted boilers, valves and bathrooms.\n",
    "Chef\nEXPERIENCE\nSous Chef, Blue Door\n2012 - 2020\nRan the sauce section and wrote menus.\n",
    "Teacher\nEXPERIENCE\nPrimary School Teacher, Elm Road\n2012 - 2020\nTaught phonics to year 1 pupils.\n",
]
ADS = [
    "Plumber\nWe need a plumber who fits boilers and finds leaks. Experience as a plumber is required.\n",
    "Sous Chef\nRun the kitchen with our head chef, plan menus and look after the sauce section.\n",
    "Primary Teacher\nTeach a class of pupils, plan lessons and phonics, and talk with parents.\n",
]


def test_each_ad_ranks_its_own_trade_first() -> None:
    for scorer in (cold, fitted):
        matrix = scorer.matrix(RESUMES, ADS)
        assert matrix.shape == (3, 3)
        assert matrix.argmax(axis=1).tolist() == [0, 1, 2]


def test_one_pair_scores_as_in_the_matrix() -> None:
    assert cold(RESUMES[0], ADS[0]) == cold.matrix(RESUMES, ADS)[0, 0]


def test_the_matrix_is_the_overall_before_rounding() -> None:
    settings = engine.ScoringSettings(today=date(2024, 1, 1))
    for row, ad in enumerate(ADS):
        shown = engine.analyse(engine.read_resume(RESUMES[0]), engine.read_job(ad), settings).overall_score
        assert shown == round(float(cold.matrix(RESUMES, ADS)[row, 0]), 1)


def test_an_ad_pasted_into_a_resume_does_not_make_it_first() -> None:
    stuffed = RESUMES[1] + ADS[0] * 2
    matrix = cold.matrix([RESUMES[0], stuffed], ADS[:1])
    assert matrix[0, 0] > matrix[0, 1]


def test_a_learnt_background_knows_what_is_common_and_is_named_by_its_content() -> None:
    learnt = learn_background(RESUMES)
    assert learnt.weight(stem_of("experience")) < learnt.weight(stem_of(singular("boilers")))
    assert learnt.weight("the") == 0.0
    assert learnt.id == learn_background(list(reversed(RESUMES))).id
    assert learnt.id != shipped_background().id


def test_scores_lie_between_0_and_100() -> None:
    matrix = cold.matrix([*RESUMES, ""], [*ADS, ""])
    assert np.all((matrix >= 0) & (matrix <= 100))


def test_too_few_resumes_teach_nothing() -> None:
    assert fitted.background(RESUMES) is shipped_background()


def test_a_library_teaches_the_words_of_a_trade() -> None:
    library = [f"{text}\nReference {number}.\n" for number in range(20) for text in RESUMES]
    learnt = learn_background(library)
    assert learnt.trades is not None
    (spoken,) = [max(learnt.trades.of({stem_of("sauce"): 1.0}).items(), key=lambda one: one[1])[0]]
    assert roles().families[spoken].name == "chef"
    assert learnt.trades.of({"unheard": 1.0}) == {}
    matrix = fitted.matrix(library, ADS)
    assert matrix[:, :3].argmax(axis=1).tolist() == [0, 1, 2]


def test_an_ad_in_one_line_keeps_what_stands_before_its_legal_words() -> None:
    ad = (
        "Plumber wanted for boilers and bathrooms in old houses all over the county. You must find leaks, fit valves "
        "and radiators, and leave a tidy site. We are an equal opportunity employer and welcome everyone."
    )
    matrix = cold.matrix(RESUMES, [ad])
    assert matrix[0].argmax() == 0
    assert [one.text for one in engine.read_job(ad).requirements if "equal" in one.text] == []
