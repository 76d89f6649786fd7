from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factories import RepeatingDraw, sha256
from pdf_factory import make_pdf, make_scan
from recollect.domain.caller import Caller
from recollect.domain.ids import resume_id_of
from recollect.errors import (
    DiskFull,
    DocumentError,
    EmptyDocument,
    ScannedDocument,
    StorageUnavailable,
    UnsupportedDocument,
)
from recollect.services.memory import Memory
from recollect.services.people.candidate_editing import delete_candidate
from recollect.services.resumes import resume_intake
from recollect.services.resumes.resume_editing import delete_resume
from recollect.services.resumes.resume_intake import Received, clean_filename, receive_resume
from recollect.services.upkeep.store_verification import verify_store
from recollect.storage.records import candidates, readings, resumes
from recollect.storage.unit import UnitOfWork
from use_cases import RESUME_TEXT, all_events, problems, receive


def test_a_text_comes_in(memory: Memory, caller: Caller) -> None:
    received = receive(memory)
    data = RESUME_TEXT.encode()
    assert received.resume_id == "resume_" + sha256(data)[:12]
    assert (received.candidate_name, received.filename, received.duplicate) == ("Maren Holt", "maren.txt", False)
    with memory.read(caller) as reader:
        kept = resumes.get_resume(reader, received.resume_id)
        text = readings.get_text(reader, kept.text_sha256)
    assert memory.blobs.get(kept.document_path) == data
    assert memory.blobs.get(kept.text_path) == text.encode()
    assert [section.kind for section in kept.sections] == ["experience", "education"]
    assert verify_store(memory, caller).problems == ()


def test_a_pdf_comes_in_with_its_layout(sqlite_memory: Memory, caller: Caller) -> None:
    data = make_pdf()
    received = receive_resume(sqlite_memory, caller, data, "C:\\cv\\MAREN.PDF")
    with sqlite_memory.read(caller) as reader:
        kept = resumes.get_resume(reader, received.resume_id)
        layout = readings.get_layout(reader, received.resume_id)
    assert (kept.media_type, kept.pages, kept.original_filename) == ("application/pdf", 1, "MAREN.PDF")
    assert sqlite_memory.blobs.get(f"pdfs/{received.resume_id}.pdf") == data
    assert layout.words


def test_the_same_file_is_kept_once(memory: Memory, caller: Caller) -> None:
    first = receive(memory)
    again = receive(memory, filename="another name.txt")
    assert again == Received(
        resume_id=first.resume_id,
        candidate_id=first.candidate_id,
        candidate_name="Maren Holt",
        filename="maren.txt",
        duplicate=True,
    )
    with memory.read(caller) as reader:
        assert resumes.list_resumes(reader, query=None, cursor=None, limit=5).total == 1
    assert [event.action for event in all_events(memory)] == ["resume.added"]


def test_the_same_file_from_many_at_once_is_kept_once(memory: Memory, caller: Caller) -> None:
    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(lambda _: receive(memory), range(4)))
    assert len({o.resume_id for o in outcomes}) == len({o.candidate_id for o in outcomes}) == 1
    assert sorted(o.duplicate for o in outcomes) == [False, True, True, True]
    verified = verify_store(memory, caller)
    assert (verified.documents, verified.problems, verified.orphans) == (1, (), ())


def test_a_deleted_resume_is_revived_by_its_file(memory: Memory, caller: Caller) -> None:
    first = receive(memory)
    delete_resume(memory, caller, first.resume_id)
    again = receive(memory)
    assert (again.resume_id, again.candidate_id, again.duplicate) == (first.resume_id, first.candidate_id, True)
    with memory.read(caller) as reader:
        assert not resumes.get_resume(reader, first.resume_id).deleted
        assert candidates.get_candidate(reader, first.candidate_id).resume_count == 1
    assert problems(memory) == []


