"""Uploads beside bombs, compared with uploads alone; and the most that each bomb takes."""

from __future__ import annotations

import http.client
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median

from benchmarks.report import Figure, at_most, within
from benchmarks.server import serve
from recollect.documents.limits import Limits
from recollect.documents.pool import ReaderPool
from recollect.errors import DocumentError
from recollect.settings import Settings

sys.path.append(str(Path(__file__).parents[1] / "tests"))
from office_factory import make_docx_bomb, make_external_entity
from pdf_factory import make_pdf
from pdf_objects import make_character_bomb, make_flate_bomb, make_page_tree_loop

_UPLOADS = 20
_ROUNDS = 5
_BOUNDARY = "recollect"
_MOST_MB = 800
_MOST_CPU_S = 10
BOMBS: dict[str, Callable[[], bytes]] = {
    "nested Flate": make_flate_bomb,
    "five million characters": make_character_bomb,
    "a page tree loop": make_page_tree_loop,
    "a DOCX bomb": make_docx_bomb,
    "an external entity (XXE)": lambda: make_external_entity("file:///etc/hostname"),
}


def measure(*, full: bool) -> list[Figure]:
    """Upload twenty résumés one after the other, alone and beside bombs thrown at once; the medians are compared."""
    return [*_speed_figures(_ROUNDS if full else 2), *_cost_figures()]


def _speed_figures(rounds: int) -> Iterator[Figure]:
    thrown = {f"beside {name}": [make()] for name, make in BOMBS.items()}
    thrown["beside all five at once"] = [bomb for one in thrown.values() for bomb in one]
    with tempfile.TemporaryDirectory() as folder, serve(Path(folder)) as server:
        _upload_many(server.port, "warm")
        for name, bombs in thrown.items():
            alone, beside = [], []
            for turn in range(rounds):
                alone += _upload_many(server.port, f"{name} before {turn}")
                beside += _upload_beside(server.port, bombs, f"{name} {turn}")
                alone += _upload_many(server.port, f"{name} after {turn}")
            yield at_most(f"an upload {name}", median(beside) * 1000, median(alone) * 1000, 1.25, "ms")


def _cost_figures() -> Iterator[Figure]:
    for name in BOMBS:
        told = subprocess.run(
            [sys.executable, "-m", "benchmarks.uploads_beside_bombs", name],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        ).stdout.split()
        yield within(f"{name}: the most memory of its reader", float(told[0]), _MOST_MB, "MB")
        yield within(f"{name}: processor time of its reader", float(told[1]), _MOST_CPU_S, "s")


def _upload_beside(port: int, bombs: list[bytes], label: str) -> list[float]:
    """Upload while other clients have uploaded a bomb each."""
    with ThreadPoolExecutor(len(bombs)) as attackers:
        answers = [attackers.submit(_post, port, bomb) for bomb in bombs]
        took = _upload_many(port, label)
        if any(answer.result() == http.client.OK for answer in answers):
            raise RuntimeError("a bomb was kept")
    return took


def _upload_many(port: int, label: str) -> list[float]:
    took = []
    for number in range(_UPLOADS):
        data = make_pdf([f"Maren Holt {label} {number}", "Registered nurse", "maren.holt@example.org"])
        began = time.perf_counter()
        status = _post(port, data)
        took.append(time.perf_counter() - began)
        if status != http.client.OK:
            raise RuntimeError(f"an upload was answered with {status}")
    return took


def _post(port: int, data: bytes) -> int:
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="cv.pdf"\r\n\r\n'.encode()
    body = head + data + f"\r\n--{_BOUNDARY}--\r\n".encode()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        kind = {"content-type": f"multipart/form-data; boundary={_BOUNDARY}"}
        connection.request("POST", "/api/upload-resume-only", body, kind)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


def main() -> None:
    """Read one bomb, and print the MB and the seconds of processor time that its reader took."""
    settings = Settings()
    limits = Limits(memory_bytes=settings.reader_memory_bytes)
    bomb = BOMBS[sys.argv[1]]()
    with ReaderPool(limits, 1) as pool:
        try:
            pool.read(bomb, "bomb")
        except DocumentError:
            pass
        else:
            raise RuntimeError("a bomb was read")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_maxrss * 1024 / 1e6, used.ru_utime + used.ru_stime)


if __name__ == "__main__":
    main()
