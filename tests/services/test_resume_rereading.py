"""Documents are read anew: nothing that people did or that was judged is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct
from sqlalchemy import update

from archive_trees import contents, find_disagreements, keep_archive
from recollect.bootstrap import open_memory
from recollect.documents.pool import ReaderPool
from recollect.documents.reader_version import READER_VERSION
from recollect.domain.caller import LOCAL_CALLER, Caller
from recollect.domain.document import Document, Fields, FieldValue
from recollect.errors import BrokenDocument, NotFound
from recollect.services.archiving.store_restoring import restore_store
from recollect.services.memory import Memory
from recollect.services.people.candidate_editing import rename_candidate
from recollect.services.resumes.resume_editing import correct_resume, delete_resume
from recollect.services.resumes.resume_rereading import count_outdated, list_outdated, reread_resume, shown
from recollect.services.upkeep.storage_statistics import storage_statistics
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from recollect.storage.records import analyses, candidates, readings, resumes
from recollect.storage.records.resumes import StoredResume
from recollect.storage.tables import resume_readings
from use_cases import RESUME_TEXT, all_events, analyse_one, problems, receive

BETTER = RESUME_TEXT.replace("Brightwire", "Sparkhouse")


class BetterReaders(ReaderPool):
    """Readers of a newer version, which make another text and name of every file."""

    def __init__(self, meanwhile: Callable[[], object] = lambda: None, *, broken: bool = False) -> None:
        self._meanwhile = meanwhile
        self._broken = broken

    def read(
        self, data: bytes, filename: str, *, keep_scan: bool = False, is_called_off: Callable[[], bool] = lambda: False
    ) -> Document:
        del data, filename, keep_scan, is_called_off
        self._meanwhile()
        if self._broken:
            raise BrokenDocument("It can't be read any more; save it again.")
        name = FieldValue(value="Maren Holt-Berg", start=0, end=10, confidence=0.9)
        fields = Fields(name=name, emails=(FieldValue(value="maren@sparkhouse.example"),))
        return Document(media_type="text/plain", text=BETTER, fields=fields, reader_version="better")


@pytest.fixture
def better(memory: Memory, monkeypatch: pytest.MonkeyPatch) -> Memory:
    """Give a memory whose readers are of a newer version."""
    monkeypatch.setattr(memory, "readers", BetterReaders())
    return memory


def kept(memory: Memory, resume_id: str) -> StoredResume:
    with memory.read(LOCAL_CALLER) as reader:
        return resumes.get_resume(reader, resume_id)


def make_old(memory: Memory) -> None:
    """Make every reading one of an older version of the reader."""
    memory.write(
        LOCAL_CALLER, lambda work: work.connection.execute(update(resume_readings).values(reader_version="0")).close()
    )


def test_what_an_older_reader_has_read_is_marked_counted_and_read_anew(memory: Memory, caller: Caller) -> None:
    first, second = receive(memory), receive(memory, "Ylva Berg\nChef\n")
    assert count_outdated(memory, caller) == 0
    make_old(memory)
    delete_resume(memory, caller, second.resume_id)
    assert list(list_outdated(memory, caller)) == [first.resume_id]
    assert storage_statistics(memory, caller).readings_outdated == 1
    assert shown(kept(memory, first.resume_id)).reading_outdated
    outcome = reread_resume(memory, caller, first.resume_id)
    assert (outcome.reader_version, outcome.text_changed, outcome.error) == (READER_VERSION, False, None)
    assert not shown(kept(memory, first.resume_id)).reading_outdated
    assert list(list_outdated(memory, caller)) == []


def test_corrections_analyses_and_the_text_that_they_saw_stay(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = analyse_one(memory)
    correct_resume(memory, caller, one.resume_id, {"location": "Leeds"}, expected_version=1)
    old = kept(memory, one.resume_id)
    monkeypatch.setattr(memory, "readers", BetterReaders())
    assert reread_resume(memory, caller, one.resume_id).text_changed
    new = kept(memory, one.resume_id)
    assert (new.reader_version, new.version) == ("better", old.version + 1)
    assert new.fields.location == old.fields.location
    with memory.read(caller) as reader:
        assert readings.get_text(reader, new.text_sha256) == BETTER
        judged = analyses.get_analysis(reader, one.analysis_id)
        assert readings.get_text(reader, judged.text_sha256) == RESUME_TEXT.strip("\n")
        versions = resumes.list_resume_versions(reader, one.resume_id)
        found = [resumes.list_resumes(reader, query=word, cursor=None, limit=5).total for word in ("spark", "bright")]
    assert [(v["version"], v["reading"]) for v in versions] == [(3, 2), (2, 1), (1, 1)]
    assert found == [1, 0]
    assert "resume.reread" in {event.action for event in all_events(memory)}
    assert problems(memory) == []
    assert verify_store(memory, caller).problems == ()


def test_the_name_that_is_read_now_is_taken_but_not_over_a_persons(better: Memory, caller: Caller) -> None:
    first = receive(better)
    assert first.candidate_name == "Maren Holt-Berg"
    rename_candidate(better, caller, first.candidate_id, "M. Holt", expected_version=1)
    reread_resume(better, caller, first.resume_id)
    with better.read(caller) as reader:
        assert candidates.get_candidate(reader, first.candidate_id).candidate_name == "M. Holt"


def test_a_better_name_shows(memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    first = receive(memory)
    monkeypatch.setattr(memory, "readers", BetterReaders())
    reread_resume(memory, caller, first.resume_id)
    with memory.read(caller) as reader:
        assert candidates.get_candidate(reader, first.candidate_id).candidate_name == "Maren Holt-Berg"


def test_what_cannot_be_read_now_keeps_its_reading(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = receive(memory)
    before = contents(memory)
    monkeypatch.setattr(memory, "readers", BetterReaders(broken=True))
    outcome = reread_resume(memory, caller, first.resume_id)
    assert outcome.error == "broken_document"
    assert contents(memory) == before
    with pytest.raises(NotFound):
        reread_resume(memory, caller, "resume_000000000000")


CORRECTIONS: dict[str, Any] = {
    "name": "Marlen Quill",
    "emails": ["marlen@quill.example", "m.quill@quill.example"],
    "phones": ["+442079460099"],
    "links": [],
    "location": "Hull, UK",
    "headline": {"value": "Foreman"},
    "positions": [{"title": "Foreman", "organisation": "Quill Ltd", "start_date": "2019-04", "current": True}],
    "education": [{"degree": "NVQ", "level": "vocational", "institution": "Hull College", "end_date": "2014"}],
    "languages": [{"language": "English", "level": "native"}, {"language": "Dutch", "level": None}],
    "certificates": ["18th Edition"],
    "skills": ["Testing", "Fault finding"],
}


def _values(field: Any) -> Any:
    """Give a field as the plain values that a person would type; a list's entries without what is null."""
    if isinstance(field, FieldValue):
        return field.value
    if isinstance(field, (tuple, list)):
        return [_values(one) for one in field]
    if isinstance(field, dict):
        return field.get("value") or {name: _values(one) for name, one in field.items() if one is not None}
    if isinstance(field, Struct):
        leaves = {name: _values(getattr(field, name)) for name in field.__struct_fields__}
        return {name: one for name, one in leaves.items() if one not in (None, False)}
    return field


