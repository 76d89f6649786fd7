"""`recollect show`: whatever an id names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from recollect.cli.analyses import analysis_answer
from recollect.cli.candidates import candidate_answer
from recollect.cli.feedback_views import feedback_answer
from recollect.cli.jobs import job_answer
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.resumes import resume_answer
from recollect.cli.tasks import task_answer
from recollect.cli.templates import template_answer
from recollect.cli.terminal import answer
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.memory import Memory
from recollect.services.record_lookup import find_kind

app = typer.Typer(add_completion=False)
_ANSWERS: dict[str, Callable[[Memory, str], tuple[dict[str, object], Callable[[], None]]]] = {
    "job": job_answer,
    "resume": resume_answer,
    "analysis": analysis_answer,
    "feedback": feedback_answer,
    "candidate": candidate_answer,
    "template": template_answer,
    "task": task_answer,
}


@app.command()
def show(
    record_id: Annotated[str, typer.Argument(metavar="ID", help="Any id.", show_default=False)],
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Show whatever an id names."""
    with open_store(data) as memory:
        found = _ANSWERS[find_kind(memory, LOCAL_CALLER, record_id)](memory, record_id)
    answer(*found, as_json=as_json)
