import os
import signal
import sys
from pathlib import Path

import pytest

from pdf_factory import make_pdf
from recollect.documents.frames import ReadRequest
from recollect.documents.limits import Limits
from recollect.documents.pool import ReaderPool
from recollect.documents.worker import ReaderWorker
from recollect.errors import BrokenDocument, DocumentError, DocumentTooCostly

_READER = """#!/bin/sh
"exec" "{python}" "$0" "$@"
import os, sys
from recollect.documents.frames import LENGTH, Ready, Refused, pack

def receive():
    sys.stdin.buffer.read(LENGTH.unpack(sys.stdin.buffer.read(LENGTH.size))[0])

receive()
os.write(1, pack(Ready()))
count = 0
while True:
    receive()
    count += 1
{answer}
"""


def use_reader(monkeypatch: pytest.MonkeyPatch, folder: Path, answer: str) -> None:
    """Let a program take the reader's place that answers each file with that line of Python."""
    program = folder / "reader"
    program.write_text(_READER.format(python=sys.executable, answer=f"    {answer}"))
    program.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(program))


@pytest.mark.parametrize(("ended_by", "error"), [(signal.SIGKILL, DocumentTooCostly), (signal.SIGSEGV, BrokenDocument)])
def test_a_process_that_ends_while_it_reads_is_a_typed_error(
    ended_by: signal.Signals, error: type[DocumentError]
) -> None:
    worker = ReaderWorker(Limits())
    os.kill(worker.pid, signal.SIGSTOP)  # so that it can't be done before the signal comes
    worker.send(ReadRequest(make_pdf(), "cv.pdf"))
    os.kill(worker.pid, ended_by)
    os.kill(worker.pid, signal.SIGCONT)
    with pytest.raises(error):
        worker.receive()
    worker.close()


def test_a_process_that_ends_before_it_has_the_whole_file_is_a_typed_error() -> None:
    worker = ReaderWorker(Limits())
    os.kill(worker.pid, signal.SIGKILL)
    with pytest.raises(DocumentTooCostly):
        worker.send(ReadRequest(make_pdf() + bytes(1 << 20), "cv.pdf"))
    worker.close()


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("os.write(1, b'Warning: a font is missing')", BrokenDocument),
        ("os.write(1, LENGTH.pack(5) + b'xxxxx')", BrokenDocument),
        ("os.write(1, LENGTH.pack(0))", BrokenDocument),
        ("os.write(1, pack(Refused('ab', 'cd')).replace(b'ab', b'\\xff\\xfe'))", BrokenDocument),
        ("os.write(1, pack({'type': 'Done', 'document': {'text': 1}}))", BrokenDocument),
        ("os.write(1, pack(Refused('not_known', 'Upload it again.')))", BrokenDocument),
        ("os.write(1, LENGTH.pack(9) + b'x'); sys.exit(0)", BrokenDocument),
        ("os.kill(os.getpid(), 40)", BrokenDocument),
        ("os.write(1, LENGTH.pack(9) + b'x')", DocumentTooCostly),
        ("os.close(1)", DocumentTooCostly),
    ],
)
def test_whatever_a_process_writes_is_a_typed_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, answer: str, error: type[DocumentError]
) -> None:
    use_reader(monkeypatch, tmp_path, answer)
    limits = Limits(timeout_s=0.5 if error is DocumentTooCostly else 30)
    with ReaderPool(limits, workers=1) as pool:
        for _ in range(2):
            with pytest.raises(error):
                pool.read(make_pdf(), "cv.pdf")


def test_an_answer_too_many_is_not_taken_for_the_next_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    use_reader(monkeypatch, tmp_path, "os.write(1, pack(Refused('broken_document', f'{count}')) * 2)")
    with ReaderPool(Limits(), workers=1) as pool:
        pids: list[int] = []
        for _ in range(2):
            with pytest.raises(BrokenDocument, match=r"\A1\Z"):
                pool.read(make_pdf(), "cv.pdf")
            pids += pool.pids
    assert len(set(pids)) == 2
