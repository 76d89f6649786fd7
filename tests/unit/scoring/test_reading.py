"""What single modules read from a text."""

from __future__ import annotations

from datetime import date

import pytest

from recollect.scoring import engine
from recollect.scoring.ads.segments import read_job_heading, read_segments
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.knowledge.vocabulary import roles
from recollect.scoring.overall import map_overall
from recollect.scoring.reading.education import (
    ASSOCIATE,
    BACHELOR,
    DOCTORATE,
    MASTER,
    SCHOOL,
    VOCATIONAL,
    read_degrees,
    waives_degree,
)
from recollect.scoring.reading.intervals import merge_months, month_number, read_intervals
from recollect.scoring.reading.sections import read_heading, read_sections


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Jan 2019 – Dec 2019", 12),
        ("03/2018–02/2021", 36),
        ("March 2024 – present", 27),
        ("2016 - 2018", 24),
        ("since May 2026", 1),
    ],
)
def test_a_time_at_work_is_measured_in_months(text: str, months: int) -> None:
    (interval,) = read_intervals(text)
    assert interval.months(month_number(date(2026, 6, 1))) == months


def test_overlaps_count_once() -> None:
    assert merge_months([(0, 12), (6, 18), (24, 30)]) == 24


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("BSc Nursing, 2017", BACHELOR),
        ("MSc in Ecology", MASTER),
        ("B.E. (Hons) Mechanical, 2014", BACHELOR),
        ("B.S.E.E., Lakeside State, 2011", BACHELOR),
        ("BPhty, University of Otago", BACHELOR),
        ("MScPT, 2019", MASTER),
        ("EngD in Water, 2020", DOCTORATE),
        ("A.S. Radiologic Technology, 2018", ASSOCIATE),
        ("FdSc Animal Management", ASSOCIATE),
        ("Associate's or bachelor's in nursing", ASSOCIATE),
        ("Journeyperson certificate, millwright", VOCATIONAL),
        ("C of Q, sheet metal", VOCATIONAL),
        ("Four-year apprenticeship at the dockyard", VOCATIONAL),
        ("Lakeside High, class of 2009", SCHOOL),
        ("H.S. diploma", SCHOOL),
        ("National 5s in seven subjects", SCHOOL),
    ],
)
def test_degrees_have_levels(text: str, level: int) -> None:
    assert [one.level for one in read_degrees(text, tokenise(text), 0, len(text))][:1] == [level]


@pytest.mark.parametrize(
    "text",
    [
        "A. S. Jones, referee",
        "as in Ohio",
        "Where it must be in place",
        "a high class of guest",
        "Board member BE, Brussels",
    ],
)
def test_what_looks_like_a_degree_is_none(text: str) -> None:
    assert not list(read_degrees(text, tokenise(text), 0, len(text)))


@pytest.mark.parametrize(
    "text",
    [
        "BSc Nursing, expected 2027",
        "BSc Nursing, year 2 of 3",
        "Started BSc Nursing in 2025",
        "BSc Nursing 2015-2016, never finished",
    ],
)
def test_an_unfinished_degree_is_not_finished(text: str) -> None:
    assert not next(read_degrees(text, tokenise(text), 0, len(text))).finished


def test_experience_may_stand_in_for_a_degree() -> None:
    assert waives_degree("Bachelor's degree or equivalent experience")
    assert not waives_degree("Bachelor's degree in nursing")


def test_sections_follow_their_headings() -> None:
    text = "Ada Hill\n\nWORK EXPERIENCE\nBaker\n\nEducation:\nBSc\n"
    assert [(one.kind, one.heading) for one in read_sections(text)] == [
        ("experience", "WORK EXPERIENCE"),
        ("education", "Education:"),
    ]
    assert read_heading("I have much experience in the trade") is None


@pytest.mark.parametrize(
    ("line", "part"), [("Requirements", "must"), ("Nice to have", "nice"), ("Benefits:", "noise"), ("Python", None)]
)
def test_a_line_may_announce_a_part_of_the_ad(line: str, part: str | None) -> None:
    assert read_job_heading(line) == part


