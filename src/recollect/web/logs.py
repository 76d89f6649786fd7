"""Structured logs: one JSON object a line on stderr, without personal data."""

from __future__ import annotations

import logging
import sys
import time
from datetime import UTC, datetime

import msgspec

_BLANK = vars(logging.LogRecord("", logging.NOTSET, "", 0, "", None, None))


class FieldsRecord(logging.LogRecord):
    """A record that is all fields, made without asking where it comes from: 1 µs rather than 4, at every request."""

    def __init__(self, name: str, level: int, event: str, fields: dict[str, object]) -> None:
        self.__dict__.update(
            _BLANK, name=name, levelno=level, levelname=logging.getLevelName(level), msg=event, created=time.time(),
            fields=fields,
        )  # fmt: skip


class JsonLines(logging.Formatter):
    """Writes a log record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line."""
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "from": record.name,
            "event": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return msgspec.json.encode(line).decode()


def set_up_logs(level: str) -> None:
    """Send the logs of this program and its server to stderr."""
    _leave_out_what_no_line_shows()
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("recollect", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level.upper())
        logger.propagate = False


def _leave_out_what_no_line_shows() -> None:
    """Spare every record the search for its caller, thread and process, as Python's own guide to logging advises."""
    logging._srcfile = None  # noqa: SLF001 - the documented way
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    if sys.version_info >= (3, 12):
        logging.logAsyncioTasks = False
