"""Doubted words fitted from marks on claims, and proved on the marks of people that they were not fitted to."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from msgspec import Struct

from recollect.domain.calibration import Doubt
from recollect.scoring import engine
from recollect.scoring.judging.doubted_words import Alias, aliases_in
from recollect.scoring.profiles import JobProfile, ResumeProfile

LEAST_WRONG = 5
LEAST_PEOPLE = 3
_LEAST_WRONG_IN_FOLD = 3
_LEAST_PEOPLE_IN_FOLD = 2
_MOST_FOLDS = 10
_DOUBTFUL = 0.5
_HOPELESS = 0.8
_HALF_HEARD = 0.3
"""What doubted words earn that were right now and then: met in part, like what only stands in a list."""


class MarkedClaim(Struct, frozen=True, kw_only=True):
    """What somebody said of a verdict that calls a requirement met, and the pair that it was reached on."""

    resume: ResumeProfile
    job: JobProfile
    place: int
    today: date
    is_right: bool
    person: str
    author: str


class MarkedWords(Struct, frozen=True, kw_only=True):
    """Words by which a term was called met, how often people found that right and wrong, and in how many résumés."""

    term: str
    words: str
    right: int
    wrong: int
    people: int


class DoubtFit(Struct, frozen=True, kw_only=True):
    """The doubts that proved themselves, and the share of held-out marks that agree without and with them."""

    doubts: tuple[Doubt, ...]
    marks: int
    agreement_before: float | None
    agreement_after: float | None


class _Mark(Struct, frozen=True):
    claim: MarkedClaim
    aliases: frozenset[Alias]


def fit_doubts(found: Sequence[MarkedClaim]) -> DoubtFit:
    """Give the doubts of marked claims, cross-validated by person: none where nothing agrees better for them."""
    marks = _marks_of(found)
    if not marks:
        return DoubtFit(doubts=(), marks=0, agreement_before=None, agreement_after=None)
    several = len({one.claim.author for one in marks}) > 1
    gains = _gains(marks, None, several=several)
    proved = {alias for alias, gain in gains.items() if gain > 0}
    doubts = tuple(
        Doubt(term=alias[0], words=alias[1], credit=credit, gain=gains[alias], **_counts(alias, marks))
        for alias, credit in sorted(_doubtful(marks, several=several, wrong=LEAST_WRONG, people=LEAST_PEOPLE).items())
        if alias in proved
    )
    kept = {(one.term, one.words) for one in doubts}
    before = sum(one.claim.is_right for one in marks)
    after = before + sum(_gains(marks, kept, several=several).values()) if kept else before
    if after <= before:
        doubts, after = (), before
    share = round(before / len(marks), 4), round(after / len(marks), 4)
    return DoubtFit(doubts=doubts, marks=len(marks), agreement_before=share[0], agreement_after=share[1])


def list_marked_words(found: Sequence[MarkedClaim]) -> tuple[MarkedWords, ...]:
    """Give the words that were marked, those most often wrong first."""
    marks = _marks_of(found)
    aliases = sorted({alias for one in marks for alias in one.aliases})
    listed = [MarkedWords(term=term, words=words, **_counts((term, words), marks)) for term, words in aliases]
    return tuple(sorted(listed, key=lambda one: (-one.wrong, one.right, one.term, one.words)))


def _marks_of(found: Sequence[MarkedClaim]) -> list[_Mark]:
    """Give the marks on verdicts that say met by words of the lexicon; of one author on one person the newest.

    One view of one person counts once for the same words, in however many analyses it was given.
    """
    marks: dict[tuple[str, str, frozenset[Alias]], _Mark] = {}
    for claim in found:
        verdict = engine.verdict_on(claim.resume, claim.job, _settings(claim, ()), claim.place)
        requirement, need = claim.job.requirements[claim.place], claim.job.needs[claim.place]
        if verdict.status != "met":
            continue
        aliases = aliases_in(requirement, need, claim.resume, verdict)
        if aliases:
            marks[claim.author, claim.person, aliases] = _Mark(claim, aliases)
    return list(marks.values())


def _gains(marks: Sequence[_Mark], only: Collection[Alias] | None, *, several: bool) -> Counter[Alias]:
    """Give by how many held-out marks more agree for each alias that the others make doubtful."""
    people = sorted({one.claim.person for one in marks})
    folds = min(_MOST_FOLDS, len(people))
    fold_of = {person: at % folds for at, person in enumerate(people)}
    gains: Counter[Alias] = Counter()
    for fold in range(folds):
        others = [one for one in marks if fold_of[one.claim.person] != fold]
        doubtful = _doubtful(others, several=several, wrong=_LEAST_WRONG_IN_FOLD, people=_LEAST_PEOPLE_IN_FOLD)
        doubts = tuple(
            Doubt(term=term, words=words, credit=credit, right=0, wrong=0, people=0, gain=0)
            for (term, words), credit in sorted(doubtful.items())
            if only is None or (term, words) in only
        )
        doubted = {(one.term, one.words) for one in doubts}
        for one in marks:
            concerned = one.aliases & doubted
            if fold_of[one.claim.person] == fold and concerned:
                verdict = engine.verdict_on(
                    one.claim.resume, one.claim.job, _settings(one.claim, doubts), one.claim.place
                )
                if verdict.status != "met":
                    gains[min(concerned)] += -1 if one.claim.is_right else 1
    return gains


def _doubtful(marks: Sequence[_Mark], *, several: bool, wrong: int, people: int) -> dict[Alias, float]:
    """Give the aliases that are more often wrong than right, with what they earn.

    Where more than one author marks at all, one author's view is not enough.
    """
    by_alias: dict[Alias, list[MarkedClaim]] = defaultdict(list)
    for one in marks:
        for alias in one.aliases:
            by_alias[alias].append(one.claim)
    found = {}
    for alias, claims in by_alias.items():
        against = [one for one in claims if not one.is_right]
        share = len(against) / len(claims)
        enough = len(against) >= wrong and len({one.person for one in against}) >= people
        if enough and share > _DOUBTFUL and (not several or len({one.author for one in against}) > 1):
            found[alias] = 0.0 if share >= _HOPELESS else _HALF_HEARD
    return found


def _counts(alias: Alias, marks: Sequence[_Mark]) -> dict[str, int]:
    claims = [one.claim for one in marks if alias in one.aliases]
    against = [one for one in claims if not one.is_right]
    return {
        "right": len(claims) - len(against),
        "wrong": len(against),
        "people": len({one.person for one in against}),
    }


def _settings(claim: MarkedClaim, doubts: tuple[Doubt, ...]) -> engine.ScoringSettings:
    return engine.ScoringSettings(today=claim.today, doubts=doubts)
