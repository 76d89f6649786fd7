"""Search over everything that is kept, in one ranked list."""

from __future__ import annotations

from recollect.domain.caller import Caller
from recollect.domain.paging import Page
from recollect.domain.search import SearchHit
from recollect.domain.text import require_usable
from recollect.services.memory import Memory
from recollect.storage import everything


def search_everything(
    memory: Memory, caller: Caller, query: str, *, cursor: str | None = None, limit: int
) -> Page[SearchHit]:
    """Give one page of the jobs, résumés, notes and feedback that hold all words, or of what has such an id."""
    require_usable(query, "query")
    with memory.read(caller) as reader:
        return everything.search_everything(reader, query, cursor=cursor, limit=limit)
