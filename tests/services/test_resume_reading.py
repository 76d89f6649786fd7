from __future__ import annotations

from hidden_pdfs import make_hidden
from recollect.domain.caller import Caller
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.memory import Memory
from recollect.services.resumes.resume_intake import receive_resume
from recollect.services.resumes.resume_reading import read_resume
from use_cases import RESUME_TEXT, analyse_one, receive


def test_a_resume_comes_with_its_newest_analysis_for_each_job(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    again = analyse_resume(memory, caller, one.resume_id, one.job_id).analysis_id
    reading = read_resume(memory, caller, one.resume_id)
    assert [found.analysis_id for found in reading.across] == [again]
    assert reading.analysis_total == 2
    assert list(reading.jobs) == [one.job_id]
    assert (reading.pages, reading.others, reading.offers) == ((), (), ())
    assert [version["version"] for version in reading.versions] == [1]


def test_who_may_be_the_same_person_is_offered(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    other = receive(memory, f"{RESUME_TEXT}Welder, Hill Ltd\n", "newer.txt")
    (offer,) = read_resume(memory, caller, one.resume_id).offers
    assert offer.candidate_id == other.candidate_id


def test_what_is_hidden_is_marked_on_its_page(memory: Memory, caller: Caller) -> None:
    received = receive_resume(memory, caller, make_hidden("white"), "hidden.pdf")
    reading = read_resume(memory, caller, received.resume_id)
    assert [mark.id for page in reading.pages for mark in page.marks] == ["H1"]
    assert reading.resume.hidden_text
