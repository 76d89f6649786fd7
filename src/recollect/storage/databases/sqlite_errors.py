"""What SQLite's errors mean for who waits for a write."""

from __future__ import annotations

import sqlite3

from sqlalchemy.exc import DBAPIError

from recollect.errors import DiskFull, StorageError, StorageUnavailable

_PRIMARY_CODE = 0xFF


def storage_error(error: BaseException) -> StorageError:
    """Turn a database's error into `DiskFull` or `StorageUnavailable`; nothing was acknowledged."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", 0) & _PRIMARY_CODE
    if code == sqlite3.SQLITE_FULL:
        return DiskFull("The disk is full; nothing was stored. Free some room and try again: what is kept is safe.")
    if code == sqlite3.SQLITE_BUSY:
        return StorageUnavailable("Another process holds the database; nothing was stored. Try again.")
    return StorageUnavailable(
        f"The database could not be used ({type(cause).__name__}); nothing was stored. See `recollect doctor`."
    )
