"""Names of a term that are narrower than it, or only hint at it: what proves a term is not the same for all of them."""

from __future__ import annotations

import pytest

from recollect.domain.analysis import JudgedRequirement
from recollect.scoring import engine
from recollect.scoring.knowledge.kinds import GENERAL, Kinds, read_names
from recollect.scoring.knowledge.tokens import phrase_keys
from recollect.scoring.knowledge.vocabulary import cells_of, vocabulary
from recollect.scoring.stored_profiles import pack_resume, unpack_resume
from told_work import SETTINGS, WORK, judged


def kind_of(phrase: str, kinds: Kinds) -> int:
    return kinds.of.get(tuple(phrase_keys(phrase)), GENERAL)


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("Okuma machines", "Ran two Okuma machines on the night shift", "met"),
        ("Plastic pipe", "Butt fusion of water mains on the night shift", "met"),  # narrower still
        ("Okuma machines", "Okuma programming of valve bodies", "met"),  # the same kind of a term that shows this one
        ("Okuma machines", "Ran two CNC machines on the night shift", "partly"),  # the term itself
        ("Okuma machines", "Ran two Doosan machines on the night shift", "partly"),  # another kind
        ("Butt fusion", "Plastic pipe of two schools", "partly"),
        ("CNC machine operation", "Ran two Okuma machines on the night shift", "met"),
        ("Okuma or Doosan machines", "Ran two Doosan machines on the night shift", "met"),
        ("Okuma or CNC machines", "Ran two Doosan machines on the night shift", "met"),  # one of them is the term
        ("Okuma or similar", "Ran two Doosan machines on the night shift", "met"),
    ],
)
def test_a_narrower_word_of_an_ad_is_proven_by_what_is_called_so(asked: str, told: str, status: str) -> None:
    found = judged(asked, "Machinist", told)
    assert found.status == status
    assert ("of another kind" in found.note) == (status == "partly")


def test_what_is_told_in_the_words_of_the_ad_proves_its_kind() -> None:
    assert judged("Swept path analysis", "Civil engineer", "Swept path analysis of refuse lorries").status == "met"
    assert judged("Swept path analysis", "Civil engineer", "Highway design of two bypasses").status == "partly"


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("Plumbing", "Repaired copper and plastic", "not_found"),
        ("Plumbing", "Plumbing of two schools, copper and plastic", "met"),
        ("Copper and plastic", "Repaired copper and plastic", "met"),
        ("Copper and plastic", "Plumbing of two schools", "met"),  # an ad that hints asks for the term
    ],
)
def test_a_hint_proves_nothing_but_itself(asked: str, told: str, status: str) -> None:
    found = judged(asked, "Caretaker", told)
    assert found.status == status
    assert (found.note == "“copper and plastic” is related.") == (status == "not_found")


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("HCPC registration", "CORU registered", "partly"),
        ("CORU registration", "CORU registered", "met"),
        ("CORU registration", "HCPC registered", "partly"),
        ("HCPC or CORU registration", "CORU registered", "met"),
    ],
)
def test_the_like_of_a_thing_elsewhere_proves_only_itself(asked: str, told: str, status: str) -> None:
    assert judged(asked, "Physiotherapist", told).status == status


def test_years_of_a_kind_are_those_of_the_posts_that_tell_of_it() -> None:
    def years(told: str) -> JudgedRequirement:
        job = engine.read_job("CNC setter\n\nRequirements\n- 3 years setting Okuma machines\n")
        resume = engine.read_resume(WORK.format("CNC machinist", told))
        found = engine.analyse(resume, job, SETTINGS)
        return next(one for one in found.requirements if one.kind == "experience")

    assert years("Set and ran Okuma machines").status == "met"
    other = years("Set and ran Doosan machines")
    assert other.status == "partly"
    assert other.note.endswith("but the kind of work that the ad names is not named.")


def test_a_stored_profile_keeps_which_kind_is_named() -> None:
    text = WORK.format("Machinist", "Ran two Okuma machines, copper and plastic")
    profile = engine.read_resume(text)
    again = unpack_resume(pack_resume(profile), text)
    assert again is not None
    assert again.mentions == profile.mentions
    assert again.hints == profile.hints != {}


def test_names_that_say_the_same_are_of_one_kind() -> None:
    names, kinds = read_names(
        "pipe fitting",
        cells_of(
            "pipefitter; <copper pipe; pipes of copper; copper pipework; <five-way fitting=manifold; 5 way fittings"
        ),
    )
    assert names == [
        "pipe fitting",
        "pipefitter",
        "copper pipe",
        "pipes of copper",
        "copper pipework",
        "five-way fitting",
        "manifold",
        "5 way fittings",
    ]
    assert kind_of("copper pipe", kinds) == kind_of("pipes of copper", kinds) > GENERAL
    assert kind_of("five-way fitting", kinds) == kind_of("manifold", kinds) == kind_of("5 way fittings", kinds)
    assert kind_of("pipe fitting", kinds) == kind_of("copper pipework", kinds) == GENERAL


def test_what_says_more_than_a_kind_or_stands_behind_it_is_narrower_still() -> None:
    _, kinds = read_names(
        "plumbing", cells_of("<commercial; <commercial gas; <gas fitter; <<boiler fitter; <<<combi; <oil")
    )
    commercial, gas, boiler, combi = (
        kind_of(one, kinds) for one in ("commercial", "gas fitter", "boiler fitter", "combi")
    )
    assert kinds.within[commercial] == {commercial, kind_of("commercial gas", kinds)}
    assert kinds.within[gas] == {gas, boiler, combi}
    assert kinds.within[kind_of("oil", kinds)] == {kind_of("oil", kinds)}


def test_a_kind_of_nothing_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="plumbing: '<<boiler'"):
        read_names("plumbing", ["<<boiler"])


def test_terms_without_marks_have_no_kinds() -> None:
    assert read_names("plumbing", ["plumber", "plumbing work"])[1] == Kinds()


def test_each_marked_name_of_the_lexicon_is_narrower_or_a_hint() -> None:
    for term in vocabulary().terms:
        assert kind_of(term.name, term.kinds) == GENERAL, term.name
        assert not any(kind == GENERAL for kind in term.kinds.of.values()), term.name


def test_one_of_several_terms_may_be_asked_for_by_a_narrower_word() -> None:
    asked = "MVHR or welding"
    assert judged(asked, "Engineer", "Welding of frames").status == "met"
    assert judged(asked, "Engineer", "MVHR installation in flats").status == "met"
    assert judged(asked, "Engineer", "Ventilation installation in flats").status == "partly"
    assert judged(asked, "Engineer", "Kept the books").status == "not_found"
