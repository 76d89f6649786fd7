"""What the engine says of small, clear cases: each sentence must be true."""

from __future__ import annotations

from datetime import date

import pytest

from pairs import load_pairs
from recollect.domain.analysis import Findings, JudgedRequirement
from recollect.scoring import engine

SETTINGS = engine.ScoringSettings(today=date(2026, 6, 1))


def analysed(resume: str, job: str, role_name: str = "") -> Findings:
    return engine.analyse(engine.read_resume(resume), engine.read_job(job, role_name=role_name), SETTINGS)


def one_of(findings: Findings, kind: str) -> JudgedRequirement:
    (found,) = (one for one in findings.requirements if one.kind == kind)
    return found


DEVELOPER = "EXPERIENCE\nSoftware Developer, Kranwerk\nJan 2014 – present\nTools in C# for crane drivers.\n"


def test_years_with_a_tool_that_is_not_named_are_never_met() -> None:
    job = "Requirements\n5+ years of experience with Java\n"
    found = one_of(analysed(DEVELOPER, job, "Software Developer"), "experience")
    assert found.status == "partly"
    assert found.credit == 0.5
    assert "Java itself is not named" in found.note


def test_years_with_a_tool_count_where_it_was_used() -> None:
    job = "Requirements\n5+ years of experience with C#\n"
    found = one_of(analysed(DEVELOPER, job, "Software Developer"), "experience")
    assert found.status == "met"


def test_years_of_a_trade_are_implied_by_its_title() -> None:
    resume = "EXPERIENCE\nStaff Accountant, Fernhill\n2016 – present\nClosed the books each month.\n"
    job = "Requirements\n5 years of experience in accounting\n"
    assert one_of(analysed(resume, job, "Accountant"), "experience").status == "met"


def test_work_of_another_trade_is_no_experience() -> None:
    job = "Requirements\nTwo years of experience as a nurse\n"
    found = one_of(analysed(DEVELOPER, job, "Nurse"), "experience")
    assert (found.status, found.credit, found.evidence) == ("not_found", 0.0, ())


def test_falling_short_costs_in_proportion() -> None:
    resume = "EXPERIENCE\nElectrician, Voltmann\nJune 2024 – present\nWired flats.\n"
    job = "Requirements\n4 years of experience as an electrician\n"
    found = one_of(analysed(resume, job, "Electrician"), "experience")
    assert found.status == "partly"
    assert found.credit == pytest.approx(24 / 48, abs=0.03)


def test_a_hobby_project_is_no_position() -> None:
    resume = DEVELOPER + "PROJECTS\nEchoes, a game\n2010 – present\nDrawn by hand.\n"
    assert len(engine.read_resume(resume).positions) == 1


def test_years_at_school_among_the_jobs_are_no_position() -> None:
    resume = DEVELOPER + "Seaside University\n2008 - 2012\n"
    assert len(engine.read_resume(resume).positions) == 1


def test_dates_below_an_entry_belong_to_it() -> None:
    resume = (
        "EXPERIENCE\nHarbour Inn, Head Chef\n- Ran a kitchen of nine\n- Wrote the menus\n- Bought the fish\n"
        "Whitby\nMay 2019 – present\n"
        "Moor Hotel, Waiter\n- Served breakfast\n- Poured tea\n- Laid tables\nYork\n2015 – 2018\n"
    )
    text = engine.read_resume(resume)
    assert [resume[one.title_start : one.title_end] for one in text.positions] == [
        "Harbour Inn, Head Chef",
        "Moor Hotel, Waiter",
    ]


@pytest.mark.parametrize(
    ("education", "job", "status"),
    [
        ("BSc in Civil Engineering, 2015", "Bachelor's degree in civil engineering", "met"),
        ("MSc in Civil Engineering, 2015", "Bachelor's degree in civil engineering", "met"),
        ("BSc in Civil Engineering, in progress", "Bachelor's degree in civil engineering", "partly"),
        ("BSc in Civil Engineering, 2015", "Master's degree in civil engineering", "partly"),
        ("High school diploma", "Master's degree in civil engineering", "not_found"),
        ("BA in Fine Arts", "Bachelor's degree in civil engineering", "not_found"),
    ],
)
def test_degrees_stand_in_order(education: str, job: str, status: str) -> None:
    findings = analysed(f"EDUCATION\n{education}\n", f"Requirements\n{job}\n")
    assert one_of(findings, "education").status == status


