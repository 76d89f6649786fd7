"""A backup that the server is asked for: where it lies, one at a time, and once however it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from carried_out import carry_out
from factories import TickingClock
from recollect.domain.caller import Caller
from recollect.errors import InvalidInput, NoBackupFolder, TaskConflict
from recollect.services.backups.backup_making import make_backup
from recollect.services.backups.backup_tasks import list_kept_backups, submit_backup
from recollect.services.backups.backup_verification import check_backup
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import change_task, read_task
from use_cases import analyse_one


@pytest.fixture
def folder(memory: Memory, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that the operator chose."""
    memory.backup_folder = tmp_path_factory.mktemp("backups")
    return memory.backup_folder


def test_a_backup_that_is_asked_for_says_where_it_lies_and_is_listed(
    memory: Memory, caller: Caller, folder: Path
) -> None:
    analyse_one(memory)
    task = submit_backup(memory, caller)
    assert list_kept_backups(memory, caller).under_way == task
    assert carry_out(memory, task).done == 1
    (item,) = read_task(memory, caller, task.task_id, limit=1).items
    assert item.result is not None
    path = Path(item.result["path"])
    assert (path.parent, item.result["documents"], check_backup(path).problems) == (folder, 1, ())
    kept = list_kept_backups(memory, caller)
    assert (kept.folder, kept.under_way) == (str(folder), None)
    assert [(file.path, file.bytes) for file in kept.backups] == [(str(path), path.stat().st_size)]
    assert kept.last is not None
    assert kept.last.path == str(path)


def test_the_newest_comes_first_and_files_of_others_are_left_out(
    memory: Memory, caller: Caller, folder: Path, clock: TickingClock
) -> None:
    made = []
    for _ in range(2):
        made.append(make_backup(memory, folder).path)
        clock.now = clock.now.replace(year=clock.now.year + 1)
    (folder / "holiday.tar").touch()
    assert [file.path for file in list_kept_backups(memory, caller).backups] == made[::-1]


@pytest.mark.usefixtures("folder")
def test_one_is_made_at_a_time(memory: Memory, caller: Caller) -> None:
    task = submit_backup(memory, caller)
    with pytest.raises(TaskConflict) as refused:
        submit_backup(memory, caller)
    assert refused.value.id == task.task_id
    change_task(memory, caller, task.task_id, "cancel")
    assert submit_backup(memory, caller).state == "queued"


def test_nobody_but_the_operator_chooses_the_place(sqlite_memory: Memory, caller: Caller) -> None:
    with pytest.raises(NoBackupFolder):
        submit_backup(sqlite_memory, caller)
    assert list_kept_backups(sqlite_memory, caller).folder is None
    sqlite_memory.backup_folder = sqlite_memory.data / "backups"
    with pytest.raises(InvalidInput, match="in the data folder"):
        submit_backup(sqlite_memory, caller)
    sqlite_memory.backup_folder = sqlite_memory.data.parent / "not-there-yet"
    assert list_kept_backups(sqlite_memory, caller).backups == ()
