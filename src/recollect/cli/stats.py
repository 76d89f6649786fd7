"""`recollect stats`: how much is stored."""

from __future__ import annotations

import typer
from rich import filesize

from recollect.cli import wording
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.tables import print_facts
from recollect.cli.terminal import answer
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.upkeep.storage_statistics import StorageStatistics, storage_statistics

app = typer.Typer(add_completion=False)


@app.command()
def stats(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Show how much is stored."""
    with open_store(data) as memory:
        stored = storage_statistics(memory, LOCAL_CALLER)
    answer(stored, lambda: _print_statistics(stored), as_json=as_json)


def _print_statistics(stored: StorageStatistics) -> None:
    average = stored.feedback.average_rating
    backup = stored.last_backup
    rated = "" if average is None else f", rated {average:.2f} on average"
    print_facts(
        [
            ("jobs", f"{stored.jobs.total:,}"),
            ("résumés", f"{stored.resumes.total:,}"),
            ("read by an older reader", f"{stored.readings_outdated:,}"),
            ("analyses", f"{stored.analyses.total:,}"),
            ("feedback", f"{stored.feedback.total_feedback:,}{rated}"),
            ("current job", stored.current_job_id or wording.NONE),
            ("database", filesize.decimal(stored.bytes.database)),
            ("documents", filesize.decimal(stored.bytes.documents)),
            (
                "last backup (UTC)",
                wording.NONE if backup is None else f"{wording.moment(backup.made_at)} {backup.path}",
            ),
            ("archive", f"{filesize.decimal(stored.bytes.archive)}, {_lag(stored)}"),
        ]
    )


def _lag(stored: StorageStatistics) -> str:
    archive = stored.archive
    if archive.problem:
        return f"not kept: {archive.problem}"
    if not archive.enabled:
        return "switched off"
    if not archive.events_behind:
        return "current"
    return f"{wording.count(archive.events_behind, 'event')} behind, {archive.seconds_behind:,.1f} s"
