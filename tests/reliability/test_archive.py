"""The plain-file archive loses no line and doubles none, whenever the server is killed; a store is restored from it."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from archive_trees import find_disagreements, keep_archive, read_log, versions
from counts import full_or
from lived import FIT
from recollect.archive.checkpoint import read_checkpoint
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.archiving.store_restoring import restore_store
from recollect.services.history.audit_trail import verify_chain
from recollect.services.memory import Memory
from recollect.services.teaching.calibrating import keep_calibration
from recollect.services.teaching.lexicon_editing import import_skills
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from reliability.load import write_some, writer
from reliability.server_process import NotStarted, run_together, served, wait_until

pytestmark = pytest.mark.promise

WRITERS = 3


def test_archive_and_store_agree_after_kills(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    draw, data, kills = random.Random(seed), tmp_path / "data", full_or(3, 50)
    lines = 0
    teach_unseen(data, "at first")
    for number in range(kills):
        if number % 2:
            write_until_death(data, f"{seed}-{number}", checkpoint=draw.randint(1, 8))
        else:
            write_until_killed(data, f"{seed}-{number}", enough=draw.randint(5, 60))
        with opened(data) as memory:
            assert find_disagreements(memory, keep_archive(memory)) == []
            assert len(read_log(data, "archive/audit.jsonl")) > lines, "it goes on"
            lines = len(read_log(data, "archive/audit.jsonl"))
        teach_unseen(data, f"after kill {number}")
    record_property("kills", kills)
    record_property("events", lines)


def test_a_follower_that_does_not_cut_is_caught(tmp_path: Path) -> None:
    data = tmp_path / "data"
    write_until_death(data, "uncut", checkpoint=3)
    with served(data, fault="archive-uncut") as server:
        assert server.stop() == 0
    with opened(data) as memory:
        assert find_disagreements(memory, data) != []


def test_a_server_that_stops_leaves_nothing_unarchived(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data) as server, server.client() as client:
        for number in range(20):
            write_some(client, f"stop-{number}")
        assert server.stop() == 0
    with opened(data) as memory:
        assert find_disagreements(memory, data) == []


def test_a_store_is_restored_from_an_archive_taken_under_load(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    data, rounds = tmp_path / "data", full_or(2, 20)
    teach_unseen(data, "at first")
    restored: list[dict[tuple[str, str, int], str]] = []
    acknowledged: list[str] = []
    may_write = threading.Event()
    with served(data) as server:

        def restore_repeatedly() -> None:
            try:
                restore_all()
            finally:
                server.stop()
                may_write.set()

        def restore_all() -> None:
            reached = 0
            for number in range(rounds):
                may_write.set()
                wait_until(lambda reached=reached: archived(data) > reached + 20, "more was archived")  # type: ignore[misc]
                reached = archived(data)
                tree = copy_tree(data, tmp_path / f"tree-{number}")
                may_write.clear()
                with opened(tmp_path / f"new-{number}") as memory:
                    restore_store(memory, tree)
                    assert verify_store(memory, LOCAL_CALLER).problems == ()
                    assert verify_chain(memory, LOCAL_CALLER).problems == ()
                    restored.append(versions(memory))
                shutil.rmtree(tree)

        works = [writer(server, f"w{number}", acknowledged, may_write) for number in range(WRITERS)]
        run_together(works, restore_repeatedly)
    with opened(data) as memory:
        source = versions(memory)
    for kept in restored:
        assert kept.items() <= source.items()
    assert len(restored[-1]) > len(restored[0]) > 0
    record_property("rounds", rounds)
    record_property("versions", len(restored[-1]))


def teach_unseen(data: Path, label: str) -> None:
    """Add a list of skills and a map of scores, and leave it to the next server to archive them."""
    memory = open_memory(Settings(data=data, archive=False))
    try:
        skills = f"name\nFlumbrix {label}\n"
        import_skills(memory, LOCAL_CALLER, skills, "ours.csv")
        memory.write(LOCAL_CALLER, lambda work: keep_calibration(memory, work, LOCAL_CALLER, FIT))
    finally:
        memory.close()


def archived(data: Path) -> int:
    """Give the last event that is in the archive."""
    checkpoint = read_checkpoint(data)
    return checkpoint.seq if checkpoint else 0


def copy_tree(data: Path, to: Path) -> Path:
    """Copy an archive that is being written: its checkpoint first, and what that speaks of is there then."""
    (to / "archive").mkdir(parents=True)
    shutil.copy2(data / "archive/checkpoint.json", to / "archive")
    for folder in ("jobs", "resumes", "analyses", "feedback", "archive"):
        if (data / folder).exists():
            left_out = shutil.ignore_patterns("checkpoint.json", ".*")
            shutil.copytree(data / folder, to / folder, dirs_exist_ok=True, ignore=left_out)
    return to


def write_until_killed(data: Path, label: str, *, enough: int) -> None:
    """Serve and write from all sides, and kill when `enough` is acknowledged."""
    acknowledged: list[str] = []
    with served(data) as server:

        def kill_when_enough() -> None:
            wait_until(lambda: len(acknowledged) >= enough, "enough was acknowledged")
            server.kill()

        run_together([writer(server, f"{label}-{n}", acknowledged) for n in range(WRITERS)], kill_when_enough)


def write_until_death(data: Path, label: str, *, checkpoint: int) -> None:
    """Serve and write until the server dies between the lines of a batch and that checkpoint.

    What waits for the archive at a start is written at once: it may die before it is ready.
    """
    with suppress(NotStarted), served(data, fault="archive-dies", TEST_WRITE=str(checkpoint)) as server:
        works = [writer(server, f"{label}-{number}", []) for number in range(WRITERS)]
        run_together(works, lambda: wait_until(lambda: server.process.poll() is not None, "it died"))


@contextmanager
def opened(data: Path) -> Iterator[Memory]:
    memory = open_memory(Settings(data=data))
    try:
        yield memory
    finally:
        memory.close()
