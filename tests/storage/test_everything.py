import pytest

from factories import ACTOR, add_analysis, add_feedback, add_job, add_resume, feedback_draft, job_draft, write
from recollect.domain.ids import AnalysisId, CandidateId, JobId, ResumeId
from recollect.domain.paging import Page
from recollect.domain.search import SearchHit
from recollect.errors import InvalidCursor
from recollect.storage.records import aliases, analyses, feedback, templates
from recollect.storage.search import everything, search_rebuilding
from recollect.storage.store import Store
from recollect.storage.tasks import tasks
from recollect.storage.unit import UnitOfWork

Filled = tuple[JobId, tuple[ResumeId, CandidateId], AnalysisId, str]


def _search(store: Store, query: str, *, cursor: str | None = None, limit: int = 50) -> Page[SearchHit]:
    with store.read() as reader:
        return everything.search_everything(reader, query, cursor=cursor, limit=limit)


def _found(store: Store, query: str) -> list[tuple[str, str]]:
    return [(hit.kind, hit.id) for hit in _search(store, query).items]


@pytest.fixture
def filled(store: Store) -> Filled:
    """Fill a store with one record of each kind; each speaks of rigging once, in words of its own."""

    def unit(work: UnitOfWork) -> Filled:
        job_id = add_job(
            work, description="Rigging on our site in Leeds.", role_name="Rigger", company_name="Brightwire"
        )
        resume = add_resume(work, "Maren Holt\nElectrician, ten years of rigging", filename="holt.txt")
        analysis_id = add_analysis(work, job_id, resume)
        analyses.note_analysis(work, analysis_id, "Ask about rigging.", expected_version=1, actor=ACTOR)
        draft = feedback_draft(query="", missing_points=("The rigging is there.",), analysis_id=analysis_id)
        feedback_id, _ = feedback.add_feedback(
            work, draft, caller_id="local", resume_id=resume[0], usable=False, author=ACTOR
        )
        return job_id, resume, analysis_id, feedback_id

    return write(store, unit)


def test_every_kind_of_record_is_found_by_its_words(store: Store, filled: Filled) -> None:
    job_id, (resume_id, _), analysis_id, feedback_id = filled
    hits = {hit.kind: hit for hit in _search(store, "Rigging").items}
    assert {kind: hit.id for kind, hit in hits.items()} == {
        "job": job_id,
        "resume": resume_id,
        "analysis": analysis_id,
        "feedback": feedback_id,
    }
    assert (hits["job"].title, hits["job"].detail) == ("Rigger", "Brightwire")
    assert (hits["resume"].title, hits["resume"].detail) == ("Maren Holt", "holt.txt")
    assert (hits["analysis"].title, hits["analysis"].snippet) == ("Maren Holt", "Ask about rigging.")
    assert (hits["feedback"].title, hits["feedback"].snippet) == ("Maren Holt", "The rigging is there.")
    assert hits["feedback"].analysis_id == analysis_id
    assert "ten years of rigging" in hits["resume"].snippet


def test_a_name_comes_before_a_mention_whatever_the_kind(store: Store) -> None:
    mention = write(store, lambda w: add_job(w, description="Ask Maren Holt.", role_name="", company_name=""))
    resume_id, _ = write(store, add_resume)
    assert _found(store, "maren holt") == [("resume", resume_id), ("job", mention)]
    role = write(store, lambda w: add_job(w, description="", role_name="Electrician", company_name=""))
    assert _found(store, "electrician") == [("job", role), ("resume", resume_id)]


def test_only_what_holds_every_word_is_found(store: Store, filled: Filled) -> None:
    assert _found(store, "rigg leeds") == [("job", filled[0])]
    assert _found(store, "rigging plumber") == []
    assert _found(store, "") == _found(store, " ☃ ") == []


def test_an_id_finds_its_record_before_any_words_do(store: Store, filled: Filled) -> None:
    job_id, (resume_id, candidate_id), analysis_id, feedback_id = filled
    mention = write(store, lambda w: add_job(w, description=f"As {job_id} and {resume_id}.", role_name=str(job_id)))
    template = write(store, lambda w: templates.add_template(w, "Ours", job_draft()))
    task = write(store, lambda w: tasks.add_task(w, "task_0123456789ab", "x", [], caller_id="l", actor="a"))  # type: ignore[arg-type]
    assert _found(store, job_id) == [("job", job_id), ("job", mention)]
    assert _found(store, f" {resume_id.upper()} ")[0] == ("resume", resume_id)
    for kind, record_id in (
        ("candidate", candidate_id),
        ("analysis", analysis_id),
        ("feedback", feedback_id),
        ("template", template),
        ("task", task.task_id),
    ):
        assert _found(store, str(record_id)) == [(kind, record_id)]
        assert (kind, record_id) in _found(store, str(record_id)[:-3])


