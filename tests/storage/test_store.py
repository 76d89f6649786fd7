"""What both stores promise of a unit of work."""

import threading

import pytest
from sqlalchemy import insert, text

from factories import ACTOR, TickingClock, add_job, add_resume, job_draft, write
from recollect.domain.ids import JobId
from recollect.errors import InvalidInput, NotFound, StaleVersion, StorageUnavailable
from recollect.storage import counters
from recollect.storage.promises import Promise
from recollect.storage.records import candidates, jobs, resumes
from recollect.storage.store import Store
from recollect.storage.tables import aliases, job_versions, store_facts, workspaces
from recollect.storage.unit import UnitOfWork


def test_a_unit_gives_its_value_when_it_is_on_disk(store: Store) -> None:
    future = store.write(lambda _: 7)
    assert future.result(timeout=30) == 7


def test_a_unit_that_fails_leaves_nothing_of_what_it_did(store: Store) -> None:
    kept = write(store, add_job)

    def unit(work: UnitOfWork) -> None:
        jobs.change_job(work, kept, expected_version=1, draft=job_draft("changed"), actor=ACTOR)
        add_job(work)
        work.count(counters.CANDIDATES, 1)
        raise InvalidInput("no")

    with pytest.raises(InvalidInput, match="no"):
        write(store, unit)
    with store.read() as reader:
        job = jobs.get_job(reader, kept)
        assert (job.version, job.job_description) == (1, job_draft().job_description)
        assert jobs.list_jobs(reader, cursor=None, limit=5).total == 1
        assert len(jobs.list_jobs(reader, cursor=None, limit=5).items) == 1
        assert counters.total(reader, counters.CANDIDATES) == 0
        assert jobs.search_jobs(reader, "changed", cursor=None, limit=5).items == ()


def test_a_unit_sees_what_it_added_itself(store: Store) -> None:
    def unit(work: UnitOfWork) -> tuple[str, int]:
        job_id = add_job(work)
        jobs.change_job(work, job_id, expected_version=1, draft=job_draft("second"), actor=ACTOR)
        version = jobs.change_job(work, job_id, expected_version=2, draft=job_draft("third"), actor=ACTOR)
        return jobs.get_job(work, job_id).job_description, version

    assert write(store, unit) == ("third", 3)
    with store.read() as reader:
        assert [len(jobs.search_jobs(reader, q, cursor=None, limit=5).items) for q in ("second", "third")] == [0, 1]


def test_the_clock_is_read_for_each_unit(store: Store, clock: TickingClock) -> None:
    first, second = write(store, lambda w: w.now), write(store, lambda w: w.now)
    assert first < second == clock.now


def test_a_row_that_can_not_be_written_fails_its_unit_alone(store: Store) -> None:
    def unusable(work: UnitOfWork) -> None:
        work.append(store_facts, {"name": "a", "value": "\ud800"})

    gate = threading.Event()
    blocked = _in_thread(store, gate)
    before, bad, after = store.write(add_job), store.write(unusable), store.write(add_job)
    gate.set()
    blocked.result(timeout=30)
    assert isinstance(bad.exception(timeout=30), (StorageUnavailable, UnicodeEncodeError))
    assert before.result(timeout=30) != after.result(timeout=30)
    with store.read() as reader:
        assert jobs.list_jobs(reader, cursor=None, limit=5).total == 2


def test_a_row_that_points_nowhere_fails_its_unit_alone(store: Store) -> None:
    def pointless(work: UnitOfWork) -> None:
        row = {"workspace_id": 99, "alias": "a", "kind": "job", "target_id": "b"}
        work.append(aliases, row)

    def dangling(work: UnitOfWork) -> None:  # found out when the whole is committed
        texts = ("company_name", "role_name", "job_description", "metadata", "requirements", "actor")
        columns = dict.fromkeys(texts, "x")
        work.append(job_versions, columns | {"job_seq": 99, "version": 1, "workspace_id": 1, "created_at": 0})

    gate = threading.Event()
    blocked = _in_thread(store, gate)
    good, bad, worse = store.write(add_job), store.write(pointless), store.write(dangling)
    gate.set()
    blocked.result(timeout=30)
    assert isinstance(bad.exception(timeout=30), StorageUnavailable)
    assert isinstance(worse.exception(timeout=30), StorageUnavailable)
    with store.read() as reader:
        assert jobs.get_job(reader, good.result(timeout=30)).version == 1