def test_experience_stands_in_for_a_degree_where_the_ad_says_so() -> None:
    job = "Requirements\nBachelor's degree in computer science or equivalent experience\n"
    assert one_of(analysed(DEVELOPER, job, "Software Developer"), "education").status == "met"
    strict = job.replace(" or equivalent experience", "")
    assert one_of(analysed(DEVELOPER, strict, "Software Developer"), "education").status == "not_found"


def test_any_of_alternatives_is_enough_and_only_what_is_found_is_matched() -> None:
    findings = analysed("SKILLS\nPostgreSQL\n", "Requirements\nMySQL or PostgreSQL\nDocker\n")
    assert findings.matched_skills == ("PostgreSQL",)
    assert findings.missing_critical_skills == ("Docker",)


def test_a_language_the_resume_is_written_in_is_unknown_not_missing() -> None:
    resume = "SUMMARY\nA careful baker with a hand for bread, and for the people of the shop in the town.\n"
    found = one_of(analysed(resume, "Requirements\nFluent English\n"), "language")
    assert (found.status, found.credit) == ("unknown", None)


def test_what_is_little_known_is_met_in_part() -> None:
    findings = analysed("SKILLS\nbasic knowledge of Python\n", "Requirements\nPython\n")
    assert one_of(findings, "skill").status == "partly"


def test_the_title_of_the_ad_is_no_requirement() -> None:
    job = engine.read_job("Senior Python Developer at Kran Ltd\nRequirements\nDocker\n", role_name="Python Developer")
    assert [one.text for one in job.requirements] == ["Docker"]


def test_an_age_or_the_years_of_a_firm_are_no_experience() -> None:
    job = engine.read_job("Requirements\nMust be 18 years of age\nWe have been in business for over 50 years\n")
    assert not [one for one in job.requirements if one.kind == "experience"]


def test_most_must_haves_missing_rule_out_a_hire() -> None:
    eager = engine.ScoringSettings(today=date(2026, 6, 1), hire_from=0.0, maybe_from=0.0, strong_hire_from=0.0)
    job = engine.read_job("Requirements\nC#\nDocker\nKubernetes\n")
    findings = engine.analyse(engine.read_resume(DEVELOPER), job, eager)
    assert findings.recommendation == "Maybe"
    assert findings.hiring_recommendation == "Maybe: not found: Docker and Kubernetes."


def test_an_ad_of_one_word_says_too_little_for_a_narrow_range() -> None:
    resume = "Sam Example\n\nEXPERIENCE\nPython developer, Example Ltd, 2018 - present\n- Python services\n"
    brief = analysed(resume, "Python").score_range
    assert brief is not None
    assert brief.high - brief.low > 30


def test_an_empty_resume_and_an_empty_ad_get_an_honest_answer() -> None:
    findings = analysed("", "")
    assert findings.overall_score == 0.0
    assert findings.requirements == ()
    assert findings.experience_match_score is None
    assert "nothing that could be checked" in findings.executive_summary


def test_requirements_stand_on_the_words_of_the_ad() -> None:
    text = "Requirements\n• 5+ years with Python\n• CDL class A\nNice to have\n• fluent Spanish\n"
    for one in engine.read_job(text).requirements:
        assert text[one.start : one.end] == one.text


def test_years_without_dates_are_met_in_part_when_the_thing_is_named() -> None:
    job = "Requirements\n3 years of experience with Docker\n"
    found = one_of(analysed("SUMMARY\nRan Docker in production.\n", job), "experience")
    assert (found.status, found.credit) == ("partly", 0.5)
    assert "no dates" in found.note
    nowhere = one_of(analysed("SUMMARY\nBaked bread.\n", job), "experience")
    assert (nowhere.status, nowhere.evidence) == ("not_found", ())


