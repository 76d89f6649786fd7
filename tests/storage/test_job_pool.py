from __future__ import annotations

from datetime import timedelta

from factories import ACTOR, START, TickingClock, add_analysis, add_feedback, add_job, add_resume, write
from query_plans import plans_of
from recollect.domain.analysis import ScoreRange
from recollect.domain.ids import AnalysisId, CandidateId, JobId, ResumeId
from recollect.storage.databases.sqlite_store import SqliteStore
from recollect.storage.records import analyses, resumes
from recollect.storage.store import Store
from recollect.storage.views import job_pool

Person = tuple[ResumeId, CandidateId]


def add_person(store: Store, name: str) -> Person:
    return write(store, lambda w: add_resume(w, f"{name}\nElectrician"))


def analyse(store: Store, job_id: JobId, person: Person, score: float | None) -> AnalysisId:
    said = ScoreRange(low=score - 1, high=score + 1, method="test") if score is not None else None
    return write(store, lambda w: add_analysis(w, job_id, person, overall_score=score, score_range=said))


def scores_of(store: Store, job_id: JobId) -> list[float | None]:
    with store.read() as reader:
        return [one.score for one in job_pool.pool_scores(reader, job_id)]


def test_the_newest_analysis_of_each_resume_counts_best_first(store: Store) -> None:
    job_id, other = write(store, add_job), write(store, add_job)
    ana, ben, cid = (add_person(store, name) for name in ("Ana", "Ben", "Cid"))
    analyse(store, job_id, ana, 90)
    analyse(store, job_id, ben, 60)
    analyse(store, job_id, cid, None)
    analyse(store, other, ben, 99)
    newest = analyse(store, job_id, ana, 40)
    assert scores_of(store, job_id) == [60, 40, None]
    write(store, lambda w: analyses.set_analysis_deleted(w, newest, deleted=True, expected_version=None, actor=ACTOR))
    assert scores_of(store, job_id) == [90, 60, None]


def test_what_lists_show_of_a_result_is_read_alone(store: Store) -> None:
    job_id = write(store, add_job)
    analyse(store, job_id, add_person(store, "Ana"), 70)
    with store.read() as reader:
        (one,) = job_pool.pool_scores(reader, job_id)
        glimpse = job_pool.read_glimpses(reader, [one.seq])[one.seq]
    assert glimpse.score_range == ScoreRange(low=69, high=71, method="test")
    assert [(met.text, met.status) for met in glimpse.requirements] == [("electrician", "met")]


def test_who_has_no_analysis_for_the_job_waits_the_newest_first(store: Store) -> None:
    job_id, other = write(store, add_job), write(store, add_job)
    ana, ben, cid = (add_person(store, name) for name in ("Ana", "Ben", "Cid"))
    analyse(store, job_id, ben, 50)
    analyse(store, other, cid, 50)
    with store.read() as reader:
        assert job_pool.waiting_resumes(reader, job_id, 5) == [cid[0], ana[0]]
        assert job_pool.waiting_resumes(reader, job_id, 1) == [cid[0]]
        assert [one.resume_id for one in resumes.list_among(reader, [ana[0], cid[0], "resume_0"])] == [cid[0], ana[0]]
    write(store, lambda w: resumes.set_resume_deleted(w, cid[0], deleted=True, expected_version=None, actor=ACTOR))
    with store.read() as reader:
        assert job_pool.waiting_resumes(reader, job_id, 5) == [ana[0]]


def test_what_came_since_a_moment_is_counted(store: Store, clock: TickingClock) -> None:
    job_id = write(store, add_job)
    ana = add_person(store, "Ana")
    analyse(store, job_id, ana, 50)
    before = clock.now
    clock.advance(timedelta(hours=1))
    second = analyse(store, job_id, ana, 60)
    write(store, lambda w: add_feedback(w, analysis_id=second, job_id=job_id))
    with store.read() as reader:
        counts = job_pool.count_new(reader, job_id, before)
        assert (counts.analyses, counts.feedback, counts.resumes) == (1, 1, 0)
        everything = job_pool.count_new(reader, job_id, START)
        assert (everything.analyses, everything.resumes) == (2, 1)


def test_a_pool_is_read_by_its_index(sqlite_store: SqliteStore) -> None:
    for reading in (
        lambda reader: job_pool.pool_scores(reader, "a3f7b2c1"),
        lambda reader: job_pool.waiting_resumes(reader, "a3f7b2c1", 5),
    ):
        (plan,) = plans_of(sqlite_store, reading)
        assert any("COVERING INDEX ix_analyses_pooled" in step for step in plan), plan
        assert not any("SCAN analyses" in step for step in plan), plan
