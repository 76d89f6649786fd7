"""Background work under `kill -9`: each item has its effect once, no progress is lost, and a watcher misses nothing."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest

from counts import full_or
from factories import job_draft
from ocr_program import is_playing, play_tesseract
from pdf_factory import make_pdf, make_picture_of
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.task import NewItem
from recollect.services.jobs.job_intake import create_job
from recollect.services.memory import Memory
from recollect.services.resumes.resume_intake import receive_resume
from recollect.services.resumes.resume_tasks import ANALYSE
from recollect.services.tasks.task_control import each_item, read_task, submit_task
from recollect.services.upkeep.store_verification import verify_store
from recollect.settings import Settings
from recollect.storage.databases.sqlite_store import DATABASE_NAME
from recollect.storage.records import analyses
from recollect.storage.records.analyses import AnalysisFilter
from recollect.storage.tasks import tasks
from reliability.server_process import Served, program_environment, run_command, run_together, served, wait_until
from use_cases import JOB_TEXT, RESUME_TEXT

pytestmark = pytest.mark.promise

ENDED = {"done", "failed", "cancelled"}


class Watch:
    """What a watcher of a task was told, over all connections; it comes back with the last event's id."""

    def __init__(self, task_id: str) -> None:
        self.task_id = task_id
        self.last_id = 0
        self.items: list[int] = []
        self.done: list[int] = []
        self.ended = False

    def follow(self, server: Served) -> None:
        """Listen until the task has ended or the server is gone."""
        try:
            with server.client() as client:
                self._listen(client)
        except httpx.TransportError:
            return

    def _listen(self, client: httpx.Client) -> None:
        address = f"/api/tasks/{self.task_id}/events"
        headers = {"Last-Event-ID": str(self.last_id)} if self.last_id else {}
        with client.stream("GET", address, headers=headers) as answer:
            fields: dict[str, str] = {}
            for line in answer.iter_lines():
                name, colon, value = line.partition(": ")
                if colon and name:
                    fields[name] = value
                elif not line and fields:
                    self._take(fields)
                    fields = {}

    def _take(self, fields: dict[str, str]) -> None:
        said: dict[str, Any] = msgspec.json.decode(fields["data"])
        self.last_id = int(fields["id"])
        if fields["event"] == "item":
            self.items.append(said["number"])
        else:
            self.done.append(said["done"])
            self.ended = said["state"] in ENDED


def fill(data: Path, count: int) -> str:
    """Hand in a task of so many analyses, and give its id."""
    with closing(open_memory(Settings(data=data))) as memory:
        job_id = create_job(memory, LOCAL_CALLER, job_draft(JOB_TEXT))
        resume_id = receive_resume(memory, LOCAL_CALLER, RESUME_TEXT.encode(), "maren.txt").resume_id
        items = [NewItem(label=str(n), input={"resume_id": resume_id, "job_id": job_id}) for n in range(count)]
        return submit_task(memory, LOCAL_CALLER, ANALYSE, items).task_id


def count_effects(memory: Memory) -> int:
    with memory.read(LOCAL_CALLER) as reader:
        return analyses.list_analyses(reader, AnalysisFilter(), cursor=None, limit=1).total


def faults(data: Path, task_id: str, count: int) -> list[str]:
    """Give what is wrong with a task that has ended, and with its effects."""
    with closing(open_memory(Settings(data=data))) as memory:
        task = read_task(memory, LOCAL_CALLER, task_id, limit=1).task
        made = [item.result["analysis_id"] for item in each_item(memory, LOCAL_CALLER, task_id) if item.result]
        said = list(verify_store(memory, LOCAL_CALLER).problems)
        if (task.state, task.done) != ("done", count):
            said.append(f"it is {task.state}, {task.done} of {count} done")
        if count_effects(memory) != count:
            said.append(f"{count} items had {count_effects(memory)} effects")
        if len(set(made)) != count:
            said.append(f"{len(set(made))} different results of {count} items")
    return said


