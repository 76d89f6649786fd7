from __future__ import annotations

import pytest

from factories import feedback_draft
from pdf_factory import make_pdf
from recollect.domain.caller import Caller
from recollect.domain.feedback import TypedFeedback
from recollect.errors import NotFound
from recollect.services.analyses.analysis_reading import read_analysis
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.feedback.feedback_drafting import keep_draft
from recollect.services.memory import Memory
from recollect.services.resumes.resume_editing import delete_resume
from recollect.services.resumes.resume_intake import receive_resume
from use_cases import analyse_one


def test_an_analysis_comes_with_its_pair_its_feedback_and_what_is_being_written(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    again = analyse_resume(memory, caller, one.resume_id, one.job_id).analysis_id
    submit_feedback(memory, caller, feedback_draft(analysis_id=again))
    keep_draft(memory, caller, again, TypedFeedback(interaction_id="page-1", missing="Welsh"))
    reading = read_analysis(memory, caller, again)
    assert [pair.analysis_id for pair in reading.of_pair] == [again, one.analysis_id]
    assert list(reading.changes) == [one.analysis_id]
    assert reading.feedback.total == 1
    assert reading.draft is not None
    assert reading.standing.newest == again
    assert reading.pages == ()
    older = read_analysis(memory, caller, one.analysis_id)
    assert (older.changes, older.feedback.total, older.draft) == ({}, 0, None)


def test_a_pdf_comes_with_its_pages_until_it_is_deleted(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    received = receive_resume(memory, caller, make_pdf(), "maren.pdf")
    analysed = analyse_resume(memory, caller, received.resume_id, one.job_id).analysis_id
    assert [page.number for page in read_analysis(memory, caller, analysed).pages] == [1]
    delete_resume(memory, caller, received.resume_id)
    reading = read_analysis(memory, caller, analysed)
    assert (reading.resume_is_kept, reading.pages) == (False, ())
    assert reading.text.startswith("Maren Holt")


def test_an_analysis_that_is_not_there_is_not_read(memory: Memory, caller: Caller) -> None:
    with pytest.raises(NotFound):
        read_analysis(memory, caller, "000000000000")
