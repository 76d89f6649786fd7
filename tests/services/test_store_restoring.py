from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_trees import contents, find_disagreements, keep_archive
from carried_out import carry_out, without_tasks
from factories import job_draft
from lived import live, live_fully
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import ArchiveDamaged, StartupError, StoreNotEmpty
from recollect.services.archiving.store_restoring import restore_store
from recollect.services.feedback.feedback_search import search_feedback
from recollect.services.history.audit_trail import verify_chain
from recollect.services.jobs.job_intake import create_job, current_job
from recollect.services.memory import Memory
from recollect.services.people.person_erasure import erase_candidate
from recollect.services.upkeep.store_rebuilding import read_rebuilt, submit_rebuild
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from recollect.storage.records import jobs
from use_cases import receive


@pytest.fixture
def new(tmp_path: Path) -> Iterator[Memory]:
    """Give an empty store in a folder of its own."""
    memory = open_memory(Settings(data=tmp_path / "new"))
    yield memory
    memory.close()


def test_a_store_is_made_equal_from_its_tree_alone(memory: Memory, new: Memory, tmp_path: Path) -> None:
    one = live_fully(memory, tmp_path / "earlier")
    gone = receive(memory, "Otto Brandt\nPlumber\n", "otto.txt")
    erase_candidate(memory, LOCAL_CALLER, gone.candidate_id)
    left_out = shutil.ignore_patterns("new", "earlier", "*.db*")
    tree = Path(shutil.copytree(keep_archive(memory), tmp_path / "tree", ignore=left_out))
    restored = restore_store(new, tree)
    kept = contents(memory)
    assert contents(new) == kept
    assert [name for name, rows in kept.items() if not rows] == []
    assert (restored.resumes, restored.analyses, restored.feedback, restored.candidates) == (5, 2, 3, 6)
    assert verify_store(new, LOCAL_CALLER).problems == ()
    assert verify_chain(new, LOCAL_CALLER).problems == ()
    assert current_job(new, LOCAL_CALLER) == current_job(memory, LOCAL_CALLER)
    with new.read(LOCAL_CALLER) as reader:
        assert [hit.job_id for hit in jobs.search_jobs(reader, "fitter", cursor=None, limit=9).items][-1] == one.job_id
    assert search_feedback(new, LOCAL_CALLER, "wired a school", count=1)


def test_a_restored_store_goes_on_and_archives_the_same(memory: Memory, new: Memory) -> None:
    live(memory)
    restore_store(new, keep_archive(memory))
    create_job(new, LOCAL_CALLER, job_draft("Roofer wanted."))
    assert find_disagreements(new, keep_archive(new)) == []
    assert verify_chain(new, LOCAL_CALLER).problems == ()


def test_a_store_whose_database_is_lost_is_restored_in_its_place(sqlite_memory: Memory, tmp_path: Path) -> None:
    live(sqlite_memory)
    root = keep_archive(sqlite_memory)
    kept = contents(sqlite_memory)
    lost = Path(shutil.copytree(root, tmp_path / "lost", ignore=shutil.ignore_patterns("*.db*", "*.lock")))
    memory = open_memory(Settings(data=lost))
    restore_store(memory, lost)
    assert contents(memory) == kept
    create_job(memory, LOCAL_CALLER, job_draft("Roofer wanted."))
    assert find_disagreements(memory, keep_archive(memory)) == []
    memory.close()


def test_a_store_that_holds_something_is_not_restored_into(memory: Memory, new: Memory) -> None:
    live(memory)
    root = keep_archive(memory)
    create_job(new, LOCAL_CALLER, job_draft())
    before = contents(new)
    with pytest.raises(StoreNotEmpty):
        restore_store(new, root)
    assert contents(new) == before


def test_a_restore_that_was_cut_off_is_not_taken_for_whole(memory: Memory, new: Memory) -> None:
    live(memory)
    root = keep_archive(memory)

    def stop(done: int, of: int) -> None:
        if done > of / 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        restore_store(new, root, progress=stop)
    with pytest.raises(StoreNotEmpty, match="cut off"):
        restore_store(new, root)
    with pytest.raises(StartupError, match="cut off"):
        open_memory(Settings(data=new.data))


@pytest.mark.parametrize("folder", ["files", "texts"])
def test_a_document_that_is_not_what_it_was_is_named_before_anything_is_written(
    memory: Memory, new: Memory, folder: str
) -> None:
    one = live(memory)
    root = keep_archive(memory)
    document = root / f"resumes/{folder}/{one.resume_id}.txt"
    document.write_bytes(document.read_bytes()[:-1])
    with pytest.raises(ArchiveDamaged, match=document.name):
        restore_store(new, root)
    assert contents(new)["jobs"] == []


def test_a_line_that_is_damaged_is_named(memory: Memory, new: Memory) -> None:
    live(memory)
    root = keep_archive(memory)
    log = root / "jobs/jobs.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"job_id"', b'"job_xy"', 1))
    with pytest.raises(ArchiveDamaged, match=r"jobs\.jsonl, line 1"):
        restore_store(new, root)


def test_what_stands_beyond_the_checkpoint_is_no_part_of_the_archive(memory: Memory, new: Memory) -> None:
    live(memory)
    root = keep_archive(memory)
    with (root / "jobs/jobs.jsonl").open("a") as log:
        log.write('{"half')
    restore_store(new, root)
    assert contents(new) == contents(memory)


def test_a_folder_that_is_no_archive_is_refused(new: Memory, tmp_path: Path) -> None:
    with pytest.raises(ArchiveDamaged, match="no archive"):
        restore_store(new, tmp_path)


def test_settings_come_along(memory: Memory, new: Memory) -> None:
    root = keep_archive(memory)
    kept = root / "archive/settings.json"
    kept.write_text(json.dumps({"current_jobs": [], "settings": {"max_pages": 9}}))
    assert restore_store(new, root).settings == {"max_pages": 9}


def test_what_can_be_computed_is_computed_again(memory: Memory) -> None:
    live(memory)
    before = contents(memory)
    task = carry_out(memory, submit_rebuild(memory, LOCAL_CALLER))
    rebuilt = read_rebuilt(memory, LOCAL_CALLER, task.task_id)
    assert (task.state, task.failed, rebuilt.vectors, rebuilt.archive) == ("done", 0, 2, False)
    assert without_tasks(contents(memory)) == without_tasks(before)
    assert verify_store(memory, LOCAL_CALLER).problems == ()
