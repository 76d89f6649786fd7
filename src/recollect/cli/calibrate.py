"""`recollect calibrate`: the map of scores and the doubted words, refitted from feedback."""

from __future__ import annotations

from typing import Annotated

import typer

from recollect.cli import wording
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.tables import Column, print_rows
from recollect.cli.terminal import answer, say, say_whole
from recollect.domain.calibration import Calibration, Doubt
from recollect.domain.caller import LOCAL_CALLER
from recollect.scoring.learning.doubt_fitting import MarkedWords
from recollect.services.teaching import calibrating
from recollect.services.teaching.calibrating import Calibrated
from recollect.services.teaching.claim_marks import Marked, ProposedAlias, list_marked
from recollect.storage.records import calibrations

app = typer.Typer(no_args_is_help=True, add_completion=False)
_COLUMNS = (
    Column[Calibration]("calibration", lambda one: one.calibration_id, "id"),
    Column[Calibration]("in use", lambda one: "yes" if one.in_use else "no", "name"),
    Column[Calibration]("scores", lambda one: f"{one.pairs:,}", "figure"),
    Column[Calibration]("jobs", lambda one: f"{one.jobs:,}", "figure"),
    Column[Calibration]("error before", lambda one: _points(one.error_before), "figure"),
    Column[Calibration]("after", lambda one: _points(one.error_after), "figure"),
    Column[Calibration]("doubted words", lambda one: f"{len(one.doubts):,}", "figure"),
    Column[Calibration]("marks", lambda one: f"{one.marks:,}", "figure", spare=True),
    Column[Calibration]("agreed before", lambda one: _share(one.agreement_before), "figure", spare=True),
    Column[Calibration]("after", lambda one: _share(one.agreement_after), "figure", spare=True),
    Column[Calibration]("made (UTC)", lambda one: wording.moment(one.created_at), "figure", spare=True),
    Column[Calibration]("engine", lambda one: one.engine_version, "name", spare=True),
)
_WORDS = (
    Column[MarkedWords]("words", lambda one: one.words),
    Column[MarkedWords]("taken for", lambda one: one.term),
    Column[MarkedWords]("right", lambda one: f"{one.right:,}", "figure"),
    Column[MarkedWords]("wrong", lambda one: f"{one.wrong:,}", "figure"),
    Column[MarkedWords]("people", lambda one: f"{one.people:,}", "figure"),
)
_DOUBTS = (
    Column[Doubt]("doubted words", lambda one: one.words),
    Column[Doubt]("for", lambda one: one.term),
    Column[Doubt]("earn", lambda one: f"{one.credit:.0%}", "figure"),
    Column[Doubt]("right", lambda one: f"{one.right:,}", "figure"),
    Column[Doubt]("wrong", lambda one: f"{one.wrong:,}", "figure"),
    Column[Doubt]("more agree", lambda one: f"{one.gain:+,}", "figure"),
)
_PROPOSALS = (
    Column[ProposedAlias]("proposed", lambda one: one.words),
    Column[ProposedAlias]("for", lambda one: one.term),
    Column[ProposedAlias]("people", lambda one: f"{one.people:,}", "figure"),
    Column[ProposedAlias]("line of a list of skills", lambda one: one.line, spare=True),
)


@app.command("fit")
def fit(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come of it, and keep nothing.")] = False,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Refit scores and words from feedback; it is kept and used only where it is better."""
    with open_store(data) as memory:
        outcome = calibrating.calibrate(memory, LOCAL_CALLER, dry_run=dry_run)
    answer(outcome, lambda: _print_outcome(outcome), as_json=as_json)


@app.command("list")
def list_all(data: DataFolder = None, as_json: AsJson = False) -> None:
    """List what was kept, newest first, and which is in use."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        found = calibrations.list_calibrations(reader)
    answer({"calibrations": found}, lambda: print_rows(found, _COLUMNS), as_json=as_json)


@app.command("words")
def list_words(data: DataFolder = None, as_json: AsJson = False) -> None:
    """List the words that people marked right and wrong, those that are doubted, and other names that they propose."""
    with open_store(data) as memory:
        marked = list_marked(memory, LOCAL_CALLER)
        with memory.read(LOCAL_CALLER) as reader:
            used = calibrations.calibration_in_use(reader)
    doubts = used.doubts if used else ()
    answer(
        {"words": marked.words, "doubts": doubts, "proposals": marked.proposals},
        lambda: _print_words(marked, doubts),
        as_json=as_json,
    )


@app.command("use")
def use(
    calibration_id: Annotated[str, typer.Argument(metavar="CALIBRATION_ID", show_default=False)],
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Use a map that was kept from now on; analyses made before stay as they are."""
    _use(calibration_id, data, as_json=as_json)


@app.command("off")
def off(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Use no map but the engine's own from now on; those that were kept stay."""
    _use(None, data, as_json=as_json)


def _use(calibration_id: str | None, data: DataFolder, *, as_json: bool) -> None:
    with open_store(data) as memory:
        found = calibrating.use_calibration(memory, LOCAL_CALLER, calibration_id)
    answer(
        {"calibrations": found},
        lambda: say_whole(f"In use: {calibration_id or 'the map of the engine alone'}"),
        as_json=as_json,
    )


def _print_words(marked: Marked, doubts: tuple[Doubt, ...]) -> None:
    print_rows(marked.words, _WORDS)
    if doubts:
        print_rows(doubts, _DOUBTS)
    if marked.proposals:
        print_rows(marked.proposals, _PROPOSALS)
        say("`recollect skills import FILE` adds a list whose first line is name,aliases,kind.")


def _points(error: float | None) -> str:
    return wording.NONE if error is None else f"{error:.2f}"


def _share(agreement: float | None) -> str:
    return wording.NONE if agreement is None else f"{agreement:.0%}"


def _print_outcome(outcome: Calibrated) -> None:
    counted = f"{wording.count(outcome.pairs, 'corrected score')} for {wording.count(outcome.jobs, 'job')}"
    say(f"{counted}, {wording.count(outcome.marks, 'mark')}. {outcome.reason}")
    if outcome.calibration is not None:
        say_whole(f"Calibration {outcome.calibration.calibration_id} is kept, and in use.")
