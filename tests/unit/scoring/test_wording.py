"""The words of a result say what the findings hold, and nothing else."""

from __future__ import annotations

from datetime import date

import msgspec

from recollect.domain.analysis import (
    Evidence,
    JudgedRequirement,
    RequirementKind,
    RequirementStatus,
    ScoreRange,
    Strength,
)
from recollect.scoring import engine
from recollect.scoring.wording import (
    Told,
    hiring_words,
    interview_questions,
    outline_of,
    sort_outcomes,
    strength_words,
    summary_words,
    thinking_steps,
    weakness_words,
)


def judged(
    text: str,
    status: RequirementStatus,
    *,
    kind: RequirementKind = "skill",
    strength: Strength = "must",
    note: str = "",
    evidence: tuple[str, ...] = (),
) -> JudgedRequirement:
    return JudgedRequirement(
        id=text,
        text=text,
        kind=kind,
        strength=strength,
        weight={"must": 1.0, "plain": 0.6, "nice": 0.4}[strength],
        start=0,
        end=1,
        status=status,
        credit=None if status == "unknown" else 1.0,
        note=note,
        evidence=evidence,
    )


def quote(evidence_id: str, text: str, section: str, claim: str = "") -> Evidence:
    return Evidence(id=evidence_id, requirement_id="R", claim=claim, quote=text, start=0, end=1, section=section)


def told(*requirements: JudgedRequirement, evidence: tuple[Evidence, ...] = ()) -> Told:
    return Told(
        role_name="Fitter",
        overall=61.5,
        skills=60.0,
        experience=None,
        education=None,
        score_range=ScoreRange(low=55, high=70, method="drop-one"),
        recommendation="Maybe",
        requirements=requirements,
        outline=outline_of(requirements),
        outcomes=sort_outcomes(requirements),
        evidence=evidence,
        flags=(),
    )


def test_the_summary_counts_must_haves_and_names_what_was_not_found() -> None:
    words = summary_words(told(judged("Welding", "met"), judged("Rigging", "not_found")))
    assert words == (
        "Maybe for Fitter: 61.5 out of 100, likely between 55 and 70. Must-haves borne out: 1 of 2; not found: Rigging."
    )


def test_one_and_many_are_told_apart() -> None:
    assert "The one must-have is borne out" in summary_words(told(judged("Welding", "met")))
    assert "All 2 must-haves are borne out" in summary_words(told(judged("Welding", "met"), judged("Rigging", "met")))
    one, two = (
        told(judged("Welding", "not_found")),
        told(judged("Welding", "not_found"), judged("Rigging", "not_found")),
    )
    assert weakness_words(one) == "The ad insists on something that was not found: Welding."
    assert weakness_words(two) == "The ad insists on 2 things that were not found: Welding and Rigging."


def test_a_whole_phrase_of_the_ad_is_quoted_and_asked_about_as_such() -> None:
    found = told(judged("You have run a crew of four", "not_found"), judged("Rigging", "not_found"))
    assert hiring_words(found) == "Maybe: not found: “You have run a crew of four” and Rigging."
    assert interview_questions(found) == (
        "The résumé does not show “You have run a crew of four”. What have you done of the kind?",
        "The résumé does not mention Rigging. What experience of it do you have, and from where?",
    )


def test_skills_that_are_not_mentioned_are_asked_about_at_once() -> None:
    skills = [judged(name, "not_found") for name in ("Rigging", "Welding", "Slinging")]
    paper = judged("NVQ 3", "not_found", kind="certification", strength="nice")
    assert interview_questions(told(paper, *skills)) == (
        "The résumé does not mention Rigging, Welding or Slinging. Which of these have you worked with, and where?",
        "The résumé does not mention NVQ 3. Do you hold it, or something that counts as much?",
    )
    (many,) = interview_questions(told(*(judged(f"skill{at}", "not_found") for at in range(9))))
    assert many.startswith("The résumé does not mention skill0, skill1, skill2, skill3, skill4 or skill5. Which")


def test_what_the_work_tells_of_is_kept_apart_from_what_is_only_named() -> None:
    found = told(
        judged("Welding", "met", evidence=("E1",)),
        judged("Rigging", "met", evidence=("E2",)),
        judged("five years", "met", kind="experience", evidence=("E3",)),
        evidence=(
            quote("E1", "Welded  pipes\nat Holt", "experience"),
            quote("E2", "Rigging, slinging", "skills"),
            quote("E3", "Fitter, 2015 to 2024", "experience", "Has worked at what is asked: five years"),
        ),
    )
    assert strength_words(found) == (
        "Has worked at what is asked: five years (“Fitter, 2015 to 2024”). "
        "Told of in the work: Welding (“Welded pipes at Holt”). Named: Rigging (“Rigging, slinging”)."
    )


def test_a_quote_is_given_once_and_five_at_most() -> None:
    many = [judged(f"skill{at}", "met", evidence=(f"E{at}",)) for at in range(9)]
    same = strength_words(told(*many, evidence=tuple(quote(f"E{at}", "the same line", "skills") for at in range(9))))
    other = strength_words(told(*many, evidence=tuple(quote(f"E{at}", f"line {at}", "skills") for at in range(9))))
    assert (same.count("“"), other.count("“")) == (1, 5)


def test_the_rest_of_a_long_list_is_counted() -> None:
    words = weakness_words(told(*(judged(f"skill{at}", "not_found", strength="plain") for at in range(8))))
    assert words == "Asked for and not found: skill0, skill1, skill2, skill3 and 4 more."


