"""`recollect undo`: a change is undone from its event."""

from __future__ import annotations

from typing import Annotated

import typer

from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.terminal import answer, say_whole
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.event import summarise
from recollect.services.history import undoing

app = typer.Typer(add_completion=False)


@app.command()
def undo(
    event_id: Annotated[str, typer.Argument(metavar="EVENT_ID", show_default=False)],
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Undo a change."""
    with open_store(data) as memory:
        event = undoing.undo(memory, LOCAL_CALLER, event_id)
    document = {"message": "Undone", "id": event_id}
    said = summarise(event.action, event.payload)
    answer(document, lambda: say_whole(f"Undone: {said} ({event.entity_id})"), as_json=as_json)
