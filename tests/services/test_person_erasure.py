from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select, update

from factories import feedback_draft, job_draft
from pdf_factory import make_pdf
from recollect.domain.caller import Caller
from recollect.errors import NotFound, StorageUnavailable
from recollect.services.analyses.analysis_editing import note_analysis
from recollect.services.analyses.resume_analysis import analyse_resume
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.history.audit_trail import list_events, verify_chain
from recollect.services.history.event_sealing import seal_events
from recollect.services.idempotency import KeyedRequest, find_earlier_answer
from recollect.services.jobs.job_intake import change_job, create_job
from recollect.services.jobs.template_reuse import make_template
from recollect.services.memory import Memory
from recollect.services.people import person_erasure
from recollect.services.people.candidate_editing import delete_candidate, rename_candidate
from recollect.services.people.erased_list import IN_ARCHIVE, read_erased_list, write_erased_list
from recollect.services.people.person_erasure import erase_candidate, erase_listed, finish_erasures
from recollect.services.people.same_person import join_candidates
from recollect.services.resumes.resume_editing import correct_resume
from recollect.services.resumes.resume_files import draw_page, find_page
from recollect.services.resumes.resume_intake import receive_resume
from recollect.storage import facts
from recollect.storage.files.blobs import LocalBlobs
from recollect.storage.people import erasure
from recollect.storage.people.erasure import ErasedRecord, digest_of_candidate, digest_of_resume
from recollect.storage.people.mention_redaction import is_unmistakable
from recollect.storage.records import analyses, candidates, feedback, jobs, resumes, templates
from recollect.storage.tables import analyses as analysis_rows
from recollect.storage.tables import event_payloads, events, metadata
from recollect.storage.tables import resumes as resume_rows
from recollect.storage.views.feedback_lists import FeedbackFilter, list_feedback
from use_cases import RESUME_TEXT, analyse_one, problems, receive

KEPT_TABLES = {"events", "event_chains", "erased", "counters", "counter_deltas", "store_facts", "workspaces", "jobs",
               "job_versions", "callers", "sessions"}  # fmt: skip


def row_counts(memory: Memory, caller: Caller) -> dict[str, int]:
    """Tell how many rows each table has that may hold anything of a person."""
    with memory.read(caller) as reader:
        return {
            table.name: reader.connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in metadata.sorted_tables
            if table.name not in KEPT_TABLES and table is not event_payloads
        }


def test_an_erased_person_is_gone_and_nobody_else_is(memory: Memory, caller: Caller) -> None:
    other = analyse_one(memory, "Emre Aydin\nWelder\n")
    before = row_counts(memory, caller)
    one = analyse_one(memory)
    correct_resume(memory, caller, one.resume_id, {"location": "Leeds"}, expected_version=1)
    rename_candidate(memory, caller, one.candidate_id, "Maren Holt-Berg", expected_version=1)
    note_analysis(memory, caller, one.analysis_id, "Call her.", expected_version=1)
    submit_feedback(memory, caller, feedback_draft("chat-1", analysis_id=one.analysis_id))
    submit_feedback(memory, caller, feedback_draft("chat-1", rating=2, analysis_id=one.analysis_id))
    erased = erase_candidate(memory, caller, one.candidate_id)
    assert (erased.resumes, erased.analyses, erased.feedback) == (1, 1, 1)
    assert row_counts(memory, caller) == before
    assert problems(memory) == []
    with memory.read(caller) as reader:
        for gone in (
            lambda: candidates.get_candidate(reader, one.candidate_id),
            lambda: resumes.get_resume(reader, one.resume_id, deleted=True),
            lambda: analyses.get_analysis(reader, one.analysis_id, deleted=True),
            lambda: feedback.get_feedback(reader, "chat-1", deleted=True),
        ):
            with pytest.raises(NotFound):
                gone()
        assert jobs.get_job(reader, one.job_id).analysis_count == 0
        assert resumes.list_resumes(reader, query="holt", cursor=None, limit=5).total == 0
        assert analyses.get_analysis(reader, other.analysis_id).resume_id == other.resume_id
    assert [path for path, _ in memory.blobs.names() if one.resume_id in path] == []
    assert len([path for path, _ in memory.blobs.names() if other.resume_id in path]) == 2


