"""A list of who was erased, applied to a store of before: people are apart now who were one then, and the reverse."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from archive_trees import find_disagreements, keep_archive
from lived import live_fully
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import NotFound
from recollect.services.memory import Memory
from recollect.services.people.person_erasure import erase_candidate, erase_listed
from recollect.services.people.same_person import join_candidates
from recollect.services.resumes.resume_intake import Received
from recollect.storage.people.erasure import ErasedRecord, digest_of_candidate, digest_of_resume
from recollect.storage.records import candidates, resumes
from recollect.storage.tables import resumes as resume_rows
from use_cases import problems, receive


@pytest.fixture
def two(memory: Memory) -> tuple[Received, Received]:
    """Give two files of two people, of whom the second was joined to the first."""
    one, other = receive(memory), receive(memory, "Emre Aydin\nWelder\nemre@example.org\n", "emre.txt")
    join_candidates(memory, LOCAL_CALLER, one.candidate_id, other.candidate_id)
    return one, other


def listed(memory: Memory, *received: Received) -> list[ErasedRecord]:
    """Give the list's entries of who had these files, as if each had been erased alone."""
    with memory.read(LOCAL_CALLER) as reader:
        rows = {row.resume_id: row for row in reader.connection.execute(select(resume_rows))}
    return [
        record
        for one in received
        for record in (
            ErasedRecord(digest_of_candidate(one.candidate_id), "candidate", 5),
            ErasedRecord(
                digest_of_resume(rows[one.resume_id].content_sha256, rows[one.resume_id].uploaded_at), "resume", 5
            ),
        )
    ]


def is_there(memory: Memory, received: Received) -> tuple[bool, bool]:
    """Tell whether somebody answers to the person's id, and whether the file is kept."""
    with memory.read(LOCAL_CALLER) as reader:
        found = []
        for find in (
            lambda: candidates.find_answering(reader, received.candidate_id),
            lambda: resumes.get_resume(reader, received.resume_id, deleted=True),
        ):
            try:
                find()
            except NotFound:
                found.append(False)
            else:
                found.append(True)
    return found[0], found[1]


def test_who_was_joined_goes_with_who_they_were_joined_to(memory: Memory, two: tuple[Received, Received]) -> None:
    assert erase_listed(memory, LOCAL_CALLER, listed(memory, *two)) == 1
    assert [is_there(memory, one) for one in two] == [(False, False)] * 2
    assert problems(memory) == []


def test_who_was_joined_goes_alone_when_they_alone_are_listed(memory: Memory, two: tuple[Received, Received]) -> None:
    assert erase_listed(memory, LOCAL_CALLER, listed(memory, two[1])) == 1
    assert [is_there(memory, one) for one in two] == [(True, True), (False, False)]
    assert problems(memory) == []


def test_who_was_joined_stays_when_the_other_alone_is_listed(memory: Memory, two: tuple[Received, Received]) -> None:
    assert erase_listed(memory, LOCAL_CALLER, listed(memory, two[0])) == 1
    assert [is_there(memory, one) for one in two] == [(False, False), (True, True)]
    with memory.read(LOCAL_CALLER) as reader:
        kept = resumes.get_resume(reader, two[1].resume_id)
        assert candidates.find_answering(reader, two[1].candidate_id) == kept.candidate_id
    assert problems(memory) == []


def test_who_was_joined_and_has_no_file_goes_alone(memory: Memory, two: tuple[Received, Received]) -> None:
    person, _ = listed(memory, two[1])
    assert erase_listed(memory, LOCAL_CALLER, [person]) == 1
    assert is_there(memory, two[0]) == (True, True)
    assert is_there(memory, two[1]) == (False, True)
    assert problems(memory) == []


def test_the_archive_is_kept_after_an_imported_person_was_erased(memory: Memory, tmp_path: Path) -> None:
    live_fully(memory, tmp_path / "earlier")
    with memory.read(LOCAL_CALLER) as reader:
        imported = resumes.get_resume(reader, "resume_0123456789ab")
    erase_candidate(memory, LOCAL_CALLER, imported.candidate_id)
    assert find_disagreements(memory, keep_archive(memory)) == []
    assert problems(memory) == []
