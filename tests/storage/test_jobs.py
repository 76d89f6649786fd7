import pytest
from sqlalchemy import insert

from factories import ACTOR, START, RepeatingDraw, add_job, job_draft, write
from query_plans import plans_of
from recollect.domain.job import draft_of
from recollect.errors import InvalidCursor, NotFound, StaleVersion
from recollect.storage import counters
from recollect.storage.databases.sqlite_store import SqliteStore
from recollect.storage.records import aliases, jobs
from recollect.storage.store import Store
from recollect.storage.tables import workspaces
from recollect.storage.unit import UnitOfWork


def test_a_job_is_kept_whole(store: Store) -> None:
    draft = job_draft("Wire a school.\nAnd a mill.", metadata={"site": "Leeds", "floors": [1, 2.5, None]})
    job_id = write(store, lambda work: jobs.add_job(work, draft, actor=ACTOR))
    with store.read() as reader:
        job = jobs.get_job(reader, job_id)
    assert (job.company_name, job.role_name, job.job_description) == (
        "Brightwire Ltd",
        "Electrician",
        draft.job_description,
    )
    assert job.metadata == {"site": "Leeds", "floors": [1, 2.5, None]}
    assert (job.version, job.analysis_count, job.requirements) == (1, 0, ())
    assert job.created_at == job.updated_at > START


def test_an_unknown_job_is_not_found_and_no_other_is_named(store: Store) -> None:
    job_id = write(store, add_job)
    with store.read() as reader, pytest.raises(NotFound) as caught:
        jobs.get_job(reader, "00000000")
    assert caught.value.id == "00000000"
    assert job_id not in caught.value.detail


def test_a_change_is_a_new_version_and_the_old_one_stays(store: Store) -> None:
    job_id = write(store, add_job)
    changed = job_draft("Now a hospital.", role_name="Lead electrician")
    version = write(store, lambda w: jobs.change_job(w, job_id, expected_version=1, draft=changed, actor="other"))
    with store.read() as reader:
        newest = jobs.get_job(reader, job_id)
        first = jobs.get_job_version(reader, job_id, 1)
        versions = jobs.list_job_versions(reader, job_id)
    assert version == newest.version == 2
    assert (newest.job_description, newest.role_name) == ("Now a hospital.", "Lead electrician")
    assert newest.updated_at > newest.created_at == first.created_at
    assert (first.role_name, first.actor) == ("Electrician", ACTOR)
    assert [(v.version, v.actor) for v in versions] == [(2, "other"), (1, ACTOR)]


def test_a_version_that_never_was_is_not_found(store: Store) -> None:
    job_id = write(store, add_job)
    with store.read() as reader, pytest.raises(NotFound, match="no version 2"):
        jobs.get_job_version(reader, job_id, 2)


def test_of_two_edits_of_one_version_one_is_refused_and_nothing_is_overwritten(store: Store) -> None:
    job_id = write(store, add_job)
    write(store, lambda w: jobs.change_job(w, job_id, expected_version=1, draft=job_draft("first"), actor=ACTOR))
    with pytest.raises(StaleVersion) as caught:
        write(store, lambda w: jobs.change_job(w, job_id, expected_version=1, draft=job_draft("second"), actor=ACTOR))
    assert caught.value.id == job_id
    with store.read() as reader:
        assert jobs.get_job(reader, job_id).job_description == "first"
        assert len(jobs.list_job_versions(reader, job_id)) == 2


def test_a_deleted_job_is_gone_from_everywhere_but_its_versions(store: Store) -> None:
    kept, gone = write(store, add_job), write(store, add_job)
    write(store, lambda w: jobs.set_job_deleted(w, gone, deleted=True, expected_version=1, actor=ACTOR))
    with store.read() as reader:
        with pytest.raises(NotFound):
            jobs.get_job(reader, gone)
        page = jobs.list_jobs(reader, cursor=None, limit=10)
        assert jobs.get_job(reader, gone, deleted=True).version == 2
        assert len(jobs.list_job_versions(reader, gone)) == 2
    assert ([job.job_id for job in page.items], page.total) == ([kept], 1)


def test_a_deleted_job_can_be_changed_or_deleted_no_more(store: Store) -> None:
    job_id = write(store, add_job)
    write(store, lambda w: jobs.set_job_deleted(w, job_id, deleted=True, expected_version=None, actor=ACTOR))
    with pytest.raises(NotFound):
        write(store, lambda w: jobs.change_job(w, job_id, expected_version=2, draft=job_draft(), actor=ACTOR))
    with pytest.raises(NotFound):
        write(store, lambda w: jobs.set_job_deleted(w, job_id, deleted=True, expected_version=None, actor=ACTOR))


def test_a_deleted_job_comes_back_as_it_was(store: Store) -> None:
    job_id = write(store, lambda w: add_job(w, metadata={"a": 1}))
    with store.read() as reader:
        before = jobs.get_job(reader, job_id)
    write(store, lambda w: jobs.set_job_deleted(w, job_id, deleted=True, expected_version=1, actor=ACTOR))
    assert write(store, lambda w: jobs.set_job_deleted(w, job_id, deleted=False, expected_version=2, actor=ACTOR)) == 3
    with store.read() as reader:
        after = jobs.get_job(reader, job_id)
        assert jobs.list_jobs(reader, cursor=None, limit=10).total == 1
    assert (after.job_description, after.metadata) == (before.job_description, before.metadata)


