from typing import Any

import pytest
from msgspec.structs import replace

from factories import START
from recollect.domain.analysis import Amount, Requirement
from recollect.domain.ids import JobId
from recollect.domain.job import Job, RequirementDraft, Weights
from recollect.errors import InvalidInput
from recollect.scoring.ads.strength import WEIGHTS
from recollect.web.pages.jobs.requirement_forms import Judging, judging_of, read_judging

SENT = {
    "version": "3",
    "text-1": "  Registered nurse ",
    "id-1": "R1",
    "kind-1": "certification",
    "strength-1": "must",
    "text-2": "Welsh",
    "id-2": "R2",
    "remove-2": "yes",
    "text-4": "Night shifts",
    "kind-4": "nonsense",
    "skills": "50",
    "experience": "30,5",
    "education": "19.5",
    "strong_hire": "85",
    "hire": "70",
    "maybe": "60.5",
}


AD = "Ward Nurse. A nurse with five\nyears on a ward. Registered nurse. Night shifts. A ward nurse."
READ = (
    Requirement(id="R1", text="Registered nurse", kind="certification", strength="must", weight=3.0, start=47, end=62),
    Requirement(
        id="R3", text="Five years", kind="experience", strength="must", weight=2.5, amount=Amount(5, "years"),
        start=25, end=35,
    ),
)  # fmt: skip
JOB = Job(
    job_id=JobId("a3f7b2c1"), company_name="", role_name="", job_description=AD, created_at=START, updated_at=START,
    version=3, analysis_count=0, metadata={}, requirements=READ,
)  # fmt: skip


def sent_by(judging: Judging, **typed: str) -> dict[str, str]:
    """Give what a browser sends of a form, with some of it typed anew."""
    sent = {"version": str(judging.version), **dict(judging.weights), **dict(judging.bars)}
    for number, line in enumerate(judging.lines, start=1):
        sent |= {f"{name}-{number}": getattr(line, name) for name in line.__struct_fields__}
    return sent | {name.replace("_", "-"): value for name, value in typed.items()}


def requirements_of(**typed: str) -> list[Requirement | RequirementDraft]:
    found: list[Requirement | RequirementDraft] = changes_of(sent_by(judging_of(JOB), **typed))["requirements"]
    return found


def changes_of(sent: dict[str, str]) -> dict[str, Any]:
    return read_judging(sent).changes(judging_of(JOB), READ, AD)


def test_lines_that_are_filled_and_not_removed_are_requirements() -> None:
    given = read_judging(SENT)
    assert given.version == 3
    first, second = changes_of(SENT)["requirements"]
    assert (first.id, first.text, first.kind, first.strength) == ("R1", "Registered nurse", "certification", "must")
    assert (second.id, second.text, second.kind, second.strength) == (None, "Night shifts", "other", "plain")
    assert [line.text for line in given.lines if not line.text] == ["", "", ""]


def test_figures_are_percent_and_of_a_hundred() -> None:
    changes = changes_of(SENT)
    assert changes["weights"] == {"skills": 0.5, "experience": 0.305, "education": 0.195}
    assert changes["thresholds"] == {"strong_hire": 85.0, "hire": 70.0, "maybe": 60.5}


def test_weights_of_any_sum_are_shown_as_shares_of_a_hundred() -> None:
    shown = judging_of(replace(JOB, weights=Weights(skills=1.0, experience=1.0, education=1.0)))
    assert [value for _, value in shown.weights] == ["33.33", "33.33", "33.33"]
    assert read_judging(sent_by(shown, text_1="Nurse")).changes(shown, READ, AD).keys() == {"requirements"}
    assert read_judging(sent_by(shown)).changes(judging_of(JOB), READ, AD).keys() == {"weights"}


def test_all_of_it_can_be_left_to_the_engine_again() -> None:
    changes = changes_of({**SENT, "do": "engine"})
    assert changes == {"requirements": None, "weights": None, "thresholds": None}


def test_a_form_without_anything_begins_with_no_version() -> None:
    assert read_judging({"version": "²"}).version == 0


def test_a_form_that_is_sent_as_it_was_shown_changes_nothing() -> None:
    assert changes_of(sent_by(judging_of(JOB))) == {}


def test_only_what_was_touched_is_changed() -> None:
    changes = changes_of(sent_by(judging_of(JOB), hire="75"))
    assert changes == {"thresholds": {"strong_hire": 85.0, "hire": 75.0, "maybe": 50.0}}


def test_weight_amount_and_words_are_edited_and_emptied() -> None:
    first, second = requirements_of(
        weight_1="1,5", amount_1="18", unit_1="months", words_1="Night\r\nshifts", amount_2="", words_2="", weight_2=""
    )
    assert (first.weight, first.amount) == (1.5, Amount(18, "months"))
    assert AD[first.start : first.end] == "Night shifts"
    assert (second.amount, second.start, second.end) == (None, None, None)
    assert second.weight == WEIGHTS["must"]


def test_of_several_places_of_the_words_the_nearest_to_the_one_before_is_taken() -> None:
    first, second = requirements_of(words_1="ward", words_2="nurse")
    assert first.start == AD.rindex("ward", 0, 47)
    assert second.start == AD.index("nurse", 13)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ({"weight_1": "much"}, "weight of “Registered nurse” is no number from 0 to 10"),
        ({"weight_1": "11"}, "weight of “Registered nurse”"),
        ({"amount_2": "101"}, "amount of “Five years” is no number from 0 to 100"),
        ({"amount_2": "nan"}, "amount of “Five years”"),
        ({"unit_2": "weeks"}, "counted in years or months"),
        ({"words_1": "night shifts"}, "do not stand in it"),
        ({"text_2": " "}, "“Five years” has no words any more"),
        ({"text_1": "--"}, "“--” has no word to look for"),
        ({"skills": "80", "experience": "80", "education": "80"}, "add up to 240; together they must be 100"),
        ({"skills": "half"}, "Skills is no number from 0 to 100"),
        ({"maybe": "1000"}, "Maybe is no number from 0 to 100"),
        ({"hire": "90"}, "Strong Hire must not begin below Hire"),
    ],
)
def test_what_can_not_be_used_is_said_and_never_guessed(typed: dict[str, str], problem: str) -> None:
    with pytest.raises(InvalidInput, match=problem):
        requirements_of(**typed)


def test_a_form_that_is_shown_again_has_each_problem_at_its_field() -> None:
    sent = sent_by(judging_of(JOB), text_2="", weight_1="much", words_1="Spanish", skills="80")
    again = read_judging(sent).with_problems(4, "Nothing was saved.", READ, AD)
    assert again.version == 4
    assert set(again.problems) == {"text-2", "weight-1", "words-1", "weights"}
    assert [(line.id, line.text) for line in again.kept_lines] == [("R1", "Registered nurse"), ("R3", "")]


def test_the_folded_part_tells_what_it_holds() -> None:
    said = [line.said for line in judging_of(JOB).lines]
    assert said[1] == "weight 2.5, 5 years, words of the ad"
    assert said[-1] == "Weight, amount, words"
