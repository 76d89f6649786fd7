"""The root of the commands: each is imported when it is carried out, and errors end in an exit code."""

from __future__ import annotations

from importlib import import_module
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from recollect.cli.exits import exit_code_of, report_error
from recollect.cli.options import JSON_WANTED
from recollect.errors import RecollectError

EVERYDAY, UPKEEP = "Everyday", "Upkeep"


class Place(NamedTuple):
    """Where a command is defined (the module's `app`), what it is for, and where help lists it."""

    module: str
    help: str
    panel: str = EVERYDAY


PLACES: dict[str, Place] = {
    "job": Place("jobs", "Add, find, select and change jobs."),
    "resume": Place("resumes", "Add résumés by file and folder; find, read and correct them."),
    "analyze": Place("analyze", "Analyse a résumé against a job."),
    "analysis": Place("analyses", "Find analyses, and read one as a report."),
    "feedback": Place("feedback", "Say what is right and wrong in an analysis; search and export what was said."),
    "candidate": Place("candidates", "The people: list, rename, delete, export, erase."),
    "template": Place("templates", "Job descriptions kept for reuse."),
    "task": Place("tasks", "Background work: list, show, pause, resume, cancel, retry."),
    "skills": Place("skills", "What the lexicon knows: check a text, search, add lists of skills."),
    "calibrate": Place("calibrate", "Refit the scores from corrected ones, and take that back."),
    "search": Place("search", "Search jobs, people, résumés, notes, feedback and ids in one list."),
    "show": Place("show", "Show whatever an id names."),
    "undo": Place("undo", "Undo a change."),
    "audit": Place("audit", "Who did what to which record, and the proof that nobody touched the trail.", UPKEEP),
    "stats": Place("stats", "How much is stored.", UPKEEP),
    "backup": Place("backup", "Back everything up into one file; check such a file.", UPKEEP),
    "retention": Place("retention", "Erase people after days without activity; off by default.", UPKEEP),
    "restore": Place("restore", "Make a new store of a backup, or of the plain files alone.", UPKEEP),
    "archive": Place("archive", "The copy of everything in plain files: how far it is, and writing it anew.", UPKEEP),
    "import": Place("tree_import", "Take in the files of an earlier system.", UPKEEP),
    "rebuild": Place("rebuild", "Compute anew what can be: totals, search, likeness, the archive.", UPKEEP),
    "verify": Place("verify", "Read everything again and compare it with what it must be.", UPKEEP),
    "doctor": Place("doctor", "Check that this machine and this store are in order.", UPKEEP),
    "settings": Place("settings", "Every setting: its value, where it comes from, what it is for.", UPKEEP),
}


class DeferredCommand(TyperCommand):
    """A command's name and purpose; the command itself is imported by `load`."""

    def __init__(self, name: str, place: Place) -> None:
        super().__init__(name, help=place.help, rich_help_panel=place.panel)
        self._place = place

    def load(self) -> TyperCommand | TyperGroup:
        """Import the command."""
        command = get_command(import_module(f"recollect.cli.{self._place.module}").app)
        if not isinstance(command, TyperCommand | TyperGroup):
            raise TypeError(f"{self.name} is no command of Typer")
        command.name, command.help = self.name, self._place.help
        return command


class CommandGroup(TyperGroup):
    """All commands; `recollect --help` imports none of them."""

    def __init__(self, *, commands: dict[str, Any] | None = None, **attributes: Any) -> None:
        deferred = {name: DeferredCommand(name, place) for name, place in PLACES.items()}
        super().__init__(commands={**deferred, **(commands or {})}, **attributes)

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """Give the command that is asked for, imported."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command.load() if isinstance(command, DeferredCommand) else command, rest

    def invoke(self, ctx: Any) -> Any:
        """Carry out the command; an error becomes a line on standard error and its exit code."""
        try:
            return super().invoke(ctx)
        except RecollectError as error:
            report_error(error, as_json=JSON_WANTED in ctx.meta)
            raise typer.Exit(exit_code_of(error)) from error
