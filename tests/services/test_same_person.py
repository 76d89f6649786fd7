"""One person under two ids: offered by contact or text, joined and separated."""

from pathlib import Path

import pytest
from sqlalchemy import func, select

from archive_trees import contents, find_disagreements, keep_archive
from recollect.bootstrap import open_memory
from recollect.domain.caller import Caller
from recollect.errors import NotFound, NothingToMove, UndoConflict
from recollect.services.archiving.store_restoring import restore_store
from recollect.services.history.undoing import undo
from recollect.services.memory import Memory
from recollect.services.people.candidate_editing import delete_candidate, rename_candidate
from recollect.services.people.person_erasure import erase_candidate
from recollect.services.people.same_person import join_candidates, list_offers, offer_for, separate_resume
from recollect.services.people.setting_apart import set_apart
from recollect.services.resumes.resume_editing import correct_resume, delete_resume
from recollect.settings import Settings
from recollect.storage.records import candidates, resumes
from recollect.storage.tables import aliases, candidate_versions, contact_keys, text_bands, text_signatures
from recollect.storage.tables import candidates as candidate_rows
from recollect.storage.views import likeness
from use_cases import RESUME_TEXT, analyse_one, last_event, problems, receive

DUTIES = " ".join(f"Wired school {number} and tested every socket of it." for number in range(30))
NEWER = RESUME_TEXT + "\nForeman since 2023.\n"
SAME_NAME = "Maren Holt\nNurse\n\nExperience\nNurse, St Anne's Hospital, 2019 - 2021\n"


def reasons(memory: Memory, caller: Caller, candidate_id: str) -> list[tuple[str, str, str | None]]:
    offers = offer_for(memory, caller, candidate_id).same_person
    return [(one.candidate_id, trait.reason, trait.value) for one in offers for trait in one.traits]


def test_the_same_address_is_offered_whatever_its_case(memory: Memory) -> None:
    first = receive(memory)
    second = receive(memory, NEWER.replace("maren.holt@example.org", "Maren.Holt@Example.Org"))
    assert [one.candidate_id for one in second.same_person] == [first.candidate_id]
    assert ("email", "maren.holt@example.org") in [(t.reason, t.value) for t in second.same_person[0].traits]
    assert first.same_person == ()


def test_the_same_number_is_offered_however_it_is_written(memory: Memory, caller: Caller) -> None:
    first = receive(memory, "Maren Holt\n+44 20 7946 0018\nElectrician in Leeds")
    second = receive(memory, "M. Holt\n+44 (20) 7946-0018\nElectrician")
    assert reasons(memory, caller, first.candidate_id) == [(second.candidate_id, "phone", "+442079460018")]


def test_nearly_the_same_text_is_offered_with_its_likeness(memory: Memory, caller: Caller) -> None:
    first = receive(memory, f"Maren Holt\n{DUTIES}")
    second = receive(memory, f"Maren Holt\n{DUTIES} And I drive a van.")
    receive(memory, "Ylva Berg\n" + DUTIES.replace("school", "pot").replace("socket", "soup").replace("Wired", "Ate"))
    (offer,) = offer_for(memory, caller, first.candidate_id).same_person
    assert offer.candidate_id == second.candidate_id
    (trait,) = offer.traits
    assert (trait.reason, trait.resume_id, trait.with_resume_id) == ("text", second.resume_id, first.resume_id)
    assert trait.similarity is not None
    assert 0.8 <= trait.similarity <= 1


def test_a_name_alone_is_never_offered(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, SAME_NAME)
    assert second.same_person == ()
    assert reasons(memory, caller, first.candidate_id) == []


def test_a_corrected_address_is_what_counts(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, SAME_NAME)
    correct_resume(memory, caller, second.resume_id, {"emails": ["maren.holt@example.org"]}, expected_version=1)
    assert reasons(memory, caller, first.candidate_id) == [(second.candidate_id, "email", "maren.holt@example.org")]
    undo(memory, caller, last_event(memory, "resume.corrected"))
    assert reasons(memory, caller, first.candidate_id) == []


def test_what_is_deleted_is_not_offered(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, NEWER)
    delete_resume(memory, caller, second.resume_id)
    assert reasons(memory, caller, first.candidate_id) == []