def test_two_edits_at_once_give_one_stale_version_and_lose_none(store: Store) -> None:
    job_id = write(store, add_job)
    (resume_id, person) = write(store, add_resume)
    edits = [
        lambda w: jobs.change_job(w, job_id, expected_version=1, draft=job_draft("one"), actor=ACTOR),
        lambda w: jobs.change_job(w, job_id, expected_version=1, draft=job_draft("two"), actor=ACTOR),
        lambda w: resumes.correct_fields(w, resume_id, {}, expected_version=1, actor=ACTOR),
        lambda w: resumes.correct_fields(w, resume_id, {}, expected_version=1, actor=ACTOR),
        lambda w: candidates.rename_candidate(w, person, "A", expected_version=1, actor=ACTOR),
        lambda w: candidates.rename_candidate(w, person, "B", expected_version=1, actor=ACTOR),
    ]
    outcomes: list[object] = [None] * len(edits)
    barrier = threading.Barrier(len(edits))

    def edit(place: int) -> None:
        barrier.wait()
        outcomes[place] = store.write(edits[place]).exception(timeout=30)

    _join(*(threading.Thread(target=edit, args=(place,)) for place in range(len(edits))))
    for first, second in zip(outcomes[::2], outcomes[1::2], strict=True):
        assert {type(first), type(second)} == {type(None), StaleVersion}
    with store.read() as reader:
        assert jobs.get_job(reader, job_id).version == 2
        assert len(jobs.list_job_versions(reader, job_id)) == 2


def test_an_edit_and_a_deletion_at_once_are_both_told_the_truth(store: Store) -> None:
    job_id = write(store, add_job)
    gate = threading.Event()
    blocked = _in_thread(store, gate)
    change = store.write(
        lambda w: jobs.change_job(w, job_id, expected_version=1, draft=job_draft("new words"), actor=ACTOR)
    )
    deletion = store.write(lambda w: jobs.set_job_deleted(w, job_id, deleted=True, expected_version=None, actor=ACTOR))
    gate.set()
    blocked.result(timeout=30)
    assert (change.result(timeout=30), deletion.result(timeout=30)) == (2, 3)
    with store.read() as reader:
        assert jobs.search_jobs(reader, "words", cursor=None, limit=5).total == 0
        assert jobs.search_jobs(reader, "electrician", cursor=None, limit=5).total == 0


def test_many_threads_lose_nothing(store: Store) -> None:
    added: list[JobId] = []

    def add() -> None:
        added.extend(write(store, add_job) for _ in range(10))

    _join(*(threading.Thread(target=add) for _ in range(4)))
    with store.read() as reader:
        page = jobs.list_jobs(reader, cursor=None, limit=100)
    assert {job.job_id for job in page.items} == set(added)
    assert page.total == len(added) == 40


def test_a_statement_that_is_wrong_says_so(store: Store) -> None:
    with pytest.raises(StorageUnavailable):
        write(store, lambda w: w.connection.execute(text("SELECT nothing FROM nowhere")).close())
    with pytest.raises(StorageUnavailable), store.read() as reader:
        reader.connection.execute(text("SELECT nothing FROM nowhere"))
    write(store, add_job)


def test_one_workspace_does_not_see_another(store: Store) -> None:
    write(
        store, lambda w: w.connection.execute(insert(workspaces).values(workspace_id=2, name="b", created_at=0)).close()
    )
    job_id = store.write(add_job, 2).result(timeout=30)
    with store.read(2) as reader:
        assert jobs.get_job(reader, job_id).job_id == job_id
        assert jobs.list_jobs(reader, cursor=None, limit=5).total == 1
    with store.read() as reader:
        assert jobs.list_jobs(reader, cursor=None, limit=5).total == 0
        assert jobs.search_jobs(reader, "electrician", cursor=None, limit=5).items == ()
        with pytest.raises(NotFound):
            jobs.get_job(reader, job_id)


def test_a_store_says_what_it_is_and_how_large(store: Store) -> None:
    assert store.description().split()[0] in {"SQLite", "PostgreSQL"}
    assert store.description().split()[1][0].isdigit()
    assert store.size_bytes() > 10_000


def test_a_closed_store_takes_no_more(store: Store) -> None:
    write(store, add_job)
    store.close()
    with pytest.raises(StorageUnavailable, match="closed"):
        store.write(add_job)
    store.close()  # again does nothing


def test_while_one_holds_the_store_alone_another_who_asks_waits(store: Store) -> None:
    order: list[str] = []
    entered = threading.Event()

    def other() -> None:
        entered.set()
        with store.exclusive():
            order.append("other")

    thread = threading.Thread(target=other)
    with store.exclusive():
        thread.start()
        assert entered.wait(timeout=30)
        order.append("first")
    thread.join(timeout=30)
    assert order == ["first", "other"]


def _in_thread(store: Store, gate: threading.Event) -> Promise[object]:
    """Keep SQLite's writer busy, so that what follows is carried out in one commit; PostgreSQL has no writer."""
    if store.description().startswith("PostgreSQL"):
        gate.set()
    return store.write(lambda _: gate.wait(timeout=30))


def _join(*threads: threading.Thread) -> None:
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()
