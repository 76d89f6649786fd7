"""Background work: the seconds from a pause until nothing is under way, with items that take half a minute."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from benchmarks.report import Figure, within
from benchmarks.server import serve
from ocr_program import is_playing, play_tesseract
from pdf_factory import make_pdf, make_picture_of
from recollect.bootstrap import open_memory
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.memory import Memory
from recollect.services.tasks.task_control import change_task
from recollect.settings import Settings

_GOAL_S = 1.0
_SLOW_S = 30
_LONGEST_S = 60.0


def measure(*, full: bool) -> list[Figure]:
    """Pause a scan's task again and again while its text is recognised: over HTTP, and by another process."""
    rounds = 20 if full else 5
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with _slow_server(folder) as client, closing(open_memory(Settings(data=folder / "data"))) as memory:
            task_id = _upload_scan(client)
            asked = [_pause(folder, lambda: _ask(client, task_id, "pause")) for _ in _resumed(client, task_id, rounds)]
            elsewhere = [_pause(folder, lambda: _change(memory, task_id)) for _ in _resumed(client, task_id, rounds)]
    items = f"of an item that takes {_SLOW_S} s, worst of {rounds}"
    return [
        within(f"pause to state paused, {items}", max(paused for paused, _ in asked), _GOAL_S, "s"),
        within(f"pause to its program gone, {items}", max(gone for _, gone in asked), _GOAL_S, "s"),
        within(f"the same, paused by another process, {items}", max(gone for _, gone in elsewhere), _GOAL_S, "s"),
    ]


@contextmanager
def _slow_server(folder: Path) -> Iterator[httpx.Client]:
    """Serve with a program that takes long to recognise, which the server takes for Tesseract."""
    before = os.environ.copy()
    os.environ["RECOLLECT_OCR_COMMAND"] = play_tesseract(folder, f"time.sleep({_SLOW_S})").command
    try:
        with serve(folder / "data") as server, httpx.Client(base_url=f"http://127.0.0.1:{server.port}") as client:
            yield client
    finally:
        os.environ.clear()
        os.environ.update(before)


def _upload_scan(client: httpx.Client) -> str:
    client.post("/api/job-description", json={"job_description": "An electrician."}).raise_for_status()
    scan = {"file": ("scan.pdf", make_picture_of(make_pdf()))}
    return str(client.post("/api/upload-resume?wait=false", files=scan).json()["task"]["task_id"])


def _resumed(client: httpx.Client, task_id: str, rounds: int) -> Iterator[int]:
    for number in range(rounds):
        _ask(client, task_id, "resume")
        yield number


def _pause(folder: Path, pause: Callable[[], None]) -> tuple[float, float]:
    """Pause while a scan is recognised; give the seconds until that is answered, and until the program is gone."""
    _wait_until(lambda: is_playing(folder))
    began = time.perf_counter()
    pause()
    answered = time.perf_counter() - began
    _wait_until(lambda: not is_playing(folder))
    return answered, time.perf_counter() - began


def _ask(client: httpx.Client, task_id: str, wish: str) -> None:
    client.post(f"/api/tasks/{task_id}/{wish}").raise_for_status()


def _change(memory: Memory, task_id: str) -> None:
    change_task(memory, LOCAL_CALLER, task_id, "pause")


def _wait_until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _LONGEST_S
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("the server did not do what was waited for")
