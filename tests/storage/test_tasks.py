from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counts import full_or
from factories import ACTOR, TickingClock, write
from recollect.domain.ids import TaskId, new_task_id
from recollect.domain.task import NewItem, Task
from recollect.errors import InvalidCursor, NotFound, TaskConflict
from recollect.storage import counters
from recollect.storage.databases.migrate import upgrade_sqlite
from recollect.storage.databases.sqlite_store import DATABASE_NAME, SqliteStore
from recollect.storage.store import Store
from recollect.storage.tasks import task_items, tasks
from recollect.storage.tasks.task_items import ClaimedItem, ItemTaken
from recollect.storage.tasks.tasks import StoredTask
from recollect.storage.unit import UnitOfWork

ME, OTHER = 1, 2
Wish = Callable[[UnitOfWork, str], StoredTask]


def add(store: Store, count: int = 3, kind: str = "sums") -> TaskId:
    items = [NewItem(label=f"sum {number}", input={"n": number}) for number in range(1, count + 1)]
    task_id = new_task_id()
    write(store, lambda w: tasks.add_task(w, task_id, kind, items, caller_id="local", actor=ACTOR))
    return task_id


def get(store: Store, task_id: str) -> StoredTask:
    with store.read() as reader:
        return tasks.get_task(reader, task_id)


def take(store: Store, task_id: str, limit: int = 1, runner: int = ME, *, afresh: bool = True) -> list[ClaimedItem]:
    seq = get(store, task_id).seq
    return write(store, lambda w: task_items.claim_items(w, seq, runner, limit, afresh=afresh))


def complete(store: Store, item: ClaimedItem, result: dict[str, object] | None = None) -> None:
    write(store, lambda w: task_items.complete_item(w, item, result))


def fail(store: Store, item: ClaimedItem) -> None:
    write(store, lambda w: task_items.fail_item(w, item, "broken_document", "It is broken."))


def test_a_new_task_waits_with_its_items(store: Store) -> None:
    task_id = add(store, 2)
    task = get(store, task_id)
    assert (task.kind, task.state, task.actor, task.total, task.done, task.failed) == ("sums", "queued", ACTOR, 2, 0, 0)
    assert (task.seconds_left, task.ended_at, task.revision) == (None, None, 1)
    with store.read() as reader:
        page = tasks.list_items(reader, task, state=None, cursor=None, limit=5)
        assert [(item.number, item.label, item.state) for item in page.items] == [
            (1, "sum 1", "waiting"),
            (2, "sum 2", "waiting"),
        ]
        assert counters.total(reader, counters.TASKS) == 1
        with pytest.raises(NotFound):
            tasks.get_task(reader, "task_000000000000")


def test_a_task_without_items_is_done(store: Store) -> None:
    task = get(store, add(store, 0))
    assert (task.state, task.ended_at) == ("done", task.created_at)


def test_tasks_and_items_are_listed_by_page(store: Store) -> None:
    ids = [add(store, 3) for _ in range(3)]
    with store.read() as reader:
        first = tasks.list_tasks(reader, cursor=None, limit=2)
        rest = tasks.list_tasks(reader, cursor=first.next_cursor, limit=2)
        assert [task.task_id for task in (*first.items, *rest.items)] == ids[::-1]
        assert (first.total, rest.next_cursor) == (3, None)
        assert type(first.items[0]) is Task
        task = tasks.get_task(reader, ids[0])
        some = tasks.list_items(reader, task, state="waiting", cursor=None, limit=2)
        more = tasks.list_items(reader, task, state="waiting", cursor=some.next_cursor, limit=2)
        assert [item.number for item in (*some.items, *more.items)] == [1, 2, 3]
        with pytest.raises(InvalidCursor):
            tasks.list_items(reader, task, state=None, cursor=some.next_cursor, limit=2)


def test_an_item_is_taken_once_and_settled_with_its_result(store: Store) -> None:
    task_id = add(store)
    (one,) = take(store, task_id)
    two, three = take(store, task_id, 5, OTHER)
    assert [item.input["n"] for item in (one, two, three)] == [1, 2, 3]
    assert take(store, task_id) == []
    complete(store, one, {"sum_id": "s1"})
    fail(store, two)
    assert get(store, task_id).state == "running"
    complete(store, three)
    task = get(store, task_id)
    assert (task.state, task.done, task.failed, task.ended_at) == ("done", 2, 1, task.updated_at)
    with store.read() as reader:
        changes = tasks.items_after(reader, task, 0, 10)
        assert [item.number for _, item in changes] == [1, 2, 3]
        assert [revision for revision, _ in changes] == sorted({revision for revision, _ in changes})
        assert max(revision for revision, _ in changes) <= task.revision
        assert changes[0][1].result == {"sum_id": "s1"}
        assert (changes[1][1].error, changes[1][1].detail) == ("broken_document", "It is broken.")
        assert [item.number for _, item in tasks.items_after(reader, task, changes[0][0], 1)] == [2]


