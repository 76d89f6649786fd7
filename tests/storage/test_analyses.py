import pytest

from factories import ACTOR, START, RepeatingDraw, add_analysis, add_job, add_resume, analysis_result, write
from query_plans import plans_of
from recollect.domain.ids import AnalysisId, CandidateId, JobId, ResumeId
from recollect.errors import InvalidCursor, NotFound, StaleVersion
from recollect.storage import counters
from recollect.storage.databases.sqlite_store import SqliteStore
from recollect.storage.records import aliases, analyses, candidates, resumes
from recollect.storage.records.analyses import AnalysisFilter, NewAnalysis
from recollect.storage.store import Store
from recollect.storage.unit import Reader, UnitOfWork


def _add_one(work: UnitOfWork) -> AnalysisId:
    return add_analysis(work, add_job(work), add_resume(work))


def _listed(reader: Reader, **narrowed: object) -> list[AnalysisId]:
    page = analyses.list_analyses(reader, AnalysisFilter(**narrowed), cursor=None, limit=50)  # type: ignore[arg-type]
    assert page.total == len(page.items)
    return [analysis.analysis_id for analysis in page.items]


def test_a_result_is_kept_complete(store: Store) -> None:
    analysis_id = write(store, _add_one)
    with store.read() as reader:
        kept = analyses.get_analysis(reader, analysis_id)
    assert kept.analysis_result == analysis_result()
    assert (kept.status, kept.version, kept.notes, kept.failure, kept.feedback_count) == ("done", 1, "", None, 0)
    assert (kept.overall_score, kept.hiring_recommendation) == (71.5, "Hire: most was found.")


def test_a_missing_score_stays_missing(store: Store) -> None:
    def unit(work: UnitOfWork) -> AnalysisId:
        return add_analysis(
            work, add_job(work), add_resume(work), overall_score=None, hiring_recommendation=None, recommendation=None
        )

    analysis_id = write(store, unit)
    with store.read() as reader:
        kept = analyses.get_analysis(reader, analysis_id)
        assert _listed(reader, min_score=0.0) == []
    assert (kept.overall_score, kept.hiring_recommendation) == (None, None)


def test_every_filter_narrows_the_list(store: Store) -> None:
    def unit(work: UnitOfWork) -> tuple[JobId, tuple[ResumeId, CandidateId], list[AnalysisId]]:
        one, other = add_job(work), add_job(work)
        maren, emre = add_resume(work, "Maren"), add_resume(work, "Emre")
        added = [
            add_analysis(work, one, maren, overall_score=80.0),
            add_analysis(work, one, emre, overall_score=40.0, recommendation="No Hire"),
            add_analysis(work, other, maren, overall_score=79.9, engine="llm"),
        ]
        return one, maren, added

    job_id, (resume_id, candidate_id), (a, b, c) = write(store, unit)
    with store.read() as reader:
        assert _listed(reader) == [c, b, a]
        assert _listed(reader, job_id=job_id) == [b, a]
        assert _listed(reader, resume_id=resume_id) == [c, a]
        assert _listed(reader, candidate_id=candidate_id) == [c, a]
        assert _listed(reader, min_score=80.0) == [a]
        assert _listed(reader, recommendation="No Hire") == [b]
        assert _listed(reader, engine="llm", job_id=job_id) == []


def test_lists_are_narrowed_by_score_feedback_and_time(store: Store) -> None:
    def unit(work: UnitOfWork, score: float | None) -> AnalysisId:
        return add_analysis(work, add_job(work), add_resume(work, f"Person {score}"), overall_score=score)

    low, middle, high, none = (write(store, lambda w, s=score: unit(w, s)) for score in (20.0, 50.0, 80.0, None))  # type: ignore[misc]
    write(store, lambda w: analyses.count_feedback(w, middle, 1))
    with store.read() as reader:
        made = {
            a.analysis_id: a.created_at
            for a in analyses.list_analyses(reader, AnalysisFilter(), cursor=None, limit=9).items
        }
        assert _listed(reader, max_score=50.0) == [middle, low]
        assert _listed(reader, min_score=30.0, max_score=50.0) == [middle]
        assert _listed(reader, rated=True) == [middle]
        assert _listed(reader, rated=False) == [none, high, low]
        assert _listed(reader, since=made[high]) == [none, high]
        assert _listed(reader, until=made[high], rated=False) == [low]


@pytest.mark.parametrize(
    ("narrowed", "index"),
    [
        (
            {"min_score": 99.0, "engine": "builtin", "rated": True},
            "COVERING INDEX ix_analyses_narrowed (workspace_id=?",
        ),
        ({"recommendation": "Hire", "max_score": 1.0}, "COVERING INDEX ix_analyses_narrowed (workspace_id=?"),
        ({"until": START}, "COVERING INDEX ix_analyses_narrowed (workspace_id=?"),
        ({"job_id": "00000000"}, "(workspace_id=? AND job_id=?"),
        (
            {"resume_id": "resume_0", "min_score": 1.0},
            "INDEX ix_analyses_workspace_id_resume_id_seq (workspace_id=? AND",
        ),
    ],
)
def test_every_list_is_read_in_the_order_of_an_index(
    sqlite_store: SqliteStore, narrowed: dict[str, object], index: str
) -> None:
    plans = plans_of(
        sqlite_store,
        lambda reader: analyses.list_analyses(reader, AnalysisFilter(**narrowed), cursor=None, limit=9),  # type: ignore[arg-type]
        "FROM analyses",
    )
    assert plans
    for plan in plans:
        assert any(step.startswith("SEARCH analyses USING") and index in step for step in plan), plan
        assert not any("TEMP B-TREE" in step for step in plan), plan


