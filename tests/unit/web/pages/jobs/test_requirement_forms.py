import pytest

from factories import START
from recollect.domain.analysis import Amount, Requirement
from recollect.domain.ids import JobId
from recollect.domain.job import Job, RequirementDraft
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
    "education": "abc",
    "strong_hire": "85",
    "hire": "1000",
    "maybe": "nan",
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
    found: list[Requirement | RequirementDraft] = read_judging(sent_by(judging_of(JOB), **typed)).changes(READ, AD)[
        "requirements"
    ]
    return found


def test_lines_that_are_filled_and_not_removed_are_requirements() -> None:
    given = read_judging(SENT)
    assert given.version == 3
    first, second = given.changes(READ, AD)["requirements"]
    assert (first.id, first.text, first.kind, first.strength) == ("R1", "Registered nurse", "certification", "must")
    assert (second.id, second.text, second.kind, second.strength) == (None, "Night shifts", "other", "plain")
    assert [line.text for line in given.lines if not line.text] == ["", "", ""]


def test_figures_are_percent_and_stay_in_bounds() -> None:
    changes = read_judging(SENT).changes(READ, AD)
    assert changes["weights"] == {"skills": 0.5, "experience": 0.305, "education": 0.0}
    assert changes["thresholds"] == {"strong_hire": 85.0, "hire": 100.0, "maybe": 0.0}


def test_all_of_it_can_be_left_to_the_engine_again() -> None:
    changes = read_judging({**SENT, "do": "engine"}).changes(READ, AD)
    assert changes == {"requirements": None, "weights": None, "thresholds": None}


def test_a_form_without_anything_begins_with_no_version() -> None:
    assert read_judging({"version": "²"}).version == 0


def test_a_form_that_is_sent_as_it_was_shown_changes_no_requirement() -> None:
    assert requirements_of() == list(READ)


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
    ],
)
def test_what_can_not_be_used_is_said_and_never_guessed(typed: dict[str, str], problem: str) -> None:
    with pytest.raises(InvalidInput, match=problem):
        requirements_of(**typed)


def test_the_folded_part_tells_what_it_holds() -> None:
    said = [line.said for line in judging_of(JOB).lines]
    assert said[1] == "weight 2.5, 5 years, words of the ad"
    assert said[-1] == "Weight, amount, words"
