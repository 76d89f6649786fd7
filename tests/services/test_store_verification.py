from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import update

from recollect.domain.caller import Caller
from recollect.services.memory import Memory
from recollect.services.resumes.resume_editing import delete_resume
from recollect.services.upkeep.store_verification import Verification, verify_store
from recollect.storage.tables import resume_texts
from use_cases import analyse_one, receive


@pytest.fixture
def kept(tmp_path: Path, memory: Memory) -> tuple[str, Path, Path]:
    """Give the id of a résumé that is kept, and its two files."""
    one = analyse_one(memory)
    root = tmp_path / "resumes"
    return one.resume_id, root / "files" / f"{one.resume_id}.txt", root / "texts" / f"{one.resume_id}.txt"


def test_a_sound_store_is_called_sound(memory: Memory, caller: Caller) -> None:
    seen: list[tuple[str, int]] = []
    assert verify_store(memory, caller) == Verification(documents=0, texts=0, problems=(), orphans=())
    analyse_one(memory)
    received = receive(memory, "Emre Aydin\nWelder")
    delete_resume(memory, caller, received.resume_id)  # its files stay, and are checked
    found = verify_store(memory, caller, lambda what, done: seen.append((what, done)))
    assert found == Verification(documents=2, texts=2, problems=(), orphans=())
    assert seen == [("documents", 1), ("documents", 2), ("texts", 1), ("texts", 2)]


def test_a_changed_byte_of_a_document_is_found(memory: Memory, caller: Caller, kept: tuple[str, Path, Path]) -> None:
    resume_id, document, _ = kept
    data = bytearray(document.read_bytes())
    data[3] ^= 1
    document.write_bytes(data)
    assert verify_store(memory, caller).problems == (f"{resume_id}: files/{resume_id}.txt is not what its hash says",)


def test_a_missing_file_is_found(memory: Memory, caller: Caller, kept: tuple[str, Path, Path]) -> None:
    resume_id, document, text = kept
    document.unlink()
    text.unlink()
    assert verify_store(memory, caller).problems == (
        f"{resume_id}: files/{resume_id}.txt is missing",
        f"{resume_id}: texts/{resume_id}.txt is missing",
    )


def test_a_wrong_text_is_found_on_disk_and_in_the_store(
    memory: Memory, caller: Caller, kept: tuple[str, Path, Path]
) -> None:
    resume_id, _, text = kept
    text.write_text("Somebody else")
    memory.write(caller, lambda w: w.connection.execute(update(resume_texts).values(text="Somebody else")).close())
    on_disk, in_store = verify_store(memory, caller).problems
    assert on_disk == f"{resume_id}: texts/{resume_id}.txt is not what its hash says"
    assert in_store.endswith("is not what its hash says")


def test_a_total_that_is_wrong_is_found(memory: Memory, caller: Caller) -> None:
    memory.write(caller, lambda work: work.count("jobs", 1))
    assert verify_store(memory, caller).problems == ("the total of jobs says 1, there are 0",)


def test_a_file_that_no_resume_names_is_an_orphan_and_no_problem(
    memory: Memory, caller: Caller, kept: tuple[str, Path, Path]
) -> None:
    _, document, _ = kept
    (document.parent / "left.txt").write_text("left behind")
    (document.parent / ".part-1").write_text("cut off")
    found = verify_store(memory, caller)
    assert (found.problems, found.orphans) == ((), ("files/.part-1", "files/left.txt"))