def test_four_digits_find_what_begins_with_them_whatever_the_kind(store: Store, filled: Filled) -> None:
    job_id, (resume_id, _), _, feedback_id = filled
    assert ("job", job_id) in _found(store, job_id[:4])
    assert ("resume", resume_id) in _found(store, resume_id.removeprefix("resume_")[:6])
    assert ("feedback", feedback_id) in _found(store, feedback_id.removeprefix("fb_")[:6])
    assert ("job", job_id) not in _found(store, job_id[:3])


def test_an_earlier_id_finds_its_record(store: Store) -> None:
    resume_id, _ = write(store, add_resume)
    write(store, lambda w: aliases.add_alias(w, kind="resume", alias="0f0f0f0f0f0f0f0f", target_id=resume_id))
    assert _found(store, "0f0f0f0f0f0f0f0f") == [("resume", resume_id)]


def test_what_was_deleted_or_reworded_is_not_found(store: Store, filled: Filled) -> None:
    _, (resume_id, _), analysis_id, feedback_id = filled
    write(store, lambda w: analyses.note_analysis(w, analysis_id, "Called.", expected_version=2, actor=ACTOR))
    with store.read() as reader:
        kept = feedback.get_feedback(reader, feedback_id)
    reworded = feedback_draft(query="", missing_points=("Nothing.",), analysis_id=analysis_id)
    write(
        store,
        lambda w: feedback.revise_feedback(w, kept, reworded, resume_id=resume_id, usable=False, author=ACTOR),
    )
    assert {kind for kind, _ in _found(store, "rigging")} == {"job", "resume"}
    assert _found(store, "called") == [("analysis", analysis_id)]
    assert _found(store, "nothing") == [("feedback", feedback_id)]
    with store.read() as reader:
        revised = feedback.get_feedback(reader, feedback_id)
    write(store, lambda w: feedback.set_feedback_deleted(w, revised, deleted=True, author=ACTOR))
    write(
        store,
        lambda w: analyses.set_analysis_deleted(w, analysis_id, deleted=True, expected_version=None, actor=ACTOR),
    )
    assert _found(store, "called") == _found(store, "nothing") == []
    write(
        store,
        lambda w: analyses.set_analysis_deleted(w, analysis_id, deleted=False, expected_version=None, actor=ACTOR),
    )
    assert _found(store, "called") == [("analysis", analysis_id)]


def test_feedback_that_is_on_nobody_has_no_name(store: Store) -> None:
    write(store, lambda w: add_feedback(w, "c1", query="a welder"))
    (hit,) = _search(store, "welder").items
    assert (hit.kind, hit.title, hit.snippet) == ("feedback", "", "a welder")


@pytest.mark.usefixtures("filled")
def test_notes_and_feedback_are_found_after_the_indexes_were_built_anew(store: Store) -> None:
    before = _found(store, "rigging")
    write(store, search_rebuilding.rebuild)
    assert _found(store, "rigging") == before
    assert len(before) == 4


def test_the_list_is_paged_and_its_cursor_is_its_own(store: Store) -> None:
    write(store, lambda w: [add_job(w, description=f"welder {n}") for n in range(5)])
    write(store, lambda w: [add_feedback(w, f"c{n}", query="a welder") for n in range(2)])
    first = _search(store, "welder", limit=4)
    rest = _search(store, "welder", cursor=first.next_cursor, limit=4)
    assert (first.total, len(first.items), len(rest.items), rest.next_cursor) == (7, 4, 3, None)
    assert len({hit.id for hit in (*first.items, *rest.items)}) == 7
    with pytest.raises(InvalidCursor):
        _search(store, "fitter", cursor=first.next_cursor)


def test_of_a_common_word_the_newest_are_ranked_and_more_are_said_to_be_there(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(everything, "RANKED", 3)
    added = write(store, lambda w: [add_job(w, description="a welder") for _ in range(5)])
    page = _search(store, "welder")
    assert [hit.id for hit in page.items] == added[:1:-1]
    assert (page.total, page.total_is_lower_bound) == (3, True)