def test_benefits_and_legal_text_are_left_out() -> None:
    ad = "Requirements\n- Python\n\nBenefits\n- Gym\n\nWe are an equal opportunity employer.\nEasy Apply\n"
    assert [ad[one.start : one.end] for one in read_segments(ad)] == ["Python"]


def test_alternatives_make_one_requirement() -> None:
    job = engine.read_job("Requirements\n- Java or Kotlin\n- Docker and Kubernetes\n")
    assert [one.text for one in job.requirements] == ["Java or Kotlin", "Docker", "Kubernetes"]


def test_years_are_read_and_ages_are_not() -> None:
    job = engine.read_job("Requirements\n- 5+ years of experience as a nurse\n- Must be 18 years of age\n")
    assert [one.amount.value for one in job.requirements if one.amount is not None] == [5]


def test_a_part_that_is_not_asked_is_not_scored() -> None:
    findings = engine.analyse(
        engine.read_resume("SKILLS\nPython, Docker\n"),
        engine.read_job("Requirements\n- Python\n"),
        engine.ScoringSettings(today=date(2026, 6, 1)),
    )
    assert findings.experience_match_score is None
    assert findings.education_match_score is None
    assert findings.matched_skills == ("Python",)


def test_the_map_rises_from_nought_to_a_hundred() -> None:
    values = [map_overall(raw / 100) for raw in range(101)]
    assert values == sorted(set(values))
    assert (values[0], values[-1]) == (0, 100)


def test_a_language_known_a_little_is_met_in_part() -> None:
    findings = engine.analyse(
        engine.read_resume("LANGUAGES\nGerman (native), Spanish (basic)\n"),
        engine.read_job("Requirements\n- Fluent Spanish\n- Fluent German\n"),
        engine.ScoringSettings(today=date(2026, 6, 1)),
    )
    assert [one.status for one in findings.requirements] == ["partly", "met"]


def test_a_kindred_skill_is_not_called_found_but_earns_half() -> None:
    findings = engine.analyse(
        engine.read_resume("EXPERIENCE\nDeveloper\n2019 – 2024\n- Shipped services in Docker\n"),
        engine.read_job("Requirements\n- Kubernetes\n"),
        engine.ScoringSettings(today=date(2026, 6, 1)),
    )
    (asked,) = findings.requirements
    assert (asked.status, asked.credit, asked.note) == ("not_found", 0.5, "Docker is related.")
    assert findings.missing_critical_skills == ("Kubernetes",)


def test_what_was_done_since_a_year_is_no_position() -> None:
    resume = engine.read_resume(
        "EXPERIENCE\nStaff Nurse\nMarch 2020 – present\n- Practice supervisor for students since 2021\n"
    )
    assert len(resume.positions) == 1


def test_a_long_line_that_begins_with_a_title_is_the_title_of_the_post_above_it() -> None:
    text = (
        "EXPERIENCE\nExample Shopping Centre, 2021 - present\n"
        "Security officer, twelve hour shifts, days and nights, ninety shops and the bus station\n"
    )
    (post,) = engine.read_resume(text).positions
    assert post.roles


def test_the_title_stands_above_the_firm_that_is_called_after_others() -> None:
    read = engine.read_resume("EXPERIENCE\nReceptionist\nOakhill Vets\nJan 2020 - present\n")
    alone = engine.read_resume("EXPERIENCE\nReceptionist, Jan 2020 - present\n")
    assert read.positions[0].roles == alone.positions[0].roles


def test_a_post_above_all_headings_ends_at_the_first_of_them() -> None:
    text = "2019 - 2022 Intern, Example Ltd\n- Posted letters\n\nEDUCATION\nBA History, 2018\n"
    (post,) = engine.read_resume(text).positions
    assert text[: post.end].endswith("letters\n\n")


