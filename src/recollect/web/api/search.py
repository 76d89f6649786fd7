"""Search over everything that is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from recollect.domain.search import SearchHit
from recollect.services.everything_search import search_forgivingly
from recollect.web.answers import json_answer, listing
from recollect.web.api.openapi import answers, list_of
from recollect.web.api.schemas import SearchQuery
from recollect.web.requests import UsesCaller, UsesMemory

router = APIRouter(prefix="/api", tags=["store"])

_LIST = list_of("results", SearchHit)
_FOUND = {**_LIST, "properties": {**_LIST["properties"], "meant": {"type": ["string", "null"]}}}


@router.get("/search", responses=answers(_FOUND))
def search(query: Annotated[SearchQuery, Query()], memory: UsesMemory, caller: UsesCaller) -> Response:
    """Give the jobs, résumés, notes and feedback that hold all words, or what has such an id, best first."""
    found = search_forgivingly(memory, caller, query.query, cursor=query.cursor, limit=query.limit)
    return json_answer({**listing("results", found.hits), "meant": found.meant})
