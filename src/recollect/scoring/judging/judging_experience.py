"""Time in a role, or with a thing, against what is asked: the calendar's, overlaps once, nearer work counting more."""

from __future__ import annotations

from collections.abc import Sequence

from recollect.scoring.judging.closeness import (
    RELATED_CREDIT,
    Measure,
    asked_closeness,
    closeness_to,
    posts_of,
    times_held,
    weighted_months,
    with_proofs,
    years_text,
)
from recollect.scoring.judging.judging_words import judge_words
from recollect.scoring.judging.kinds_seen import narrowed_in, with_kinds_asked
from recollect.scoring.judging.posts_meant import are_barred, are_of_helpers, are_special
from recollect.scoring.judging.verdicts import MET_FROM, PARTLY_FROM, Verdict
from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.knowledge.vocabulary import roles, vocabulary
from recollect.scoring.profiles import JobProfile, Need, Position, ResumeProfile
from recollect.scoring.reading.intervals import MONTHS_A_YEAR, merge_months

_ANY_EXPERIENCE_MONTHS = 12
_OWN_CALLING = 0.35
_THE_VERY_POST, _SUCH_A_POST = 0.9, 0.7
_OWN_TRADE = 0.65
_A_LITTLE_SHORT = 1.0
_NEARLY = 0.85
_SAME_CALLING = 0.3
_LEARNING_WORTH = 0.3
_HELPING_WORTH = 0.3
_FOLLOWING_WORTH = 0.3
_RECENT_MONTHS = 36
_OF_ITS_KIND = "the kind of work that the ad names"
_LEADERS = frozenset(
    tokenise(
        "manager manageress head lead leader supervisor director foreperson chief superintendent captain matron "
        "sister charge coordinator"
    ).keys
)
"""Words in the title of a post that leads people."""
_OF_A_PART = frozenset(tokenise("lead leader coordinator charge").keys)
"""Those of them that say only that a team is led, not the unit that it is part of."""
_PART_TIME = frozenset(tokenise("part time").stems)
"""Words in the title of a post that is not held full time: its calendar time counts, and is told."""


def judge_experience(need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure) -> Verdict:
    """Give the verdict on the experience asked for; what is said of it in words counts where no time is asked."""
    resume = with_kinds_asked(need, resume)
    if not resume.positions:
        return _without_dates(need, resume)
    closeness, named, tells = asked_closeness(need, resume, job, measure)
    times = times_held(resume, measure.now)
    special = are_special(need, resume)
    if need.anywhere:
        closeness = tuple([1.0 if kind else worth for worth, kind in zip(closeness, special, strict=True)])
    unnamed = bool(need.terms) and need.roles == job.roles and not named
    counted = _count(need, resume, job, _as_leader(need, resume, closeness, tells), special, measure)
    months = weighted_months(times, counted)
    asked = need.years * MONTHS_A_YEAR if need.years is not None else _ANY_EXPERIENCE_MONTHS
    credit = min(1.0, months / asked) if asked else 1.0
    kinds = [kind and told for kind, told in zip(special, tells, strict=True)] if True in tells else special
    other = _are_of_other_trades(need, resume, tells) if credit >= MET_FROM else [False] * len(times)
    own = [
        time
        for time, near, kind, out in zip(times, _own_posts(need, resume, counted), kinds, other, strict=True)
        if near and kind and not out
    ]
    most = _most(need, own, asked, measure.now)
    brief = most == _NEARLY and credit >= MET_FROM and True in tells
    missed = need.people > 0 and months >= asked
    credit = min(credit, most)
    elsewhere = not unnamed and not any(special)
    if unnamed or elsewhere:
        credit = min(credit, RELATED_CREDIT)
    if need.words and credit < 1:
        by_words = judge_words(need.words, resume, counts=True)
        if by_words.credit and by_words.credit > credit:
            return by_words
    order = sorted(range(len(counted)), key=counted.__getitem__, reverse=True)
    near = [at for at in order if counted[at] >= PARTLY_FROM]
    close = [resume.positions[at] for at in ([at for at in near if tells[at]] or near)[:3]]
    proofs = tuple([(one.title_start, one.title_end) for one in close])
    if credit < PARTLY_FROM or not proofs:
        if named and (places := _named_places(need, resume)):
            return Verdict("partly", PARTLY_FROM, "Named, but in nothing that is told of the work.", places)
        note = f"No post tells of {_names(need)}." if unnamed else "No position told of is close to it."
        return Verdict("not_found", 0.0, note)
    note = _counted(months, [at for at in order if counted[at] > 0], times, resume)
    note += _left_out(need.terms, resume)
    note += _lacking(need, own if brief else [], unnamed=unnamed, elsewhere=elsewhere or (missed and not own))
    if credit >= MET_FROM:
        return Verdict("met", 1.0, note + ".", proofs)
    unit = "" if "month" not in note else " year" if need.years == 1 else " years"
    note += f"; {need.years:g}{unit} asked." if need.years and not unnamed and not elsewhere else "."
    return Verdict("partly", round(credit, 4), note, proofs)


