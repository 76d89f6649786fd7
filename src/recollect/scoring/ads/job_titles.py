"""The title of a job: the line of an ad that says it, and the role families that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recollect.scoring.ads.segments import Segment
from recollect.scoring.knowledge.background import Background
from recollect.scoring.knowledge.tokens import Tokens, tokenise
from recollect.scoring.knowledge.vocabulary import find_phrases, roles
from recollect.scoring.relevance import weigh_terms

_TITLE_WORDS = 10
_LINES = 6
_PAGE = re.compile(
    r"[›»\[\]]|\b(?:skip to|back to|log in|sign in|sign up|menu|search|cookies?|careers|jobs? (?:home|search|alert)|"
    r"posted|apply|save)\b|https?:|@\w",
    re.IGNORECASE,
)
_PATH = re.compile(r"\s+[>›»]\s+")
"""What stands between the pages that lead to an ad: the last of them is the ad."""
_ASIDE = re.compile(r"\s+[–—|@•·-]\s+|\s*[|(]\s*|\s*,\s+(?=[A-Z])")
_LEAST_HINT = 0.3
_RANK_WEIGHT = 0.2
_BORNE_OUT = 0.1


def find_title(description: str) -> str:
    """Give the title of an ad: the first of its first lines that names a role, or else the first; "" if too long."""
    lines = list(_first_lines(description))
    for line in lines:
        if _names_role(line):
            return line
    return next((line for line in lines[:1] if len(line.split()) <= _TITLE_WORDS), "")


def _whom_it_serves(title: Tokens, first: int) -> bool:
    """Whether a role in a title is that of somebody whom the post serves: ``assistant to the director``."""
    return any(title.keys[max(0, first - back) : max(0, first - back) + 1] == ["to"] for back in (1, 2, 3))


def roles_of_title(title: Tokens, description: Tokens, background: Background) -> tuple[int, ...]:
    """Give the role families that a title names, or else the one that its words hint at and the text bears out."""
    found = list(find_phrases(title, roles().trie))
    own = [one for one in found if not _whom_it_serves(title, one[1])] or found
    named = tuple(dict.fromkeys(one[0] for one in own))
    if len(named) == 1:
        return named
    spoken = weigh_terms(description.stems, (), {}, background).weights
    if named:
        most = max(spoken.get(f"@{family}", 0.0) for family in named)
        others = (family for family in named[1:] if spoken.get(f"@{family}", 0.0) >= _BORNE_OUT * most)
        return (named[0], *others)
    hinted: dict[int, float] = {}
    for stem in dict.fromkeys(title.stems):
        families = roles().hints.get(stem, ()) if background.weight(stem) > _RANK_WEIGHT else ()
        for family in families:
            hinted[family] = hinted.get(family, 0.0) + 1 / len(families)
    sums = {family: worth * spoken.get(f"@{family}", 0.0) for family, worth in hinted.items()}
    best = max(sums, key=lambda family: (sums[family], -family), default=None)
    if best is None or not sums[best]:
        return ()
    leads = spoken[f"@{best}"] >= max(spoken.get(f"@{family}", 0.0) for family in range(len(roles().families)))
    return (best,) if leads or hinted[best] >= _LEAST_HINT else ()


def says_title(description: str, segment: Segment, title: str) -> bool:
    """Whether a segment only says the job's title again, with the employer or place perhaps."""
    line = description[segment.start : segment.end]
    return (
        bool(title) and title.casefold() in line.casefold() and len(line.split()) <= _TITLE_WORDS and not segment.headed
    )


def _names_role(line: str) -> bool:
    return next(find_phrases(tokenise(line), roles().trie), None) is not None


def _first_lines(description: str) -> Iterator[str]:
    """Yield the first lines that can be a title, without place, pay and what else stands behind a dash or bar."""
    seen = 0
    for line in description.splitlines():
        words = line.strip()
        if not words:
            continue
        seen += 1
        if seen > _LINES:
            return
        if _PAGE.search(words) and _names_role(last := _PATH.split(words)[-1]):
            words = last
        if _PAGE.search(words) or words.endswith("."):
            continue
        if len(words.split()) > _TITLE_WORDS:
            words = _ASIDE.split(words, maxsplit=1)[0].strip()
        if 0 < len(words.split()) <= _TITLE_WORDS:
            yield words
