"""A résumé's text read once into what every pair is scored on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from recollect.domain.document import Section
from recollect.scoring.knowledge.background import Background
from recollect.scoring.knowledge.grades import grade_of
from recollect.scoring.knowledge.kinds import GENERAL
from recollect.scoring.knowledge.patterns import find_patterned
from recollect.scoring.knowledge.places import country_of
from recollect.scoring.knowledge.studies import with_studies
from recollect.scoring.knowledge.tokens import SHINGLE, Tokens, fingerprints_of, tokenise
from recollect.scoring.knowledge.vocabulary import Phrases, Term, all_phrases, roles, vocabulary
from recollect.scoring.profiles import Doubt, Mention, Position, ResumeProfile
from recollect.scoring.reading.doubts import find_doubts
from recollect.scoring.reading.education import Degree, degrees_at
from recollect.scoring.reading.identity import identity_spans
from recollect.scoring.reading.intervals import last_year, lines_of, valid_until
from recollect.scoring.reading.lists import KeywordLines, unborne_lists
from recollect.scoring.reading.mentions import Found, kind_named, those_meant
from recollect.scoring.reading.positions import read_positions
from recollect.scoring.reading.sections import read_sections
from recollect.scoring.reading.standing import DENIED, FULL, WEAK, WeakWords, standing_of
from recollect.scoring.reading.words import Words, look_at_words
from recollect.scoring.relevance import weigh_terms

_IN_LIST_CREDIT = 0.95
_TOLD_SECTIONS = frozenset({"experience", "projects"})
_LEADING_WORDS = 4
_REACH = 70
_SECTION_WORTH = {"experience": 0.05, "projects": 0.04, "certificates": 0.03, "education": 0.02, "summary": 0.01}
_RECENCY = (1.0, 0.95, 0.8, 0.65, 0.5, 0.4)
_BLOCK_REPEATS = 5
_OWN_MASTER = frozenset(
    ["owner", "proprietor", "self", "freelance", "freelancer", "trader", "journeyman", "journeyperson", "subcontractor"]
)
"""Words in the title of a post that say how it is held, and nothing of the trade."""
_LISTING = frozenset({"", "summary", "other"})
_OF_A_BODY = re.compile(r"\b(?:institut\w+|association|society|college|council) of\b", re.IGNORECASE)
"""How a body is called after those whom it registers, of whom one is a member."""
_MANY = re.compile(
    r"(?:\b[A-Z]{2,}s|(?i:\b(?:accountants|nurses|electricians|solicitors|engineers|workers|teachers|pharmacists|"
    r"lawyers|"
    r"practitioners|technicians|managers|surveyors|architects|therapists)))$"
)
"""Several who hold a paper: a firm's name, or colleagues."""
_ENGLISH_SHARE = 0.04
_SOUGHT = re.compile(r"\b(?:exams?|candidate(?! physical)|finalist|part[- ]qualified|studying)\b", re.IGNORECASE)
"""What the words of a paper themselves say of it where it is not held yet: ``CPA exam``."""
_LONGEST_HEADLINE = 80
_WISHED = re.compile(
    r"\b(?:objective|goal|seeking|looking|wish|want\w*|aspiring|future|hope|hoping|trainee|student|assistant to|"
    r"apply\w*|application|to become|next role|career|former(?:ly)?|ex|retired)\b|(?<!lic)(?<!exp)(?<!no)[.!?](?:\s|$)",
    re.IGNORECASE,
)
"""What stands in a line above all work that says what somebody would like to be, or is a sentence."""
_ONGOING = re.compile(
    r"\d\d\s*(?:[-–—]|\b(?:to|until))\s*(?:the )?(?:present|current|now|ongoing|today|heute|actualidad)\b",
    re.IGNORECASE,
)


