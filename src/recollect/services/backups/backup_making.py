"""Everything that is kept goes into one file, which is read again before it counts as a backup."""

from __future__ import annotations

import contextlib
import itertools
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from recollect import __version__
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import CalledOff, InvalidInput, StorageUnavailable
from recollect.services.idempotency import Once, keep
from recollect.services.memory import Memory
from recollect.services.people.erased_list import write_list_beside
from recollect.services.upkeep.upkeep import upkeep_turn
from recollect.storage import facts
from recollect.storage.databases.migrate import SCHEMA_REVISION
from recollect.storage.databases.sqlite_store import DATABASE_NAME
from recollect.storage.files.backup_file import (
    DATABASE_MEMBER,
    DOCUMENTS_PREFIX,
    SETTINGS_MEMBER,
    STAGED_PREFIX,
    BackupHeader,
    BackupWriter,
    Totals,
    read_backup,
)
from recollect.storage.files.database_copy import copy_database, find_damage, reading_copy
from recollect.storage.files.durable_files import PARTIAL, claim_name, sync_folder, write_error
from recollect.storage.tasks import task_items
from recollect.storage.unit import Reader, UnitOfWork
from recollect.storage.upkeep import integrity
from recollect.storage.upkeep.integrity import StoredFile

SUFFIX = ".tar"
_YOUNG_S = 3600.0
"""What is left of a backup that was cut off is removed by a later one, once it is an hour old."""

Progress = Callable[[str, int, int | None], None]
"""Is told what is being done, how much of it is done, and of how much."""


class Backup(Struct, frozen=True, kw_only=True):
    """A backup that was made and read again."""

    path: str
    made_at: datetime
    bytes: int
    documents: int
    database: str


def make_backup(
    memory: Memory,
    destination: Path,
    *,
    progress: Progress = lambda _what, _done, _of: None,
    is_cancelled: Callable[[], bool] = lambda: False,
    once: Once | None = None,
) -> Backup:
    """Back the store up into a folder, or into a new file whose name ends in .tar, while others go on writing.

    The database first, by a consistent copy, then the documents that this copy names. On PostgreSQL the documents
    alone: take the database with `pg_dump` before. Raises `InvalidInput` for a place that can't be used, and
    `CalledOff` when it is cancelled.
    """
    folder, name = _place(memory, destination)

    def told(what: str, done: int, of: int | None) -> None:
        if is_cancelled():
            raise CalledOff("The backup was cancelled; nothing of it was kept.")
        progress(what, done, of)

    try:
        with upkeep_turn(memory), _partial_folder(folder) as partial:
            made_at = memory.clock()
            header, documents = _write(memory, partial, made_at, told)
            path = _keep(partial / "backup", folder, name or backup_name(made_at))
            write_list_beside(memory, folder)
    except OSError as error:
        raise write_error(error, f"The backup in {folder}") from error
    backup = Backup(
        path=str(path), made_at=made_at, bytes=path.stat().st_size, documents=documents, database=header.database
    )

    def unit(work: UnitOfWork) -> None:
        facts.put_fact(work, facts.LAST_BACKUP, msgspec.json.encode(backup).decode())
        keep(work, LOCAL_CALLER, once, backup)

    memory.write(LOCAL_CALLER, unit)
    return backup


def find_last_backup(reader: Reader) -> Backup | None:
    """Give the newest backup that this store knows of; whether its file is still there is not looked at."""
    found = facts.find_fact(reader, facts.LAST_BACKUP)
    return msgspec.json.decode(found, type=Backup) if found else None


def backup_name(made_at: datetime) -> str:
    """Name a backup after its time: ``recollect-20261126T091500Z.tar``."""
    return f"recollect-{made_at:%Y%m%dT%H%M%SZ}{SUFFIX}"


def require_outside(data: Path, folder: Path) -> None:
    """Raise `InvalidInput` when backups would lie among the data, where an erased person must leave no bytes."""
    if folder.absolute().resolve().is_relative_to(data.absolute().resolve()):
        raise InvalidInput(f"{folder} lies in the data folder; keep backups elsewhere, best on another disk.")


def _place(memory: Memory, destination: Path) -> tuple[Path, str | None]:
    """Tell the folder of a backup, and its name where one was given."""
    destination = destination.absolute()
    folder, name = (destination, None) if destination.suffix != SUFFIX else (destination.parent, destination.name)
    if destination.suffix == SUFFIX and destination.is_dir():
        folder, name = destination, None
    require_outside(memory.data, folder)
    if name and (folder / name).exists():
        raise InvalidInput(f"{destination} is there already; name a new file, or a folder.")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise InvalidInput(f"{folder} can't be used for backups ({error.strerror}); name another folder.") from error
    return folder, name