def test_each_pair_is_listed_once(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, NEWER)
    receive(memory, SAME_NAME)
    (offer,) = list_offers(memory, caller, 50)
    assert {offer.candidate_id, offer.same_person[0].candidate_id} == {first.candidate_id, second.candidate_id}


def test_two_who_are_told_apart_are_offered_no_more_until_that_is_undone(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, NEWER)
    offered = reasons(memory, caller, first.candidate_id)
    told = set_apart(memory, caller, first.candidate_id, second.candidate_id)
    assert reasons(memory, caller, first.candidate_id) == reasons(memory, caller, second.candidate_id) == []
    assert list_offers(memory, caller, 50) == []
    third = receive(memory, NEWER + "And a van.\n")
    assert {one.candidate_id for one in third.same_person} == {first.candidate_id, second.candidate_id}
    undo(memory, caller, told.event_id)
    assert [one for one in reasons(memory, caller, first.candidate_id) if one[0] == second.candidate_id] == offered
    undo(memory, caller, last_event(memory, "candidate.reoffered"))
    assert {one[0] for one in reasons(memory, caller, first.candidate_id)} == {third.candidate_id}
    assert problems(memory) == []


def test_who_was_told_apart_stays_so_through_joinings(memory: Memory, caller: Caller) -> None:
    first, second, third = receive(memory), receive(memory, NEWER), receive(memory, NEWER + "And a van.\n")
    set_apart(memory, caller, second.candidate_id, third.candidate_id)
    joined = join_candidates(memory, caller, first.candidate_id, second.candidate_id)
    assert reasons(memory, caller, first.candidate_id) == reasons(memory, caller, third.candidate_id) == []
    undo(memory, caller, joined.event_id)
    assert {one[0] for one in reasons(memory, caller, third.candidate_id)} == {first.candidate_id}
    rename_candidate(memory, caller, third.candidate_id, "M. Holt", expected_version=2)
    delete_candidate(memory, caller, second.candidate_id)
    undo(memory, caller, last_event(memory, "candidate.deleted"))
    assert {one[0] for one in reasons(memory, caller, second.candidate_id)} == {first.candidate_id}


def test_nobody_is_told_apart_twice_or_from_themselves(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, NEWER)
    set_apart(memory, caller, first.candidate_id, second.candidate_id)
    with pytest.raises(NothingToMove, match="already"):
        set_apart(memory, caller, second.candidate_id, first.candidate_id)
    with pytest.raises(NothingToMove, match="themselves"):
        set_apart(memory, caller, first.candidate_id, first.candidate_id)


