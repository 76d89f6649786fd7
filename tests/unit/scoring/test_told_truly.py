"""What an analysis says is true of the document: each case was untrue in a printed analysis before."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.domain.analysis import Findings, JudgedRequirement
from recollect.scoring import engine

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))

GAMES = """Sam Example

SUMMARY
Front-end engineer. Specialised in React, TypeScript and modern front-end work.

EXPERIENCE
Senior Game Developer March 2022 - Present
- Combat system of a title in Unreal Engine 5, tools in C++ and enemy AI
Game Developer June 2020 - February 2022
- Loot drops in Unity and C#, saves kept in the cloud
"""


def analysed(resume: str, *asked: str, title: str = "") -> Findings:
    ad = "\n".join([title, "Requirements:", *(f"- {one}" for one in asked)])
    return engine.analyse(engine.read_resume(resume), engine.read_job(ad.lstrip()), SETTINGS)


def quotes(found: Findings, one: JudgedRequirement) -> str:
    return " ".join(proof.quote for proof in found.evidence if proof.id in one.evidence)


@pytest.mark.parametrize("line", ["Polish is a plus", "Knowledge of Polish", "Docker, Polish"])
def test_a_language_is_not_read_out_of_another_word(line: str) -> None:
    told = "Built systems and polished player experiences across platforms"
    found = analysed(f"Sam Example\n\nEXPERIENCE\nDeveloper, Holt, 2018 - 2024\n- {told}\n", line)
    asked = next(one for one in found.requirements if "Polish" in one.text)
    assert (asked.kind, asked.status) == ("language", "not_found")


@pytest.mark.parametrize(
    "block", ["English Polish\nNative Conversational", "English\nNative\nPolish\nConversational\n", "English: native"]
)
def test_how_well_a_language_is_spoken_may_stand_below_it(block: str) -> None:
    found = analysed(f"Sam Example\n\nLANGUAGES\n{block}\n", "Fluent English")
    assert [(one.text, one.status) for one in found.requirements] == [("English", "met")]


def test_years_with_a_tool_count_only_where_a_post_tells_of_it() -> None:
    react = analysed(
        GAMES, "3+ years of experience with React and TypeScript", title="Software developer"
    ).requirements[0]
    assert (react.status, react.note) == ("partly", "Named, but in nothing that is told of the work.")
    found = analysed(GAMES, "3+ years of experience with Unity and C#", title="Software developer")
    unity = found.requirements[0]
    assert (unity.status, quotes(found, unity)) == ("partly", "Game Developer June 2020 - February 2022")
    assert unity.note == "Counts as 1.8 years of related work; 3 asked."


def test_the_field_of_a_degree_is_no_proof_of_work() -> None:
    asked = "Experience of growing an engineering organisation"
    degree = "EDUCATION\nBS in Computer Engineering\nExample University, 2010 - 2014\n"
    work = "EXPERIENCE\nCTO, Holt, 2018 - 2024\n- {}\n"
    idle = analysed(f"Sam Example\n\n{degree}\n{work.format('Answered for the budget')}", asked)
    done = analysed(f"Sam Example\n\n{degree}\n{work.format('Scaled the engineering team from 3 to 28')}", asked)
    assert idle.requirements[0].status == "not_found"
    assert (done.requirements[0].status, quotes(done, done.requirements[0])) == (
        "met",
        "Scaled the engineering team from 3 to 28",
    )


def test_the_months_of_another_calling_do_not_count_as_the_post_asked_for() -> None:
    told = "Sam Example\n\nEXPERIENCE\nNexus June 2023 - present\nCo-Founder & CTO\n- Raised a round of funding\n"
    found = analysed(told, "2+ years of experience as a data analyst", title="Data Analyst")
    assert (found.requirements[0].status, found.requirements[0].note) == (
        "not_found",
        "No position told of is close to it.",
    )


def test_the_field_of_a_degree_is_quoted_with_it_where_it_stands_below() -> None:
    told = "EDUCATION\nExample University Bachelor of Science - 3.6 GPA\nComputer Science, Leeds, 2014 - 2018\n"
    found = analysed(f"Sam Example\n\n{told}", "A bachelor's degree in computer science")
    assert found.requirements[0].status == "met"
    assert "Computer Science, Leeds" in quotes(found, found.requirements[0])


def test_completed_studies_and_a_quantitative_subject_are_degrees() -> None:
    told = "Sam Example\n\nEDUCATION\nBSc Computer Science, Example University, 2014 - 2018\n"
    found = analysed(told, "Completed studies in computer science", "Bachelor's degree in a quantitative subject")
    assert [(one.kind, one.status) for one in found.requirements] == [("education", "met")] * 2


def test_certificates_that_are_prepared_for_are_not_asked_for() -> None:
    found = analysed("Sam Example\n\nEDUCATION\nBSc Physics, 2014\n", "Experience of GCSE and A level examinations")
    assert {one.kind for one in found.requirements} == {"skill"}


def test_any_of_several_names_is_enough() -> None:
    told = "PUBLICATIONS\nPruning of sparse models\nSam Example, Kim Example\nICML 2022\n"
    found = analysed(f"Sam Example\n\n{told}", "Publications at NeurIPS, ICML or ICLR")
    assert found.requirements[0].status == "met"


def test_a_talk_about_lessons_is_not_taught() -> None:
    told = "INVITED TALKS\nMachine learning in production: Lessons in systems, workshop 2023\n"
    found = analysed(f"Sam Example\n\n{told}", "Machine learning in production")
    assert "Taught" not in found.requirements[0].note


def test_a_bracket_says_of_the_word_before_it_how_strongly_it_is_asked_for() -> None:
    ad = "What we ask for:\n- SQL (must have) and Excel\n- Docker and Kafka (required)\n"
    asked = {one.text: one.strength for one in engine.read_job(ad).requirements}
    assert asked == {"SQL": "must", "Excel": "plain", "Docker": "must", "Kafka": "must"}


def test_ideally_at_the_end_makes_a_wish_of_a_sentence() -> None:
    asked = engine.read_job("You have:\n- Docker\n\nYou know Linux, ideally.\n").requirements
    assert [(one.text, one.strength) for one in asked] == [("Docker", "must"), ("Linux", "nice")]


def test_what_somebody_wanted_has_done_is_asked_for_not_who_seeks_them() -> None:
    ad = "We are forty people in Leeds, and we need somebody who has built combat before.\n"
    assert [one.text for one in engine.read_job(ad).requirements] == ["built combat before"]


def test_part_of_the_years_is_asked_for_by_itself() -> None:
    ad = "Must have\n- 10+ years in software engineering, of them 5+ years of managing engineers\n"
    asked = [one for one in engine.read_job(ad).requirements if one.kind == "experience"]
    assert [(one.text, one.amount and one.amount.value) for one in asked] == [
        ("10+ years in software engineering", 10),
        ("5+ years of managing engineers", 5),
    ]


def test_several_years_are_experience_asked_for() -> None:
    ad = "Your profile\n- Several years of experience with Java\n"
    assert [one.kind for one in engine.read_job(ad).requirements] == ["experience", "skill"]


def test_what_is_done_for_people_with_papers_is_not_held() -> None:
    asked = engine.read_job("Nice to have\n- Training of newly qualified nurses\n").requirements
    assert [one.kind for one in asked] == ["skill"]


@pytest.mark.parametrize("block", ["English Polish\nNative Conversational", "English\nNative\nPolish\nConversational"])
def test_the_level_of_a_language_is_quoted_where_it_stands_below(block: str) -> None:
    found = analysed(f"Sam Example\n\nLANGUAGES\n{block}\n", "Fluent English")
    assert "Native" in quotes(found, found.requirements[0])


def test_all_tools_that_are_not_named_are_said_to_be_so() -> None:
    found = analysed(GAMES, "Three years of experience with Kafka and Kubernetes", title="Nurse").requirements[0]
    assert (found.status, found.note) == ("not_found", "No post tells of Apache Kafka and Kubernetes.")
    tools = "Sam Example\n\nEXPERIENCE\nDeveloper, Holt, 2018 - 2024\n- Tools in C#\n"
    found = analysed(tools, "Five years of experience with Java and Kotlin", title="Developer").requirements[0]
    assert (found.status, found.note.partition(", ")[2]) == ("partly", "but Java and Kotlin are not named.")


def test_years_that_count_for_less_and_projects_that_do_not_count_are_told() -> None:
    waiter = "Sam Example\n\nEXPERIENCE\nWaiter, Holt Inn, June 2023 - present\n- Served forty tables\n"
    found = analysed(waiter, "10 years of experience as a cook", title="Cook").requirements[0]
    assert found.note == "3.4 years of related work count as 2 years; 10 asked."
    project = GAMES + "\nPROJECTS\nEchoes, 2021 - present\n- A platformer in the Unity engine, in C#\n"
    found = analysed(project, "3+ years of experience with Unity", title="Software developer").requirements[0]
    assert found.note == "Counts as 1.8 years of related work, projects left out; 3 asked."


def test_what_is_related_is_called_by_its_own_words() -> None:
    told = "Sam Example\n\nEXPERIENCE\nDeveloper, Holt, 2018 - 2024\n- Drew user interfaces\n"
    notes = [one.note for one in analysed(told, "Design systems").requirements]
    assert notes == ["“user interfaces” is related."]


def test_of_alternatives_those_found_are_matched_in_the_words_of_the_ad() -> None:
    found = analysed("Sam Example\n\nSKILLS\nGoogle Cloud Platform\n", "AWS or GCP")
    assert found.matched_skills == ("GCP",)


def test_what_shows_a_skill_at_once_is_given_before_what_does_by_way_of_others() -> None:
    told = "Sam Example\n\nEXPERIENCE\nAnalyst, Holt, 2018 - 2024\n- Models in TensorFlow\n- Services in Python\n"
    (found,) = analysed(told, "software engineering").requirements
    assert found.note == "Python shows it."


def test_a_time_worked_and_a_talk_about_lessons_are_no_teaching() -> None:
    work = "EXPERIENCE\nCTO, Holt\n- Raised a round\nLeeds\nJune 2023 - present\n2 years 10 months\n"
    talk = "INVITED TALKS\nFrom research to production: Lessons in systems, workshop 2023\n"
    found = analysed(f"Sam Example\n\n{work}\n{talk}", "Teaching experience")
    assert found.requirements[0].status == "not_found"
    found = analysed("Sam Example\n\nEXPERIENCE\nHolt School, 2018 - 2024\n- Year 10 physics\n", "Teaching experience")
    assert found.requirements[0].status == "met"


def test_a_field_that_ends_in_learning_is_not_still_being_learnt() -> None:
    told = "Developed reinforcement learning algorithms for multi-agent coordination"
    found = analysed(f"Sam Example\n\nEXPERIENCE\nDeveloper, Holt, 2018 - 2024\n- {told}\n", "Multi-agent coordination")
    assert (found.requirements[0].status, found.requirements[0].note) == ("met", "")


def test_years_asked_are_told_in_years_where_those_that_count_are_months() -> None:
    told = "Sam Example\n\nEXPERIENCE\nCook, Holt Inn, June 2026 - present\n- Cooked for forty\n"
    found = analysed(told, "2 years of experience as a cook", title="Cook").requirements[0]
    assert (found.status, found.note.partition("; ")[2]) == ("partly", "2 years asked.")
