from __future__ import annotations

from typing import Any

import pytest

from factories import RepeatingDraw, feedback_draft, job_draft
from recollect.domain.caller import LOCAL_CALLER, Caller
from recollect.domain.feedback import FeedbackDraft
from recollect.errors import (
    FeedbackMismatch,
    InvalidInput,
    NotFound,
    RatingOutOfRange,
    RecollectError,
    StaleVersion,
    UnusableText,
)
from recollect.services.analyses.analysis_editing import delete_analysis
from recollect.services.feedback.feedback_capture import (
    delete_feedback,
    is_usable,
    restore_feedback,
    revise_feedback,
    submit_feedback,
)
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.storage.records import analyses, feedback
from use_cases import all_events, analyse_one, problems

ANALYSIS = "f8e2d1c4b3a9"


def _kept(memory: Memory, feedback_id: str) -> feedback.StoredFeedback:
    with memory.read(LOCAL_CALLER) as reader:
        return feedback.get_feedback(reader, feedback_id, deleted=True)


def test_feedback_on_an_analysis_is_linked_by_itself(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    submitted = submit_feedback(memory, caller, feedback_draft(analysis_id=one.analysis_id))
    kept = submitted.feedback
    assert not submitted.unchanged
    assert (kept.analysis_id, kept.job_id, kept.resume_id) == (one.analysis_id, one.job_id, one.resume_id)
    assert feedback.public(_kept(memory, kept.feedback_id)) == kept
    with memory.read(caller) as reader:
        assert analyses.get_analysis(reader, one.analysis_id).feedback_count == 1
    assert problems(memory) == []


def test_feedback_on_a_job_or_on_nothing_is_kept_too(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    on_job = submit_feedback(memory, caller, feedback_draft("a", job_id=one.job_id)).feedback
    on_nothing = submit_feedback(memory, caller, feedback_draft("b")).feedback
    assert (on_job.analysis_id, on_job.job_id, on_job.resume_id) == (None, one.job_id, None)
    assert (on_nothing.analysis_id, on_nothing.job_id, on_nothing.resume_id) == (None, None, None)


def test_what_is_not_there_or_does_not_belong_together_is_refused(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    other_job = create_job(memory, caller, job_draft("Another job."))
    events_before = len(all_events(memory))
    mismatches: tuple[dict[str, Any], ...] = (
        {"analysis_id": "000000000000"},
        {"job_id": "00000000"},
        {"analysis_id": one.analysis_id, "job_id": other_job},
        {"analysis_id": one.analysis_id, "job_id": "00000000"},
    )
    for links in mismatches:
        with pytest.raises(FeedbackMismatch):
            submit_feedback(memory, caller, feedback_draft(**links))
    delete_analysis(memory, caller, one.analysis_id)
    with pytest.raises(FeedbackMismatch):
        submit_feedback(memory, caller, feedback_draft(analysis_id=one.analysis_id))
    with memory.read(caller) as reader:
        assert feedback.get_statistics(reader).total_feedback == 0
    assert len(all_events(memory)) == events_before + 1


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (feedback_draft(rating=0), RatingOutOfRange),
        (feedback_draft(rating=6), RatingOutOfRange),
        (feedback_draft(" "), InvalidInput),
        (feedback_draft(query="a\0"), UnusableText),
        (feedback_draft(context=({"a": ["\ud800"]},)), UnusableText),
        (feedback_draft(missing_points=("\udc00",)), UnusableText),
        (feedback_draft(context=(float("nan"),)), InvalidInput),
    ],
)
def test_feedback_that_can_not_be_kept_is_refused(
    sqlite_memory: Memory, caller: Caller, draft: FeedbackDraft, error: type[RecollectError]
) -> None:
    with pytest.raises(error):
        submit_feedback(sqlite_memory, caller, draft)
    assert all_events(sqlite_memory) == []


def test_the_same_content_again_is_answered_as_the_first_time(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    draft = feedback_draft(analysis_id=one.analysis_id, ideal_response="Better.")
    first = submit_feedback(memory, caller, draft)
    events_before = len(all_events(memory))
    again = submit_feedback(memory, caller, draft)
    assert again.unchanged
    assert again.feedback == first.feedback
    assert len(all_events(memory)) == events_before


def test_other_content_is_a_new_revision(memory: Memory, caller: Caller) -> None:
    first = submit_feedback(memory, caller, feedback_draft(rating=2)).feedback
    second = submit_feedback(memory, caller, feedback_draft(rating=5, response="Better.")).feedback
    assert (second.feedback_id, second.revision) == (first.feedback_id, 2)
    with memory.read(caller) as reader:
        found = feedback.get_statistics(reader)
        assert feedback.get_revision(reader, _kept(memory, first.feedback_id), 1).feedback.rating == 2
    assert (found.total_feedback, found.average_rating) == (1, 5.0)


def test_each_caller_speaks_for_themselves(memory: Memory, caller: Caller) -> None:
    other = Caller(caller_id="token:1", actor="token")
    mine = submit_feedback(memory, caller, feedback_draft()).feedback
    theirs = submit_feedback(memory, other, feedback_draft()).feedback
    assert mine.feedback_id != theirs.feedback_id
    assert (mine.author, theirs.author) == ("local", "token")


def test_a_revision_may_move_feedback_to_another_analysis(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    other = analyse_one(memory)
    first = submit_feedback(memory, caller, feedback_draft(analysis_id=one.analysis_id)).feedback
    moved = revise_feedback(
        memory, caller, first.feedback_id, feedback_draft(analysis_id=other.analysis_id), expected_revision=1
    )
    assert (moved.analysis_id, moved.job_id, moved.revision) == (other.analysis_id, other.job_id, 2)
    with memory.read(caller) as reader:
        counts = [analyses.get_analysis(reader, a.analysis_id).feedback_count for a in (one, other)]
    assert counts == [0, 1]
    assert problems(memory) == []


def test_a_revision_stays_with_its_interaction_and_begins_from_the_newest(memory: Memory, caller: Caller) -> None:
    first = submit_feedback(memory, caller, feedback_draft("chat-1")).feedback
    revised = revise_feedback(
        memory, caller, first.feedback_id, feedback_draft("chat-2", rating=1), expected_revision=1
    )
    assert revised.interaction_id == _kept(memory, first.feedback_id).interaction_id == "chat-1"
    with pytest.raises(StaleVersion):
        revise_feedback(memory, caller, first.feedback_id, feedback_draft(rating=3), expected_revision=1)
    with pytest.raises(StaleVersion):
        delete_feedback(memory, caller, first.feedback_id, expected_revision=1)
    assert submit_feedback(memory, caller, feedback_draft("chat-1", rating=1)).unchanged


def test_deleted_feedback_comes_back_by_hand_or_when_it_is_said_again(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    draft = feedback_draft(analysis_id=one.analysis_id)
    feedback_id = submit_feedback(memory, caller, draft).feedback.feedback_id
    delete_feedback(memory, caller, feedback_id)
    with pytest.raises(NotFound):
        delete_feedback(memory, caller, feedback_id)
    restore_feedback(memory, caller, feedback_id)
    with pytest.raises(StaleVersion):
        restore_feedback(memory, caller, feedback_id)
    delete_feedback(memory, caller, feedback_id)
    again = submit_feedback(memory, caller, draft)
    assert (again.unchanged, again.feedback.feedback_id, again.feedback.revision) == (False, feedback_id, 5)
    with memory.read(caller) as reader:
        assert analyses.get_analysis(reader, one.analysis_id).feedback_count == 1
    assert problems(memory) == []


def test_an_id_that_is_taken_is_drawn_anew(memory: Memory, caller: Caller) -> None:
    memory.draw = RepeatingDraw(times=3)
    ids = {submit_feedback(memory, caller, feedback_draft(f"chat-{n}")).feedback.feedback_id for n in range(3)}
    assert len(ids) == 3


@pytest.mark.parametrize(
    ("said", "usable"),
    [
        ({"analysis_id": ANALYSIS, "rating": 4}, True),
        ({"analysis_id": ANALYSIS, "rating": 3}, False),
        ({"analysis_id": ANALYSIS, "rating": 5, "response": " "}, False),
        ({"analysis_id": ANALYSIS, "rating": 1, "ideal_response": "So."}, True),
        ({"analysis_id": ANALYSIS, "rating": 1, "ideal_response": " "}, False),
        ({"rating": 5, "ideal_response": "So."}, False),
    ],
)
def test_training_can_learn_from_praise_and_from_better_words(said: dict[str, Any], usable: bool) -> None:
    assert is_usable(feedback_draft(**said)) is usable