def test_a_note_ends_the_sentence_it_stands_in() -> None:
    found = told(
        judged("Welding", "partly", note="Named, but as little known."), judged("nights", "unknown", kind="other")
    )
    assert weakness_words(found) == (
        "Only in part: Welding (named, but as little known). The résumé does not say, so ask: nights."
    )
    two = told(judged("Welding", "partly", note="Taught."), judged("Rigging", "partly"))
    assert weakness_words(two) == "Only in part: Welding (taught); Rigging."
    assert "(NVQ 2 only)" in weakness_words(told(judged("Welding", "partly", note="NVQ 2 only.")))


def test_the_steps_count_only_what_is_there() -> None:
    steps = thinking_steps(told(judged("Welding", "met"), judged("Rigging", "partly", strength="nice")))
    assert steps[0].thinking == "It asks for 2 things: 1 must-have and 1 that would be nice."
    assert steps[1].thinking == (
        "Of 2 skills, certificates and languages, 1 found and 1 in part. "
        "With how close the texts are, the part scores 60."
    )
    assert steps[2].thinking == "The ad asks for none, so it is not scored."
    assert thinking_steps(told())[0].thinking == "No requirement could be read from it."


def test_what_is_inferred_or_said_in_other_words_is_called_so() -> None:
    found = told(
        judged("statistics", "met", note="Machine Learning shows it.", evidence=("E1",)),
        judged("growing a team", "met", evidence=("E2",)),
        evidence=(quote("E1", "ML research", "experience"), quote("E2", "From 3 to 28 people", "summary")),
    )
    assert strength_words(found) == (
        "Shown in other words: growing a team (“From 3 to 28 people”). "
        "Inferred: statistics from Machine Learning (“ML research”)."
    )


def test_every_must_have_is_accounted_for() -> None:
    words = summary_words(
        told(
            judged("Welding", "met"),
            judged("Rigging", "partly"),
            judged("Slinging", "not_found"),
            judged("nights", "unknown", kind="other"),
        )
    )
    assert words.endswith("Must-haves borne out: 1 of 4; in part: Rigging; not found: Slinging; not said: nights.")


def test_what_is_not_said_is_not_called_borne_out() -> None:
    found = told(judged("Welding", "met"), judged("nights", "unknown", kind="other"))
    assert "Must-haves borne out: 1 of 2; not said: nights." in summary_words(found)
    assert hiring_words(found) == ("Maybe: every must-have is borne out, but for what the résumé does not say: nights.")
    assert summary_words(told(judged("nights", "unknown", kind="other"))).endswith(
        "Of the one must-have the résumé does not speak: nights."
    )
    assert summary_words(told(judged("Welding", "partly"))).endswith("borne out only in part: Welding.")


def test_what_would_be_welcome_is_not_called_asked_for() -> None:
    found = told(judged("Welding", "not_found", strength="plain"), judged("Rigging", "not_found", strength="nice"))
    assert weakness_words(found) == "Asked for and not found: Welding. Welcome, but not found: Rigging."


def test_nobody_is_asked_about_a_degree_that_would_only_be_welcome() -> None:
    degree = judged("degree", "not_found", kind="education", strength="nice")
    assert interview_questions(told(degree, judged("Rigging", "not_found"))) == (
        "The résumé does not mention Rigging. What experience of it do you have, and from where?",
    )
    assert interview_questions(told(degree)) == (
        "The résumé does not show degree. Which training do you have that counts as much?",
    )


def test_a_phrase_of_the_ad_is_told_apart_from_a_name() -> None:
    texts = ["Spring Boot", "Crane rigging", "Go or Rust", "Slinging", "C++ (any)"]
    words = weakness_words(told(*(judged(text, "not_found") for text in texts)))
    assert words.endswith("not found: Spring Boot, “Crane rigging”, “Go or Rust”, Slinging and “C++ (any)”.")


def test_things_that_one_quote_bears_out_are_named_together() -> None:
    found = told(
        judged("Welding", "met", evidence=("E1",)),
        judged("Rigging", "met", evidence=("E2",)),
        judged("five years", "met", kind="experience", evidence=("E3",)),
        evidence=(
            quote("E1", "Welding and rigging", "experience"),
            quote("E2", "Welding and rigging", "experience"),
            quote("E3", "Welding and rigging", "experience", "Has worked at it"),
        ),
    )
    assert strength_words(found) == "Told of in the work: Welding and Rigging (“Welding and rigging”)."


def test_below_a_hire_the_reason_is_not_that_all_is_there() -> None:
    found = told(judged("Welding", "met"), judged("Rigging", "not_found", strength="nice"))
    assert hiring_words(found) == (
        "Maybe: every must-have is borne out, but not, or only in part, what else is asked: Rigging."
    )
    assert hiring_words(told(judged("Welding", "met"))) == (
        "Maybe: every must-have is borne out, but the rest of the résumé is far from the ad."
    )


def test_an_ad_that_says_next_to_nothing_rejects_nobody() -> None:
    resume = engine.read_resume("Sam Example\n\nEXPERIENCE\nCook, Example Ltd, 2015 - 2020\n- Soups\n")
    found = engine.analyse(resume, engine.read_job("hi"), engine.ScoringSettings(today=date(2026, 11, 26)))
    assert found.recommendation == "Maybe"
    assert found.hiring_recommendation == "Maybe: the ad says too little to judge by."
    assert found.strengths == "The ad asks for nothing that could be looked up in the résumé."
    assert found.weaknesses == "The ad asks for nothing that could be missing."


def test_what_stands_nowhere_in_the_ad_is_asked_about_beside_what_does() -> None:
    added = msgspec.structs.replace(judged("First aid", "not_found", kind="certification"), start=None, end=None)
    found = interview_questions(told(judged("A clean licence", "not_found", kind="certification"), added))
    assert "A clean licence" in found[0]
    assert "First aid" in found[1]
