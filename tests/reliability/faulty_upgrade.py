"""Opens a store and is killed on the way: `python faulty_upgrade.py DATA STATEMENT`.

STATEMENT is the number of the migration's statement before which that happens, from 0; `copy` is half-way through
the copy that is made first, `commit` when all is done but the commit.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event

from recollect.bootstrap import open_memory
from recollect.settings import Settings
from recollect.storage.databases import migrate


def die() -> None:
    """End as `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(data: Path, moment: str) -> None:
    """Open the store; come back only when the moment did not come."""
    upgrade, numbers = migrate._upgrade, itertools.count()  # noqa: SLF001 - cut off inside

    def upgrade_until(connection: Connection) -> None:
        @event.listens_for(connection, "before_cursor_execute")
        def count(*_: Any) -> None:
            if str(next(numbers)) == moment:
                die()

        upgrade(connection)
        if moment == "commit":
            die()

    def copy_half(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes()[: source.stat().st_size // 2])
        die()

    vars(migrate)["_upgrade"] = upgrade_until
    if moment == "copy":
        vars(migrate)["copy_database"] = copy_half
    open_memory(Settings(data=data)).close()
    sys.stdout.write(f"{next(numbers)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
