from recollect.domain.job import RequirementDraft
from recollect.web.pages.jobs.requirement_forms import read_judging

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


def test_lines_that_are_filled_and_not_removed_are_requirements() -> None:
    given = read_judging(SENT)
    assert given.version == 3
    assert given.changes["requirements"] == [
        RequirementDraft(id="R1", text="Registered nurse", kind="certification", strength="must"),
        RequirementDraft(id=None, text="Night shifts", kind="other", strength="plain"),
    ]
    assert [line.text for line in given.lines if not line.text] == ["", "", ""]


def test_figures_are_percent_and_stay_in_bounds() -> None:
    changes = read_judging(SENT).changes
    assert changes["weights"] == {"skills": 0.5, "experience": 0.305, "education": 0.0}
    assert changes["thresholds"] == {"strong_hire": 85.0, "hire": 100.0, "maybe": 0.0}


def test_all_of_it_can_be_left_to_the_engine_again() -> None:
    changes = read_judging({**SENT, "do": "engine"}).changes
    assert changes == {"requirements": None, "weights": None, "thresholds": None}


def test_a_form_without_anything_begins_with_no_version() -> None:
    assert read_judging({"version": "²"}).version == 0
