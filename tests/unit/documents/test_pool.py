import logging
import os
import re
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest

from office_factory import make_docx_bomb, make_entity_bomb, make_zip
from pdf_factory import make_blank, make_pdf, make_scan
from pdf_objects import RESUME, make_character_bomb, make_flate_bomb, make_page_tree_loop
from recollect.documents.frames import Failed, Reply
from recollect.documents.limits import Limits
from recollect.documents.pool import ReaderPool
from recollect.documents.reader_version import READER_VERSION
from recollect.documents.worker import ReaderWorker
from recollect.errors import (
    BrokenDocument,
    DocumentError,
    DocumentTooCostly,
    DocumentTooLarge,
    EmptyDocument,
    EncryptedDocument,
    ScannedDocument,
    StartupError,
    TooManyPages,
    UnsupportedDocument,
)

TEXT = "\n".join(RESUME)


def reads(pool: ReaderPool) -> bool:
    return pool.read(make_pdf(), "maren.pdf").text == TEXT


def test_a_document_comes_back_whole(readers: ReaderPool) -> None:
    read = readers.read(make_pdf(), "CV.PDF")
    assert read.media_type == "application/pdf"
    assert read.text == TEXT
    assert read.fields.name is not None
    assert read.fields.name.value == "Maren Holt"
    assert read.fields.name.boxes is not None
    assert len(read.words) == len(TEXT.split())
    assert read.reader_version == READER_VERSION


def test_plain_text_comes_back_without_pages(readers: ReaderPool) -> None:
    read = readers.read("Zoë\r\nlines\n".encode(), "notes")
    assert (read.media_type, read.text, read.pages, read.words) == ("text/plain", "Zoë\nlines", (), ())


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocument),
        (make_blank(), EmptyDocument),
        (make_scan(), ScannedDocument),
        (make_pdf(password="secret"), EncryptedDocument),
        (make_pdf()[:400], BrokenDocument),
        (make_pdf(["Page one", *["\f", "page"] * 60]), TooManyPages),
        (make_zip({"cv.txt": "text"}), UnsupportedDocument),
        (make_docx_bomb(64), DocumentTooCostly),
        (make_entity_bomb(), BrokenDocument),
        (bytes(20 * 1024 * 1024 + 1), DocumentTooLarge),
    ],
    ids=[
        "no bytes",
        "blank",
        "scan",
        "encrypted",
        "cut off",
        "61 pages",
        "archive",
        "docx bomb",
        "entities",
        "too large",
    ],
)
def test_each_refusal_has_its_own_error(readers: ReaderPool, data: bytes, error: type[DocumentError]) -> None:
    with pytest.raises(error) as caught:
        readers.read(data, "Maren.pdf")
    assert type(caught.value) is error
    assert re.search("upload|check that", caught.value.detail), "it names the remedy"
    assert not re.search("Maren|Leeds|Page one", caught.value.detail), "it holds no word of the document"
    assert reads(readers)


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (make_flate_bomb, DocumentTooCostly),
        (make_character_bomb, DocumentTooCostly),
        (make_page_tree_loop, BrokenDocument),
    ],
)
def test_a_bomb_costs_only_itself(readers: ReaderPool, make: Callable[[], bytes], error: type[DocumentError]) -> None:
    with ThreadPoolExecutor(1) as thread:
        bomb = thread.submit(readers.read, make(), "bomb.pdf")
        assert reads(readers)
        with pytest.raises(error):
            bomb.result()
    assert reads(readers)


def test_no_process_starts_before_it_is_needed_and_a_warm_one_is_used_again() -> None:
    with ReaderPool(Limits(), workers=2) as pool:
        assert pool.pids == ()
        assert reads(pool)
        first = pool.pids
        assert reads(pool)
        assert pool.pids == first
        assert len(first) == 1


def test_a_process_that_died_while_idle_is_replaced() -> None:
    with ReaderPool(Limits(), workers=1) as pool:
        assert reads(pool)
        (pid,) = pool.pids
        os.kill(pid, signal.SIGKILL)
        psutil.Process(pid).wait()
        assert reads(pool)
        assert pool.pids != (pid,)


def test_a_process_that_hangs_is_ended_and_the_next_file_is_read() -> None:
    with ReaderPool(Limits(timeout_s=0.3), workers=1) as pool:
        assert reads(pool)
        (pid,) = pool.pids
        os.kill(pid, signal.SIGSTOP)
        with pytest.raises(DocumentTooCostly):
            pool.read(make_pdf(), "cv.pdf")
        assert not psutil.pid_exists(pid)
    with ReaderPool(Limits(), workers=1) as pool:
        assert reads(pool)