def test_a_job_that_is_there_can_not_be_brought_back(store: Store) -> None:
    job_id = write(store, add_job)
    with pytest.raises(StaleVersion, match="not deleted"):
        write(store, lambda w: jobs.set_job_deleted(w, job_id, deleted=False, expected_version=1, actor=ACTOR))


def test_pages_give_every_job_once_newest_first(store: Store) -> None:
    added = write(store, lambda w: [add_job(w, role_name=f"Role {n}") for n in range(7)])
    seen, cursor = [], None
    with store.read() as reader:
        while True:
            page = jobs.list_jobs(reader, cursor=cursor, limit=3)
            assert (page.total, page.total_is_lower_bound) == (7, False)
            seen += [job.job_id for job in page.items]
            if (cursor := page.next_cursor) is None:
                break
    assert seen == added[::-1]


@pytest.mark.parametrize("apart", [1, 4, 60])
def test_pages_are_whole_however_far_apart_the_jobs_of_a_workspace_lie(store: Store, apart: int) -> None:
    def add_others(work: UnitOfWork) -> None:
        for _ in range(apart):
            add_job(work)

    write(
        store, lambda w: w.connection.execute(insert(workspaces).values(workspace_id=2, name="b", created_at=0)).close()
    )
    added = []
    for _ in range(7):
        store.write(add_others, 2).result(timeout=30)
        added.append(write(store, add_job))
    deleted = added.pop(3)
    write(store, lambda w: jobs.set_job_deleted(w, deleted, deleted=True, expected_version=None, actor=ACTOR))
    seen: list[list[str]] = []
    cursor = None
    with store.read() as reader:
        while cursor is not None or not seen:
            page = jobs.list_jobs(reader, cursor=cursor, limit=2)
            seen.append([job.job_id for job in page.items])
            cursor = page.next_cursor
    newest_first = added[::-1]
    assert seen == [newest_first[:2], newest_first[2:4], newest_first[4:]]


def test_a_page_goes_through_a_bounded_part_of_the_table(sqlite_store: SqliteStore) -> None:
    for _ in range(4):
        write(sqlite_store, add_job)
    with sqlite_store.read() as reader:
        cursor = jobs.list_jobs(reader, cursor=None, limit=1).next_cursor
    plans = plans_of(sqlite_store, lambda reader: jobs.list_jobs(reader, cursor=cursor, limit=1), "FROM jobs")
    assert plans == [["SEARCH jobs USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)"]]


def test_a_cursor_stays_where_it_was_while_jobs_are_added(store: Store) -> None:
    first, second = write(store, add_job), write(store, add_job)
    with store.read() as reader:
        cursor = jobs.list_jobs(reader, cursor=None, limit=1).next_cursor
    write(store, add_job)
    with store.read() as reader:
        assert [job.job_id for job in jobs.list_jobs(reader, cursor=cursor, limit=5).items] == [first]
    assert second != first


def test_a_cursor_of_another_list_is_refused(store: Store) -> None:
    write(store, lambda w: [add_job(w) for _ in range(3)])
    with store.read() as reader:
        cursor = jobs.list_jobs(reader, cursor=None, limit=1).next_cursor
        with pytest.raises(InvalidCursor):
            jobs.search_jobs(reader, "electrician", cursor=cursor, limit=1)


def test_a_summary_shows_a_preview_and_the_count_of_analyses(store: Store) -> None:
    job_id = write(store, lambda w: add_job(w, description="word " * 100))
    write(store, lambda w: jobs.count_analysis(w, job_id, 2))
    with store.read() as reader:
        (summary,) = jobs.list_jobs(reader, cursor=None, limit=1).items
    assert summary.analysis_count == 2
    assert summary.description_preview == ("word " * 40)[:200] + "…"


def test_an_id_that_is_taken_is_drawn_anew(store: Store) -> None:
    draw = RepeatingDraw(times=3)
    drawn = [write(store, lambda w: jobs.add_job(w, job_draft(), actor=ACTOR, draw=draw)) for _ in range(4)]
    assert len(set(drawn)) == 4
    with store.read() as reader:
        assert counters.total(reader, counters.JOBS) == jobs.list_jobs(reader, cursor=None, limit=10).total == 4


def test_a_job_answers_to_its_alias(store: Store) -> None:
    job_id = write(store, add_job)
    write(store, lambda w: aliases.add_alias(w, kind="job", alias="old-7", target_id=job_id))
    with store.read() as reader:
        assert jobs.get_job(reader, "old-7").job_id == job_id
        assert aliases.resolve_alias(reader, "resume", "old-7") is None
        assert aliases.resolve_alias(reader, "job", "old-8") is None
    changed = job_draft("by its other name")
    write(store, lambda w: jobs.change_job(w, "old-7", expected_version=1, draft=changed, actor=ACTOR))
    with store.read() as reader:
        assert jobs.get_job(reader, job_id).job_description == "by its other name"


def test_a_unit_sees_the_job_that_it_has_just_added(store: Store) -> None:
    draft = job_draft()
    job = write(store, lambda work: jobs.get_job(work, jobs.add_job(work, draft, actor=ACTOR)))
    assert draft_of(job) == draft
