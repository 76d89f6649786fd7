"""Backups that somebody asks the server for: made in the background, into the folder that the operator chose."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.task import NewItem, Task
from recollect.errors import NoBackupFolder, TaskConflict
from recollect.services.backups.backup_making import Backup, find_last_backup, make_backup, require_outside
from recollect.services.backups.backup_schedule import list_backups
from recollect.services.idempotency import Once
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import submit_task
from recollect.services.tasks.task_items import ItemWork
from recollect.storage.tasks import tasks

MAKE_BACKUP = "make_backup"


class BackupFile(Struct, frozen=True, kw_only=True):
    """A backup that lies in the folder: its whole path, the time in its name, and its size."""

    path: str
    made_at: datetime
    bytes: int


class Backups(Struct, frozen=True, kw_only=True):
    """Where backups go (None when no folder is set), those that lie there, and the one that is being made.

    `last` is the newest that this store knows of, wherever it was put.
    """

    folder: str | None
    backups: tuple[BackupFile, ...]
    last: Backup | None
    under_way: Task | None


def list_kept_backups(memory: Memory, caller: Caller) -> Backups:
    """Give the backups in the folder, newest first, and whether one is being made."""
    with memory.read(caller) as reader:
        last, open_tasks = find_last_backup(reader), tasks.list_open(reader, MAKE_BACKUP)
    folder = memory.backup_folder
    return Backups(
        folder=str(folder.absolute()) if folder else None,
        backups=_files_in(folder.absolute()) if folder else (),
        last=last,
        under_way=open_tasks[0] if open_tasks else None,
    )


def submit_backup(memory: Memory, caller: Caller, once: Once | None = None) -> Task:
    """Hand in that a backup is made into the folder of the settings; its item's result says where it lies.

    Raises `NoBackupFolder` when none is set, `InvalidInput` for one among the data, and `TaskConflict` when a backup
    is being made already. Nobody but the operator chooses where backups go.
    """
    if memory.backup_folder is None:
        raise NoBackupFolder(
            "No folder for backups is set: set backup_folder to one outside the data folder, and start again."
        )
    folder = memory.backup_folder.absolute()
    require_outside(memory.data, folder)
    with memory.read(caller) as reader:
        for task in tasks.list_open(reader, MAKE_BACKUP):
            raise TaskConflict(f"A backup is being made already: {task.task_id} is {task.state}.", id=task.task_id)
    return submit_task(
        memory, caller, MAKE_BACKUP, [NewItem(label=str(folder), input={"folder": str(folder)})], once=once
    )


def backup_item(memory: Memory, _caller: Caller, item: ItemWork) -> None:
    """Make a backup; one whose maker was killed before it was written down is made again, beside it."""
    make_backup(
        memory, Path(item.input["folder"]), is_cancelled=item.is_given_up, once=item.once.around(_refer_to_backup)
    )


def _refer_to_backup(made: Backup) -> dict[str, object]:
    return {"path": made.path, "made_at": made.made_at, "bytes": made.bytes, "documents": made.documents}


def _files_in(folder: Path) -> tuple[BackupFile, ...]:
    found = []
    for kept in list_backups(folder):
        try:
            size = kept.path.stat().st_size
        except FileNotFoundError:  # it was removed meanwhile
            continue
        found.append(BackupFile(path=str(kept.path), made_at=kept.made_at, bytes=size))
    return tuple(found)
