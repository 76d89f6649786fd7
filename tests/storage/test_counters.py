from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from factories import write
from recollect.storage import counters
from recollect.storage.databases.postgres_store import FOLD_EVERY, PostgresStore
from recollect.storage.store import Store
from recollect.storage.tables import counter_deltas
from recollect.storage.unit import UnitOfWork


def _count(name: str, delta: int) -> Callable[[UnitOfWork], None]:
    return lambda work: work.count(name, delta)


def _waiting(store: Store) -> int:
    with store.read() as reader:
        return int(reader.connection.execute(select(func.count()).select_from(counter_deltas)).scalar_one())


def test_totals_add_up_over_units_and_inside_one(store: Store) -> None:
    for delta in (3, -1):
        write(store, _count("jobs", delta))

    def unit(work: UnitOfWork) -> None:
        work.count("jobs", 5)
        work.count("jobs", -5)
        work.count("resumes", 2)

    write(store, unit)
    with store.read() as reader:
        assert counters.totals(reader, "jobs", "resumes", "never") == {"jobs": 2, "resumes": 2, "never": 0}
        assert counters.total(reader, "jobs") == 2


def test_a_unit_that_fails_counts_nothing(store: Store) -> None:
    def unit(work: UnitOfWork) -> None:
        work.count("jobs", 1)
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - it has no words
        write(store, unit)
    with store.read() as reader:
        assert counters.total(reader, "jobs") == 0


def test_sqlite_keeps_no_changes_apart(sqlite_store: Store) -> None:
    write(sqlite_store, _count("jobs", 1))
    write(sqlite_store, counters.fold_deltas)
    assert _waiting(sqlite_store) == 0


@pytest.mark.postgres
def test_few_waiting_changes_are_left_alone(postgres_store: PostgresStore) -> None:
    write(postgres_store, _count("jobs", 1))
    write(postgres_store, counters.fold_deltas)
    assert _waiting(postgres_store) == 1


@pytest.mark.postgres
def test_many_waiting_changes_are_added_up_by_the_store_itself(postgres_store: PostgresStore) -> None:
    def unit(work: UnitOfWork) -> None:
        for number in range(20):
            work.count(f"n{number}", 1)

    for _ in range(FOLD_EVERY):
        write(postgres_store, unit)
    assert _waiting(postgres_store) == 0
    write(postgres_store, unit)
    with postgres_store.read() as reader:
        assert set(counters.totals(reader, *(f"n{n}" for n in range(20))).values()) == {FOLD_EVERY + 1}


@pytest.mark.postgres
def test_only_one_adds_up_at_a_time(postgres_store: PostgresStore) -> None:
    def count_many(work: UnitOfWork) -> None:
        for number in range(600):
            work.count(f"n{number}", 1)

    write(postgres_store, count_many)

    def while_another_folds(work: UnitOfWork) -> int:
        counters.fold_deltas(work)
        write(postgres_store, counters.fold_deltas)
        return 0

    write(postgres_store, while_another_folds)
    with postgres_store.read() as reader:
        assert counters.total(reader, "n7") == 1
    assert _waiting(postgres_store) == 0
