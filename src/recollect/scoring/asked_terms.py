"""Skills, papers and languages that a sentence of an ad names, and which of them are alternatives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from recollect.domain.analysis import RequirementKind
from recollect.scoring.asked_words import telling_words
from recollect.scoring.concepts import ways_to_say
from recollect.scoring.grades import grade_of
from recollect.scoring.judging_languages import B1, B2, C1, level_told
from recollect.scoring.mentions import Found, is_list_gap
from recollect.scoring.profiles import Asked, Need
from recollect.scoring.segments import Segment
from recollect.scoring.strength import read_strength
from recollect.scoring.tokens import Tokens
from recollect.scoring.vocabulary import vocabulary

_ALTERNATIVES = re.compile(r"\bor\b|/|\boder\b|\be\.g\.|\bsuch as\b|\bfor example\b|\bor similar\b", re.IGNORECASE)
_EXAMPLES = re.compile(
    r"\b(?:e\.g\.?|such as|for example|for instance|like|or similar|or equivalent|"
    r"or comparable)(?!\w)",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\b(?:one|any|either|at least one) (?:or more )?of\b|\beither\b", re.IGNORECASE)
_SIMILAR = re.compile(
    r"\bor (?:an? |any )?(?:similar|comparable|equivalent|other|alternative|like|related)\b|\betc\b|\bwhatever\b|"
    r"\be\.g\.?|\bsuch as\b|\bfor example\b|\bfor instance\b|\(we use\b|\bour (?:system|tool)s? (?:is|are)\b|"
    r"\bwe use\b",
    re.IGNORECASE,
)
_OR_LIST = re.compile(
    r"(?:[^\s,;:().!?\n][^,;:().!?\n]{0,38},\s*)*[^\s,;:().!?\n][^,;:().!?\n]{0,38},?\s+or\s+[^,;:().!?\n]{1,38}",
    re.IGNORECASE,
)
_AND = re.compile(r"\band\b|&", re.IGNORECASE)
_BRACKET = re.compile(r"[^\S\n]*(?:[\w-]+[^\S\n]+){0,3}\(([^()\n]{1,70})\)")
_IN_BRACKET = re.compile(r"\bor\b|\bsimilar\b|\bcomparable\b|\be\.g|\bsuch as\b|\betc\b|\blike\b|/|\bwhatever\b")


def asked_terms(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> Iterator[Asked]:
    """Yield the skills, certificates and languages; those of which any is enough as one requirement."""
    known = vocabulary().terms
    for group in _joined(text, tokens, segment, found):
        terms = tuple(dict.fromkeys(one[0] for one in group))
        if segment.part == "duties" and all(known[term].soft for term in terms):
            continue
        start, end = tokens.starts[group[0][1]], tokens.ends[group[-1][2] - 1]
        end = _closed(text, start, end, segment.end)
        kinds = {known[term].kind for term in terms}
        kind: RequirementKind = known[terms[0]].kind if len(kinds) == 1 else "skill"
        similar = kind == "skill" and _SIMILAR.search(text, segment.start, segment.end) is not None
        level = _level_asked(text, start, end) if kind == "language" else 0
        if kind == "certification":
            level = grade_of(text, start, end)
        said = _other_words(tokens, start, end) if kind == "skill" and len(group) == 1 else ()
        need = Need(kind="terms", terms=terms, similar=similar, level=level, said=said)
        yield Asked(kind, read_strength(text, segment, start), start, end, need, segment.part != "duties")


def _other_words(tokens: Tokens, start: int, end: int) -> tuple[str, ...]:
    """Give the words by which a skill can be told of without its name; none where there is but one and no other way."""
    words = telling_words(tokens, start, end)
    return () if len(words) == 1 and len(ways_to_say(words[0])) == 1 else words


def _closed(text: str, start: int, end: int, limit: int) -> int:
    """Give the end of a span, past the bracket that was opened in it."""
    if text.count("(", start, end) <= text.count(")", start, end):
        return end
    close = text.find(")", end, limit)
    return close + 1 if close >= 0 else end


def _level_asked(text: str, start: int, end: int) -> int:
    """Give the level of a language that an ad asks for; where it only says "good", that of everyday work."""
    level = level_told(text, start, end)
    return level if level >= C1 else min(level, B2) if level >= B1 else 0


def _joined(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> Iterator[list[Found]]:
    """Yield the groups; a head and the examples in brackets behind it are one, and so are the items of an or-list."""
    groups = list(_grouped(text, tokens, segment, found))
    spans = list(_or_spans(text, segment, found))
    held: list[Found] = []
    for place, group in enumerate(groups):
        after = groups[place + 1] if place + 1 < len(groups) else []
        held += group
        if after and (_is_example(text, tokens, held, after) or _in_one(tokens, spans, held, after)):
            continue
        yield held
        held = []


def _is_example(text: str, tokens: Tokens, head: list[Found], after: list[Found]) -> bool:
    """Whether a group stands in brackets behind another, as an example of it or another name for it."""
    bracket = _BRACKET.match(text, tokens.ends[head[0][2] - 1])
    start = tokens.starts[after[0][1]]
    if bracket is None or not bracket.start(1) <= start < bracket.end(1):
        return False
    inside = text[bracket.start(1) : bracket.end(1)]
    return _IN_BRACKET.search(inside) is not None or not re.search(r"[,+&]|\band\b", inside)


def _in_one(tokens: Tokens, spans: list[tuple[int, int]], one: list[Found], other: list[Found]) -> bool:
    first, last = tokens.starts[one[0][1]], tokens.starts[other[-1][1]]
    return any(start <= first and last < end for start, end in spans)


def _or_spans(text: str, segment: Segment, found: list[Found]) -> Iterator[tuple[int, int]]:
    """Yield the lists that end in "or", some of whose items no list of ours may hold."""
    if len(found) < 2:  # noqa: PLR2004 - nothing to join
        return
    for match in _OR_LIST.finditer(text, segment.start, segment.end):
        if "," in match.group() and not _AND.search(match.group()):
            yield match.span()


def _grouped(text: str, tokens: Tokens, segment: Segment, found: list[Found]) -> Iterator[list[Found]]:
    group: list[Found] = []
    for one in found:
        if group and is_list_gap(text, tokens.ends[group[-1][2] - 1], tokens.starts[one[1]]):
            group.append(one)
            continue
        if group:
            yield from _split_group(text, tokens, segment, group)
        group = [one]
    if group:
        yield from _split_group(text, tokens, segment, group)


def _split_group(text: str, tokens: Tokens, segment: Segment, group: list[Found]) -> Iterator[list[Found]]:
    """Yield a list whole when any of it is enough, else each of its items."""
    gaps = [text[tokens.ends[left[2] - 1] : tokens.starts[right[1]]] for left, right in pairwise(group)]
    lead = text[max(segment.start, tokens.starts[group[0][1]] - 40) : tokens.starts[group[0][1]]]
    joined = any(_ALTERNATIVES.search(gap) for gap in gaps) and not any(" and " in gap.lower() for gap in gaps)
    if joined and all(gap.strip() == "/" for gap in gaps) and _all_languages(group):
        joined = False
    if len(group) > 1 and (joined or _EXAMPLES.search(lead) or _ONE_OF.search(lead)):
        yield group
    else:
        yield from ([one] for one in group)


def _all_languages(group: list[Found]) -> bool:
    known = vocabulary().terms
    return all(known[one[0]].kind == "language" for one in group)