def read_profile(text: str, background: Background, left_out: Sequence[tuple[int, int]] = ()) -> ResumeProfile:
    """Give the profile of a résumé; what stands in `left_out` earns nothing."""
    sections = read_sections(text)
    tokens = tokenise(text)
    words = look_at_words(tokens)
    titles = all_phrases(words.titles())
    spans = sorted([*identity_spans(text, sections, tokens, titles), *left_out])
    scored = _scored(tokens, spans)
    named = those_meant(list(words.terms()), text, tokens)
    named = sorted([*named, *find_patterned(text, tokens, named, words.announcing())], key=lambda one: one[1])
    found = [one for one in named if scored[one[1]]]
    mentions, hints = _mentions(found, text, words, sections)
    telling = [one for one in found if kind_named(one, tokens) >= GENERAL]
    positions = read_positions(text, tokens, sections, telling, scored, titles)
    positions = _of_headline(positions, text, tokens, sections, scored, titles)
    title_roles, title_stems = _titles(tokens, titles, sections, positions, scored)
    tells = bool(positions) or any(one.kind == "experience" for one in sections)
    unproven, many = unborne_lists(text, sections, mentions) if tells else ((), False)
    rows = [*unproven, *_headline_rows(text, sections, positions)]
    doubts = find_doubts(text, tokens, positions, rows, words.doubting())
    stems = list(compress(tokens.stems, scored))
    shingles = tokens.shingles()
    return ResumeProfile(
        text=text,
        sections=sections,
        tokens=tokens,
        scored=scored,
        mentions=_undoubted_first(mentions, doubts),
        hints=hints,
        positions=positions,
        degrees=_degrees(text, words, sections, spans),
        title_roles=title_roles,
        title_stems=title_stems,
        vector=weigh_terms(stems, (one[0] for one in found), dict(title_roles), background),
        fingerprints=fingerprints_of(shingles),
        repeated=_repeated(tokens, shingles),
        doubts=doubts,
        country=country_of(text, tokens, words.places()),
        latest_year=last_year(text, 0, len(text)),
        unproven=bool(unproven),
        unborne=unproven if many else (),
        english=words.english() > _ENGLISH_SHARE * len(tokens.keys),
        background_id=background.id,
    )


def _headline_rows(
    text: str, sections: tuple[Section, ...], positions: tuple[Position, ...]
) -> Iterator[tuple[int, int]]:
    """Yield the rows of words above all that is told of work, which only say what somebody would like to be."""
    starts = [one.start for one in sections if one.kind != "summary"]
    starts += [one.interval.start for one in positions]
    return KeywordLines(text).rows_before(min(starts, default=0))


def _scored(tokens: Tokens, spans: Sequence[tuple[int, int]]) -> list[bool]:
    scored = [True] * len(tokens.keys)
    for start, end in spans:
        first, last = tokens.slice_at(start, end)
        scored[first:last] = [False] * (last - first)
    return scored


def _mentions(
    found: list[Found], text: str, words: Words, sections: tuple[Section, ...]
) -> tuple[dict[int, tuple[Mention, ...]], dict[int, tuple[Mention, ...]]]:
    """Give the mentions by the term, and apart from them those by words that only hint at it."""
    by_term: dict[int, list[Mention]] = {}
    by_hint: dict[int, list[Mention]] = {}
    known = vocabulary().terms
    tokens, lists = words.tokens, KeywordLines(text)
    weak = WeakWords(text, tokens, *words.weak())
    section_starts = [section.start for section in sections]
    kinds = [*(section.kind for section in sections), ""]  # the last is what stands before the first
    for term, first, end in found:
        start, stop = tokens.starts[first], tokens.ends[end - 1]
        one = known[term]
        paper = one.kind == "certification"
        standing = FULL
        if one.kind != "skill" or weak.may_weaken(first, end, start, stop):
            standing = standing_of(text, tokens, first, end, one)
        if standing == DENIED or (
            paper and _MANY.search(text, start, stop) and not _OF_A_BODY.search(text, start, stop)
        ):
            continue
        index = bisect_right(section_starts, start) - 1
        kind = kinds[index]
        listed = (kind == "skills" and not lists.tells(start)) or (kind in _LISTING and lists.holds(start))
        credit = _IN_LIST_CREDIT if kind == "skills" and standing > _IN_LIST_CREDIT else standing
        until, grade = None, 0
        if paper:
            until, grade = valid_until(text, stop, _line_end(text, stop)), grade_of(text, start, stop)
            sought = _SOUGHT.search(text, start, stop) is not None
            if sought or (kind == "education" and _is_under_way(text, start, stop)):
                credit = min(credit, WEAK)
        called = kind_named((term, first, end), tokens) if one.kinds.of else GENERAL
        mention = Mention(term, start, stop, first, index, credit, listed, until, grade, called)
        (by_term if called >= GENERAL else by_hint).setdefault(term, []).append(mention)
    mentions, hints = (
        {term: _best_first(places, known[term], text, sections) for term, places in found.items()}
        for found in (by_term, by_hint)
    )
    return mentions, hints


