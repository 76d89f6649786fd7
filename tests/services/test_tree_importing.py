"""Hand-made trees of an earlier system, with each defect alone and with all of them at once."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archive_trees import contents, find_disagreements, keep_archive
from carried_out import take_in, without_tasks
from earlier_trees import (
    AD,
    DEFECTS,
    INES,
    MAREN,
    OLD_TEXT,
    append,
    build_tree,
    change_lines,
    embed_vectors,
    hold_files_that_are_none_of_it,
    hold_other_fields,
    hold_wrong_types,
    index_resume,
    leave_links_out,
    name_files_that_are_missing,
    repeat_ids,
    tear_the_last_lines,
    use_analysis_ids_with_a_dash,
    use_ids_of_sixteen_digits,
    write_times_without_a_zone,
)
from lived import live
from recollect.archive.layout import CHECKPOINT
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import InvalidInput, NotFound
from recollect.services.archiving.store_restoring import restore_store
from recollect.services.feedback.feedback_search import search_feedback
from recollect.services.importing.tree_importing import ImportReport, preview_import
from recollect.services.jobs.job_intake import change_job, delete_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_intake import receive_resume
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from recollect.storage.records import analyses, feedback, jobs, readings, resumes
from use_cases import problems

ZONE = ZoneInfo("Europe/Berlin")


def take(memory: Memory, root: Path, *, dry_run: bool = False) -> ImportReport:
    if dry_run:
        return preview_import(memory, LOCAL_CALLER, root, zone=ZONE)
    return take_in(memory, root, ZONE)


def why(report: ImportReport, source: str) -> str:
    """Give what the report says of a source that was not taken."""
    (item,) = [item for item in report.items if item.source == source]
    assert item.outcome == "not taken", item
    return "; ".join(item.notes)


def accounted(report: ImportReport, root: Path) -> None:
    """Check that every line and file is in the report, once."""
    sources = [item.source for item in report.items]
    assert len(sources) == len(set(sources))
    for path in root.rglob("*"):
        if path.is_file():
            name = path.relative_to(root).as_posix()
            assert any(source == name or source.startswith((f"{name}:", f"{name}#")) for source in sources), name
            if name.endswith(".jsonl"):
                lines = [n for n, line in enumerate(path.read_bytes().splitlines(), start=1) if line.strip()]
                assert {f"{name}:{number}" for number in lines} <= set(sources)


@pytest.mark.parametrize("defect", [*DEFECTS, "all at once", "none"])
def test_a_tree_is_taken_in_once_however_often_it_is_imported(memory: Memory, tmp_path: Path, defect: str) -> None:
    root = build_tree(tmp_path / "tree")
    for name, change in DEFECTS.items():
        if defect in {name, "all at once"}:
            change(root)
    dry = take(memory, root, dry_run=True)
    assert contents(memory)["events"] == []
    first = take(memory, root)
    accounted(first, root)
    assert (first.taken, first.not_taken) == (dry.taken, dry.not_taken)
    with memory.read(LOCAL_CALLER) as reader:
        job = jobs.get_job(reader, "a3f7b2c1")
        assert (job.job_description, job.analysis_count >= 1, job.created_at.year) == (AD, True, 2024)
        analysis = analyses.get_analysis(reader, "f8e2d1c4b3a9")
        assert (analysis.overall_score, analysis.job_id, analysis.feedback_count) == (81.0, "a3f7b2c1", 1)
        assert readings.get_text(reader, analysis.text_sha256) == OLD_TEXT
        assert feedback.get_feedback(reader, "chat-7").analysis_id == "f8e2d1c4b3a9"
    assert problems(memory) == []
    before = without_tasks(contents(memory))
    again = take(memory, root)
    accounted(again, root)
    assert again.taken == {}
    assert again.not_taken == first.not_taken
    assert without_tasks(contents(memory)) == before
    assert find_disagreements(memory, keep_archive(memory)) == []


def test_what_is_imported_is_archived_and_restored(sqlite_memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    for change in DEFECTS.values():
        change(root)
    take(sqlite_memory, root)
    new = open_memory(Settings(data=tmp_path / "new"))
    restore_store(new, keep_archive(sqlite_memory))
    assert contents(new) == contents(sqlite_memory)
    assert verify_store(new, LOCAL_CALLER).problems == ()
    new.close()


def test_lines_that_are_torn_or_replaced_are_named(memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    repeat_ids(root)
    tear_the_last_lines(root)
    report = take(memory, root)
    assert "in the middle" in why(report, "jobs/jobs.jsonl:4")
    assert "jobs/jobs.jsonl:2" in why(report, "jobs/jobs.jsonl:1")
    assert "in the middle" in why(report, "feedback_db/interactions.jsonl:2")
    assert "a later entry" in why(report, "resumes/resumes_index.json#resume_0123456789ab (entry 1)")


def test_ids_of_the_earlier_system_still_find_their_records(memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    use_ids_of_sixteen_digits(root)
    use_analysis_ids_with_a_dash(root)
    take(memory, root)
    with memory.read(LOCAL_CALLER) as reader:
        assert resumes.get_resume(reader, "0123456789abcdef").candidate_name == "Ines Roth"
        maren = resumes.get_resume(reader, "resume_0123456789ab")
        assert resumes.get_resume(reader, "fedcba9876543210").resume_id == maren.resume_id
        assert resumes.get_resume(reader, f"resume_{maren.content_sha256[:12]}").resume_id == maren.resume_id
        assert maren.document_path == f"pdfs/resume_{maren.content_sha256[:12]}.pdf"
        assert analyses.get_analysis(reader, "a3f7b2c1-0123").resume_id == maren.resume_id
    assert receive_resume(memory, LOCAL_CALLER, INES, "ines.pdf").resume_id == "0123456789abcdef"


def test_a_file_that_is_here_already_answers_to_its_earlier_id_too(memory: Memory, tmp_path: Path) -> None:
    kept = receive_resume(memory, LOCAL_CALLER, MAREN, "maren.pdf")
    report = take(memory, build_tree(tmp_path / "tree"))
    assert report.already_there == {"resumes": 1}
    with memory.read(LOCAL_CALLER) as reader:
        assert resumes.get_resume(reader, "resume_0123456789ab").resume_id == kept.resume_id
        assert analyses.get_analysis(reader, "f8e2d1c4b3a9").resume_id == kept.resume_id


def test_times_without_a_zone_are_those_of_the_zone_that_is_said(memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    write_times_without_a_zone(root)
    report = take(memory, root)
    assert report.assumed_zone == "Europe/Berlin"
    with memory.read(LOCAL_CALLER) as reader:
        assert jobs.get_job(reader, "c5b9d4e3").created_at.isoformat() == "2024-07-01T07:00:00+00:00"
    notes = {item.id: item.notes for item in report.items}
    assert notes["c5b9d4e3"] == ("its time names no zone",)
    assert "undated" in notes["c5b9d4e4"][0]


def test_feedback_keeps_what_links_it_has_and_can_be_searched(memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    embed_vectors(root)
    leave_links_out(root)
    report = take(memory, root)
    assert report.taken["feedback"] == 3
    with memory.read(LOCAL_CALLER) as reader:
        bare = feedback.get_feedback(reader, "chat-10")
        assert (bare.analysis_id, bare.job_id, bare.usable) == (None, None, False)
    assert search_feedback(memory, LOCAL_CALLER, "she wired a school", count=1)[0].interaction_id == "chat-7"


def test_other_fields_of_results_are_kept_and_wrong_types_make_nothing_up(memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    hold_other_fields(root)
    hold_wrong_types(root)
    report = take(memory, root)
    with memory.read(LOCAL_CALLER) as reader:
        result = analyses.get_analysis(reader, "f8e2d1c4b3a9").analysis_result
        assert result is not None
        assert (result.provenance.engine, result.provenance.model, result.skill_match_score) == (
            "imported",
            "old-7b",
            80.3,
        )
        assert isinstance(result.imported, dict)
        assert result.imported["culture_fit"] == {"score": 3}
        wrong = analyses.get_analysis(reader, "0a0b0c0d0e0f").analysis_result
        assert wrong is not None
        assert (wrong.overall_score, wrong.skill_match_score, wrong.experience_match_score) == (85.0, None, None)
        assert (wrong.hiring_recommendation, wrong.matched_skills, wrong.strengths) == (None, ("wiring",), "a\nb")
        assert feedback.get_feedback(reader, "chat-11").context == ("one text",)
        assert jobs.get_job(reader, "d6cae5f5").metadata == {"imported": {"metadata": ["a"], "salary": 10}}
    assert "no result" in why(report, "analyses/analyses.jsonl:3")
    assert "rating" in why(report, "feedback_db/interactions.jsonl:3")
    assert "no JSON object" in why(report, "feedback_db/interactions.jsonl:5")
    assert "no description" in why(report, "jobs/jobs.jsonl:3")


def test_documents_are_taken_with_what_there_is_of_them(memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    name_files_that_are_missing(root)
    hold_files_that_are_none_of_it(root)
    report = take(memory, root)
    assert "not in the tree" in why(report, "resumes/resumes_index.json#resume_ffffffffffff")
    assert why(report, "resumes/pdfs/broken.pdf")
    assert "no file of the layout" in why(report, "feedback_db/index.faiss")
    with memory.read(LOCAL_CALLER) as reader:
        una = resumes.get_resume(reader, "resume_eeeeeeeeeeee")
        assert (una.media_type, una.candidate_name) == ("text/plain", "Una Falk")
        assert resumes.get_resume(reader, "loose").original_filename == "loose.pdf"
        scan = resumes.get_resume(reader, "scan")
        assert (scan.media_type, scan.candidate_name) == ("application/pdf", "Sven Lund")
        assert readings.get_text(reader, scan.text_sha256).startswith("Sven Lund")


def test_nothing_that_is_here_is_changed(memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    take(memory, root)
    change_job(memory, LOCAL_CALLER, "a3f7b2c1", {"role_name": "Fitter"}, expected_version=1)
    delete_job(memory, LOCAL_CALLER, "b4a8c3d2")
    before = without_tasks(contents(memory))
    assert take(memory, root).taken == {}
    assert without_tasks(contents(memory)) == before


def test_another_record_of_the_same_id_is_not_overwritten_and_nothing_hangs_on_it(
    memory: Memory, tmp_path: Path
) -> None:
    take(memory, build_tree(tmp_path / "tree"))
    other = build_tree(tmp_path / "other")
    change_lines(other / "jobs/jobs.jsonl", lambda line: line | {"job_description": "Something else."})
    before = contents(memory)
    report = take(memory, other)
    assert "another job has its id" in why(report, "jobs/jobs.jsonl:1")
    assert "was not taken" in why(report, "analyses/analyses.jsonl:1")
    assert contents(memory)["jobs"] == before["jobs"]
    assert contents(memory)["analyses"] == before["analyses"]


@pytest.mark.parametrize("written", ["../outside.pdf", "/etc/passwd", "resumes/pdfs/../../../outside.pdf", "link.pdf"])
def test_no_path_leaves_the_tree(memory: Memory, tmp_path: Path, written: str) -> None:
    root = build_tree(tmp_path / "tree")
    (tmp_path / "outside.pdf").write_bytes(INES)
    (root / "link.pdf").symlink_to(tmp_path / "outside.pdf")
    index_resume(root, "resume_cccccccccccc", candidate_name="Ines", pdf_path=written)
    report = take(memory, root)
    assert "not in the tree" in why(report, "resumes/resumes_index.json#resume_cccccccccccc")


def test_an_archive_of_ours_is_taken_into_another_store(sqlite_memory: Memory, tmp_path: Path) -> None:
    one = live(sqlite_memory)
    root = keep_archive(sqlite_memory)
    new = open_memory(Settings(data=tmp_path / "new"))
    report = take(new, root)
    with new.read(LOCAL_CALLER) as reader:
        assert jobs.get_job(reader, one.job_id).role_name == "Fitter"
        taken = analyses.get_analysis(reader, one.analysis_id).analysis_result
        assert taken is not None
        assert (taken.provenance.engine, bool(taken.requirements)) == ("builtin", True)
    assert "recollect restore" in why(report, CHECKPOINT)
    new.close()


def test_a_folder_that_is_not_there_is_said(memory: Memory, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        take(memory, tmp_path / "nowhere")


def test_a_record_that_was_deleted_there_is_left(memory: Memory, tmp_path: Path) -> None:
    root = build_tree(tmp_path / "tree")
    append(
        root / "jobs/jobs.jsonl", {"job_id": "b4a8c3d2", "job_description": "x", "deleted_at": "2024-06-01T00:00:00Z"}
    )
    report = take(memory, root)
    assert "deleted there" in why(report, "jobs/jobs.jsonl:3")
    with memory.read(LOCAL_CALLER) as reader, pytest.raises(NotFound):
        jobs.get_job(reader, "b4a8c3d2")