def _are_of_other_trades(need: Need, resume: ResumeProfile, tells: Sequence[bool]) -> list[bool]:
    """Tell of each position whether its title, or where it has none all others, name only neighbouring trades."""
    if not need.roles or need.anywhere:
        return [False] * len(resume.positions)
    close = closeness_to(need.roles, resume.positions, 0.0)
    if need.settings:
        return [need.post and bool(one.roles) and not worth for one, worth in zip(resume.positions, close, strict=True)]
    stranger = bool(resume.title_roles) and all(
        roles().closeness(asked, held) < _OWN_TRADE for asked in need.roles for held, _ in resume.title_roles
    )
    return [
        (worth < _OWN_TRADE if one.roles else stranger) and not (need.terms and told)
        for one, worth, told in zip(resume.positions, close, tells, strict=True)
    ]


def _own_posts(need: Need, resume: ResumeProfile, counted: Sequence[float]) -> list[bool]:
    """Tell of each post whether it is close enough to be one asked for: closer where the very post was held."""
    if not need.post or max(counted, default=0.0) < _THE_VERY_POST:
        return [worth >= _OWN_CALLING for worth in counted]
    return [
        worth >= (_SUCH_A_POST if one.roles else _OWN_CALLING)
        for worth, one in zip(counted, resume.positions, strict=True)
    ]


def _count(
    need: Need,
    resume: ResumeProfile,
    job: JobProfile,
    closeness: Sequence[float],
    special: list[bool],
    measure: Measure,
) -> Sequence[float]:
    """Give how much the time in each position counts: less where another kind of work is meant, or somebody learnt."""
    counted = closeness
    if need.barred:
        barred = are_barred(need, resume)
        counted = [0.0 if out else worth for worth, out in zip(counted, barred, strict=True)]
    if need.post:
        counted = [worth if worth >= _SAME_CALLING else 0.0 for worth in counted]
    if need.special or need.settings:
        counted = [worth if kind else worth * RELATED_CREDIT for worth, kind in zip(counted, special, strict=True)]
    helping = are_of_helpers(need, resume, job)
    if True in helping:
        counted = [
            min(worth, _HELPING_WORTH) if help_ else worth for worth, help_ in zip(counted, helping, strict=True)
        ]
    if posts_of(resume).learning and "student" not in measure.over:
        counted = [
            worth * _LEARNING_WORTH if one.learning else worth
            for worth, one in zip(counted, resume.positions, strict=True)
        ]
    return counted


def _counted(months: float, places: list[int], times: list[tuple[int, int]], resume: ResumeProfile) -> str:
    """Give what the related work counts as, and how long it was where that is more; what was learnt is no work."""
    positions, posts = resume.positions, posts_of(resume)
    learnt = [times[at] for at in places if positions[at].learning] if posts.learning else []
    worked = [times[at] for at in places if not positions[at].learning]
    held = [f"{years_text(merge_months(worked))} of related work"] if worked else []
    if learnt:
        held.append(f"{years_text(merge_months(learnt))} of training")
    worth, told = years_text(months), " and ".join(held)
    verb = "counts" if len(held) == 1 and told.startswith("1 ") else "count"
    said = f"Counts as {worth} of related work" if told == f"{worth} of related work" else f"{told} {verb} as {worth}"
    if not posts.title_stems >= _PART_TIME:
        return said
    part_time = merge_months(times[at] for at in places if positions[at].title_stems >= _PART_TIME)
    return f"{said}, {years_text(part_time)} of it part-time" if part_time else said