def _is_under_way(text: str, start: int, end: int) -> bool:
    """Whether the line of something learnt gives a time up to the present: it is not finished."""
    line_end = text.find("\n", end)
    return _ONGOING.search(text, text.rfind("\n", 0, start) + 1, len(text) if line_end < 0 else line_end) is not None


def _best_first(places: list[Mention], term: Term, text: str, sections: tuple[Section, ...]) -> tuple[Mention, ...]:
    """Give the mentions of a term, those first that bear it out best: used at work before listed; skills by name."""
    if len(places) == 1:
        return (places[0],)
    name = term.name.casefold() if term.kind == "skill" else ""

    def worth(one: Mention) -> tuple[float, bool]:
        kind = sections[one.section].kind if one.section >= 0 else ""
        own = text[one.start : one.end].casefold()
        return one.credit + _SECTION_WORTH.get(kind, 0.0), own in name

    return tuple(sorted(places, key=worth, reverse=True))


def _undoubted_first(
    mentions: dict[int, tuple[Mention, ...]], doubts: tuple[Doubt, ...]
) -> dict[int, tuple[Mention, ...]]:
    """Give the mentions with those last that show less than they name."""
    if not doubts:
        return mentions

    def is_doubted(mention: Mention) -> bool:
        return any(one.start <= mention.start < one.end for one in doubts)

    return {
        term: tuple(sorted(places, key=is_doubted)) if len(places) > 1 else places for term, places in mentions.items()
    }


def _line_end(text: str, offset: int) -> int:
    """Give the end of the line, or of so much of it as can speak of the word before an offset."""
    end = text.find("\n", offset, offset + _REACH)
    return min(len(text), offset + _REACH) if end < 0 else end


def _of_headline(
    positions: tuple[Position, ...],
    text: str,
    tokens: Tokens,
    sections: tuple[Section, ...],
    scored: list[bool],
    titles: Phrases,
) -> tuple[Position, ...]:
    """Give the positions of the trade that the headline names, where none of their own titles names any.

    Those as one's own master are of it in any case: ``Example LLC, owner``.
    """
    untitled = not any(one.roles for one in positions)
    own = [untitled or _is_own_master(one, tokens) for one in positions]
    if True not in own:
        return positions
    stop = min([one.title_start for one in positions] + [one.start for one in sections[:1]])
    named: dict[int, None] = {}
    for start, end in lines_of(text[:stop]):
        if end - start <= _LONGEST_HEADLINE and _WISHED.search(text, start, end) is None:
            first, last = tokens.slice_at(start, end)
            named.update((role, None) for role, begin, _ in titles.within(first, last) if scored[begin])
    if not named:
        return positions
    return tuple(replace(one, roles=tuple(named)) if mine else one for one, mine in zip(positions, own, strict=True))


