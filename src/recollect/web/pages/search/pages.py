"""Search over everything: a page, and alone what was found for the search box."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from recollect.domain.caller import Caller
from recollect.domain.word_match import query_tokens
from recollect.errors import InvalidInput
from recollect.services.everything_search import search_forgivingly
from recollect.services.memory import Memory
from recollect.web.pages.lists import address_of, say_total, view_pager
from recollect.web.pages.rendering import is_for, render_page, render_part
from recollect.web.pages.search.commands import COMMANDS, find_commands
from recollect.web.pages.search.views import view_found

router = APIRouter(include_in_schema=False)

PATH = "/search"
_ROWS, _IN_BOX = 30, 8
_LONGEST = 1000
_AN_ID = 1000.0
_SEE_OTHER = 303


@router.get(PATH)
def show_search(request: Request, q: str = "", cursor: str = "") -> Response:
    """Show what is found for `q`; an id that is written whole leads to its record."""
    memory: Memory = request.app.state.memory
    caller: Caller = request.state.caller
    alone = is_for(request, "found")
    if len(q) > _LONGEST:
        raise InvalidInput(f"The search has {len(q):,} characters; it takes up to {_LONGEST:,}.")
    tokens = query_tokens(q)
    searched = search_forgivingly(memory, caller, q, cursor=cursor or None, limit=_IN_BOX if alone else _ROWS)
    hits, asked = searched.hits, searched.meant or q
    if not alone and len(hits.items) == 1 and hits.items[0].score >= _AN_ID and not cursor:
        return RedirectResponse(f"/{hits.items[0].id}", _SEE_OTHER)
    commands = [] if cursor else find_commands(tokens)
    marked = query_tokens(asked)
    shown: dict[str, Any] = {
        "q": q,
        "meant": searched.meant,
        "found": view_found(hits, commands, marked),
        "said": say_total(hits, "result"),
        "everywhere": address_of(PATH, {"q": asked}),
        "more": hits.next_cursor is not None,
    }
    if alone:
        return render_part("search/found.html", alone=True, **shown)
    pager = view_pager(hits, PATH, {"q": asked}, cursor)
    return render_page(request, "search/search.html", alone=False, pager=pager, commands=COMMANDS, **shown)
