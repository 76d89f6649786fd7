"""Which posts are of the kind that an ad means by its years: in the setting it names, and not what it rules out."""

from __future__ import annotations

import re

from recollect.scoring.judging.closeness import posts_of, with_proofs
from recollect.scoring.judging.described import is_told_between, stands_of
from recollect.scoring.knowledge.concepts import Said
from recollect.scoring.knowledge.settings import Titles, helpers_of, settings
from recollect.scoring.profiles import JobProfile, Need, Position, ResumeProfile
from recollect.scoring.reading.doubts import GREW

_SPECIAL_SHARE = 0.4
_TOLD_TWICE = 2
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")


def are_special(need: Need, resume: ResumeProfile) -> list[bool]:
    """Tell of each position whether it is in the setting that is meant, or names the skill or enough of the words."""
    if need.settings and not need.either:
        return [_is_in_setting(need.settings, first, last, resume) for first, last in posts_of(resume)]
    if not need.special:
        return [True] * len(resume.positions)
    own, least = with_proofs(need.terms), 1.0 if need.either else len(need.special) * _SPECIAL_SHARE
    return [
        not own.isdisjoint(position.terms)
        or _is_in_setting(need.settings, first, last, resume)
        or sum(is_told_between(word, first, last, resume) for word in need.special) >= least
        for position, (first, last) in zip(resume.positions, posts_of(resume), strict=True)
    ]


def _is_in_setting(names: tuple[Said, ...], first: int, last: int, resume: ResumeProfile) -> bool:
    """Whether what is told of a post, by its tokens, is of one of some settings: next to its title, or by two words."""
    phrases = dict.fromkeys(phrase for name in names for phrase in settings()[name])
    told = {phrase: at for phrase in phrases if (at := _place_of(phrase, first, last, resume)) >= 0}
    if len(told) >= _TOLD_TWICE or any(name in told for name in names):
        return True
    blank = _BLANK_LINE.search(resume.text, resume.tokens.starts[first])
    return any(blank is None or resume.tokens.starts[at] < blank.start() for at in told.values())


def _place_of(phrase: Said, first: int, last: int, resume: ResumeProfile) -> int:
    """Give the first token of a range at which a phrase stands, or -1."""
    stands, stems = stands_of(resume), resume.tokens.stems
    at = stands.first.get(phrase[0], -1)
    while 0 <= at < last:
        if at >= first and tuple(stems[at : at + len(phrase)]) == phrase:
            return at
        at = stands.then[at]
    return -1


def are_barred(need: Need, resume: ResumeProfile) -> list[bool]:
    """Tell of each position whether its title tells of the work that the ad says it does not mean."""
    titles = [resume.tokens.slice_at(one.title_start, one.title_end) for one in resume.positions]
    return [all(is_told_between(word, first, last, resume) for word in need.barred) for first, last in titles]


def are_of_helpers(need: Need, resume: ResumeProfile, job: JobProfile) -> list[bool]:
    """Tell of each position whether it was held beside the profession that is asked for, and not in it."""
    titles = helpers_of(need.roles)
    if not titles or any(job.title_stems.keys() >= stems for ways in titles.values() for _, stems in ways):
        return [False] * len(resume.positions)
    return [_is_of_helper(titles, one, resume) for one in resume.positions]


def _is_of_helper(titles: Titles, position: Position, resume: ResumeProfile) -> bool:
    keys = resume.tokens.keys
    first, last = resume.tokens.slice_at(position.title_start, position.title_end)
    named = any(
        tuple(keys[at : at + len(way)]) == way for at in range(first, last) for way, _ in titles.get(keys[at], ())
    )
    return named and not GREW.search(resume.text, position.title_start, position.title_end)
