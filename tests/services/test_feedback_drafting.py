from __future__ import annotations

import msgspec
import pytest

from factories import feedback_draft
from recollect.domain.caller import Caller
from recollect.domain.feedback import TypedFeedback
from recollect.errors import InvalidInput, NotFound, UnusableText
from recollect.services.analyses.analysis_editing import delete_analysis
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.feedback.feedback_drafting import MOST_CHARACTERS, discard_draft, keep_draft
from recollect.services.memory import Memory
from recollect.services.people.person_erasure import erase_candidate
from recollect.storage.records.feedback_drafts import KeptDraft, find_draft
from use_cases import analyse_one

TYPED = TypedFeedback(
    interaction_id="page-1",
    rating="4",
    missing="\nThe training\n",
    corrected_score="82",
    right=("R1",),
    wrong=("E2", "R2"),
    words={"R2": "The training"},
)


def kept(memory: Memory, caller: Caller, analysis_id: str) -> KeptDraft | None:
    with memory.read(caller) as reader:
        return find_draft(reader, caller.caller_id, analysis_id)


def test_a_draft_is_kept_as_it_was_typed_and_replaced_by_the_next(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    assert kept(memory, caller, one.analysis_id) is None
    keep_draft(memory, caller, one.analysis_id, msgspec.structs.replace(TYPED, missing="The"))
    saved_at = keep_draft(memory, caller, one.analysis_id, TYPED)
    assert kept(memory, caller, one.analysis_id) == KeptDraft(TYPED, saved_at)


def test_each_caller_has_a_draft_of_their_own(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    other = Caller(caller_id="other", actor="other")
    keep_draft(memory, caller, one.analysis_id, TYPED)
    assert kept(memory, other, one.analysis_id) is None


def test_sending_it_forgets_the_draft_of_this_interaction_alone(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    keep_draft(memory, caller, one.analysis_id, TYPED)
    submit_feedback(memory, caller, feedback_draft("another", analysis_id=one.analysis_id))
    assert kept(memory, caller, one.analysis_id) is not None
    submit_feedback(memory, caller, feedback_draft("page-1", analysis_id=one.analysis_id))
    assert kept(memory, caller, one.analysis_id) is None


def test_a_draft_can_be_thrown_away(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    keep_draft(memory, caller, one.analysis_id, TYPED)
    discard_draft(memory, caller, one.analysis_id, "page-1")
    assert kept(memory, caller, one.analysis_id) is None


def test_nothing_is_kept_of_an_analysis_that_is_not_there(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    delete_analysis(memory, caller, one.analysis_id)
    for missing in (one.analysis_id, "000000000000"):
        with pytest.raises(NotFound):
            keep_draft(memory, caller, missing, TYPED)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (TypedFeedback(interaction_id=" "), InvalidInput),
        (TypedFeedback(interaction_id="page-1", ideal="x" * (MOST_CHARACTERS + 1)), InvalidInput),
        (TypedFeedback(interaction_id="page-1", correct="a\0b"), UnusableText),
    ],
)
def test_what_can_not_be_kept_is_refused(
    memory: Memory, caller: Caller, typed: TypedFeedback, error: type[Exception]
) -> None:
    one = analyse_one(memory)
    with pytest.raises(error):
        keep_draft(memory, caller, one.analysis_id, typed)


def test_an_erased_person_is_gone_from_drafts_and_blacked_out_in_those_on_others(
    memory: Memory, caller: Caller
) -> None:
    one, other = analyse_one(memory), analyse_one(memory, "Emre Aydin\nWelder\n")
    keep_draft(memory, caller, one.analysis_id, TYPED)
    keep_draft(memory, caller, other.analysis_id, TypedFeedback(interaction_id="p", incorrect="Not like Maren Holt."))
    erase_candidate(memory, caller, one.candidate_id)
    assert kept(memory, caller, one.analysis_id) is None
    left = kept(memory, caller, other.analysis_id)
    assert left is not None
    assert left.typed.incorrect == "Not like █████ ████."
