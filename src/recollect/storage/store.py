"""The store: one place to read from, and one way to write, `write(unit) -> Promise`.

A promise is done only after the commit is on disk. There are two stores with the same behaviour: SQLite, with one
writer that commits many units together, and PostgreSQL, which does that by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Protocol, TypeVar

from recollect.domain.caller import DEFAULT_WORKSPACE
from recollect.storage.bell import Bell
from recollect.storage.promises import Promise
from recollect.storage.tasks.presence import Presence
from recollect.storage.unit import Reader, UnitOfWork

T = TypeVar("T")
Unit = Callable[[UnitOfWork], T]

EXCLUSIVE_LOCK = 7_230_665_128
"""PostgreSQL's advisory lock of `Store.exclusive`; who only keeps that out holds it shared."""
MAX_ATTEMPTS = 8
"""How often a unit is carried out anew when a row it adds is there already (an id was drawn twice)."""


class NotAtOnce(Exception):
    """What was asked for takes waiting, and whoever asked must not wait: a thread that may has to ask again."""


class Hold(Protocol):
    """A lock that this process has."""

    def still_held(self) -> bool:
        """Tell whether it was not lost meanwhile, with the connection to the database."""
        ...

    def release(self) -> None:
        """Let go of it."""
        ...


class Store(Protocol):
    """What both stores offer."""

    @property
    def bell(self) -> Bell:
        """The bell that rings after each commit of this process."""
        ...

    def write(self, unit: Unit[T], workspace_id: int = DEFAULT_WORKSPACE) -> Promise[T]:
        """Carry out `unit` and commit. The promise fails with what the unit raised, or a `StorageError`."""
        ...

    def commit(self, unit: Unit[T], workspace_id: int = DEFAULT_WORKSPACE) -> T:
        """Carry out `unit`, commit, and give what it gave; raises what `write`'s promise would fail with."""
        ...

    def read(self, workspace_id: int = DEFAULT_WORKSPACE) -> AbstractContextManager[Reader]:
        """Open a reader; each statement sees what was committed before it."""
        ...

    @property
    def reads_at_once(self) -> bool:
        """Tell whether `read_at_once` is of use: the database is this machine's own, and its readers never wait."""
        ...

    def read_at_once(self, workspace_id: int = DEFAULT_WORKSPACE) -> AbstractContextManager[Reader]:
        """Open a reader for one thread that must not wait, for statements that look up a few rows by their keys.

        Raises `NotAtOnce` where it would have to wait, or anything is amiss: `read` then says what.
        """
        ...

    def change_mark(self) -> int:
        """Give a number that is another once anybody has committed; for the thread of `read_at_once`."""
        ...

    def exclusive(self) -> AbstractContextManager[None]:
        """Keep every other writer of this store out, other processes too."""
        ...

    def scrub(self) -> None:
        """Leave no byte of what was removed: write the database anew and empty its log. Takes a while.

        Raises `StorageUnavailable` when that was not possible now, such as while somebody reads for long.
        """

    def try_hold(self, name: str) -> Hold | None:
        """Take a lock that one process of this store has at most, or give None when another has it."""
        ...

    def announce(self) -> Presence:
        """Say that this process is at work, and under which number."""
        ...

    def is_present(self, number: int) -> bool:
        """Tell whether the process that announced itself under a number is still there."""
        ...

    def size_bytes(self) -> int:
        """Tell how much room the database takes."""
        ...

    def description(self) -> str:
        """Name the database and its version, for people."""
        ...

    def close(self) -> None:
        """Finish what was handed in, and let go of the database."""
        ...
