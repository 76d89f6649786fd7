"""Ads and résumés of any trade, in the small ways in which they are written: each was misread once."""

from __future__ import annotations

import pytest

from recollect.scoring import engine
from told_work import SETTINGS
from written_ads import asked, judged


@pytest.mark.parametrize(
    "sentence",
    [
        "We're a three-surgery dental practice in Galway looking for a colleague.",
        "Linguaplex is a leading language services provider working with clinical trials and law firms.",
        "We are one of the largest payroll and accounting businesses in Ulster.",
    ],
)
def test_what_an_employer_says_that_it_is_is_not_asked_for(sentence: str) -> None:
    assert asked(sentence, "", "Must have", "- Excel") == [("must", "skill", "Excel")]


def test_what_a_sentence_turns_to_behind_the_employer_is() -> None:
    texts = [text for _, _, text in asked("We are a small firm of architects seeking somebody with Revit.")]
    assert texts == ["Revit"]
    assert asked("The work", "SQL is a must in our team.")[0][2] == "SQL"


def test_a_condition_that_the_post_spares_is_not_asked_for() -> None:
    assert "weekend" in asked("Must have", "- Excel", "- Weekend work")[1][2].lower()
    assert asked("Must have", "- Excel", "- No weekends, no Sundays.") == [("must", "skill", "Excel")]


@pytest.mark.parametrize(
    "words",
    ["would be highly regarded", "would be great", "is looked on favourably", "would be handy", "is well regarded"],
)
def test_what_would_be_liked_is_nice_to_have(words: str) -> None:
    assert asked("Must have", "- Excel", f"- A forklift licence {words}")[1][0] == "nice"


def test_a_bracket_that_would_like_one_kind_leaves_the_rest_asked_for() -> None:
    assert asked("Must have", "- Excel", "- Crane licence, class C6 or above (CO preferred)")[1][0] == "must"


def test_the_grade_of_an_examination_is_no_school_year() -> None:
    assert [text for _, _, text in asked("Must have", "- GCSE English and maths at grade 4/C or above")] == ["GCSE"]


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("At least a year's experience teaching beginners", 1.0),
        ("A couple of years' experience as a nurse", 2.0),
    ],
)
def test_years_are_told_in_words(words: str, years: float) -> None:
    (one,) = engine.read_job(f"Must have\n- {words}", role_name="X").requirements[:1]
    assert one.amount is not None
    assert one.amount.value == years


def test_experience_as_a_leader_is_experience_of_leading() -> None:
    need = "Experience as a team leader or supervisor in a contact centre"
    leads = "Experience\nTeam Manager, Gower call centre, 2020 - now\nFourteen agents on phones in the call centre"
    answers = "Experience\nCustomer adviser, Gower Water call centre, 2020 - now\nSixty calls a day in the call centre"
    assert [judged(one, need)[0].status for one in (leads, answers)] == ["met", "partly"]


def test_somebody_who_is_reported_to_is_not_asked_for() -> None:
    ad = ["What you'll do", "- Reporting on quality to the operations manager", "", "Must have", "- Excel"]
    assert [text for _, _, text in asked(*ad)] == ["Excel"]


def test_what_need_not_be_brought_is_not_asked_for() -> None:
    assert asked("Must have", "- Excel", "", "Own van not needed, we have a Transit with CNC racks.") == [
        ("must", "skill", "Excel")
    ]


def test_years_with_a_thing_end_where_something_else_is_said() -> None:
    texts = [text for _, _, text in asked("Must have", "- Three years with bridal wear behind you and bring pictures.")]
    assert texts == ["Three years with bridal wear"]


def test_hours_that_shift_are_no_trait() -> None:
    assert asked("Must have", "- Flexibility to work shifts between 8am and 8pm")[0][1] == "other"


def test_a_post_may_be_open_at_the_end_of_its_line() -> None:
    resume = engine.read_resume("Experience\nCommunity fundraiser, Example Trust, 2021-. Fun runs and bake sales.\n")
    assert [one.interval.last for one in resume.positions] == [None]


def test_a_language_known_well_stands_above_all_headings() -> None:
    resume = "Jonas Example\nTranslator\nNative German, English C2\n\nExperience\n2019 - now Translator, Example Ltd"
    assert judged(resume, "Fluent German")[0].status == "met"


def test_a_degree_in_languages_proves_them() -> None:
    resume = "Experience\n2016 - now Buyer, Example Ltd\n\nEducation\nBA French and German (First), Durham, 2013"
    assert [one.status for one in judged(resume, "Fluent German", "Very good French")] == ["met", "met"]


@pytest.mark.parametrize(
    "words",
    ["Currently in the first year of a part-time MSc in statistics", "I am in my final year of an MSc in statistics"],
)
def test_a_degree_of_which_a_year_runs_is_not_held(words: str) -> None:
    assert judged(f"Education\n{words}", "Master's degree in statistics")[0].status == "partly"


def test_a_leaving_school_year_is_a_school_certificate() -> None:
    resume = "Experience\n2021 - now Cashier, Example Ltd\n\nEducation\nGrade 12, Collège Louis-Riel 2019"
    assert judged(resume, "High school diploma")[0].status == "met"


