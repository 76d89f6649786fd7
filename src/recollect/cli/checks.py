"""What `recollect doctor` checks, one function a line of its answer."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from msgspec import Struct

from recollect.bootstrap import find_ocr, open_memory
from recollect.cli import wording
from recollect.documents.limits import Limits
from recollect.documents.pdf.ocr_languages import known_languages
from recollect.documents.pool import ReaderPool
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import RecollectError
from recollect.services.backups.backup_schedule import list_backups
from recollect.services.upkeep.storage_statistics import storage_statistics
from recollect.settings import Settings
from recollect.storage.databases.migrate import SCHEMA_REVISION
from recollect.storage.databases.sqlite_store import DATABASE_NAME
from recollect.storage.databases.sqlite_version import SQLITE_VERSION, has_wal_reset_bug

OLDEST_PYTHON = (3, 11)
_MIB = 1024 * 1024
_LITTLE_ROOM, _TOO_LITTLE_ROOM = 1024 * _MIB, 64 * _MIB
_FOR_OTHERS = 0o077
_PROBE = "Nadia Verhoeven\nElectrician\nWired the lighting of a tram depot, 2019 to 2023.\n"


class Check(Struct, frozen=True, kw_only=True):
    """One thing that was looked at: how it is, and what to do when it is not in order."""

    name: str
    state: Literal["ok", "warn", "fail"]
    detail: str
    remedy: str = ""


def run_checks(settings: Settings) -> list[Check]:
    """Look at everything, and give what was found. Nothing is created where there is no store yet."""
    return list(_each_check(settings))


def _each_check(settings: Settings) -> Iterator[Check]:
    folder = settings.data.absolute()
    yield check_python(sys.version_info[:2])
    yield check_sqlite(SQLITE_VERSION)
    yield check_folder(folder)
    yield check_room(shutil.disk_usage(_nearest(folder)).free)
    yield check_flushing(folder)
    yield check_database(settings)
    yield check_reader(settings)
    yield check_backups(settings, datetime.now(UTC))
    yield check_ocr(settings)
    yield check_extra(settings, installed=find_spec("psycopg") is not None)


def check_python(version: tuple[int, int]) -> Check:
    """Look at the Python that runs this."""
    said = f"{platform.python_implementation()} {platform.python_version()}"
    if version < OLDEST_PYTHON:
        return Check(name="Python", state="fail", detail=said, remedy="Install Python 3.11 or newer.")
    return Check(name="Python", state="ok", detail=said)


def check_sqlite(version: tuple[int, int, int]) -> Check:
    """Look at the SQLite of this Python."""
    said = f"SQLite {'.'.join(map(str, version))}"
    if not has_wal_reset_bug(version):
        return Check(name="SQLite", state="ok", detail=said)
    return Check(
        name="SQLite",
        state="warn",
        detail=f"{said}: versions 3.7.0 to 3.51.2 can, rarely, damage a database that two or more programs write at "
        "once (WAL reset). Recollect's own processes take turns by a lock, which keeps them clear of it.",
        remedy="Let no other program write this database, or use a Python with SQLite 3.51.3 or newer.",
    )


def check_folder(folder: Path) -> Check:
    """Look whether the data folder can be written, and by whom else."""
    if not folder.is_dir():
        above = _nearest(folder)
        if folder.exists() or not os.access(above, os.W_OK | os.X_OK):
            return Check(
                name="data folder", state="fail", detail=f"{folder} can't be created.",
                remedy="Name another with --data or RECOLLECT_DATA.",
            )  # fmt: skip
        return Check(name="data folder", state="ok", detail=f"{folder} is not there yet; the first command makes it.")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Check(name="data folder", state="fail", detail=f"{folder} can't be written.", remedy="Mend its rights.")
    if folder.stat().st_mode & _FOR_OTHERS:
        return Check(
            name="data folder", state="warn", detail=f"{folder} can be written, and others on this machine can enter.",
            remedy=f"chmod 700 {folder}",
        )  # fmt: skip
    return Check(name="data folder", state="ok", detail=f"{folder} can be written, by its owner alone.")


def check_room(free_bytes: int) -> Check:
    """Look how much room is left on the disk."""
    said = f"{free_bytes // _MIB:,} MiB free"
    if free_bytes < _TOO_LITTLE_ROOM:
        return Check(name="disk", state="fail", detail=said, remedy="Free some room: soon nothing more can be kept.")
    if free_bytes < _LITTLE_ROOM:
        return Check(name="disk", state="warn", detail=said, remedy="Free some room before it runs out.")
    return Check(name="disk", state="ok", detail=said)


def check_flushing(folder: Path) -> Check:
    """Write a file in the data folder and have it put on the disk."""
    if not folder.is_dir():
        return Check(name="flushing", state="ok", detail="Not tried: there is no data folder yet.")
    try:
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"recollect")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        return Check(
            name="flushing",
            state="fail",
            detail=f"A file could not be put on the disk ({error.strerror}).",
            remedy="Move the data folder to a local disk that works.",
        )
    return Check(name="flushing", state="ok", detail="A file was written and put on the disk (fsync).")


def check_database(settings: Settings) -> Check:
    """Open the database and ask it something."""
    if not settings.database_url and not (settings.data / DATABASE_NAME).exists():
        return Check(name="database", state="ok", detail="There is no store yet; the first command makes it.")
    try:
        memory = open_memory(settings)
        try:
            said = memory.store.description()
            jobs = storage_statistics(memory, LOCAL_CALLER).jobs.total
        finally:
            memory.close()
    except RecollectError as error:
        return Check(name="database", state="fail", detail=error.detail, remedy="Restore it from a backup if it stays.")
    return Check(name="database", state="ok", detail=f"{said}, schema {SCHEMA_REVISION}, {wording.count(jobs, 'job')}")


def check_reader(settings: Settings) -> Check:
    """Have a reader process read a small text."""
    limits = Limits(timeout_s=settings.reader_timeout_s, memory_bytes=settings.reader_memory_bytes)
    try:
        with ReaderPool(limits, 1) as readers:
            document = readers.read(_PROBE.encode(), "probe.txt")
    except RecollectError as error:
        return Check(
            name="reader",
            state="fail",
            detail=error.detail,
            remedy="Raise RECOLLECT_READER_MEMORY_MIB or RECOLLECT_READER_TIMEOUT_S, or install Recollect again.",
        )
    return Check(name="reader", state="ok", detail=f"A reader process read {len(document.text)} characters.")


def check_backups(settings: Settings, now: datetime) -> Check:
    """Look whether the server's backups are as young as they should be."""
    if not settings.backup_every_hours:
        return Check(name="backups", state="ok", detail="The server makes none: backup_every_hours is 0.")
    newest = next((kept for kept in list_backups(Path(settings.backup_folder)) if kept.made_at <= now), None)
    hours = None if newest is None else (now - newest.made_at) / timedelta(hours=1)
    said = f"There is none in {settings.backup_folder}." if hours is None else f"The newest is {hours:,.1f} hours old."
    if hours is not None and hours < 2 * settings.backup_every_hours:
        return Check(name="backups", state="ok", detail=said)
    return Check(
        name="backups",
        state="warn",
        detail=said,
        remedy="See that the server runs, and what its log says of backups; `recollect backup` makes one now.",
    )