def _lacking(need: Need, own: list[tuple[int, int]], *, unnamed: bool, elsewhere: bool) -> str:
    """Give what the time lacks of what is asked for; `own` is that which is of the kind, where it is too brief."""
    lacking = ""
    if own:
        lacking += f", but only {years_text(merge_months(own))} of it are told to be of the kind that is asked for"
    if unnamed:
        verb = "is" if narrowed_in(need) else "itself is" if len(need.terms) == 1 else "are"
        lacking += f", but {_names(need)} {verb} not named"
    return f"{lacking}, but not of the kind that is asked for" if elsewhere else lacking


def _left_out(terms: tuple[int, ...], resume: ResumeProfile) -> str:
    """Give what does not count although it tells of one of some terms: projects, which are no positions."""
    places = (place for term in terms for place in resume.mentions.get(term, ()))
    told = any(one.section >= 0 and resume.sections[one.section].kind == "projects" for one in places)
    return ", projects left out" if told else ""


def _names(need: Need) -> str:
    """Give the names of the terms asked for, none of which is there: ``Java, Spring and Kafka``."""
    if narrowed_in(need):
        return _OF_ITS_KIND
    *first, last = [vocabulary().terms[term].name for term in need.terms]
    return f"{', '.join(first)} and {last}" if first else last


def _most(need: Need, own: list[tuple[int, int]], asked: float, now: int) -> float:
    """Give the most that experience can earn: less where the posts of its kind were held too briefly or long ago."""
    if need.recent and all(last < now - _RECENT_MONTHS for _, last in own):
        return RELATED_CREDIT
    return _NEARLY if merge_months(own) < asked - _A_LITTLE_SHORT else 1.0


def _as_leader(need: Need, resume: ResumeProfile, closeness: Sequence[float], tells: Sequence[bool]) -> Sequence[float]:
    """Give how close each post is to leading people at what is asked for, where leading is.

    Who leads where a thing is done has led it, whatever the title; who does not lead counts for little.
    """
    if not need.people:
        return closeness
    worths = []
    for one, worth, told in zip(resume.positions, closeness, tells, strict=True):
        led = (1.0 if told and need.terms else worth) if _leads(one, resume) else worth * _FOLLOWING_WORTH
        worths.append(min(led, _FOLLOWING_WORTH) if need.people > 1 and _leads_a_part(one, resume) else led)
    return worths


def _leads(position: Position, resume: ResumeProfile) -> bool:
    """Whether a post leads people, by its title or by what is told of it."""
    first, last = resume.tokens.slice_at(position.title_start, position.title_end)
    if not _LEADERS.isdisjoint(resume.tokens.keys[first:last]):
        return True
    return not position.terms.isdisjoint(_leading())


def _leads_a_part(position: Position, resume: ResumeProfile) -> bool:
    """Whether the title of a post is that of somebody who leads a team in a unit that another manages."""
    first, last = resume.tokens.slice_at(position.title_start, position.title_end)
    leaders = _LEADERS.intersection(resume.tokens.keys[first:last])
    return bool(leaders) and leaders <= _OF_A_PART


@kept_while_in_force
def _leading() -> frozenset[int]:
    return with_proofs(tuple(one.number for one in vocabulary().terms if one.name == "people management"))


def _without_dates(need: Need, resume: ResumeProfile) -> Verdict:
    if places := _named_places(need, resume):
        return Verdict("partly", RELATED_CREDIT, "Named, but no dates to count from.", places)
    return Verdict("not_found", 0.0, "No positions with dates could be read.")


def _named_places(need: Need, resume: ResumeProfile) -> tuple[tuple[int, int], ...]:
    places = [resume.mentions[term][0] for term in need.terms if term in resume.mentions]
    return tuple((one.start, one.end) for one in places[:2])