def test_a_place_is_looked_for_only_where_the_ad_asks() -> None:
    job = "Requirements\nMust be based in Whitby\n"
    assert one_of(analysed("Ada Byte\nWhitby\n" + DEVELOPER, job), "location").status == "met"
    away = one_of(analysed("Ada Byte\nYork\n" + DEVELOPER, job), "location")
    assert (away.status, away.credit) == ("unknown", None)


def test_what_the_engine_knows_has_a_name_of_its_content() -> None:
    assert engine.LEXICON_VERSION.startswith("lexicon-")
    assert engine.BACKGROUND_ID.startswith("own-")
    with pytest.raises(AttributeError):
        engine.__getattr__("NOTHING")


def test_what_is_open_is_asked_about_and_nothing_else() -> None:
    job = engine.read_job(
        "Cook\n\nRequirements\nMenu planning is required\nPastry making is required\nFluent German is a plus\n"
    )
    text = "Cook\n\nEXPERIENCE\nCook, Blue Door\n2015 - 2024\n- Menu planning for forty guests.\n"
    questions = engine.analyse(engine.read_resume(text), job, SETTINGS).interview_questions
    assert questions == (
        "The résumé does not mention “Pastry making”. What experience of it do you have, and from where?",
        "The résumé does not mention German. How well do you speak and write it?",
    )


def test_every_question_of_the_catalogue_can_be_asked() -> None:
    for pair in load_pairs():
        job = engine.read_job(pair.job.description, role_name=pair.job.role_name)
        for resume in pair.resumes:
            findings = engine.analyse(engine.read_resume(resume.text), job, SETTINGS)
            still_open = [one.text for one in findings.requirements if one.status != "met"]
            assert len(findings.interview_questions) <= 7
            assert bool(findings.interview_questions) == bool(still_open)
            assert all(any(text in one for text in still_open) for one in findings.interview_questions)


def test_years_of_study_among_the_papers_are_no_years_of_work() -> None:
    resume = (
        "EXPERIENCE\nAccountant, Fernhill\n2020 – present\nClosed the books each month.\n"
        "EDUCATION AND LICENSES\nCertified Public Accountant (CPA), active 2020\nLicense issued by the state board\n"
        "BBA in Accounting 2013 – 2017\n"
    )
    found = one_of(analysed(resume, "Requirements\n5 years of experience in accounting\n", "Accountant"), "experience")
    assert (found.note, len(found.evidence)) == ("Counts as 6.4 years of related work.", 1)


INDUSTRY = "Requirements\n3 years of experience in industrial maintenance\n"


def test_the_title_of_one_post_says_nothing_of_the_post_above_it() -> None:
    resume = (
        "EXPERIENCE\nElectrician May 2018 – present\nVoltmann\n- Lighting for houses\n"
        "Maintenance Electrician March 2017 – April 2018\nA sawmill\n- Motors and conveyors\n"
    )
    findings = analysed(resume, INDUSTRY, "Maintenance Electrician")
    found = one_of(findings, "experience")
    assert found.status == "partly"
    assert found.note.endswith("but only 1.2 years of it are told to be of the kind that is asked for; 3 asked.")
    assert [one.quote for one in findings.evidence] == ["Maintenance Electrician March 2017 – April 2018"]


def test_years_of_training_are_told_apart_and_part_time_is_said() -> None:
    resume = (
        "EXPERIENCE\nElectrician (part time), Voltmann\nJune 2020 – May 2024\n- Wired flats\n"
        "Electrician, Spannberg\nJune 2019 – May 2020\n- Wired schools\n"
        "Apprentice Electrician, Spannberg\nJune 2015 – May 2019\n- Wired schools\n"
    )
    found = one_of(analysed(resume, "Requirements\n2 years as an electrician\n", "Electrician"), "experience")
    assert found.note == "5 years of related work and 4 years of training count as 6.2 years, 4 years of it part-time."


def test_an_everyday_word_of_a_trade_does_not_make_a_post_one_of_that_kind() -> None:
    resume = "EXPERIENCE\nHome Carer, Hearth Home Care\n2019 – present\n- Morning and evening visits\n"
    job = "Requirements\n2 years of experience in acute care\n"
    assert one_of(analysed(resume, job, "Nurse"), "experience").status != "met"