def check_ocr(settings: Settings) -> Check:
    """Look whether text in scans can be recognised, and in which languages."""
    if not settings.ocr_command:
        return Check(name="OCR", state="ok", detail="Text in scans is not recognised: ocr_command is empty.")
    ocr = find_ocr(settings)
    if ocr is None:
        said = f"Text in scans is not recognised: there is no {settings.ocr_command}."
        return Check(name="OCR", state="ok", detail=f"{said} It is optional: install the Debian package tesseract-ocr.")
    known = known_languages(ocr)
    missing = sorted(set(ocr.languages.split("+")) - set(known))
    if missing:
        return Check(
            name="OCR",
            state="warn",
            detail=f"{ocr.command} knows {', '.join(known) or 'no language'}, and not {', '.join(missing)}.",
            remedy="Install its data (on Debian, tesseract-ocr- and the language), or change RECOLLECT_OCR_LANGUAGES.",
        )
    others = [name for name in known if name not in {*ocr.languages.split("+"), "osd"}]
    more = f"; {', '.join(others)} could be set too" if others else ""
    return Check(name="OCR", state="ok", detail=f"{ocr.command} recognises {ocr.languages}{more}.")


def check_extra(settings: Settings, *, installed: bool) -> Check:
    """Look whether what PostgreSQL needs is there, when it is wanted."""
    if installed:
        return Check(name="PostgreSQL", state="ok", detail="The extra `postgres` is installed.")
    if not settings.database_url:
        return Check(name="PostgreSQL", state="ok", detail="The extra `postgres` is not installed, nor needed.")
    return Check(
        name="PostgreSQL",
        state="fail",
        detail="RECOLLECT_DATABASE_URL is set, and the extra `postgres` is not installed.",
        remedy="pip install 'recollect[postgres]'",
    )


def _nearest(folder: Path) -> Path:
    """Give the folder itself, or the nearest above it that is there."""
    return next(path for path in (folder, *folder.parents) if path.is_dir())