def test_words_of_the_title_are_left_out_only_where_two_others_are_left() -> None:
    job = engine.read_job("Must have\n- Registered nurse\n- Handover notes by nurses at night", role_name="Ward Nurse")
    assert job.needs[0].words == ("regist", "nurs")
    assert "nurs" not in job.needs[-1].words


@pytest.mark.parametrize(
    "told",
    [
        "2019 - present  Example Court, Leeds\nStaff nurse. Ten beds of people who are back from surgery, on days.\n",
        "2019 - present  Example Court, Leeds\nStaff nurse (nights), ten beds of people who are back from surgery.\n",
    ],
)
def test_a_line_below_the_dates_may_begin_with_the_title(told: str) -> None:
    first, *_ = engine.read_resume(f"Sam Example\n\nEXPERIENCE\n{told}").positions
    assert first.title_stems >= {"staff", "nurs"}


def test_a_line_of_dashes_is_no_bullet_above_the_first_post() -> None:
    text = "Sam Example\n----------\n\nExample Court, Leeds, 2019 - present\nStaff nurse\n- wound care\n"
    first, *_ = engine.read_resume(text).positions
    assert text[first.title_start : first.end].endswith("wound care\n")


@pytest.mark.parametrize(
    "posts",
    [
        "• Since February 2023: Example Ltd (boats), sails\n  Cut them\n• Sept 2022 – January 2023: Sample Ltd, ropes",
        "Example Gardens, Westport. Sails, that is to say everything. Since February 2023.\n    Cut them",
        "Growth lead, with the company since February 2023\n- Cut them",
    ],
)
def test_a_post_that_is_held_since_a_day_is_a_post(posts: str) -> None:
    first = engine.read_resume(f"Ann Lee\n\nWORK\n{posts}\n").positions[0].interval
    assert (first.first, first.last) == (month_number(date(2023, 2, 1)), None)


def test_what_is_done_since_a_day_is_no_post() -> None:
    text = "Ann Lee\n\nWORK\nBaker, Example Ltd, 2020 - 2024\n• Since February 2023: bread\n• Kept the rota\n"
    assert len(engine.read_resume(text).positions) == 1


@pytest.mark.parametrize(("text", "level"), [("LL.M. European law, 2022", MASTER), ("LL.B., 2010", BACHELOR)])
def test_degrees_in_law_are_written_with_stops(text: str, level: int) -> None:
    assert [one.level for one in engine.read_resume(f"Ann Lee\n\nEDUCATION\n{text}\n").degrees] == [level]


def test_a_year_named_in_passing_ends_no_post() -> None:
    text = (
        "Sam Example\n\n2020 - 2025 Example Ltd, plumber\nInstalls for a team of two, on my own since 2022.\n"
        "Laid drains.\n2017 - 2020 Example Ltd, apprentice\n"
    )
    post = engine.read_resume(text).positions[0]
    assert "Laid drains" in text[post.title_start : post.end]


def test_a_rank_since_a_year_leaves_the_post_what_is_told_of_it() -> None:
    text = (
        "Sam Example\n\nEXPERIENCE\nExample Ltd, 2017 to date, civil engineer, principal engineer since 2022\n"
        "Designed drainage.\n\nExample Two, 2012 to 2017, engineer\nSurveyed roads.\n"
    )
    posts = [one for one in engine.read_resume(text).positions if one.interval.last is None]
    assert {"Designed drainage" in text[one.title_start : one.end] for one in posts} == {True}


def test_a_title_stands_in_the_sentence_of_its_dates() -> None:
    line = "Finance Business Partner, Example University, Faculty of Arts, since 2019. Trusted adviser to the Dean"
    (post,) = engine.read_resume(f"Ann Lee\n\nWORK\n{line}\n").positions
    assert [roles().families[one].name for one in post.roles] == ["financial controller"]


