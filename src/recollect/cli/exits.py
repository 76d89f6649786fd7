"""What an error becomes on the command line: a line on standard error and an exit code."""

from __future__ import annotations

import sys
from enum import IntEnum

import msgspec

from recollect.errors import (
    ArchiveError,
    CalledOff,
    DocumentError,
    InvalidInput,
    NoJobSelected,
    NotFound,
    NothingToMove,
    RecollectError,
    RequestUnderWay,
    StaleVersion,
    StartupError,
    StorageError,
    TaskConflict,
    UndoConflict,
)


class ExitCode(IntEnum):
    """The exit codes. They are a promise to scripts."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NOT_FOUND = 3
    CONFLICT = 4
    DOCUMENT = 5
    STORAGE = 6
    STARTUP = 7


MEANINGS: dict[ExitCode, str] = {
    ExitCode.OK: "done",
    ExitCode.FAILED: "something failed, or problems were found",
    ExitCode.USAGE: "the command or a value can't be used",
    ExitCode.NOT_FOUND: "nothing of this id",
    ExitCode.CONFLICT: "a conflict: no job selected, a stale version, an undo of what was changed since",
    ExitCode.DOCUMENT: "the document was refused",
    ExitCode.STORAGE: "the store could not do it; nothing was changed",
    ExitCode.STARTUP: "it can't start as it is set up",
}

_CODES: tuple[tuple[type[RecollectError], ExitCode], ...] = (
    (InvalidInput, ExitCode.USAGE),
    (NotFound, ExitCode.NOT_FOUND),
    (NoJobSelected, ExitCode.CONFLICT),
    (StaleVersion, ExitCode.CONFLICT),
    (UndoConflict, ExitCode.CONFLICT),
    (NothingToMove, ExitCode.CONFLICT),
    (TaskConflict, ExitCode.CONFLICT),
    (CalledOff, ExitCode.CONFLICT),
    (RequestUnderWay, ExitCode.CONFLICT),
    (DocumentError, ExitCode.DOCUMENT),
    (StorageError, ExitCode.STORAGE),
    (ArchiveError, ExitCode.STORAGE),
    (StartupError, ExitCode.STARTUP),
)

_IN_COMMANDS = (
    (
        "Send `job_id`, or select one with POST /api/jobs/{job_id}/select",
        "Name one with --job, or select one with `recollect job select ID`",
    ),
    ("kept without its text too, as a scan.", "kept without its text too, by `--keep-scans`."),
    ("recollect doctor`) and read it anew,", "recollect doctor`) and `recollect resume reread RESUME_ID`,"),
    ("GET /api/jobs", "`recollect job list`"),
    ("GET /api/resumes", "`recollect resume list`"),
    ("GET /api/analyses", "`recollect analysis list`"),
    ("GET /api/tasks", "`recollect task list`"),
    ("GET /api/templates", "`recollect template list`"),
    ("GET /api/calibrations", "`recollect calibrate list`"),
)


def exit_code_of(error: RecollectError) -> ExitCode:
    """Give the exit code of an error."""
    return next((code for kind, code in _CODES if isinstance(error, kind)), ExitCode.FAILED)


def exit_code_of_name(name: str) -> ExitCode:
    """Give the exit code of an error by its name, as a task keeps it."""
    kinds = [RecollectError]
    for kind in kinds:
        if kind.name == name:
            return exit_code_of(kind(""))
        kinds += kind.__subclasses__()
    return ExitCode.FAILED


def detail_of(error: RecollectError) -> str:
    """Give what happened and what to do, in the words of the command line where the detail speaks of the API."""
    return in_commands(error.detail)


def in_commands(detail: str) -> str:
    """Give a text that may speak of the API in the words of the command line."""
    for of_the_api, of_commands in _IN_COMMANDS:
        detail = detail.replace(of_the_api, of_commands)
    return detail


def error_body(error: RecollectError) -> dict[str, str]:
    """Give an error in the shape of the API's error body."""
    body = {"error": error.name, "detail": detail_of(error)}
    return body | {"id": error.id} if error.id else body


def report_error(error: RecollectError, *, as_json: bool) -> None:
    """Say on standard error what happened, on one line; with `as_json` also as a JSON object on the next."""
    named = f" ({error.id})" if error.id and error.id not in error.detail else ""
    sys.stderr.write(f"error: {error.name}: {' '.join(detail_of(error).split())}{named}\n")
    if as_json:
        sys.stderr.write(msgspec.json.encode(error_body(error)).decode() + "\n")
