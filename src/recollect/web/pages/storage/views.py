"""What is stored as its page shows it: how much, how far the plain files are, and the backups there are."""

from __future__ import annotations

from msgspec import Struct

from recollect.services.archiving.archive_status import ArchiveStatus
from recollect.services.backups.backup_tasks import Backups
from recollect.services.upkeep.storage_statistics import StorageStatistics
from recollect.web.pages.wording import Moment, Status, say_bytes, say_count, say_moment, say_seconds
from recollect.web.pages.work.views import TaskView, view_task

PATH = "/storage"


class Figure(Struct, frozen=True):
    """A figure, what it counts, and what more there is to say."""

    name: str
    value: str
    more: str = ""


class ArchiveView(Struct, frozen=True, kw_only=True):
    """How far the copy in plain files is."""

    status: Status
    said: str
    size: str
    seq: str


class BackupRow(Struct, frozen=True, kw_only=True):
    """A backup that lies in the folder."""

    path: str
    size: str
    moment: Moment


class BackupsView(Struct, frozen=True, kw_only=True):
    """Where backups go, those there are, and the one that is being made."""

    folder: str
    rows: tuple[BackupRow, ...]
    last: Moment | None
    last_path: str
    under_way: TaskView | None


def view_figures(stored: StorageStatistics) -> tuple[Figure, ...]:
    """Show how much is stored."""
    rated = stored.feedback.average_rating
    old = stored.readings_outdated
    return (
        Figure("Jobs", f"{stored.jobs.total:,}"),
        Figure("Résumés", f"{stored.resumes.total:,}", f"{old:,} read by an older reader" if old else ""),
        Figure("Analyses", f"{stored.analyses.total:,}"),
        Figure(
            "Feedback",
            f"{stored.feedback.total_feedback:,}",
            "" if rated is None else f"rated {rated:.2f} on average",
        ),
    )


def view_room(stored: StorageStatistics) -> tuple[Figure, ...]:
    """Show how much room it takes."""
    return (
        Figure("Database", say_bytes(stored.bytes.database)),
        Figure("Documents", say_bytes(stored.bytes.documents)),
        Figure("Plain files", say_bytes(stored.bytes.archive)),
    )


def view_archive(found: ArchiveStatus) -> ArchiveView:
    """Show how far the copy in plain files is."""
    behind = f"{say_count(found.events_behind, 'change')} behind, {say_seconds(found.seconds_behind)}"
    if found.problem:
        status, said = Status("gap", "Not kept"), found.problem
    elif not found.enabled:
        status, said = Status("wait", "Switched off"), "The setting archive is off."
    elif found.events_behind:
        status, said = Status("part", "Catching up"), behind
    else:
        status, said = Status("ok", "Current"), "Every change stands in the plain files too."
    return ArchiveView(status=status, said=said, size=say_bytes(found.bytes), seq=f"{found.seq:,}")


def view_backups(found: Backups) -> BackupsView:
    """Show where backups go and which there are."""
    return BackupsView(
        folder=found.folder or "",
        rows=tuple(
            BackupRow(path=one.path, size=say_bytes(one.bytes), moment=say_moment(one.made_at)) for one in found.backups
        ),
        last=say_moment(found.last.made_at) if found.last else None,
        last_path=found.last.path if found.last else "",
        under_way=view_task(found.under_way) if found.under_way else None,
    )
