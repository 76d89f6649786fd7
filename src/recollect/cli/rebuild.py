"""`recollect rebuild`: what can be computed is computed anew."""

from __future__ import annotations

import typer

from recollect.cli import wording
from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, DataFolder
from recollect.cli.terminal import answer, progress, say
from recollect.domain.caller import LOCAL_CALLER
from recollect.services.store_rebuilding import Rebuilt, rebuild_store

app = typer.Typer(add_completion=False)


@app.command()
def rebuild(data: DataFolder = None, as_json: AsJson = False) -> None:
    """Count totals, index for search, compare feedback and write the archive anew. Stop the server first."""
    with open_store(data) as memory, progress("Building anew", None) as advance:
        rebuilt = rebuild_store(memory, LOCAL_CALLER, lambda _what, done: advance(done))
    answer(rebuilt, lambda: _print_rebuilt(rebuilt), as_json=as_json)


def _print_rebuilt(rebuilt: Rebuilt) -> None:
    archive = "and the archive" if rebuilt.archive else "; the archive is switched off"
    say(f"Built anew: totals, search, the likeness of {wording.count(rebuilt.vectors, 'feedback')} {archive}.")
