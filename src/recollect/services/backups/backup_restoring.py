"""A store is built anew from a backup; who was erased since stays erased."""

from __future__ import annotations

import contextlib
import secrets
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.errors import StartupError
from recollect.services.backups.backup_making import Progress
from recollect.services.memory import Memory
from recollect.services.people.erased_list import BESIDE_BACKUPS, IN_ARCHIVE, read_erased_list
from recollect.services.people.person_erasure import erase_listed
from recollect.services.upkeep.store_verification import verify_store
from recollect.storage.databases.sqlite_store import DATABASE_NAME
from recollect.storage.files.backup_file import BackupHeader, read_backup
from recollect.storage.files.database_copy import erased_in, is_in_use
from recollect.storage.files.durable_files import PARTIAL, sync_file, sync_folder, write_error
from recollect.storage.people.erasure import ErasedRecord

RESTORER = Caller(caller_id="local", actor="restore")
OpenAt = Callable[[Path], Memory]
"""Opens the store of a data folder, bringing its schema to this version."""


class RestoredBackup(Struct, frozen=True, kw_only=True):
    """A store that was restored: of when it is, what was checked, and who was kept out of it."""

    data: str
    made_at: datetime
    made_by: str
    database: str
    documents: int
    erased: int
    replaced: str | None
    problems: tuple[str, ...]


def restore_backup(
    backup: Path,
    data: Path,
    open_at: OpenAt,
    *,
    erased_lists: Sequence[Path] = (),
    replace: bool = False,
    progress: Progress = lambda _what, _done, _of: None,
) -> RestoredBackup:
    """Lay a backup out as a new data folder, bring its schema to this version, and verify the store.

    Who is on the list of what was erased is erased in it: the list beside the backup, those of `erased_lists` and, with
    `replace`, the one of the store that makes way. That store's folder stays beside the new one under another name.
    Raises `UnusableBackup`, and `StartupError` when `data` can't be used; nothing was changed then.
    """
    _require_free(data, replace=replace)
    lists = _gather_lists(backup, data, erased_lists, replace=replace)
    try:
        with _partial_beside(data) as partial:
            header = unpack_backup(backup, partial, progress)
            problems, documents, erased = _finish(partial, open_at, lists, progress, header)
            replaced = _put_in_place(partial, data)
    except OSError as error:
        raise write_error(error, f"The folder {data}") from error
    return RestoredBackup(
        data=str(data),
        made_at=header.made_at,
        made_by=header.program_version,
        database=header.database,
        documents=documents,
        erased=erased,
        replaced=None if replaced is None else str(replaced),
        problems=problems,
    )


def unpack_backup(backup: Path, folder: Path, progress: Progress) -> BackupHeader:
    """Lay out the files of a backup in an empty folder, each on the disk, every hash compared."""
    with contextlib.ExitStack() as stack:
        opened: list[BinaryIO] = []

        def settle() -> None:
            for file in opened:
                file.close()
                sync_file(Path(file.name))
            opened.clear()

        def open_sink(name: str) -> BinaryIO:
            settle()
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(0o600, exist_ok=False)
            opened.append(path.open("wb"))
            return opened[-1]

        stack.callback(settle)
        found = read_backup(backup, open_sink, lambda done: progress("Laying out the backup", done, None))
    for made in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
        sync_folder(made)
    return found.header


def _finish(
    partial: Path, open_at: OpenAt, lists: list[ErasedRecord], progress: Progress, header: BackupHeader
) -> tuple[tuple[str, ...], int, int]:
    """Open the new store, erase who is to stay erased, and verify it; give problems, documents, and how many people."""
    memory = open_at(partial)
    try:
        with memory.read(RESTORER) as reader:
            dialect = reader.dialect
        if (dialect == "sqlite") != (header.database == "sqlite"):
            raise StartupError(
                f"The backup was made of a store on {header.database}, and the settings name {dialect}: "
                "set RECOLLECT_DATABASE_URL as it was, or leave it out."
            )
        erased = erase_listed(memory, RESTORER, lists)
        found = verify_store(memory, RESTORER, lambda what, done: progress(f"Verifying {what}", done, None))
    finally:
        memory.close()
    return found.problems, found.documents, erased


def _require_free(data: Path, *, replace: bool) -> None:
    if not data.exists() or (data.is_dir() and not any(data.iterdir())):
        return
    if not replace:
        raise StartupError(f"{data} is not empty; name a new folder with --data, or say --replace.")
    if is_in_use(data / DATABASE_NAME):
        raise StartupError(f"The store in {data} is in use; stop the server, and every other command, first.")


def _gather_lists(backup: Path, data: Path, given: Sequence[Path], *, replace: bool) -> list[ErasedRecord]:
    """Read every list of who was erased that there is; one that can't be read is an error, not an empty one."""
    beside = [path for path in (backup.parent / BESIDE_BACKUPS, data / IN_ARCHIVE) if path.exists()]
    records = [record for path in (*beside, *given) for record in read_erased_list(path)]
    if replace and (data / DATABASE_NAME).exists():
        kept = erased_in(data / DATABASE_NAME)
        if kept is None and not given:
            raise StartupError(
                f"The database in {data} can't be read, so it can't tell who was erased. Name a list with --erased: "
                f"{BESIDE_BACKUPS} beside the backups, or {IN_ARCHIVE} of a data folder."
            )
        records += kept or []
    return list({record.digest: record for record in records}.values())


@contextlib.contextmanager
def _partial_beside(data: Path) -> Iterator[Path]:
    data.parent.mkdir(parents=True, exist_ok=True)
    partial = data.with_name(f"{PARTIAL}{data.name}-{secrets.token_hex(4)}")
    partial.mkdir(mode=0o700)
    try:
        yield partial
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _put_in_place(partial: Path, data: Path) -> Path | None:
    """Give the new folder its name; what had it before is moved aside, and told."""
    replaced = None
    if data.exists():
        if any(data.iterdir()):
            replaced = data.with_name(f"{data.name}.replaced-{secrets.token_hex(4)}")
            data.rename(replaced)
        else:
            data.rmdir()
    partial.rename(data)
    sync_folder(data.parent)
    return replaced
