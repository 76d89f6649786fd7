"""What a job asks for is read once for its text and an engine, and outlives the process; nothing stale is given."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from sqlalchemy import update

from factories import job_draft
from recollect.domain.caller import Caller
from recollect.domain.job import Job, RequirementDraft
from recollect.errors import StorageUnavailable
from recollect.scoring import engine
from recollect.services.history.undoing import undo
from recollect.services.jobs.job_intake import change_job, create_job, delete_job, read_job, read_written_job
from recollect.services.memory import Memory
from recollect.services.people.person_erasure import erase_candidate
from recollect.services.teaching.lexicon_editing import import_skills
from recollect.storage.records import jobs
from recollect.storage.tables import job_requirements
from use_cases import JOB_TEXT, analyse_one, last_event

SKILLS = "name,aliases\nFlumbrix,flx9000\n"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gather the ads that the engine reads."""
    texts: list[str] = []
    real = engine.read_job

    def noted(text: str, **more: Any) -> object:
        texts.append(text)
        return real(text, **more)

    monkeypatch.setattr(engine, "read_job", noted)
    return texts


def after_restart(memory: Memory, caller: Caller, job_id: str) -> Job:
    """Read a job as a process does that was just started, when all is on disk that was handed in before."""
    memory.hand_in(caller, lambda _: None).result()
    memory.kept.forget()
    return read_job(memory, caller, job_id)


def stored(memory: Memory, caller: Caller) -> list[tuple[int, str, str]]:
    memory.hand_in(caller, lambda _: None).result()
    with memory.read(caller) as reader:
        rows = reader.connection.execute(job_requirements.select().order_by(job_requirements.c.job_seq)).all()
    return [(row.judged_version, row.read_by, row.requirements) for row in rows]


def tamper(memory: Memory, caller: Caller, **values: object) -> None:
    memory.write(caller, lambda work: work.connection.execute(update(job_requirements).values(**values)) and None)


def test_an_ad_is_read_once_whatever_the_restarts(memory: Memory, caller: Caller, read: list[str]) -> None:
    job_id = create_job(memory, caller, job_draft(JOB_TEXT))
    first = read_job(memory, caller, job_id)
    assert first.requirements
    assert after_restart(memory, caller, job_id) == first
    assert read == [JOB_TEXT]


def test_the_answer_is_the_same_from_what_is_kept(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, job_draft(JOB_TEXT))
    whole = msgspec.json.encode(read_job(memory, caller, job_id))
    assert msgspec.json.encode(read_written_job(memory, caller, job_id)) == whole
    after_restart(memory, caller, job_id)
    assert msgspec.json.encode(read_written_job(memory, caller, job_id)) == whole
    assert tuple(read_written_job(memory, caller, job_id)) == Job.__struct_fields__


def test_what_another_engine_read_is_read_anew_and_replaced(
    memory: Memory, caller: Caller, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = create_job(memory, caller, job_draft(JOB_TEXT))
    first = read_job(memory, caller, job_id)
    stored(memory, caller)
    tamper(memory, caller, requirements="[]")
    assert after_restart(memory, caller, job_id).requirements == ()  # what bears the present name is believed
    monkeypatch.setattr(engine, "ENGINE_VERSION", "builtin-next")
    assert after_restart(memory, caller, job_id) == first
    ((_, read_by, _),) = stored(memory, caller)
    assert read_by.partition("+")[0] == "builtin-next"
    assert after_restart(memory, caller, job_id) == first
    assert read == [JOB_TEXT] * 2


def test_a_lexicon_that_was_added_to_reads_anew(memory: Memory, caller: Caller) -> None:
    job_id = create_job(memory, caller, job_draft("You need: flx9000 and JavaScript."))
    assert not asks_for(after_restart(memory, caller, job_id), "flumbrix", "flx9000")
    import_skills(memory, caller, SKILLS, "ours.csv")
    assert asks_for(after_restart(memory, caller, job_id), "flumbrix", "flx9000")
    assert asks_for(after_restart(memory, caller, job_id), "flumbrix", "flx9000")
    assert len(stored(memory, caller)) == 1


def asks_for(job: Job, *names: str) -> bool:
    return any(name in one.text.lower() for one in job.requirements for name in names)


def test_an_edit_is_given_as_it_is_judged_now(memory: Memory, caller: Caller, read: list[str]) -> None:
    job_id = create_job(memory, caller, job_draft(JOB_TEXT))
    first = read_job(memory, caller, job_id)
    changed = change_job(memory, caller, job_id, {"job_description": "You must speak Polish."}, expected_version=1)
    assert changed.requirements != first.requirements
    assert after_restart(memory, caller, job_id) == changed
    assert len(read) == 2
    own = [RequirementDraft(text="Likes mornings", kind="other", strength="nice")]
    set_by_hand = change_job(memory, caller, job_id, {"requirements": own}, expected_version=2)
    assert [one.text for one in set_by_hand.requirements] == ["Likes mornings"]
    assert after_restart(memory, caller, job_id) == set_by_hand


def test_a_job_that_is_brought_back_is_not_read_again(memory: Memory, caller: Caller, read: list[str]) -> None:
    job_id = create_job(memory, caller, job_draft(JOB_TEXT))
    first = read_job(memory, caller, job_id)
    stored(memory, caller)
    delete_job(memory, caller, job_id)
    undo(memory, caller, last_event(memory, "job.deleted"))
    assert after_restart(memory, caller, job_id).requirements == first.requirements
    assert read == [JOB_TEXT]


def test_of_an_erased_person_nothing_is_left_in_what_ads_ask_for(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    job_id = create_job(memory, caller, job_draft("Must have: five years of wiring with Maren Holt."))
    before = read_job(memory, caller, job_id)
    assert "Maren" in "".join(requirements for _, _, requirements in stored(memory, caller))
    erase_candidate(memory, caller, one.candidate_id)
    assert stored(memory, caller) == []
    memory.write(caller, lambda work: jobs.put_requirements(work, before, "a reading that was under way", "[]"))
    assert stored(memory, caller) == []
    assert "Maren" not in "".join(one.text for one in after_restart(memory, caller, job_id).requirements)


def test_a_job_is_read_though_nothing_can_be_kept(
    sqlite_memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = create_job(sqlite_memory, caller, job_draft(JOB_TEXT))

    def refuse(*_: object) -> None:
        raise StorageUnavailable("closed")

    monkeypatch.setattr(sqlite_memory.store, "write", refuse)
    assert read_job(sqlite_memory, caller, job_id).requirements
