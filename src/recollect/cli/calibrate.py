"""`recollect calibrate`: the map of scores refitted from corrected scores."""

from __future__ import annotations

from typing import Annotated

import typer

from recollect.cli import wording
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.tables import Column, print_rows
from recollect.cli.terminal import answer, say, say_whole
from recollect.domain.calibration import Calibration
from recollect.domain.caller import LOCAL_CALLER
from recollect.services import calibrating
from recollect.services.calibrating import Calibrated
from recollect.storage import calibrations

app = typer.Typer(no_args_is_help=True, add_completion=False)
_COLUMNS = (
    Column[Calibration]("calibration", lambda one: one.calibration_id, "id"),
    Column[Calibration]("in use", lambda one: "yes" if one.in_use else "no", "name"),
    Column[Calibration]("scores", lambda one: f"{one.pairs:,}", "figure"),
    Column[Calibration]("jobs", lambda one: f"{one.jobs:,}", "figure"),
    Column[Calibration]("error before", lambda one: f"{one.error_before:.2f}", "figure"),
    Column[Calibration]("after", lambda one: f"{one.error_after:.2f}", "figure"),
    Column[Calibration]("made (UTC)", lambda one: wording.moment(one.created_at), "figure", spare=True),
    Column[Calibration]("engine", lambda one: one.engine_version, "name", spare=True),
)


@app.command("fit")
def fit(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would come of it, and keep nothing.")] = False,
    data: DataFolder = None,
    as_json: AsJson = False,
) -> None:
    """Refit the map of scores from corrected scores; it is kept and used only where it is better."""
    with open_store(data) as memory:
        outcome = calibrating.calibrate(memory, LOCAL_CALLER, dry_run=dry_run)
    answer(outcome, lambda: _print_outcome(outcome), as_json=as_json)


@app.command("list")
def list_all(data: DataFolder = None, as_json: AsJson = False) -> None:
    """List the maps that were kept, newest first, and which is in use."""
    with open_store(data) as memory, memory.read(LOCAL_CALLER) as reader:
        found = calibrations.list_calibrations(reader)
    answer({"calibrations": found}, lambda: print_rows(found, _COLUMNS), as_json=as_json)


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


def _print_outcome(outcome: Calibrated) -> None:
    say(f"{wording.count(outcome.pairs, 'corrected score')} for {wording.count(outcome.jobs, 'job')}. {outcome.reason}")
    if outcome.calibration is not None:
        say_whole(f"Calibration {outcome.calibration.calibration_id} is kept, and in use.")