@contextlib.contextmanager
def _partial_folder(folder: Path) -> Iterator[Path]:
    """Give a folder for what is not a backup yet; it is gone in the end."""
    _remove_left_over(folder)
    partial = folder / f"{PARTIAL}{secrets.token_hex(8)}"
    partial.mkdir(mode=0o700)
    try:
        yield partial
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _remove_left_over(folder: Path) -> None:
    oldest_spared = datetime.now().timestamp() - _YOUNG_S  # noqa: DTZ005 - compared with the file system's own times
    for partial in folder.glob(f"{PARTIAL}*"):
        with contextlib.suppress(FileNotFoundError):  # somebody else was faster
            times = [path.stat().st_mtime for path in (partial, *partial.rglob("*"))]
            if partial.is_dir() and max(times) < oldest_spared:
                shutil.rmtree(partial, ignore_errors=True)


def _write(memory: Memory, partial: Path, made_at: datetime, progress: Progress) -> tuple[BackupHeader, int]:
    """Write the backup's file and read it again; give what it is, and how many résumés it holds."""
    with memory.read(LOCAL_CALLER) as reader:
        dialect = reader.dialect
    header = BackupHeader(
        made_at=made_at,
        program_version=__version__,
        database="sqlite" if dialect == "sqlite" else "postgresql",
        schema_revision=SCHEMA_REVISION,
    )
    copy = partial / DATABASE_MEMBER
    if header.database == "sqlite":
        copy_database(memory.data / DATABASE_NAME, copy, lambda done, of: progress("Copying the database", done, of))
    file = partial / "backup"
    file.touch(0o600, exist_ok=False)
    with file.open("wb") as written:
        with BackupWriter(written, header) as writer:
            documents = _add_all(memory, writer, copy, progress)
            totals = writer.finish()
        written.flush()
        os.fsync(written.fileno())
        os.posix_fadvise(written.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)  # what is read again comes from the disk
    _verify(file, copy, totals, progress)
    return header, documents


def _add_all(memory: Memory, writer: BackupWriter, copy: Path, progress: Progress) -> int:
    if copy.exists():
        _add_file(writer, DATABASE_MEMBER, copy)
    settings = memory.data / SETTINGS_MEMBER
    if settings.is_file():
        _add_file(writer, SETTINGS_MEMBER, settings)
    documents = 0
    with reading_copy(copy) if copy.exists() else memory.read(LOCAL_CALLER) as reader:
        of = integrity.count_stored_files(reader)
        for stored in integrity.each_stored_file(reader):
            progress("Adding documents", documents, of)
            _add_document(memory, writer, stored)
            documents += 1
        for name in task_items.list_staged(reader):
            try:
                file = memory.staged.open(name)
            except StorageUnavailable:  # it was done since the database was copied
                continue
            with file:
                writer.add(STAGED_PREFIX + name, file, os.fstat(file.fileno()).st_size)
    return documents


def _add_document(memory: Memory, writer: BackupWriter, stored: StoredFile) -> None:
    expected = {stored.document_path: stored.content_sha256, stored.text_path: stored.text_sha256}
    for path, sha256 in expected.items():
        with memory.blobs.open(path) as file:
            member = writer.add(DOCUMENTS_PREFIX + path, file, os.fstat(file.fileno()).st_size)
        if member.sha256 != sha256:
            raise StorageUnavailable(
                f"{path} of {stored.resume_id} is not what its hash says: no backup was made of a damaged store. "
                "Run `recollect verify`, and restore the document from an older backup."
            )


def _add_file(writer: BackupWriter, name: str, path: Path) -> None:
    with path.open("rb") as file:
        writer.add(name, file, path.stat().st_size)


def _verify(file: Path, copy: Path, totals: Totals, progress: Progress) -> None:
    found = read_backup(file, progress=lambda done: progress("Reading it again", done, totals.members))
    damage = find_damage(copy) if copy.exists() else []
    if damage or found.totals != totals:
        raise StorageUnavailable(
            f"The backup was not kept, it is not sound: {'; '.join(damage) or 'files are missing'}."
        )


def _keep(file: Path, folder: Path, name: str) -> Path:
    """Give the backup its name, which nothing else has, and put it on the disk."""
    stem = name.removesuffix(SUFFIX)
    for number in itertools.count(1):
        path = folder / (name if number == 1 else f"{stem}-{number}{SUFFIX}")
        try:
            claim_name(file, path)
        except FileExistsError:
            continue
        sync_folder(folder)
        return path
    raise AssertionError("counting has no end")
