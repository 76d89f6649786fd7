"""What an ad is said to ask for is what it asks for: each case was misread in a printed analysis before."""

from __future__ import annotations

import pytest

from recollect.scoring import engine
from told_work import SETTINGS
from written_ads import asked, judged


@pytest.mark.parametrize(
    "sentence",
    [
        "Brightwell Systems builds software for dental surgeries.",
        "The Fenland Bakery Group runs forklift trucks in four towns.",
        "Holt Clinic has nine physiotherapy rooms.",
    ],
)
def test_what_an_employer_does_or_has_is_not_asked_for(sentence: str) -> None:
    assert asked("The work", sentence, "", "Must have", "- Excel") == [("must", "skill", "Excel")]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Holt Clinic has nine physiotherapy rooms and needs somebody for radiography.", ["radiography"]),
        ("Our warehouse planner is written in Kotlin and PostgreSQL.", ["Kotlin", "PostgreSQL"]),
        ("The Nurse supports wound care.", ["wound care"]),
    ],
)
def test_what_is_said_beside_the_employer_is(sentence: str, words: list[str]) -> None:
    assert [text for _, _, text in asked("The work", sentence, "", "Must have", "- Excel")] == [*words, "Excel"]


def test_a_degree_that_is_not_needed_is_not_asked_for() -> None:
    must = ["Must have", "- Excel", ""]
    for sentence in (
        "A degree is not needed.",
        "No university degree is required.",
        "We don't ask for a degree.",
        "We don't mind whether you have a degree.",
    ):
        assert asked(*must, sentence) == [("must", "skill", "Excel")]
    assert asked(*must, "A degree is welcome but not needed.")[1] == ("nice", "education", "degree")


@pytest.mark.parametrize("line", ["Good knowledge of Svelte or Frobnix", "Experience with Frobnix or Svelte"])
def test_any_of_two_tools_is_enough_where_no_list_holds_one(line: str) -> None:
    (one,) = judged("Jo Fenn\n\nEXPERIENCE\nDeveloper, Holt, 2019 - 2024\n- Pages in Svelte\n", line)
    assert (one.text.endswith(("Svelte or Frobnix", "Frobnix or Svelte")), one.status) == (True, "met")


def test_a_tool_in_the_middle_of_an_or_list_is_one_of_it() -> None:
    assert asked("Must have", "- Experience with Frobnix, Svelte or Grumpl") == [
        ("must", "skill", "Frobnix, Svelte or Grumpl")
    ]


def test_something_done_is_asked_for_whole() -> None:
    assert asked("Must have", "- A game you have published on an app store") == [
        ("must", "skill", "A game you have published on an app store")
    ]
    assert asked("Must have", "- An app you have built in Kotlin") == [("must", "skill", "Kotlin")]
    assert asked("Must have", "- You have restored wooden boats") == [("must", "skill", "restored wooden boats")]


def test_a_post_of_others_is_not_the_experience_asked_for() -> None:
    line = "experience with analytics and in-app purchases, Polish (our publisher sits in Gdynia)"
    assert [(kind, text) for _, kind, text in asked("Nice to have", f"- {line}")] == [
        ("skill", "analytics"),
        ("skill", "in-app purchases"),
        ("language", "Polish"),
    ]


def test_what_a_tool_is_for_is_not_asked_for_beside_it() -> None:
    assert asked("Must have", "- Python or R for statistics", "- Responsible for budgeting") == [
        ("must", "skill", "Python or R"),
        ("must", "skill", "budgeting"),
    ]


def test_the_field_of_years_is_not_asked_for_again_but_a_tool_is() -> None:
    assert asked("Must have", "- 4 years of experience in acute care") == [
        ("must", "experience", "4 years of experience in acute care")
    ]
    assert [text for _, _, text in asked("Must have", "- 4 years with Java")] == ["4 years with Java", "Java"]


def test_a_paper_in_something_is_more_than_the_thing() -> None:
    line = "A post-registration qualification in wound care"
    work = "Jo Fenn\n\nEXPERIENCE\nNurse, Holt Ward, 2019 - 2024\n- Wound care of forty patients\n"
    (named,) = judged(work, line)
    (held,) = judged(work + "\nCERTIFICATES\nWound care, Example College, 2021\n", line)
    (strange,) = judged("Jo Fenn\n\nEXPERIENCE\nDriver, Holt, 2019 - 2024\n- Drove a van\n", line)
    assert (named.kind, named.text) == ("certification", "post-registration qualification in wound care")
    assert (named.status, named.note) == ("partly", "Named, but no paper in it.")
    assert (held.status, strange.status) == ("met", "not_found")


def test_a_check_that_follows_an_offer_is_asked_about_not_missed() -> None:
    job = engine.read_job("Must have\n- Excel\n\nThe post is subject to an enhanced DBS check.\n", role_name="X")
    nothing, held = (
        engine.analyse(engine.read_resume(f"Jo Fenn\n\nCERTIFICATES\n{paper}\n"), job, SETTINGS).requirements[1]
        for paper in ("First aid", "Enhanced DBS check, 2026")
    )
    assert (nothing.kind, nothing.status, held.status) == ("other", "unknown", "met")


def test_game_ai_is_not_any_ai() -> None:
    line = "Experience with game AI such as behaviour trees"
    (none,) = judged("Jo Fenn\n\nEXPERIENCE\nAnalyst, Holt, 2019 - 2024\n- AI for invoices\n", line)
    (some,) = judged("Jo Fenn\n\nEXPERIENCE\nDeveloper, Holt, 2019 - 2024\n- Enemy AI of a shooter\n", line)
    assert (none.text, none.status, some.status) == ("game AI", "not_found", "met")


