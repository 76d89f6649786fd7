"""What the words around a mention make of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generated import SETTINGS
from recollect.domain.analysis import JudgedRequirement
from recollect.scoring import engine
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.reading.standing import FULL, WeakWords, clause_standing
from recollect.scoring.reading.words import look_at_words

WORK = "EXPERIENCE\nData Engineer, Harbour Ltd\n2015 - 2024\n- "


def judged(ad: str, resume: str) -> JudgedRequirement:
    (one,) = engine.analyse(engine.read_resume(resume), engine.read_job(ad), SETTINGS).requirements
    return one


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Built pipelines with Apache Airflow every week.", "met"),
        ("I have no experience of Apache Airflow.", "not_found"),
        ("I do not use Apache Airflow.", "not_found"),
        ("Apache Airflow: none.", "not_found"),
        ("Not only Apache Airflow but all our jobs.", "met"),
        ("Watched a team run Apache Airflow.", "partly"),
        ("I would like to learn Apache Airflow.", "partly"),
        ("My husband runs Apache Airflow.", "partly"),
        ("No accidents. Ran Apache Airflow.", "met"),
    ],
)
def test_a_skill_is_borne_out_by_its_own_clause(said: str, status: str) -> None:
    assert judged("Requirements\nApache Airflow\n", WORK + said + "\n").status == status


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("CPA (Texas), active", "met"),
        ("CPA, lapsed in 2021", "partly"),
        ("Sitting for the CPA exam", "partly"),
        ("CPA. application filed", "partly"),
        ("CPA (Texas), never lapsed", "met"),
        ("CPA, never lapsed", "met"),
        ("CPA, lapsed in 2021, reinstated in March 2023", "met"),
        ("CPA, active through 31 December 2027", "met"),
        ("CPA, registered until 2019", "partly"),
        ("CPA, valid 2024-2027", "met"),
        ("CPA number was 40117", "partly"),
        ("CPA 40117. I let it go in 2024", "partly"),
        ("CPA, sections 1 and 2 passed", "partly"),
        ("Previously a CPA", "partly"),
        ("CPA, not renewed", "partly"),
        ("CPA no. 40117, lapsed in 2021", "partly"),
        ("CPA no. 40117", "met"),
        ("CPA no; bookkeeper since 2010", "not_found"),
    ],
)
def test_a_certificate_must_be_held(said: str, status: str) -> None:
    assert judged("Requirements\nCPA\n", f"CERTIFICATES\n{said}\n").status == status


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("Always under a CPA who signs", "partly"),
        ("Our accountants all hold an active CPA and I book their courses", "partly"),
        ("Checked the candidates' CPA before each placement", "partly"),
        ("My manager's CPA", "partly"),
        ("Monthly close for 40 entities, as a CPA", "met"),
        ("Checked 300 invoices a day, CPA since 2011", "met"),
    ],
)
def test_a_certificate_is_that_of_the_writer(said: str, status: str) -> None:
    assert judged("Requirements\nCPA\n", WORK + said + "\n").status == status


def test_a_headline_says_less_of_a_certificate_than_the_line_in_which_it_has_run_out() -> None:
    head = "SUMMARY\nReliable officer. SIA licensed.\n\n"
    assert judged("Requirements\nSIA licence\n", head + "CERTIFICATES\nSIA, expired 10 April 2021\n").status == "partly"
    assert (
        judged("Requirements\nSIA licence\n", head + "CERTIFICATES\nSIA, renewed, to 10 April 2099\n").status == "met"
    )


def test_the_number_of_a_registration_in_the_title_block_shows_it() -> None:
    resume = "Sam Example\nsam@example.com | HCPC PH000000 | Leeds\n\n" + WORK
    assert judged("Requirements\nHCPC registration\n", resume).status == "met"


def test_what_includes_a_skill_shows_it_and_not_the_other_way_round() -> None:
    assert judged("Requirements\nSQL\n", WORK + "Tuned PostgreSQL.\n").status == "met"
    assert judged("Requirements\nPostgreSQL\n", WORK + "Wrote SQL.\n").status == "not_found"
    shown = judged("Requirements\nPython\n", WORK + "Wrote PySpark jobs.\n")
    assert (shown.status, shown.note) == ("met", "PySpark shows it.")


def test_a_bare_list_proves_little_where_the_work_was_another() -> None:
    cook = "EXPERIENCE\nLine Cook, Blue Door\n2015 - 2024\n- Ran the grill.\n\nSKILLS\nApache Airflow, Baking\n"
    assert judged("Data Engineer\n\nRequirements\nApache Airflow\n", cook).status == "partly"
    engineer = WORK + "Ran the nightly jobs.\n\nSKILLS\nApache Airflow, Baking\n"
    assert judged("Data Engineer\n\nRequirements\nApache Airflow\n", engineer).status == "met"


def test_a_short_headline_with_bars_is_a_list_too() -> None:
    cook = (
        "Engineer | Big Data | Apache Airflow | AI\n\nEXPERIENCE\nLine Cook, Blue Door\n2015 - 2024\n- Ran the grill.\n"
    )
    assert judged("Data Engineer\n\nRequirements\nApache Airflow\n", cook).status in {"partly", "not_found"}


def test_what_is_listed_and_used_daily_is_no_bare_list() -> None:
    head = "EXPERIENCE\nAccount Executive, Example Ltd\n2019 - 2024\n- Sold to garages.\n"
    seller = head + "\nTOOLS\nSalesforce{}, Outreach, ZoomInfo, Excel, Gong, Lusha\n"
    asked = "Account Executive\n\nRequirements\nSalesforce\n"
    assert judged(asked, seller.format("")).status == "partly"
    assert judged(asked, seller.format(" (daily, forecast by Friday)")).status == "met"
    assert judged(asked, seller.format(" (Administrator certificate)")).status == "met"


def test_a_list_is_borne_out_by_work_that_is_told_without_years_too() -> None:
    skills = "SKILLS\nSalesforce, Outreach, ZoomInfo, Gong, Lusha, Slack\n"
    pupil = f"EXPERIENCE\nOne week in a bakery, Leeds. Cakes and till.\n\n{skills}"
    assert judged("Account Executive\n\nRequirements\nSalesforce\n", pupil).status == "partly"


def test_a_headline_of_keywords_is_a_list() -> None:
    words = "Python | Spark | Kafka | Apache Airflow | Redshift | Tableau | Docker\n"
    cook = f"{words}\nEXPERIENCE\nLine Cook, Blue Door\n2015 - 2024\n- Ran the grill.\n"
    assert judged("Data Engineer\n\nRequirements\nApache Airflow\n", cook).status in {"partly", "not_found"}


def test_both_languages_of_a_pair_are_asked_for() -> None:
    job = engine.read_job("Requirements\nBilingual English/Spanish\n")
    assert [one.text for one in job.requirements] == ["English", "Spanish"]


def test_a_licence_that_is_lacking_weighs_on_the_score() -> None:
    ad = "Nurse\n\nRequirements\nNMC registration is required\nWound care is required\n"
    nurse = "Nurse\n\nEXPERIENCE\nStaff Nurse, Ward 4\n2015 - 2024\n- Wound care every day.\n"
    lacking = engine.analyse(engine.read_resume(nurse), engine.read_job(ad), SETTINGS).overall_score
    held = engine.analyse(engine.read_resume(nurse + "- NMC registration.\n"), engine.read_job(ad), SETTINGS)
    assert lacking is not None
    assert held.overall_score is not None
    assert held.overall_score - lacking > 20
    assert held.score_range is not None


def test_experience_of_another_kind_counts_in_part() -> None:
    ad = "Nurse\n\nRequirements\nThree years of experience in neonatal transport\n"
    nurse = "EXPERIENCE\nStaff Nurse, Ward 4\n2015 - 2024\n- Wound care every day.\n"
    found = engine.analyse(engine.read_resume(nurse), engine.read_job(ad), SETTINGS).requirements[0]
    assert (found.kind, found.status) == ("experience", "partly")
    assert "not of the kind" in found.note


WORDS = [
    *(
        "never",
        "no",
        "not",
        "watched",
        "alongside",
        "a little",
        "willing to",
        "learn",
        "would",
        "like",
        "to",
        "with my",
    ),
    *("mentor", "tutor", "under the", "supervision of", "due", "start", "colleague", "wife", "who", "but", "however"),
    *(
        "done by",
        "none",
        "Excel",
        "Python",
        "payroll",
        "-",
        "(",
        ")",
        ".",
        ";",
        ",",
        ":",
        "–",
        "\n",
        "course",
        "basics",
    ),
    *("bob@mill.example", "on", "behalf"),
]


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join))
def test_the_quick_look_passes_over_nothing_that_the_clause_weakens(text: str) -> None:
    tokens = tokenise(text)
    quick = WeakWords(text, tokens, *look_at_words(tokens).weak())
    for at in range(len(tokens.keys)):
        if not quick.may_weaken(at, at + 1, tokens.starts[at], tokens.ends[at]):
            assert clause_standing(text, tokens, at, at + 1) == FULL
