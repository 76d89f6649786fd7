"""Things that no list holds, looked for by their words or by others that say the same."""

from __future__ import annotations

from recollect.domain.analysis import RequirementKind
from recollect.scoring.judging.closeness import RELATED_CREDIT
from recollect.scoring.judging.described import Told, find_told
from recollect.scoring.judging.verdicts import NOT_FOUND, NOT_SAID, Verdict
from recollect.scoring.profiles import JobProfile, ResumeProfile
from recollect.scoring.reading.standing import DENIED, DENYING_WITHIN, FULL, clause_standing

MET_SHARE = 0.6
NAMED_SHARE = 0.7
"""The share of the words of a name by which it is told of: more, as other things share some of them."""
PARTLY_SHARE = 0.55
_BETWEEN = 1
"""So many other words may stand within a name: what is further apart is no name: ``built order and stock services``."""
_SOME = "Only some of it is said."
_LISTED = "Its words stand in a list; nothing told of the work bears them out."


def judge_words(words: tuple[str, ...], resume: ResumeProfile, *, counts: bool, wholly: bool = False) -> Verdict:
    """Look for a phrase that no list holds: how much of it is told of in one place; unknown where it need not be.

    `wholly` tells that it is a name: a part of it is of no use, and its words stand together.
    """
    enough = NAMED_SHARE if wholly else MET_SHARE
    told = find_told(words, resume, enough if wholly else PARTLY_SHARE, strict=wholly or len(words) == 1)
    if told.share >= PARTLY_SHARE and (standing := _standing(told, resume)) != DENIED:
        span = (resume.tokens.starts[told.first], resume.tokens.ends[told.last])
        is_enough = told.share >= enough and not (wholly and told.last - told.first > len(words) + _BETWEEN)
        if not is_enough and len(words) > 1:
            return Verdict("partly", RELATED_CREDIT, _SOME, (span,))
        if is_enough:
            if standing < FULL:
                return Verdict("partly", RELATED_CREDIT, "Named, but as little known.", (span,))
            if (len(words) > 1 or resume.unproven) and _is_listed(span[0], resume):
                return Verdict("partly", RELATED_CREDIT, _LISTED, (span,))
            return Verdict("met", 1.0, "", (span,))
    return NOT_FOUND if counts else NOT_SAID


def words_beside_title(words: tuple[str, ...], kind: RequirementKind, job: JobProfile) -> tuple[str, ...]:
    """Give the words of a phrase without those of the post's own title, which all who hold such a post can show.

    A paper keeps all its words: ``registered`` alone is no registered nurse.
    """
    if kind == "certification":
        return words
    return tuple(word for word in words if word not in job.title_stems) or words


def judge_rank(words: tuple[str, ...], resume: ResumeProfile) -> Verdict:
    """Look for a rank in the titles of the positions held, the newest first."""
    tokens = resume.tokens
    for position in resume.positions:
        first, last = tokens.slice_at(position.title_start, position.title_end)
        if not set(words).isdisjoint(tokens.stems[first:last]):
            return Verdict("met", 1.0, "", ((position.title_start, position.title_end),))
    return NOT_FOUND


def _standing(told: Told, resume: ResumeProfile) -> float:
    if not DENYING_WITHIN.isdisjoint(resume.tokens.keys[told.first : told.last]):
        return DENIED
    return clause_standing(resume.text, resume.tokens, told.first, told.last + 1)


def _is_listed(offset: int, resume: ResumeProfile) -> bool:
    """Whether a place lies among listed skills, in a résumé that tells of work."""
    if not resume.positions:
        return False
    return any(one.kind == "skills" and one.start <= offset < one.end for one in resume.sections)
