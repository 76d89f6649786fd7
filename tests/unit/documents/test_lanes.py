"""A document that takes long leaves its place to others, and goes on where it is in nobody's way."""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from recollect.documents import worker
from recollect.documents.limits import Limits, OcrLimits
from recollect.documents.pool import ReaderPool
from recollect.errors import BrokenDocument, DocumentTooCostly
from reliability.server_process import wait_until

_SLOW_AFTER_S = 0.05
# Answers a file with its own priority and how often a file of that name was begun. One named slow-… is begun, noted,
# and goes on when somebody opens its pipe.
_READER = """#!/bin/sh
"exec" "{python}" "$0" "$@"
import os, re, sys, time
from recollect.documents.frames import LENGTH, Ready, Recognising, Refused, pack

def receive():
    return sys.stdin.buffer.read(LENGTH.unpack(sys.stdin.buffer.read(LENGTH.size))[0])

receive()
os.write(1, pack(Ready()))
while True:
    found = re.search(rb"slow-[a-z]+", receive())
    begun = 0
    if found:
        name = "{folder}/" + found[0].decode()
        with open(name + ".begun", "a") as notes:
            notes.write("x")
            begun = notes.tell()
        if "-scan" in name:
            os.write(1, pack(Recognising()))
        elif "-half" in name:
            time.sleep(0.5)
            os.write(1, pack(Refused("broken_document", "late")))
            continue
        open(name).close()
    os.write(1, pack(Refused("broken_document", f"nice {{os.nice(0)}}, begun {{begun}}")))
"""


class Lanes:
    """A pool with one place a lane, and documents that are read until they are let go."""

    def __init__(self, pool: ReaderPool, folder: Path, threads: ThreadPoolExecutor) -> None:
        self.pool = pool
        self._folder = folder
        self._threads = threads

    def begin(self, name: str) -> Future[str]:
        """Begin to read a document that takes long, and wait until its reader has it."""
        os.mkfifo(self._folder / name)
        reading = self._threads.submit(self.read, name)
        wait_until((self._folder / f"{name}.begun").exists, "a reader has it")
        return reading

    def let_go(self, name: str) -> None:
        """Let a document's reading go on."""
        wait_until(lambda: self._opens(name), "its reader waits")

    def _opens(self, name: str) -> bool:
        try:
            os.close(os.open(self._folder / name, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:
            return False
        return True

    def read(self, name: str) -> str:
        """Read a document, and give what its reader says."""
        with pytest.raises(BrokenDocument) as caught:
            self.pool.read(name.encode(), name)
        return caught.value.detail


@pytest.fixture
def lanes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Lanes]:
    program = tmp_path / "reader"
    program.write_text(_READER.format(python=sys.executable, folder=tmp_path))
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr("recollect.documents.pool._SLOW_AFTER_S", _SLOW_AFTER_S)
    limits = Limits(timeout_s=20, ocr=OcrLimits(command="none"))
    with ThreadPoolExecutor(4) as threads, ReaderPool(limits, workers=1) as pool:
        yield Lanes(pool, tmp_path, threads)


@pytest.mark.parametrize("name", ["slow-text", "slow-scan"])
def test_a_document_that_takes_long_leaves_its_place_and_goes_on_at_low_priority(lanes: Lanes, name: str) -> None:
    slow = lanes.begin(name)
    assert [lanes.read("quick") for _ in range(5)] == ["nice 0, begun 0"] * 5
    assert not slow.done()
    (kept,) = lanes.pool.pids
    lanes.let_go(name)
    assert slow.result() == "nice 10, begun 1"
    assert lanes.pool.pids == (kept,), "a process of low priority reads no other document"


def test_where_the_slow_lane_is_full_a_document_is_begun_anew_when_its_turn_comes(lanes: Lanes) -> None:
    first, second = lanes.begin("slow-first"), lanes.begin("slow-second")
    assert [lanes.read("quick") for _ in range(5)] == ["nice 0, begun 0"] * 5
    assert not first.done()
    assert not second.done()
    lanes.let_go("slow-first")
    assert first.result() == "nice 10, begun 1"
    lanes.let_go("slow-second")
    assert second.result() == "nice 10, begun 2"


def test_a_closed_pool_reads_nothing_that_still_waits_for_the_slow_lane(lanes: Lanes) -> None:
    first, second = lanes.begin("slow-first"), lanes.begin("slow-second")
    lanes.read("quick")  # the second has left its place by then
    with ThreadPoolExecutor(1) as thread:
        closing = thread.submit(lanes.pool.close)
        with pytest.raises(RuntimeError, match="closed"):
            second.result()
        assert not closing.done()
        lanes.let_go("slow-first")
        assert first.result() == "nice 10, begun 1"
        closing.result()


@pytest.mark.usefixtures("lanes")
def test_what_a_document_waits_for_a_processor_is_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    waits = iter([2.0, 32.0])
    monkeypatch.setattr(worker, "waited_s", lambda _: next(waits, 32.0))
    monkeypatch.setattr(worker, "_LONGEST_WAIT", 100)
    with ReaderPool(Limits(timeout_s=0.3), workers=1) as hurried:
        with pytest.raises(BrokenDocument, match="late"):
            hurried.read(b"slow-half", "slow-half")
        monkeypatch.setattr(worker, "_LONGEST_WAIT", 0)
        with pytest.raises(DocumentTooCostly):
            hurried.read(b"slow-half", "slow-half")
