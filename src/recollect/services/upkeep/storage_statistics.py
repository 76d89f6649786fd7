"""What is stored, and how much room it takes."""

from __future__ import annotations

from typing import Generic, TypeVar

from msgspec import Struct

from recollect.documents.reader_version import READER_VERSION
from recollect.domain.analysis import AnalysisSummary
from recollect.domain.caller import Caller
from recollect.domain.ids import JobId
from recollect.domain.job import JobSummary
from recollect.domain.paging import Page
from recollect.domain.resume import ResumeSummary
from recollect.services.archiving.archive_status import archive_status
from recollect.services.backups.backup_making import Backup, find_last_backup
from recollect.services.memory import Memory
from recollect.storage import counters
from recollect.storage.records import analyses, feedback, jobs, readings, resumes
from recollect.storage.records.analyses import AnalysisFilter
from recollect.storage.records.callers import current_job_id

T = TypeVar("T")
_RECENT = 5


class Recent(Struct, Generic[T], frozen=True):
    """How many there are, and the newest five."""

    total: int
    recent: tuple[T, ...]


class FeedbackTotals(Struct, frozen=True):
    """How much feedback there is, and how it rates on average."""

    total_feedback: int
    average_rating: float | None


class Bytes(Struct, frozen=True):
    """How much room the store takes, in bytes."""

    database: int
    documents: int
    archive: int


class ArchiveLag(Struct, frozen=True, kw_only=True):
    """How far the plain-file archive is behind the store; `problem` says what keeps it from going on."""

    enabled: bool
    events_behind: int
    seconds_behind: float
    problem: str | None


class StorageStatistics(Struct, frozen=True, kw_only=True):
    """What is stored."""

    jobs: Recent[JobSummary]
    resumes: Recent[ResumeSummary]
    analyses: Recent[AnalysisSummary]
    feedback: FeedbackTotals
    current_job_id: JobId | None
    bytes: Bytes
    readings_outdated: int
    last_backup: Backup | None
    archive: ArchiveLag


def storage_statistics(memory: Memory, caller: Caller) -> StorageStatistics:
    """Give what is stored, from maintained totals alone."""
    archive = archive_status(memory)
    with memory.read(caller) as reader:
        said = feedback.get_statistics(reader)
        return StorageStatistics(
            jobs=_recent(jobs.list_jobs(reader, cursor=None, limit=_RECENT)),
            resumes=_recent(resumes.list_resumes(reader, query=None, cursor=None, limit=_RECENT)),
            analyses=_recent(analyses.list_analyses(reader, AnalysisFilter(), cursor=None, limit=_RECENT)),
            feedback=FeedbackTotals(said.total_feedback, said.average_rating),
            current_job_id=current_job_id(reader, caller.caller_id),
            bytes=Bytes(memory.store.size_bytes(), counters.total(reader, counters.DOCUMENT_BYTES), archive.bytes),
            archive=ArchiveLag(
                enabled=archive.enabled,
                events_behind=archive.events_behind,
                seconds_behind=archive.seconds_behind,
                problem=archive.problem,
            ),
            readings_outdated=readings.count_read_by_others(reader, READER_VERSION),
            last_backup=find_last_backup(reader),
        )


def _recent(page: Page[T]) -> Recent[T]:
    return Recent(page.total, page.items)
