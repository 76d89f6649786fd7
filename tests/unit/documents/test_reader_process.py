import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator

import msgspec
import psutil
import pytest

from pdf_factory import make_pdf
from recollect.documents import reader_process
from recollect.documents.frames import LENGTH, Done, ReadRequest, Refused, Reply, pack, unpack_reply
from recollect.documents.limits import Limits
from recollect.documents.worker import ReaderWorker
from recollect.domain.document import Document


@pytest.fixture
def worker() -> Iterator[ReaderWorker]:
    started = ReaderWorker(Limits())
    yield started
    started.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_to_the_group_does_not_disturb_a_reading(worker: ReaderWorker, number: signal.Signals) -> None:
    os.kill(worker.pid, signal.SIGSTOP)
    worker.send(ReadRequest(make_pdf(), "cv.pdf"))
    os.kill(worker.pid, number)
    os.kill(worker.pid, signal.SIGCONT)
    assert isinstance(worker.receive(), Done)


def test_it_is_in_a_session_of_its_own(worker: ReaderWorker) -> None:
    assert os.getsid(worker.pid) == worker.pid != os.getsid(0)


def test_it_is_bounded(worker: ReaderWorker) -> None:
    process = psutil.Process(worker.pid)
    assert process.rlimit(resource.RLIMIT_AS) == (700 * 2**20, 700 * 2**20)
    assert process.rlimit(resource.RLIMIT_FSIZE) == (0, 0)
    assert process.rlimit(resource.RLIMIT_CORE) == (0, 0)
    worker.send(ReadRequest(make_pdf(), "cv.pdf"))
    worker.receive()
    assert 10 <= process.rlimit(resource.RLIMIT_CPU)[0] <= 13


def test_nothing_of_the_servers_environment_reaches_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("RECOLLECT_TOKEN", "invented")
    started = ReaderWorker(Limits())
    assert "RECOLLECT_TOKEN" not in psutil.Process(started.pid).environ()
    started.close()


def test_it_ends_with_the_server_that_started_it() -> None:
    """A process that starts a reader and is killed leaves none behind."""
    code = (
        "import sys\n"
        "from recollect.documents.limits import Limits\n"
        "from recollect.documents.worker import ReaderWorker\n"
        "print(ReaderWorker(Limits()).pid, flush=True)\n"
        "sys.stdin.read()\n"
    )
    path = os.pathsep.join(sys.path)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={"PYTHONPATH": path}
    ) as server:
        assert server.stdout is not None
        reader = psutil.Process(int(server.stdout.readline()))
        server.kill()
        server.wait()
    reader.wait(timeout=30)


def test_it_starts_without_what_it_does_not_need() -> None:
    code = "import sys, recollect.documents.reader_process; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    ).stdout.split()
    assert {"sqlalchemy", "fastapi", "pydantic", "numpy", "asyncio"}.isdisjoint(loaded)


def test_what_a_library_prints_does_not_mix_with_replies() -> None:
    code = (
        "import os\n"
        "from recollect.documents import reader_process, reading\n"
        "def noisy(*_, **__):\n"
        "    print('a library speaks', flush=True)\n"
        "    os.write(1, b'straight to the descriptor')\n"
        "    raise LookupError('a word of the document')\n"
        "reader_process.read_document = noisy\n"
        "reader_process.main()\n"
    )
    sent = [msgspec.msgpack.encode(Limits()), msgspec.msgpack.encode(ReadRequest(b"x", "x"))]
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=b"".join(len(body).to_bytes(8, "big") + body for body in sent),
        capture_output=True,
        check=True,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    replies = []
    rest = done.stdout
    while rest:
        size = int.from_bytes(rest[:8], "big")
        replies.append(msgspec.msgpack.decode(rest[8 : 8 + size]))
        rest = rest[8 + size :]
    assert [reply["type"] for reply in replies] == ["Ready", "Failed"]
    assert replies[1] == {"type": "Failed", "kind": "LookupError", "place": "<string>:6"}
    assert b"straight to the descriptor" in done.stderr
    assert b"a word of the document" not in done.stdout


def answer_of(document_reader: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> Reply:
    monkeypatch.setattr(reader_process, "read_document", document_reader)
    monkeypatch.setattr(reader_process, "_allow_cpu", lambda _: None)
    frame = reader_process._answer(  # noqa: SLF001 - its inside
        pack(ReadRequest(b"x", "x"))[LENGTH.size :], Limits(), lambda: None
    )
    return unpack_reply(frame[LENGTH.size :])


def test_memory_that_runs_out_in_python_is_too_costly(monkeypatch: pytest.MonkeyPatch) -> None:
    def run_out(*_: object, **__: object) -> None:
        raise MemoryError

    reply = answer_of(run_out, monkeypatch)
    assert isinstance(reply, Refused)
    assert (reply.error, "memory" in reply.detail) == ("document_too_costly", True)


def test_memory_that_runs_out_with_the_answer_is_too_costly(monkeypatch: pytest.MonkeyPatch) -> None:
    def pack_refusal(message: object) -> bytes:
        if isinstance(message, Refused):
            return pack(message)
        raise MemoryError

    monkeypatch.setattr(reader_process, "pack", pack_refusal)
    reply = answer_of(lambda *_, **__: Document(media_type="text/plain", text="Ida"), monkeypatch)
    assert isinstance(reply, Refused)
    assert reply.error == "document_too_costly"
