"""`recollect rebuild`: what can be computed is computed anew."""

from __future__ import annotations

import typer

from recollect.cli import wording
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.task_watching import finish_task
from recollect.cli.terminal import answer, say
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.upkeep.store_rebuilding import Rebuilt, read_rebuilt, submit_rebuild

app = typer.Typer(add_completion=False)


@app.command()
def rebuild(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Build anew totals, search, the likeness of feedback, profiles and the archive. Stop the server first."""
    with open_store(data) as memory:
        task = submit_rebuild(memory, LOCAL_CALLER)
        code = finish_task(memory, task, data)
        rebuilt = read_rebuilt(memory, LOCAL_CALLER, task.task_id)
    if code:
        raise typer.Exit(code)
    answer(rebuilt, lambda: _print_rebuilt(rebuilt), as_json=as_json)


def _print_rebuilt(rebuilt: Rebuilt) -> None:
    archive = "and the archive" if rebuilt.archive else "; the archive is switched off"
    say(
        f"Built anew: totals, search, profiles, the likeness of {wording.count(rebuilt.vectors, 'feedback')} {archive}."
    )
