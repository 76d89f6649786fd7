"""How close the work a person has done is to the work asked for, and for how long it was done."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from recollect.scoring.judging.kinds_seen import named_as_asked, narrowed_in
from recollect.scoring.judging.second_look import OF_OTHERS, look_again
from recollect.scoring.judging.told_places import find_told_places
from recollect.scoring.knowledge.added_terms import kept_while_in_force
from recollect.scoring.knowledge.background import shipped_background
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.knowledge.vocabulary import roles, vocabulary
from recollect.scoring.profiles import JobProfile, Need, Position, Posts, ResumeProfile, ToldPlace, Why
from recollect.scoring.reading.doubts import doubted_posts
from recollect.scoring.reading.intervals import MONTHS_A_YEAR

RELATED_CREDIT = 0.5
"""What something related is worth when the thing itself is not named."""

_UNNAMED_CLOSENESS = 0.6
_KINDRED = 0.5
_OTHER_CALLING = 0.2
_LEAST_SHARED, _ENOUGH_SHARED = 3, 5
_MOST_BY_WORK = 0.7
_TOLD_OF = 3
_FEW, _LEAST_OF_MANY = 2, 2
"""A name of more than a few words is told of by so many of them."""
_TELLING = 0.25
_TOOL_FAMILIES = frozenset({"software", "data", "it"})


class Measure(Struct, frozen=True, gc=False):
    """What the judging of one pair shares: the present month and how close each position is to the job.

    `kindred` tells whether any work told of is near enough to bear out what a list of skills only names; `over` holds
    the reasons for doubt that count for nothing in this job.
    """

    now: int
    closeness: tuple[float, ...]
    kindred: bool
    over: frozenset[Why]


def measure_positions(resume: ResumeProfile, job: JobProfile, now: int, topic: float) -> Measure:
    """Give how close each position held is to the job's own role, from 0 to 1, when the texts are `topic` similar."""
    closeness = closeness_to(job.roles, resume.positions, topic)
    if len(job.skills & posts_of(resume).terms) >= _LEAST_SHARED:
        closeness = [
            worth if worth >= _MOST_BY_WORK else max(worth, _by_work(position, job.skills))
            for position, worth in zip(resume.positions, closeness, strict=True)
        ]
    for at in doubted_posts(resume, job.over):
        closeness[at] = min(closeness_to(job.roles, resume.positions[at : at + 1], topic)[0], _OTHER_CALLING)
    return Measure(now, tuple(closeness), max(closeness, default=0.0) >= _KINDRED, job.over)


def asked_closeness(
    need: Need, resume: ResumeProfile, job: JobProfile, measure: Measure
) -> tuple[tuple[float, ...], bool, tuple[bool, ...]]:
    """Give how close each position is to the experience asked for, by its role or what was done there.

    With it whether what the experience is to be with is named or shown anywhere, or belongs to a role that was held,
    and of each position whether it tells of it itself.
    """
    base = measure.closeness
    if need.roles and need.roles != job.roles:
        base = tuple(
            [
                max(close, worth * _UNNAMED_CLOSENESS)
                for close, worth in zip(closeness_to(need.roles, resume.positions, 0.0), base, strict=True)
            ]
        )
    if not need.terms:
        return base, False, (True,) * len(base)
    narrow = narrowed_in(need)
    wide = tuple(term for term in need.terms if term not in narrow) if narrow else need.terms
    own, kin = with_proofs(wide).union(term for term, _ in need.kinds), kin_of(need.terms).union(narrow)
    # what the ad tells from its like must be told, too
    implied = [False] * len(base) if need.barred else _implied(resume, wide)
    names = name_asked(need, resume)
    told, anywhere = ([False] * len(base), False) if all(names) else _tell(wide, resume)
    own = own - _held_by_others(own, resume)
    named = True in implied or anywhere or not resume.mentions.keys().isdisjoint(own)
    tools = are_tools(need.terms)
    elsewhere = _UNNAMED_CLOSENESS if named else RELATED_CREDIT
    found = []
    for position, worth, named_there, implies, tells in zip(resume.positions, base, names, implied, told, strict=True):
        if named_there or tells:
            found.append((1 + worth) / 2)
        elif implies:
            found.append(worth)
        elif tools and len(position.terms) >= _TOLD_OF:
            found.append(0.0)  # what was done there is told, and the tool is not part of it
        elif not kin.isdisjoint(position.terms):
            found.append(max(RELATED_CREDIT * (1 + worth) / 2, worth * elsewhere))
        else:
            found.append(worth * elsewhere)
    for at in doubted_posts(resume, measure.over):
        found[at] = min(found[at], _OTHER_CALLING)
    return tuple(found), named, tuple([any(ways) for ways in zip(names, implied, told, strict=True)])


