import sqlite3

import pytest

from recollect.storage.databases.sqlite_version import SQLITE_VERSION, has_wal_reset_bug


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ((3, 6, 23), False),
        ((3, 7, 0), True),
        ((3, 45, 1), True),
        ((3, 51, 2), True),
        ((3, 51, 3), False),
        ((4, 0, 0), False),
    ],
)
def test_the_versions_that_can_damage_a_log_are_known(version: tuple[int, int, int], affected: bool) -> None:
    assert has_wal_reset_bug(version) is affected


def test_the_version_is_that_of_the_library() -> None:
    assert ".".join(map(str, SQLITE_VERSION)) == sqlite3.sqlite_version