@pytest.mark.parametrize("name", Fields.__struct_fields__)
def test_every_field_is_corrected_and_the_correction_outlives_a_reading(
    sqlite_memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    first = receive(sqlite_memory)
    before = kept(sqlite_memory, first.resume_id).fields
    correct_resume(sqlite_memory, caller, first.resume_id, {name: CORRECTIONS[name]}, expected_version=1)
    monkeypatch.setattr(sqlite_memory, "readers", BetterReaders())
    reread_resume(sqlite_memory, caller, first.resume_id)
    read = kept(sqlite_memory, first.resume_id)
    assert _values(getattr(read.fields, name)) == _values(CORRECTIONS[name])
    with sqlite_memory.read(caller) as reader:
        versions = resumes.list_resume_versions(reader, first.resume_id)
    assert [list(version["corrections"]) for version in versions] == [[name], [name], []]
    assert getattr(before, name) != getattr(read.fields, name) or name == "links"


def test_a_correction_meanwhile_is_kept(memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    first = receive(memory)
    once: list[int] = []

    def correct() -> None:
        if not once:
            once.append(1)
            correct_resume(memory, caller, first.resume_id, {"location": "Leeds"}, expected_version=1)

    monkeypatch.setattr(memory, "readers", BetterReaders(correct))
    reread_resume(memory, caller, first.resume_id)
    read = kept(memory, first.resume_id)
    assert (read.reader_version, read.version) == ("better", 3)
    assert read.fields.location is not None


def test_archive_and_restored_store_hold_both_readings(
    memory: Memory, caller: Caller, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = analyse_one(memory)
    monkeypatch.setattr(memory, "readers", BetterReaders())
    reread_resume(memory, caller, one.resume_id)
    root = keep_archive(memory)
    assert find_disagreements(memory, root) == []
    restored = open_memory(Settings(data=tmp_path / "new"))
    restore_store(restored, root)
    assert contents(restored) == contents(memory)
    assert problems(restored) == []
    restored.close()