def test_a_task_of_which_nothing_was_done_has_failed(store: Store) -> None:
    task_id = add(store, 2)
    for item in take(store, task_id, 2):
        fail(store, item)
    assert get(store, task_id).state == "failed"


def test_what_another_took_over_keeps_nothing_of_its_effect(store: Store) -> None:
    task_id = add(store, 1)
    (item,) = take(store, task_id)
    assert write(store, lambda w: task_items.give_back(w, item.task_seq, ME)) == 1
    (again,) = take(store, task_id, runner=OTHER)

    def effect(work: UnitOfWork) -> None:
        work.count("effects", 1)
        task_items.complete_item(work, item, None)

    with pytest.raises(ItemTaken):
        write(store, effect)
    complete(store, again)
    with pytest.raises(ItemTaken):
        complete(store, again)
    with store.read() as reader:
        assert counters.total(reader, "effects") == 0
    assert get(store, task_id).done == 1


def test_a_paused_task_gives_nothing_out_until_it_is_resumed(store: Store) -> None:
    task_id = add(store)
    take(store, task_id)
    write(store, lambda w: tasks.pause_task(w, task_id))
    assert take(store, task_id) == []
    with store.read() as reader:
        assert task_items.list_claimable(reader, ["sums"]) == []
    paused = get(store, task_id)
    assert (paused.state, paused.done) == ("paused", 0)
    assert write(store, lambda w: tasks.pause_task(w, task_id)).revision == paused.revision
    assert write(store, lambda w: tasks.resume_task(w, task_id)).state == "queued"
    assert write(store, lambda w: tasks.resume_task(w, task_id)).state == "queued"
    assert [item.number for item in take(store, task_id, 5)] == [1, 2, 3]


@pytest.mark.parametrize("stop", [tasks.pause_task, tasks.cancel_task])
def test_nothing_is_kept_of_what_was_under_way_when_a_task_was_stopped(store: Store, stop: Wish) -> None:
    task_id = add(store, 2)
    one, two = take(store, task_id, 2)
    write(store, lambda w: stop(w, task_id))

    def effect(work: UnitOfWork, item: ClaimedItem) -> None:
        work.count("effects", 1)
        task_items.complete_item(work, item, None)

    def step(work: UnitOfWork, item: ClaimedItem) -> None:
        work.count("effects", 1)
        task_items.note_step(work, item, {"sum_id": "s1"})

    with store.read() as reader:
        assert not task_items.is_held(reader, one)
        assert task_items.list_held_items(reader, {one.task_seq}) == set()
    for late in (effect, step):
        with pytest.raises(ItemTaken):
            write(store, lambda w, late=late: late(w, one))  # type: ignore[misc]
    with pytest.raises(ItemTaken):
        fail(store, two)
    with store.read() as reader:
        assert counters.total(reader, "effects") == 0
    assert (get(store, task_id).done, get(store, task_id).failed) == (0, 0)


def test_a_cancelled_task_ends_at_once(store: Store) -> None:
    task_id = add(store, 4)
    one, _ = take(store, task_id, 2)
    complete(store, one)
    task = write(store, lambda w: tasks.cancel_task(w, task_id))
    assert (task.state, task.done, task.cancelled, task.ended_at) == ("cancelled", 1, 3, task.updated_at)
    assert take(store, task_id) == []


def test_a_step_is_known_when_its_item_is_done_again(store: Store) -> None:
    task_id = add(store, 1)
    (item,) = take(store, task_id)
    assert item.made == {}
    write(store, lambda w: task_items.note_step(w, item, {"sum_id": "s1"}))
    with store.read() as reader:
        assert task_items.is_held(reader, item)
        assert task_items.list_held_items(reader, {item.task_seq}) == {(item.task_seq, 1, ME)}
    write(store, lambda w: tasks.pause_task(w, task_id))
    write(store, lambda w: tasks.resume_task(w, task_id))
    (again,) = take(store, task_id, runner=OTHER)
    assert again.made == {"sum_id": "s1"}


def test_only_what_failed_is_retried(store: Store) -> None:
    task_id = add(store, 3)
    one, two, three = take(store, task_id, 3)
    complete(store, one)
    fail(store, two)
    complete(store, three)
    task = write(store, lambda w: tasks.retry_task(w, task_id))
    assert (task.state, task.done, task.failed, task.ended_at) == ("queued", 2, 0, None)
    (again,) = take(store, task_id, 5)
    assert again.number == 2
    complete(store, again)
    assert get(store, task_id).done == 3


@pytest.mark.parametrize("wish", [tasks.pause_task, tasks.resume_task, tasks.cancel_task, tasks.retry_task])
def test_what_has_ended_is_left_alone(store: Store, wish: object) -> None:
    task_id = add(store, 1)
    complete(store, take(store, task_id)[0])
    before = get(store, task_id)
    with pytest.raises(TaskConflict) as caught:
        write(store, lambda w: wish(w, task_id))  # type: ignore[operator]
    assert caught.value.id == task_id
    assert get(store, task_id) == before
    with pytest.raises(NotFound):
        write(store, lambda w: wish(w, "task_000000000000"))  # type: ignore[operator]


