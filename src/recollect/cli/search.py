"""`recollect search`: everything that is kept, in one ranked list."""

from __future__ import annotations

import typer

from recollect.cli.opening import open_store
from recollect.cli.options import AsJson, Cursor, DataFolder, Limit, Words
from recollect.cli.tables import Column, print_page
from recollect.cli.terminal import answer, listing, say
from recollect.domain.caller import LOCAL_CALLER
from recollect.domain.search import SearchHit
from recollect.services.everything_search import search_forgivingly

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
        found = search_forgivingly(memory, LOCAL_CALLER, " ".join(query), cursor=cursor, limit=limit)

    def show() -> None:
        if found.meant:
            say(f"Nothing holds “{' '.join(query)}”; this is what holds “{found.meant}”.")
        print_page(found.hits, _COLUMNS, "result")

    answer({**listing("results", found.hits), "meant": found.meant}, show, as_json=as_json)
