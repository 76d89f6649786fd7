"""The skill lexicon looked into: which skills a text names and why, and what the lexicon knows."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from recollect.domain.text import require_usable
from recollect.scoring.knowledge.lexicon_view import FoundSkill, KnownSkill, check_text, search_lexicon
from recollect.scoring.knowledge.vocabulary import lexicon_version
from recollect.web.answers import json_answer
from recollect.web.api.openapi import answers, record
from recollect.web.api.schemas import SkillCheckBody, SkillSearchQuery
from recollect.web.requests import UsesCaller

router = APIRouter(prefix="/api", tags=["skills"])


@router.get("/skills/search", responses=answers(record(skills=list[KnownSkill], lexicon_version=str)))
def search_skills(query: Annotated[SkillSearchQuery, Query()], caller: UsesCaller) -> Response:  # noqa: ARG001 - who asks must be known
    """Give the skills, certificates and languages that go by all words, or their beginnings, exact names first."""
    found = search_lexicon(query.query, query.limit)
    return json_answer({"skills": found, "lexicon_version": lexicon_version()})


@router.post("/skills/check", responses=answers(record(skills=list[FoundSkill], lexicon_version=str)))
def check_skills(body: SkillCheckBody, caller: UsesCaller) -> Response:  # noqa: ARG001 - who asks must be known
    """Give the skills that a text names, where, under which name, and why; nothing is kept."""
    return json_answer({"skills": check_text(require_usable(body.text, "text")), "lexicon_version": lexicon_version()})