@pytest.mark.parametrize(
    ("headline", "posts", "named"),
    [
        ("Chartered Physiotherapist", "Example Spine & Joint, Leeds, 2016 - 2021\n- Backs\n", True),
        ("Objective: physiotherapist", "Example Spine & Joint, Leeds, 2016 - 2021\n- Backs\n", False),
        ("I am a physiotherapist at heart.", "Example Spine & Joint, Leeds, 2016 - 2021\n- Backs\n", False),
        ("Chartered Physiotherapist", "Example Foods, Leeds, 2016 - 2018\n\nCashier, Leeds, 2018 - 2021\n", False),
    ],
)
def test_posts_without_a_title_are_of_the_trade_in_the_headline(headline: str, posts: str, named: bool) -> None:
    resume = engine.read_resume(f"Sam Example\n{headline}\n\nEXPERIENCE\n{posts}")
    trades = [{roles().families[role].name for role in one.roles} for one in resume.positions]
    assert ("therapist" in set().union(*trades)) is named


def test_a_post_below_a_label_and_its_line_is_no_paper() -> None:
    text = (
        "Sam Example\n\nLicense: Ohio, active to 2027\n\nExample Therapy, Canton, OH, March 2018 - present\n- Swings\n"
    )
    assert [text[one.title_start : one.title_end] for one in engine.read_resume(text).positions] == [
        "Example Therapy, Canton, OH, March 2018 - present"
    ]
    text = "Sam Example\n\nLicense: Ohio\nActive, March 2018 - present\n\nLicensed, Kent, March 2018 - present\n"
    assert engine.read_resume(text).positions == ()


def test_a_teaching_fellow_teaches() -> None:
    post = "Teaching Fellow, Example University, 2020 - present\n- Musculoskeletal practice, 180 students\n"
    (found,) = engine.read_resume(f"Sam Example\n\nEXPERIENCE\n{post}").positions
    assert [roles().families[role].name for role in found.roles] == ["lecturer"]


@pytest.mark.parametrize(
    ("title", "same"),
    [("Self-employed", True), ("Example Electric LLC, owner", True), ("Journeyman, Local 12", True), ("Chef", False)],
)
def test_who_is_their_own_master_has_the_trade_of_the_headline(title: str, *, same: bool) -> None:
    posts = engine.read_resume(
        f"Sam Example\nElectrician\n\nEXPERIENCE\n{title}, 2012 - present\n- Jobs of all kinds\n\n"
        "Electrician, Example Ltd, 2009 - 2012\n- Jobs of all kinds\n"
    ).positions
    assert (posts[0].roles == posts[1].roles) is same


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("Example University, BA French and Spanish, 2019", [(BACHELOR, True)]),
        ("Bachelor's (online, Business), 42 of 120 credits so far", [(BACHELOR, False)]),
        ("HNC Construction, evening classes, year one of two", [(ASSOCIATE, False)]),
        ("Evening course, 2011 (a certificate of the association, no degree)", []),
    ],
)
def test_a_degree_is_one_that_is_taken(text: str, degrees: list[tuple[int, bool]]) -> None:
    found = [one for one in read_degrees(text, tokenise(text), 0, len(text)) if one.level > VOCATIONAL]
    assert [(one.level, one.finished) for one in found] == degrees


@pytest.mark.parametrize(("title", "learning"), [("Trainee", True), ("Graduate trainee", False), ("Intern", True)])
def test_a_graduate_trainee_is_at_work(title: str, learning: bool) -> None:
    (post,) = engine.read_resume(
        f"Ann Lee\n\nWORK\n{title}, Example Council, 2020 - 2022\n- Research notes\n"
    ).positions
    assert post.learning is learning


def test_posts_among_highlights_are_posts_also_where_one_has_no_title() -> None:
    posts = (
        "Example Energy – Assistant Controller, 2015–2020. Month end.\nFirm of CPAs, San Antonio – audit, 2011–2015."
    )
    resume = engine.read_resume(f"Ann Lee\n\nHighlights\nFifteen years in accounting\n{posts}\n")
    assert [one.interval.first for one in resume.positions] == [2015 * 12, 2011 * 12]


def test_a_time_among_skills_is_no_post() -> None:
    assert not engine.read_resume("Ann Lee\n\nSKILLS\nExcel, 2015–2020\nFirst aid certificate, 2019–2022\n").positions