def _held_by_others(terms: frozenset[int], resume: ResumeProfile) -> frozenset[int]:
    """Give those of some terms that are papers of which a résumé only says who else holds them."""
    mentions = resume.mentions
    papers = _papers_among(terms)
    if mentions.keys().isdisjoint(papers):
        return frozenset()
    return frozenset(
        term
        for term in papers & mentions.keys()
        if all(look_again(((one.start, one.end),), resume, frozenset()) == OF_OTHERS for one in mentions[term])
    )


@kept_while_in_force
def _papers_among(terms: frozenset[int]) -> frozenset[int]:
    known = vocabulary().terms
    return frozenset(term for term in terms if known[term].kind == "certification")


def _tell(terms: tuple[int, ...], resume: ResumeProfile) -> tuple[list[bool], bool]:
    """Tell of each position whether what is told of it shows one of some terms, as done and by oneself.

    With it whether that is told anywhere.
    """
    places = [place for _, place in find_told_places(terms, resume) if place.done and not _is_others(place, resume)]
    if not places:
        return [False] * len(resume.positions), False
    spans = posts_of(resume).spans
    return [any(first <= one.first and one.last < last for one in places) for first, last in spans], True


def name_asked(need: Need, resume: ResumeProfile) -> list[bool]:
    """Tell of each position whether it names one of the terms asked for, or what shows it, in the kind asked for."""
    if not need.kinds:
        own = with_proofs(need.terms)
        own = own - _held_by_others(own, resume)
        if own.isdisjoint(posts_of(resume).terms) or _are_others(own, resume):
            return [False] * len(resume.positions)
        return [not own.isdisjoint(one.terms) for one in resume.positions]
    narrow = narrowed_in(need)
    own = with_proofs(tuple(term for term in need.terms if term not in narrow) if narrow else need.terms)
    asked = [one.start for places in named_as_asked(need, resume).values() for one in places]
    return [not own.isdisjoint(one.terms) or any(map(one.tells, asked)) for one in resume.positions]


def _are_others(terms: frozenset[int], resume: ResumeProfile) -> bool:
    """Whether all that names one of some terms is somebody else's work: ``our tester does the testing on devices``."""
    named = [one for term in terms & resume.mentions.keys() for one in resume.mentions[term]]
    return bool(named) and all(look_again(((one.start, one.end),), resume, frozenset()) == OF_OTHERS for one in named)


def posts_of(resume: ResumeProfile) -> Posts:
    """Give what the positions have; each is told of from its title on: the first token, and the next after the last."""
    posts = resume.index.posts
    if posts is None:
        held = resume.positions
        posts = resume.index.posts = Posts(
            spans=[resume.tokens.slice_at(one.title_start, one.end) for one in held],
            terms=frozenset().union(*(one.terms for one in held)),
            title_stems=frozenset().union(*(one.title_stems for one in held)),
            roles=frozenset(role for one in held for role in one.roles),
            learning=any(one.learning for one in held),
        )
    return posts


def _is_others(place: ToldPlace, resume: ResumeProfile) -> bool:
    """Whether what stands around a place says that it was somebody else's work, or only part of the work."""
    proof = (resume.tokens.starts[place.first], resume.tokens.ends[place.last])
    return bool(look_again((proof,), resume, frozenset()))


@kept_while_in_force
def with_proofs(terms: tuple[int, ...]) -> frozenset[int]:
    """Give some terms and those that show them."""
    known = vocabulary().terms
    return frozenset(terms).union(*(known[term].shown_by for term in terms))


@kept_while_in_force
def kin_of(terms: tuple[int, ...]) -> frozenset[int]:
    """Give the terms related to any of some."""
    return frozenset().union(*(vocabulary().terms[term].related for term in terms))