def test_time_left_is_told_from_the_items_since_the_task_was_begun(store: Store, clock: TickingClock) -> None:
    task_id = add(store, 5)
    (item,) = take(store, task_id)
    assert get(store, task_id).seconds_left is None
    clock.advance(timedelta(seconds=9))
    complete(store, item)
    assert get(store, task_id).seconds_left == pytest.approx(40.0)
    (item,) = take(store, task_id)  # another process goes on, a long time later
    clock.advance(timedelta(seconds=1))
    complete(store, item)
    assert get(store, task_id).seconds_left == pytest.approx(6.0)


def test_who_holds_items_is_known_while_the_task_goes_on(store: Store) -> None:
    task_id = add(store, 2)
    take(store, task_id)
    take(store, task_id, runner=OTHER)
    with store.read() as reader:
        assert sorted(runner for _, _, runner in task_items.list_held(reader)) == [ME, OTHER]
        assert [task.task_id for task in task_items.list_claimable(reader, ["other"])] == []
        assert [task.task_id for task in task_items.list_claimable(reader, [], task_id)] == [task_id]


def test_a_process_is_present_until_it_lets_go(store: Store) -> None:
    presence = store.announce()
    assert store.is_present(presence.number)
    presence.close()
    assert not store.is_present(presence.number)
    assert not store.is_present(12345)


class Steps:
    """A task under random hands, and what must hold of it after each step."""

    def __init__(self, store: Store, count: int) -> None:
        self.store = store
        self.task_id = add(store, count)
        self.held: list[ClaimedItem] = []
        self.done = 0

    def step(self, wish: str, pick: int) -> None:
        with suppress(TaskConflict, ItemTaken):
            self._do(wish, pick)
        self.check()

    def _do(self, wish: str, pick: int) -> None:
        runner = pick % 2 + 1
        if wish == "take":
            self.held += take(self.store, self.task_id, pick % 3 + 1, runner, afresh=bool(pick % 2))
        elif wish in {"complete", "fail"} and self.held:
            item = self.held.pop(pick % len(self.held))
            complete(self.store, item) if wish == "complete" else fail(self.store, item)
        elif wish == "give back":
            seq = get(self.store, self.task_id).seq
            write(self.store, lambda w: task_items.give_back(w, seq, runner))
        elif wish in WISHES:
            write(self.store, lambda w: WISHES[wish](w, self.task_id))

    def check(self) -> None:
        task = get(self.store, self.task_id)
        with self.store.read() as reader:
            items = tasks.list_items(reader, task, state=None, cursor=None, limit=500).items
        by_state = {state: sum(item.state == state for item in items) for state in ("done", "failed", "cancelled")}
        assert (task.done, task.failed, task.cancelled) == tuple(by_state.values())
        assert task.done >= self.done, "progress went back"
        self.done = task.done
        open_items = sum(item.state in {"waiting", "running"} for item in items)
        if task.state in {"paused", "cancelled"}:
            assert not [item.number for item in items if item.state == "running"], "a stopped task goes on"
        assert (task.ended_at is None) == (open_items > 0)
        assert (task.state in {"done", "failed"}) <= (open_items == 0)


WISHES = {
    "pause": tasks.pause_task,
    "resume": tasks.resume_task,
    "cancel": tasks.cancel_task,
    "retry": tasks.retry_task,
}
_STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["take", "take", "complete", "complete", "fail", "give back", "pause", "resume", "retry", "cancel"]
        ),
        st.integers(0, 5),
    ),
    max_size=20,
)


@settings(max_examples=full_or(25, 500))
@given(count=st.integers(1, 4), steps=_STEPS)
def test_whatever_is_done_to_a_task_its_counts_are_those_of_its_items(
    shared_store: SqliteStore, count: int, steps: list[tuple[str, int]]
) -> None:
    hands = Steps(shared_store, count)
    for wish, pick in steps:
        hands.step(wish, pick)


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteStore]:
    path = tmp_path_factory.mktemp("tasks") / DATABASE_NAME
    upgrade_sqlite(path)
    store = SqliteStore(path)
    yield store
    store.close()


def test_work_that_goes_on_is_listed_and_marked(store: Store) -> None:
    with store.read() as reader:
        before = tasks.live_mark(reader)
    first, second = add(store), add(store)
    with store.read() as reader:
        begun = tasks.live_mark(reader)
        assert [task.task_id for task in tasks.live_tasks(reader, 5)] == [first, second]
        assert [task.task_id for task in tasks.live_tasks(reader, 1)] == [first]
    write(store, lambda w: tasks.cancel_task(w, first))
    with store.read() as reader:
        assert [task.task_id for task in tasks.live_tasks(reader, 5)] == [second]
        assert len({before, begun, tasks.live_mark(reader)}) == 3
