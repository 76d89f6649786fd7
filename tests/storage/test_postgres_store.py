"""What only the store on PostgreSQL does."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from factories import add_job, job_draft, write
from recollect.errors import DiskFull, StorageUnavailable
from recollect.storage.databases import postgres_store as postgres_module
from recollect.storage.databases.postgres_store import PostgresStore, storage_error
from recollect.storage.records import jobs
from recollect.storage.unit import UnitOfWork

pytestmark = pytest.mark.postgres


class _ServerError(Exception):
    def __init__(self, sqlstate: str) -> None:
        super().__init__(sqlstate)
        self.sqlstate = sqlstate


def _raise(sqlstate: str) -> None:
    raise OperationalError("INSERT", {}, _ServerError(sqlstate))


@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
def test_a_transaction_that_the_server_breaks_off_is_tried_again(postgres_store: PostgresStore, sqlstate: str) -> None:
    tries: list[int] = []

    def unit(work: UnitOfWork) -> str:
        tries.append(1)
        job_id = add_job(work)
        if len(tries) < 3:
            _raise(sqlstate)
        return job_id

    job_id = write(postgres_store, unit)
    with postgres_store.read() as reader:
        assert [job.job_id for job in jobs.list_jobs(reader, cursor=None, limit=5).items] == [job_id]


def test_a_full_disk_is_said(postgres_store: PostgresStore) -> None:
    with pytest.raises(DiskFull):
        write(postgres_store, lambda _: _raise("53100"))


def test_a_connection_that_is_lost_is_said_and_got_over(postgres_store: PostgresStore) -> None:
    with pytest.raises(StorageUnavailable, match="can't be reached"):
        write(
            postgres_store,
            lambda w: w.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())")).close(),
        )
    assert write(postgres_store, add_job)


def test_a_row_that_stays_taken_is_given_up(postgres_store: PostgresStore) -> None:
    job_id = write(postgres_store, add_job)

    def unit(work: UnitOfWork) -> None:
        jobs.add_job(work, job_draft(), actor="a", draw=lambda _: job_id)

    with pytest.raises(StorageUnavailable, match="No free id"):
        write(postgres_store, unit)


def test_totals_that_can_not_be_added_up_harm_no_unit(
    postgres_store: PostgresStore, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(postgres_module, "FOLD_EVERY", 1)
    monkeypatch.setattr(postgres_module, "fold_deltas", lambda _: _raise("57014"))
    assert write(postgres_store, add_job)
    assert "could not be added up" in caplog.text


def test_a_server_that_is_not_there_is_said(tmp_path: object) -> None:
    store = PostgresStore(f"postgresql://nobody@/nothing?host={tmp_path}")
    with pytest.raises(StorageUnavailable, match="can't be reached"):
        write(store, add_job)
    with pytest.raises(StorageUnavailable, match="can't be reached"), store.read():
        pass
    store.close()


def test_other_errors_are_refusals(postgres_store: PostgresStore) -> None:
    error = DBAPIError("INSERT", {}, _ServerError("22000"))
    assert "refused the statement" in storage_error(error).detail
    assert postgres_store.description().startswith("PostgreSQL 1")