def test_what_was_helped_at_is_met_in_part() -> None:
    resume = "Experience\n2021 - now Shop assistant, Example Books\nHelped at an author's story time once."
    assert judged(resume, "Story times for children")[0].status == "partly"


def test_what_a_team_makes_is_no_work_of_a_post() -> None:
    resume = (
        "Experience\nSenior Data Scientist, Example Ltd, 2019 - now\nFeatures from the data engineering team's tables."
    )
    assert judged(resume, "At least five years' experience in data engineering")[0].status != "met"


def test_what_nobody_needs_to_have_is_not_asked_for() -> None:
    assert asked("Must have", "- Excel", "", "You don't need to have worked in a zoo before but it helps.") == [
        ("must", "skill", "Excel")
    ]


def test_a_doctorate_under_way_leaves_the_degrees_before_it_held() -> None:
    resume = "Education\nM.Sc. Chemistry, Graz 2023. Since October PhD student in Cork."
    assert judged(resume, "MSc in Chemistry", "PhD in Chemistry")[0].status == "met"


def test_a_postgraduate_qualification_is_schooling() -> None:
    assert asked("Must have", "- A postgraduate qualification in museum studies")[0][1] == "education"


def test_years_in_a_kind_of_place_ask_for_one_thing() -> None:
    assert [kind for _, kind, _ in asked("Must have", "- 2-4 years in a GMP laboratory")] == ["experience"]


def test_all_that_is_needed_is_a_must() -> None:
    ad = "The ideal colleague\nKnowledge of payroll and of stock control are both needed."
    assert {strength for strength, _, _ in asked(ad)} == {"must"}


def test_how_much_a_thing_is_asked_for_is_no_word_of_it() -> None:
    texts = [text for _, _, text in asked("Must have", "- Excel", "- Experience with loans would be an advantage")]
    assert texts == ["Excel", "Experience with loans"]


def test_years_may_begin_a_sentence() -> None:
    texts = [
        text
        for _, _, text in asked("Must have: valid licence, we have the van. 2 yrs in a shop - no beginners please.")
    ]
    assert "2 yrs in a shop" in texts
    assert "Min" not in [text for _, _, text in asked("Must have", "- Min. 3 years' sales experience")]


def test_words_that_are_said_together_are_one_thing() -> None:
    ad = ["Must have", "- Excel", "- Good understanding of rules and regulations"]
    assert [text for _, _, text in asked(*ad)] == ["Excel", "rules and regulations"]


def test_years_before_a_word_name_no_end_of_year() -> None:
    texts = [text for _, _, text in asked("Must have", "- A minimum of two years end-to-end payroll")]
    assert texts[0] == "two years end-to-end payroll"
    assert "years end" not in texts


def test_who_may_be_considered_too_is_not_asked_for() -> None:
    ad = ["Must have", "- Excel", "- New graduates with a strong apprenticeship in welding may be considered."]
    assert asked(*ad) == [("must", "skill", "Excel")]


def test_personal_attributes_head_a_part() -> None:
    assert asked("Essential", "- Excel", "", "Personal attributes", "- Patience")[1:] == [
        ("plain", "skill", "Patience")
    ]


def test_where_somebody_lives_is_told_by_no_word_of_the_trade() -> None:
    resume = "Experience\n2020 - now Trainer, Example Ltd\nI live in the next town, near the station."
    (one,) = judged(resume, "Live or work within six minutes of the station")
    assert (one.kind, one.status) == ("location", "unknown")


def test_letters_of_a_degree_before_another_word_are_none() -> None:
    resume = "Experience\n2019 - 2024 Firefighter, Example FRS: BA wearer and team leader; med-surg ward"
    assert engine.read_resume(resume).degrees == ()


def test_units_passed_in_words_are_a_paper_under_way() -> None:
    resume = (
        "Experience\n2024 - now Lettings consultant, Example Homes\nARLA Propertymark Level 3: two of four units passed"
    )
    assert judged(resume, "ARLA Propertymark Level 3")[0].status == "partly"


def test_names_before_a_known_one_will_do_as_well() -> None:
    resume = "Experience\n2023 - now Payroll officer, Example Ltd\nRan the fortnightly pay in Preceda."
    assert judged(resume, "Chris21, Preceda or ADP")[0].status == "met"


def test_prose_tells_what_somebody_can_do_whatever_the_verb() -> None:
    ad = "We'd like somebody who's sharp, can true a wheel, bleed hydraulic brakes and read a fault code."
    texts = [text for _, _, text in asked(ad)]
    assert texts == ["true a wheel", "bleed hydraulic brakes", "fault code"]
    resume = "Experience\n2022 - now Bicycle technician, Example Ltd\nWheels built and trued, hydraulic brakes bled."
    job = engine.read_job(ad, role_name="X")
    statuses = [one.status for one in engine.analyse(engine.read_resume(resume), job, SETTINGS).requirements]
    assert statuses[:2] == ["met", "met"]


