import sqlite3

import pytest
from sqlalchemy.exc import OperationalError

from recollect.errors import DiskFull, StorageError, StorageUnavailable
from recollect.storage.databases.sqlite_errors import storage_error


def _error(code: int) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (_error(sqlite3.SQLITE_FULL), DiskFull, "disk is full"),
        (_error(sqlite3.SQLITE_BUSY), StorageUnavailable, "Another process"),
        (_error(sqlite3.SQLITE_BUSY_SNAPSHOT), StorageUnavailable, "Another process"),
        (_error(sqlite3.SQLITE_IOERR_FSYNC), StorageUnavailable, "could not be used"),
        (OperationalError("INSERT", {}, _error(sqlite3.SQLITE_FULL)), DiskFull, "disk is full"),
        (OSError(5, "Input/output error"), StorageUnavailable, "OSError"),
    ],
)
def test_each_error_says_what_it_means_for_who_waits(error: Exception, kind: type[StorageError], words: str) -> None:
    found = storage_error(error)
    assert type(found) is kind
    assert words in found.detail
    assert "nothing was stored" in found.detail
