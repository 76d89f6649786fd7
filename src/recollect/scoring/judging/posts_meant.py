"""Which posts are of the kind that an ad means by its years: in the setting it names, and not what it rules out."""

from __future__ import annotations

import re
from bisect import bisect_left

from recollect.scoring.judging.closeness import name_asked, posts_of
from recollect.scoring.judging.described import is_told_between, places_of, stands_of
from recollect.scoring.knowledge.concepts import Said
from recollect.scoring.knowledge.settings import Titles, helpers_beside, shown_in
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.profiles import JobProfile, Need, Position, ResumeProfile
from recollect.scoring.reading.doubts import GREW

_SPECIAL_SHARE = 0.4
_TOLD_TWICE = 2
_VOLUNTARY = "volunt"
_UNPAID = frozenset(tokenise("volunteer voluntary volunteering").stems)
"""Words in the title of a post that is no employment, which counts in full where an ad takes it."""
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def are_special(need: Need, resume: ResumeProfile) -> list[bool]:
    """Tell of each position whether it is in the setting that is meant, or names the skill or enough of the words."""
    if need.settings and not need.either:
        return _are_in_setting(need.settings, resume)
    if not need.special:
        return [True] * len(resume.positions)
    least = 1.0 if need.either else len(need.special) * _SPECIAL_SHARE
    in_setting = _are_in_setting(need.settings, resume)
    return [
        is_there or is_named or sum(is_told_between(word, first, last, resume) for word in need.special) >= least
        for is_there, is_named, (first, last) in zip(
            in_setting, name_asked(need, resume), posts_of(resume).spans, strict=True
        )
    ]


def _are_in_setting(names: tuple[Said, ...], resume: ResumeProfile) -> list[bool]:
    """Tell of each position whether it is told to be in one of some settings: next to its title, or by two words."""
    shows = shown_in(names)
    begun = shows.keys() & stands_of(resume).first.keys()
    told = sorted((at, phrase) for stem in begun for phrase in shows[stem] for at in places_of(phrase, stem, resume))
    if not told:
        return [False] * len(resume.positions)
    return [
        _is_shown(told[bisect_left(told, (first,)) : bisect_left(told, (last,))], names, first, resume)
        for first, last in posts_of(resume).spans
    ]


def _is_shown(told: list[tuple[int, Said]], names: tuple[Said, ...], first: int, resume: ResumeProfile) -> bool:
    """Whether the phrases told of a post, which begins at a token, show one of some settings."""
    if not told:
        return False
    phrases = {phrase for _, phrase in told}
    if len(phrases) >= _TOLD_TWICE or not phrases.isdisjoint(names):
        return True
    starts = resume.tokens.starts
    blank = _BLANK_LINE.search(resume.text, starts[first])
    return blank is None or starts[told[0][0]] < blank.start()


def are_barred(need: Need, resume: ResumeProfile) -> list[bool]:
    """Tell of each position whether its title tells of the work that the ad says it does not mean."""
    titles = [resume.tokens.slice_at(one.title_start, one.title_end) for one in resume.positions]
    return [all(is_told_between(word, first, last, resume) for word in need.barred) for first, last in titles]


def are_of_helpers(need: Need, resume: ResumeProfile, job: JobProfile) -> list[bool]:
    """Tell of each position whether it was held beside the profession that is asked for, or as a volunteer."""
    titles, stems = helpers_beside(need.roles, frozenset(job.title_stems)), posts_of(resume).title_stems
    unpaid = not _UNPAID.isdisjoint(stems) and _VOLUNTARY not in job.description.lower()
    if not unpaid and titles.keys().isdisjoint(stems):
        return [False] * len(resume.positions)
    return [
        (not titles.keys().isdisjoint(one.title_stems) and _is_of_helper(titles, one, resume))
        or (unpaid and not _UNPAID.isdisjoint(one.title_stems))
        for one in resume.positions
    ]


def _is_of_helper(titles: Titles, position: Position, resume: ResumeProfile) -> bool:
    ways = [way for stem in titles.keys() & position.title_stems for way in titles[stem]]
    return any(_names_helper(ways, *line, resume) for line in _title_lines(position, resume))


def _title_lines(position: Position, resume: ResumeProfile) -> list[tuple[int, int]]:
    """Give the lines of a title, each to its end: a sentence below it tells of the post and is no part of it."""
    start, end = position.title_start, position.title_end
    breaks = [match.start() for match in _BLANK_LINE.finditer(resume.text, start, end)]
    return list(zip([start, *breaks], [*breaks, end], strict=True))


def _names_helper(ways: list[str], start: int, end: int, resume: ResumeProfile) -> bool:
    """Whether a line of a title names somebody who helps, and nothing that they have become since."""
    first, last = resume.tokens.slice_at(start, end)
    title = f" {' '.join(resume.tokens.keys[first:last])} "
    return any(way in title for way in ways) and not GREW.search(resume.text, start, end)
