"""The list of what was erased, as a file: beside the archive and beside the backups, so that a restore knows it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from pathlib import Path

import msgspec

from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import UnusableBackup
from recollect.services.memory import Memory
from recollect.storage.files.durable_files import PARTIAL, sync_folder, write_error, write_whole
from recollect.storage.people import erasure
from recollect.storage.people.erasure import ErasedRecord

IN_ARCHIVE = "archive/erased.jsonl"
BESIDE_BACKUPS = "recollect-erased.jsonl"


def write_erased_lists(memory: Memory) -> None:
    """Write the list beside the archive, and beside the backups where the settings say where they are."""
    with memory.read(LOCAL_CALLER) as reader:
        records = erasure.list_erased(reader)
    write_erased_list(memory.data / IN_ARCHIVE, records)
    if memory.backup_folder is not None and memory.backup_folder.is_dir():
        write_list_beside(memory, memory.backup_folder)


def write_list_beside(memory: Memory, folder: Path) -> None:
    """Write the list into a folder of backups, when there is anything on it."""
    with memory.read(LOCAL_CALLER) as reader:
        records = erasure.list_erased(reader)
    if records:
        write_erased_list(folder / BESIDE_BACKUPS, records)


def write_erased_list(path: Path, records: Iterable[ErasedRecord]) -> None:
    """Replace a list by these entries and those that were in it, all or nothing."""
    before = read_erased_list(path) if path.exists() else []
    joined = {record.digest: record for record in (*before, *records)}
    lines = b"".join(msgspec.json.encode(record) + b"\n" for record in joined.values())
    partial = path.with_name(f"{PARTIAL}{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(partial, lines)
        partial.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise write_error(error, f"The list {path}") from error
    finally:
        partial.unlink(missing_ok=True)


def read_erased_list(path: Path) -> list[ErasedRecord]:
    """Read a list, or raise `UnusableBackup` when it is none: restoring without it could bring somebody back."""
    try:
        lines = path.read_bytes().splitlines()
        return [msgspec.json.decode(line, type=ErasedRecord) for line in lines if line.strip()]
    except (OSError, msgspec.MsgspecError) as error:
        raise UnusableBackup(f"{path} is no list of what was erased, or is damaged ({error}).") from error