def test_joining_moves_all_and_the_old_id_leads_on(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    other = receive(memory, NEWER)
    joined = join_candidates(memory, caller, other.candidate_id, one.candidate_id).candidate
    assert (joined.candidate_id, joined.resume_count, joined.analysis_count) == (other.candidate_id, 2, 1)
    with memory.read(caller) as reader:
        assert candidates.get_candidate(reader, one.candidate_id).candidate_id == other.candidate_id
        assert resumes.get_resume(reader, one.resume_id).candidate_id == other.candidate_id
    assert reasons(memory, caller, other.candidate_id) == []
    assert problems(memory) == []


def test_a_person_without_a_name_takes_the_others(memory: Memory, caller: Caller) -> None:
    nameless, named = receive(memory, "some words without a name\n"), receive(memory)
    joined = join_candidates(memory, caller, nameless.candidate_id, named.candidate_id)
    assert joined.candidate.candidate_name == "Maren Holt"
    undo(memory, caller, joined.event_id)
    with memory.read(caller) as reader:
        assert candidates.get_candidate(reader, nameless.candidate_id).candidate_name == ""
        assert candidates.get_candidate(reader, named.candidate_id).candidate_name == "Maren Holt"


def test_ids_lead_through_several_joinings(memory: Memory, caller: Caller) -> None:
    first, second, third = receive(memory), receive(memory, NEWER), receive(memory, SAME_NAME)
    join_candidates(memory, caller, second.candidate_id, first.candidate_id)
    join_candidates(memory, caller, third.candidate_id, second.candidate_id)
    with memory.read(caller) as reader:
        assert candidates.get_candidate(reader, first.candidate_id).candidate_id == third.candidate_id
    delete_candidate(memory, caller, third.candidate_id)
    with memory.read(caller) as reader, pytest.raises(NotFound):
        candidates.get_candidate(reader, first.candidate_id)


def test_a_person_is_not_joined_to_themselves(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, NEWER)
    join_candidates(memory, caller, first.candidate_id, second.candidate_id)
    with pytest.raises(NothingToMove, match="themselves"):
        join_candidates(memory, caller, first.candidate_id, second.candidate_id)


def test_a_joining_that_was_built_on_is_not_taken_back(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, NEWER)
    joined = join_candidates(memory, caller, first.candidate_id, second.candidate_id)
    rename_candidate(memory, caller, first.candidate_id, "M. Holt", expected_version=joined.candidate.version)
    with pytest.raises(UndoConflict):
        undo(memory, caller, joined.event_id)
    assert problems(memory) == []


def test_a_resume_is_separated_with_its_analyses(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    other = receive(memory, SAME_NAME)
    join_candidates(memory, caller, other.candidate_id, one.candidate_id)
    apart = separate_resume(memory, caller, one.resume_id).candidate
    assert (apart.candidate_name, apart.resume_count, apart.analysis_count) == ("Maren Holt", 1, 1)
    assert apart.candidate_id not in {one.candidate_id, other.candidate_id}
    with memory.read(caller) as reader:
        assert candidates.get_candidate(reader, other.candidate_id).resume_count == 1
    assert problems(memory) == []


def test_an_only_resume_is_not_separated(memory: Memory, caller: Caller) -> None:
    with pytest.raises(NothingToMove, match="only résumé"):
        separate_resume(memory, caller, receive(memory).resume_id)


def test_a_contact_is_looked_up_by_its_index(sqlite_memory: Memory, caller: Caller) -> None:
    first = receive(sqlite_memory)
    receive(sqlite_memory, NEWER)
    plans: list[str] = []
    with sqlite_memory.read(caller) as reader:
        raw = reader.connection.connection.driver_connection
        assert raw is not None
        statements: list[str] = []
        raw.set_trace_callback(statements.append)
        likeness.find_same_person(reader, first.candidate_id)
        raw.set_trace_callback(None)
        for statement in statements:
            plans += [str(row[3]) for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}")]
    assert plans
    assert [plan for plan in plans if plan.startswith("SCAN") or plan.endswith("(workspace_id=?)")] == []


def test_who_was_joined_is_erased_with_the_person(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, NEWER)
    rename_candidate(memory, caller, second.candidate_id, "Marlen Quillfeather", expected_version=1)
    join_candidates(memory, caller, first.candidate_id, second.candidate_id)
    erased = erase_candidate(memory, caller, second.candidate_id)
    assert (erased.candidate_id, erased.resumes) == (first.candidate_id, 2)
    with memory.read(caller) as reader:
        for table in (candidate_rows, candidate_versions, aliases, contact_keys, text_signatures, text_bands):
            assert reader.connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
    assert problems(memory) == []


def test_the_archive_and_a_restored_store_know_who_was_joined(memory: Memory, caller: Caller, tmp_path: Path) -> None:
    one = analyse_one(memory)
    other, third = receive(memory, NEWER), receive(memory, SAME_NAME)
    set_apart(memory, caller, one.candidate_id, receive(memory, NEWER + "And a van.\n").candidate_id)
    joined = join_candidates(memory, caller, other.candidate_id, one.candidate_id)
    undo(memory, caller, joined.event_id)
    join_candidates(memory, caller, third.candidate_id, other.candidate_id)
    join_candidates(memory, caller, third.candidate_id, one.candidate_id)
    separate_resume(memory, caller, other.resume_id)
    root = keep_archive(memory)
    assert find_disagreements(memory, root) == []
    restored = open_memory(Settings(data=tmp_path / "new"))
    restore_store(restored, root)
    assert contents(restored) == contents(memory)
    assert reasons(restored, caller, third.candidate_id) == reasons(memory, caller, third.candidate_id)
    with restored.read(caller) as reader:
        assert len(candidates.apart_from(reader, third.candidate_id)) == 1
    assert problems(restored) == []
    restored.close()