def test_each_item_has_its_effect_once_over_kills_and_a_watcher_misses_nothing(
    tmp_path: Path, seed: int, record_property: Callable[[str, object], None]
) -> None:
    count, kills = full_or(200, 10_000), full_or(2, 10)
    draw, data = random.Random(seed), tmp_path / "data"
    watch = Watch(fill(data, count))
    for number in range(1, kills + 1):
        enough = (number * count) // (kills + 1) + draw.randrange(10)
        with served(data) as server:

            def kill_when_enough(server: Served = server, enough: int = enough) -> None:
                wait_until(lambda: len(watch.items) >= enough, "enough is done")
                server.kill()

            run_together([lambda server=server: watch.follow(server)], kill_when_enough)  # type: ignore[misc]
    with served(data) as server:
        watch.follow(server)
        assert server.stop() == 0
    assert watch.ended
    assert faults(data, watch.task_id, count) == []
    assert sorted(watch.items) == list(range(1, count + 1)), "each item is told once"
    assert watch.done == sorted(watch.done), "progress went back"
    record_property("items", count)
    record_property("kills", kills)


def test_a_completion_apart_from_its_effect_is_caught(tmp_path: Path) -> None:
    data = tmp_path / "data"
    watch = Watch(fill(data, 6))
    with served(data, fault="completes-apart", TEST_WRITE="3") as server:
        server.process.wait(60)
    with served(data) as server:
        watch.follow(server)
    assert any("effects" in fault for fault in faults(data, watch.task_id, 6))