def test_processor_time_is_bounded() -> None:
    with ReaderPool(Limits(cpu_s=0, timeout_s=60), workers=1) as pool, pytest.raises(DocumentTooCostly):
        pool.read(make_character_bomb(20_000_000), "slow.pdf")


def test_a_failure_of_the_reader_is_logged_without_a_word_of_the_file(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(ReaderWorker, "receive_within", lambda *_: Failed("KeyError", "pdf.py:7"))
    with ReaderPool(Limits(), workers=1) as pool, caplog.at_level(logging.ERROR):
        with pytest.raises(BrokenDocument):
            pool.read(make_pdf(), "maren.pdf")
        assert pool.pids == ()
    assert caplog.messages == ["the document reader failed: KeyError at pdf.py:7"]


def test_a_process_is_replaced_after_its_share_of_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recollect.documents.pool._RECYCLE_AFTER", 2)
    with ReaderPool(Limits(), workers=1) as pool:
        assert reads(pool)
        first = pool.pids
        assert reads(pool)
        assert pool.pids == ()
        assert reads(pool)
        assert pool.pids != first


def test_many_threads_share_the_processes() -> None:
    files = {f"Person {n}": make_pdf([f"Person {n}", "text"]) for n in range(60)}
    with ReaderPool(Limits(), workers=2) as pool, ThreadPoolExecutor(20) as threads:
        texts = threads.map(lambda item: pool.read(item[1], item[0]).text, files.items())
        assert [text.partition("\n")[0] for text in texts] == list(files)
        assert 1 <= len(pool.pids) <= 2


def test_closing_lets_a_reading_finish_and_ends_all_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    pool = ReaderPool(Limits(), workers=2)
    assert reads(pool)
    (pid,) = pool.pids
    os.kill(pid, signal.SIGSTOP)
    sent, receive = threading.Event(), ReaderWorker.receive_within

    def announce(worker: ReaderWorker, seconds: float) -> Reply | None:
        sent.set()
        return receive(worker, seconds)

    monkeypatch.setattr(ReaderWorker, "receive_within", announce)
    with ThreadPoolExecutor(1) as thread:
        under_way = thread.submit(reads, pool)
        assert sent.wait(30)
        closing = threading.Thread(target=pool.close)
        closing.start()
        os.kill(pid, signal.SIGCONT)
        assert under_way.result()
        closing.join()
    assert not psutil.pid_exists(pid)
    with pytest.raises(RuntimeError, match="closed"):
        reads(pool)


def test_memory_stays_flat_over_many_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recollect.documents.pool._RECYCLE_AFTER", 1000)
    with ReaderPool(Limits(), workers=1) as pool:
        files = [make_pdf([f"Person {n}", *RESUME]) for n in range(10)]
        for data in files * 5:
            pool.read(data, "cv.pdf")
        (pid,) = pool.pids
        before = psutil.Process(pid).memory_info().rss
        for data in files * 25:
            pool.read(data, "cv.pdf")
        assert pool.pids == (pid,)
        assert psutil.Process(pid).memory_info().rss - before < 8 * 2**20


def test_a_name_in_no_encoding_does_no_harm(readers: ReaderPool) -> None:
    assert readers.read(make_pdf(), "Zo\udceb.pdf").text == TEXT


@pytest.mark.parametrize("executable", ["/bin/false", "/nowhere/python"])
def test_a_reader_that_cannot_start_says_so(monkeypatch: pytest.MonkeyPatch, executable: str) -> None:
    monkeypatch.setattr(sys, "executable", executable)
    with ReaderPool(Limits(), workers=1) as pool:
        for _ in range(2):  # the place in the pool is free again
            with pytest.raises(StartupError, match="can't start"):
                reads(pool)


def test_a_page_is_drawn_in_a_process_of_its_own(readers: ReaderPool) -> None:
    image = readers.draw_page(make_pdf(), 1)
    assert (image[:4], image[8:12]) == (b"RIFF", b"WEBP")
    with pytest.raises(BrokenDocument):
        readers.draw_page(make_pdf(), 2)
    with pytest.raises(DocumentTooCostly):
        readers.draw_page(make_flate_bomb(), 1)
    assert reads(readers)
