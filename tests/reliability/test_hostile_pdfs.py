"""P12: a bomb costs its own reader, at most 10 s of processor time and 800 MB, while uploads beside it go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Self

import httpx
import psutil
import pytest

from counts import full_or
from pdf_factory import make_pdf
from pdf_objects import make_character_bomb, make_flate_bomb, make_laborious, make_page_tree_loop
from reliability.server_process import Served, run_together, served, wait_until

pytestmark = pytest.mark.promise

UPLOADS = 20
BOMBS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nested Flate": (make_flate_bomb, "document_too_costly"),
    "five million characters": (make_character_bomb, "document_too_costly"),
    "a page tree loop": (make_page_tree_loop, "broken_document"),
}
MEMORY_BYTES = 800_000_000
CPU_S = 10.0


class Watch:
    """Looks again and again at what the processes of a server take, but the server itself."""

    def __init__(self, server: Served) -> None:
        self._server = psutil.Process(server.process.pid)
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self.most_memory = 0
        self.most_cpu_s = 0.0

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.02):
            for process in self._server.children(recursive=True):
                try:
                    times = process.cpu_times()
                    self.most_memory = max(self.most_memory, process.memory_info().rss)
                    self.most_cpu_s = max(self.most_cpu_s, times.user + times.system)
                except psutil.Error:
                    continue


def upload_many(client: httpx.Client, label: str) -> list[float]:
    """Upload different résumés one after the other, and give how long each took."""
    took = []
    for number in range(UPLOADS):
        data = make_pdf([f"Maren Holt {label} {number}", "Registered nurse", "maren.holt@example.org"])
        began = time.perf_counter()
        answer = client.post("/api/upload-resume-only", files={"file": ("cv.pdf", data)})
        took.append(time.perf_counter() - began)
        assert answer.status_code == 200, answer.text
    return took


def test_a_bomb_costs_itself_alone_while_others_come_in(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with served(tmp_path / "data") as server, server.client() as client:
        upload_many(client, "warm")
        for _ in range(full_or(1, 5)):
            alone = median(upload_many(client, f"alone {time.monotonic_ns()}"))
            for name, (make, error) in BOMBS.items():
                beside, watch = throw(server, make(), error)
                record_property(f"{name}, memory MB", round(watch.most_memory / 1e6))
                record_property(f"{name}, processor s", round(watch.most_cpu_s, 1))
                record_property(f"{name}, upload beside it", f"{median(beside) / alone:.2f} times one alone")
                assert watch.most_memory <= MEMORY_BYTES
                assert watch.most_cpu_s <= CPU_S + 1
        assert client.get("/healthz").json()["writable"]
        assert server.stop() == 0


def test_an_upload_overtakes_a_laborious_file_that_had_the_only_place(tmp_path: Path) -> None:
    answered: list[str] = []
    with served(tmp_path / "data", RECOLLECT_READER_PROCESSES="1") as server:

        def attack() -> None:
            with server.client() as client:
                answer = client.post("/api/upload-resume-only", files={"file": ("x.pdf", make_laborious())})
                answered.append(answer.json()["error"])

        def upload() -> None:
            wait_until(lambda: bool(psutil.Process(server.process.pid).children()), "it has its reader")
            with server.client() as client:
                answer = client.post("/api/upload-resume-only", files={"file": ("cv.pdf", make_pdf())})
                assert answer.status_code == 200, answer.text
                answered.append("kept")

        run_together([attack], upload)
        assert server.stop() == 0
    assert answered == ["kept", "empty_document"]


def throw(server: Served, bomb: bytes, error: str) -> tuple[list[float], Watch]:
    """Upload a bomb and twenty résumés beside it; give how long those took, and what the readers took."""
    beside: list[float] = []

    def attack() -> None:
        with server.client() as client:
            answer = client.post("/api/upload-resume-only", files={"file": ("bomb.pdf", bomb)})
            assert (answer.status_code, answer.json()["error"]) == (422, error)

    def upload() -> None:
        with server.client() as client:
            beside.extend(upload_many(client, f"beside {time.monotonic_ns()}"))

    with Watch(server) as watch:
        run_together([attack], upload)
    return beside, watch
