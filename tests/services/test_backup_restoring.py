from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lived import run_task
from recollect.bootstrap import open_memory
from recollect.domain.caller import Caller
from recollect.errors import NotFound, StartupError, UnusableBackup
from recollect.services.backups import backup_restoring
from recollect.services.backups.backup_making import make_backup
from recollect.services.backups.backup_restoring import restore_backup
from recollect.services.memory import Memory
from recollect.services.people.erased_list import BESIDE_BACKUPS, IN_ARCHIVE, write_erased_list
from recollect.services.people.person_erasure import erase_candidate
from recollect.services.resumes.resume_tasks import submit_upload
from recollect.services.tasks.task_control import read_task
from recollect.settings import Settings
from recollect.storage.databases.sqlite_store import DATABASE_NAME
from recollect.storage.files.blobs import LocalBlobs
from recollect.storage.people.erasure import ErasedRecord, find_held
from recollect.storage.records import candidates
from stores import read_rows
from use_cases import analyse_one, receive

OpenAt = Callable[[Path], Memory]


def open_at(folder: Path) -> Memory:
    return open_memory(Settings(data=folder))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "backups"


def fill(data: Path, backups: Path, caller: Caller) -> tuple[str, Path]:
    """Make a store with two people and a backup of it; give the id of one who is erased after that, and the backup."""
    memory = open_at(data)
    one = analyse_one(memory)
    receive(memory, "Emre Aydin\nWelder\n", "emre.txt")
    (data / "recollect.toml").write_text("max_pages = 50\n")
    path = Path(make_backup(memory, backups).path)
    erase_candidate(memory, caller, one.candidate_id)
    memory.close()
    return one.candidate_id, path


def test_uploads_that_were_waiting_are_done_by_the_restored_store(data: Path, backups: Path, caller: Caller) -> None:
    memory = open_at(data)
    one = analyse_one(memory)
    task = submit_upload(memory, caller, b"Lena Vogt\nRoofer\n", "lena.txt", one.job_id)
    failed = submit_upload(memory, caller, b"%PDF-1.4 broken", "broken.pdf", one.job_id)
    run_task(memory, failed)
    path = Path(make_backup(memory, backups).path)
    memory.close()
    restored = data.with_name("restored")
    restore_backup(path, restored, open_at)
    memory = open_at(restored)
    assert [name for name, _ in memory.staged.names()] == [task.task_id]
    run_task(memory, task)
    (item,) = read_task(memory, caller, task.task_id, limit=5).items
    memory.close()
    assert item.state == "done", item.detail


def people(data: Path, caller: Caller) -> int:
    memory = open_at(data)
    with memory.read(caller) as reader:
        found = candidates.list_candidates(reader, cursor=None, limit=5).total
    memory.close()
    return found


def test_a_restored_store_is_equal(data: Path, backups: Path, tmp_path: Path, caller: Caller) -> None:
    memory = open_at(data)
    analyse_one(memory)
    before = read_rows(data / DATABASE_NAME)
    path = Path(make_backup(memory, backups).path)
    memory.close()
    restored = restore_backup(path, tmp_path / "new", open_at)
    assert (restored.documents, restored.erased, restored.problems, restored.replaced) == (1, 0, (), None)
    assert read_rows(tmp_path / "new" / DATABASE_NAME) == before
    for file in (data / "resumes").rglob("*.txt"):
        copy = tmp_path / "new" / file.relative_to(data)
        assert copy.read_bytes() == file.read_bytes()
        assert copy.stat().st_mode & 0o077 == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "data", "new"]
    assert people(tmp_path / "new", caller) == 1


def test_who_was_erased_since_is_kept_out_by_any_list(
    data: Path, backups: Path, tmp_path: Path, caller: Caller
) -> None:
    erased, path = fill(data, backups, caller)
    assert restore_backup(path, tmp_path / "without", open_at).erased == 0
    given = restore_backup(path, tmp_path / "given", open_at, erased_lists=[data / IN_ARCHIVE])
    assert (given.erased, given.documents, given.problems) == (1, 1, ())
    shutil.copy(data / IN_ARCHIVE, backups / BESIDE_BACKUPS)
    assert restore_backup(path, tmp_path / "beside", open_at).erased == 1
    replaced = restore_backup(path, data, open_at, replace=True)
    assert replaced.erased == 1
    assert replaced.replaced is not None
    for folder in (tmp_path / "given", tmp_path / "beside", data):
        memory = open_at(folder)
        with memory.read(caller) as reader, pytest.raises(NotFound):
            candidates.get_candidate(reader, erased)
        memory.close()
        assert (folder / IN_ARCHIVE).exists(), "the next restore knows it too"