def test_the_file_of_a_deleted_person_brings_both_back(memory: Memory, caller: Caller) -> None:
    first = receive(memory)
    delete_candidate(memory, caller, first.candidate_id)
    receive(memory)
    with memory.read(caller) as reader:
        assert candidates.get_candidate(reader, first.candidate_id).resume_count == 1
    assert [event.action for event in all_events(memory)][-2:] == ["candidate.restored", "resume.restored"]
    assert problems(memory) == []


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocument),
        (b" \n ", EmptyDocument),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), UnsupportedDocument),
        (make_scan(), ScannedDocument),
        (make_pdf()[:200], DocumentError),
    ],
)
def test_a_file_that_can_not_be_read_leaves_an_entry_in_the_audit_trail_alone(
    sqlite_memory: Memory, caller: Caller, data: bytes, error: type[DocumentError], tmp_path: Path
) -> None:
    with pytest.raises(error) as caught:
        receive_resume(sqlite_memory, caller, data, "Maren Holt.pdf")
    (event,) = all_events(sqlite_memory)
    assert event.action == "resume.refused"
    assert event.payload is not None
    assert event.payload.after == {"content_sha256": sha256(data), "error": caught.value.name}
    assert "Maren" not in str(event)
    with sqlite_memory.read(caller) as reader:
        assert resumes.list_resumes(reader, query=None, cursor=None, limit=5).total == 0
    assert not [path for path in (tmp_path / "resumes").rglob("*") if path.is_file()]


def test_a_name_that_is_unsure_is_left_empty(sqlite_memory: Memory) -> None:
    assert receive(sqlite_memory, "some words without a name\n").candidate_name == ""


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("cv.pdf", "cv.pdf"),
        ("C:\\Users\\Maren\\cv.pdf", "cv.pdf"),
        ("../../etc/passwd", "passwd"),
        ("folder/", "folder"),
        ("a\0b\x1b[31m\u202egnp.pdf", "ab[31mgnp.pdf"),
        ("", "unnamed"),
        ("///", "unnamed"),
        ("x" * 4096 + ".pdf", "x" * 255),
        (" Élodie's CV .pdf ", "Élodie's CV .pdf"),
    ],
)
def test_a_file_name_is_only_ever_text(given: str, shown: str) -> None:
    assert clean_filename(given) == shown


def test_a_candidate_id_that_is_taken_is_drawn_anew(memory: Memory, caller: Caller) -> None:
    memory.draw = RepeatingDraw(times=3)
    people = {receive(memory, f"Person Number\nElectrician {n}").candidate_id for n in range(3)}
    assert len(people) == 3
    assert verify_store(memory, caller).problems == ()


def _sharing(digits: int, count: int, make: Callable[[int], bytes]) -> list[bytes]:
    """Find different files whose hashes begin with the same digits."""
    by_start: dict[str, list[bytes]] = {}
    number = 0
    while True:
        data = make(number)
        number += 1
        found = by_start.setdefault(hashlib.sha256(data).hexdigest()[:digits], [])
        found.append(data)
        if len(found) == count:
            return found


def _text(number: int) -> bytes:
    return f"Maren Holt\nElectrician, badge {number}\n".encode()


