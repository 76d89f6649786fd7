"""Which SQLite this Python has, and what is known of it."""

from __future__ import annotations

import sqlite3

SQLITE_VERSION: tuple[int, int, int] = sqlite3.sqlite_version_info
_FIRST_WITH_WAL, _FIRST_MENDED = (3, 7, 0), (3, 51, 3)


def has_wal_reset_bug(version: tuple[int, int, int]) -> bool:
    """Tell whether this version can, rarely, damage a WAL database that two connections write at once."""
    return _FIRST_WITH_WAL <= version < _FIRST_MENDED