@pytest.mark.parametrize(
    ("need", "told"),
    [
        ("Experience restoring gilded frames", "Restoration of gilded frames and mirrors"),
        ("Experience propagating alpine shrubs", "Propagation of alpine shrubs from seed"),
        ("Experience upholstering caravans", "Upholstery of caravans and boats"),
    ],
)
def test_a_word_is_found_in_its_other_forms(need: str, told: str) -> None:
    assert judged(f"Experience\n2020 - now Keeper, Example Ltd\n{told}", need)[0].status == "met"


def test_the_cells_of_a_table_tell_what_is_essential() -> None:
    ad = [
        "Criteria | E/D | Tested by",
        "Knowledge of the Equality Act | E | Interview",
        "Good time management | E | Application",
        "Hands-on signing | D | Application",
    ]
    assert asked(*ad) == [
        ("must", "skill", "the Equality Act"),
        ("must", "skill", "time management"),
        ("nice", "skill", "Hands-on signing"),
    ]
    words = ["Payroll | Essential | CV", "Excel | Desirable | CV"]
    assert [strength for strength, _, _ in asked("Skills", *words)] == ["must", "nice"]


@pytest.mark.parametrize(
    ("words", "years"),
    [
        ("One to three years' experience of payroll", 1.0),
        ("Two or three years' experience of payroll", 2.0),
        ("At least eighteen months' experience of payroll", 1.5),
        ("Twenty-four months' experience of payroll", 2.0),
    ],
)
def test_the_lower_of_two_numbers_in_words_is_asked_for(words: str, years: float) -> None:
    one = engine.read_job(f"Must have\n- {words}", role_name="X").requirements[0]
    assert one.amount is not None
    assert one.amount.value == years


@pytest.mark.parametrize(
    "sentence",
    ["No accommodation.", "No agencies please.", "We particularly welcome people returning after a career break."],
)
def test_what_an_employer_says_at_the_end_is_not_asked_for(sentence: str) -> None:
    assert asked("Must have", "- Excel", f"- {sentence}") == [("must", "skill", "Excel")]


def test_a_class_of_degree_is_a_degree() -> None:
    assert asked("Must have", "- A 2:1 or better in maths")[0][1] == "education"


@pytest.mark.parametrize("told", ["Always wanted to get into welding", "Thinking of going into welding"])
def test_what_somebody_only_thinks_of_is_met_in_part(told: str) -> None:
    assert judged(f"Experience\n2020 - now Clerk, Example Ltd\n{told}", "Welding")[0].status == "partly"


def test_a_hyphened_word_is_found_written_as_one() -> None:
    resume = "Experience\n2022 - now Operator, Example Mine\nLine of sight and teleremote bogging from the surface."
    assert judged(resume, "Tele-remote bogging")[0].status == "met"


def test_the_letters_of_a_law_are_no_degree() -> None:
    assert (
        engine.read_resume("Experience\n2020 - now Officer\nPeople detained under the MHA and by the MPA").degrees == ()
    )


def test_a_heading_may_lead_up_to_what_somebody_has() -> None:
    assert asked("To succeed in this role you will have", "- Payroll", "- Excel")[0] == ("plain", "skill", "Payroll")


def test_what_those_speak_who_are_led_is_not_asked_for() -> None:
    texts = [text for _, _, text in asked("Must have", "- Leading seasonal teams, some of whom speak little English")]
    assert "English" not in texts


def test_what_may_be_substituted_is_not_asked_for() -> None:
    ad = ["Must have", "- Excel", "- An associate's degree may be substituted for one year."]
    assert asked(*ad) == [("must", "skill", "Excel")]


def test_a_speed_is_read_with_its_number() -> None:
    resume = "Experience\n2015 - 2026 Clerk, Example Ltd: data entry, 38 wpm"
    assert judged(resume, "Must type 50 wpm")[0].status == "partly"
    assert judged(resume, "Must type 35 wpm")[0].status == "met"


def test_a_person_to_do_things_is_told_of_in_verbs() -> None:
    ad = "We're after a calm, neat and kind person to meet bereaved families, explain costs and answer the phone."
    assert [text for _, _, text in asked(ad)] == ["meet bereaved families", "explain costs", "answer the phone"]


def test_what_a_sentence_rules_out_is_not_asked_for() -> None:
    assert asked("Must have", "- Excel", "- No visible tattoos when in uniform") == [("must", "skill", "Excel")]


def test_what_an_employer_is_proud_of_is_not_asked_for() -> None:
    assert asked("Must have", "- Excel", "- We are proud of our welding and our pottery.") == [
        ("must", "skill", "Excel")
    ]


def test_a_bracket_with_an_or_joins_nothing_behind_it() -> None:
    ad = ["Must have", "- An oenology degree (or you've come up through the cellar), lab skills, forklift licence"]
    kinds = [kind for _, kind, _ in asked(*ad)]
    assert "education" in kinds
    assert "certification" in kinds


def test_a_card_is_no_degree() -> None:
    assert engine.read_resume("Experience\n2020 - now Driver, Example Ltd. Med card current").degrees == ()