def test_the_events_stay_without_what_they_said_and_the_chain_holds(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    rename_candidate(memory, caller, one.candidate_id, "Maren Berg", expected_version=1)
    seal_events(memory)
    erase_candidate(memory, caller, one.candidate_id)
    trail = list_events(memory, caller, cursor=None, limit=50).events
    assert [event.action for event in trail if event.entity_id == one.candidate_id] == [
        "candidate.erased",
        "candidate.renamed",
    ]
    assert {one.resume_id, one.analysis_id} <= {event.entity_id for event in trail}
    assert [event.undoable for event in trail if event.entity != "job"] == [False] * (len(trail) - 1)
    with memory.read(caller) as reader:
        ids = (one.candidate_id, one.resume_id, one.analysis_id)
        mine = select(events.c.event_id, events.c.salt).where(
            events.c.entity_id.in_(ids), events.c.action != "candidate.erased"
        )
        rows = reader.connection.execute(mine).all()
        held = select(event_payloads.c.event_id).where(event_payloads.c.event_id.in_([row.event_id for row in rows]))
        assert reader.connection.execute(held).all() == []
        assert {row.salt for row in rows} == {""}
    chain = verify_chain(memory, caller)
    assert chain.problems == ()
    assert chain.erased == len(rows)


def test_all_files_of_a_person_go_and_deleted_ones_too(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    second = receive(memory, RESUME_TEXT + "Also a plumber.\n", "second.txt")
    _join_person(memory, caller, second.resume_id, one.candidate_id)
    erase_candidate(memory, caller, second.candidate_id)
    delete_candidate(memory, caller, one.candidate_id)
    erased = erase_candidate(memory, caller, one.candidate_id)
    assert erased.resumes == 2
    assert list(memory.blobs.names()) == []
    assert problems(memory) == []
    with memory.read(caller) as reader:
        assert {record.kind for record in erasure.list_erased(reader)} == {"candidate", "resume"}


def test_images_of_pages_go_too(memory: Memory, caller: Caller) -> None:
    received = receive_resume(memory, caller, make_pdf(), "maren.pdf")
    draw_page(memory, find_page(memory, caller, received.resume_id, 1))
    assert list(memory.data.glob("cache/pages/*.webp"))
    erase_candidate(memory, caller, received.candidate_id)
    assert list(memory.data.glob("cache/**/*.webp")) == []


def test_an_image_that_was_being_drawn_is_not_kept(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    received = receive_resume(memory, caller, make_pdf(), "maren.pdf")
    key, draw = find_page(memory, caller, received.resume_id, 1), memory.readers.draw_page

    def erase_first(data: bytes, page: int) -> bytes:
        erase_candidate(memory, caller, received.candidate_id)
        return draw(data, page)

    monkeypatch.setattr(memory.readers, "draw_page", erase_first)
    with pytest.raises(NotFound):
        draw_page(memory, key)
    assert list(memory.data.glob("cache/**/*.webp")) == []


def test_a_text_that_another_file_has_too_stays(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    twin = receive(memory, RESUME_TEXT.replace("\n", "\r\n"), "twin.txt")
    assert twin.resume_id != one.resume_id
    erase_candidate(memory, caller, one.candidate_id)
    assert problems(memory) == []
    analysed = analyse_resume(memory, caller, twin.resume_id, one.job_id)
    assert analysed.result.candidate_name == "Maren Holt"


def test_the_same_file_that_comes_in_again_is_new_and_stays(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    erase_candidate(memory, caller, one.candidate_id)
    again = receive(memory)
    assert (again.duplicate, again.resume_id) == (False, one.resume_id)
    assert again.candidate_id != one.candidate_id
    with memory.read(caller) as reader:
        listed = erasure.list_erased(reader)
    assert erase_listed(memory, caller, listed) == 0
    analyse_resume(memory, caller, again.resume_id, one.job_id)
    assert problems(memory) == []


def test_nobody_is_erased_twice_and_an_unknown_one_not_at_all(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    erase_candidate(memory, caller, one.candidate_id)
    for unknown in (one.candidate_id, "cand_00000000"):
        with pytest.raises(NotFound):
            erase_candidate(memory, caller, unknown)


def test_an_analysis_that_was_running_is_not_kept(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = analyse_one(memory)
    write = memory.write

    def erase_first(*arguments: object) -> object:
        monkeypatch.setattr(memory, "write", write)
        erase_candidate(memory, caller, one.candidate_id)
        return write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(memory, "write", erase_first)
    with pytest.raises(NotFound):
        analyse_resume(memory, caller, one.resume_id, one.job_id)
    with memory.read(caller) as reader:
        assert reader.connection.execute(select(func.count()).select_from(analysis_rows)).scalar_one() == 0
    assert problems(memory) == []


def test_answers_that_name_the_person_are_forgotten_and_others_are_not(memory: Memory, caller: Caller) -> None:
    def once(key: str) -> KeyedRequest:
        return KeyedRequest(key=key, route="POST /x", body_sha256="0", render=msgspec.json.encode)

    create_job(memory, caller, job_draft(), once=once("job"))
    one = analyse_one(memory)
    analyse_resume(memory, caller, one.resume_id, one.job_id, once("analysis"))
    erase_candidate(memory, caller, one.candidate_id, once=once("erase"))
    assert find_earlier_answer(memory, caller, once("analysis")) is None
    assert find_earlier_answer(memory, caller, once("job")) is not None
    erased = find_earlier_answer(memory, caller, once("erase"))
    assert erased is not None
    assert b"Maren" not in erased


def test_mentions_in_other_texts_are_blacked_out_in_place(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    text = "Ask MAREN  HOLT or maren.holt@example.org, not Maren Holtby; Holt, Maren knows. Nickname: Mare."
    job_id = create_job(memory, caller, job_draft(text, metadata={"notes": ["by Maren\nHolt"]}))
    change_job(memory, caller, job_id, {"role_name": "As Maren Holt"}, expected_version=1)
    template = make_template(memory, caller, job_id, "Maren Holt's")
    submit_feedback(memory, caller, feedback_draft("about Maren Holt", response="Maren Holt is better."))
    erased = erase_candidate(memory, caller, one.candidate_id, also=("Mare", " "))
    blacked = "Ask █████  ████ or ██████████████████████, not Maren Holtby; █████ █████ knows. Nickname: ████."
    with memory.read(caller) as reader:
        job = jobs.get_job(reader, job_id)
        assert (job.job_description, job.role_name) == (blacked, "As █████ ████")
        assert job.metadata == {"notes": ["by █████\n████"]}
        assert [version.job_description for version in jobs.list_job_versions(reader, job_id)] == [blacked] * 2
        assert jobs.search_jobs(reader, "example", cursor=None, limit=5).total == 0
        assert jobs.search_jobs(reader, "holtby", cursor=None, limit=5).total == 1
        assert templates.get_template(reader, template.template_id).name == "█████ ████'s"
        (said,) = list_feedback(reader, FeedbackFilter(), cursor=None, limit=5).items
    assert said.response == "█████ ████ is better."
    assert erased.blacked_out.job_ids == (job_id,)
    assert erased.blacked_out.template_ids == (template.template_id,)
    assert erased.blacked_out.feedback_ids == (said.feedback_id,)
    assert problems(memory) == []


@pytest.mark.parametrize("word", ["May", "Holt", "Li Wu"])
def test_a_word_that_may_mean_something_else_is_left_in_other_texts(word: str) -> None:
    assert not is_unmistakable(word)


def test_a_list_erases_who_is_on_it_and_is_taken_over(memory: Memory, caller: Caller) -> None:
    one, other = analyse_one(memory), analyse_one(memory, "Emre Aydin\nWelder\n")
    with memory.read(caller) as reader:
        listed = [ErasedRecord(digest, kind, 5) for digest, kind in erasure.find_held(reader, one.candidate_id).digests]
    assert erase_listed(memory, caller, listed) == 1
    assert erase_listed(memory, caller, listed) == 0
    with memory.read(caller) as reader:
        assert candidates.get_candidate(reader, other.candidate_id)
        with pytest.raises(NotFound):
            candidates.get_candidate(reader, one.candidate_id)
        assert set(listed) <= set(erasure.list_erased(reader))
    assert len(list(memory.blobs.names())) == 2
    assert listed[0] in read_erased_list(memory.data / IN_ARCHIVE)


@pytest.mark.parametrize("person_is_listed", [True, False])
def test_of_two_people_who_were_one_only_who_is_listed_is_erased(
    memory: Memory, caller: Caller, *, person_is_listed: bool
) -> None:
    one = analyse_one(memory)
    other = receive(memory, "Emre Aydin\nWelder\nemre@example.org\n", "emre.txt")
    analyse_resume(memory, caller, other.resume_id, one.job_id)
    join_candidates(memory, caller, one.candidate_id, other.candidate_id)
    with memory.read(caller) as reader:
        held = erasure.find_held(reader, one.candidate_id)
        theirs = {row.resume_id: row for row in reader.connection.execute(select(resume_rows))}
    row = theirs[one.resume_id]
    listed = [ErasedRecord(digest_of_resume(row.content_sha256, row.uploaded_at), "resume", 5)]
    if person_is_listed:
        listed.append(ErasedRecord(digest_of_candidate(held.candidate_id), "candidate", 5))
    assert erase_listed(memory, caller, listed) == 1
    with memory.read(caller) as reader:
        kept = resumes.get_resume(reader, other.resume_id)
        assert (kept.candidate_id == one.candidate_id) is not person_is_listed
        assert candidates.get_candidate(reader, kept.candidate_id).analysis_count == 1
        with pytest.raises(NotFound):
            resumes.get_resume(reader, one.resume_id, deleted=True)
    assert len(list(memory.blobs.names())) == 2
    assert problems(memory) == []


def test_what_could_not_be_removed_is_said_and_done_later(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = analyse_one(memory)

    def fail(*_: object) -> None:
        raise StorageUnavailable("The disk is gone.")

    with monkeypatch.context() as patched:
        patched.setattr(LocalBlobs, "delete", fail)
        with pytest.raises(StorageUnavailable, match=r"records of .* are erased"):
            erase_candidate(memory, caller, one.candidate_id)
    assert list(memory.blobs.names()) != []
    assert finish_erasures(memory)
    assert list(memory.blobs.names()) == []
    assert not finish_erasures(memory)
    with memory.read(caller) as reader:
        assert facts.find_fact(reader, facts.ERASURE_UNDER_WAY) is None


def test_a_file_that_came_in_again_before_the_old_one_was_removed_is_spared(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = analyse_one(memory)
    with monkeypatch.context() as patched:
        patched.setattr(person_erasure, "finish_erasures", lambda _: False)
        erase_candidate(memory, caller, one.candidate_id)
    receive(memory)
    finish_erasures(memory)
    assert len(list(memory.blobs.names())) == 2
    assert problems(memory) == []


def test_a_list_keeps_what_was_on_it(tmp_path: Path) -> None:
    first, second = ErasedRecord("a" * 64, "candidate", 1), ErasedRecord("b" * 64, "resume", 2)
    write_erased_list(tmp_path / "x" / "list.jsonl", [first])
    write_erased_list(tmp_path / "x" / "list.jsonl", [second])
    assert read_erased_list(tmp_path / "x" / "list.jsonl") == [first, second]


def _join_person(memory: Memory, caller: Caller, resume_id: str, candidate_id: str) -> None:
    """Make a résumé another person's, as merging two people would."""

    def unit(work: object) -> None:
        work.connection.execute(  # type: ignore[attr-defined]
            update(resume_rows).where(resume_rows.c.resume_id == resume_id).values(candidate_id=candidate_id)
        )
        candidates.count_for_candidate(work, candidate_id, resumes=1)  # type: ignore[arg-type]

    memory.write(caller, unit)
