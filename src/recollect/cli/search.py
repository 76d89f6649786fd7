"""`recollect search`: everything that is kept, in one ranked list."""

from __future__ import annotations

import typer

from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, Cursor, DataFolder, Limit, Words
from recollect.cli.tables import Column, print_page
from recollect.cli.terminal import answer, listing
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.search import SearchHit
from recollect.services.everything_search import search_everything

app = typer.Typer(add_completion=False)
_SHOWN = 20
_COLUMNS = (
    Column[SearchHit]("kind", lambda hit: hit.kind),
    Column[SearchHit]("id", lambda hit: hit.id, "id"),
    Column[SearchHit]("title", lambda hit: ", ".join(part for part in (hit.title, hit.detail) if part)),
    Column[SearchHit]("where", lambda hit: hit.snippet, spare=True),
)


@app.command()
def search(
    query: Words, limit: Limit = _SHOWN, cursor: Cursor = None, data: DataFolder = None, as_json: AsJson = False
) -> None:
    """Search jobs, people, résumés, notes, feedback and ids; the best matches come first."""
    with open_store(data) as memory:
        page = search_everything(memory, LOCAL_CALLER, " ".join(query), cursor=cursor, limit=limit)
    answer(listing("results", page), lambda: print_page(page, _COLUMNS, "result"), as_json=as_json)
