"""The only place where concrete parts are joined."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from recollect.documents.limits import Limits, OcrLimits
from recollect.documents.pool import ReaderPool
from recollect.domain.ids import HexSource, random_hex
from recollect.domain.times import Clock, utc_now
from recollect.errors import StartupError
from recollect.services.archiving.archive_keeping import ArchiveKeeper
from recollect.services.memory import Memory
from recollect.services.teaching.lexicon_editing import use_additions
from recollect.settings import Settings, kept_settings
from recollect.storage.databases import migrate
from recollect.storage.databases.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.files.blobs import LocalBlobs
from recollect.storage.history.restoring import is_under_way
from recollect.storage.search.search_rebuilding import rebuild_when_old
from recollect.storage.store import Store


def open_memory(settings: Settings, *, clock: Clock = utc_now, draw: HexSource = random_hex) -> Memory:
    """Open the store of these settings, creating or upgrading it; close it with `Memory.close`.

    Raises `StartupError` when the data folder can't be used, and `StoreTooNew`.
    """
    data = settings.data.absolute()
    _make_private(data)
    store = _open_store(settings, data, clock)
    store.commit(rebuild_when_old)
    _require_whole(store, data)
    memory = Memory(
        store=store,
        blobs=LocalBlobs(data / "resumes"),
        readers=ReaderPool(limits_of(settings), settings.reader_processes),
        data=data,
        clock=clock,
        draw=draw,
        backup_folder=Path(settings.backup_folder) if settings.backup_folder else None,
        archive=ArchiveKeeper(store, data, kept_settings(settings)) if settings.archive else None,
    )
    use_additions(memory)
    return memory


def _require_whole(store: Store, data: Path) -> None:
    """Refuse a store that a restore was filling when it was cut off."""
    with store.read() as reader:
        if not is_under_way(reader):
            return
    store.close()
    raise StartupError(f"A restore into {data} was cut off. Remove what is there, and restore again.")


def _open_store(settings: Settings, data: Path, clock: Clock) -> Store:
    if not settings.database_url:
        path = data / DATABASE_NAME
        migrate.upgrade_sqlite(path)
        return SqliteStore(path, clock=clock)
    try:
        from recollect.storage.databases.postgres_store import PostgresStore  # noqa: PLC0415 - psycopg is an extra

        migrate.upgrade_postgres(settings.database_url)
        return PostgresStore(settings.database_url, clock=clock)
    except ModuleNotFoundError as error:
        raise StartupError("PostgreSQL needs the extra `postgres`: pip install 'recollect[postgres]'.") from error


def limits_of(settings: Settings) -> Limits:
    """Give what reading one document may cost."""
    return Limits(
        max_bytes=settings.max_upload_bytes,
        max_pages=settings.max_pages,
        max_characters=settings.max_characters,
        timeout_s=settings.reader_timeout_s,
        memory_bytes=settings.reader_memory_bytes,
        max_archive_bytes=settings.max_archive_bytes,
        ocr=find_ocr(settings),
    )


def find_ocr(settings: Settings) -> OcrLimits | None:
    """Give the program that recognises text, where it is installed and wanted."""
    command = shutil.which(settings.ocr_command) if settings.ocr_command else None
    if command is None:
        return None
    kept = {name: os.environ[name] for name in ("TESSDATA_PREFIX", "LD_LIBRARY_PATH") if name in os.environ}
    return OcrLimits(
        command=os.path.abspath(command),  # noqa: PTH100 - the reader process works in another folder
        languages=settings.ocr_languages,
        timeout_s=settings.ocr_timeout_s,
        environment=kept,
    )


def _make_private(data: Path) -> None:
    """Create the data folder, readable by its owner alone."""
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StartupError(f"The data folder {data} can't be created ({error.strerror}); name another.") from error
    if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        raise StartupError(f"The data folder {data} can't be written; name another with --data, or mend its rights.")
