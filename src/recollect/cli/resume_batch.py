"""Many files at once: each is kept or fails by itself, and none stops the others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from msgspec import UNSET, Struct, UnsetType

from recollect.cli import wording
from recollect.cli.exits import ExitCode, detail_of, exit_code_of
from recollect.cli.terminal import complain, progress, say, say_whole
from recollect.domain.analysis import AnalysisResult
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import InvalidInput, RecollectError
from recollect.services.memory import Memory
from recollect.services.resume_analysis import analyse_resume, require_job
from recollect.services.resume_intake import receive_resume


class Added(Struct, frozen=True, kw_only=True):
    """A file that is kept, and its analysis when one was asked for."""

    file: str
    resume_id: str
    candidate_id: str
    candidate_name: str
    filename: str
    duplicate: bool
    analysis_id: str | UnsetType = UNSET
    job_id: str | UnsetType = UNSET
    result: AnalysisResult | UnsetType = UNSET


class Failed(Struct, frozen=True, kw_only=True):
    """A file that failed, and why; with a `resume_id` it is kept, and only its analysis failed."""

    file: str
    error: str
    detail: str
    resume_id: str | UnsetType = UNSET


class Batch(Struct, frozen=True, kw_only=True):
    """What became of each file, in the order of their names."""

    added: list[Added]
    failed: list[Failed]


class _Outcome(NamedTuple):
    said: Added | Failed
    code: ExitCode


class _UnreadableFile(InvalidInput):
    """A path of the command line that can't be read from disk."""

    name = "unreadable_file"


def add_files(
    memory: Memory,
    paths: Sequence[Path],
    *,
    largest: int,
    at_once: int,
    job_id: str | None,
    analyse: bool,
    as_json: bool,
) -> tuple[Batch, ExitCode]:
    """Keep the files of all paths, `at_once` at a time; without `as_json`, say of each what became of it.

    The exit code is that of the error when there was only one file, and `FAILED` when some of several failed.
    `largest` is the limit of bytes; of a larger file no more is read. Raises, before any file is taken, when there is
    no job to analyse against.
    """
    against = require_job(memory, LOCAL_CALLER, job_id) if analyse else None
    files = list(_files_of(paths))
    batch = Batch(added=[], failed=[])
    codes: list[ExitCode] = []

    def take(file: Path) -> _Outcome:
        return _take(memory, file, largest, against)

    executor = ThreadPoolExecutor(max_workers=at_once)
    try:
        with progress("Reading résumés", len(files)) as advance:
            for done, outcome in enumerate(executor.map(take, files), start=1):
                advance(done)
                codes.append(outcome.code)
                if isinstance(outcome.said, Added):
                    batch.added.append(outcome.said)
                else:
                    batch.failed.append(outcome.said)
                if not as_json:
                    _say_outcome(outcome.said)
    finally:
        executor.shutdown(cancel_futures=True)
    if not as_json:
        _say_totals(batch)
    return batch, codes[0] if len(codes) == 1 else ExitCode.FAILED if batch.failed else ExitCode.OK


def _files_of(paths: Sequence[Path]) -> Iterator[Path]:
    """Give the files that paths name; of a folder all below it, but what is hidden, by name."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, files in os.walk(path):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(folder) / name for name in sorted(files) if not name.startswith("."))


def _take(memory: Memory, file: Path, largest: int, job_id: str | None) -> _Outcome:
    named = os.fsencode(file).decode(errors="replace")
    resume_id: str | UnsetType = UNSET
    try:
        received = receive_resume(memory, LOCAL_CALLER, _read(file, largest), file.name)
        resume_id = received.resume_id
        analysed = analyse_resume(memory, LOCAL_CALLER, resume_id, job_id) if job_id else None
    except RecollectError as error:
        failed = Failed(file=named, error=error.name, detail=detail_of(error), resume_id=resume_id)
        return _Outcome(failed, exit_code_of(error))
    added = Added(
        file=named,
        resume_id=received.resume_id,
        candidate_id=received.candidate_id,
        candidate_name=received.candidate_name,
        filename=received.filename,
        duplicate=received.duplicate,
        analysis_id=analysed.analysis_id if analysed else UNSET,
        job_id=analysed.job_id if analysed else UNSET,
        result=analysed.result if analysed else UNSET,
    )
    return _Outcome(added, ExitCode.OK)


def _read(file: Path, largest: int) -> bytes:
    if file.exists() and not file.is_file():
        raise _UnreadableFile("This is neither a file nor a folder.")
    try:
        with file.open("rb") as stream:
            return stream.read(largest + 1)
    except OSError as error:
        raise _UnreadableFile(f"It can't be read ({error.strerror}).") from error


def _say_outcome(outcome: Added | Failed) -> None:
    if isinstance(outcome, Failed):
        kept = f" (kept as {outcome.resume_id})" if outcome.resume_id is not UNSET else ""
        complain(f"✗ {outcome.file}: {outcome.error}: {wording.one_line(outcome.detail)}{kept}")
        return
    sign = "=" if outcome.duplicate else "+"
    before = ", kept before" if outcome.duplicate else ""
    say_whole(f"{sign} {outcome.resume_id}  {wording.person(outcome.candidate_name)}  ({outcome.file}{before})")
    if outcome.result is not UNSET:
        verdict = wording.verdict(outcome.result.hiring_recommendation)
        say_whole(f"    {outcome.analysis_id}  {wording.score(outcome.result.overall_score)}  {verdict}", style="dim")


def _say_totals(batch: Batch) -> None:
    again = sum(added.duplicate for added in batch.added)
    say(f"{len(batch.added) - again:,} added, {again:,} kept before, {len(batch.failed):,} failed", style="bold")
