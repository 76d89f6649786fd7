from __future__ import annotations

from factories import feedback_draft, job_draft
from recollect.domain.caller import Caller
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.upkeep.storage_statistics import FeedbackTotals, storage_statistics
from use_cases import RESUME_TEXT, analyse_one


def test_an_empty_store_has_nothing(memory: Memory, caller: Caller) -> None:
    found = storage_statistics(memory, caller)
    assert (found.jobs.total, found.resumes.total, found.analyses.total) == (0, 0, 0)
    assert (found.jobs.recent, found.resumes.recent, found.analyses.recent) == ((), (), ())
    assert found.feedback == FeedbackTotals(0, None)
    assert found.current_job_id is None
    assert (found.bytes.documents, found.bytes.archive, found.bytes.database > 0) == (0, 0, True)


def test_all_is_counted_and_the_newest_five_shown(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    ids = [one.analysis_id]
    ids += [analyse_resume(memory, caller, one.resume_id, one.job_id).analysis_id for _ in range(5)]
    current = create_job(memory, caller, job_draft())
    for interaction, rating in (("a", 1), ("b", 4), ("c", 4)):
        submit_feedback(memory, caller, feedback_draft(interaction, rating=rating))
    found = storage_statistics(memory, caller)
    assert (found.jobs.total, found.resumes.total, found.analyses.total) == (2, 1, 6)
    assert [analysis.analysis_id for analysis in found.analyses.recent] == ids[:0:-1]
    assert found.feedback == FeedbackTotals(3, 3.0)
    assert (found.current_job_id, found.bytes.documents) == (current, len(RESUME_TEXT.encode()))
