from datetime import timedelta

from sqlalchemy import select

from factories import ACTOR, START, add_job, write
from recollect.storage.records import callers, jobs
from recollect.storage.store import Store
from recollect.storage.tables import sessions
from recollect.storage.unit import UnitOfWork


def test_each_caller_has_a_current_job_of_their_own(store: Store) -> None:
    first, second = write(store, add_job), write(store, add_job)
    write(store, lambda w: callers.select_job(w, "me", first))
    write(store, lambda w: callers.select_job(w, "them", second))
    write(store, lambda w: callers.select_job(w, "me", second))
    write(store, lambda w: callers.select_job(w, "them", first))
    with store.read() as reader:
        found = [callers.current_job_id(reader, caller) for caller in ("me", "them", "nobody")]
    assert found == [second, first, None]


def test_of_several_choices_in_one_unit_the_last_one_counts(store: Store) -> None:
    first, second = write(store, add_job), write(store, add_job)

    def unit(work: UnitOfWork) -> None:
        callers.select_job(work, "me", first)
        callers.select_job(work, "me", second)

    write(store, unit)
    with store.read() as reader:
        assert callers.current_job_id(reader, "me") == second


def test_a_deleted_job_is_nobodys_current_one(store: Store) -> None:
    job_id = write(store, add_job)
    write(store, lambda w: callers.select_job(w, "me", job_id))
    write(store, lambda w: jobs.set_job_deleted(w, job_id, deleted=True, expected_version=1, actor=ACTOR))
    with store.read() as reader:
        assert callers.current_job_id(reader, "me") is None


def test_none_can_be_chosen(store: Store) -> None:
    job_id = write(store, add_job)
    write(store, lambda w: callers.select_job(w, "me", job_id))
    write(store, lambda w: callers.select_job(w, "me", None))
    with store.read() as reader:
        assert callers.current_job_id(reader, "me") is None


def test_a_session_is_good_until_it_expires(store: Store) -> None:
    expires_at = START + timedelta(days=30)
    write(store, lambda w: callers.add_session(w, "secret", caller_id="session:1", expires_at=expires_at))
    with store.read() as reader:
        assert callers.find_session(reader, "secret", now=expires_at - timedelta(seconds=1)) == "session:1"
        assert callers.find_session(reader, "secret", now=expires_at) is None
        assert callers.find_session(reader, "other", now=START) is None


def test_a_sessions_secret_is_not_kept(store: Store) -> None:
    expires_at = START + timedelta(days=30)
    write(store, lambda w: callers.add_session(w, "secret", caller_id="session:1", expires_at=expires_at))
    with store.read() as reader:
        (row,) = reader.connection.execute(select(sessions)).all()
    assert "secret" not in str(row)


def test_an_ended_session_is_forgotten_and_so_are_expired_ones(store: Store) -> None:
    later = START + timedelta(days=30)
    write(store, lambda w: callers.add_session(w, "one", caller_id="session:1", expires_at=later))
    write(store, lambda w: callers.end_session(w, "one"))
    write(store, lambda w: callers.add_session(w, "old", caller_id="session:2", expires_at=START))
    write(store, lambda w: callers.add_session(w, "new", caller_id="session:3", expires_at=later))
    with store.read() as reader:
        assert callers.find_session(reader, "one", now=START) is None
        kept = reader.connection.execute(select(sessions.c.caller_id)).scalars().all()
    assert kept == ["session:3"]