@pytest.fixture
def short_ids(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let ids begin with two digits of the hash, so that different files share them."""
    monkeypatch.setattr(resume_intake, "RESUME_HASH_DIGITS", 2)
    return 2


def test_different_files_that_share_an_id_get_longer_ones(memory: Memory, caller: Caller, short_ids: int) -> None:
    files = _sharing(short_ids, 3, _text)
    ids = [receive_resume(memory, caller, data, "cv.txt").resume_id for data in files]
    assert ids[0] == resume_id_of(sha256(files[0]), short_ids)
    assert len(set(ids)) == 3
    assert len(ids[0]) < len(ids[1]) <= len(ids[2])
    for resume_id, data in zip(ids, files, strict=True):
        assert resume_id.removeprefix("resume_") == sha256(data)[: len(resume_id) - len("resume_")]
        assert memory.blobs.get(f"files/{resume_id}.txt") == data
        assert receive_resume(memory, caller, data, "cv.txt").resume_id == resume_id
    verified = verify_store(memory, caller)
    assert (verified.documents, verified.problems, verified.orphans) == (3, (), ())


def test_different_files_that_share_an_id_may_come_in_at_once(memory: Memory, caller: Caller, short_ids: int) -> None:
    files = _sharing(short_ids, 4, _text)
    barrier = threading.Barrier(4)

    def receive_one(data: bytes) -> Received:
        barrier.wait()
        return receive_resume(memory, caller, data, "cv.txt")

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(receive_one, files))
    assert len({received.resume_id for received in outcomes}) == 4
    for received, data in zip(outcomes, files, strict=True):
        assert memory.blobs.get(f"files/{received.resume_id}.txt") == data
    assert verify_store(memory, caller).problems == ()


def test_files_of_different_kinds_that_share_an_id_keep_their_own_texts(
    memory: Memory, caller: Caller, short_ids: int
) -> None:
    text = _text(0)
    start = sha256(text)[:short_ids]
    pdf = next(
        data
        for number in range(10_000)
        if sha256(data := make_pdf(("Emre Aydin", f"Welder {number}")))[:short_ids] == start
    )
    meanwhile: list[Received] = []
    claim = memory.blobs.claim

    def claim_late(name: str, data: bytes) -> bool:
        memory.blobs.claim = claim  # type: ignore[method-assign]
        claimed = claim(name, data)
        # The other comes in whole, when this one has its document's name and not yet its text's.
        meanwhile.append(receive_resume(memory, caller, pdf, "emre.pdf"))
        return claimed

    memory.blobs.claim = claim_late  # type: ignore[method-assign]
    received = receive_resume(memory, caller, text, "maren.txt")
    assert received.resume_id != meanwhile[0].resume_id
    assert verify_store(memory, caller).problems == ()


def test_what_an_upload_that_was_cut_off_left_behind_stands_in_nobodys_way(
    memory: Memory, caller: Caller, short_ids: int
) -> None:
    left, coming = _sharing(short_ids, 2, _text)
    memory.blobs.claim(f"files/{resume_id_of(sha256(left), short_ids)}.txt", left)
    received = receive_resume(memory, caller, coming, "cv.txt")
    assert received.resume_id == resume_id_of(sha256(coming), short_ids + 1)
    assert receive_resume(memory, caller, left, "cv.txt").resume_id == resume_id_of(sha256(left), short_ids)
    assert verify_store(memory, caller).problems == ()


def test_when_no_name_is_free_nothing_is_stored(sqlite_memory: Memory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_memory.blobs, "claim", lambda _name, _data: False)
    with pytest.raises(StorageUnavailable, match="No name is free"):
        receive(sqlite_memory)
    assert all_events(sqlite_memory) == []


def test_files_that_are_collected_before_the_commit_are_put_there_again(memory: Memory, caller: Caller) -> None:
    commit = memory.store.commit
    collected: list[str] = []

    def collect_first(unit: Callable[[UnitOfWork], object], workspace_id: int) -> object:
        if not collected:
            collected.extend(name for name, _ in list(memory.blobs.names()))
            for name in collected:
                memory.blobs.delete(name)
        return commit(unit, workspace_id)

    memory.store.commit = collect_first  # type: ignore[assignment, method-assign]
    receive(memory)
    assert len(collected) == 2
    verified = verify_store(memory, caller)
    assert (verified.documents, verified.problems, verified.orphans) == (1, (), ())


def test_a_full_disk_leaves_nothing_and_is_got_over(
    sqlite_memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(DiskFull):
            receive(sqlite_memory)
    assert list(sqlite_memory.blobs.names()) == []
    assert all_events(sqlite_memory) == []
    receive(sqlite_memory)
    assert verify_store(sqlite_memory, caller).problems == ()
