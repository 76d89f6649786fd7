"""How every deletion is answered: with the command that undoes it."""

from __future__ import annotations

from pathlib import Path

from recollect.cli.opening import command_line
from recollect.cli.terminal import answer, say_whole


def answer_deletion(noun: str, record_id: str, event_id: str, data: Path | None, *, as_json: bool) -> None:
    """Answer that a record was deleted, and how to undo it."""
    document = {"message": f"{noun} deleted", "id": record_id, "event_id": event_id}

    def show() -> None:
        say_whole(f"{noun} {record_id} is deleted.")
        say_whole(f"Undo: {command_line(data, 'undo', event_id)}", style="dim")

    answer(document, show, as_json=as_json)
