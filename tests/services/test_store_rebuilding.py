"""A store is built anew part by part; it can be stopped in a part, and goes on."""

from __future__ import annotations

import threading
from contextlib import closing
from typing import Any

import pytest

from archive_trees import contents
from carried_out import carry_out
from factories import feedback_draft
from lived import live
from recollect.domain.caller import Caller
from recollect.errors import InvalidInput
from recollect.services.archiving.archive_keeping import ArchiveKeeper
from recollect.services.feedback.feedback_capture import submit_feedback
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import change_task, each_item, read_task
from recollect.services.upkeep import store_rebuilding
from recollect.services.upkeep.store_rebuilding import ARCHIVE, read_rebuilt, submit_rebuild
from recollect.storage.records import feedback
from recollect.storage.records.feedback import StoredFeedback
from recollect.storage.unit import Reader
from recollect.storage.views import likeness
from recollect.worker.task_runner import TaskRunner
from reliability.server_process import wait_until
from use_cases import RESUME_TEXT, receive


def states(memory: Memory, caller: Caller, task_id: str) -> dict[str, str]:
    return {item.label: item.state for item in each_item(memory, caller, task_id)}


def test_the_archive_is_a_part_where_one_is_kept(sqlite_memory: Memory, caller: Caller) -> None:
    live(sqlite_memory)
    assert ARCHIVE not in states(sqlite_memory, caller, submit_rebuild(sqlite_memory, caller).task_id)
    with pytest.raises(InvalidInput, match="switched off"):
        submit_rebuild(sqlite_memory, caller, [ARCHIVE])
    sqlite_memory.archive = ArchiveKeeper(sqlite_memory.store, sqlite_memory.data, {})
    task = carry_out(sqlite_memory, submit_rebuild(sqlite_memory, caller))
    assert read_rebuilt(sqlite_memory, caller, task.task_id).archive
    assert sqlite_memory.archive.has_archive


def test_a_part_that_is_given_up_in_its_middle_leaves_what_was_and_is_built_on_resuming(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(2):
        receive(memory, f"{RESUME_TEXT}Also number {number} of several.\n")
    before = contents(memory)["text_signatures"]
    assert len(before) == 2
    begun, is_stopped, keep_signature = threading.Event(), threading.Event(), likeness.keep_signature

    def wait_and_keep(*signature: Any) -> None:
        begun.set()
        assert is_stopped.wait(60)
        keep_signature(*signature)

    monkeypatch.setattr(likeness, "keep_signature", wait_and_keep)
    task = submit_rebuild(memory, caller, ["totals", "likeness"])
    runner = TaskRunner(memory, at_once=1, task_id=task.task_id)
    wait_until(begun.is_set, "the second part is begun")
    runner.abandon()
    is_stopped.set()
    assert change_task(memory, caller, task.task_id, "pause").done == 1
    runner.close()
    assert states(memory, caller, task.task_id) == {"totals": "done", "likeness": "waiting"}
    assert contents(memory)["text_signatures"] == before
    change_task(memory, caller, task.task_id, "resume")
    assert carry_out(memory, task).done == 2
    assert contents(memory)["text_signatures"] == before


def test_vectors_go_on_after_the_batch_that_was_reached(
    memory: Memory, caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        submit_feedback(memory, caller, feedback_draft(f"chat-{number}"))
    monkeypatch.setattr(store_rebuilding, "_BATCH", 2)
    task = submit_rebuild(memory, caller, ["vectors"])
    list_stored, begun_after = feedback.list_stored, list[int]()

    def pause_and_list(reader: Reader, *, after_seq: int, limit: int) -> list[StoredFeedback]:
        begun_after.append(after_seq)
        if len(begun_after) == 2:
            change_task(memory, caller, task.task_id, "pause")
        return list_stored(reader, after_seq=after_seq, limit=limit)

    monkeypatch.setattr(feedback, "list_stored", pause_and_list)
    with closing(TaskRunner(memory, at_once=1, task_id=task.task_id)):
        wait_until(lambda: read_task(memory, caller, task.task_id, limit=1).task.state == "paused", "it is paused")
    change_task(memory, caller, task.task_id, "resume")
    carry_out(memory, task)
    assert read_rebuilt(memory, caller, task.task_id).vectors == 5
    assert (len(begun_after), begun_after[1]) == (5, begun_after[2])
    assert begun_after == sorted(begun_after)
