"""The trail shows what was done; whatever is done to it behind its back is found and named."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import Connection, delete, insert, text, update

from factories import job_draft
from pdf_factory import make_pdf
from recollect.domain.caller import Caller
from recollect.domain.event import Event, chain_digest
from recollect.domain.times import to_micros
from recollect.errors import DiskFull, EncryptedDocument
from recollect.services.history import audit_trail
from recollect.services.history.audit_trail import ChainProblem, list_events, verify_chain
from recollect.services.history.event_sealing import seal_events
from recollect.services.history.undoing import undo
from recollect.services.jobs.job_intake import change_job, choose_job, create_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_intake import receive_resume
from recollect.services.upkeep.store_verification import verify_store
from recollect.storage.history.event_chain import sealed_after
from recollect.storage.history.events import StoredEvent
from recollect.storage.tables import event_chains, event_payloads, events
from use_cases import analyse_one

Tamper = Callable[[Connection, list[StoredEvent]], object]


def trail(memory: Memory, caller: Caller, **narrowed: str) -> list[Event]:
    return list(list_events(memory, caller, limit=50, **narrowed).events)  # type: ignore[arg-type]


def test_the_trail_says_what_was_done_newest_first(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    choose_job(memory, caller, one.job_id)
    said = [(event.seq, event.summary, event.entity, event.entity_id, event.actor) for event in trail(memory, caller)]
    assert said == [
        (4, "Job selected", "job", one.job_id, "local"),
        (3, "Analysis created", "analysis", one.analysis_id, "local"),
        (2, "Résumé added", "resume", one.resume_id, "local"),
        (1, "Job created", "job", one.job_id, "local"),
    ]


def test_the_trail_is_of_one_kind_or_of_one_record(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    create_job(memory, caller, job_draft())
    assert len(trail(memory, caller, entity="job")) == 2
    assert [event.action for event in trail(memory, caller, entity=one.job_id)] == ["job.created"]
    assert trail(memory, caller, entity="wardrobe") == []
    assert trail(memory, caller, actor="nobody") == []


def test_a_refusal_says_why_until_its_payload_is_erased(memory: Memory, caller: Caller) -> None:
    with pytest.raises(EncryptedDocument):
        receive_resume(memory, caller, make_pdf(password="secret"), "secret.pdf")
    assert [event.summary for event in trail(memory, caller)] == ["Résumé refused: encrypted document"]
    memory.write(caller, lambda work: work.connection.execute(delete(event_payloads)).close())
    assert [event.summary for event in trail(memory, caller)] == ["Résumé refused"]


def test_undoable_is_what_undo_would_carry_out(memory: Memory, caller: Caller) -> None:
    one = analyse_one(memory)
    choose_job(memory, caller, one.job_id)
    change_job(memory, caller, one.job_id, {"role_name": "Fitter"}, expected_version=1)

    def undoable() -> list[str]:
        return [event.action for event in trail(memory, caller) if event.undoable]

    assert undoable() == ["job.changed", "analysis.created", "resume.added"]
    undo(memory, caller, trail(memory, caller)[0].event_id)
    assert undoable() == ["job.changed", "analysis.created", "resume.added"]
    assert [event.undoable for event in trail(memory, caller)][:2] == [True, False]
    memory.write(caller, lambda work: work.connection.execute(delete(event_payloads)).close())
    assert undoable() == []


def test_a_store_that_can_not_be_written_still_shows_its_trail(
    sqlite_memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_job(sqlite_memory, caller, job_draft())
    seal_events(sqlite_memory)
    create_job(sqlite_memory, caller, job_draft())

    def full(_: Memory) -> int:
        raise DiskFull("no room")

    monkeypatch.setattr(audit_trail, "seal_events", full)
    assert len(trail(sqlite_memory, caller)) == 1


def test_an_untouched_chain_verifies_and_so_does_one_with_erased_payloads(memory: Memory, caller: Caller) -> None:
    chain = sealed_chain(memory, caller)
    found = verify_chain(memory, caller)
    assert (found.problems, found.events, found.erased, found.unsealed) == ((), len(chain), 0, 0)
    assert found.head is not None
    assert found.head.chain_digest == chain[-1].chain_digest

    def erase(work: Connection) -> None:
        work.execute(delete(event_payloads).where(event_payloads.c.event_id == chain[1].event_id))
        work.execute(update(events).where(events.c.event_id == chain[1].event_id).values(salt=""))

    memory.write(caller, lambda work: erase(work.connection))
    create_job(memory, caller, job_draft())
    found = verify_chain(memory, caller)
    assert (found.problems, found.erased, found.unsealed) == ((), 1, 1)


CHANGED = "it was changed, moved or put in after it was sealed"
PAYLOAD = "its payload is not what was sealed"
MISSING = "what came before it is missing: the events of seq "
NEWEST = "the newest events are missing, those of seq "
AFTER = "events stand after the end of the chain"
ENDED = "it is not the event that the chain ended with"


def set_event(number: int, **values: object) -> Tamper:
    return lambda db, chain: db.execute(
        update(events).where(events.c.event_id == chain[number].event_id).values(**values)
    )


def take_out(*numbers: int) -> Tamper:
    def tamper(db: Connection, chain: list[StoredEvent]) -> None:
        ids = [chain[number].event_id for number in numbers]
        db.execute(delete(event_payloads).where(event_payloads.c.event_id.in_(ids)))
        db.execute(delete(events).where(events.c.event_id.in_(ids)))

    return tamper


def swap(db: Connection, _: list[StoredEvent]) -> None:
    db.execute(text("UPDATE events SET seq = -seq WHERE seq IN (2, 3)"))
    db.execute(text("UPDATE events SET seq = 5 + seq WHERE seq IN (-2, -3)"))


def put_in_before(db: Connection, chain: list[StoredEvent]) -> None:
    put_in(db, chain, seq=-4)


def change_payload(db: Connection, chain: list[StoredEvent]) -> None:
    db.execute(
        update(event_payloads).where(event_payloads.c.event_id == chain[1].event_id).values(payload='{"after":{"a":1}}')
    )


def put_in(db: Connection, chain: list[StoredEvent], **values: object) -> None:
    last = chain[-1]
    row: dict[str, object] = {
        "event_id": "ev_f00000000000", "workspace_id": 1, "seq": 6, "at": to_micros(last.at), "actor": "maren",
        "action": "job.deleted", "entity": "job", "entity_id": last.entity_id, "record_version": 9, "salt": "",
        "payload_digest": "", "chain_digest": "0" * 64,
    }  # fmt: skip
    db.execute(insert(events).values(**(row | values)))


def put_in_well_chained(db: Connection, chain: list[StoredEvent]) -> None:
    last = chain[-1]
    digest = chain_digest(
        last.chain_digest or "", seq=6, event_id="ev_f00000000000", at_micros=to_micros(last.at), actor="maren",
        action="job.deleted", entity="job", entity_id=last.entity_id, record_version=9, payload_digest="",
    )  # fmt: skip
    put_in(db, chain, chain_digest=digest)


def put_in_between(db: Connection, chain: list[StoredEvent]) -> None:
    db.execute(text("UPDATE events SET seq = -seq WHERE seq > 2"))
    db.execute(text("UPDATE events SET seq = 1 - seq WHERE seq < 0"))
    put_in(db, chain, seq=3)


def forget_head(db: Connection, _: list[StoredEvent]) -> None:
    db.execute(update(event_chains).values(chain_digest="0" * 64))


@pytest.mark.parametrize(
    ("tamper", "named"),
    [
        pytest.param(set_event(1, actor="somebody else"), [(2, CHANGED)], id="another actor"),
        pytest.param(set_event(2, action="job.read"), [(3, CHANGED)], id="another action"),
        pytest.param(set_event(0, at=0), [(1, CHANGED)], id="another time"),
        pytest.param(set_event(3, entity_id="a3f7b2c1"), [(4, CHANGED)], id="another record"),
        pytest.param(set_event(3, record_version=7), [(4, CHANGED)], id="another version"),
        pytest.param(set_event(1, payload_digest="0" * 64), [(2, CHANGED), (2, PAYLOAD)], id="another payload digest"),
        pytest.param(set_event(1, salt="0"), [(2, PAYLOAD)], id="another salt"),
        pytest.param(set_event(1, chain_digest="0" * 64), [(2, CHANGED), (3, CHANGED)], id="another digest"),
        pytest.param(change_payload, [(2, PAYLOAD)], id="another payload"),
        pytest.param(take_out(2), [(4, f"{MISSING}3")], id="one taken out"),
        pytest.param(take_out(0, 1), [(3, f"{MISSING}1 to 2")], id="the first taken out"),
        pytest.param(take_out(3, 4), [(5, f"{NEWEST}4 to 5")], id="the last taken out"),
        pytest.param(swap, [(2, CHANGED), (3, CHANGED), (4, CHANGED)], id="two exchanged"),
        pytest.param(put_in, [(6, CHANGED), (6, AFTER)], id="one put in at the end"),
        pytest.param(put_in_well_chained, [(6, AFTER)], id="one put in with its digest"),
        pytest.param(
            put_in_between,
            [(3, CHANGED), (4, CHANGED), (5, CHANGED), (5, ENDED), (6, CHANGED), (6, AFTER)],
            id="one put in between",
        ),
        pytest.param(put_in_before, [(-4, "it was put in before the first event")], id="one put in before"),
        pytest.param(forget_head, [(5, ENDED)], id="another head"),
    ],
)
def test_whatever_is_done_to_the_chain_is_found_and_named(
    memory: Memory, caller: Caller, tamper: Tamper, named: list[tuple[int, str]]
) -> None:
    chain = sealed_chain(memory, caller)
    assert len(chain) == 5

    def unit(work: Connection) -> None:
        tamper(work, chain)

    memory.write(caller, lambda work: unit(work.connection))
    problems = verify_chain(memory, caller).problems
    assert [(problem.seq, problem.problem) for problem in problems] == named
    at = {event.event_id for event in sealed(memory, caller)}
    assert {problem.event_id for problem in problems} <= at | {None}
    assert [problem.in_words() for problem in problems] == list(verify_store(memory, caller).problems)


def test_the_event_is_named_by_its_id(memory: Memory, caller: Caller) -> None:
    chain = sealed_chain(memory, caller)
    memory.write(caller, lambda work: set_event(1, actor="x")(work.connection, chain))
    (problem,) = verify_chain(memory, caller).problems
    assert problem == ChainProblem(event_id=chain[1].event_id, seq=2, problem=CHANGED)
    assert problem.in_words() == f"event {chain[1].event_id}, seq 2: {CHANGED}"


def sealed_chain(memory: Memory, caller: Caller) -> list[StoredEvent]:
    """Do five things, seal them, and give the chain."""
    one = analyse_one(memory)
    choose_job(memory, caller, one.job_id)
    change_job(memory, caller, one.job_id, {"role_name": "Fitter"}, expected_version=1)
    seal_events(memory)
    return sealed(memory, caller)


def sealed(memory: Memory, caller: Caller) -> list[StoredEvent]:
    with memory.read(caller) as reader:
        return sealed_after(reader, -(2**40))
