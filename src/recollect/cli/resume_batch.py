"""Many files at once: each is kept or fails by itself, and none stops the others."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import NamedTuple

from msgspec import UNSET, Struct, UnsetType

from recollect.cli import wording
from recollect.cli.exits import ExitCode, detail_of, exit_code_of
from recollect.cli.resume_sources import Source, Sources
from recollect.cli.terminal import complain, progress, say, say_whole
from recollect.domain.analysis import AnalysisResult
from recollect.domain.caller import LOCAL_CALLER
from recollect.errors import RecollectError
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


def add_files(
    memory: Memory,
    sources: Sources,
    *,
    at_once: int,
    job_id: str | None,
    analyse: bool,
    keep_scans: bool,
    as_json: bool,
) -> tuple[Batch, ExitCode]:
    """Keep all documents, `at_once` at a time; without `as_json`, say of each what became of it.

    The exit code is that of the error when there was only one, and `FAILED` when some of several failed. Raises,
    before any is taken, when there is no job to analyse against.
    """
    against = require_job(memory, LOCAL_CALLER, job_id) if analyse else None
    batch = Batch(added=[], failed=[])
    codes: list[ExitCode] = []

    def take(source: Source) -> _Outcome:
        return _take(memory, source, against, keep_scans=keep_scans)

    executor = ThreadPoolExecutor(max_workers=at_once)
    try:
        with progress("Reading résumés", sources.known) as advance:
            for done, outcome in enumerate(_in_turn(executor, take, sources, ahead=2 * at_once), start=1):
                advance(done, sources.known)
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


def _in_turn(
    executor: ThreadPoolExecutor, take: Callable[[Source], _Outcome], sources: Iterable[Source], *, ahead: int
) -> Iterator[_Outcome]:
    """Give what became of each document in their order; `ahead` of them are begun at most."""
    pending: deque[Future[_Outcome]] = deque()
    for source in sources:
        pending.append(executor.submit(take, source))
        if len(pending) >= ahead:
            yield pending.popleft().result()
    while pending:
        yield pending.popleft().result()


def _take(memory: Memory, source: Source, job_id: str | None, *, keep_scans: bool) -> _Outcome:
    resume_id: str | UnsetType = UNSET
    try:
        received = receive_resume(memory, LOCAL_CALLER, source.read(), source.filename, keep_scan=keep_scans)
        resume_id = received.resume_id
        analysed = analyse_resume(memory, LOCAL_CALLER, resume_id, job_id) if job_id else None
    except RecollectError as error:
        failed = Failed(file=source.named, error=error.name, detail=detail_of(error), resume_id=resume_id)
        return _Outcome(failed, exit_code_of(error))
    added = Added(
        file=source.named,
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
