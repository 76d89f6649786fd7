import numpy as np

from factories import ACTOR, TickingClock, add_feedback, feedback_draft, write
from recollect.storage.history import events
from recollect.storage.records import feedback
from recollect.storage.records.feedback_vectors import VectorMatrix, Vectors, put_vector
from recollect.storage.store import Store
from recollect.storage.unit import UnitOfWork


def _vector(*values: float) -> Vectors:
    return np.array(values, dtype=np.float32)


def _add(store: Store, interaction_id: str, vector: Vectors, rating: int = 4) -> int:
    def unit(work: UnitOfWork) -> int:
        _, seq = add_feedback(work, interaction_id, rating=rating)
        put_vector(work, seq, "v1", vector)
        return seq

    return write(store, unit)


def _tell(work: UnitOfWork, action: str) -> None:
    """Write the event that every change of feedback comes with."""
    events.record(work, actor=ACTOR, action=action, entity_id="fb_000000000001")


def _load(store: Store, matrix: VectorMatrix, min_rating: int = 1) -> dict[int, list[float]]:
    with store.read() as reader:
        seqs, vectors = matrix.load(reader, "v1", 2, min_rating)
    assert vectors.shape == (len(seqs), 2)
    return dict(zip(seqs, vectors.tolist(), strict=True))


def test_no_vectors_are_a_matrix_of_none(store: Store) -> None:
    assert _load(store, VectorMatrix()) == {}


def test_every_vector_is_there_in_the_order_of_its_feedback(store: Store) -> None:
    first, second = _add(store, "a", _vector(1, 0)), _add(store, "b", _vector(0.5, -0.25))
    assert _load(store, VectorMatrix()) == {first: [1.0, 0.0], second: [0.5, -0.25]}


def test_only_well_rated_ones_are_asked_for(store: Store) -> None:
    _add(store, "a", _vector(1, 0), rating=2)
    good = _add(store, "b", _vector(0, 1), rating=5)
    assert list(_load(store, VectorMatrix(), min_rating=3)) == [good]


def test_the_vectors_of_another_vectoriser_are_left_out(store: Store) -> None:
    _add(store, "a", _vector(1, 0))
    with store.read() as reader:
        assert VectorMatrix().load(reader, "v2", 2, 1)[0] == []


def test_the_kept_matrix_follows_every_change_even_while_the_clock_stands(store: Store, clock: TickingClock) -> None:
    matrix = VectorMatrix()
    seq = _add(store, "a", _vector(1, 0))
    assert _load(store, matrix) == {seq: [1.0, 0.0]}
    assert _load(store, matrix) == {seq: [1.0, 0.0]}
    stopped = clock.now
    for change in (_vector(0, 1), _vector(-1, 0)):
        clock.now = stopped

        def revise(work: UnitOfWork, change: Vectors = change) -> None:
            kept = feedback.get_feedback(work, "a")
            feedback.revise_feedback(work, kept, feedback_draft("a"), resume_id=None, usable=False, author=ACTOR)
            put_vector(work, seq, "v1", change)
            _tell(work, "feedback.revised")

        write(store, revise)
        assert _load(store, matrix) == {seq: change.tolist()}


def test_deleted_feedback_has_no_vector(store: Store) -> None:
    matrix = VectorMatrix()
    _add(store, "a", _vector(1, 0))
    _load(store, matrix)
    with store.read() as reader:
        kept = feedback.get_feedback(reader, "a")

    def delete(work: UnitOfWork) -> None:
        feedback.set_feedback_deleted(work, kept, deleted=True, author=ACTOR)
        _tell(work, "feedback.deleted")

    write(store, delete)
    assert _load(store, matrix) == {}


def test_an_event_about_something_else_leaves_the_kept_matrix(store: Store) -> None:
    matrix = VectorMatrix()
    _add(store, "a", _vector(1, 0))
    with store.read() as reader:
        _, before = matrix.load(reader, "v1", 2, 1)
    write(store, lambda work: _tell(work, "job.changed"))
    with store.read() as reader:
        assert matrix.load(reader, "v1", 2, 1)[1] is before