def test_named_analyses_are_found_by_their_ids(sqlite_store: SqliteStore) -> None:
    plans = plans_of(sqlite_store, lambda reader: analyses.list_named(reader, ["000000000000"]), "FROM analyses")
    assert "(workspace_id=? AND analysis_id=?)" in plans[0][0]


def test_a_cursor_belongs_to_its_filter(store: Store) -> None:
    job_id = write(store, add_job)
    write(store, lambda w: [add_analysis(w, job_id, add_resume(w, f"P{n}")) for n in range(3)])
    narrowed = AnalysisFilter(job_id=job_id)
    with store.read() as reader:
        first = analyses.list_analyses(reader, narrowed, cursor=None, limit=2)
        rest = analyses.list_analyses(reader, narrowed, cursor=first.next_cursor, limit=2)
        with pytest.raises(InvalidCursor):
            analyses.list_analyses(reader, AnalysisFilter(), cursor=first.next_cursor, limit=2)
    assert len({a.analysis_id for a in (*first.items, *rest.items)}) == 3
    assert rest.next_cursor is None


def test_the_present_name_stands_in_the_list_and_the_read_one_in_the_result(store: Store) -> None:
    resume = write(store, lambda w: add_resume(w, "Maren Holt"))
    analysis_id = write(store, lambda w: add_analysis(w, add_job(w), resume))
    write(store, lambda w: candidates.rename_candidate(w, resume[1], "M. Berg", expected_version=1, actor=ACTOR))
    with store.read() as reader:
        kept = analyses.get_analysis(reader, analysis_id)
    assert kept.candidate_name == "M. Berg"
    assert kept.analysis_result is not None
    assert kept.analysis_result.candidate_name == "Maren Holt"


def test_notes_are_versions(store: Store) -> None:
    analysis_id = write(store, _add_one)
    write(store, lambda w: analyses.note_analysis(w, analysis_id, "Call her.", expected_version=1, actor="other"))
    with pytest.raises(StaleVersion):
        write(store, lambda w: analyses.note_analysis(w, analysis_id, "No.", expected_version=1, actor=ACTOR))
    with store.read() as reader:
        assert analyses.get_analysis(reader, analysis_id).notes == "Call her."
        versions = analyses.list_analysis_versions(reader, analysis_id)
    assert [(v["version"], v["notes"], v["actor"]) for v in versions] == [(2, "Call her.", "other"), (1, "", "engine")]


def test_a_deleted_analysis_is_gone_until_it_is_brought_back(store: Store) -> None:
    analysis_id = write(store, _add_one)

    def set_deleted(work: UnitOfWork, *, deleted: bool) -> int:
        return analyses.set_analysis_deleted(work, analysis_id, deleted=deleted, expected_version=None, actor=ACTOR)

    write(store, lambda w: set_deleted(w, deleted=True))
    with store.read() as reader:
        assert _listed(reader) == []
        assert analyses.get_analysis(reader, analysis_id, deleted=True).analysis_result == analysis_result()
        with pytest.raises(NotFound):
            analyses.get_analysis(reader, analysis_id)
    with pytest.raises(NotFound):
        write(store, lambda w: set_deleted(w, deleted=True))
    with pytest.raises(NotFound):
        write(store, lambda w: analyses.note_analysis(w, analysis_id, "No.", expected_version=2, actor=ACTOR))
    write(store, lambda w: set_deleted(w, deleted=False))
    with store.read() as reader:
        assert _listed(reader) == [analysis_id]


def test_feedback_is_counted_and_an_alias_answers(store: Store) -> None:
    analysis_id = write(store, _add_one)
    write(store, lambda w: analyses.count_feedback(w, analysis_id, 2))
    write(store, lambda w: aliases.add_alias(w, kind="analysis", alias="an-old", target_id=analysis_id))
    with store.read() as reader:
        assert analyses.get_analysis(reader, "an-old").feedback_count == 2
        with pytest.raises(NotFound):
            analyses.get_analysis(reader, "000000000000")


def test_an_id_that_is_taken_is_drawn_anew(store: Store) -> None:
    job_id, (resume_id, candidate_id) = write(store, lambda w: (add_job(w), add_resume(w)))
    with store.read() as reader:
        text_sha256 = resumes.get_resume(reader, resume_id).text_sha256
    new = NewAnalysis(
        job_id=job_id,
        job_version=1,
        resume_id=resume_id,
        candidate_id=candidate_id,
        text_sha256=text_sha256,
        engine="builtin",
        recommendation="Hire",
        result=analysis_result(),
    )
    draw = RepeatingDraw(times=3)
    drawn = [write(store, lambda w: analyses.add_analysis(w, new, draw=draw)) for _ in range(3)]
    assert len(set(drawn)) == 3
    with store.read() as reader:
        assert counters.total(reader, counters.ANALYSES) == len(_listed(reader)) == 3


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Strong Hire: all found", "Strong Hire"),
        ("hire", "Hire"),
        (" no hire, as", "No Hire"),
        ("Maybe", "Maybe"),
        ("Perhaps", None),
        ("", None),
    ],
)
def test_a_written_recommendation_has_a_class(written: str, expected: str | None) -> None:
    assert analyses.recommendation_class(written) == expected