def _implied(resume: ResumeProfile, terms: tuple[int, ...]) -> list[bool]:
    """Tell of each position whether its role is about one of the terms, as an accountant’s is about accounting.

    It never is about a tool. A title in the very words of a term does too: a data engineer's is about data engineering.
    """
    names, about, posts = name_stems(terms), roles_about(terms), posts_of(resume)
    if about.isdisjoint(posts.roles) and not any(map(posts.title_stems.issuperset, names)):
        return [False] * len(resume.positions)
    return [not about.isdisjoint(one.roles) or any(map(one.title_stems.issuperset, names)) for one in resume.positions]


@kept_while_in_force
def name_stems(terms: tuple[int, ...]) -> tuple[frozenset[str], ...]:
    """Give the stems of what each of some terms is called."""
    return tuple(frozenset(tokenise(vocabulary().terms[term].name).stems) for term in terms)


@kept_while_in_force
def roles_about(terms: tuple[int, ...]) -> frozenset[int]:
    """Give the roles that are about one of some terms, by the words that hint at them, everyday ones left out."""
    weight = shipped_background().weight
    told = {term: frozenset(stem for stem in trade_stems(term) if weight(stem) >= _TELLING) for term in terms}
    least = {
        term: _LEAST_OF_MANY if sum(weight(stem) > 0 for stem in trade_stems(term)) > _FEW else 1 for term in terms
    }
    return frozenset(
        at
        for at, family in enumerate(roles().families)
        if any(len(told[term].intersection(family.words)) >= least[term] for term in terms)
    )


@kept_while_in_force
def are_tools(terms: tuple[int, ...]) -> bool:
    """Whether all of some terms are tools or techniques, which a trade's title alone does not tell of."""
    return all(vocabulary().terms[term].family in _TOOL_FAMILIES for term in terms)


@kept_while_in_force
def trade_stems(term: int) -> frozenset[str]:
    """Give the stems of a term's name, none for a tool."""
    known = vocabulary().terms[term]
    return frozenset() if known.family in _TOOL_FAMILIES else frozenset(tokenise(known.name).stems)


def times_held(resume: ResumeProfile, now: int) -> list[tuple[int, int]]:
    """Give the first month of each position and the one in which it stops, when the present month is `now`."""
    known = resume.index.held
    held = known.get(now)
    if held is None:
        held = known[now] = [(one.interval.first, one.interval.until(now)) for one in resume.positions]
    return held


def weighted_months(times: list[tuple[int, int]], closeness: Sequence[float]) -> float:
    """Give the months worked, overlaps once, each at the closeness of the closest position then held."""
    spans = sorted([(*time, worth) for time, worth in zip(times, closeness, strict=True) if worth > 0])
    total, counted = 0.0, 0
    for level in sorted({worth for _, _, worth in spans}, reverse=True):
        covered, reached = 0, -1
        for first, last, worth in spans:
            if worth >= level and last > reached:
                covered += last - first if first > reached else last - reached
                reached = last
        total += level * (covered - counted)
        counted = covered
    return total


def closeness_to(asked: tuple[int, ...], positions: tuple[Position, ...], topic: float) -> list[float]:
    """Give how close positions are to the roles asked for, from 0 to 1; by the texts where no title is known."""
    by_texts = topic * _UNNAMED_CLOSENESS
    if not asked:
        return [by_texts] * len(positions)
    closest = _closest_to(asked)
    return [closest[one.roles] if one.roles else by_texts for one in positions]


class _Closest(dict[tuple[int, ...], float]):
    """How close the roles of a position are to those asked for."""

    def __init__(self, asked: tuple[int, ...]) -> None:
        self._asked = asked

    def __missing__(self, held: tuple[int, ...]) -> float:
        close = roles().closeness
        value = self[held] = max(close(one, other) for one in self._asked for other in held)
        return value


@lru_cache(maxsize=1 << 10)
def _closest_to(asked: tuple[int, ...]) -> _Closest:
    return _Closest(asked)


def _by_work(position: Position, skills: frozenset[int]) -> float:
    """Give how close a position is by the skills told of it, whatever its title: a few in common say nothing."""
    shared = len(position.terms & skills)
    if shared < _LEAST_SHARED:
        return 0.0
    return min(_MOST_BY_WORK, shared / max(_ENOUGH_SHARED, len(skills) / 2))


def years_text(months: float) -> str:
    """Give a time as people say it: ``4.5 years``, ``8 months``."""
    years = months / MONTHS_A_YEAR
    if years < 1:
        return f"{round(months)} month{'' if round(months) == 1 else 's'}"
    text = f"{years:.1f}".removesuffix(".0")
    return f"{text} year{'' if text == '1' else 's'}"
