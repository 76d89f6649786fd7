"""Makes the store that stands for a release in `tests/data/stores`: `python tests/store_fixture.py`.

It is the store of `lived.py` with background work in it, and a backup of it, as this version writes them. A
release's file is made once and never again: what it holds is what that version wrote.
"""

from __future__ import annotations

import sys
import tarfile
import tempfile
from pathlib import Path

from lived import live_fully, run_task
from pdf_factory import make_pdf
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.backups.backup_making import make_backup
from recollect.services.history.event_sealing import seal_events
from recollect.services.memory import Memory
from recollect.services.resumes.resume_intake import receive_resume
from recollect.services.resumes.resume_tasks import submit_files, submit_upload
from recollect.settings import Settings
from recollect.storage.databases.migrate import SCHEMA_REVISION
from recollect.storage.databases.sqlite_store import DATABASE_NAME
from recollect.storage.files.database_copy import copy_database
from stores import BACKUP, STORES


def main() -> None:
    """Write the file of this schema; one that is there stays."""
    packed = STORES / f"{SCHEMA_REVISION}.tar.xz"
    if packed.exists():
        raise SystemExit(f"{packed} is there already: the store of a release is never made again.")
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "data"
        memory = open_memory(Settings(data=data, archive=False))
        try:
            fill(memory, Path(folder))
            make_backup(memory, data.with_name(BACKUP))
        finally:
            memory.close()
        pack(data, packed)
    sys.stdout.write(f"{packed}: {packed.stat().st_size // 1000} kB\n")


def fill(memory: Memory, folder: Path) -> None:
    """Do everything once, and leave one task that is not begun."""
    one = live_fully(memory, folder / "tree")
    receive_resume(memory, LOCAL_CALLER, make_pdf(), "electrician.pdf")
    (folder / "batch").mkdir()
    (folder / "batch" / "otto.txt").write_text("Otto Brandt\nPlumber\notto@example.org\n", "utf-8")
    (folder / "batch" / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    run_task(memory, submit_files(memory, LOCAL_CALLER, [folder / "batch"], job_id=None, keep_scans=False))
    submit_upload(memory, LOCAL_CALLER, b"Lena Vogt\nRoofer\n", "lena.txt", one.job_id)
    seal_events(memory)


def pack(data: Path, packed: Path) -> None:
    """Put a data folder's database and documents, and the backup beside it, into one file."""
    copy = data.with_name(DATABASE_NAME)
    copy_database(data / DATABASE_NAME, copy)
    with tarfile.open(packed, "w:xz", format=tarfile.PAX_FORMAT) as tar:
        tar.add(copy, DATABASE_NAME, filter=without_owner)
        for name in ("resumes", "staged"):
            tar.add(data / name, name, filter=without_owner)
        tar.add(data.with_name(BACKUP), BACKUP, filter=without_owner)


def without_owner(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Leave out who packed it."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


if __name__ == "__main__":
    main()
