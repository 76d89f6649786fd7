from dataclasses import dataclass
from typing import Any

import pytest

from factories import ACTOR, RepeatingDraw, add_feedback, feedback_draft, write
from recollect.errors import NotFound, StaleVersion
from recollect.storage.records import feedback
from recollect.storage.records.feedback import StoredFeedback
from recollect.storage.store import Store
from recollect.storage.unit import UnitOfWork
from recollect.storage.views.feedback_lists import FeedbackFilter, list_feedback


@dataclass(frozen=True)
class _Said:
    total: int
    average: float | None
    usable: int


def _stored(store: Store, feedback_id: str) -> StoredFeedback:
    with store.read() as reader:
        return feedback.get_feedback(reader, feedback_id, deleted=True)


def _statistics(store: Store) -> _Said:
    with store.read() as reader:
        found = feedback.get_statistics(reader)
    assert sum(found.by_rating.values()) == found.total_feedback
    return _Said(found.total_feedback, found.average_rating, found.usable_for_training)


def test_feedback_is_kept_whole(store: Store) -> None:
    draft = feedback_draft(correct_points=("a", "b"), missing_points=("c",), ideal_response="Say more.")
    feedback_id, _ = write(
        store,
        lambda w: feedback.add_feedback(w, draft, caller_id="local", resume_id=None, usable=True, author=ACTOR),
    )
    kept = _stored(store, feedback_id)
    assert feedback.draft_of(kept) == feedback_draft(
        context=({"role": "user"}, 2), correct_points=("a", "b"), missing_points=("c",), ideal_response="Say more."
    )
    assert (kept.revision, kept.author, kept.usable, kept.deleted) == (1, ACTOR, True, False)


def test_nobody_said_anything_yet(store: Store) -> None:
    assert _statistics(store) == _Said(0, None, 0)


def test_a_revision_replaces_the_last_one_and_keeps_it(store: Store) -> None:
    feedback_id, _ = write(store, lambda w: add_feedback(w, rating=2))
    kept = _stored(store, feedback_id)
    better = feedback_draft(rating=5, response="Better.")
    revision = write(
        store,
        lambda w: feedback.revise_feedback(w, kept, better, resume_id=None, usable=True, author="other"),
    )
    with store.read() as reader:
        newest = feedback.get_feedback(reader, feedback_id)
        assert feedback.get_revision(reader, newest, 1).feedback.rating == 2
        assert [r["version"] for r in feedback.list_revisions(reader, feedback_id)] == [2, 1]
        with pytest.raises(NotFound, match="no revision 3"):
            feedback.get_revision(reader, newest, 3)
    assert (revision, newest.revision, newest.response, newest.feedback.rating) == (2, 2, "Better.", 5)
    assert newest.timestamp > kept.timestamp
    assert _statistics(store) == _Said(1, 5.0, 1)


def test_of_two_revisions_of_one_state_one_is_refused(store: Store) -> None:
    feedback_id, _ = write(store, add_feedback)
    kept = _stored(store, feedback_id)
    for expected in (None, StaleVersion):
        future = store.write(
            lambda w: feedback.revise_feedback(
                w, kept, feedback_draft(rating=1), resume_id=None, usable=False, author=ACTOR
            )
        )
        failed = future.exception(timeout=30)
        assert (failed and type(failed)) == expected
    assert _statistics(store) == _Said(1, 1.0, 0)


def test_deleted_feedback_does_not_count_until_it_is_back(store: Store) -> None:
    feedback_id, _ = write(store, lambda w: add_feedback(w, usable=True))
    write(store, lambda w: add_feedback(w, "chat-2", rating=1))
    kept = _stored(store, feedback_id)
    write(store, lambda w: feedback.set_feedback_deleted(w, kept, deleted=True, author=ACTOR))
    assert _statistics(store) == _Said(1, 1.0, 0)
    with store.read() as reader:
        assert list_feedback(reader, FeedbackFilter(), cursor=None, limit=5).total == 1
        assert [f.interaction_id for f in feedback.each_feedback(reader)] == ["chat-2"]
        assert feedback.get_many(reader, [kept.seq]) == {}
        with pytest.raises(NotFound):
            feedback.get_feedback(reader, feedback_id)
    gone = _stored(store, feedback_id)
    write(store, lambda w: feedback.set_feedback_deleted(w, gone, deleted=False, author=ACTOR))
    assert _statistics(store) == _Said(2, 2.5, 1)


