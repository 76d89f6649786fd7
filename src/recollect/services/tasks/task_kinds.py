"""The kinds of background work, and what carries out an item of each. A new kind is one line here."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from recollect.services.analyses.profile_tasks import PROFILE, profile_item
from recollect.services.backups.backup_tasks import MAKE_BACKUP, backup_item
from recollect.services.importing.tree_importing import IMPORT, import_item
from recollect.services.resumes.resume_tasks import (
    ADD_FILES,
    ANALYSE,
    REREAD,
    UPLOAD,
    UPLOAD_ARCHIVE,
    analyse_item,
    keep_item,
    reread_item,
)
from recollect.services.tasks.task_items import Handler
from recollect.services.upkeep.store_checks import CHECK_CHAIN, CHECK_STORE, check_item
from recollect.services.upkeep.store_rebuilding import REBUILD, rebuild_item


class TaskKind(Struct, frozen=True):
    """How an item is carried out; a kind that is not for `any_process` only by the command that handed it in.

    That command carries out the items of a kind that is `in_order` one at a time, each after the one before it.
    """

    handle: Handler
    any_process: bool = True
    in_order: bool = False


KINDS: Mapping[str, TaskKind] = {
    UPLOAD: TaskKind(keep_item),
    UPLOAD_ARCHIVE: TaskKind(keep_item),
    ANALYSE: TaskKind(analyse_item),
    REREAD: TaskKind(reread_item),
    PROFILE: TaskKind(profile_item),
    ADD_FILES: TaskKind(keep_item, any_process=False),
    MAKE_BACKUP: TaskKind(backup_item),
    CHECK_CHAIN: TaskKind(check_item),
    CHECK_STORE: TaskKind(check_item),
    IMPORT: TaskKind(import_item, any_process=False, in_order=True),
    REBUILD: TaskKind(rebuild_item, any_process=False, in_order=True),
}
