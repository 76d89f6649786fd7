"""What only the store on SQLite does: one writer, group commit, a lock over all processes."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import text

from factories import ACTOR, add_job, add_resume, job_draft, write
from recollect.domain.ids import JobId
from recollect.errors import DiskFull, InvalidInput, NotFound, StorageUnavailable
from recollect.storage.databases import sqlite_store as sqlite_module
from recollect.storage.databases.migrate import upgrade_sqlite
from recollect.storage.databases.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.promises import UnitPromise
from recollect.storage.records import candidates, jobs, resumes
from recollect.storage.store import MAX_ATTEMPTS
from recollect.storage.unit import UnitOfWork


def _statements(store: SqliteStore) -> list[str]:
    """Give a list that fills with the statements that the writer carries out."""
    seen: list[str] = []
    write(store, lambda w: _raw(w).set_trace_callback(seen.append))
    seen.clear()
    return seen


def _raw(work: UnitOfWork) -> sqlite3.Connection:
    raw = work.connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    return raw


@contextmanager
def _busy(store: SqliteStore) -> Iterator[None]:
    """Keep the writer busy, so that all that is handed in meanwhile goes into one commit."""
    gate, begun = threading.Event(), threading.Event()

    def wait(_: UnitOfWork) -> None:
        begun.set()
        gate.wait(timeout=30)

    waiting = store.write(wait)
    assert begun.wait(timeout=30)
    yield
    gate.set()
    waiting.result(timeout=30)


def test_the_writer_is_durable_and_strict(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    def pragmas(work: UnitOfWork) -> dict[str, object]:
        names = ("journal_mode", "synchronous", "foreign_keys", "wal_autocheckpoint", "secure_delete", "busy_timeout")
        return {name: work.connection.execute(text(f"PRAGMA {name}")).scalar() for name in names}

    assert write(sqlite_store, pragmas) == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "wal_autocheckpoint": sqlite_module.CHECKPOINT_AT_PAGES,
        "secure_delete": 1,
        "busy_timeout": 30_000,
    }
    assert (tmp_path / DATABASE_NAME).stat().st_mode & 0o077 == 0


def test_readers_can_not_write(sqlite_store: SqliteStore) -> None:
    with pytest.raises(StorageUnavailable), sqlite_store.read() as reader:
        reader.connection.execute(text("DELETE FROM workspaces"))


def test_what_waits_is_committed_together(sqlite_store: SqliteStore) -> None:
    seen = _statements(sqlite_store)
    with _busy(sqlite_store):
        futures = [sqlite_store.write(add_job) for _ in range(20)]
    ids = {future.result(timeout=30) for future in futures}
    commits = [s for s in seen if s == "COMMIT"]
    assert len(ids) == 20
    assert len(commits) == 2  # the one that kept the writer busy, and all others
    assert sum(s.startswith("INSERT INTO counters ") for s in seen) == 1


def test_a_commit_takes_no_more_units_than_it_may(tmp_path: Path, sqlite_store: SqliteStore) -> None:
    store = SqliteStore(tmp_path / DATABASE_NAME, max_units_a_commit=5)
    with closing(store):
        seen = _statements(store)
        with _busy(store):
            futures = [store.write(add_job) for _ in range(12)]
        assert len({future.result(timeout=30) for future in futures}) == 12
        assert seen.count("COMMIT") == 1 + 3
    assert sqlite_store.size_bytes() > 0


def _in_one_commit(store: SqliteStore, count: int) -> None:
    with _busy(store):
        written = [store.write(add_job) for _ in range(count)]
    for one in written:
        one.result(timeout=30)


def test_who_wrote_together_shares_the_next_commit_too(tmp_path: Path, sqlite_store: SqliteStore) -> None:
    coming: list[int] = []
    late: list[UnitPromise[JobId]] = []

    def rest(_: float) -> None:
        late.extend(store.write(add_job) for _ in range(coming.pop(0) if coming else 0))

    store = SqliteStore(tmp_path / DATABASE_NAME, rest=rest)
    with closing(store):
        seen = _statements(store)
        _in_one_commit(store, 4)
        coming += [1, 1, 1]
        store.write(add_job).result(timeout=30)  # all have come after the third
        assert [one.done() for one in late] == [True] * 3
        assert (seen.count("COMMIT"), coming) == (2 + 1, [])

        _in_one_commit(store, 4)
        coming += [2, 0]
        store.write(add_job).result(timeout=30)  # nobody comes after the second
        assert [one.done() for one in late] == [True] * 5
        assert (seen.count("COMMIT"), coming) == (3 + 2 + 1, [])
    assert sqlite_store.size_bytes() > 0


def test_who_writes_alone_waits_for_nobody(tmp_path: Path, sqlite_store: SqliteStore) -> None:
    rests: list[float] = []
    store = SqliteStore(tmp_path / DATABASE_NAME, rest=rests.append)
    with closing(store):
        for _ in range(3):
            store.write(add_job).result(timeout=30)
    assert rests == []
    assert sqlite_store.size_bytes() > 0


def test_a_unit_that_fails_does_not_spoil_its_commit(sqlite_store: SqliteStore) -> None:
    job_id = write(sqlite_store, add_job)
    seen = _statements(sqlite_store)

    def failing(work: UnitOfWork) -> None:
        jobs.change_job(work, job_id, expected_version=1, draft=job_draft("spoilt"), actor=ACTOR)
        add_job(work)
        raise InvalidInput("no")

    with _busy(sqlite_store):
        first, bad, last = (sqlite_store.write(unit) for unit in (add_job, failing, add_job))
    assert isinstance(bad.exception(timeout=30), InvalidInput)
    with sqlite_store.read() as reader:
        page = jobs.list_jobs(reader, cursor=None, limit=9)
        assert jobs.get_job(reader, job_id).version == 1
        assert len(jobs.list_job_versions(reader, job_id)) == 1
    assert [job.job_id for job in page.items] == [last.result(), first.result(), job_id]
    assert (page.total, seen.count("COMMIT")) == (3, 2)


def test_a_unit_sees_what_those_before_it_in_the_commit_did(sqlite_store: SqliteStore) -> None:
    resume_id, person = write(sqlite_store, lambda w: add_resume(w, "Text", candidate_name="Maren Holt"))

    def rename(old: str, new: str) -> UnitPromise[None]:
        def unit(work: UnitOfWork) -> None:
            candidates.rename_candidate(work, person, new, expected_version=None, actor=ACTOR)
            resumes.reindex_name(work, person, old, new)

        return sqlite_store.write(unit)

    with _busy(sqlite_store):
        renamed = [rename("Maren Holt", "Anna"), rename("Anna", "Berta"), rename("Berta", "Clara")]
    for future in renamed:
        future.result(timeout=30)
    with sqlite_store.read() as reader:
        found = {
            name: resumes.list_resumes(reader, query=name, cursor=None, limit=9).total
            for name in ("holt", "anna", "berta", "clara")
        }
        assert resumes.get_resume(reader, resume_id).candidate_name == "Clara"
    assert found == {"holt": 0, "anna": 0, "berta": 0, "clara": 1}


def test_ids_that_are_taken_inside_one_commit_are_drawn_anew(sqlite_store: SqliteStore) -> None:
    numbers = iter(range(100))

    def draw(digits: int) -> str:
        return f"{next(numbers) // 4:0{digits}x}"

    with _busy(sqlite_store):
        futures = [sqlite_store.write(lambda w: jobs.add_job(w, job_draft(), actor=ACTOR, draw=draw)) for _ in range(6)]
    assert len({future.result(timeout=30) for future in futures}) == 6
    with sqlite_store.read() as reader:
        assert jobs.list_jobs(reader, cursor=None, limit=9).total == 6


def test_an_id_that_stays_taken_is_given_up(sqlite_store: SqliteStore) -> None:
    drawn: list[int] = []

    def draw(digits: int) -> str:
        drawn.append(digits)
        return "0" * digits

    def unit(work: UnitOfWork) -> str:
        return jobs.add_job(work, job_draft(), actor=ACTOR, draw=draw)

    write(sqlite_store, unit)
    drawn.clear()
    with pytest.raises(StorageUnavailable, match="No free id"):
        write(sqlite_store, unit)
    assert len(drawn) == 1 + MAX_ATTEMPTS
    with sqlite_store.read() as reader:
        assert jobs.list_jobs(reader, cursor=None, limit=9).total == 1


def test_who_fails_alone_does_not_undo_what_was_committed_before(sqlite_store: SqliteStore) -> None:
    def collide(work: UnitOfWork) -> str:
        return jobs.add_job(work, job_draft(), actor=ACTOR, draw=lambda digits: "0" * digits)

    def break_off(work: UnitOfWork) -> None:
        work.connection.execute(text("SELECT nothing FROM nowhere")).close()

    write(sqlite_store, collide)
    with _busy(sqlite_store):
        good, bad, broken, last = (sqlite_store.write(u) for u in (add_job, collide, break_off, add_job))
    failures = [future.exception(timeout=30) for future in (good, bad, broken, last)]
    with sqlite_store.read() as reader:
        kept = {job.job_id for job in jobs.list_jobs(reader, cursor=None, limit=9).items}
    told = {f.result() for f, failure in zip((good, last), failures[::3], strict=True) if failure is None}
    assert kept == told | {"00000000"}


def test_who_gave_up_waiting_gets_nothing_done_and_harms_nobody(sqlite_store: SqliteStore) -> None:
    with _busy(sqlite_store):
        given_up, wanted = sqlite_store.write(add_job), sqlite_store.write(add_job)
        assert given_up.cancel()
    assert wanted.result(timeout=30)
    with sqlite_store.read() as reader:
        assert jobs.list_jobs(reader, cursor=None, limit=9).total == 1


def test_a_full_disk_is_said_and_got_over(sqlite_store: SqliteStore) -> None:
    write(sqlite_store, add_job)
    limit = _set_page_limit(sqlite_store, 0)
    full = _set_page_limit(sqlite_store, 1)  # no lower than what is there
    assert full < limit
    with pytest.raises(DiskFull, match="Free some room"):
        write(sqlite_store, lambda w: add_job(w, description="x " * 50_000))
    with sqlite_store.read() as reader:
        there = jobs.list_jobs(reader, cursor=None, limit=500)
        assert there.total == len(there.items) >= 1
    _set_page_limit(sqlite_store, limit)
    write(sqlite_store, lambda w: add_job(w, description="x " * 50_000))
    with sqlite_store.read() as reader:
        assert jobs.list_jobs(reader, cursor=None, limit=1).total == there.total + 1


def _set_page_limit(store: SqliteStore, pages: int) -> int:
    return write(store, lambda w: int(w.connection.execute(text(f"PRAGMA max_page_count={pages}")).scalar_one()))


def test_the_log_does_not_grow_with_what_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_module, "CHECKPOINT_AT_PAGES", 20)
    upgrade_sqlite(tmp_path / DATABASE_NAME)
    store = SqliteStore(tmp_path / DATABASE_NAME)
    for _ in range(100):
        store.commit(lambda work: add_job(work, description="words " * 500))
    log = (tmp_path / (DATABASE_NAME + "-wal")).stat().st_size
    store.close()
    assert 0 < log < 1_000_000  # 100 such commits write several times as much


def test_a_commit_is_carried_out_by_its_own_thread_when_nobody_else_writes(sqlite_store: SqliteStore) -> None:
    assert sqlite_store.commit(lambda _: threading.current_thread()) is threading.current_thread()


def test_a_commit_joins_the_others_while_somebody_writes(sqlite_store: SqliteStore) -> None:
    with ThreadPoolExecutor(1) as pool:
        with _busy(sqlite_store):
            joining = pool.submit(sqlite_store.commit, lambda _: threading.current_thread().name)
        assert joining.result(timeout=30) == "recollect-writer"


def test_a_commit_raises_what_its_unit_raised_and_a_closed_store_takes_none(sqlite_store: SqliteStore) -> None:
    with pytest.raises(NotFound):
        sqlite_store.commit(lambda work: jobs.get_job(work, "00000000"))
    sqlite_store.close()
    with pytest.raises(StorageUnavailable, match="closed"):
        sqlite_store.commit(add_job)


@pytest.mark.parametrize("noticed", ["by the unit", "at its end"])
def test_a_lost_connection_is_opened_anew(sqlite_store: SqliteStore, noticed: str) -> None:
    def lose(work: UnitOfWork) -> None:
        _raw(work).close()
        if noticed == "by the unit":
            work.connection.execute(text("SELECT 1"))

    with pytest.raises(StorageUnavailable):
        write(sqlite_store, lose)
    assert write(sqlite_store, add_job)


def test_a_connection_that_can_not_be_opened_is_tried_again_by_the_next(
    sqlite_store: SqliteStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> sqlite3.Connection:
        raise sqlite3.OperationalError("unable to open database file")

    with pytest.raises(StorageUnavailable):
        write(sqlite_store, lambda work: _raw(work).close())
    with monkeypatch.context() as patched:
        patched.setattr(sqlite_module, "connect_writer", refuse)
        for _ in range(2):
            with pytest.raises(StorageUnavailable):
                write(sqlite_store, add_job)
    assert write(sqlite_store, add_job)


def _write_until_closed(store: SqliteStore) -> list[UnitPromise[JobId]]:
    written: list[UnitPromise[JobId]] = []
    while True:
        try:
            written.append(store.write(add_job))
        except StorageUnavailable:
            return written


def test_closing_finishes_what_was_handed_in(sqlite_store: SqliteStore, tmp_path: Path) -> None:
    with _busy(sqlite_store):
        futures = [sqlite_store.write(add_job) for _ in range(3)]
        closing_thread = threading.Thread(target=sqlite_store.close)
        closing_thread.start()
        futures += _write_until_closed(sqlite_store)
    closing_thread.join(timeout=30)
    told = {future.result(timeout=0) for future in futures}
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
        kept = {row[0] for row in connection.execute("SELECT job_id FROM jobs")}
    assert kept == told
