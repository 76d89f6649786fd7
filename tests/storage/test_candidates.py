import pytest

from factories import ACTOR, RepeatingDraw, write
from recollect.domain.ids import CandidateId
from recollect.errors import NotFound, StaleVersion
from recollect.storage.records import aliases, candidates
from recollect.storage.store import Store
from recollect.storage.unit import UnitOfWork


def _add(work: UnitOfWork) -> CandidateId:
    return candidates.add_candidate(work, "Maren Holt", actor=ACTOR)


def test_a_person_begins_with_one_resume(store: Store) -> None:
    candidate_id = write(store, _add)
    with store.read() as reader:
        person = candidates.get_candidate(reader, candidate_id)
    assert (person.candidate_name, person.version, person.resume_count, person.analysis_count) == (
        "Maren Holt",
        1,
        1,
        0,
    )


def test_a_name_is_corrected_and_the_old_one_kept(store: Store) -> None:
    candidate_id = write(store, _add)
    version = write(
        store, lambda w: candidates.rename_candidate(w, candidate_id, "Maren Hølt", expected_version=1, actor="other")
    )
    with store.read() as reader:
        assert candidates.get_candidate(reader, candidate_id).candidate_name == "Maren Hølt"
        names = candidates.list_names(reader, candidate_id)
        assert candidates.name_at(reader, candidate_id, 1) == "Maren Holt"
    assert version == 2
    assert [(n["version"], n["candidate_name"], n["actor"]) for n in names] == [
        (2, "Maren Hølt", "other"),
        (1, "Maren Holt", ACTOR),
    ]


def test_a_correction_from_a_stale_version_is_refused(store: Store) -> None:
    candidate_id = write(store, _add)
    write(store, lambda w: candidates.rename_candidate(w, candidate_id, "A", expected_version=None, actor=ACTOR))
    with pytest.raises(StaleVersion):
        write(store, lambda w: candidates.rename_candidate(w, candidate_id, "B", expected_version=1, actor=ACTOR))


def test_a_deleted_person_is_gone_until_they_are_brought_back(store: Store) -> None:
    candidate_id = write(store, _add)

    def set_deleted(work: UnitOfWork, *, deleted: bool) -> int:
        return candidates.set_candidate_deleted(work, candidate_id, deleted=deleted, expected_version=None, actor=ACTOR)

    write(store, lambda w: set_deleted(w, deleted=True))
    with store.read() as reader:
        assert candidates.is_deleted(reader, candidate_id)
        assert candidates.list_candidates(reader, cursor=None, limit=5).total == 0
        with pytest.raises(NotFound):
            candidates.get_candidate(reader, candidate_id)
    with pytest.raises(NotFound):
        write(store, lambda w: set_deleted(w, deleted=True))
    with pytest.raises(NotFound):
        write(store, lambda w: candidates.rename_candidate(w, candidate_id, "B", expected_version=None, actor=ACTOR))
    assert write(store, lambda w: set_deleted(w, deleted=False)) == 3
    with store.read() as reader:
        page = candidates.list_candidates(reader, cursor=None, limit=5)
    assert (page.total, page.items[0].candidate_name) == (1, "Maren Holt")


def test_what_a_person_has_is_counted(store: Store) -> None:
    candidate_id = write(store, _add)
    write(store, lambda w: candidates.count_for_candidate(w, candidate_id, resumes=1, analyses=3))
    with store.read() as reader:
        person = candidates.get_candidate(reader, candidate_id)
    assert (person.resume_count, person.analysis_count) == (2, 3)


def test_a_person_answers_to_an_alias_and_strangers_are_not_found(store: Store) -> None:
    candidate_id = write(store, _add)
    write(store, lambda w: aliases.add_alias(w, kind="candidate", alias="cand_old", target_id=candidate_id))
    with store.read() as reader:
        assert candidates.get_candidate(reader, "cand_old").candidate_id == candidate_id
        with pytest.raises(NotFound):
            candidates.get_candidate(reader, "cand_00000000")


def test_an_id_that_is_taken_is_drawn_anew(store: Store) -> None:
    draw = RepeatingDraw(times=3)
    drawn = [write(store, lambda w: candidates.add_candidate(w, "N", actor=ACTOR, draw=draw)) for _ in range(3)]
    assert len(set(drawn)) == 3
    with store.read() as reader:
        assert candidates.list_candidates(reader, cursor=None, limit=5).total == 3
