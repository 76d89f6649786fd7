"""How single requirements come out: alternatives, levels, validity, other words, lists that no work bears out."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.domain.analysis import JudgedRequirement
from recollect.scoring import engine
from recollect.scoring.gathered import gather
from recollect.scoring.judging.earnable import earnable

SETTINGS = engine.ScoringSettings(today=date(2026, 11, 26))


def judged(asked: str, resume: str) -> JudgedRequirement:
    """Give the first requirement of an ad that asks for one thing, judged."""
    found = engine.analyse(engine.read_resume(resume), engine.read_job(f"Requirements:\n- {asked}\n"), SETTINGS)
    return found.requirements[0]


WORK = "Sam Example\n\nEXPERIENCE\nEngineer, Example Ltd, January 2018 - present\n- {}\n"


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("PostgreSQL or similar", "Ran a large MySQL installation", "met"),
        ("PostgreSQL and diary management (Condeco or similar)", "Ran a large MySQL installation", "not_found"),
        ("PostgreSQL", "Ran a large MySQL installation", "not_found"),
        ("FEA (ANSYS or comparable)", "Stress analysis of brackets in Abaqus", "met"),
        ("Git, Subversion or Mercurial", "Everything is kept in Subversion", "met"),
    ],
)
def test_what_is_akin_is_enough_where_the_ad_says_so(asked: str, told: str, status: str) -> None:
    assert judged(asked, WORK.format(told)).status == status


@pytest.mark.parametrize(
    "held", ["EDUCATION\nBA History, Example University, 2012", "CERTIFICATES\nParalegal certificate, 2015"]
)
def test_either_of_a_paper_and_a_degree_will_do(held: str) -> None:
    asked = "Paralegal certificate from an approved program or a bachelor's degree"
    assert judged(asked, f"Sam Example\n\n{held}\n").status == "met"


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("German (at least B2)", "German C1", "met"),
        ("German (at least B2)", "German B1", "partly"),
        ("German (at least B2)", "German, Spanish", "partly"),
        ("Fluent Spanish", "Spanish (native)", "met"),
        ("Fluent Spanish", "Spanish (basic)", "partly"),
        ("Bilingual in Spanish", "Court interpreter (Spanish)", "met"),
        ("Bilingual in Spanish", "Half of my calls are in Spanish.", "met"),
        ("Bilingual in Spanish", "Took calls in Spanish and Portuguese every day", "met"),
    ],
)
def test_a_language_is_known_as_well_as_it_says(asked: str, told: str, status: str) -> None:
    assert judged(asked, f"Sam Example\n\nLANGUAGES\n{told}\n").status == status


def test_the_word_for_a_language_may_be_about_something_else() -> None:
    assert judged("Spanish", WORK.format("Stayed in Spanish hotels")).status == "not_found"
    assert judged("Spanish", WORK.format("Half of my calls are in Spanish.")).status == "met"


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("Valid first aid certificate", "First aid at work, valid until March 2027", "met"),
        ("Valid first aid certificate", "First aid at work, valid until March 2025", "partly"),
        (
            "Valid first aid certificate",
            "First aid at work, expires 12/2024\nFirst aid at work, expires 12/2027",
            "met",
        ),
        ("Valid first aid certificate", "First aid at work, revalidated 2024", "met"),
        ("CPCS crane operator card", "Driver CPC, 35 hours done", "not_found"),
        ("Level 3 food hygiene certificate", "Level 2 food hygiene certificate", "partly"),
        ("Level 2 food hygiene certificate", "Level 3 food hygiene certificate", "met"),
    ],
)
def test_a_paper_counts_while_it_is_valid_and_at_its_level(asked: str, told: str, status: str) -> None:
    assert judged(asked, f"Sam Example\n\nCERTIFICATES\n{told}\n").status == status


@pytest.mark.parametrize(
    ("asked", "held", "status"),
    [
        ("Master's degree in social work", "MSW, Example University, 2017", "met"),
        ("Degree in mechanical engineering", "Diplom Maschinenbau, Darmstadt, 2009", "met"),
        ("Degree in mechanical engineering", "Diplôme d'ingénieur en génie mécanique, 2017", "met"),
        ("Degree in mechanical engineering", "BA Dance, 2014", "not_found"),
        ("Degree in a science", "BSc Biochemistry, 2014", "met"),
        ("Vocational training as a cook", "Certificate III in Commercial Cookery, 2019", "met"),
        ("PhD in sociology", "PhD candidate in sociology, thesis under way", "partly"),
        ("PhD in sociology", "PhD in sociology, 2019", "met"),
        ("Bachelor's degree in business", "Started a business degree, left after the first year", "partly"),
    ],
)
def test_a_degree_is_read_in_the_terms_of_its_country(asked: str, held: str, status: str) -> None:
    assert judged(asked, f"Sam Example\n\nEDUCATION\n{held}\n").status == status


@pytest.mark.parametrize(
    ("asked", "told", "status"),
    [
        ("Weekend work", "Ovens, three weekends in four", "met"),
        ("Night work", "Ovens, on nights since May", "met"),
        ("Weekend work", "Ovens", "unknown"),
    ],
)
def test_hours_are_met_however_they_are_told(asked: str, told: str, status: str) -> None:
    assert judged(asked, WORK.format(told)).status == status


def test_a_condition_is_met_where_it_is_said_and_unknown_where_it_is_not() -> None:
    asked = "Right to work in the UK"
    assert judged(asked, WORK.format("Settled status; free to start")).status == "met"
    assert judged(asked, WORK.format("Repaired pumps")).status == "unknown"


def test_a_duty_is_found_in_other_words_for_it() -> None:
    asked = "Experience with rosters"
    assert judged(asked, WORK.format("Wrote the rota for twelve people")).status == "met"
    assert judged(asked, WORK.format("Repaired pumps")).status == "not_found"


def test_a_list_of_skills_that_no_work_bears_out_proves_little() -> None:
    listed = "SKILLS\nPython, Kafka, Airflow, Terraform, Kubernetes, Snowflake, Docker\n\n"
    idle = "Data Engineer, Example Ltd, January 2018 - present\n- Wrote letters and answered the telephone\n"
    used = "Data Engineer, Example Ltd, January 2018 - present\n- Python jobs in Docker, run by Airflow on Kubernetes\n"
    ad = "Data Engineer\n\nRequirements:\n- Kafka\n"
    found = [
        engine.analyse(engine.read_resume(f"Sam Example\n\n{listed}EXPERIENCE\n{work}"), engine.read_job(ad), SETTINGS)
        for work in (idle, used)
    ]
    assert [one.requirements[0].status for one in found] == ["partly", "met"]
    flags = [[flag for flag in one.flags if flag.code == "keyword_list"] for one in found]
    assert [len(one) for one in flags] == [1, 0]
    text = f"Sam Example\n\n{listed}EXPERIENCE\n{idle}"
    assert text[flags[0][0].start : flags[0][0].end] == listed.splitlines()[1]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Docker", "Made a save and load system"),
        ("SQL", "Built gameplay systems"),
        ("Classroom management", "Behavior trees for robots"),
        ("Set of accounts", "Answered calls of customers"),
    ],
)
def test_one_word_is_no_other_name_of_a_skill(asked: str, told: str) -> None:
    assert judged(asked, WORK.format(told)).status == "not_found"


def test_words_of_the_posts_own_title_show_nothing_by_themselves() -> None:
    ad = "Data Engineer\n\nRequirements:\n- Experience mentoring other engineers\n"
    told = WORK.replace("Engineer, Example", "Data engineer, Example")
    assert _first(ad, told.format("Pipelines with two other engineers")) == "not_found"
    assert _first(ad, told.format("Mentored two graduates")) == "met"


@pytest.mark.parametrize(
    ("title", "told", "status"),
    [
        ("Shop assistant", "Customer service at a busy counter", "met"),
        ("Night watchman", "Walked the fence", "not_found"),
    ],
)
def test_years_of_a_soft_skill_are_those_of_the_posts_that_tell_of_it(title: str, told: str, status: str) -> None:
    ad = "Plumber\n\nRequirements:\n- 1 year of customer service experience\n"
    assert _first(ad, WORK.replace("Engineer", title).format(told)) == status


@pytest.mark.parametrize("until", ["the present", "present", "now"])
def test_a_post_lasts_to_the_present_however_that_is_said(until: str) -> None:
    work = f"Sam Example\n\nEXPERIENCE\nPlumber, Example Ltd, January 2018 to {until}\n- Boilers\n"
    assert _first("Plumber\n\nRequirements:\n- 5 years of experience as a plumber\n", work) == "met"


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("Ran seven jury trials", "met"),
        ("Assisted at 12 trials", "met"),
        ("Ran two full trials", "met"),
        ("Ran one trial of two weeks", "not_found"),
        ("In 2019 trials were rare", "not_found"),
    ],
)
def test_so_many_of_a_thing_are_counted(told: str, status: str) -> None:
    ad = "Clerk\n\nRequirements:\n- At least two trials from start to finish\n"
    assert _first(ad, WORK.replace("Engineer", "Clerk").format(told)) == status


def test_fewer_of_a_thing_than_are_asked_for_are_met_in_part() -> None:
    ad = "Clerk\n\nRequirements:\n- At least five trials from start to finish\n"
    assert _first(ad, WORK.replace("Engineer", "Clerk").format("Ran two jury trials")) == "partly"


def test_what_an_ad_does_not_mean_is_not_looked_for() -> None:
    ad = "Designer\n\nRequirements:\n- A widget that went from sketch into catalogue (hundreds not millions)\n"
    assert _first(ad, WORK.format("Took a widget from the first sketch into the catalogue")) == "met"


def test_how_somebody_is_to_be_is_not_looked_for() -> None:
    ad = "Clerk\n\nRequirements:\n- You are happy and comfortable with puppets\n"
    assert _first(ad, WORK.format("Mended puppets")) == "met"


@pytest.mark.parametrize(("title", "status"), [("Shift manager", "met"), ("Team leader", "partly")])
def test_a_team_is_led_in_a_unit_that_another_manages(title: str, status: str) -> None:
    ad = "Shift Manager, Warehouse\n\nRequirements:\n- 3 years managing a shift in a warehouse\n"
    assert _first(ad, WORK.replace("Engineer", title).format("Warehouse of forty pickers")) == status


@pytest.mark.parametrize(("told", "status"), [("Fed Amazon Kinesis", "met"), ("Stream processing", "not_found")])
def test_the_kind_of_a_tool_is_not_similar_to_it(told: str, status: str) -> None:
    assert judged("Kafka or a similar tool", WORK.format(told)).status == status


def test_an_award_below_a_degree_tells_what_was_learnt() -> None:
    resume = "Sam Example\n\nCERTIFICATES\nLevel 3 Award in Supervising Food Safety\n"
    assert judged("HACCP", resume).status == "met"


@pytest.mark.parametrize(("told", "status"), [("Fed back to puppet juries", "met"), ("Chaired the choir", "not_found")])
def test_two_verbs_share_the_object_behind_the_second(told: str, status: str) -> None:
    ad = "Clerk\n\nRequirements:\n- Experience of chairing or contributing to puppet juries\n"
    found = engine.analyse(engine.read_resume(WORK.format(told)), engine.read_job(ad), SETTINGS).requirements
    assert [one.status for one in found] == [status]


def _first(ad: str, resume: str) -> str:
    return engine.analyse(engine.read_resume(resume), engine.read_job(ad), SETTINGS).requirements[0].status


PAPERS = "Sam Example\n\nEXPERIENCE\nElectrician, Example Ltd\nJanuary 2018 - present\n- Wired flats\n\n{}\n"


@pytest.mark.parametrize(
    ("asked", "held", "status"),
    [
        ("Active CPA license", "PROFILE\nTwo parts of the\nCPA exam are passed", "partly"),
        ("Active CPA license", "CERTIFICATES\nCPA, Texas", "met"),
        ("Electrical apprenticeship", "EDUCATION\n2024 – present Electrical apprenticeship, phases 1 to 4", "partly"),
        ("Electrical apprenticeship", "EDUCATION\n2014 – 2018 Electrical apprenticeship", "met"),
        ("Bachelor's degree", "EDUCATION\nBSc Nursing 2025 – present", "partly"),
        ("Bachelor's degree", "EDUCATION\nBSc Nursing 2021 – 2025", "met"),
    ],
)
def test_a_paper_that_is_still_learnt_for_is_not_held(asked: str, held: str, status: str) -> None:
    assert judged(asked, PAPERS.format(held)).status == status


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ("CERTIFICATES\nSafe Pass, valid to 2028 · Manual handling, 2026", "met"),
        ("CERTIFICATES\nI got used to manual handling in the years that I worked in a warehouse", "not_found"),
        ("SKILLS\nManual handling", "not_found"),
    ],
)
def test_a_skill_among_the_certificates_is_a_paper_in_it(held: str, status: str) -> None:
    job = engine.read_job("Requirements:\n- Manual handling certificate\n")
    resume = engine.read_resume(PAPERS.format(held))
    (found,) = engine.analyse(resume, job, SETTINGS).requirements
    assert found.status == status
    assert earnable(job, gather([resume])).most[0, 0] >= (status == "met")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Venepuncture", "Take and record temperature, pulse and blood pressure"),
        ("GMP", "Ran two moulding machines, kept the batch records"),
        ("Three-phase motors", "Wired two control panels in the workshop"),
        ("Variable speed drives", "Motor starters for dairy farms"),
        ("Control panels", "Replaced 60 variable speed drives and three-phase motors"),
        ("Computerised maintenance management system (CMMS)", "Measured castings on a CMM"),
        ("Building services", "Planned and reactive maintenance on assembly lines in a plant"),
    ],
)
def test_what_is_near_does_not_show_the_thing(asked: str, told: str) -> None:
    assert judged(asked, WORK.format(told)).status != "met"


def test_what_stands_in_two_points_of_a_list_is_not_told_together() -> None:
    apart = "Led the patient transport\n- Wrote the education budget"
    assert judged("Experience of patient budget education", WORK.format(apart)).status != "met"


def test_the_quote_names_the_skill_where_one_does() -> None:
    told = "Helped move from spreadsheets to NetSuite\n- Built the lease models in Excel with Power Query"
    found = engine.analyse(engine.read_resume(WORK.format(told)), engine.read_job("Requirements:\n- Excel\n"), SETTINGS)
    assert [one.quote for one in found.evidence] == ["Built the lease models in Excel with Power Query"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Batch", "Raised a Series A of eighteen million"),
        ("Agile", "Cut the iteration time by 40 %"),
        ("Salesforce or another CRM", "Siebel Scholar, class of 2022"),
        ("Electronic patient record", "Kept the books of the Vista Linda hotels"),
        ("SQL", "Built the reserve models in Excel with Power Query"),
        ("Control panels", "Fitted a hearing aid that works"),
        ("Building services", "Built order and stock services with Django"),
    ],
)
def test_a_look_alike_of_a_word_is_not_the_thing(asked: str, told: str) -> None:
    assert judged(asked, WORK.format(told)).status != "met"


def test_what_stands_in_for_a_degree_does_not_open_its_field() -> None:
    resume = "Sam Example\n\nEDUCATION\nBSc Physics 2018\n"
    for said, status in (("or comparable practical experience", "partly"), ("or a related field", "met")):
        job = engine.read_job(f"Requirements:\n- Degree in computer science {said}\n")
        (found, *_) = engine.analyse(engine.read_resume(resume), job, SETTINGS).requirements
        assert (found.kind, found.status) == ("education", status)


@pytest.mark.parametrize(
    ("told", "status"), [("Kept the notes of each case", "not_found"), ("Registered nurse", "met")]
)
def test_a_paper_is_not_proven_by_what_its_name_shares_with_others_but_the_title(told: str, status: str) -> None:
    job = engine.read_job("Ward Nurse, Leeds\n\nMust have\n- Registered nurse\n", role_name="Ward Nurse")
    (found,) = engine.analyse(engine.read_resume(f"Sam Example\n\nCERTIFICATES\n{told}\n"), job, SETTINGS).requirements
    assert (found.kind, found.status) == ("certification", status)
