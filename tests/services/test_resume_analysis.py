from __future__ import annotations

import msgspec
import pytest

from factories import START, job_draft
from pdf_factory import make_pdf
from recollect.domain.caller import Caller
from recollect.errors import NoJobSelected, NotFound
from recollect.services.analyses.analysis_editing import delete_analysis, note_analysis
from recollect.services.analyses.resume_analysis import analyse_resume, require_job
from recollect.services.jobs.job_intake import change_job, create_job, delete_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_editing import correct_resume, delete_resume
from recollect.services.resumes.resume_intake import receive_resume
from recollect.storage.records import analyses, candidates, jobs, readings, resumes
from use_cases import JOB_TEXT, RESUME_TEXT, all_events, analyse_one, problems, receive


def test_without_a_job_there_is_nothing_to_analyse_against(memory: Memory, caller: Caller) -> None:
    received = receive(memory)
    with pytest.raises(NoJobSelected):
        analyse_resume(memory, caller, received.resume_id)
    with pytest.raises(NotFound):
        analyse_resume(memory, caller, received.resume_id, "00000000")
    assert [event.action for event in all_events(memory)] == ["resume.added"]


def test_the_current_job_is_taken_when_none_is_named(memory: Memory, caller: Caller) -> None:
    named, current = create_job(memory, caller, job_draft(JOB_TEXT)), create_job(memory, caller, job_draft(JOB_TEXT))
    resume_id = receive(memory).resume_id
    assert analyse_resume(memory, caller, resume_id).job_id == current
    assert analyse_resume(memory, caller, resume_id, named).job_id == named
    assert require_job(memory, caller, None) == current
    delete_job(memory, caller, current)
    with pytest.raises(NoJobSelected):
        require_job(memory, caller, None)


def test_a_result_is_kept_with_the_versions_it_saw(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    with memory.read(caller) as reader:
        kept = analyses.get_analysis(reader, one.analysis_id)
        text = readings.get_text(reader, kept.text_sha256)
    result = kept.analysis_result
    assert result is not None
    assert (kept.job_version, kept.job_id, kept.resume_id) == (1, one.job_id, one.resume_id)
    assert (result.candidate_name, result.filename, result.role_name) == ("Maren Holt", "maren.txt", "Electrician")
    assert result.provenance.text_sha256 == kept.text_sha256
    assert result.provenance.started_at > START
    assert result.requirements
    assert result.evidence
    for quote in result.evidence:
        assert quote.quote == text[quote.start : quote.end]
        assert (quote.page, quote.boxes) == (None, None)
    assert problems(memory) == []


def test_quotes_of_a_pdf_have_their_place_on_the_page(sqlite_memory: Memory, caller: Caller) -> None:
    lines = tuple(RESUME_TEXT.splitlines())
    resume_id = receive_resume(sqlite_memory, caller, make_pdf(lines), "maren.pdf").resume_id
    job_id = create_job(sqlite_memory, caller, job_draft(JOB_TEXT))
    result = analyse_resume(sqlite_memory, caller, resume_id, job_id).result
    assert result.evidence
    for quote in result.evidence:
        assert quote.page == 1
        assert quote.boxes


def test_what_a_person_should_look_at_has_its_place_on_the_page(sqlite_memory: Memory, caller: Caller) -> None:
    ad = [f"Sentence {n} of this ad asks for careful electrical wiring in the town of Leeds." for n in range(8)]
    lines = (*RESUME_TEXT.splitlines(), "About me", *ad)
    resume_id = receive_resume(sqlite_memory, caller, make_pdf(lines), "maren.pdf").resume_id
    job_id = create_job(sqlite_memory, caller, job_draft("\n".join(ad)))
    placed = [flag for flag in analyse_resume(sqlite_memory, caller, resume_id, job_id).result.flags if flag.end]
    assert placed
    for flag in placed:
        assert flag.page == 1
        assert flag.boxes


def test_the_same_pair_gives_the_same_findings(sqlite_memory: Memory, caller: Caller) -> None:
    one = analyse_one(sqlite_memory)
    again = analyse_resume(sqlite_memory, caller, one.resume_id, one.job_id)
    with sqlite_memory.read(caller) as reader:
        first = analyses.get_analysis(reader, one.analysis_id).analysis_result
    assert first is not None
    for name in ("overall_score", "score_range", "requirements", "evidence", "strengths", "executive_summary"):
        assert getattr(again.result, name) == getattr(first, name)
    assert again.analysis_id != one.analysis_id


def test_what_was_analysed_is_counted_everywhere(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    analyse_resume(memory, caller, one.resume_id, one.job_id)
    with memory.read(caller) as reader:
        counts = (
            jobs.get_job(reader, one.job_id).analysis_count,
            resumes.get_resume(reader, one.resume_id).analysis_count,
            candidates.get_candidate(reader, one.candidate_id).analysis_count,
        )
    assert counts == (2, 2, 2)
    delete_analysis(memory, caller, one.analysis_id, expected_version=1)
    with memory.read(caller) as reader:
        assert jobs.get_job(reader, one.job_id).analysis_count == 1
    assert problems(memory) == []


def test_an_old_analysis_holds_after_job_and_resume_have_changed(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    with memory.read(caller) as reader:
        before = analyses.get_analysis(reader, one.analysis_id)
    change_job(memory, caller, one.job_id, {"job_description": "A chef for our kitchen."}, expected_version=1)
    correct_resume(memory, caller, one.resume_id, {"location": "Leeds"}, expected_version=1)
    delete_resume(memory, caller, one.resume_id)
    delete_job(memory, caller, one.job_id)
    with memory.read(caller) as reader:
        after = analyses.get_analysis(reader, one.analysis_id)
        assert after == msgspec.structs.replace(before, job_changed=True)
        assert jobs.get_job_version(reader, one.job_id, before.job_version).job_description == JOB_TEXT
        assert readings.get_text(reader, before.text_sha256).startswith("Maren Holt")


def test_a_changed_job_is_analysed_in_its_newest_version(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    change_job(memory, caller, one.job_id, {"job_description": "A chef for our kitchen."}, expected_version=1)
    again = analyse_resume(memory, caller, one.resume_id, one.job_id)
    assert again.result.provenance.job_version == 2


def test_a_deleted_resume_is_not_analysed(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    delete_resume(memory, caller, one.resume_id)
    with pytest.raises(NotFound):
        analyse_resume(memory, caller, one.resume_id, one.job_id)


def test_notes_stand_beside_a_result(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    noted = note_analysis(memory, caller, one.analysis_id, "Call her.", expected_version=1)
    with memory.read(caller) as reader:
        assert analyses.get_analysis(reader, one.analysis_id) == noted
    assert (noted.notes, noted.version) == ("Call her.", 2)
