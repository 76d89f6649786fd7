"""Several processes that write one store take turns."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from factories import TickingClock, add_job, write
from recollect.domain.ids import JobId
from recollect.storage.databases.migrate import upgrade_sqlite
from recollect.storage.databases.sqlite_store import DATABASE_NAME, FileLock, SqliteStore
from recollect.storage.records import jobs


def test_the_lock_is_held_by_one_at_a_time_and_again_by_the_same(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / "lock")
    with lock.held(), lock.held():
        taken = subprocess.run(
            [sys.executable, "-c", _TRY_LOCK, str(tmp_path / "lock")], check=False, capture_output=True, timeout=60
        )
        assert taken.stdout == b"held\n"
    free = subprocess.run(
        [sys.executable, "-c", _TRY_LOCK, str(tmp_path / "lock")], check=False, capture_output=True, timeout=60
    )
    assert free.stdout == b"free\n"
    lock.close()


_TRY_LOCK = """
import fcntl, os, sys
descriptor = os.open(sys.argv[1], os.O_RDWR)
try:
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    print("free")
except BlockingIOError:
    print("held")
"""

_ADD_JOBS = """
import sys
from pathlib import Path
from recollect.domain.job import JobDraft
from recollect.storage.records import jobs
from recollect.storage.databases.migrate import upgrade_sqlite
from recollect.storage.databases.sqlite_store import SqliteStore
path = Path(sys.argv[1])
upgrade_sqlite(path)
store = SqliteStore(path)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    draft = JobDraft(job_description=f"electrician {number}")
    print(store.write(lambda w: jobs.add_job(w, draft, actor="other")).result(), flush=True)
store.close()
"""


def test_writers_in_several_processes_lose_nothing(tmp_path: Path, clock: TickingClock) -> None:
    path, count = tmp_path / DATABASE_NAME, 25
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _ADD_JOBS, str(path), str(count)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        )
        for _ in range(2)
    ]
    upgrade_sqlite(path)
    with closing(SqliteStore(path, clock=clock)) as one, closing(SqliteStore(path, clock=clock)) as other:
        for process in started:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        added = {write(store, add_job) for _ in range(count) for store in (one, other)}
        for process in started:
            out, _ = process.communicate(timeout=60)
            assert process.returncode == 0
            added |= {JobId(line) for line in out.split()}
        with one.read() as reader:
            page = jobs.list_jobs(reader, cursor=None, limit=500)
            found = jobs.search_jobs(reader, "electrician", cursor=None, limit=500)
    assert len(added) == 4 * count == page.total == found.total
    assert {job.job_id for job in page.items} == added
