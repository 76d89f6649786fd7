"""Search over everything that is kept, in one ranked list."""

from __future__ import annotations

from msgspec import Struct

from recollect.domain.caller import Caller
from recollect.domain.paging import Page
from recollect.domain.search import SearchHit
from recollect.domain.spelling import nearest_word
from recollect.domain.text import require_usable
from recollect.domain.word_match import query_tokens
from recollect.services.memory import Memory
from recollect.storage.history.event_chain import count_events
from recollect.storage.search import everything
from recollect.storage.search.known_words import list_known_words
from recollect.storage.unit import Reader


class Searched(Struct, frozen=True):
    """What was found; `meant` is what was searched for instead, where nothing holds what was written."""

    hits: Page[SearchHit]
    meant: str | None = None


def search_everything(
    memory: Memory, caller: Caller, query: str, *, cursor: str | None = None, limit: int
) -> Page[SearchHit]:
    """Give one page of the jobs, résumés, notes and feedback that hold all words, or of what has such an id."""
    require_usable(query, "query")
    with memory.read(caller) as reader:
        return everything.search_everything(reader, query, cursor=cursor, limit=limit)


def search_forgivingly(
    memory: Memory, caller: Caller, query: str, *, cursor: str | None = None, limit: int
) -> Searched:
    """Search as `search_everything` does; where nothing is found, for the words of names and jobs that are nearest."""
    hits = search_everything(memory, caller, query, cursor=cursor, limit=limit)
    if hits.items or cursor:
        return Searched(hits)
    with memory.read(caller) as reader:
        meant = _respell(memory, reader, query)
        if meant is None:
            return Searched(hits)
        found = everything.search_everything(reader, meant, cursor=None, limit=limit)
    return Searched(found, meant) if found.items else Searched(hits)


def _respell(memory: Memory, reader: Reader, query: str) -> str | None:
    """Give the query with each word that begins no known one replaced by the nearest, or None when none is near."""
    tokens = query_tokens(query)
    if not tokens:
        return None
    as_it_stands = (reader.workspace_id, count_events(reader))
    known = memory.kept.known_words.get(as_it_stands, lambda: list_known_words(reader))
    spelt = [
        token if any(word.startswith(token) for word in known) else nearest_word(token, known) or token
        for token in tokens
    ]
    return None if spelt == tokens else " ".join(spelt)