def test_an_accepted_upload_survives_a_kill(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with served(data) as server, server.client() as client:
        client.post("/api/job-description", json={"job_description": JOB_TEXT}).raise_for_status()
        texts = [RESUME_TEXT.replace("Maren", f"Maren {number}") for number in range(full_or(8, 100))]
        accepted = [
            client.post("/api/upload-resume?wait=false", files={"file": ("maren.txt", text.encode())}) for text in texts
        ]
        assert {answer.status_code for answer in accepted} == {202}
        server.kill()
    with served(data) as server, server.client() as client:
        for answer in accepted:
            task_id = answer.json()["task"]["task_id"]
            Watch(task_id).follow(server)
            assert client.get(f"/api/tasks/{task_id}").json()["task"]["state"] == "done"
        assert client.get("/api/resumes").json()["total"] == len(texts)
        assert server.stop() == 0
    assert list((data / "staged").iterdir()) == []


def test_a_stop_gives_back_what_was_not_begun_and_ends_the_streams(tmp_path: Path) -> None:
    count, data = full_or(120, 2_000), tmp_path / "data"
    watch = Watch(fill(data, count))
    with served(data) as server:

        def stop_when_some_are_done() -> None:
            wait_until(lambda: len(watch.items) >= 5, "some are done")
            assert server.stop() == 0

        run_together([lambda: watch.follow(server)], stop_when_some_are_done)
    with closing(open_memory(Settings(data=data))) as memory:
        states = {item.state for item in each_item(memory, LOCAL_CALLER, watch.task_id)}
    assert "running" not in states
    assert list(data.glob("recollect.runner-*")) == []
    with served(data) as server:
        watch.follow(server)
    assert faults(data, watch.task_id, count) == []


def test_nothing_happens_once_a_pause_is_answered(tmp_path: Path) -> None:
    count, data = full_or(150, 1_000), tmp_path / "data"
    watch = Watch(fill(data, count))
    address = f"/api/tasks/{watch.task_id}"
    with served(data) as server, server.client() as client:
        following = threading.Thread(target=watch.follow, args=(server,))
        following.start()
        wait_until(lambda: len(watch.items) >= 5, "some are done")
        paused = client.post(f"{address}/pause").json()["task"]
        assert client.get(f"{address}?state=running").json()["items"] == []
        made = client.get("/api/analyses").json()["total"]
        assert server.stop() == 0
        following.join()
    with closing(open_memory(Settings(data=data))) as memory:
        assert (paused["state"], paused["done"]) == ("paused", count_effects(memory))
        assert made == count_effects(memory)
        assert read_task(memory, LOCAL_CALLER, watch.task_id, limit=1).task.done == paused["done"] < count
    with served(data) as server, server.client() as client:
        client.post(f"{address}/resume").raise_for_status()
        watch.follow(server)
    assert faults(data, watch.task_id, count) == []


def test_a_pause_ends_the_recognition_of_a_scan_that_takes_long(tmp_path: Path) -> None:
    data, begun = tmp_path / "data", tmp_path / "begun"
    ocr = play_tesseract(tmp_path, f"open({str(begun)!r}, 'w').close(); time.sleep(600)")
    with served(data, RECOLLECT_OCR_COMMAND=ocr.command) as server, server.client() as client:
        client.post("/api/job-description", json={"job_description": JOB_TEXT}).raise_for_status()
        scan = {"file": ("scan.pdf", make_picture_of(make_pdf()))}
        task = client.post("/api/upload-resume?wait=false", files=scan).json()["task"]
        address = f"/api/tasks/{task['task_id']}"
        for wish in ("pause", "cancel"):
            wait_until(begun.exists, "it is recognised")
            client.post(f"{address}/{wish}").raise_for_status()
            assert client.get(f"{address}?state=running").json()["items"] == []
            wait_until(lambda: not is_playing(tmp_path), "the program is gone")
            begun.unlink()
            if wish == "pause":
                client.post(f"{address}/resume").raise_for_status()
        assert client.get(address).json()["task"]["state"] == "cancelled"
        assert client.get("/api/resumes").json()["total"] == 0
        assert server.stop() == 0


def test_an_import_that_is_killed_goes_on_and_accounts_for_every_line(tmp_path: Path, seed: int) -> None:
    count, kills = full_or(60, 2_000), full_or(2, 10)
    draw, data, root = random.Random(seed), tmp_path / "data", tmp_path / "old"
    write_old_tree(root, count)
    words = ["import", str(root), "--zone", "UTC"]
    for number in range(1, kills + 1):
        enough = (number * count) // (kills + 1) + draw.randrange(5)
        process = subprocess.Popen(
            [sys.executable, "-m", "recollect", *words, "--json", "--data", str(data)],
            stdout=subprocess.DEVNULL,
            env=program_environment(),
            start_new_session=True,
        )
        wait_until(lambda enough=enough: count_taken(data) >= enough, "enough is taken")  # type: ignore[misc]
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        words = ["task", "resume", only_task(data)]
    done = run_command(*words, "--json", data=data)
    assert done.returncode == 0, done.stderr
    report = msgspec.json.decode(done.stdout)
    outcomes = {item["source"]: item["outcome"] for item in report["items"]}
    lines = [f"jobs/jobs.jsonl:{number}" for number in range(1, count + 1)]
    assert outcomes == dict.fromkeys(lines, "taken") | {
        f"jobs/jobs.jsonl:{count + 1}": "not taken",
        "jobs/jobs.jsonl": "read",
    }
    assert (report["taken"], report["already_there"]) == ({"jobs": count}, {})
    with closing(open_memory(Settings(data=data))) as memory:
        assert verify_store(memory, LOCAL_CALLER).problems == ()


def write_old_tree(root: Path, count: int) -> None:
    """Write a folder of an earlier system: so many jobs, and a line that was torn."""
    (root / "jobs").mkdir(parents=True)
    jobs = [{"job_id": f"{number:08x}", "job_description": f"Electrician {number}."} for number in range(1, count + 1)]
    lines = [*(msgspec.json.encode(job) for job in jobs), b'{"job_id": "f']
    (root / "jobs/jobs.jsonl").write_bytes(b"\n".join(lines))


def count_taken(data: Path) -> int:
    """Give how many jobs are kept by another process that may just be making the store."""
    try:
        with closing(sqlite3.connect(f"file:{data / DATABASE_NAME}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM jobs").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def only_task(data: Path) -> str:
    with closing(open_memory(Settings(data=data))) as memory, memory.read(LOCAL_CALLER) as reader:
        (task,) = tasks.list_tasks(reader, cursor=None, limit=5).items
    return str(task.task_id)
