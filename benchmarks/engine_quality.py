"""The built-in engine on the open graded pairs, beside word overlap, keyword coverage and TF-IDF cosine."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations

from sklearn.feature_extraction.text import TfidfVectorizer

from benchmarks.report import Figure
from graded import GRADED_ON, Finding, GradedPair, load_graded
from recollect.domain.analysis import Findings, JudgedRequirement
from recollect.scoring import engine
from recollect.scoring.knowledge.tokens import tokenise
from recollect.scoring.reading.mentions import find_terms

_SETTINGS = engine.ScoringSettings(today=GRADED_ON)
_GOAL = 0.95


def measure(*, full: bool) -> list[Figure]:
    """Measure the order of the candidates of each ad, and the verdicts on its must-haves."""
    del full  # the pairs are what they are
    pairs = load_graded(sealed=False)
    jobs = {pair.job.id: engine.read_job(pair.job.text) for pair in pairs}
    found = [engine.analyse(engine.read_resume(pair.resume.text), jobs[pair.job.id], _SETTINGS) for pair in pairs]
    own = _order(pairs, [one.overall_score or 0.0 for one in found])
    return [
        *[_against(name, own, _order(pairs, score(pairs))) for name, score in _BASELINES],
        *_verdicts(pairs, found),
    ]


def _overlap(pairs: Sequence[GradedPair]) -> list[float]:
    words = [(set(tokenise(one.job.text).keys), set(tokenise(one.resume.text).keys)) for one in pairs]
    return [len(job & resume) / len(job | resume) for job, resume in words]


def _coverage(pairs: Sequence[GradedPair]) -> list[float]:
    def terms(text: str) -> set[int]:
        return {one[0] for one in find_terms(text, tokenise(text))}

    named = [(terms(one.job.text), terms(one.resume.text)) for one in pairs]
    return [len(job & resume) / max(1, len(job)) for job, resume in named]


def _cosine(pairs: Sequence[GradedPair]) -> list[float]:
    texts = sorted({one.resume.text for one in pairs})
    vectoriser = TfidfVectorizer(sublinear_tf=True, stop_words="english").fit(texts)
    jobs = vectoriser.transform([one.job.text for one in pairs])
    resumes = vectoriser.transform([one.resume.text for one in pairs])
    return [float(value) for value in jobs.multiply(resumes).sum(axis=1).ravel().tolist()[0]]


_BASELINES: tuple[tuple[str, Callable[[Sequence[GradedPair]], list[float]]], ...] = (
    ("word overlap", _overlap),
    ("keyword coverage", _coverage),
    ("TF-IDF cosine", _cosine),
)


def _order(pairs: Sequence[GradedPair], scores: Sequence[float]) -> float:
    """Give Kendall's tau-b between grades and scores, the mean over the ads."""
    by_job: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for pair, score in zip(pairs, scores, strict=True):
        by_job[pair.job.id].append((float(pair.grade), score))
    taus = [tau for rows in by_job.values() if (tau := _tau(rows)) is not None]
    return sum(taus) / len(taus)


def _tau(rows: list[tuple[float, float]]) -> float | None:
    agree = differ = tied_grade = tied_score = 0
    for (grade, score), (other_grade, other_score) in combinations(rows, 2):
        product = (grade - other_grade) * (score - other_score)
        agree, differ = agree + (product > 0), differ + (product < 0)
        tied_grade += grade == other_grade and score != other_score
        tied_score += grade != other_grade and score == other_score
    size = (agree + differ + tied_grade) * (agree + differ + tied_score)
    return (agree - differ) / size**0.5 if size else None


def _against(name: str, own: float, baseline: float) -> Figure:
    return Figure(
        name=f"order of an ad's candidates (Kendall's tau) against {name}",
        value=f"{own:.3f}",
        baseline=f"{baseline:.3f}",
        ratio=f"{own - baseline:+.3f}",
        goal="above",
        met=own > baseline,
    )


def _verdicts(pairs: Sequence[GradedPair], found: Sequence[Findings]) -> list[Figure]:
    said = [
        (one.verdict, *_status(_parts_of(one, pair, findings)))
        for pair, findings in zip(pairs, found, strict=True)
        for one in pair.findings
    ]
    for kind in sorted({kind for _, _, kind in said}):
        counts = Counter((truth, status) for truth, status, one in said if one == kind)
        rows = "; ".join(f"{truth} called {status} {count}" for (truth, status), count in sorted(counts.items()))
        print(f"{kind}: {rows}")
    met = sum(truth == status == "met" for truth, status, _ in said)
    proven = sum(status == "met" for _, status, _ in said)
    held = sum(truth == "met" for truth, _, _ in said)
    return [
        _share(f"must-haves called met that are ({proven})", met / max(1, proven)),
        _share(f"must-haves met that are called so ({held})", met / max(1, held)),
    ]


def _parts_of(finding: Finding, pair: GradedPair, findings: Findings) -> list[JudgedRequirement]:
    """Give the requirements that were read from the words of a must-have, the one that shares most of them first.

    One that only would be nice is no part of it, unless nothing else was read. An ad that asks for a thing twice has
    it read once: then it is the requirement whose own words stand in those of the must-have.
    """
    start = pair.job.text.index(finding.phrase)
    end = start + len(finding.phrase)
    shared = [
        (min(end, one.end) - max(start, one.start), one)
        for one in findings.requirements
        if one.start is not None and one.end is not None
    ]
    parts = sorted([(size, one) for size, one in shared if size > 0], key=lambda part: -part[0])
    if not parts:
        words = f" {' '.join(tokenise(finding.phrase).keys)} "
        return [one for one in findings.requirements if f" {' '.join(tokenise(one.text).keys)} " in words]
    return [one for _, one in parts if one.strength != "nice"] or [one for _, one in parts]


def _status(parts: list[JudgedRequirement]) -> tuple[str, str]:
    """Give the verdict on a must-have of one or more parts, as a reader of them would, and the kind of the first.

    It is met where all parts are, and met in part where any is; a part that stays unknown earns and costs nothing.
    """
    if not parts:
        return "none", "not read"
    statuses = {one.status for one in parts}
    if len(statuses) > 1:
        parts = [one for one in parts if one.status != "unknown"]
        statuses.discard("unknown")
    if len(statuses) == 1:
        return parts[0].status, parts[0].kind
    if statuses & {"met", "partly"}:
        return "partly", parts[0].kind
    return "not_found", parts[0].kind


def _share(name: str, value: float) -> Figure:
    return Figure(name=name, value=f"{value:.3f}", baseline="", ratio="", goal=f"≥ {_GOAL:g}", met=value >= _GOAL)
