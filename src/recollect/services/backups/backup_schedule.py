"""When the next backup is due, and which old ones may go: told by the files in the folder, and by nothing else.

Clocks jump. A backup that is dated in the future neither puts off the next one nor is removed: it was made, or the
time is read, by a clock that is wrong, and which of the two can't be told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from recollect.services.backups.backup_making import Backup, make_backup
from recollect.services.memory import Memory
from recollect.storage.files.durable_files import sync_folder

_NAME = re.compile(r"recollect-(\d{8}T\d{6}Z)(?:-\d+)?\.tar")


class BackupPlan(Struct, frozen=True, kw_only=True):
    """How often the server backs up, where to, and how many backups stay."""

    folder: Path
    every: timedelta
    keep: int


class KeptBackup(Struct, frozen=True):
    """A backup in the folder, and the time in its name."""

    path: Path
    made_at: datetime


def list_backups(folder: Path) -> list[KeptBackup]:
    """Give the backups in a folder, newest first; files with other names are nobody's business."""
    found = [
        KeptBackup(path, datetime.strptime(named[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC))
        for path in folder.glob("recollect-*.tar")
        if (named := _NAME.fullmatch(path.name))
    ]
    return sorted(found, key=lambda kept: (kept.made_at, len(kept.path.name), kept.path.name), reverse=True)


def is_due(plan: BackupPlan, now: datetime) -> bool:
    """Tell whether the newest backup is as old as the plan allows, or none is there."""
    newest = next((kept.made_at for kept in list_backups(plan.folder) if kept.made_at <= now), None)
    return newest is None or now - newest >= plan.every


def back_up_when_due(memory: Memory, plan: BackupPlan, *, is_cancelled: Callable[[], bool]) -> Backup | None:
    """Make the backup that is due, then remove those that are too many; None when none is due."""
    if not is_due(plan, memory.clock()):
        return None
    made = make_backup(memory, plan.folder, is_cancelled=is_cancelled)
    remove_surplus(plan, made)
    return made


def remove_surplus(plan: BackupPlan, newest: Backup) -> list[Path]:
    """Remove the oldest backups beyond `plan.keep`, and give them; never the one that was just made and verified."""
    old = [
        kept.path
        for kept in list_backups(plan.folder)
        if kept.made_at <= newest.made_at and kept.path != Path(newest.path)
    ]
    surplus = old[plan.keep - 1 :]
    for path in surplus:
        path.unlink(missing_ok=True)
    if surplus:
        sync_folder(plan.folder)
    return surplus