def test_what_is_there_can_not_be_brought_back(store: Store) -> None:
    feedback_id, _ = write(store, add_feedback)
    kept = _stored(store, feedback_id)
    with pytest.raises(StaleVersion):
        write(store, lambda w: feedback.set_feedback_deleted(w, kept, deleted=False, author=ACTOR))


def test_an_interaction_is_one_callers_own(store: Store) -> None:
    mine, _ = write(store, lambda w: add_feedback(w, "chat", caller_id="me"))
    theirs, _ = write(store, lambda w: add_feedback(w, "chat", caller_id="them"))
    with store.read() as reader:
        found = [feedback.find_interaction(reader, caller, "chat") for caller in ("me", "them", "nobody")]
    assert [f and f.feedback_id for f in found] == [mine, theirs, None]


def test_feedback_answers_to_its_interaction_too(store: Store) -> None:
    feedback_id, _ = write(store, lambda w: add_feedback(w, "chat-9"))
    assert _stored(store, "chat-9").feedback_id == feedback_id


def test_an_interaction_named_like_anothers_id_does_not_hide_it(store: Store) -> None:
    feedback_id, _ = write(store, lambda w: add_feedback(w, "chat-1"))
    write(store, lambda w: add_feedback(w, str(feedback_id)))
    assert _stored(store, feedback_id).interaction_id == "chat-1"


def test_lists_are_newest_first_and_exports_oldest_first(store: Store) -> None:
    added = write(store, lambda w: [add_feedback(w, f"chat-{n}", analysis_id=f"{n % 2:012}") for n in range(450)])
    ids = [feedback_id for feedback_id, _ in added]
    with store.read() as reader:
        page = list_feedback(reader, FeedbackFilter(), cursor=None, limit=400)
        rest = list_feedback(reader, FeedbackFilter(), cursor=page.next_cursor, limit=400)
        assert [f.feedback_id for f in (*page.items, *rest.items)] == ids[::-1]
        assert [f.feedback_id for f in feedback.each_feedback(reader)] == ids
        of_one = list_feedback(reader, FeedbackFilter(analysis_id="000000000001"), cursor=None, limit=3)
        assert (of_one.total, [f.feedback_id for f in of_one.items]) == (225, ids[449:443:-2])


def test_lists_are_narrowed_by_job_rating_and_use(store: Store) -> None:
    def unit(work: UnitOfWork) -> list[str]:
        return [
            add_feedback(work, "a", rating=5, job_id="00000001", usable=True)[0],
            add_feedback(work, "b", rating=5, job_id="00000002")[0],
            add_feedback(work, "c", rating=2, job_id="00000001")[0],
        ]

    a, b, c = write(store, unit)

    def listed(**narrowed: Any) -> list[str]:
        with store.read() as reader:
            page = list_feedback(reader, FeedbackFilter(**narrowed), cursor=None, limit=9)
        assert page.total == len(page.items)
        return [said.feedback_id for said in page.items]

    assert listed() == [c, b, a]
    assert listed(job_id="00000001") == [c, a]
    assert listed(rating=5) == [b, a]
    assert listed(usable=True) == [a]
    assert listed(usable=False, job_id="00000001") == [c]


def test_samples_hang_on_an_analysis_and_are_rated_well(store: Store) -> None:
    write(store, lambda w: add_feedback(w, "a", rating=5))
    good, _ = write(store, lambda w: add_feedback(w, "b", rating=4, analysis_id="000000000001"))
    write(store, lambda w: add_feedback(w, "c", rating=3, analysis_id="000000000001"))
    with store.read() as reader:
        assert [f.feedback_id for f in feedback.list_usable(reader, min_rating=4, limit=9)] == [good]
        assert len(feedback.list_usable(reader, min_rating=1, limit=1)) == 1


def test_an_id_that_is_taken_is_drawn_anew(store: Store) -> None:
    draw = RepeatingDraw(times=3)
    ids = [
        write(
            store,
            lambda w, n=n: feedback.add_feedback(  # type: ignore[misc] # n is bound on purpose
                w, feedback_draft(f"c{n}"), caller_id="local", resume_id=None, usable=False, author=ACTOR, draw=draw
            ),
        )
        for n in range(3)
    ]
    assert len(set(ids)) == 3
    assert _statistics(store).total == 3


def test_a_new_interaction_of_the_same_name_in_a_race_is_not_a_second_record(store: Store) -> None:
    write(store, lambda w: add_feedback(w, "chat"))
    with pytest.raises(Exception, match="nothing was stored"):
        write(store, lambda w: add_feedback(w, "chat"))
    assert _statistics(store).total == 1
