from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy import Connection

from factories import add_job
from recollect.domain.caller import DEFAULT_WORKSPACE
from recollect.domain.ids import JobId
from recollect.domain.times import utc_now
from recollect.errors import InvalidInput
from recollect.storage.databases.migrate import upgrade_sqlite
from recollect.storage.databases.sqlite_store import writing_engine
from recollect.storage.databases.sqlite_transaction import SqliteTransaction
from recollect.storage.records import jobs
from recollect.storage.unit import Reader, UnitOfWork


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    upgrade_sqlite(tmp_path / "some.db")
    with writing_engine(tmp_path / "some.db").connect() as opened:
        yield opened


def add_and_look(work: UnitOfWork) -> JobId:
    job_id = add_job(work)
    assert jobs.get_job(work, job_id).job_id == job_id
    return job_id


def add_and_fail(work: UnitOfWork) -> None:
    add_job(work)
    raise InvalidInput("no")


def look_and_fail(work: UnitOfWork) -> None:
    add_and_look(work)
    add_and_fail(work)


@pytest.mark.parametrize("failing", [add_and_fail, look_and_fail])
def test_a_unit_that_fails_loses_its_rows_and_no_others(connection: Connection, failing: object) -> None:
    driver = cast("sqlite3.Connection", connection.connection.driver_connection)
    driver.execute("BEGIN IMMEDIATE")
    transaction = SqliteTransaction(connection, driver, utc_now)
    units = (add_job, add_and_look, add_job, failing, add_job, add_and_look)
    outcomes = [transaction.carry_out(unit, DEFAULT_WORKSPACE) for unit in units]  # type: ignore[arg-type]
    transaction.write_out()
    driver.execute("COMMIT")
    page = jobs.list_jobs(Reader(connection, DEFAULT_WORKSPACE), cursor=None, limit=9)
    assert [type(error) for _, error in outcomes if error] == [InvalidInput]
    assert [job.job_id for job in page.items] == [value for value, error in reversed(outcomes) if not error]
    assert page.total == 5
