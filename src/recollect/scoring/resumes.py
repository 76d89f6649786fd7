"""A résumé's text read once into what every pair is scored on."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import compress

from recollect.domain.document import Section
from recollect.scoring.background import Background
from recollect.scoring.education import Degree, read_degrees
from recollect.scoring.grades import grade_of
from recollect.scoring.identity import identity_spans
from recollect.scoring.intervals import valid_until
from recollect.scoring.lists import KeywordLines, unborne_lists
from recollect.scoring.mentions import Found, find_terms
from recollect.scoring.positions import read_positions
from recollect.scoring.profiles import Mention, Position, ResumeProfile
from recollect.scoring.relevance import weigh_terms
from recollect.scoring.sections import read_sections
from recollect.scoring.standing import DENIED, standing_of
from recollect.scoring.studies import with_studies
from recollect.scoring.tokens import SHINGLE, Tokens, tokenise
from recollect.scoring.vocabulary import Phrases, all_phrases, roles, vocabulary

_IN_LIST_CREDIT = 0.95
_TOLD_SECTIONS = frozenset({"experience", "projects"})
_LEADING_WORDS = 4
_REACH = 70
_RECENCY = (1.0, 0.95, 0.8, 0.65, 0.5, 0.4)
_BLOCK_REPEATS = 5
_LISTING = frozenset({"", "summary", "other"})
_ENGLISH = frozenset(["the", "and", "of", "with", "for", "in", "to"])
_ENGLISH_SHARE = 0.04


def read_profile(text: str, background: Background, left_out: Sequence[tuple[int, int]] = ()) -> ResumeProfile:
    """Give the profile of a résumé; what stands in `left_out` earns nothing."""
    sections = read_sections(text)
    tokens = tokenise(text)
    titles = all_phrases(tokens, roles().trie)
    spans = sorted([*identity_spans(text, sections, tokens, titles), *left_out])
    scored = _scored(tokens, spans)
    section_of = _section_finder(sections)
    found = [one for one in find_terms(text, tokens) if scored[one[1]]]
    mentions = _mentions(found, text, tokens, sections, section_of)
    positions = read_positions(text, tokens, sections, found, scored, titles)
    title_roles, title_stems = _titles(tokens, titles, sections, positions, scored)
    stems = list(compress(tokens.stems, scored))
    return ResumeProfile(
        text=text,
        sections=sections,
        tokens=tokens,
        scored=scored,
        mentions=mentions,
        positions=positions,
        degrees=_degrees(text, tokens, sections, spans),
        title_roles=title_roles,
        title_stems=title_stems,
        vector=weigh_terms(stems, (one[0] for one in found), dict(title_roles), background),
        fingerprints=tokens.fingerprints(),
        repeated=_repeated(tokens),
        unborne=unborne_lists(text, sections, mentions) if positions else (),
        english=sum(map(_ENGLISH.__contains__, tokens.keys)) > _ENGLISH_SHARE * len(tokens.keys),
        background_id=background.id,
    )


def _scored(tokens: Tokens, spans: Sequence[tuple[int, int]]) -> list[bool]:
    scored = [True] * len(tokens.keys)
    for start, end in spans:
        first, last = tokens.slice_at(start, end)
        scored[first:last] = [False] * (last - first)
    return scored


def _section_finder(sections: tuple[Section, ...]) -> _SectionFinder:
    return _SectionFinder([section.start for section in sections])


class _SectionFinder:
    """Finds the index of the section at an offset, -1 before the first."""

    def __init__(self, starts: list[int]) -> None:
        self._starts = starts

    def at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1


def _mentions(
    found: list[Found], text: str, tokens: Tokens, sections: tuple[Section, ...], section_of: _SectionFinder
) -> dict[int, tuple[Mention, ...]]:
    by_term: dict[int, list[Mention]] = {}
    known = vocabulary().terms
    lists = KeywordLines(text)
    for term, first, end in found:
        start = tokens.starts[first]
        index = section_of.at(start)
        credit = 1.0
        kind = sections[index].kind if index >= 0 else ""
        listed = kind == "skills" or (kind in _LISTING and lists.holds(start))
        if kind == "skills":
            credit = _IN_LIST_CREDIT
        credit = min(credit, standing_of(text, tokens, first, end, known[term]))
        if credit == DENIED:
            continue
        stop = tokens.ends[end - 1]
        mention = Mention(term, start, stop, first, index, credit, listed)
        if known[term].kind == "certification":
            mention = Mention(
                term,
                start,
                stop,
                first,
                index,
                credit,
                listed,
                valid_until(text, stop, _line_end(text, stop)),
                grade_of(text, start, stop),
            )
        by_term.setdefault(term, []).append(mention)
    return {term: tuple(places) for term, places in by_term.items()}


def _line_end(text: str, offset: int) -> int:
    """Give the end of the line, or of so much of it as can speak of the word before an offset."""
    end = text.find("\n", offset, offset + _REACH)
    return min(len(text), offset + _REACH) if end < 0 else end


def _titles(
    tokens: Tokens,
    titles: Phrases,
    sections: tuple[Section, ...],
    positions: tuple[Position, ...],
    scored: list[bool],
) -> tuple[tuple[tuple[int, float], ...], frozenset[str]]:
    """Give the roles of the headline and the positions with their recency, and the stems of those lines."""
    header_end = sections[0].start if sections else 0
    if not sections and tokens.ends:
        header_end = tokens.ends[min(len(tokens.ends), 40) - 1]
    weights: dict[int, float] = {}
    first, last = tokens.slice_at(0, header_end)
    stems = {tokens.stems[at] for at in range(first, last) if scored[at]}
    for role, begin, _ in titles.within(first, last):
        if scored[begin]:
            weights[role] = 1.0
    for place, position in enumerate(positions):
        worth = _RECENCY[min(place, len(_RECENCY) - 1)]
        begin, stop = tokens.slice_at(position.title_start, position.title_end)
        stems.update(tokens.stems[at] for at in range(begin, stop) if scored[at])
        for role in position.roles:
            weights[role] = max(worth, weights.get(role, 0.0))
    return tuple(weights.items()), frozenset(stems)


def _degrees(
    text: str, tokens: Tokens, sections: tuple[Section, ...], left_out: Sequence[tuple[int, int]]
) -> tuple[Degree, ...]:
    """Give the degrees named anywhere but among hobbies; in what is told of work only those that lead a line."""
    spans = [(0, sections[0].start if sections else len(text))]
    spans += [(section.start, section.end) for section in sections if section.kind != "other"]
    told = [(section.start, section.end) for section in sections if section.kind in _TOLD_SECTIONS]
    kept = []
    for degree in (one for start, end in spans for one in read_degrees(text, tokens, start, end)):
        if any(start <= degree.start < end for start, end in left_out):
            continue
        if any(start <= degree.start < end for start, end in told) and not _is_short_line(text, degree):
            continue
        kept.append(with_studies(degree, text, tokens))
    return tuple(sorted(kept, key=lambda one: (-one.level, not one.finished, one.start)))


def _is_short_line(text: str, degree: Degree) -> bool:
    """Whether a degree leads its line, as an entry does and a sentence about work does not."""
    return len(text[text.rfind("\n", 0, degree.start) + 1 : degree.start].split()) <= _LEADING_WORDS


def _repeated(tokens: Tokens) -> tuple[tuple[int, int], ...]:
    """Give the spans where the same few words come again and again, as no sentence has them."""
    shingles = tokens.shingles()
    if len(shingles) - len(set(shingles)) < _BLOCK_REPEATS - 1:
        return ()
    often = [number for number, count in Counter(shingles).items() if count >= _BLOCK_REPEATS]
    spans = []
    for number in often:
        places = [at for at, other in enumerate(shingles) if other == number]
        spans.append((tokens.starts[places[0]], tokens.ends[places[-1] + SHINGLE - 1]))
    return tuple(_merged(spans))


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