def test_a_store_that_makes_way_tells_who_was_erased_by_its_database_alone(
    data: Path, backups: Path, caller: Caller
) -> None:
    _, path = fill(data, backups, caller)
    (data / IN_ARCHIVE).unlink()
    assert restore_backup(path, data, open_at, replace=True).erased == 1


def test_a_damaged_store_makes_way_only_with_a_list(data: Path, backups: Path, tmp_path: Path, caller: Caller) -> None:
    _, path = fill(data, backups, caller)
    listed = Path(shutil.move(data / IN_ARCHIVE, tmp_path / "list.jsonl"))
    (data / DATABASE_NAME).write_bytes(b"damaged" * 1000)
    with pytest.raises(StartupError):
        restore_backup(path, data, open_at, replace=True)
    assert restore_backup(path, data, open_at, replace=True, erased_lists=[listed]).erased == 1


def test_a_folder_that_is_taken_or_in_use_is_left_alone(data: Path, backups: Path, caller: Caller) -> None:
    _, path = fill(data, backups, caller)
    with pytest.raises(StartupError, match="not empty"):
        restore_backup(path, data, open_at)
    memory = open_at(data)
    with pytest.raises(StartupError, match="in use"):
        restore_backup(path, data, open_at, replace=True)
    memory.close()
    assert people(data, caller) == 1


def test_of_a_damaged_backup_or_list_nothing_is_restored(
    data: Path, backups: Path, tmp_path: Path, caller: Caller
) -> None:
    _, path = fill(data, backups, caller)
    bad = tmp_path / "bad.jsonl"
    bad.write_text("not a list\n")
    with pytest.raises(UnusableBackup, match="list"):
        restore_backup(path, tmp_path / "new", open_at, erased_lists=[bad])
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(UnusableBackup):
        restore_backup(path, tmp_path / "new", open_at)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backups", "bad.jsonl", "data"]


def test_a_restore_that_fails_leaves_the_store_in_its_place(
    data: Path, backups: Path, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, path = fill(data, backups, caller)

    def fail(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(backup_restoring, "verify_store", fail)
    with pytest.raises(KeyboardInterrupt):
        restore_backup(path, data, open_at, replace=True)
    assert people(data, caller) == 1


class _SharedMemory(Memory):
    """A memory whose parts the test goes on using."""

    def close(self) -> None:
        pass


@pytest.mark.postgres
def test_on_postgres_the_documents_are_restored_beside_the_records(
    postgres_memory: Memory, tmp_path: Path, caller: Caller, tmp_path_factory: pytest.TempPathFactory
) -> None:
    one = analyse_one(postgres_memory)
    receive(postgres_memory, "Emre Aydin\nWelder\n", "emre.txt")
    path = Path(make_backup(postgres_memory, tmp_path_factory.mktemp("out")).path)
    with pytest.raises(StartupError, match="RECOLLECT_DATABASE_URL"):
        restore_backup(path, tmp_path / "wrong", open_at)
    assert not (tmp_path / "wrong").exists()
    listed = tmp_path / "list.jsonl"
    with postgres_memory.read(caller) as reader:
        digests = find_held(reader, one.candidate_id).digests
    write_erased_list(listed, [ErasedRecord(digest, kind, 5) for digest, kind in digests])

    def open_beside(folder: Path) -> Memory:
        blobs = LocalBlobs(folder / "resumes")
        return _SharedMemory(store=postgres_memory.store, blobs=blobs, readers=postgres_memory.readers, data=folder)

    restored = restore_backup(path, tmp_path / "new", open_beside, erased_lists=[listed])
    assert (restored.database, restored.documents, restored.erased) == ("postgresql", 1, 1)
    assert restored.problems == ()
    with postgres_memory.read(caller) as reader, pytest.raises(NotFound):
        candidates.get_candidate(reader, one.candidate_id)
    assert len(list((tmp_path / "new" / "resumes").rglob("*.txt"))) == 2