def test_a_tool_that_no_list_holds_stands_beside_the_one_that_does() -> None:
    assert asked("Must have", "- Docker or Grumplix, and Linux", "- DirectX 12 or Vulkan") == [
        ("must", "skill", "Docker or Grumplix"),
        ("must", "skill", "Linux"),
        ("must", "skill", "DirectX 12 or Vulkan"),
    ]
    (one, _) = judged(
        "Jo Fenn\n\nEXPERIENCE\nDeveloper, Holt, 2019 - 2024\n- Images for Grumplix\n", "Docker or Grumplix", "Linux"
    )
    assert one.status == "met"


def test_a_time_by_which_something_is_to_be_done_is_no_experience() -> None:
    kinds = {kind for _, kind, _ in asked("Must have", "- Sits the exam within 12 months", "- Excel")}
    assert "experience" not in kinds


def test_a_condition_of_the_post_is_asked_about_wherever_it_stands() -> None:
    found = asked("The work", "You will be on call one week in six.", "", "Must have", "- Excel")
    assert found[0] == ("plain", "other", "You will be on call one week in six")


def test_a_place_ends_with_a_name() -> None:
    assert asked("Must have", "- You are based in Leeds or willing to relocate.")[0] == (
        "must",
        "location",
        "based in Leeds",
    )


def test_the_trade_of_a_german_training_is_read() -> None:
    (one,) = judged("Jo Fenn\n\nEDUCATION\nBSc Physics, 2014\n", "Abgeschlossene Ausbildung als Pflegefachkraft")
    assert (one.text, one.status) == ("Ausbildung als Pflegefachkraft", "not_found")


def test_making_things_in_batches_is_no_manufacturing() -> None:
    (one,) = judged(
        "Jo Fenn\n\nEXPERIENCE\nDeveloper, Holt, 2019 - 2024\n- Draw call batching\n", "Experience in manufacturing"
    )
    assert one.status == "not_found"


def test_years_in_a_post_are_not_years_with_the_tools_named_after_it() -> None:
    line = "At least two years of professional experience as a developer, good Python and some SQL"
    years = judged("Jo Fenn\n\nEXPERIENCE\nSoftware Developer, Holt, 2019 - 2024\n- Wrote code\n", line)[0]
    assert (years.kind, years.status, years.note) == ("experience", "met", "Counts as 5 years of related work.")


def test_for_how_long_a_post_is_given_is_no_experience() -> None:
    assert asked("Must have", "- Excel", "- Fixed term, 24 months") == [("must", "skill", "Excel")]


def test_whom_one_reports_to_is_not_asked_for() -> None:
    assert asked("Must have", "- Excel", "- You'll report to the head of sales") == [("must", "skill", "Excel")]


def test_the_office_that_one_works_from_is_a_place() -> None:
    (one,) = judged("Jo Fenn\nLeeds\n", "Able to work from our office in Leeds")
    assert (one.kind, one.text, one.status) == ("location", "work from our office in Leeds", "met")


def test_titles_shipped_are_more_than_the_trade() -> None:
    (one,) = judged("Jo Fenn\n\nEDUCATION\nBSc Game Development, 2019\n", "Two or more shipped titles")
    assert (one.text, one.status) == ("Two or more shipped titles", "not_found")


@pytest.mark.parametrize(
    ("line", "asked_for"),
    [
        ("No prior baking experience is necessary", []),
        ("No experience required.", []),
        ("Union experience", [("must", "experience", "Union experience")]),
        ("Real estate sales agent license", [("must", "certification", "Real estate sales agent license")]),
        (
            "Two years of work inclusive of one (1) year of dairy experience",
            [
                ("must", "experience", "Two years of work inclusive of one"),
                ("must", "experience", "one (1) year of dairy experience"),
            ],
        ),
        ("One-year experience in a kitchen", [("must", "experience", "One-year experience in a kitchen")]),
        (
            "A fixed contract, and at least 3 years of experience",
            [("must", "experience", "3 years of experience")],
        ),
        (
            "A degree in accounting or a related field, CPA",
            [("must", "education", "degree in accounting or a related field"), ("must", "certification", "CPA")],
        ),
        (
            "Licensed as a chimney sweep by the board of the state in which the clinic is",
            [
                (
                    "must",
                    "certification",
                    "Licensed as a chimney sweep by the board of the state in which the clinic is",
                )
            ],
        ),
    ],
)
def test_years_papers_and_what_is_not_needed_are_told_apart(line: str, asked_for: list[tuple[str, str, str]]) -> None:
    assert asked("Must have", f"- {line}") == asked_for


def test_the_years_of_an_employer_are_not_asked_for() -> None:
    assert asked("Must have", "- Excel", "", "They have nearly 40 years of building homes.")[1:] == []


def test_the_same_years_of_different_work_are_asked_for_apart() -> None:
    assert len(asked("Must have", "- 1 year of airline supervision", "- 1 year of cabin cleaning")) == 2


def test_what_is_required_is_asked_for_among_duties() -> None:
    found = asked("Must have", "- Excel", "", "Duties", "Bakes bread.", "Some travel abroad is required.")
    assert found[1:] == [("must", "other", "Some travel abroad is required")]


def test_what_applicants_must_be_is_asked_for_among_duties() -> None:
    found = asked("Must have", "- Excel", "", "Duties", "Bakes bread.", "Applicants will have customer service skills.")
    assert found[1:] == [("plain", "skill", "customer service skills")]


def test_what_does_not_count_is_not_asked_for() -> None:
    assert asked("Must have", "- 1 year or more with children – fieldwork doesn't count, sorry") == [
        ("must", "experience", "1 year or more with children")
    ]
    assert asked("Must have", "- Externships do not count.") == []
