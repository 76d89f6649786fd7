"""The kinds of background work, and what carries out an item of each. A new kind is one line here."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from recollect.services.backup_tasks import MAKE_BACKUP, backup_item
from recollect.services.resume_tasks import (
    ADD_FILES,
    ANALYSE,
    REREAD,
    UPLOAD,
    UPLOAD_ARCHIVE,
    analyse_item,
    keep_item,
    reread_item,
)
from recollect.services.task_items import Handler


class TaskKind(Struct, frozen=True):
    """How an item is carried out; a kind that is not for `any_process` only by the command that handed it in."""

    handle: Handler
    any_process: bool = True


KINDS: Mapping[str, TaskKind] = {
    UPLOAD: TaskKind(keep_item),
    UPLOAD_ARCHIVE: TaskKind(keep_item),
    ANALYSE: TaskKind(analyse_item),
    REREAD: TaskKind(reread_item),
    ADD_FILES: TaskKind(keep_item, any_process=False),
    MAKE_BACKUP: TaskKind(backup_item),
}