def _is_own_master(position: Position, tokens: Tokens) -> bool:
    """Whether a title says only how a post is held, and names no trade."""
    if not _heads_of_firms().issuperset(position.roles):
        return False
    first, last = tokens.slice_at(position.title_start, position.title_end)
    return not _OWN_MASTER.isdisjoint(tokens.keys[first:last])


@cache
def _heads_of_firms() -> frozenset[int]:
    return frozenset(one.number for one in roles().families if one.name == "executive")


def _titles(
    tokens: Tokens,
    titles: Phrases,
    sections: tuple[Section, ...],
    positions: tuple[Position, ...],
    scored: list[bool],
) -> tuple[tuple[tuple[int, float], ...], frozenset[str]]:
    """Give the roles of the headline and the positions with their recency, and the stems of those lines."""
    weights: dict[int, float] = {}
    header_end = sections[0].start if sections else 0
    if not sections and tokens.ends:
        header_end = tokens.ends[min(len(tokens.ends), 40) - 1]
    first, last = tokens.slice_at(0, header_end)
    stems = set(compress(tokens.stems[first:last], scored[first:last]))
    for role, begin, _ in titles.within(first, last):
        if scored[begin]:
            weights[role] = 1.0
    for place, position in enumerate(positions):
        worth = _RECENCY[min(place, len(_RECENCY) - 1)]
        begin, stop = tokens.slice_at(position.title_start, position.title_end)
        stems.update(compress(tokens.stems[begin:stop], scored[begin:stop]))
        for role in position.roles:
            weights[role] = max(worth, weights.get(role, 0.0))
    return tuple(weights.items()), frozenset(stems)


def _degrees(
    text: str, words: Words, sections: tuple[Section, ...], left_out: Sequence[tuple[int, int]]
) -> tuple[Degree, ...]:
    """Give the degrees named anywhere but among hobbies; in what is told of work only those that lead a line."""
    spans = [(0, sections[0].start if sections else len(text))]
    spans += [(section.start, section.end) for section in sections if section.kind != "other"]
    told = [(section.start, section.end) for section in sections if section.kind in _TOLD_SECTIONS]
    tokens, begins = words.tokens, words.degrees()
    kept = []
    for degree in (one for span in spans for one in _degrees_in(span, text, tokens, begins)):
        if any(start <= degree.start < end for start, end in left_out):
            continue
        if any(start <= degree.start < end for start, end in told) and not _is_short_line(text, degree):
            continue
        under_way = degree.finished and _is_under_way(text, degree.start, degree.end)
        learnt = under_way and any(one.kind == "education" and one.start <= degree.start < one.end for one in sections)
        kept.append(with_studies(replace(degree, finished=False) if learnt else degree, text, tokens))
    return tuple(sorted(kept, key=lambda one: (-one.level, not one.finished, one.start)))


def _degrees_in(span: tuple[int, int], text: str, tokens: Tokens, begins: list[int]) -> Iterator[Degree]:
    first, last = tokens.slice_at(*span)
    return degrees_at(begins[bisect_left(begins, first) : bisect_left(begins, last)], text, tokens, *span)


def _is_short_line(text: str, degree: Degree) -> bool:
    """Whether a degree leads its line, as an entry does and a sentence about work does not."""
    return len(text[text.rfind("\n", 0, degree.start) + 1 : degree.start].split()) <= _LEADING_WORDS


def _repeated(tokens: Tokens, shingles: NDArray[np.uint32]) -> tuple[tuple[int, int], ...]:
    """Give the spans where the same few words come again and again, as no sentence has them."""
    alike = np.sort(shingles)
    if not np.any(alike[_BLOCK_REPEATS - 1 :] == alike[: 1 - _BLOCK_REPEATS]):
        return ()
    numbers = shingles.tolist()
    often = [number for number, count in Counter(numbers).items() if count >= _BLOCK_REPEATS]
    spans = []
    for number in often:
        places = [at for at, other in enumerate(numbers) if other == number]
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
