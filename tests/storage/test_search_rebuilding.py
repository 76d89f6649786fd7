import pytest

from factories import ACTOR, add_job, add_resume, job_draft, write
from recollect.storage.records import jobs, resumes
from recollect.storage.search import search_index, search_rebuilding
from recollect.storage.store import Store


def _clear(store: Store) -> None:
    for name in search_index.INDEXES:
        write(store, lambda w, n=name: search_index.clear(w.connection, n))  # type: ignore[misc]


def _found(store: Store, query: str) -> tuple[int, int]:
    with store.read() as reader:
        found = jobs.search_jobs(reader, query, cursor=None, limit=9)
        return len(found.items), len(resumes.list_resumes(reader, query=query, cursor=None, limit=9).items)


def test_indexes_of_other_tokens_are_built_anew_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    job_id = write(store, lambda w: add_job(w, description="an old electrician"))
    write(store, lambda w: jobs.change_job(w, job_id, expected_version=1, draft=job_draft("electrician"), actor=ACTOR))
    gone = write(store, add_job)
    write(store, lambda w: jobs.set_job_deleted(w, gone, deleted=True, expected_version=1, actor=ACTOR))
    write(store, lambda w: [add_resume(w), add_resume(w, "Emre\nElectrician")])
    assert write(store, search_rebuilding.rebuild_when_old) is False
    _clear(store)
    assert _found(store, "electrician") == (0, 0)
    monkeypatch.setattr(search_rebuilding, "SEARCH_TOKENS_VERSION", 2)
    assert write(store, search_rebuilding.rebuild_when_old) is True
    assert _found(store, "electrician") == (1, 2)
    assert _found(store, "old") == (0, 0)
    assert _found(store, "emre") == (0, 1)
    assert write(store, search_rebuilding.rebuild_when_old) is False
