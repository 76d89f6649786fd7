"""Logs are lines of JSON, the same whichever way they are written."""

from __future__ import annotations

import asyncio
import io
import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import ParamSpec

import msgspec
import pytest

from recollect.web.logs import FieldsRecord, log_fields, set_up_logs

_OWN = ("recollect", "uvicorn")
P = ParamSpec("P")


def in_own_thread(test: Callable[P, None]) -> Callable[P, None]:
    """Run a test in a thread in which no event loop runs, whatever drives a browser in this one."""

    @wraps(test)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(test, *args, **kwargs).result()

    return run


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Give what is written to stderr while the logs are set up, and set the loggers back afterwards."""
    loggers = [logging.getLogger(name) for name in _OWN]
    before = [(logger, list(logger.handlers), logger.level, logger.propagate) for logger in loggers]
    ours = ("logThreads", "logProcesses", "logMultiprocessing", "_srcfile")
    for name in ours:
        monkeypatch.setattr(logging, name, getattr(logging, name))
    if sys.version_info >= (3, 12):
        monkeypatch.setattr(logging, "logAsyncioTasks", logging.logAsyncioTasks)
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    set_up_logs("info")
    yield stream
    for logger, handlers, level, propagate in before:
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


def leave_only_ours() -> None:
    """Take away the handlers by which the tests listen: the short way is only gone where nobody else does."""
    logging.getLogger("recollect").handlers[1:] = []


def lines(stream: io.StringIO) -> list[dict[str, object]]:
    return [msgspec.json.decode(line) for line in stream.getvalue().splitlines()]


@in_own_thread
def test_a_request_is_one_line_with_its_fields(written: io.StringIO) -> None:
    logger = logging.getLogger("recollect.access")
    leave_only_ours()
    log_fields(logger, "request", {"method": "GET", "status": 200})
    logger.handle(FieldsRecord(logger.name, logging.INFO, "request", {"method": "GET", "status": 200}))
    short, long = lines(written)
    assert list(short) == list(long) == ["at", "level", "from", "event", "method", "status"]
    assert short | {"at": long["at"]} == long


@in_own_thread
def test_other_handlers_hear_of_requests_too(written: io.StringIO) -> None:
    logger, heard = logging.getLogger("recollect.access"), io.StringIO()
    other = logging.StreamHandler(heard)
    logger.addHandler(other)
    try:
        log_fields(logger, "request", {"status": 200})
    finally:
        logger.removeHandler(other)
    assert heard.getvalue() == "request\n"
    assert len(lines(written)) == 1


@in_own_thread
def test_a_log_that_cannot_be_written_stops_nothing(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)
    written.close()
    leave_only_ours()
    logger = logging.getLogger("recollect.access")
    log_fields(logger, "request", {"status": 200})

    async def answer() -> None:
        log_fields(logger, "request", {"status": 200})
        await asyncio.sleep(0)

    asyncio.run(answer(), debug=True)


@in_own_thread
def test_requests_of_one_turn_of_the_loop_are_written_together_and_before_what_follows(written: io.StringIO) -> None:
    logger = logging.getLogger("recollect.access")
    seen: list[int] = []
    leave_only_ours()

    async def answer() -> None:
        for status in (200, 201):
            log_fields(logger, "request", {"status": status})
        seen.append(len(lines(written)))
        await asyncio.sleep(0)
        seen.append(len(lines(written)))
        log_fields(logger, "request", {"status": 202})
        logging.getLogger("recollect.server").warning("later")
        seen.append(len(lines(written)))

    asyncio.run(answer())
    asyncio.run(answer())  # another loop, and none waits for the one before
    assert seen == [0, 2, 4, 4, 6, 8]
    assert [line.get("status", line["event"]) for line in lines(written)] == [200, 201, 202, "later"] * 2


@in_own_thread
def test_what_a_loop_left_is_written_at_the_end(written: io.StringIO) -> None:
    async def answer() -> None:
        log_fields(logging.getLogger("recollect.access"), "request", {"status": 200})

    leave_only_ours()
    with pytest.raises(StopIteration):
        answer().send(None)  # no loop runs it
    loop = asyncio.new_event_loop()
    loop.run_until_complete(answer())
    loop.close()
    logging.getLogger("recollect").handlers[0].flush()
    assert len(lines(written)) == 2
